"""The library as the rest of the program holds it: sessions to read, transactions to write, checks and copies."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.orm import Session

from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError, LibraryError
from briefing.store import changelog, driver, opening, rekeying, upkeep
from briefing.store.driver import Versions, versions
from briefing.store.rekeying import Gate

__all__ = ["Store", "Versions", "Write", "versions"]


logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Write:
    """A transaction that writes. `changes` is filled once the `with` block has committed."""

    session: Session
    changes: Changes = field(default_factory=Changes)


class Store:
    """A library file. Safe to use from several threads and beside other processes on the same computer.

    Reading never waits for writing. Writes are one after the other: each begins IMMEDIATE, since a transaction that
    starts reading and writes later fails at once when another one wrote in between, whatever the busy time-out.
    """

    def __init__(self, path: Path, key: bytes | None = None, *, busy_seconds: float = driver.BUSY_SECONDS) -> None:
        """Use `open` instead, which looks at the file first."""
        self.path = path
        self.key = key
        self._busy_seconds = busy_seconds
        self._gate = Gate()
        self._connect()

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes | None = None,
        *,
        create: bool = True,
        busy_seconds: float = driver.BUSY_SECONDS,
    ) -> Store:
        """Open a library; make it when there is none, upgrade it (after a verified backup) when it is older.

        Args:
            key: opens an encrypted library, and makes a new one encrypted. One that is not encrypted ignores it.
            busy_seconds: how long a write waits for another process.

        Raises:
            LibraryError: or one of its kinds, saying what to do.
        """
        versions()
        path = path.absolute()
        with driver.translated(path), driver.translated_files(path):
            key = opening.make_ready(path, create=create, key=key)
            store = cls(path, key, busy_seconds=busy_seconds)
            try:
                with store.unlogged():
                    pass  # finds out now, not at the first edit, whether the library can be written
            except BriefingError:
                store._dispose()
                raise
        return store

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the library and cannot write. Keep it short."""
        with self._gate.shared(), driver.translated(self.path), Session(self._reader) as session:
            yield session

    @contextmanager
    def write(self, label: str, *, merge_key: str = "") -> Iterator[Write]:
        """One user action: one transaction, one step of undo. An exception takes it all back.

        Args:
            label: what Undo shows, such as "Add tag"; "" for what cannot be undone.
            merge_key: actions with the same key that follow each other within seconds become one step, as in typing.
        """
        with self.unlogged() as session:
            action = changelog.begin(session, label, merge_key)
            write = Write(session)
            yield write
            changes = changelog.finish(session, action)
        write.changes = changes

    @contextmanager
    def unlogged(self) -> Iterator[Session]:
        """A writing transaction of which nothing is logged: for undo itself and for upkeep."""
        with (
            self._gate.shared(),
            driver.translated(self.path),
            Session(self._writer) as session,
            session.begin(),
        ):
            session.connection()  # BEGIN IMMEDIATE now, so that nothing is read before the lock is held
            yield session

    def backup(self, target: Path) -> Path:
        """Write a compact, verified copy of the library to `target`; a folder gets a dated file.

        Raises:
            LibraryError: the copy could not be made. What was at `target` before is still there.
        """
        with driver.translated_files(target):
            if target.is_dir():
                target /= f"{self.path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}{self.path.suffix}"
            if target.exists() and target.samefile(self.path):
                raise LibraryError("A backup cannot replace the library itself. Please choose another name.")
            opening.copy_to(self.path, target, key=self.key)
        return target

    def check(self) -> list[str]:
        """Look at every page of the library. Problems as sentences; an empty list means that it is sound."""
        with self.read() as session:
            found = upkeep.problems(session)
        with self.unlogged() as session:
            return found + upkeep.index_problems(session)

    def mend(self) -> list[str]:
        """Make anew what is derived: search index, counters, triggers. Gives the problems that are left."""
        with self.unlogged() as session:
            upkeep.mend(session)
        return self.check()

    def rekey(self, key: bytes | None) -> None:
        """Encrypt the library with `key`, or with None no more. Reading and writing wait until it is done.

        The new file replaces the old one only when everything in it was found to be the same.

        Raises:
            LibraryError: it could not be done, or another program uses the library; it is as it was.
        """
        with self._gate.alone(), driver.translated(self.path), driver.translated_files(self.path):
            self._fold()
            self._dispose()
            try:
                rekeying.replace(self.path, self.key, key)
                self.key = key
            finally:
                self._connect()

    def close(self) -> None:
        """Fold the journal into the file, so that one file is the whole library, and let it go."""
        self._reader.dispose()
        try:
            with driver.translated(self.path):
                self._fold()
        except LibraryError:
            # Nothing is lost: the journal stays beside the library, and the next one to open it reads both.
            logger.warning("the journal of %s stays beside it", self.path, exc_info=True)
        self._dispose()

    def _fold(self) -> None:
        borrowed = self._writer.raw_connection()
        try:
            connection: Any = borrowed.driver_connection
            connection.execute("PRAGMA optimize").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            borrowed.close()

    def _connect(self) -> None:
        self._reader = _engine(self.path, self.key, self._busy_seconds, query_only=True, connections=4)
        self._writer = _engine(self.path, self.key, self._busy_seconds, query_only=False, connections=1)

    def _dispose(self) -> None:
        self._reader.dispose()
        self._writer.dispose()


def _engine(path: Path, key: bytes | None, busy_seconds: float, *, query_only: bool, connections: int) -> Engine:
    def connect() -> Any:
        connection = driver.connect(path, key=key, busy_seconds=busy_seconds)
        driver.prepare(connection, query_only=query_only)
        return connection

    engine = create_engine(
        "sqlite://",
        module=driver.dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=connections - 1,
        pool_timeout=60,
    )
    begin = "BEGIN" if query_only else "BEGIN IMMEDIATE"

    # The driver's own transactions would commit before DDL, so it is kept in autocommit mode and told to begin.
    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
