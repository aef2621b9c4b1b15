"""Caring for the library: undo, redo, backups, the check-up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing import paths
from briefing.domain.changes import Done
from briefing.domain.listing import Listing, ListingKind
from briefing.store import articles, database, history, salvage
from briefing.store.database import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check-up found. `problems` are sentences; a sound library has none."""

    path: Path
    articles: int
    sqlite: str
    driver: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the library is. `size` is in bytes; the folder of backups need not be there yet."""

    library: Path
    size: int
    backups: Path
    encrypted: bool


def undo(store: Store) -> Done[str]:
    """Take back the last action; gives its name, "" when there is nothing to undo."""
    return history.undo(store)


def redo(store: Store) -> Done[str]:
    """Do again what was undone last; gives its name, "" when there is nothing to redo."""
    return history.redo(store)


def backup(store: Store, target: Path | None = None) -> Path:
    """Write a verified copy of the library; without `target` into the folder of backups beside it.

    Raises:
        LibraryError: the place cannot be written, or the copy did not verify.
    """
    if target is None:
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
        target = paths.backup_folder(store.path) / f"{store.path.stem} {stamp}{store.path.suffix}"
    return store.backup(target)


def check_after_crash(store: Store, cancel: Callable[[], bool]) -> tuple[str, ...]:
    """The problems of a library that was not closed the last time; () when it was, or is sound.

    Nobody waits for it: it reads beside all other work, and leaves out the search index, which can be made anew.
    """
    if not store.unclean:
        return ()
    problems = tuple(store.check(index=False, cancel=cancel))
    logger.info("the library was not closed the last time; problems found: %d", len(problems))
    return problems


def places(store: Store) -> Places:
    """Where the open library and its backups are."""
    size = store.path.stat().st_size if store.path.exists() else 0
    return Places(store.path, size, paths.backup_folder(store.path), store.key is not None)


def check_up(store: Store) -> Report:
    """Check the whole library; takes seconds on a large one."""
    found = database.versions()
    with store.read() as session:
        count = articles.count(session, Listing(ListingKind.ALL))
    return Report(store.path, count, found.sqlite, found.driver, tuple(store.check()))


def mend(store: Store) -> list[str]:
    """Make anew what can be made anew (search index, counters); gives the problems that are left."""
    return store.mend()


def rescue(damaged: Path, target: Path, *, key: bytes | None = None) -> list[str]:
    """Write what can still be read of a damaged library into a new one; gives what is lost, as sentences.

    Args:
        key: that of an encrypted library.

    Raises:
        LibraryError: `target` is there already or cannot be written, or nothing can be read any more.
    """
    return salvage.salvage(damaged, target, key=key)
