"""Tables of contents: a list of the headings further down leads nowhere in a text that is kept on its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from briefing.domain.text import BlockKind
from briefing.sources.phrases import folded
from briefing.sources.units import Unit, words_of

_LABEL = re.compile(
    r"""(?:table\ of\ |article\ |page\ )?contents|(?:in|inside)\ this\ (?:article|post|guide|story|page)|on\ this\ page
    |(?:jump|skip)\ (?:ahead|to(?:\ (?:a\ |the\ )?section)?)|what'?s\ inside|quick\ navigation|show\ table\ of\ contents
    |inhaltsverzeichnis|inhalt|in\ diesem\ (?:artikel|beitrag)|auf\ dieser\ seite
    |table\ des\ matières|sommaire|au\ sommaire|dans\ cet\ article|sur\ cette\ page
    |(?:tabla|índice)\ de\ contenidos?|índice|contenidos?\ del?\ artículo|en\ este\ artículo|en\ esta\ página
    |indice(?:\ dei\ contenuti|\ dell'articolo)?|sommario|in\ questo\ articolo
    |índice\ (?:do\ artigo|de\ conteúdo)|sumário|neste\ artigo|nesta\ página
    |inhoudsopgave|inhoud|in\ dit\ artikel|op\ deze\ pagina|spis\ treści|w\ tym\ artykule|na\ tej\ stronie
    |innehåll(?:sförteckning)?|i\ denna\ artikel|indhold(?:sfortegnelse)?|innhold(?:sfortegnelse)?|içindekiler
    |содержание|оглавление|в\ этой\ статье|зміст|у\ цій\ статті
    |目录|目錄|本文目录|目次|목차|المحتويات|תוכן\ (?:ה)?עניינים
    """,
    re.VERBOSE,
)
_LABEL_LENGTH = 40
_ITEM_WORDS = 25
_REPEATED = 0.6
"""The part of the lines that has to repeat headings, or to be links to them."""

_LEVELS = 6
_NAMED = re.compile(
    r"(?<!has)(?<!with)(?<!no)(?:^|[\s_-])(?:toc|table-?of-?contents|jump-?(?:links?|to|list)|in-page-nav|anchor-?links?)(?=$|[\s_-]|__)",
    re.IGNORECASE,
)
"""The class or id of a list that nothing else introduces. A list that a sentence introduces is the author's own."""


def of(page: Sequence[Unit], choice: Collection[int]) -> frozenset[int]:
    """The units among the chosen ones that are a table of contents: its label and its lines, or a label left alone."""
    order = sorted(choice)
    headings = {_bare(page[index]): index for index in order if page[index].block.kind is BlockKind.HEADING}
    found: set[int] = set()
    position = 0
    while position < len(order):
        index = order[position]
        labelled = _is_label(page[index])
        first = position + labelled
        lines = _lines(page, order, first, headings)
        known = bool(lines) and (labelled or _is_named(page[index]))
        if known and _lead_within(page, lines, headings):
            found.update(order[position:first], lines)
        elif labelled and _is_alone(page, order, position):
            found.add(index)
        position = first + max(len(lines), not labelled)
    return frozenset(found)


def _is_label(unit: Unit) -> bool:
    text = unit.block.text
    kind = unit.block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
    return kind and len(text) <= _LABEL_LENGTH and bool(_LABEL.fullmatch(folded(text).rstrip("↓ ")))


def _lines(
    page: Sequence[Unit], order: Sequence[int], first: int, headings: Mapping[tuple[str, ...], int]
) -> list[int]:
    """The list that begins a part of the text; lines that are no items have to repeat a heading further down."""
    found: list[int] = []
    for position in range(first, len(order)):
        index = order[position]
        unit = page[index]
        item = unit.block.kind is BlockKind.LIST_ITEM and len(unit.words) <= _ITEM_WORDS
        if not item and not (unit.block.kind is BlockKind.PARAGRAPH and headings.get(_bare(unit), 0) > index):
            break
        found.append(index)
    return found


def _lead_within(page: Sequence[Unit], lines: Sequence[int], headings: Mapping[tuple[str, ...], int]) -> bool:
    """Whether enough of some lines repeat a heading further down, or are links to other places on the page."""
    repeats = sum(headings.get(_bare(page[line]), 0) > line or _leads_within(page[line]) for line in lines)
    return repeats >= _REPEATED * len(lines)


def _is_alone(page: Sequence[Unit], order: Sequence[int], position: int) -> bool:
    """Whether the lines under a label were left out, or a script would write them."""
    following = order[position + 1] if position + 1 < len(order) else None
    return following is None or following > order[position] + 1 or page[following].block.kind is not BlockKind.LIST_ITEM


def _is_named(unit: Unit) -> bool:
    element = unit.parent
    for _ in range(_LEVELS):
        if element is None or element.tag in ("main", "article", "body", "html"):
            return False
        if _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]):
            return True
        element = element.getparent()
    return False


def _leads_within(unit: Unit) -> bool:
    """Whether all of a line is a link to another place on the page."""
    if unit.linked == 0 and unit.block.runs and all(run.link for run in unit.block.runs):
        return True  # written with the whole address of the page
    links = [unit.parent] if unit.parent.tag == "a" else unit.parent.iterdescendants("a")
    said = [words_of("".join(link.itertext())) for link in links if (link.get("href") or "").startswith("#")]
    return unit.words in said


def _bare(unit: Unit) -> tuple[str, ...]:
    """The words of a unit without the number before them."""
    words = unit.words
    while len(words) > 1 and words[0].isdigit():
        words = words[1:]
    return words
