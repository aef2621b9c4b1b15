"""Feeds in XML to items, by feedparser. Only the worker process imports this.

feedparser reads what strict parsers refuse; its own cleaning of markup is switched off, because the text of an item
goes the way of every page (feed_items.py) and only the address it is relative to is needed for that.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from briefing.domain.errors import CaptureError
from briefing.domain.feeds import IncomingDraft, ParsedFeed
from briefing.domain.urls import is_web_url, safe_link
from briefing.sources import feed_dates, feed_items, json_feed, language
from briefing.sources.feed_items import MAX_ITEMS, Said, Text
from briefing.sources.sniff import Kind, kind_of

NO_FEED = "There is no feed here. Give the address of a page that has one, or of the feed itself."
BROKEN = "This feed is broken in a way that cannot be read. Tell its site, or subscribe to another feed of it."

READ_SECONDS = 5.0
"""How long the texts of items are read; most feeds write their newest items first, so the oldest are left."""

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_WRONG_REFERENCE = re.compile(rb"&#(?:x0*(?!10)[0-9a-fA-F]{6,}|0*\d{7,});?", re.IGNORECASE)
_MISREAD = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError, RecursionError)
"""What feedparser is known to stumble with over nonsense; its own classes of errors it reports without raising."""


def parse(body: bytes, url: str = "", media_type: str = "") -> ParsedFeed:
    """The feed that some bytes are.

    Raises:
        CaptureError: they are no feed.
    """
    now = datetime.now(UTC)
    kind = kind_of(body)
    if kind is Kind.EMPTY:
        raise CaptureError("The feed is empty. Try again later, or check its address.")
    if kind is Kind.JSON:
        return json_feed.parse(body, url, now=now)
    found = _parsed(body, url, media_type)
    if not found["version"] and not (found["entries"] and kind is not Kind.HTML):
        raise CaptureError(NO_FEED)
    return _feed(found, now)


def _parsed(body: bytes, url: str, media_type: str) -> Mapping[str, Any]:
    """What feedparser says; what it stumbles over is tried again without the references that no character has."""
    import feedparser

    headers = {"content-location": url, "content-type": media_type or "application/xml"}
    for attempt in (body, _WRONG_REFERENCE.sub(b"", body)):
        try:
            found: Mapping[str, Any] = feedparser.parse(
                BytesIO(attempt), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
            )
        except _MISREAD:
            continue
        return {"version": "", "entries": [], **dict(found)}
    raise CaptureError(BROKEN)


def _feed(found: Mapping[str, Any], now: datetime) -> ParsedFeed:
    about = dict(found["feed"])
    title = feed_items.one_line(_detail(about, "title"))[: feed_items.MAX_TITLE]
    items: dict[str, IncomingDraft] = {}
    ends = time.monotonic() + READ_SECONDS
    for entry in found["entries"][:MAX_ITEMS]:
        if time.monotonic() > ends:
            break
        item = feed_items.item(_said(dict(entry), about), title, now=now)
        items.setdefault(item.guid, item)
    spoken = str(about.get("language") or "")
    site = safe_link(str(about.get("link") or ""))
    return ParsedFeed(
        title, site if is_web_url(site) else "", language.tag(spoken) if spoken else "", tuple(items.values())
    )


def _said(entry: Mapping[str, Any], about: Mapping[str, Any]) -> Said:
    """Plain dictionaries, because feedparser's own answer for a missing key with the value of another."""
    published, updated = _date(entry, "published"), _date(entry, "updated")
    return Said(
        guid=str(entry.get("id") or ""),
        title=_detail(entry, "title"),
        url=_address(entry),
        authors=_authors(entry) or _authors(about),
        published=published or _date(entry, "created"),
        updated=updated,
        texts=tuple(_texts(entry)),
        language=_language(entry) or str(about.get("language") or ""),
    )


def _detail(holder: Mapping[str, Any], name: str, *, whole: bool = False) -> Text:
    return _as_text(holder.get(f"{name}_detail") or {"value": holder.get(name) or ""}, whole=whole)


def _as_text(detail: Mapping[str, Any], *, whole: bool) -> Text:
    plain = detail.get("type") == "text/plain"
    return Text(str(detail.get("value") or ""), plain, str(detail.get("base") or ""), whole)


def _texts(entry: Mapping[str, Any]) -> Iterator[Text]:
    for content in entry.get("content") or ():
        if content.get("value") and content.get("type", "text/html") in _TEXTS:
            yield _as_text(content, whole=True)
    if entry.get("summary"):
        yield _detail(entry, "summary")


def _address(entry: Mapping[str, Any]) -> str:
    """Where the item can be read. An id that is an address serves when there is no link."""
    links = [link for link in entry.get("links") or () if link.get("rel", "alternate") == "alternate"]
    pages = [link for link in links if "html" in link.get("type", "text/html")]
    for address in (entry.get("link"), *(link.get("href") for link in [*pages, *links])):
        if address and is_web_url(link := safe_link(str(address))):
            return link
    guid = str(entry.get("id") or "")
    return safe_link(guid) if is_web_url(guid) and entry.get("guidislink", True) else ""


def _authors(holder: Mapping[str, Any]) -> tuple[str, ...]:
    people = [str(person.get("name") or "") for person in holder.get("authors") or ()]
    return tuple(name for name in people if name)


def _language(entry: Mapping[str, Any]) -> str:
    details = [*(entry.get("content") or ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {}]
    return next((str(detail["language"]) for detail in details if detail.get("language")), "")


def _date(entry: Mapping[str, Any], name: str) -> str:
    return feed_dates.read(str(entry.get(name) or ""), entry.get(f"{name}_parsed"))
