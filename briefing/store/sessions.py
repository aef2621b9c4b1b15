"""The sessions of a library: SQLAlchemy's engines, and its errors as sentences. Imported when the first is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from briefing.store import driver

READERS = 4


class Sessions:
    """Makes the sessions of one library file: many that read, one at a time that writes."""

    def __init__(self, path: Path, connect: Callable[[bool], Any]) -> None:
        """Args:
        connect: makes a connection of the driver; its argument says whether it may only read.
        """
        self._path = path
        self._reader = _engine(lambda: connect(True), "BEGIN", connections=READERS)
        self._writer = _engine(lambda: connect(False), "BEGIN IMMEDIATE", connections=1)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the library and cannot write."""
        with self._translated(), Session(self._reader) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in a transaction that holds the lock for writing."""
        with self._translated(), Session(self._writer) as session, session.begin():
            session.connection()  # BEGIN IMMEDIATE now, so that nothing is read before the lock is held
            yield session

    def close(self) -> None:
        """Let the connections go."""
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            with driver.translated(self._path):
                yield
        except DBAPIError as error:
            if error.orig is not None and (expected := driver.explain(error.orig, self._path)):
                raise expected from error
            raise


def _engine(connect: Callable[[], Any], begin: str, *, connections: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=driver.dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=connections - 1,
        pool_timeout=60,
    )

    # The driver's own transactions would commit before DDL, so it is kept in autocommit mode and told to begin.
    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
