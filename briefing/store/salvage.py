"""Bring what can still be read of a damaged library into a new one.

SQLite's own `.recover` is not part of our driver. Rows are read forwards and backwards up to the damage, and one by one
across it; what is derived (search index, counters) is made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from briefing.domain.errors import LibraryDamagedError, LibraryError
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.store import driver, opening, triggers
from briefing.store.bodies import packed
from briefing.store.database import Store
from briefing.store.schema import Base
from briefing.store.search_text import joined

_MADE_ANEW = {"counter", "undo_state", "undo_group", "change_log"}


def salvage(source: Path, target: Path, *, key: bytes | None = None) -> list[str]:
    """Write a new, sound library to `target` with all rows of `source` that can be read. `source` is not touched.

    Args:
        key: that of `source` when it is encrypted; `target` gets the same.

    Returns:
        What is lost, as sentences; an empty list when everything was saved. Undo of earlier actions is always lost.

    Raises:
        LibraryError: `target` exists or cannot be written, or nothing at all can be read.
    """
    if target.exists():
        raise LibraryError(f"“{target}” already exists. Please choose another name for the rescued library.")
    with driver.translated_files(target), driver.translated(target):
        opening.make_ready(target, create=True, key=key)
        mode = "ro" if source.with_name(f"{source.name}-wal").exists() else "immutable"
        damaged = driver.connect(source, key=key, mode=mode)
        fresh = driver.connect(target, key=key)
        try:
            lost = _copy(damaged, fresh)
        finally:
            damaged.close()
            fresh.close()
        if lost is None:
            target.unlink()
            raise LibraryDamagedError("Nothing of this library can be read any more. Please restore a backup.")
        store = Store.open(target, create=False, key=key)
        left = store.mend()
        store.close()
    return lost + left


def _copy(damaged: Any, fresh: Any) -> list[str] | None:
    """What is lost; None when nothing could be copied."""
    fresh.execute("PRAGMA foreign_keys = OFF")
    fresh.execute("BEGIN IMMEDIATE")
    triggers.remove(fresh)
    lost = []
    found = 0
    for table in Base.metadata.sorted_tables:
        if table.name in _MADE_ANEW:
            continue
        copied, missing = _copy_table(damaged, fresh, table)
        found += copied
        if missing:
            lost.append(f"{missing} rows of “{table.name}” cannot be read any more.")
    if not found:
        return None
    lost += _replace_lost_texts(fresh) + _drop_orphans(fresh)
    fresh.execute("COMMIT")
    return lost


def _copy_table(damaged: Any, fresh: Any, table: Table) -> tuple[int, int]:
    """How many rows of a table were copied, and how many are known to be missing."""
    columns = _present(damaged, table)
    if not columns:
        return 0, 0  # a library of an earlier version has no such table
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT INTO {table.name}({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"
    for row in _readable_rows(damaged, table, columns):
        try:
            fresh.execute(insert, row)
        except driver.dbapi2.IntegrityError:
            continue  # a row of nonsense that only looked readable
        except driver.dbapi2.OperationalError as error:
            if "malformed JSON" not in str(error):
                raise
    copied = int(fresh.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])
    try:
        expected = int(damaged.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])
    except driver.dbapi2.DatabaseError:
        return copied, 1
    return copied, max(0, expected - copied)


def _present(damaged: Any, table: Table) -> list[str]:
    """The columns of a table that the damaged library has; an earlier version of the program may have made it."""
    names = [column.name for column in table.columns]
    try:
        found = {row[1] for row in damaged.execute(f"PRAGMA table_info({table.name})")}
    except driver.dbapi2.DatabaseError:
        return names
    return [name for name in names if name in found]


def _readable_rows(damaged: Any, table: Table, columns: Sequence[str]) -> Iterator[Any]:
    """Rows forwards up to the first damage, backwards up to the last, and one by one between the two.

    In the order in which they lie in the file: any other would read all of them before it gives the first.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    numbered = bool(table.dialect_options["sqlite"]["with_rowid"])
    keys = ["rowid"] if numbered else [f'"{column.name}"' for column in table.primary_key.columns]
    ends: list[Any] = []
    for way in ("", " DESC"):
        last = None
        order = ", ".join(f"{key}{way}" for key in keys)
        try:
            for row in damaged.execute(f"SELECT {keys[0]}, {names} FROM {table.name} NOT INDEXED ORDER BY {order}"):
                last = row[0]
                yield row[1:]
        except driver.dbapi2.DatabaseError:
            ends.append(last)
            continue
        return
    if numbered and all(isinstance(end, int) for end in ends):
        for row_id in range(ends[0] + 1, ends[1]):
            try:
                yield from damaged.execute(f"SELECT {names} FROM {table.name} WHERE rowid = ?", (row_id,)).fetchall()
            except driver.dbapi2.DatabaseError:
                continue


def _replace_lost_texts(fresh: Any) -> list[str]:
    """Give articles without their text another version of it, or the plain text of the index, or else their excerpt."""
    lost = _use_other_versions(fresh)
    for article_id, version, title, excerpt in fresh.execute(
        "SELECT id, version, title, excerpt FROM article a WHERE NOT EXISTS "
        "(SELECT 1 FROM article_body b WHERE b.article_id = a.id AND b.version = a.version)"
    ).fetchall():
        row = fresh.execute("SELECT body FROM article_text WHERE article_id = ?", (article_id,)).fetchone()
        plain = joined(row[0]) if row else excerpt
        text = ArticleText(tuple(Block(BlockKind.PARAGRAPH, (Run(line),)) for line in plain.split("\n")))
        fresh.execute("INSERT INTO article_body VALUES (?, ?, ?, '[]')", (article_id, version, packed(text)))
        what = "lost its headings and links" if row else "lost its text but for the beginning"
        lost.append(f"The article “{title}” has {what}.")
    fresh.execute(
        "INSERT INTO article_text SELECT id, title, outlet, excerpt, note FROM article"
        " WHERE id NOT IN (SELECT article_id FROM article_text)"
    )
    fresh.execute(
        "INSERT INTO article_version SELECT b.article_id, b.version, b.version, coalesce(s.captured_at, a.added_at),"
        " 'capture', a.outcome, a.reason, a.word_count, coalesce(s.url, a.url), '[]' FROM article_body b"
        " JOIN article a ON a.id = b.article_id"
        " LEFT JOIN snapshot s ON s.article_id = b.article_id AND s.version = b.version WHERE b.version = a.version"
        " OR EXISTS (SELECT 1 FROM highlight h WHERE h.article_id = b.article_id AND h.version = b.version)"
        " ON CONFLICT DO NOTHING"
    )
    return lost


def _use_other_versions(fresh: Any) -> list[str]:
    """Show the latest text that is left of articles of whose current one not even the words are."""
    lost = []
    for article_id, title, left in fresh.execute(
        "SELECT a.id, a.title, max(b.version) FROM article a JOIN article_body b ON b.article_id = a.id"
        " WHERE a.id NOT IN (SELECT article_id FROM article_text)"
        " GROUP BY a.id HAVING sum(b.version = a.version) = 0"
    ).fetchall():
        fresh.execute("UPDATE article SET version = ?, struck = '[]' WHERE id = ?", (left, article_id))
        lost.append(f"The article “{title}” has lost its latest text and shows an earlier one.")
    return lost


def _drop_orphans(fresh: Any) -> list[str]:
    """Remove rows that refer to rows which are lost, until none is left."""
    dropped, before = 0, -1
    while dropped > before:
        before = dropped
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                child, parent = key.parent.name, key.column
                absent = f"{child} IS NOT NULL AND {child} NOT IN (SELECT {parent.name} FROM {parent.table.name})"
                dropped += fresh.execute(f"DELETE FROM {table.name} WHERE {absent}").rowcount
    return [f"{dropped} rows belonged to others that are lost, and are lost with them."] if dropped else []
