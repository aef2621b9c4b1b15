"""Undo and redo of every user action, across restarts.

Undo puts the images of rows in `change_log` back in reverse order, redo forward. Nothing of it is logged itself.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from briefing.domain.changes import Done
from briefing.store import contents
from briefing.store.changelog import TABLES, Image, entries_of, settle, sql
from briefing.store.contents import history as peek
from briefing.store.database import Store

__all__ = ["peek", "redo", "undo"]


def undo(store: Store) -> Done[str]:
    """Take the last action back. The value is its label, "" when there is nothing to undo."""
    return _step(store, contents.LAST_DONE, back=True)


def redo(store: Store) -> Done[str]:
    """Do again what was undone last. The value is its label, "" when there is nothing to redo."""
    return _step(store, contents.LAST_UNDONE, back=False)


def _step(store: Store, find: str, *, back: bool) -> Done[str]:
    with store.unlogged() as session:
        group = sql(session, find).first()
        if group is None:
            return Done("")
        entries = entries_of(session, group[0], 0)
        sql(session, "PRAGMA defer_foreign_keys = ON")
        for entry in reversed(entries) if back else entries:
            now, then = (entry.after, entry.before) if back else (entry.before, entry.after)
            _replace(session, entry.table, now, then)
        sql(session, "UPDATE undo_group SET undone = ?, merge_key = '' WHERE id = ?", int(back), group[0])
        return Done(str(group[1]), settle(session, entries))


def _replace(session: Session, table: str, now: Image, then: Image) -> None:
    """Turn a row as it is `now` into what it shall be `then`."""
    key, allowed = TABLES[table]
    where = " AND ".join(f'"{column}" = ?' for column in key)
    if now is None and then is not None:
        columns = [column for column in then if column in allowed]
        names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
        sql(session, f"INSERT INTO {table}({names}) VALUES ({marks})", *(then[column] for column in columns))
    elif now is not None and then is None:
        sql(session, f"DELETE FROM {table} WHERE {where}", *(now[column] for column in key))
    elif now is not None and then is not None:
        columns = [column for column in then if column in allowed and then[column] != now[column]]
        changes = ", ".join(f'"{column}" = ?' for column in columns)
        values = [then[column] for column in columns] + [now[column] for column in key]
        sql(session, f"UPDATE {table} SET {changes} WHERE {where}", *values)
