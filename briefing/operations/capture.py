"""Collecting: a web address, a file or a paste becomes an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId, ArticleSummary, Capture
from briefing.domain.changes import Done
from briefing.operations import network
from briefing.sources import bitmaps, documents, paste, webpage
from briefing.store import annotations as store_annotations
from briefing.store import articles
from briefing.store.database import Store, Write

FETCH_PAGE = "Fetch the page you added"
FETCH_LIST = "Fetch a page of the list you added"
"""Why a page is fetched, as the list of requests says it."""

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Captured:
    """The article that a capture led to.

    Attributes:
        existing: it was in the library already and was left as it is.
        note: what did not go well, in sentences; "" when all did.
    """

    article_id: ArticleId
    existing: bool
    summary: ArticleSummary
    note: str = ""


def capture_url(
    store: Store,
    url: str,
    *,
    allow_private: bool = False,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Done[Captured]:
    """Fetch a page and keep it as an article; an address that is known already only brings its article up.

    Args:
        allow_private: the person agreed to fetch from this computer or its local network.
        progress: called with bytes so far and bytes in all (0 when the server does not say).
        cancel: asked now and then; true stops the work and changes nothing.

    Raises:
        CaptureError: the page could not be fetched or holds nothing that can be kept.
        Cancelled: `cancel` said so.
    """
    if known := _known(store, url):
        return Done(known)
    line = network.line(store, FETCH_PAGE, allow_private=allow_private)
    return _keep(store, webpage.capture(url, line, progress=progress, cancel=cancel))


def capture_one(
    store: Store,
    source: str | Path,
    *,
    allow_private: bool = False,
    merge_key: str = "",
    cancel: Cancel | None = None,
) -> Done[Captured]:
    """Keep one of many pages (a `str`) and files.

    Args:
        merge_key: equal for all of a batch, so that they become one step of undo if they arrive close together.

    Raises:
        CaptureError, Cancelled: as for `capture_url` and `capture_file`.
    """
    if isinstance(source, Path):
        return _keep(store, documents.capture_file(source, cancel=cancel), merge_key)
    if known := _known(store, source):
        return Done(known)
    line = network.line(store, FETCH_LIST, allow_private=allow_private)
    return _keep(store, webpage.capture(source, line, cancel=cancel), merge_key)


def capture_file(
    store: Store, path: Path, url: str = "", *, progress: Progress | None = None, cancel: Cancel | None = None
) -> Done[Captured]:
    """Keep a file as an article. What kind of file it is, its content says; `url` is where it came from, if known.

    Args:
        progress: called with the pages that are read and all pages, where the file has some.
        cancel: asked now and then; true stops the work and changes nothing.

    Raises:
        CaptureError: the file cannot be read or is of a kind that cannot become an article.
        Cancelled: `cancel` said so.
    """
    return _keep(store, documents.capture_file(path, url=url, progress=progress, cancel=cancel))


def capture_text(store: Store, text: str, html: str = "", url: str = "") -> Done[Captured]:
    """Keep pasted text as an article; `html` is the same paste with its structure, if the clipboard had it.

    Raises:
        CaptureError: there is no text in the paste.
    """
    return _keep(store, paste.capture(text, html=html, url=url))


def extract_file(path: Path, url: str = "") -> Capture:
    """What a file would become as an article. Stores nothing.

    Raises:
        CaptureError: as for `capture_file`.
    """
    return documents.capture_file(path, url=url)


def extract_text(text: str, url: str = "") -> Capture:
    """What pasted text would become as an article. Stores nothing.

    Raises:
        CaptureError: there is no text in the paste.
    """
    return paste.capture(text, url=url)


def _known(store: Store, url: str) -> Captured | None:
    with store.read() as session:
        found = articles.find_by_url(session, url)
        return Captured(found, True, articles.summary(session, found)) if found is not None else None


def _keep(store: Store, capture: Capture, merge_key: str = "") -> Done[Captured]:
    """Add the article in one short transaction, unless its address came in while the network was slow."""
    label = "Add articles" if merge_key else "Add article"
    with store.write(label, merge_key=merge_key) as write:
        found = articles.find_by_url(write.session, capture.url) if capture.url else None
        if found is None:
            article_id = articles.add(write.session, capture, added_at=datetime.now(UTC))
            _keep_marks(write, article_id, capture)
        else:
            article_id = found
            if articles.summary(write.session, found).trashed:
                articles.restore(write.session, [found])
        note = notes_on(capture) if found is None else ""
        captured = Captured(article_id, found is not None, articles.summary(write.session, article_id), note)
    return Done(captured, write.changes)


def notes_on(capture: Capture) -> str:
    """What did not go well with a capture, in sentences."""
    missing, all_of_them = bitmaps.missing(capture)
    pictures = f"{missing} of {all_of_them} pictures could not be kept." if missing else ""
    return " ".join(filter(None, (capture.reason, pictures)))


def _keep_marks(write: Write, article_id: ArticleId, capture: Capture) -> None:
    """What was marked and written in the original becomes highlights, and the note on the article."""
    for mark in capture.marks:
        store_annotations.add_highlight(write.session, article_id, mark.start, mark.end, Meaning.FACT, mark.note)
    if capture.note:
        articles.set_fields(write.session, article_id, {"note": capture.note})
