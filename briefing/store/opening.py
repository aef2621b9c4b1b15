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
    LibraryTooNewError,
)
from briefing.store import driver, triggers

REVISIONS = ("0001",)
"""Every schema revision, oldest first. Alembic is imported only when a library has another one than the last."""

HEAD = REVISIONS[-1]

_MAGIC = b"SQLite format 3\x00"


def make_ready(path: Path, *, create: bool) -> None:
    """Make sure that `path` is a library of today's schema.

    Raises:
        LibraryError: and its subclasses; the file is left as it was.
    """
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            raise LibraryError(f"There is no library at “{path}”. Please check the name, or create a new one.")
        path.parent.mkdir(parents=True, exist_ok=True)
        _create(path)
        return
    found = revision(path)
    if found not in REVISIONS:
        raise LibraryTooNewError(
            f"The library “{path.name}” was written by a newer version of Briefing. It was left untouched. "
            "Please update Briefing to open it."
        )
    if found != HEAD:
        _upgrade(path, found)


def revision(path: Path) -> str:
    """The schema revision of a library, read without changing a byte of it.

    Raises:
        LibraryForeignError: the file is something else.
        LibraryDamagedError: it is a library, but cannot be read.
    """
    foreign = LibraryForeignError(f"“{path}” is not a Briefing library. Please choose another file.")
    if path.is_dir():
        raise foreign
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise foreign
    wal = path.with_name(path.name + "-wal")
    # Even a reader makes side files and may recover a journal. Without one, nothing is left to recover.
    mode = "ro" if wal.exists() and wal.stat().st_size else "immutable"
    with driver.translated(path):
        connection = driver.connect(path, mode=mode)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != driver.APPLICATION_ID:
                raise foreign
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except driver.dbapi2.OperationalError as error:
            if "no such table" in str(error):
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


def copy_to(path: Path, target: Path) -> None:
    """Write a compact, verified copy of the library, or nothing at all.

    Raises:
        LibraryError: there is no room, the place cannot be written, or the copy is not sound.
    """
    size = path.stat().st_size
    target.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(target.parent).free < size * 1.1:
        raise LibraryError(
            f"There is not enough room in “{target.parent}” for a copy of the library ({size // 2**20 + 1} MB). "
            "Please free some space or choose another place."
        )
    part = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        part.touch(exist_ok=False)  # the operating system says best why it cannot be written here
        with driver.translated(target):
            connection = driver.connect(path)
            try:
                connection.execute("VACUUM INTO ?", (str(part),))
            finally:
                connection.close()
            _verify(part)
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _create(path: Path) -> None:
    """Make a new library beside its place and move it there whole, so that no half-made one can ever be found."""
    driver.versions()
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with driver.translated(path):
            connection = driver.connect(part, mode="rwc")
            try:
                connection.execute(f"PRAGMA application_id = {driver.APPLICATION_ID}")
                connection.execute("PRAGMA journal_mode = OFF").fetchall()
                create_schema(connection)
            finally:
                connection.close()
            _sync(part)
            if path.exists() and path.stat().st_size:
                return  # another process was faster
            part.replace(path)
            _sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _upgrade(path: Path, found: str) -> None:
    backup = path.with_name(f"{path.stem}-before-upgrade-{found}-{datetime.now(UTC):%Y%m%d-%H%M%S}{path.suffix}")
    copy_to(path, backup)
    from briefing.store.migrations import upgrade

    with driver.translated(path):
        upgrade(path)


def _verify(path: Path) -> None:
    connection = driver.connect(path, mode="immutable")
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if found != "ok":
        raise LibraryDamagedError("The copy of the library is not sound, so it was not kept. Please check the disk.")


def _sync(path: Path) -> None:
    """Ask the operating system to bring a file, or the names in a folder, to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder this way, and writes names through
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damaged(path: Path) -> LibraryDamagedError:
    return LibraryDamagedError(
        f"The library “{path.name}” is damaged. Please restore a backup, or run “briefing-cli doctor”."
    )
