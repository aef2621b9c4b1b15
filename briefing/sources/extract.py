"""Pages and files to a Capture in a child process that can be ended: they may be built to break whatever reads them.

The parent side is `capture` and `capture_file`; `serve_worker` is the child's. When the child has to be ended, the
title is still read from the head of the page and the person is told what to do.
"""

from __future__ import annotations

import atexit
import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.errors import Cancelled, CaptureError
from briefing.domain.text import ArticleText
from briefing.sources.messages import from_message, to_message
from briefing.worker import Progress, Worker, WorkerError

TIMEOUT = 6.0
SIMPLE_TIMEOUT = 3.0
"""Seconds for a page, and for its words alone when that was not enough."""

MEMORY_LIMIT = 1 << 30
RECYCLE_ABOVE = 300 << 20
"""A child that holds more after a page is ended: warm is worth 0.5 s, not 300 MB."""

FILE_TIMEOUT = 9.0
"""Seconds for a file that is no page."""

_HEAD = 200_000
_WAY_ON = "Open it in your browser, copy the article and paste it here."
_REASONS = {
    "timeout": f"This page takes too long to read, so only its title was kept. {_WAY_ON}",
    "memory": f"This page needs more memory than a page should, so only its title was kept. {_WAY_ON}",
    "crashed": f"This page broke the program that reads pages, so only its title was kept. {_WAY_ON}",
}

_FILE_WAY_ON = "Open it in the program that made it, copy the text and paste it here."
_FILE_REASONS = {
    "timeout": f"This file takes too long to read. {_FILE_WAY_ON}",
    "memory": f"This file needs more memory than a file should. {_FILE_WAY_ON}",
    "crashed": f"This file broke the program that reads files. {_FILE_WAY_ON}",
}


def capture(
    body: bytes,
    *,
    url: str = "",
    media_type: str = "",
    fragment: bool = False,
    cancel: Callable[[], bool] | None = None,
) -> Capture:
    """The article on a page, without its snapshot. A page that cannot be read still gives its title and a reason.

    Args:
        url: where the page was found; makes links absolute.
        media_type: the server's label, for its charset.
        fragment: a person selected this part of a page: all of it is the article.

    Raises:
        CaptureError: a fragment without any text. Cancelled: `cancel` said so.
    """
    try:
        header, pictures = _ask({"url": url, "media_type": media_type, "fragment": fragment}, body, cancel)
    except WorkerError as error:
        if error.kind == "cancelled":
            raise Cancelled("Reading the page was cancelled.") from error
        return _head_only(body, url, media_type, _REASONS[error.kind])
    if "error" in header:
        raise CaptureError(header["error"])
    return from_message(header, pictures)


def capture_file(
    kind: str,
    body: bytes,
    *,
    name: str = "",
    cancel: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Capture:
    """The article in a file that is no page, without its snapshot.

    Args:
        kind: a key of `files.READERS`. name: the file name, for a title where the file itself has none.
        progress: called with the pages that are read and all pages, where the file has some.

    Raises:
        CaptureError: there is no article in it, or it cannot be read. Cancelled: `cancel` said so.
    """
    try:
        request = {"file": kind, "name": name}
        header, pictures = _worker().call(request, body, cancel=cancel, timeout=FILE_TIMEOUT, progress=progress)
    except WorkerError as error:
        if error.kind == "cancelled":
            raise Cancelled("Reading the file was cancelled.") from error
        raise CaptureError(_FILE_REASONS[error.kind]) from error
    if "error" in header:
        raise CaptureError(header["error"])
    return from_message(header, pictures)


def close() -> None:
    """End the child process, if one is running."""
    if _worker.cache_info().currsize:
        _worker().close()


def serve_worker() -> None:
    """Be the child: read pages until the parent closes the pipe."""
    from briefing import worker
    from briefing.sources import article

    article.warm_up()

    def handle(header: dict[str, Any], body: bytes, tell: Progress) -> tuple[dict[str, Any], bytes]:
        try:
            if "feed" in header:
                return _read_feed(header, body)
            if "file" in header:
                return to_message(_read_file(header["file"], body, header["name"], tell))
            whole = article.read_fragment if header["fragment"] else article.read
            read = article.read_simply if header.get("simple") else whole
            return to_message(read(body, header["url"], header["media_type"]))
        except CaptureError as error:
            return {"error": str(error)}, b""

    worker.serve_telling(handle)


def ask(
    request: dict[str, Any], body: bytes, *, timeout: float, cancel: Callable[[], bool] | None = None
) -> tuple[dict[str, Any], bytes]:
    """The child's answer to the request of another module of this room; an "error" in it is a sentence.

    Raises:
        WorkerError: the child had to be ended.
    """
    return _worker().call(request, body, cancel=cancel, timeout=timeout)


def _read_feed(header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    from briefing.sources import feed_reading

    return feed_reading.ANSWERS[header["feed"]](body, header)


def _read_file(kind: str, body: bytes, name: str, tell: Progress) -> Capture:
    from briefing.sources import files, pdf
    from briefing.sources.sniff import Kind

    if kind == Kind.PDF:
        return pdf.read(body, name, tell)
    return files.READERS[kind](body, name)


def _ask(request: dict[str, Any], body: bytes, cancel: Callable[[], bool] | None) -> tuple[dict[str, Any], bytes]:
    """The child's answer; when the whole page is too much for it, a second one for the words alone."""
    try:
        return _worker().call(request, body, cancel=cancel)
    except WorkerError as error:
        if error.kind == "cancelled":
            raise
        return _worker().call({**request, "simple": True}, body, cancel=cancel, timeout=SIMPLE_TIMEOUT)


@functools.cache
def _worker() -> Worker:
    worker = Worker("extract", timeout=TIMEOUT, memory_limit=MEMORY_LIMIT, recycle_above=RECYCLE_ABOVE)
    atexit.register(worker.close)
    return worker


def _head_only(body: bytes, url: str, media_type: str, reason: str) -> Capture:
    """Title and outlet from the first bytes, by plain text search in this process."""
    from briefing.sources import markup, metadata

    facts = metadata.read_head(markup.decode(body[:_HEAD], media_type), url)
    found = Capture(
        title=facts.title or facts.outlet or "Untitled page",
        text=ArticleText(),
        outlet=facts.outlet,
        url=url,
        origins=facts.origins,
        outcome=Outcome.NO_ARTICLE,
        reason=reason,
    )
    return found if facts.title else replace(found, origins={**found.origins, "title": Origin.GUESS})
