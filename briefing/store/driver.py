"""The database driver: its version, its connections, and what its errors mean to a person.

The driver is `sqlcipher3`, mostly used without a key: it brings one recent SQLite to every platform. The standard
library's is older than 3.51.3 nearly everywhere, and older ones can lose a commit when one connection checkpoints while
another writes (https://sqlite.org/wal.html#walresetbug), which is just what a reader, a writer and a backup do.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2

from briefing.domain.errors import LibraryDamagedError, LibraryError, LibraryForeignError, LibraryInUseError
from briefing.domain.recovery_key import fingerprint

__all__ = [
    "Versions",
    "check_version",
    "connect",
    "dbapi2",
    "explain",
    "key_literal",
    "prepare",
    "translated",
    "translated_files",
    "versions",
]

OLDEST_SQLITE = (3, 51, 3)

APPLICATION_ID = 0x42524645
"""Marks our files in the SQLite header ("BRFE")."""

BUSY_SECONDS = 5.0
"""How long a write waits for another process before it gives up."""


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of SQLite and of its driver that run here."""

    sqlite: str
    driver: str


def check_version() -> None:
    """Make sure that this SQLite keeps a library safe.

    Raises:
        LibraryError: this SQLite is too old to keep a library safe.
    """
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise LibraryError(
            f"This installation brings SQLite {dbapi2.sqlite_version}, which can damage a library. "
            f"Please install the program again, with SQLite {needed} or newer."
        )


def versions() -> Versions:
    """What About shows."""
    import importlib.metadata  # takes longer than the driver itself, and no start needs it

    return Versions(sqlite=dbapi2.sqlite_version, driver=f"sqlcipher3 {importlib.metadata.version('sqlcipher3')}")


def connect(path: Path, *, key: bytes | None = None, busy_seconds: float = BUSY_SECONDS, mode: str = "rw") -> Any:
    """A plain driver connection in autocommit mode.

    Args:
        key: 32 bytes for an encrypted library.
        mode: "rw", "rwc" (create), "ro" or "immutable".
    """
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    place = path.absolute().as_posix()
    # Not Path.as_uri(): it makes the server of a Windows share the URI's authority, which SQLite refuses.
    connection = dbapi2.connect(
        f"file://{'' if place.startswith('/') else '/'}{quote(place, safe='/:')}?{query}",
        uri=True,
        isolation_level=None,
        timeout=busy_seconds,
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )
    if key is not None:
        connection.execute(f'PRAGMA key = "{key_literal(key)}"').fetchall()  # before anything else is asked
    return connection


def key_literal(key: bytes) -> str:
    """A key as SQLCipher takes it raw: no passphrase is stretched, which would cost 0.1 s for each connection.

    The salt behind it is what the file begins with. SQLCipher would choose a random one; ours names the key.
    """
    return f"x'{key.hex()}{fingerprint(key).hex()}'"


def prepare(connection: Any, *, query_only: bool) -> None:
    """Set what every connection to a library needs. Run outside of a transaction."""
    pragmas = [
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",  # one fsync a commit: what was acknowledged survives a power cut
        "cache_size=-16000",
        "temp_store=MEMORY",
        "mmap_size=0",
        "journal_size_limit=67108864",
        "recursive_triggers=ON",
        "trusted_schema=OFF",
    ]
    if sys.platform == "darwin":
        pragmas += ["fullfsync=ON", "checkpoint_fullfsync=ON"]  # macOS: fsync alone stops at the drive's cache
    if query_only:
        pragmas.append("query_only=ON")
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the driver's failures that a person can meet into sentences. All others pass: they are bugs."""
    try:
        yield
    except dbapi2.Error as error:
        if expected := explain(error, path):
            raise expected from error
        raise


@contextmanager
def translated_files(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses about a file of the library into a sentence."""
    try:
        yield
    except PermissionError as error:
        raise LibraryError(
            f"The permissions of “{path}” or its folder do not allow this. Please change them, or choose another place."
        ) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        advice = "Please free some space on this disk" if full else "Please check that its disk is connected"
        raise LibraryError(
            f"“{path}” could not be used: {error.strerror or error}. {advice}, or choose another place."
        ) from error


def explain(error: BaseException, path: Path) -> LibraryError | None:
    """The error as a person's sentence; None when it can only come from a bug.

    The numbers are SQLite's primary result codes (https://sqlite.org/rescode.html).
    """
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case 5 | 6:  # BUSY, LOCKED
            return LibraryInUseError(
                f"Another program is writing to the library “{path.name}”. Wait until it has finished, then try again."
            )
        case 11:  # CORRUPT
            return LibraryDamagedError(
                f"The library “{path.name}” is damaged. Please restore a backup, or run “briefing-cli doctor”."
            )
        case 26:  # NOTADB
            return LibraryForeignError(f"“{path}” is not a Briefing library. Please choose another file.")
        case 13:  # FULL
            return LibraryError(
                f"The disk that holds “{path.name}” is full, so nothing was saved. "
                "Please free some space, then try again."
            )
        case 3 | 8 | 14:  # PERM, READONLY, CANTOPEN
            return LibraryError(
                f"The library “{path}” cannot be written. Please check that its folder exists and that you may "
                "write there, or choose another place."
            )
        case 10:  # IOERR
            return LibraryError(
                f"The disk failed while the library “{path.name}” was used. Please check that it is still connected."
            )
    return None
