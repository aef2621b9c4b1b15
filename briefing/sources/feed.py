"""The bytes of a feed to its items, in the child process that can be ended: RSS, Atom, RDF and JSON Feed.

Nothing is fetched here, and nothing that a feed names is: no enclosure, no entity, no style sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefing.domain.errors import Cancelled, CaptureError
from briefing.domain.feeds import IncomingDraft, ParsedFeed
from briefing.sources import extract, messages
from briefing.worker import WorkerError

TIMEOUT = 9.0
SHORT_TIMEOUT = 2.5
"""Seconds for a feed, and for its beginning alone when that was not enough."""

_BEGINNING = 100_000
"""Bytes of the beginning of a feed: most write their newest items first."""

_TOO_HEAVY = "This feed takes more time or memory to read than a feed should. Subscribe to another feed of the site."


def read(body: bytes, *, url: str = "", media_type: str = "", cancel: Callable[[], bool] | None = None) -> ParsedFeed:
    """The feed that some bytes are.

    Args:
        url: where it was found; makes links absolute. media_type: the server's label, for its charset.

    Raises:
        CaptureError: they are no feed, or one that cannot be read. Cancelled: `cancel` said so.
    """
    request = {"feed": "items", "url": url, "media_type": media_type}
    try:
        try:
            header, reply = extract.ask(request, body, cancel=cancel, timeout=TIMEOUT)
        except WorkerError as error:
            if error.kind == "cancelled":
                raise
            header, reply = extract.ask(request, body[:_BEGINNING], cancel=cancel, timeout=SHORT_TIMEOUT)
    except WorkerError as error:
        if error.kind == "cancelled":
            raise Cancelled("Reading the feed was cancelled.") from error
        raise CaptureError(_TOO_HEAVY) from error
    if "error" in header:
        raise CaptureError(header["error"])
    items = tuple(_draft(entry, reply) for entry in header["items"])
    return ParsedFeed(header["title"], header["site_url"], header["language"], items)


def _draft(entry: dict[str, Any], reply: bytes) -> IncomingDraft:
    guid, excerpt = entry.pop("guid"), entry.pop("excerpt")
    capture = messages.from_message(entry, reply)
    return IncomingDraft(
        guid,
        capture.title,
        capture.url,
        capture.authors,
        capture.published,
        excerpt,
        capture if capture.text.blocks else None,
    )
