"""The numbers that Word counts by itself: "2.", "(b)", "3.1" (ECMA-376 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from briefing.sources.packages import Package, attribute, child, local, number

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MAX = 9_999


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = ""
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _Count:
    """How far the lists of one definition are; `begun` are the numbers that start again on their own."""

    values: dict[int, int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


class Lists:
    """The lists of a document, counted as its paragraphs come."""

    def __init__(self, package: Package, part: str) -> None:
        root = package.xml(part)
        self._levels: dict[str, dict[int, _Level]] = {}
        self._definitions: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, _Count] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._levels[attribute(element, "abstractNumId")] = _levels(element)
            elif local(element) == "num":
                self._learn(element)

    def form(self, list_id: str, depth: int) -> str:
        """The number format of a level: "bullet", "decimal" and so on; "" for an unknown list."""
        level = self._levels.get(self._definitions.get(list_id, ""), {}).get(depth)
        return level.form if level else ""

    def label(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph on a level; "" for bullets and unknown lists."""
        definition = self._definitions.get(list_id, "")
        levels = self._levels.get(definition, {})
        level = levels.get(depth)
        if level is None:
            return ""
        count = self._counts.setdefault(definition, _Count())
        key = (list_id, depth)
        if key in self._starts and key not in count.begun:
            count.begun.add(key)
            count.values[depth] = self._starts[key]
        else:
            count.values[depth] = count.values.get(depth, level.start - 1) + 1
        count.values = {each: value for each, value in count.values.items() if each <= depth}
        if level.form in ("bullet", "none"):
            return ""
        legal = {each: levels[each].start for each in levels} | count.values
        return _PLACE.sub(lambda match: _written(legal, levels, int(match[1]) - 1), level.text).strip()

    def _learn(self, element: Any) -> None:
        list_id = attribute(element, "numId")
        link = child(element, "abstractNumId")
        self._definitions[list_id] = attribute(link, "val") if link is not None else ""
        for override in (each for each in element if local(each) == "lvlOverride"):
            start = child(override, "startOverride")
            if start is not None:
                self._starts[list_id, number(attribute(override, "ilvl"))] = number(attribute(start, "val"), 1)


def _levels(element: Any) -> dict[int, _Level]:
    found = {}
    for level in (each for each in element if local(each) == "lvl"):
        said = {local(each): attribute(each, "val") for each in level if local(each) in ("numFmt", "lvlText", "start")}
        form = said.get("numFmt", "")
        found[number(attribute(level, "ilvl"))] = _Level(
            form, said.get("lvlText", ""), number(said.get("start", ""), 1)
        )
    return found


def _written(values: dict[int, int], levels: dict[int, _Level], depth: int) -> str:
    value = min(values.get(depth, 1), _MAX)
    form = levels[depth].form if depth in levels else "decimal"
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and value > 0:
        return _roman(value).upper() if form == "upperRoman" else _roman(value)
    return f"{value:02}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    found = ""
    for worth, letters in _ROMAN:
        found += letters * (value // worth)
        value %= worth
    return found
