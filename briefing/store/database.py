"""The library as the rest of the program holds it: looks, sessions to read, transactions to write, checks and copies.

What needs SQLAlchemy is imported with the first session, not with this module: see `plain`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.domain.changes import Changes
from briefing.domain.errors import Cancelled, LibraryError
from briefing.store import driver, opening, rekeying
from briefing.store.driver import Versions, versions
from briefing.store.plain import Look, Lookers
from briefing.store.rekeying import Gate

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from briefing.store.sessions import Sessions

__all__ = ["Store", "Versions", "Write", "versions"]


logger = logging.getLogger(__name__)

STEPS_TO_CANCEL = 2000
"""Steps of SQLite's machine between two looks at whether a check is still wanted: a fraction of a millisecond."""


@dataclass(slots=True)
class Write:
    """A transaction that writes. `changes` is filled once the `with` block has committed."""

    session: Session
    changes: Changes = field(default_factory=Changes)


class Store:
    """A library file. Safe to use from several threads and beside other processes on the same computer.

    Attributes:
        key: the 32 bytes it is encrypted with, None when it is not.
        unclean: it was not closed after the last writing, as after a crash.

    Reading never waits for writing. Writes are one after the other: each begins IMMEDIATE, since a transaction that
    starts reading and writes later fails at once when another one wrote in between, whatever the busy time-out.
    """

    def __init__(self, path: Path, key: bytes | None = None, *, busy_seconds: float = driver.BUSY_SECONDS) -> None:
        """Use `open` instead, which looks at the file first."""
        self.path = path
        self.key = key
        self.unclean = False
        self._busy_seconds = busy_seconds
        self._gate = Gate()
        self._lookers = Lookers(lambda: self._connect(query_only=True))
        self._sessions: Sessions | None = None
        self._making_sessions = threading.Lock()

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
        driver.check_version()
        path = path.absolute()
        with driver.translated(path), driver.translated_files(path):
            # Whoever closes a library last folds its journal in: one that is there was left by a crash, or by another
            # program that has the library open.
            unclean = opening.has_journal(path)
            key = opening.make_ready(path, create=create, key=key)
            store = cls(path, key, busy_seconds=busy_seconds)
            store.unclean = unclean
            store._try_writing()
        return store

    @contextmanager
    def look(self) -> Iterator[Look]:
        """One state of the library for what is read in plain SQL: lists and the sidebar. Keep it short."""
        with self._gate.shared(), driver.translated(self.path), self._lookers.look() as look:
            yield look

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the library and cannot write. Keep it short."""
        with self._gate.shared(), self._open_sessions().read() as session:
            yield session

    @contextmanager
    def write(self, label: str, *, merge_key: str = "") -> Iterator[Write]:
        """One user action: one transaction, one step of undo. An exception takes it all back.

        Args:
            label: what Undo shows, such as "Add tag"; "" for what cannot be undone.
            merge_key: actions with the same key that follow each other within seconds become one step, as in typing.
        """
        from briefing.store import changelog

        with self.unlogged() as session:
            action = changelog.begin(session, label, merge_key)
            write = Write(session)
            yield write
            changes = changelog.finish(session, action)
        write.changes = changes

    @contextmanager
    def unlogged(self) -> Iterator[Session]:
        """A writing transaction of which nothing is logged: for undo itself and for upkeep."""
        with self._gate.shared(), self._open_sessions().write() as session:
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

    def check(self, *, index: bool = True, cancel: Callable[[], bool] | None = None) -> list[str]:
        """Look at every page of the library. Problems as sentences; an empty list means that it is sound.

        Args:
            index: also compare the search index with the texts, for which writes have to wait.
            cancel: asked often; True ends the check.

        Raises:
            Cancelled: `cancel` said so.
        """
        from briefing.store import upkeep

        with self.read() as session, _interruptible(session, cancel):
            found = upkeep.problems(session)
        if cancel is not None and cancel():
            raise Cancelled("The check was cancelled.")
        if not index:
            return found
        with self.unlogged() as session:
            return found + upkeep.index_problems(session)

    def mend(self) -> list[str]:
        """Make anew what is derived: search index, counters, triggers. Gives the problems that are left."""
        from briefing.store import upkeep

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
            self._let_go()
            rekeying.replace(self.path, self.key, key)
            self.key = key

    def close(self) -> None:
        """Fold the journal into the file, so that one file is the whole library, and let it go."""
        self._let_go()
        try:
            with driver.translated(self.path):
                self._fold()
        except LibraryError:
            # Nothing is lost: the journal stays beside the library, and the next one to open it reads both.
            logger.warning("the journal of %s stays beside it", self.path, exc_info=True)

    def _open_sessions(self) -> Sessions:
        with self._making_sessions:
            if self._sessions is None:
                from briefing.store.sessions import Sessions

                self._sessions = Sessions(self.path, lambda query_only: self._connect(query_only=query_only))
            return self._sessions

    def _connect(self, *, query_only: bool) -> Any:
        connection = driver.connect(self.path, key=self.key, busy_seconds=self._busy_seconds)
        driver.prepare(connection, query_only=query_only)
        return connection

    def _try_writing(self) -> None:
        """Find out now, not at the first edit, whether the library can be written."""
        with closing(self._connect(query_only=False)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")

    def _fold(self) -> None:
        with closing(self._connect(query_only=False)) as connection:
            # All tables, and not for long: this connection has run no query that would name those worth a look.
            connection.execute("PRAGMA optimize = 0x10012").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _let_go(self) -> None:
        """Close every connection that nobody uses; the next session makes new ones."""
        self._lookers.close()
        if self._sessions is not None:
            self._sessions.close()


@contextmanager
def _interruptible(session: Session, cancel: Callable[[], bool] | None) -> Iterator[None]:
    """Let `cancel` end long statements of a session: SQLite asks it after every few thousand steps."""
    connection: Any = session.connection().connection.driver_connection
    connection.set_progress_handler(cancel, STEPS_TO_CANCEL)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
