"""The feeds that a page names. Only the worker process imports this."""

from __future__ import annotations

import re
from typing import Any

from briefing.domain.urls import host_of, is_web_url, safe_link, url_key
from briefing.sources import markup

MAX_LINKS = 40

_TYPES = frozenset(
    [
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"),
        *("application/json", "text/xml", "application/xml", "application/x.atom+xml", "application/rss"),
    ]
)
_SURE_TYPES = frozenset(["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"])
_ADDRESS = re.compile(
    r"(?:/(?:feeds?|rss2?|atom|index)(?:\.(?:xml|rss|atom|rdf|json|php))?/?|\.(?:rss|atom|rdf)|/(?:feed|rss)/[\w/-]{1,60})"
    r"(?:\?.*)?$|[?&](?:feed|format)=(?:rss2?|atom|feed)\b|^https?://(?:feeds?|rss)\.",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\b(?:rss|atom|xml feed|feeds?|abonnieren|s.abonner|syndication)\b", re.IGNORECASE)
_COMMENTS = re.compile(r"/comments?/|comments? feed|kommentar", re.IGNORECASE)


def find(body: bytes, url: str, media_type: str = "") -> list[tuple[str, str]]:
    """Addresses and titles of the feeds that a page names: those it names to programs first, then those it links to.

    Args:
        url: where the page is; makes addresses absolute.
    """
    page = markup.clean(markup.decode(body, media_type))
    tree = markup.parse(page.html)
    if tree is None:
        return []
    base = _base(tree, url)
    found: dict[str, tuple[str, str]] = {}
    for address, title in [*_named(tree), *_linked(tree)]:
        link = safe_link(address, base)
        if is_web_url(link) and url_key(link) != url_key(url):
            found.setdefault(link, (link, title))
    return sorted(found.values(), key=lambda one: bool(_COMMENTS.search(" ".join(one))))[:MAX_LINKS]


def _base(tree: Any, url: str) -> str:
    element = tree.find(".//base[@href]")
    return safe_link(element.get("href"), url) or url if element is not None else url


def _named(tree: Any) -> list[tuple[str, str]]:
    """What a page names in its head: `rel` alternate with the type of a feed, or `rel` feed (HTML 4.6.7)."""
    found = []
    for element in tree.iter("link"):
        rel = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").lower().partition(";")[0].strip()
        href = (element.get("href") or "").strip()
        sure = kind in _SURE_TYPES or (kind in _TYPES and _ADDRESS.search(href))
        if href and ("feed" in rel or ("alternate" in rel and sure)):
            found.append((href, _title(element.get("title") or "")))
    return found


def _linked(tree: Any) -> list[tuple[str, str]]:
    found = []
    for element in tree.iter("a"):
        href = (element.get("href") or "").strip()
        text = _title(f"{element.text_content()} {element.get('title') or ''} {element.get('aria-label') or ''}")
        if href and _ADDRESS.search(href) and (_WORDS.search(text) or re.search(r"rss|atom|feed", href, re.IGNORECASE)):
            found.append((href, text))
        if len(found) >= MAX_LINKS:
            break
    return [(href, "" if len(text) < 5 or host_of(text) else text) for href, text in found]


def _title(text: str) -> str:
    return " ".join(text.split())[:200]
