"""Another key for a library: a new file, compared with the old one, takes its place.

SQLCipher can change a key in place but not encrypt a plain file, and a change in place that is cut off half-way leaves
neither. So everything is copied into a new file (https://www.zetetic.net/sqlcipher/sqlcipher-api/#sqlcipher_export).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefing.domain.errors import LibraryDamagedError
from briefing.store import driver, opening


class Gate:
    """Lets many through beside each other, or one alone. Who is alone waits until all others have left."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._alone = False

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Be inside beside others. A thread may enter twice, since nobody waits at the gate before one is alone."""
        with self._changed:
            self._changed.wait_for(lambda: not self._alone)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be inside while nobody else is."""
        with self._changed:
            self._changed.wait_for(lambda: not self._inside and not self._alone)
            self._alone = True
        try:
            yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()


def replace(path: Path, key: bytes | None, new_key: bytes | None) -> None:
    """Put a copy of the library with `new_key` in its place. No connection of this process may be open.

    Raises:
        LibraryInUseError: another process has the library open; it could go on writing to a file that is gone.
        LibraryError: there is no room, or the copy is not the same. The library is as it was.
    """
    opening.check_room(path, path.parent)
    part = opening.part_of(path)
    try:
        connection = driver.connect(path, key=key)
        try:
            # Leaving WAL succeeds for the only connection alone; the lock taken then lasts until this one closes.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            _export(connection, part, new_key)
            _compare(connection, part, new_key)
            opening.sync(part)
            part.chmod(path.stat().st_mode & 0o777)
        finally:
            connection.close()
        part.replace(path)
        opening.sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _export(connection: Any, part: Path, new_key: bytes | None) -> None:
    part.touch(mode=0o600, exist_ok=False)
    literal = driver.key_literal(new_key) if new_key is not None else ""
    connection.execute("ATTACH DATABASE ? AS target KEY ?", (str(part), literal))
    connection.execute("SELECT sqlcipher_export('target')").fetchall()
    connection.execute(f"PRAGMA target.application_id = {driver.APPLICATION_ID}")
    connection.execute("DETACH DATABASE target")


def _compare(connection: Any, part: Path, new_key: bytes | None) -> None:
    """Make sure that the copy is sound, opens with its key, and holds as much as the library."""
    copy = driver.connect(part, key=new_key, mode="immutable")
    try:
        sound = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        same = _contents(copy) == _contents(connection)
        broken = copy.execute("PRAGMA foreign_key_check").fetchone()
    finally:
        copy.close()
    if not sound or not same or broken:
        raise LibraryDamagedError(
            "The new copy of the library is not the same as the library, so it was not kept. Nothing was changed. "
            "Please check the library and the disk."
        )


def _contents(connection: Any) -> dict[str, object]:
    found: dict[str, object] = {"": connection.execute("PRAGMA application_id").fetchone()}
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    for kind, name, sql in rows:
        found[f"{kind} {name}"] = sql
        if kind == "table":
            found[name] = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
    return found
