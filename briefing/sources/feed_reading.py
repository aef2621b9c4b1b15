"""What the worker process answers when it is asked about a feed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from briefing.sources import feed_links, feed_parser, messages, opml_reading

Answer = tuple[dict[str, Any], bytes]


def items(body: bytes, request: Mapping[str, Any]) -> Answer:
    """A feed with its items. They carry no pictures: those are fetched when an item is kept."""
    found = feed_parser.parse(body, request["url"], request["media_type"])
    entries = [
        {**messages.to_message(item.capture)[0], "guid": item.guid, "excerpt": item.excerpt}
        for item in found.items
        if item.capture
    ]
    return {"title": found.title, "site_url": found.site_url, "language": found.language, "items": entries}, b""


def links(body: bytes, request: Mapping[str, Any]) -> Answer:
    """The feeds that a page names."""
    return {"links": feed_links.find(body, request["url"], request["media_type"])}, b""


def opml(body: bytes, _request: Mapping[str, Any]) -> Answer:
    """The feeds that a list names."""
    found = opml_reading.parse(body)
    entries = [[entry.url, entry.title, entry.folder, entry.site_url] for entry in found.entries]
    return {"entries": entries, "repeated": found.repeated}, b""


ANSWERS: Mapping[str, Callable[[bytes, Mapping[str, Any]], Answer]] = {"items": items, "links": links, "opml": opml}
"""The `feed` of a request to a function of its body and the request. It raises CaptureError."""
