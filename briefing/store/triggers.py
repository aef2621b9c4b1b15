"""Everything in the library that is not a table: the full-text index and the triggers.

Triggers keep the counters exact, the immutable rows immutable, the full-text index true to `article_text`, and write
the change log. `install` makes them all; it runs on a fresh library and again after every upgrade, because Alembic's
batch mode drops the triggers of the tables it copies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from briefing.store.schema import (
    ArticleRow,
    ArticleTagRow,
    AudienceRow,
    Base,
    BriefingRow,
    EvidenceRow,
    FeedRow,
    HighlightRow,
    HighlightTagRow,
    IncomingRow,
    ItemQuoteRow,
    ItemRow,
    ItemTakeawayRow,
    MailboxRow,
    SectionRow,
    TagRow,
    TakeawayRow,
    TakeawayVersionRow,
    VariantRow,
    VersionRow,
    WatchedFolderRow,
)

LOGGED: tuple[type[Base], ...] = (
    ArticleRow,
    VersionRow,
    TagRow,
    ArticleTagRow,
    HighlightRow,
    HighlightTagRow,
    AudienceRow,
    TakeawayRow,
    VariantRow,
    TakeawayVersionRow,
    EvidenceRow,
    BriefingRow,
    SectionRow,
    ItemRow,
    ItemTakeawayRow,
    ItemQuoteRow,
    FeedRow,
    IncomingRow,
    MailboxRow,
    WatchedFolderRow,
)
"""The tables a person's actions show in; undo restores these."""

FTS = """CREATE VIRTUAL TABLE IF NOT EXISTS article_fts USING fts5(
    title, byline, body, notes, content='article_text', content_rowid='article_id',
    prefix='2 3', tokenize='unicode61 remove_diacritics 2')"""

_FTS_COLUMNS = ("title", "byline", "body", "notes")

COUNTERS = {
    "all": "{row}.deleted_at IS NULL",
    "inbox": "{row}.deleted_at IS NULL AND {row}.shelf = 'inbox'",
    "library": "{row}.deleted_at IS NULL AND {row}.shelf = 'library'",
    "starred": "{row}.deleted_at IS NULL AND {row}.starred = 1",
    "trash": "{row}.deleted_at IS NOT NULL",
}
"""The counters of the sidebar and when an article counts."""

INCOMING = "incoming"
"""The counter of the items that wait."""


def install(execute: Callable[[str], object]) -> None:
    """Make the full-text index, every trigger and the fixed rows anew. Idempotent; run it inside a transaction."""
    execute(FTS)
    for name, body in triggers():
        execute(f"DROP TRIGGER IF EXISTS {name}")
        execute(f"CREATE TRIGGER {name} {body}")
    for counter in (*COUNTERS, INCOMING):
        execute(f"INSERT INTO counter(name, n) VALUES ('{counter}', 0) ON CONFLICT DO NOTHING")
    execute("INSERT INTO undo_state(id, group_id) VALUES (1, NULL) ON CONFLICT DO NOTHING")


def remove(connection: Any) -> None:
    """Drop every trigger of the library behind this driver connection."""
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def triggers() -> Iterator[tuple[str, str]]:
    """Name and body of every trigger."""
    yield from _full_text()
    yield from _immutable()
    yield from _listing_counters()
    yield from _tag_counters()
    yield from _annotation_counters()
    yield from _use_counters()
    yield from _incoming_counters()
    for row in LOGGED:
        yield from _log(row)


def logged_columns(row: type[Base]) -> tuple[str, ...]:
    """The columns of a logged table that undo restores."""
    return tuple(column.name for column in row.__table__.columns if not column.info.get("derived"))


def key_columns(row: type[Base]) -> tuple[str, ...]:
    """The columns that name a row of a logged table."""
    return tuple(column.name for column in row.__table__.columns if column.primary_key)


def _full_text() -> Iterator[tuple[str, str]]:
    columns = ", ".join(_FTS_COLUMNS)
    new = ", ".join(f"NEW.{column}" for column in _FTS_COLUMNS)
    old = ", ".join(f"OLD.{column}" for column in _FTS_COLUMNS)
    add = f"INSERT INTO article_fts(rowid, {columns}) VALUES (NEW.article_id, {new});"
    # The old values must be exactly those that were indexed, or the index is damaged (FTS5, 4.4.3).
    remove = f"INSERT INTO article_fts(article_fts, rowid, {columns}) VALUES ('delete', OLD.article_id, {old});"
    yield "fts_insert", f"AFTER INSERT ON article_text BEGIN {add} END"
    yield "fts_delete", f"AFTER DELETE ON article_text BEGIN {remove} END"
    yield "fts_update", f"AFTER UPDATE ON article_text BEGIN {remove} {add} END"


def _immutable() -> Iterator[tuple[str, str]]:
    for table in ("snapshot", "article_body", "asset"):
        yield f"immutable_{table}", f"BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} never changes'); END"


def _listing_counters() -> Iterator[tuple[str, str]]:
    def amount(row: str) -> str:
        cases = " ".join(f"WHEN '{name}' THEN ({rule.format(row=row)})" for name, rule in COUNTERS.items())
        return f"(CASE name {cases} ELSE 0 END)"

    yield (
        "count_article_insert",
        f"AFTER INSERT ON article BEGIN UPDATE counter SET n = n + {amount('NEW')} WHERE {amount('NEW')}; END",
    )
    yield (
        "count_article_update",
        "AFTER UPDATE OF shelf, starred, deleted_at ON article BEGIN"
        f" UPDATE counter SET n = n + {amount('NEW')} - {amount('OLD')} WHERE {amount('NEW')} <> {amount('OLD')}; END",
    )
    yield (
        "count_article_delete",
        f"AFTER DELETE ON article BEGIN UPDATE counter SET n = n - {amount('OLD')} WHERE {amount('OLD')}; END",
    )


def _tag_counters() -> Iterator[tuple[str, str]]:
    for event, row, step in (("INSERT", "NEW", "+ 1"), ("DELETE", "OLD", "- 1")):
        yield (
            f"count_tag_{event.lower()}",
            f"AFTER {event} ON article_tag BEGIN UPDATE tag SET n_article = n_article {step} WHERE id = {row}.tag_id"
            f" AND EXISTS (SELECT 1 FROM article WHERE id = {row}.article_id AND deleted_at IS NULL); END",
        )
    yield (
        "count_tag_trash",
        "AFTER UPDATE OF deleted_at ON article WHEN (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL) BEGIN"
        " UPDATE tag SET n_article = n_article + iif(NEW.deleted_at IS NULL, 1, -1)"
        " WHERE id IN (SELECT tag_id FROM article_tag WHERE article_id = NEW.id); END",
    )
    # A cascade would reach article_tag after the article is gone, too late to see whether it counted.
    yield (
        "count_tag_purge",
        "BEFORE DELETE ON article BEGIN DELETE FROM article_tag WHERE article_id = OLD.id; END",
    )


def _annotation_counters() -> Iterator[tuple[str, str]]:
    for table, column, counted in (
        ("highlight", "n_highlight", "count(*)"),
        ("takeaway", "n_takeaway", "count(*)"),
        ("briefing_item", "n_briefing", "count(DISTINCT briefing_id)"),
    ):
        for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
            yield (
                f"count_{table}_{event.lower()}",
                f"AFTER {event} ON {table} BEGIN UPDATE article SET {column} ="
                f" (SELECT {counted} FROM {table} WHERE article_id = {row}.article_id)"
                f" WHERE id = {row}.article_id; END",
            )


def _use_counters() -> Iterator[tuple[str, str]]:
    for table in ("takeaway_evidence", "item_quote"):
        for event, row, step in (("INSERT", "NEW", "+ 1"), ("DELETE", "OLD", "- 1")):
            yield (
                f"count_{table}_{event.lower()}",
                f"AFTER {event} ON {table} BEGIN"
                f" UPDATE highlight SET n_use = n_use {step} WHERE id = {row}.highlight_id; END",
            )


def _incoming_counters() -> Iterator[tuple[str, str]]:
    def count(row: str, sign: str) -> str:
        step = f"{sign} ({row}.state = 'new')"
        return (
            f"UPDATE counter SET n = n {step} WHERE name = '{INCOMING}';"
            f" UPDATE feed SET n_new = n_new {step} WHERE id = {row}.feed_id;"
        )

    yield "count_incoming_insert", f"AFTER INSERT ON incoming BEGIN {count('NEW', '+')} END"
    yield "count_incoming_delete", f"AFTER DELETE ON incoming BEGIN {count('OLD', '-')} END"
    yield (
        "count_incoming_update",
        f"AFTER UPDATE OF state, feed_id ON incoming BEGIN {count('OLD', '-')} {count('NEW', '+')} END",
    )


def _log(row: type[Base]) -> Iterator[tuple[str, str]]:
    """Three triggers that write a table's changes to the log, while a group is open.

    Deletes are logged AFTER the fact: a cascade's rows then come before the row that caused it, so that undo, which
    goes backwards, brings the parent back first and the counters of the parent find it.
    """
    table, columns = row.__tablename__, logged_columns(row)
    open_group = "(SELECT group_id FROM undo_state) IS NOT NULL"

    def image(name: str) -> str:
        return "json_object(" + ", ".join(f"'{column}', {name}.\"{column}\"" for column in columns) + ")"

    def entry(name: str, before: str, after: str) -> str:
        article = f"{name}.id" if row is ArticleRow else f"{name}.article_id" if "article_id" in columns else "NULL"
        if row is IncomingRow and name == "NEW" and before != "NULL":
            article = "coalesce(NEW.article_id, OLD.article_id)"  # purging it has to find either
        briefing = f"{name}.id" if row is BriefingRow else f"{name}.briefing_id" if "briefing_id" in columns else "NULL"
        return (
            "BEGIN INSERT INTO change_log(group_id, tbl, article_id, briefing_id, before, after)"
            f" VALUES ((SELECT group_id FROM undo_state), '{table}', {article}, {briefing}, {before}, {after}); END"
        )

    quoted = [f'"{column}"' for column in columns]
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in quoted)
    yield f"log_{table}_insert", f"AFTER INSERT ON {table} WHEN {open_group} {entry('NEW', 'NULL', image('NEW'))}"
    yield f"log_{table}_delete", f"AFTER DELETE ON {table} WHEN {open_group} {entry('OLD', image('OLD'), 'NULL')}"
    yield (
        f"log_{table}_update",
        f"AFTER UPDATE OF {', '.join(quoted)} ON {table} WHEN {open_group} AND ({differs})"
        f" {entry('NEW', image('OLD'), image('NEW'))}",
    )
