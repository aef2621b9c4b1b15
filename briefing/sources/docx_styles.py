"""What the styles and lists of a Word document mean for its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from briefing.domain.text import BlockKind
from briefing.sources import packages
from briefing.sources.packages import attribute, child, local

_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"heading (\d)")
_MAX_BASES = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says. `level` 0: no heading. `numbering` "": not in a list; `depth` counts from 0."""

    name: str = ""
    level: int = 0
    bold: bool | None = None
    italic: bool | None = None
    numbering: str = ""
    depth: int = 0

    @property
    def kind(self) -> BlockKind:
        """What a paragraph of this style is, lists aside."""
        if self.level:
            return BlockKind.HEADING
        if "quote" in self.name or self.name == "block text":
            return BlockKind.QUOTE
        return BlockKind.CODE if "preformatted" in self.name or "source code" in self.name else BlockKind.PARAGRAPH


class Styles:
    """The styles of a document by their ids, with all that they take from the styles they are based on."""

    def __init__(self, root: Any | None) -> None:
        self._elements = (
            {attribute(each, "styleId"): each for each in root if local(each) == "style"} if root is not None else {}
        )
        self._known: dict[str, Style] = {}

    def style(self, name: str) -> Style:
        """The style with an id; an empty one when there is none."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Style:
        chain: list[Any] = []
        while (element := self._elements.get(name)) is not None and len(chain) < _MAX_BASES:
            chain.append(element)
            name = attribute(child(element, "basedOn"), "val") if child(element, "basedOn") is not None else ""
        found = Style()
        for element in reversed(chain):
            found = _with(found, element)
        return found


def switched(properties: Any | None, name: str) -> bool | None:
    """Whether a property is on; None when nothing is said."""
    element = child(properties, name)
    return None if element is None else attribute(element, "val").lower() not in _OFF


def list_place(properties: Any | None) -> tuple[str, int] | None:
    """The list and the depth that paragraph properties name; None when they name none."""
    place = child(properties, "numPr")
    if place is None:
        return None
    number, depth = child(place, "numId"), child(place, "ilvl")
    digits = attribute(depth, "val") if depth is not None else "0"
    return (attribute(number, "val") if number is not None else "", min(packages.number(digits), 8))


def outline_level(properties: Any | None) -> int:
    """The level of a heading that paragraph properties state, from 1; 0 for none."""
    outline = child(properties, "outlineLvl")
    digits = attribute(outline, "val") if outline is not None else ""
    return packages.number(digits, 9) + 1 if packages.number(digits, 9) < 9 else 0


def _with(base: Style, element: Any) -> Style:
    """The style that an element makes of the style it is based on."""
    label = child(element, "name")
    name = attribute(label, "val").lower() if label is not None else base.name
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    match = _HEADING.fullmatch(name)
    level = int(match[1]) if match else 1 if name == "title" else outline_level(paragraph) or base.level
    place = list_place(paragraph)
    bold, italic = switched(run, "b"), switched(run, "i")
    return replace(
        base,
        name=name,
        level=min(level, 6),
        bold=base.bold if bold is None else bold,
        italic=base.italic if italic is None else italic,
        numbering=(place[0] or base.numbering) if place else base.numbering,
        depth=place[1] if place else base.depth,
    )
