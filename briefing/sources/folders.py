"""The files of a folder that a person means by it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

MAX_FILES = 2_000
MAX_DEPTH = 20

_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r"})
_PARTS = re.compile(
    r"[ _-](?:files|file|dateien|fichiers|archivos|arquivos|filer|bestanden|tiedostot|soubory|pliki)$", re.IGNORECASE
)
_PAGES = (".html", ".htm", ".xhtml")


def files_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files in a folder and in the folders in it, by name; with each what is in the way of it, "" for nothing.

    Hidden files, litter of operating systems and the folders that browsers save beside a page are left out. Links to
    folders are not followed.
    """
    count = -1
    for count, (path, problem) in enumerate(_walk(folder, 0)):
        if count == MAX_FILES:
            yield folder, f"This folder holds more than {MAX_FILES:,} files; the rest was left out. Add it by parts."
            return
        yield path, problem
    if count < 0:
        yield folder, "There is no file in this folder."


def _walk(folder: Path, depth: int) -> Iterator[tuple[Path, str]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name.casefold())
    except OSError as error:
        yield folder, f"This folder could not be read: {error.strerror}. Change its permissions or copy it."
        return
    pages = {Path(entry.name).stem for entry in entries if entry.name.lower().endswith(_PAGES)}
    for entry in entries:
        if _is_hidden(entry):
            continue
        if not entry.is_dir(follow_symlinks=False):
            if entry.is_file():
                yield Path(entry.path), ""
        elif depth == MAX_DEPTH:
            yield Path(entry.path), "This folder lies too deep in others. Add it by itself."
        elif not ((parts := _PARTS.search(entry.name)) and entry.name[: parts.start()] in pages):
            yield from _walk(Path(entry.path), depth + 1)


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    if name.startswith((".", "~$")) or name.lower() in _LITTER:
        return True
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) if os.name == "nt" else 0
    return bool(attributes & 2)  # FILE_ATTRIBUTE_HIDDEN
