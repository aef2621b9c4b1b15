"""The lines around the title of a page: where people write by whom it is and when it appeared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.domain.text import BlockKind
from briefing.sources.units import Unit, words_of

_AFTER, _BEFORE = 12, 6
_LABEL_LENGTH = 30
"""Code points of a line that only says what the next one is, as in "Written by"."""


@dataclass(frozen=True, slots=True)
class Line:
    """A unit near the title.

    Attributes:
        distance: how many units it stands from the title, 1 or more.
        label: the short line directly before it, which may say what it is; "" for none.
    """

    unit: Unit
    distance: int = 1
    label: str = ""

    @property
    def text(self) -> str:
        return self.unit.block.text


@dataclass(frozen=True, slots=True)
class Front:
    """The lines after the title, then those before it, each from the title outwards."""

    lines: tuple[Line, ...] = ()

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)


def around_title(page: Sequence[Unit], title: str) -> Front:
    """The lines where bylines stand: a few before the title and a dozen after it, those after it first."""
    words = words_of(title)
    headings = [index for index, unit in enumerate(page) if unit.block.kind is BlockKind.HEADING]
    found = [index for index in headings if page[index].words == words] or [
        index for index in headings if page[index].block.level == 1
    ]
    if not found:
        return Front()
    start = found[0]
    near = [*range(start + 1, min(len(page), start + 1 + _AFTER)), *range(start - 1, max(-1, start - 1 - _BEFORE), -1)]
    return Front(tuple(Line(page[index], abs(index - start), label_of(page, index, start)) for index in near))


def label_of(page: Sequence[Unit], index: int, start: int = -1) -> str:
    """The short line before that at `index`; the title at `start`, pictures and what ends a sentence are none."""
    before = index - 1
    while before > 0 and before != start and page[before].block.kind is BlockKind.IMAGE:
        before -= 1
    if before < 0 or before == start:
        return ""
    text = page[before].block.text.strip()
    return text if len(text) <= _LABEL_LENGTH else ""
