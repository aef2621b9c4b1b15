"""A library file before it is used: what it is, making it, bringing it up to date."""

from __future__ import annotations

import os
import shutil
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.domain.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryForeignError,
    LibraryLockedError,
    LibraryTooNewError,
)
from briefing.domain.recovery_key import fingerprint
from briefing.store import driver

REVISIONS = ("0001", "0002", "0003")
"""Every schema revision, oldest first. Alembic is imported only when a library has another one than the last."""

HEAD = REVISIONS[-1]

PAGE_BYTES = 4096
"""Of an encrypted library; its size is a multiple."""

_MAGIC = b"SQLite format 3\x00"
_TEXT = frozenset(b"\t\n\r") | frozenset(range(32, 127))


def make_ready(path: Path, *, create: bool, key: bytes | None = None) -> bytes | None:
    """Make sure that `path` is a library of today's schema, and give the key it really needs.

    A new library is encrypted when there is a key; one that is not encrypted needs none, whatever was given.

    Raises:
        LibraryError: and its subclasses; the file is left as it was.
    """
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            raise LibraryError(f"There is no library at “{path}”. Please check the name, or create a new one.")
        path.parent.mkdir(parents=True, exist_ok=True)
        _create(path, key)
        return key
    key = fitting_key(path, key)
    found = revision(path, key=key)
    if found not in REVISIONS:
        raise LibraryTooNewError(
            f"The library “{path.name}” was written by a newer version of Briefing. It was left untouched. "
            "Please update Briefing to open it."
        )
    if found != HEAD:
        _upgrade(path, found, key)
    return key


def locked_by(path: Path) -> bytes | None:
    """The fingerprint of the key that a library is encrypted with; None when it is not encrypted.

    Raises:
        LibraryForeignError: the file is no library, encrypted or not.
        LibraryError: the file cannot be read.
    """
    if path.is_dir():
        raise _foreign(path)
    with driver.translated_files(path):
        size = path.stat().st_size if path.exists() else 0
        if not size:
            return None
        with path.open("rb") as file:
            beginning = file.read(len(_MAGIC))
    if beginning == _MAGIC:
        return None
    # An encrypted file is whole pages of what looks like noise, from its first byte.
    if size % PAGE_BYTES or all(byte in _TEXT for byte in beginning):
        raise _foreign(path)
    return beginning


def has_journal(path: Path) -> bool:
    """Whether a journal with something in it lies beside the library."""
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0


def is_plain(path: Path) -> bool:
    """Whether anybody can read this file as a database."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def fitting_key(path: Path, key: bytes | None) -> bytes | None:
    """`key` if the library is encrypted with it, None if it is not encrypted at all.

    Raises:
        LibraryLockedError: it is encrypted, and not with this key.
        LibraryForeignError: it is no library.
    """
    locked = locked_by(path)
    if locked is None:
        return None
    if key is None:
        raise LibraryLockedError(
            f"“{path.name}” is encrypted, and its key is not on this computer. Please enter its recovery key."
        )
    if fingerprint(key) != locked:
        raise LibraryLockedError(
            f"This recovery key belongs to another library than “{path.name}”. Please enter the one for this library."
        )
    return key


def revision(path: Path, *, key: bytes | None = None) -> str:
    """The schema revision of a library, read without changing a byte of it.

    Raises:
        LibraryForeignError: the file is something else.
        LibraryLockedError: it is encrypted, and not with this key.
        LibraryDamagedError: it is a library, but cannot be read.
    """
    key = fitting_key(path, key)
    # Even a reader makes side files and may recover a journal. Without one, nothing is left to recover.
    mode = "ro" if has_journal(path) else "immutable"
    with driver.translated(path):
        connection = driver.connect(path, key=key, mode=mode)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != driver.APPLICATION_ID:
                raise _foreign(path)
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except driver.dbapi2.OperationalError as error:
            if "no such table" in str(error):
                raise _damaged(path) from error
            raise
        except driver.dbapi2.DatabaseError as error:
            if key is not None:  # the right key, and yet the first page makes no sense
                raise _damaged(path) from error
            raise
        finally:
            connection.close()
    if row is None:
        raise _damaged(path)
    return str(row[0])


def create_schema(connection: Any) -> None:
    """Make all tables, indexes and triggers of today's schema on an empty driver connection.

    The migrations give the same; a test holds the two together. This way a first start need not load Alembic.
    """
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from briefing.store import triggers
    from briefing.store.schema import Base

    dialect = sqlite.dialect()
    connection.execute("BEGIN IMMEDIATE")
    for table in Base.metadata.sorted_tables:
        connection.execute(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
    triggers.install(connection.execute)
    key = "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)"
    connection.execute(f"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, {key})")
    connection.execute("INSERT INTO alembic_version VALUES (?)", (HEAD,))
    connection.execute("COMMIT")


def copy_to(path: Path, target: Path, *, key: bytes | None = None) -> None:
    """Write a compact, verified copy of the library, or nothing at all. The copy of an encrypted one has its key.

    Raises:
        LibraryError: there is no room, the place cannot be written, or the copy is not sound.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    check_room(path, target.parent)
    part = part_of(target)
    try:
        part.touch(exist_ok=False)  # the operating system says best why it cannot be written here
        with driver.translated(target):
            connection = driver.connect(path, key=key)
            try:
                connection.execute("VACUUM INTO ?", (str(part),))
            finally:
                connection.close()
            _verify(part, key)
        sync(part)
        part.replace(target)
        sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def check_room(path: Path, folder: Path) -> None:
    """Make sure that `folder` has room for a copy of the library.

    Raises:
        LibraryError: it has not.
    """
    size = path.stat().st_size
    if shutil.disk_usage(folder).free < size * 1.1:
        raise LibraryError(
            f"There is not enough room in “{folder}” for a copy of the library ({size // 2**20 + 1} MB). "
            "Please free some space or choose another place."
        )


def part_of(target: Path) -> Path:
    """The name of a file that is being written and becomes `target` when it is whole."""
    return target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")


def sync(path: Path) -> None:
    """Ask the operating system to bring a file, or the names in a folder, to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder this way, and writes names through
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _create(path: Path, key: bytes | None) -> None:
    """Make a new library beside its place and move it there whole, so that no half-made one can ever be found."""
    driver.check_version()
    part = part_of(path)
    try:
        with driver.translated(path):
            connection = driver.connect(part, key=key, mode="rwc")
            try:
                connection.execute(f"PRAGMA application_id = {driver.APPLICATION_ID}")
                connection.execute("PRAGMA journal_mode = OFF").fetchall()
                create_schema(connection)
            finally:
                connection.close()
            sync(part)
            if path.exists() and path.stat().st_size:
                return  # another process was faster
            part.replace(path)
            sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _upgrade(path: Path, found: str, key: bytes | None) -> None:
    backup = path.with_name(f"{path.stem}-before-upgrade-{found}-{datetime.now(UTC):%Y%m%d-%H%M%S}{path.suffix}")
    copy_to(path, backup, key=key)
    from briefing.store.migrations import upgrade

    with driver.translated(path):
        upgrade(path, key=key)


def _verify(path: Path, key: bytes | None) -> None:
    connection = driver.connect(path, key=key, mode="immutable")
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if found != "ok":
        raise LibraryDamagedError("The copy of the library is not sound, so it was not kept. Please check the disk.")


def _foreign(path: Path) -> LibraryForeignError:
    return LibraryForeignError(f"“{path}” is not a Briefing library. Please choose another file.")


def _damaged(path: Path) -> LibraryDamagedError:
    return LibraryDamagedError(
        f"The library “{path.name}” is damaged. Please restore a backup, or run “briefing-cli doctor”."
    )
