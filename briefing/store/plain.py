"""Reading without SQLAlchemy: what the window shows first is asked for in SQL, through the plain driver.

To import SQLAlchemy and to map the tables takes longer, and more memory, than everything else of a start together. So
lists (`listings`), the sidebar (`contents`) and articles with what is written on them (`reading`, `notes`) are read by
statements of their own, which a session runs as well as a `Look` does: there is one way to read them, whoever asks.
SQLAlchemy is imported when something is written, searched or composed.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

AMONG = "(SELECT value FROM json_each(?))"
"""The numbers of a list: one parameter, made by `numbers`, whatever its length."""


class Asked(Protocol):
    """What runs a statement: the connection of a session, or a `Look`."""

    def exec_driver_sql(self, statement: str, parameters: Any) -> Any:
        """Run one statement with its values; the result can be iterated for rows."""


class Reading(Protocol):
    """What lists are read through: a session, or a `Look`."""

    def connection(self) -> Any:
        """What runs the statements: an `Asked`."""

    def flush(self) -> None:
        """Bring what is still to be written into the library, so that statements see it."""


class Look:
    """One state of the library, seen through the plain driver. Stands where a session stands, for SQL alone."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def connection(self) -> Asked:
        """What runs the statements."""
        return self

    def flush(self) -> None:
        """Nothing is ever to be written."""

    def exec_driver_sql(self, statement: str, parameters: Any) -> Any:
        """Run one statement with its values."""
        return self._connection.execute(statement, parameters)


class Lookers:
    """The plain connections of a library, kept for the next look. Safe to use from several threads."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        """Args:
        connect: makes a connection that cannot write.
        """
        self._connect = connect
        self._idle: deque[Any] = deque()

    @contextmanager
    def look(self) -> Iterator[Look]:
        """See one state of the library, that of the first statement."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        whole = False
        try:
            connection.execute("BEGIN")
            yield Look(connection)
            connection.execute("ROLLBACK")
            whole = True
        finally:
            if whole:
                self._idle.append(connection)
            else:
                connection.close()

    def close(self) -> None:
        """Let the connections go."""
        while self._idle:
            self._idle.pop().close()


def rows(reading: Reading, statement: str, values: Sequence[object] = ()) -> list[Sequence[Any]]:
    """All rows of a statement, as the driver gives them: integers, texts and bytes."""
    reading.flush()
    return list(reading.connection().exec_driver_sql(statement, tuple(values)))


def value(reading: Reading, statement: str, values: Sequence[object] = ()) -> Any:
    """The first column of the first row, None when there is no row."""
    found = rows(reading, statement, values)
    return found[0][0] if found else None


def numbers(ids: Iterable[int]) -> str:
    """The value of the parameter in `AMONG`."""
    return json.dumps(list(ids))
