"""When an article was published, by trust: what the page says outright, what its address says, and then guesses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.domain.articles import Origin
from briefing.sources.byline import read_byline
from briefing.sources.dates import read_date
from briefing.sources.linked_data import LinkedData
from briefing.sources.units import Unit

_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "citation_publication_date",
    "citation_online_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
)
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$|\D)")


def read(
    tree: Any, meta: Mapping[str, Sequence[str]], linked: LinkedData, front: Sequence[Unit], url: str
) -> tuple[str, Origin]:
    """The date of publication and whose word it is; a date that only seems to be one is a guess.

    Args:
        front: the units around the title, where dates are written for people.
    """
    said = [linked.published, *(value for name in _META for value in meta.get(name, ()))]
    said += [element.get("datetime") or element.get("content") or "" for element in _marked(tree)]
    for text in said:
        if text and (date := read_date(text)):
            return date, Origin.PAGE
    match = _URL_DATE.search(url)
    if match and (date := read_date("-".join(match.groups()))):
        return date, Origin.PAGE
    for unit in front:
        if (byline := read_byline(unit.block.text)) and byline.published:
            return byline.published, Origin.PAGE
    guess = _guess(tree, url)
    return (guess, Origin.GUESS) if guess else ("", Origin.UNKNOWN)


def _marked(tree: Any) -> list[Any]:
    return list(tree.xpath("//*[@itemprop='datePublished' or @pubdate]"))[:5]


def _guess(tree: Any, url: str) -> str:
    import htmldate

    try:
        found = htmldate.find_date(tree, extensive_search=False, original_date=True, url=url or None)
    except (ValueError, TypeError, AttributeError, RecursionError):  # its date parsers meet hostile text
        return ""
    return read_date(found) if found else ""
