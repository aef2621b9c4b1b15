"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/) to items. Only the worker process imports this."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from briefing.domain.errors import CaptureError
from briefing.domain.feeds import IncomingDraft, ParsedFeed
from briefing.domain.urls import is_web_url, safe_link
from briefing.sources import feed_dates, feed_items, language
from briefing.sources.feed_items import MAX_ITEMS, Said, Text

_VERSION = "jsonfeed.org/version/"


def parse(body: bytes, url: str = "", *, now: datetime) -> ParsedFeed:
    """The feed in a JSON text.

    Raises:
        CaptureError: it is not JSON, or no feed.
    """
    try:
        data = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise CaptureError("This JSON file is cut off or broken, so it gives no feed. Try again later.") from error
    if not isinstance(data, dict) or not (_VERSION in str(data.get("version")) or isinstance(data.get("items"), list)):
        raise CaptureError("This JSON file is no feed. Give the address of a feed, or of a page that has one.")
    title = _line(data, "title")
    spoken = _line(data, "language")
    items: dict[str, IncomingDraft] = {}
    for entry in _dictionaries(data, "items", MAX_ITEMS):
        item = feed_items.item(_said(entry, data, url), title, now=now)
        items.setdefault(item.guid, item)
    site = safe_link(_line(data, "home_page_url"), url)
    return ParsedFeed(title, site, language.tag(spoken) if spoken else "", tuple(items.values()))


def _said(entry: Mapping[str, Any], data: Mapping[str, Any], url: str) -> Said:
    address = _line(entry, "url") or _line(entry, "external_url")
    link = safe_link(address, url) if address else ""
    guid = entry.get("id")
    return Said(
        guid=str(guid).strip() if isinstance(guid, str | int | float) else "",
        title=Text(_line(entry, "title"), plain=True),
        url=link if is_web_url(link) else "",
        authors=_authors(entry) or _authors(data),
        published=feed_dates.read(_line(entry, "date_published")),
        updated=feed_dates.read(_line(entry, "date_modified")),
        texts=tuple(_texts(entry, link or url)),
        language=_line(entry, "language") or _line(data, "language"),
    )


def _texts(entry: Mapping[str, Any], base: str) -> Iterator[Text]:
    for name, plain in (("content_html", False), ("content_text", True)):
        if isinstance(value := entry.get(name), str) and value.strip():
            yield Text(value, plain, base, whole=True)
            return  # the same text twice, by the specification
    if summary := _line(entry, "summary"):
        yield Text(summary, True, base)


def _authors(holder: Mapping[str, Any]) -> tuple[str, ...]:
    """`authors` of 1.1, or `author` of 1.0."""
    single = holder.get("author")
    people = [*_dictionaries(holder, "authors", 50), *([single] if isinstance(single, dict) else [])]
    return tuple(name for person in people if (name := _line(person, "name")))


def _dictionaries(holder: Mapping[str, Any], name: str, limit: int) -> list[Mapping[str, Any]]:
    found = holder.get(name)
    return [entry for entry in found[:limit] if isinstance(entry, dict)] if isinstance(found, list) else []


def _line(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    return value.strip() if isinstance(value, str) else ""
