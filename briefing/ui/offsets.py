"""The one place that converts between offsets and positions.

An *offset* counts Unicode code points in the canonical text of an article (`ArticleText.text`); the program knows
nothing else. A *position* is a cursor position of a QTextDocument: it counts UTF-16 units, in which an emoji is two,
and it also counts what a document has and the canonical text has not: the headline above the article, the object
character of a picture, the borders between table cells.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# What QTextCursor.insertText takes for the end of a block or of a frame, and what it keeps for its own objects.
_UNSAFE = re.compile("[\x00\n\r\u2029\ufdd0\ufdd1\ufffc\ud800-\udfff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LINE_BREAKS = "\n\r\u2029"
LINE_SEPARATOR = "\u2028"


def shown(text: str) -> str:
    """`text` as a document can hold it inside one block: every code point stays as long as it was in UTF-16."""
    if not _UNSAFE.search(text):
        return text
    return _UNSAFE.sub(lambda found: LINE_SEPARATOR if found.group() in _LINE_BREAKS else "\ufffd", text)


def units(text: str) -> int:
    """How many UTF-16 units `text` takes."""
    return len(text) + sum(1 for _ in _ASTRAL.finditer(text))


class Segment(NamedTuple):
    """A stretch of canonical text that stands in one piece in the document: a block, or a cell of a table.

    Attributes:
        block: the index of the article's block that it belongs to.
        start: the offset of its first code point.
        position: the position of its first UTF-16 unit.
        length: its code points.
        astral: which of its code points take two units, counted from its start.
    """

    block: int
    start: int
    position: int
    length: int
    astral: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str, block: int, start: int, position: int) -> Segment:
        """The segment of a canonical `text` inserted at `position`."""
        astral = () if text.isascii() else tuple(found.start() for found in _ASTRAL.finditer(text))
        return cls(block, start, position, len(text), astral)

    @property
    def end(self) -> int:
        """The offset behind its last code point."""
        return self.start + self.length

    @property
    def last_position(self) -> int:
        """The position behind its last unit."""
        return self.position + self.length + len(self.astral)

    def position_of(self, offset: int) -> int:
        """The position of an offset of this segment."""
        within = offset - self.start
        return self.position + within + bisect.bisect_left(self.astral, within)

    def offset_of(self, position: int) -> int:
        """The offset of a position of this segment; inside a surrogate pair, that of the character."""
        unit = position - self.position
        low, high = 0, len(self.astral)
        while low < high:  # count the astral characters that begin before `unit`
            middle = (low + high) // 2
            if self.astral[middle] + middle < unit:
                low = middle + 1
            else:
                high = middle
        return self.start + unit - low


class TextMap:
    """Where the canonical text of an article stands in its document."""

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        self.segments = tuple(segments)
        self._starts = [segment.start for segment in self.segments]
        self._positions = [segment.position for segment in self.segments]

    def position(self, offset: int) -> int:
        """The position of an offset; one between two segments is the end of the first."""
        if not self.segments:
            return 0
        segment = self.segments[self._index(self._starts, offset)]
        return segment.position_of(min(max(offset, segment.start), segment.end))

    def offset(self, position: int, *, forward: bool = False) -> int:
        """The offset of a position.

        Args:
            forward: what a position outside of the canonical text (headline, picture) becomes: the next offset
                instead of the last one before it.
        """
        if not self.segments:
            return 0
        index = self._index(self._positions, position)
        segment = self.segments[index]
        if position > segment.last_position and forward and index + 1 < len(self.segments):
            return self.segments[index + 1].start
        return segment.offset_of(min(max(position, segment.position), segment.last_position))

    def selected(self, first: int, last: int) -> tuple[int, int] | None:
        """The offsets of what is selected between two positions, or None when that is nothing of the text."""
        start, end = self.offset(first, forward=True), self.offset(last)
        return (start, end) if start < end else None

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The positions of the text from `start` to `end`, one pair for each segment that it runs through."""
        index = self._index(self._starts, start) if self.segments else 0
        for segment in self.segments[index:]:
            if segment.start >= end:
                return
            first, last = max(start, segment.start), min(end, segment.end)
            if first < last:
                yield segment.position_of(first), segment.position_of(last)

    def segment_at(self, offset: int) -> Segment:
        """The segment that holds an offset; one between two segments belongs to the first."""
        return self.segments[self._index(self._starts, offset)]

    def block_at(self, position: int) -> int | None:
        """The index of the article's block that a position stands in, None outside of the canonical text."""
        if not self.segments:
            return None
        segment = self.segments[self._index(self._positions, position)]
        return segment.block if segment.position <= position <= segment.last_position else None

    @staticmethod
    def _index(keys: list[int], value: int) -> int:
        return max(0, bisect.bisect_right(keys, value) - 1)
