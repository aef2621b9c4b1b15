"""Which feeds a page or a site has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from briefing.domain.errors import Cancelled
from briefing.sources import extract
from briefing.worker import WorkerError

TIMEOUT = 8.0

_COMMON = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names. `title` is "" when the page gives it none."""

    url: str
    title: str = ""


def links(body: bytes, *, url: str, media_type: str = "", cancel: Callable[[], bool] | None = None) -> list[FeedLink]:
    """The feeds that a page names, the likeliest first; none when the page cannot be read.

    Raises:
        Cancelled: `cancel` said so.
    """
    request = {"feed": "links", "url": url, "media_type": media_type}
    try:
        header, _ = extract.ask(request, body, timeout=TIMEOUT, cancel=cancel)
    except WorkerError as error:
        if error.kind == "cancelled":
            raise Cancelled("Looking for feeds was cancelled.") from error
        return []
    return [FeedLink(*entry) for entry in header["links"]]


def guesses(url: str) -> list[str]:
    """Where sites usually keep a feed that their pages do not name. Only asked for when the person wants it."""
    return [urljoin(url, path) for path in _COMMON]
