"""Folders of this computer into which letters are saved: which of their files are new, and no longer being written.

Files are only looked at: none is moved, changed or opened for writing.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefing.domain.articles import Capture
from briefing.domain.errors import CaptureError
from briefing.domain.mailboxes import SeenFile
from briefing.sources import documents, sniff
from briefing.sources.sniff import Kind

SUFFIXES = (".eml", ".emlx", ".msg")
STILL_SECONDS = 1.0
"""How long a file has to lie unchanged between two looks before it is read."""

OLD_SECONDS = 30.0
"""A file that was last written this long ago is read at the first look."""

MAX_FILES = 20_000
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file was written again: its size in bytes, and when, in nanoseconds since 1970."""

    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Look:
    """What a look into a folder found.

    Attributes:
        ready: files to read, in the order in which they were written.
        waiting: files that may still be written: what they are like, and since when (`time.monotonic`).
    """

    ready: tuple[Path, ...] = ()
    waiting: Mapping[Path, tuple[Stamp, float]] = field(default_factory=dict)


def look(folder: Path, seen: Mapping[str, Stamp], before: Look | None = None) -> Look:
    """The files of a folder that are not among those `seen`, or were written again since.

    Args:
        seen: the files that were read, by their path.
        before: what the last look found; without it only old files are ready.

    Raises:
        CaptureError: the folder is gone or cannot be read.
    """
    now, today = time.monotonic(), time.time_ns()
    waited = before.waiting if before is not None else {}
    ready: list[tuple[int, Path]] = []
    waiting: dict[Path, tuple[Stamp, float]] = {}
    for path, stamp in _letters(folder):
        if seen.get(str(path)) == stamp:
            continue
        was, since = waited.get(path, (stamp, now))
        since = since if was == stamp else now
        if today - stamp.modified_ns >= OLD_SECONDS * 1e9 or now - since >= STILL_SECONDS:
            ready.append((stamp.modified_ns, path))
        else:
            waiting[path] = (stamp, since)
    return Look(tuple(path for _, path in sorted(ready)), waiting)


def read(path: Path, cancel: Callable[[], bool] | None = None) -> tuple[Capture, SeenFile]:
    """The article in a file, and what to remember of the file.

    Raises:
        CaptureError: it is no letter, is still being written, or cannot be read.
        Cancelled: `cancel` said so.
    """
    try:
        before = _stamp(path.stat())
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
        after = _stamp(path.stat())
    except OSError as error:
        raise CaptureError(f"“{path.name}” could not be read: {error.strerror}.") from error
    if len(body) > MAX_BYTES:
        raise CaptureError(f"“{path.name}” is larger than 50 MB. Take its attachments out and save it again.")
    if before != after or len(body) != after.size:
        raise CaptureError(f"“{path.name}” is still being written. It is read at the next check.")
    if body and sniff.kind_of(body, path.name) not in (Kind.MAIL, Kind.OUTLOOK):
        raise CaptureError(f"“{path.name}” holds no e-mail, whatever its name says. Take it out of the folder.")
    found = documents.capture_bytes(body, name=path.name, cancel=cancel)
    return found, SeenFile(str(path), after.size, after.modified_ns, hashlib.sha256(body).hexdigest())


def _letters(folder: Path) -> list[tuple[Path, Stamp]]:
    found: list[tuple[Path, Stamp]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.lower().endswith(SUFFIXES) or entry.name.startswith((".", "~")):
                    continue
                if (stamp := _stamp_of(entry)) and len(found) < MAX_FILES:
                    found.append((Path(entry.path), stamp))
    except FileNotFoundError as error:
        raise CaptureError(
            f"The folder “{folder}” is not there (any more). Connect its disk, or choose another."
        ) from error
    except OSError as error:
        raise CaptureError(f"The folder “{folder}” cannot be read: {error.strerror}. Check its permissions.") from error
    return found


def _stamp_of(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        state = entry.stat()
    except OSError:
        return None  # gone since the folder was listed, or a link to nothing
    return _stamp(state) if stat.S_ISREG(state.st_mode) else None


def _stamp(state: os.stat_result) -> Stamp:
    return Stamp(state.st_size, state.st_mtime_ns)
