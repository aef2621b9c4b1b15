"""The article as the part of a page in which prose is dense: an extractor of our own, on the page's units alone.

Every paragraph lends weight to the elements it stands in, less to the more distant ones (the idea of Readability).
The heaviest element is the article, with those beside it that are heavy too: ads and pictures cut articles in parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from briefing.domain.text import BlockKind
from briefing.sources.repair import Choice
from briefing.sources.units import Unit

_MIN_WORDS = 8
_MAX_WORDS = 60
"""A paragraph weighs as many points as it has words, within these bounds."""

_LEVELS = 4
_FADING = 0.6
_LINKED = 0.5
_LINKED_UNIT = 0.6
_BESIDE = 0.2
_OWN_LEVEL = 0.1
_LINES = frozenset(["p", "li", "blockquote", "pre", "span", "td"])


def densest(page: Sequence[Unit]) -> Choice:
    """The units of the densest part of a page; empty when there is no prose on it."""
    weights = _weights(page)
    if not weights:
        return frozenset()
    top = max(weights, key=lambda element: weights[element])
    inside = _Inside({top, *_beside(top, weights)})
    found = [index for index, unit in enumerate(page) if unit.words and inside.holds(unit.parent)]
    level = _level(page, found)
    return frozenset(
        index
        for index in found
        if page[index].place.outside <= level and not page[index].place.hidden and page[index].linked < _LINKED_UNIT
    )


def _weights(page: Sequence[Unit]) -> dict[Any, float]:
    weights: dict[Any, float] = {}
    for unit in page:
        words = len(unit.words)
        if words < _MIN_WORDS or unit.linked > _LINKED or unit.place.hidden or unit.block.kind is BlockKind.HEADING:
            continue
        weight = min(words, _MAX_WORDS) * (1 - unit.linked) / (1 + 2 * unit.place.outside)
        element = unit.parent.getparent() if unit.parent.tag in _LINES else unit.parent
        for _ in range(_LEVELS):
            if element is None:
                break
            weights[element] = weights.get(element, 0.0) + weight
            weight *= _FADING
            element = element.getparent()
    return weights


def _beside(top: Any, weights: dict[Any, float]) -> list[Any]:
    around = top.getparent()
    enough = _BESIDE * weights[top]
    return [] if around is None else [one for one in around if weights.get(one, 0.0) > enough or one.tag == "p"]


def _level(page: Sequence[Unit], found: Sequence[int]) -> int:
    """How deep in menus and the like the text itself stands: more than a tenth of it does."""
    words: Counter[int] = Counter()
    for index in found:
        words[page[index].place.outside] += len(page[index].words)
    return min((level for level, count in words.items() if count > _OWN_LEVEL * words.total()), default=0)


class _Inside:
    """Whether elements stand within some others; asked once for every element on the way up."""

    def __init__(self, roots: set[Any]) -> None:
        self._known = dict.fromkeys(roots, True)

    def holds(self, element: Any) -> bool:
        way = []
        while element is not None and element not in self._known:
            way.append(element)
            element = element.getparent()
        found = element is not None and self._known[element]
        self._known.update(dict.fromkeys(way, found))
        return found
