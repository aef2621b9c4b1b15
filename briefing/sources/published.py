"""When an article was published, by trust: what a page says outright, what its address says, and then guesses.

Machine data is right in most cases, yet it dates every page of a site that a program made, and it is set anew when a
site moves. So a date that only describes a page (a product, an index, a service) is a guess, and so is one that an
earlier date under the headline contradicts.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefing.domain.articles import Origin
from briefing.domain.text import BlockKind
from briefing.sources.byline import read_byline
from briefing.sources.dates import dates_in, read_date
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
_URL_DATE = re.compile(r"/((?:19|20)\d{2})(?:/(\d{1,2})/(\d{1,2})|-(\d\d)-(\d\d))(?=[/-]|$|\D)")
_THING = frozenset(["Product", "ProductGroup", "ItemPage", "CollectionPage", "ItemList", "SearchResultsPage", "Offer"])
_ORIGINAL = re.compile(r"(?:originally|first)\s+(?:published|posted|appeared)\b", re.IGNORECASE)
_CHANGED = re.compile(r"(?:updated|modified|edited|revised|reviewed|aktualisiert|stand|actualizado|aggiornato)", re.I)
_LABEL_LENGTH = 25
_LINE = 140
"""Code points of a line that may say when something was published beside something else."""

_SENTENCE = re.compile(r"[.!?。！？]$")
_SENTENCE_WORDS = 8
_SLACK_DAYS = 1
"""A time zone apart."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """Dates that the page shows its readers, best first in each list."""

    original: list[str]  # called the first publication
    bylines: list[str]  # alone on a line around the title, or beside an author
    lines: list[str]  # in a longer line around the title
    changed: list[str]  # of a later change


def read(
    tree: Any,
    meta: Mapping[str, Sequence[str]],
    linked: LinkedData,
    page: Sequence[Unit],
    front: Sequence[Unit],
    url: str,
) -> tuple[str, Origin]:
    """The date of publication and whose word it is; a date that only seems to be one is a guess.

    Args:
        page: the units of the whole page. front: those around the title, where dates are written for people.
    """
    tables = _data_tables(tree, page)
    shown = _shown(tree, page, [unit for unit in front if not _stands_in(unit, tables)])
    in_address = _in_address(url)
    stated = _first([linked.published] if linked.dated_as_article else [])
    marked = _first(value for name in _META for value in meta.get(name, ()))
    attributes = _first(_marked(tree))
    if found := stated or marked or attributes:
        earlier = [
            day
            for day in (shown.original + shown.bylines + shown.lines + in_address)
            if _days(day, found) > _SLACK_DAYS
        ]
        if earlier or (attributes and _days(attributes, found) > _SLACK_DAYS):
            return (earlier or [attributes])[0], Origin.GUESS
        return found, Origin.PAGE if _certain(found, linked, meta, page, bool(stated and not marked)) else Origin.GUESS
    if in_address:
        return in_address[0], Origin.PAGE
    if certain := shown.original or shown.bylines:
        return certain[0], Origin.PAGE
    guess = _first([*shown.lines, linked.published, *shown.changed]) or _guess(tree, tables, url)
    return (guess, Origin.GUESS) if guess else ("", Origin.UNKNOWN)


def _in_address(url: str) -> list[str]:
    match = _URL_DATE.search(url)
    found = read_date("-".join(filter(None, match.groups()))) if match else ""
    return [found] if found else []


def _first(values: Sequence[str] | Iterator[str]) -> str:
    return next((found for value in values if value and (found := read_date(value))), "")


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days


def _certain(
    found: str, linked: LinkedData, meta: Mapping[str, Sequence[str]], page: Sequence[Unit], alone: bool
) -> bool:
    """Whether a machine's date is that of an article: not of a thing that is sold or an index, and, when the page calls
    itself no article elsewhere, one that its readers are shown as well.

    Args:
        alone: only one kind of machine data has the date.
    """
    kind = next(iter(meta.get("og:type", ())), "").lower()
    if (linked.kinds & _THING and not linked.is_article) or "product" in kind:
        return False
    if not alone or kind in ("", "article", "blog", "news"):
        return True
    return any(
        day == found[:10] for unit in page if len(unit.block.text) <= _LINE for _, day in dates_in(unit.block.text)
    )


def _shown(tree: Any, page: Sequence[Unit], front: Sequence[Unit]) -> _Shown:
    shown = _Shown([], [], [], [])
    for unit in page:
        if match := _ORIGINAL.search(unit.block.text[:400]):
            shown.original.extend(day for place, day in dates_in(unit.block.text[match.end() :][:40]) if place < 12)
    times = _times(tree)
    for unit in front:
        text = unit.block.text
        if len(text) > _LINE or (len(unit.words) > _SENTENCE_WORDS and _SENTENCE.search(text)):
            continue
        byline = read_byline(text)
        if byline and byline.published:
            shown.bylines.append(byline.published)
            continue
        for words, stated in times:
            if words and words in text:
                _sort(shown, text, text.find(words), stated)
        for place, day in dates_in(text):
            _sort(shown, text, place, day)
    return shown


def _sort(shown: _Shown, text: str, place: int, day: str) -> None:
    changed = _CHANGED.search(text[max(0, place - _LABEL_LENGTH) : place])
    (shown.changed if changed else shown.lines).append(day)


def _times(tree: Any) -> list[tuple[str, str]]:
    """The words and the day of `time` elements: their words may be readable two ways, their attribute is not."""
    found = []
    for element in list(tree.iter("time"))[:50]:
        if day := read_date(element.get("datetime") or ""):
            found.append((" ".join(element.text_content().split()), day[:10]))
    return found


def _marked(tree: Any) -> Iterator[str]:
    for element in list(tree.xpath("//*[@itemprop='datePublished' or @pubdate]"))[:5]:
        yield element.get("datetime") or element.get("content") or ""


def _data_tables(tree: Any, page: Sequence[Unit]) -> set[Any]:
    """The tables of data: their dates are those of what the article is about."""
    tables = {unit.parent for unit in page if unit.block.kind is BlockKind.TABLE}
    return tables.union(table for table in tree.iter("table") if "infobox" in (table.get("class") or "").lower())


def _stands_in(unit: Unit, tables: set[Any]) -> bool:
    return bool(tables) and (unit.parent in tables or any(element in tables for element in unit.parent.iterancestors()))


def _guess(tree: Any, tables: set[Any], url: str) -> str:
    import htmldate

    if tables:
        tree = _without(tree, tables)
    try:
        found = htmldate.find_date(tree, extensive_search=False, original_date=True, url=url or None)
    except (ValueError, TypeError, AttributeError, RecursionError):  # its date parsers meet hostile text
        return ""
    return read_date(found) if found else ""


def _without(tree: Any, tables: set[Any]) -> Any:
    """A copy of the tree with these tables emptied."""
    bare = copy.deepcopy(tree)
    for own, twin in list(zip(tree.iter("table"), bare.iter("table"), strict=True)):
        if own in tables:
            twin.clear(keep_tail=True)
    return bare
