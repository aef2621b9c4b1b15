"""Corrections to the choice of an article's blocks, by what is known of the blocks themselves.

Each one was kept because it helped, or did no harm, on the articles of two sets (WCXB, Scrapinghub's).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from briefing.domain.text import Block, BlockKind
from briefing.sources import contents
from briefing.sources.phrases import AFTER_THE_END, folded, is_interface
from briefing.sources.units import Place, Unit

Choice = frozenset[int]
"""Indexes into the units of a page."""

_REPEATED_WORDS = 6
_LATE = 0.7
_LITTLE = 200
"""Words on a page under which none of its text is left out."""

_ENOUGH_KEEPERS = 2
_PROSE_WORDS = 25
_SENTENCE_WORDS = 10
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\s]*$")
_LEAST_SHOWN = 0.25
_LINES = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_LEADS_ON = re.compile(
    r"""(?:you\ (?:may|might|can)\ )?(?:also\ |then\ )?(?:read|see|related|like|shop|buy|watch|listen|join|sign\ up
    |subscribe|download|click|check\ out|get\ started|learn\ more|more|share|copyright|source|photo|image
    |want\ (?:to|more)|mehr|lesen|lies|quelle|jetzt|lire|à\ lire|lee|leer|ver|leggi|fonte|leia|saiba|lees|czytaj
    |читайте)\b""",
    re.VERBOSE,
)
"""How lines begin that are links away from an article, and not a part of it."""

_SEE_ALSO = frozenset(["see also", "siehe auch", "voir aussi", "véase también", "vedi anche", "ver também"])
_SOURCES = re.compile(
    r"(?:notes and )?(?:references|notes|footnotes|citations|sources|bibliography)|einzelnachweise|quellen|literatur"
    r"|notes et références|références|bibliographie|referencias|bibliografía|note|bibliografia|referências"
)

_LINE_TAGS = frozenset(["p", "li", "ul", "ol", "span"])
_TEXTLESS = (BlockKind.IMAGE, BlockKind.RULE)


def without_repeats(page: Sequence[Unit], choice: Choice) -> Choice:
    """Without longer texts that stand elsewhere: pages repeat their text for narrow screens and for printing.

    Of two the one that is shown stays, or the first. A repeat in the same container stays; it is a refrain.
    """
    seen: dict[tuple[str, ...], Unit] = {}
    kept = set()
    for index in sorted(choice, key=lambda index: (page[index].place.hidden, index)):
        unit = page[index]
        first = seen.setdefault(unit.words, unit)
        if len(unit.words) < _REPEATED_WORDS or _together(unit, first):
            kept.add(index)
    return frozenset(kept)


def repaired(page: Sequence[Unit], choice: Choice, others: Sequence[Choice] = ()) -> Choice:
    """The choice after all corrections; `others` are what each extractor would keep, where they do not agree."""
    if not choice:
        return choice
    whole = _with_beginning(page, _shown(page, choice), others)
    whole = _with_links(page, _seconded(page, whole, others), others)
    whole = _with_lists(page, whole, others)
    whole = _with_headings(page, _with_tables_at_ends(page, whole))
    whole = _with_captions(page, whole)
    whole = _ended(page, whole)
    return frozenset(index for index in whole - contents.of(page, whole) if not _is_button(page[index]))


def little(page: Sequence[Unit]) -> Choice:
    """All that is neither menu nor link on a page with hardly any text, for which extractors are not made."""
    shown = frozenset(
        index for index, unit in enumerate(page) if unit.words and not unit.place.hidden and unit.linked < 0.5
    )
    if size(page, shown) > _LITTLE:
        return frozenset()
    return frozenset(index for index in shown if not page[index].place.outside)


def with_pictures(page: Sequence[Unit], choice: Choice) -> Choice:
    """The choice with the images and rules that stand between its blocks, which have no words to be chosen by."""
    if not choice:
        return choice
    first, last = min(choice), max(choice)
    most = max(page[index].place.outside for index in choice)
    found = {
        index
        for index in range(max(0, first - 2), last)
        if page[index].block.kind in _TEXTLESS
        if page[index].place.outside <= most and not page[index].place.hidden
        if page[index].block.kind is BlockKind.IMAGE or (index - 1 in choice and index + 1 in choice)
    }
    return choice | {index for index in found if _near(choice, index)}


def _near(choice: Choice, index: int) -> bool:
    return any(index + step in choice for step in (-2, -1, 1, 2))


def _shown(page: Sequence[Unit], choice: Choice) -> Choice:
    """Without what a browser would not show, unless that is nearly all: then a script shows it."""
    shown = frozenset(index for index in choice if not page[index].place.hidden)
    return shown if size(page, shown) > _LEAST_SHOWN * size(page, choice) else choice


def _seconded(page: Sequence[Unit], choice: Choice, others: Sequence[Choice]) -> Choice:
    """With what two extractors keep and stands in the middle of the text, or beside its ends in the same element; and
    with the tables in the middle, which extractors lose for their short words.
    """
    keepers = Counter(index for other in others for index in other)
    seen = {page[index].words for index in choice}
    first, last = min(choice), max(choice)
    ends = {_holder(page[first]), _holder(page[last])}
    found, before = set(choice), first
    for index, unit in enumerate(page):
        amid = first < index < last
        if index in choice:
            before = index
        elif (
            unit.words
            and (amid or _holder(unit) in ends)
            and (keepers[index] >= _ENOUGH_KEEPERS or (amid and unit.block.kind is BlockKind.TABLE))
            and unit.linked < 0.5
            and not unit.place.hidden
            and unit.place.outside <= page[before].place.outside
            and unit.words not in seen
        ):
            found.add(index)
    return frozenset(found)


def _with_links(page: Sequence[Unit], choice: Choice, others: Sequence[Choice]) -> Choice:
    """With the lines and items that are links, which one extractor keeps and the text stands around in one container.

    An author writes such lines too: sources, things that are counted up. What invites to read on is no text.
    """
    kept, found = frozenset().union(*others), []
    order = sorted(choice)
    for before, after in pairwise(order):
        around = _container(page[before])
        if after == before + 1 or around is not _container(page[after]):
            continue
        for index in range(before + 1, after):
            unit = page[index]
            own = index in kept and unit.linked >= 0.5 and unit.block.kind in _LINES and not unit.place.hidden
            if own and _container(unit) is around and not _LEADS_ON.match(folded(unit.block.text)):
                found.append(index)
    return choice | frozenset(found)


def _with_lists(page: Sequence[Unit], choice: Choice, others: Sequence[Choice]) -> Choice:
    """With the items that one extractor keeps, where a line that ends in a colon leads to their list or the text stands
    on both sides of it in one element. Extractors take whole lists for menus.
    """
    kept, found = frozenset().union(*others), set(choice)
    seen = {page[index].words for index in choice}
    chosen: defaultdict[Any, list[int]] = defaultdict(list)
    for index in sorted(choice):
        chosen[_holder(page[index])].append(index)
    led: Any = None
    for index in range(min(choice), len(page)):
        unit = page[index]
        holder = _holder(unit)
        if unit.block.kind is not BlockKind.LIST_ITEM:
            leads = index in choice and unit.block.text.rstrip().endswith((":", "："))
            led = holder if leads else led if not unit.words else None
            continue
        beside = chosen.get(holder)
        within = beside is not None and (holder is led or beside[0] < index < beside[-1])
        own = index in kept and unit.linked < 0.5 and not unit.place.hidden and unit.words not in seen
        if beside and within and own and unit.place.outside <= page[beside[0]].place.outside:
            found.add(index)
    return frozenset(found)


def _holder(unit: Unit) -> Any:
    """The element that a line stands in, or the list of an item."""
    element = unit.parent
    while element is not None and element.tag in _LINE_TAGS:
        element = element.getparent()
    return element


def _container(unit: Unit) -> Any:
    return unit.parent.getparent() if unit.parent.tag in ("p", "li") else unit.parent


def _with_beginning(page: Sequence[Unit], choice: Choice, others: Sequence[Choice]) -> Choice:
    """With what stands between the headline and the text, and one extractor keeps: a summary in a box, an opening in a
    column of its own. It begins with running text: a list may be of other stories. Above what is less like a part of an
    article, as a byline or a picture, only running text is taken, and only below a headline.
    """
    first = min(choice)
    place = page[first].place
    kept = frozenset().union(*others)
    headline = next((i for i in range(first - 1, -1, -1) if _is_headline(page[i])), None)
    found: list[int] = []
    apart = False
    for index in range(first - 1, -1 if headline is None else headline, -1):
        unit = page[index]
        apart = apart or not _is_like(unit.place, place)
        if unit.place.hidden or unit.place.outside > place.outside or unit.linked >= 0.5:
            continue
        fits = not apart or (headline is not None and _opens(unit))
        if fits and (index in kept or _is_data(unit.block)) and not _repeats(page, choice, unit):
            found.append(index)
    while found and not _opens(page[found[-1]]):
        found.pop()
    return choice | frozenset(found)


def _is_headline(unit: Unit) -> bool:
    return unit.block.kind is BlockKind.HEADING and unit.block.level == 1


def _repeats(page: Sequence[Unit], choice: Choice, unit: Unit) -> bool:
    """Whether a unit stands in the choice already, or is the beginning of one that does, as a teaser is."""
    words = unit.words
    most = len(words) - (len(words) >= _SENTENCE_WORDS)  # the last word of a teaser may be cut
    texts = (page[index].words for index in choice)
    return any(text == words or (most >= _SENTENCE_WORDS and text[:most] == words[:most]) for text in texts)


def _opens(unit: Unit) -> bool:
    """Whether a unit is running text: a paragraph of some length, or a sentence."""
    words = len(unit.words)
    if unit.block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE):
        return False
    return words >= _PROSE_WORDS or (words >= _SENTENCE_WORDS and bool(_SENTENCE_END.search(unit.block.text)))


def _with_tables_at_ends(page: Sequence[Unit], choice: Choice) -> Choice:
    """With a table right before or after the text in a place like it; extractors lose it for its short words.

    One made of links leads to other pages.
    """
    found, seen = set(), {page[index].words for index in choice}
    for end, steps in ((min(choice), (-1, -2)), (max(choice), (1, 2))):
        for index in (end + step for step in steps if 0 <= end + step < len(page)):
            unit = page[index]
            if _is_data(unit.block) and unit.words not in seen and _is_like(unit.place, page[end].place):
                found.add(index)
    return choice | frozenset(found)


def _with_captions(page: Sequence[Unit], choice: Choice) -> Choice:
    """With the captions of the tables that were chosen."""
    tables = (index for index in choice if page[index].block.kind is BlockKind.TABLE)
    return choice | {index - 1 for index in tables if index and page[index - 1].parent is page[index].parent}


def _is_like(place: Place, other: Place) -> bool:
    """Whether a place is shown, and no further from an article than another."""
    return not place.hidden and place.outside <= other.outside and place.inside >= other.inside


def _is_data(block: Block) -> bool:
    """Whether a block is a table that is not mostly links."""
    runs = [run for row in block.rows for cell in row for run in cell]
    return sum(len(run.text) for run in runs if run.link) * 2 < sum(len(run.text) for run in runs)


def _with_headings(page: Sequence[Unit], choice: Choice) -> Choice:
    """With the headings whose section was chosen."""
    kept = set(choice)
    for index, unit in enumerate(page):
        if unit.block.kind is not BlockKind.HEADING or unit.block.level == 1 or index in choice:
            continue
        following = next((other for other in range(index + 1, index + 4) if other in choice), None)
        preceded = any(other in choice for other in range(index - 4, index))
        if following and preceded and unit.linked < 0.5 and unit.place.outside <= page[following].place.outside:
            kept.add(index)
    return frozenset(kept)


def _ended(page: Sequence[Unit], choice: Choice) -> Choice:
    """Up to the first heading far down that opens something else, such as "Related articles"."""
    total, past = size(page, choice), 0
    for index in sorted(choice):
        unit = page[index]
        opens = unit.block.kind is BlockKind.HEADING and past > _LATE * total and opens_something_else(unit)
        if opens and not _leads_to_sources(page, choice, index):
            return frozenset(other for other in choice if other < index) | _appended(page, choice, index)
        past += len(unit.words)
    return choice


def _leads_to_sources(page: Sequence[Unit], choice: Choice, index: int) -> bool:
    """Whether a heading opens the pointers to other pages that a work of reference has before its sources."""
    headings = (page[other].block for other in choice if other > index)
    return folded(page[index].block.text) in _SEE_ALSO and any(
        block.kind is BlockKind.HEADING and _SOURCES.fullmatch(folded(block.text)) for block in headings
    )


def _appended(page: Sequence[Unit], choice: Choice, end: int) -> Choice:
    """The table that follows links to other pages in the same element, with the lines that lead to it.

    Offers are put between a text and its long table; the table is no offer.
    """
    index = end + 1
    while index < len(page) and page[index].linked > 0.5:
        index += 1
    before, found = index - 1, []
    while index in choice and page[index].linked < 0.5 and page[index].block.kind is not BlockKind.HEADING:
        found.append(index)
        index += 1
    while found and not _is_data(page[found[-1]].block):
        found.pop()
    beside = before > end and all(_together(page[index], page[end]) for index in found)
    return frozenset(found) if beside else frozenset()


def opens_something_else(unit: Unit) -> bool:
    """Whether a unit reads like the heading of what stands under an article."""
    text = unit.block.text
    return len(text) < 140 and len(unit.words) <= 8 and bool(AFTER_THE_END.fullmatch(folded(text)))


def _is_button(unit: Unit) -> bool:
    return bool(unit.words) and is_interface(unit.block.text)


def size(page: Sequence[Unit], choice: Choice) -> int:
    """The words of a choice."""
    return sum(len(page[index].words) for index in choice)


def _together(one: Unit, other: Unit) -> bool:
    """In the same container, or in two that stand side by side in one."""
    if _same(one.parent, other.parent):
        return True
    return (
        one.parent is not None and other.parent is not None and _same(one.parent.getparent(), other.parent.getparent())
    )


def _same(one: Any, other: Any) -> bool:
    return one is not None and one is other
