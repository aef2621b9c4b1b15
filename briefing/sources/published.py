"""When an article was published, by trust: what a page says outright, what its address says, and then guesses.

Machine data is right in most cases, yet it dates every page of a site that a program made, and it is set anew when a
site moves. So a date that only describes a page (a product, an index, a service) is a guess, and so is one that an
earlier date under the headline contradicts, or one that nothing else bears out: readers are not shown it, nobody is
named as the author, and the page is not called a post.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.domain.articles import Origin
from briefing.domain.text import BlockKind
from briefing.sources import shown_dates
from briefing.sources.dates import dates_in, read_date
from briefing.sources.front import Front
from briefing.sources.linked_data import LinkedData
from briefing.sources.shown_dates import SLACK_DAYS, days_between
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
_LINE = 140
"""Code points of a line that may repeat a date elsewhere on the page."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What machine data says: of the article in JSON-LD, in meta elements, in attributes; "" where it is silent.

    Attributes:
        several: the attributes name different days, so that each is of another thing on the page.
    """

    stated: str
    marked: str
    attributes: str
    several: bool


def read(
    tree: Any,
    meta: Mapping[str, Sequence[str]],
    linked: LinkedData,
    page: Sequence[Unit],
    front: Front,
    url: str,
    *,
    credited: bool,
) -> tuple[str, Origin]:
    """The date of publication and whose word it is; a date that only seems to be one is a guess.

    Args:
        page: the units of the whole page. front: those around the title, where dates are written for people.
        credited: the page says by whom it is.
    """
    tables = _data_tables(tree, page)
    shown = shown_dates.read(tree, page, [line for line in front if not _stands_in(line.unit, tables)])
    in_address = _in_address(url)
    told = _told(tree, meta, linked)
    if found := told.stated or told.marked or told.attributes:
        earlier = [day for day in (*shown.published, *in_address) if days_between(day, found) > SLACK_DAYS]
        if not earlier and told.attributes and not told.several:
            earlier = [day for day in [told.attributes] if days_between(day, found) > SLACK_DAYS]
        if earlier:
            return earlier[0], Origin.GUESS
        certain = _of_article(found, told, linked, meta, page) and (
            credited or found[:10] in in_address or shown.has(found) or _is_post(tree)
        )
        return found, Origin.PAGE if certain else Origin.GUESS
    if in_address:
        return in_address[0], Origin.PAGE
    if certain_day := shown.certain(credited=credited):
        return certain_day, Origin.PAGE
    guess = _first([*shown.plain, linked.published, *shown.changed]) or _guess(tree, tables, url)
    return (guess, Origin.GUESS) if guess else ("", Origin.UNKNOWN)


def is_stated(tree: Any, meta: Mapping[str, Sequence[str]], linked: LinkedData, page: Sequence[Unit]) -> bool:
    """Whether the machine-readable part of a page gives the date of an article, borne out or not: articles have one."""
    told = _told(tree, meta, linked)
    found = told.stated or told.marked or told.attributes
    return bool(found) and _of_article(found, told, linked, meta, page)


def _told(tree: Any, meta: Mapping[str, Sequence[str]], linked: LinkedData) -> _Told:
    attributes = [day for value in _marked(tree) if (day := read_date(value))]
    return _Told(
        stated=_first([linked.published] if linked.dated_as_article else []),
        marked=_first(value for name in _META for value in meta.get(name, ())),
        attributes=_first(attributes),
        several=len({day[:10] for day in attributes}) > 1,
    )


def _in_address(url: str) -> list[str]:
    match = _URL_DATE.search(url)
    found = read_date("-".join(filter(None, match.groups()))) if match else ""
    return [found] if found else []


def _first(values: Sequence[str] | Iterator[str]) -> str:
    return next((found for value in values if value and (found := read_date(value))), "")


def _of_article(
    found: str, told: _Told, linked: LinkedData, meta: Mapping[str, Sequence[str]], page: Sequence[Unit]
) -> bool:
    """Whether a machine's date is that of an article: not of a thing that is sold, an index or one of many things, and,
    when the page calls itself no article elsewhere, one that its readers are shown as well.
    """
    kind = next(iter(meta.get("og:type", ())), "").lower()
    if (linked.kinds & _THING and not linked.is_article) or "product" in kind:
        return False
    if not told.stated and not told.marked and told.several:
        return False
    if told.marked or not told.stated or kind in ("", "article", "blog", "news"):
        return True
    return any(
        day == found[:10] for unit in page if len(unit.block.text) <= _LINE for _, day in dates_in(unit.block.text)
    )


def _is_post(tree: Any) -> bool:
    """Whether WordPress, which dates every page, calls this one a post: an entry with a date."""
    body = tree.find(".//body")
    return body is not None and "single-post" in (body.get("class") or "").split()


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
