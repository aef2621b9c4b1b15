"""The untouched original of an article, opened outside of the program."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from briefing.domain import file_names
from briefing.domain.articles import ArticleId
from briefing.domain.errors import ExportError, NotFoundError
from briefing.sources import originals
from briefing.store import articles, bodies
from briefing.store.database import Store

KEPT_SECONDS = 86_400.0
"""How long a file for a browser lies in the temporary folder; older ones go when the next one is written."""

_FOLDER = "briefing-originals"


def original_file(store: Store, article_id: ArticleId, version: int | None = None) -> Path:
    """Write the stored original of an article to a temporary file, for the person's own browser or reader.

    The browser would run what is in it, so a page is made inert first: see `sources.originals` for how, and for what
    that leaves out. The file is readable by this person only. It is a copy outside of the library: of an encrypted
    library, too, it is in plain text until it is removed, a day later.

    Args:
        version: of which text; of the one that is shown when None. An edited text has the original it was made from.

    Raises:
        NotFoundError: the article is not in the library, or has no original: it was typed or pasted.
        ExportError: the file could not be written.
    """
    with store.read() as session:
        title = articles.full(session, article_id).title
        original = bodies.snapshot(session, article_id, version)
    if original is None:
        raise NotFoundError("No original was kept of this article: it was pasted or typed. Open its address instead.")
    body, ending = originals.viewing_copy(original)
    try:
        folder = _folder()
        _remove_old(folder)
        handle, path = tempfile.mkstemp(
            suffix=ending, prefix=f"{file_names.clean(title, instead='Original')[:60]} ", dir=folder
        )
        with os.fdopen(handle, "wb") as file:
            file.write(body)
    except OSError as error:
        raise ExportError(f"The original could not be written to a temporary file: {error.strerror}.") from error
    return Path(path)


def _folder() -> Path:
    """A folder in the temporary one that belongs to this person alone."""
    person = os.getuid() if hasattr(os, "getuid") else ""
    folder = Path(tempfile.gettempdir(), f"{_FOLDER}-{person}")
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or (person != "" and (found.st_uid != person or found.st_mode & 0o077)):
        return Path(tempfile.mkdtemp(prefix=f"{_FOLDER}-"))  # somebody else put it there
    return folder


def _remove_old(folder: Path) -> None:
    for file in folder.iterdir():
        try:
            if time.time() - file.stat().st_mtime > KEPT_SECONDS:
                file.unlink()
        except OSError:
            continue  # open in a program that locks it; the next time will do
