"""Checks of a library, and what can be mended in place: everything that is derived from the person's own rows."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from briefing.store import triggers

_COUNTED = {
    ("counter", "n"): "CASE name "
    + " ".join(
        f"WHEN '{name}' THEN (SELECT count(*) FROM article a WHERE {rule.format(row='a')})"
        for name, rule in triggers.COUNTERS.items()
    )
    + f" WHEN '{triggers.INCOMING}' THEN (SELECT count(*) FROM incoming WHERE state = 'new') END",
    ("tag", "n_article"): "SELECT count(*) FROM article_tag y JOIN article a ON a.id = y.article_id"
    " WHERE y.tag_id = tag.id AND a.deleted_at IS NULL",
    ("article", "n_highlight"): "SELECT count(*) FROM highlight h WHERE h.article_id = article.id",
    ("article", "n_takeaway"): "SELECT count(*) FROM takeaway t WHERE t.article_id = article.id",
    (
        "article",
        "n_briefing",
    ): "SELECT count(DISTINCT briefing_id) FROM briefing_item i WHERE i.article_id = article.id",
    ("highlight", "n_use"): "SELECT (SELECT count(*) FROM takeaway_evidence e WHERE e.highlight_id = highlight.id)"
    " + (SELECT count(*) FROM item_quote q WHERE q.highlight_id = highlight.id)",
    ("feed", "n_new"): "SELECT count(*) FROM incoming i WHERE i.feed_id = feed.id AND i.state = 'new'",
}
"""How each column that triggers keep would be counted afresh."""

_WHOLE = (
    ("article_body p WHERE p.article_id = a.id AND p.version = a.version", "text"),
    ("article_version p WHERE p.article_id = a.id AND p.number = a.version", "history"),
    ("article_text p WHERE p.article_id = a.id", "searchable text"),
)


def problems(session: Session) -> list[str]:
    """What is wrong with the pages, references, counters and originals, as sentences. Reads all of the library."""
    try:
        return [
            *_damaged_pages(session),
            *_broken_references(session),
            *_missing_parts(session),
            *_wrong_counts(session),
            *_changed_bytes(session),
        ]
    except DatabaseError as error:
        return [f"The file cannot be read in every place: {error.orig}."]


def index_problems(session: Session) -> list[str]:
    """What is wrong with the full-text index. SQLite wants a writing transaction for this check."""
    try:
        _sql(session, "INSERT INTO article_fts(article_fts, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return ["The search index does not fit the texts."]
    return []


def mend(session: Session) -> None:
    """Make the triggers, the counters and the search index anew."""
    triggers.install(lambda statement: _sql(session, statement))
    recount(session)
    _sql(session, "INSERT INTO article_fts(article_fts) VALUES ('rebuild')")


def recount(session: Session) -> None:
    """Set every counter to what is really there."""
    for (table, column), count in _COUNTED.items():
        _sql(session, f"UPDATE {table} SET {column} = ({count}) WHERE {column} <> ({count})")


def _damaged_pages(session: Session) -> list[str]:
    # Only a search makes FTS5 notice what other connections wrote; without one, the check takes the list of segments
    # that this connection remembers for the index's, and cries damage.
    _sql(session, "SELECT rowid FROM article_fts WHERE article_fts MATCH 'a' LIMIT 1").all()
    found = [row[0] for row in _sql(session, "PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else [f"The file is damaged: {sentence}." for sentence in found]


def _broken_references(session: Session) -> list[str]:
    rows = _sql(session, 'SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2').all()
    return [f"{n} rows of “{table}” refer to rows of “{parent}” that do not exist." for table, parent, n in rows]


def _missing_parts(session: Session) -> list[str]:
    found = []
    for table, what in _WHOLE:
        absent = f"SELECT count(*) FROM article a WHERE NOT EXISTS (SELECT 1 FROM {table})"
        if n := _sql(session, absent).scalar():
            found.append(f"{n} articles have lost their {what}.")
    present = dict(_sql(session, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all())
    wanted = {name: f"CREATE TRIGGER {name} {body}" for name, body in triggers.triggers()}
    if n := sum(present.get(name) != sql for name, sql in wanted.items()):
        found.append(f"{n} of the rules that keep the library consistent are missing.")
    return found


def _wrong_counts(session: Session) -> list[str]:
    found = []
    for (table, column), count in _COUNTED.items():
        if n := _sql(session, f"SELECT count(*) FROM {table} WHERE {column} <> ({count})").scalar():
            found.append(f"{n} counts of “{table}” are wrong ({column}).")
    return found


def _changed_bytes(session: Session) -> list[str]:
    found = []
    for article_id, sha256, packed, body in _sql(session, "SELECT article_id, sha256, packed, body FROM snapshot"):
        try:
            same = hashlib.sha256(zlib.decompress(body) if packed else body).hexdigest() == sha256
        except zlib.error:
            same = False
        if not same:
            found.append(f"The original of article {article_id} is not what was captured.")
    for sha256, body in _sql(session, "SELECT sha256, body FROM asset"):
        if hashlib.sha256(body).hexdigest() != sha256:
            found.append(f"The picture {sha256[:12]} is not what was captured.")
    return found


def _sql(session: Session, statement: str) -> Any:
    return session.connection().exec_driver_sql(statement)
