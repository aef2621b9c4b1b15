"""The log that undo and redo live from, and what each action touched.

While an action is open, `undo_state` names its group, and triggers write the image of every row before and after each
statement into `change_log`, cascades included, in the same transaction. What an action touched (`Changes`) is read from
the same log, so no write can forget to say it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingId
from briefing.domain.changes import Changes
from briefing.store import search_text
from briefing.store.triggers import LOGGED, key_columns, logged_columns

MERGE_MICROSECONDS = 10_000_000
"""Typing that pauses for less than this is one action."""

KEPT_GROUPS = 200
"""How many actions can be undone."""

_INDEXED_FIELDS = ("title", "authors", "outlet", "note")
_LISTED_FIELDS = ("shelf", "starred", "deleted_at")
_ON_ARTICLE = frozenset(
    {
        "article",
        "article_version",
        "article_tag",
        "highlight",
        "highlight_tag",
        "takeaway",
        "takeaway_variant",
        "takeaway_version",
        "takeaway_evidence",
        "briefing_item",
    }
)
_SOURCES = frozenset({"feed", "mailbox", "watched_folder"})
TABLES = {row.__tablename__: (key_columns(row), frozenset(logged_columns(row))) for row in LOGGED}
"""Key columns and all logged columns of each logged table."""

_TOUCHED = "touched"

Image = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Action:
    """An open action: its group, and the last log entry before it."""

    group_id: int
    since: int
    merged: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log."""

    table: str
    article_id: int | None
    briefing_id: int | None
    before: Image
    after: Image

    def differs(self, columns: Sequence[str]) -> bool:
        """Whether the row came, went or has another value in one of these columns."""
        if self.before is None or self.after is None:
            return True
        return any(self.before[column] != self.after[column] for column in columns)


def begin(session: Session, label: str, merge_key: str) -> Action:
    """Open an action: from here on the triggers log. Consecutive actions with one merge key become one."""
    now = _now()
    since = scalar(session, "SELECT seq FROM sqlite_sequence WHERE name = 'change_log'") or 0
    last = sql(session, "SELECT id, merge_key, at, undone FROM undo_group ORDER BY id DESC LIMIT 1").first()
    merged = bool(merge_key and label and last and last[1] == merge_key and not last[3])
    if merged and last and 0 <= now - last[2] < MERGE_MICROSECONDS:
        group_id = int(last[0])
        sql(session, "UPDATE undo_group SET at = ? WHERE id = ?", now, group_id)
    else:
        merged = False
        insert = "INSERT INTO undo_group(label, merge_key, at, undone) VALUES (?, ?, ?, 0) RETURNING id"
        group_id = int(sql(session, insert, label, merge_key, now).scalar_one())
    sql(session, "UPDATE undo_state SET group_id = ?", group_id)
    return Action(group_id, since, merged)


def finish(session: Session, action: Action) -> Changes:
    """Close an action and say what it touched. An action without a label leaves no trace in the log."""
    session.flush()
    sql(session, "UPDATE undo_state SET group_id = NULL")
    entries = entries_of(session, action.group_id, action.since)
    touched: Changes = session.info.pop(_TOUCHED, Changes())
    changes = settle(session, entries) | touched
    label = scalar(session, "SELECT label FROM undo_group WHERE id = ?", action.group_id)
    if not label or not (entries or action.merged):
        sql(session, "DELETE FROM undo_group WHERE id = ?", action.group_id)
    elif entries:
        sql(session, "DELETE FROM undo_group WHERE undone = 1")
        if action.merged:
            _compact(session, action.group_id)
        oldest = scalar(session, f"SELECT id FROM undo_group ORDER BY id DESC LIMIT 1 OFFSET {KEPT_GROUPS}")
        sql(session, "DELETE FROM undo_group WHERE id <= ?", oldest or 0)
    return changes


@contextmanager
def paused(session: Session) -> Iterator[None]:
    """Log nothing meanwhile: for what an action prepares and its undo need not take back."""
    session.flush()
    group_id = scalar(session, "SELECT group_id FROM undo_state")
    sql(session, "UPDATE undo_state SET group_id = NULL")
    yield
    session.flush()
    sql(session, "UPDATE undo_state SET group_id = ?", group_id)


def touch(session: Session, changes: Changes) -> None:
    """Say what the open action touches beside the log: what the program learns on its own."""
    session.info[_TOUCHED] = session.info.get(_TOUCHED, Changes()) | changes


def forbid_undo(session: Session) -> None:
    """Make the open action one that cannot be undone."""
    sql(session, "UPDATE undo_group SET label = '' WHERE id = (SELECT group_id FROM undo_state)")


def forget_article(session: Session, article_id: int) -> None:
    """Take an article out of the past, because it is about to go for good."""
    current = "(SELECT coalesce(group_id, 0) FROM undo_state)"
    sql(session, f"DELETE FROM change_log WHERE article_id = ? AND group_id <> {current}", article_id)


def drop_empty_groups(session: Session) -> None:
    """Remove the actions of which nothing is left to undo."""
    current = "(SELECT coalesce(group_id, 0) FROM undo_state)"
    empty = "NOT EXISTS (SELECT 1 FROM change_log WHERE group_id = undo_group.id)"
    sql(session, f"DELETE FROM undo_group WHERE id <> {current} AND {empty}")


def settle(session: Session, entries: Sequence[Entry]) -> Changes:
    """Bring what is derived from the changed rows up to date, and say what was touched."""
    changes = changes_of(entries)
    search_text.refresh(session, (e.article_id for e in entries if e.article_id and _is_indexed(e)))
    other_texts = (e.article_id for e in entries if e.article_id and e.table == "article" and e.differs(("version",)))
    search_text.refresh_bodies(session, other_texts)
    for briefing_id in changes.briefings:
        sql(session, "UPDATE briefing SET updated_at = ? WHERE id = ?", _now(), briefing_id)
    return changes


def changes_of(entries: Sequence[Entry]) -> Changes:
    """What these log entries touched."""
    shown = [e for e in entries if e.table == "article" and e.differs(_LISTED_FIELDS)]
    tags = [e for e in entries if e.table in ("tag", "article_tag")]
    return Changes(
        articles=frozenset(ArticleId(e.article_id) for e in entries if e.article_id and e.table in _ON_ARTICLE),
        # A renamed or recoloured tag shows on the rows of every list that holds a bearer of it.
        listing=bool(shown or tags),
        tags=bool(tags) or any(e.differs(("deleted_at",)) for e in shown),
        briefings=frozenset(BriefingId(e.briefing_id) for e in entries if e.briefing_id),
        history=bool(entries),
        incoming=any(e.table == "incoming" for e in entries),
        feeds=any(e.table in _SOURCES for e in entries),
        audiences=any(e.table == "audience" for e in entries),
    )


def _is_indexed(entry: Entry) -> bool:
    return entry.table in ("highlight", "takeaway", "takeaway_variant") or (
        entry.table == "article" and entry.differs(_INDEXED_FIELDS)
    )


def _compact(session: Session, group_id: int) -> None:
    """Keep only the first and last image of each row of a group, as typing makes them, unless it removed some."""
    rows = sql(
        session, "SELECT seq, tbl, before, after FROM change_log WHERE group_id = ? ORDER BY seq", group_id
    ).all()
    if any(row[3] is None for row in rows):
        return
    first: dict[tuple[object, ...], int] = {}
    for seq, table, before, after in rows:
        image = json.loads(after)
        key = (table, *(image[column] for column in TABLES[table][0]))
        if before is not None and key in first:
            sql(session, "UPDATE change_log SET after = ? WHERE seq = ?", after, first[key])
            sql(session, "DELETE FROM change_log WHERE seq = ?", seq)
        else:
            first[key] = seq


def entries_of(session: Session, group_id: int, since: int) -> list[Entry]:
    columns = "tbl, article_id, briefing_id, before, after"
    rows = sql(
        session, f"SELECT {columns} FROM change_log WHERE group_id = ? AND seq > ? ORDER BY seq", group_id, since
    )
    return [Entry(r[0], r[1], r[2], r[3] and json.loads(r[3]), r[4] and json.loads(r[4])) for r in rows]


def sql(session: Session, statement: str, *values: object) -> Any:
    return session.connection().exec_driver_sql(statement, values)


def scalar(session: Session, statement: str, *values: object) -> Any:
    return sql(session, statement, *values).scalar()


def _now() -> int:
    return int(datetime.now(UTC).timestamp() * 1_000_000)
