"""Light marks in what a person writes: **bold**, *italic*, [words](https://…), and lines that are list items.

The text stays a plain string, as it was typed. What is not a well-formed mark is just text: "5 * 3 * 2", "*args", a
footnote's asterisk. An asterisk is a mark only where it stands at the edge of a word and has its counterpart in the
same line; "1." begins a list item only where the line is the first of a list, or the number before was one less.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from briefing.domain.text import Block, BlockKind, Run

LONGEST_ADDRESS = 2000

_ADDRESS = r"""(?:https?://[^\s()<>\[\]"\\^`{|}]|mailto:[^\s()<>\[\]"\\^`{|}@]+@[^\s()<>\[\]"\\^`{|}])
    [^\s()<>\[\]"\\^`{|}]*(?:\([^\s()<>\[\]"\\^`{|}]*\)[^\s()<>\[\]"\\^`{|}]*)*"""
_LINK = re.compile(rf"\[(?P<words>[^\[\]]*[^\[\]\s*][^\[\]]*)\]\((?P<address>{_ADDRESS})\)", re.VERBOSE | re.IGNORECASE)
_WHOLE_ADDRESS = re.compile(_ADDRESS, re.VERBOSE | re.IGNORECASE)
_STARS = re.compile(r"(?<!\*)\*{1,3}(?!\*)")
_BULLET = re.compile(r"[ \t]*[-*•–·][ \t]+(?=\S)(?![-*•–·\s]*\Z)")
_NUMBER = re.compile(r"[ \t]*(?P<number>[1-9][0-9]{0,2})\.[ \t]+(?=\S)")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_OUTSIDE_LEFT, _OUTSIDE_RIGHT = frozenset("\"'¿¡"), frozenset("\"'“‘.,;:!?…·%、。！？，；：・")
_INSIDE_LEFT, _INSIDE_RIGHT = frozenset(".,;:!?…/\\、。！？，；：\"'"), frozenset("¿¡/\\")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text in one style, or a mark. The pieces of a text are all of it, in order.

    Attributes:
        start, end: code points of the text.
        mark: these characters only say how others look.
        item: the mark at the start of a list item: "bullet" or "number"; "" for all others.
        link: the address that the words lead to.
    """

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    link: str = ""
    mark: bool = False
    item: str = ""


@dataclass(frozen=True)
class Words:
    """The words of a marked text without the marks, and where each of them stands in it.

    Attributes:
        markers: the marks at the start of list items are kept.
    """

    marked: str
    markers: bool = False
    _pieces: tuple[Piece, ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        shown = tuple(p for p in pieces(self.marked) if not p.mark or (self.markers and p.item))
        starts, offset = [], 0
        for piece in shown:
            starts.append(offset)
            offset += piece.end - piece.start
        object.__setattr__(self, "_pieces", shown)
        object.__setattr__(self, "_starts", tuple(starts))

    @cached_property
    def text(self) -> str:
        """The words."""
        return "".join(self.marked[piece.start : piece.end] for piece in self._pieces)

    def place(self, index: int) -> int:
        """Where the word character `index` stands in the marked text; its length for the end of the words."""
        if index >= len(self.text) or not self._pieces:
            return len(self.marked)
        at = bisect.bisect_right(self._starts, index) - 1
        return self._pieces[at].start + index - self._starts[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the words stands in the marked text, without the marks at its edges."""
        if start >= end:
            place = self.place(start)
            return place, place
        return self.place(start), self.place(end - 1) + 1

    def index(self, place: int) -> int:
        """The place in the words for a place in the marked text; for one in a mark, that behind the mark."""
        for piece, start in zip(self._pieces, self._starts, strict=True):
            if place <= piece.end:
                return start + max(0, place - piece.start)
        return len(self.text)


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a text, line breaks included."""
    start = number = 0
    for line in text.split("\n"):
        if start:
            yield Piece(start - 1, start)
        found, number = line_pieces(line, number)
        for p in found:
            yield Piece(p.start + start, p.end + start, p.bold, p.italic, p.link, p.mark, p.item)
        start += len(line) + 1


def line_pieces(line: str, number: int = 0) -> tuple[list[Piece], int]:
    """The pieces of one line, and the number of the list item that it is, for the next line.

    Args:
        number: the number of the list item before; 0 when the line before was none. A blank line hands it on.
    """
    found: list[Piece] = []
    marker, item = _BULLET.match(line), "bullet"
    if marker is None and (counted := _NUMBER.match(line)) and int(counted["number"]) == number + 1:
        marker, item = counted, "number"
    start = 0
    if marker is not None:
        start = marker.end()
        found.append(Piece(0, start, mark=True, item=item))
    next_number = number + 1 if marker and item == "number" else number if not line.strip() else 0
    found += _inline(line, start, len(line), Piece(0, 0))
    return found, next_number


def parse(text: str) -> tuple[Block, ...]:
    """The paragraphs and list items of a text; blank lines are left out."""
    blocks, number = [], 0
    for line in text.split("\n"):
        found, number = line_pieces(line, number)
        if not line.strip():
            continue
        runs = _runs(line, found)
        if found[0].item:
            blocks.append(Block(BlockKind.LIST_ITEM, runs, level=1, ordered=found[0].item == "number"))
        else:
            blocks.append(Block(BlockKind.PARAGRAPH, runs))
    return tuple(blocks)


def plain(text: str) -> str:
    """The words of a text, without marks of style and of lists: for search, counts and rules."""
    return Words(text).text


def readable(text: str) -> str:
    """The words of a text with its lists as they were typed, for people who read it where there is no style."""
    return Words(text, markers=True).text


def is_address(text: str) -> bool:
    """Whether a text is an address that a link may lead to."""
    return len(text) <= LONGEST_ADDRESS and text.isprintable() and _WHOLE_ADDRESS.fullmatch(text) is not None


def ends_anywhere(letter: str) -> bool:
    """Whether a letter is of a script in which a word can end where the next begins, so that marks may stand there."""
    return _UNSPACED.match(letter) is not None


def _runs(line: str, found: list[Piece]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for p in found:
        if p.mark:
            continue
        run = Run(line[p.start : p.end], bold=p.bold, italic=p.italic, link=p.link)
        last = runs[-1] if runs else None
        if last and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            runs[-1] = Run(last.text + run.text, bold=run.bold, italic=run.italic, link=run.link)
        else:
            runs.append(run)
    return tuple(runs)


def _inline(line: str, start: int, end: int, style: Piece) -> list[Piece]:
    """The pieces of a stretch of a line, which stands in a link already when `style` has one."""
    links = [] if style.link else [m for m in _LINK.finditer(line, start, end) if is_address(m["address"])]
    stars = _pairs(line, start, end, links)
    cuts = sorted({start, end, *(edge for s in stars for edge in s), *(e for m in links for e in m.span())})
    opened = {m.start(): m for m in links}
    found: list[Piece] = []
    bold = italic = 0
    for first, last in pairwise(cuts):
        if width := stars.get((first, last), 0):
            found.append(Piece(first, last, link=style.link, mark=True))
            step = 1 if width > 0 else -1
            bold, italic = bold + step * (abs(width) > 1), italic + step * (abs(width) != 2)
        elif link := opened.get(first):
            styled = Piece(0, 0, style.bold or bold > 0, style.italic or italic > 0, link["address"])
            found.append(Piece(first, first + 1, link=styled.link, mark=True))
            found += _inline(line, *link.span("words"), styled)
            found.append(Piece(link.end("words"), last, link=styled.link, mark=True))
        else:
            found.append(Piece(first, last, style.bold or bold > 0, style.italic or italic > 0, style.link))
    return found


def _pairs(line: str, start: int, end: int, links: list[re.Match[str]]) -> dict[tuple[int, int], int]:
    """Where asterisks are marks, and how many of them open a style; fewer than none where they close it.

    A link is as one letter to them.
    """
    marks: dict[tuple[int, int], int] = {}
    opened: list[tuple[int, int]] = []  # where the asterisks that are still open begin and end
    waiting: Counter[int] = Counter()
    inside = {at for m in links for at in range(*m.span())}
    for found in _STARS.finditer(line, start, end):
        if found.start() in inside:
            continue
        first, last = found.span()
        if _closes(line, first, last, start, end):
            while first < last and (width := _fitting(waiting, last - first)):
                while (opener := opened.pop())[1] - opener[0] not in width:
                    waiting[opener[1] - opener[0]] -= 1
                waiting[opener[1] - opener[0]] -= 1
                taken = min(opener[1] - opener[0], last - first)
                marks[(opener[1] - taken, opener[1])], marks[(first, first + taken)] = taken, -taken
                first += taken
                if opener[0] < opener[1] - taken:
                    opened.append((opener[0], opener[1] - taken))
                    waiting[opener[1] - taken - opener[0]] += 1
        if first == found.start() and _opens(line, first, last, start, end):
            opened.append((first, last))
            waiting[last - first] += 1
    return marks


def _fitting(waiting: Counter[int], width: int) -> tuple[int, ...]:
    """The widths of open asterisks that so many may close, () when none of them is open."""
    widths = (1, 2, 3) if width == 3 else (width, 3)
    return widths if any(waiting[each] for each in widths) else ()


def _opens(line: str, first: int, last: int, start: int, end: int) -> bool:
    if last >= end or line[last].isspace():
        return False
    before, after = line[first - 1] if first > start else " ", line[last]
    if after in "\"'":
        return before.isspace() or unicodedata.category(before) == "Ps"
    kind = unicodedata.category(after)
    if kind in ("Pe", "Pf", "Cc") or after in _INSIDE_LEFT:
        return False
    return (
        before.isspace()
        or before in _OUTSIDE_LEFT
        or unicodedata.category(before) in ("Ps", "Pi", "Pd")
        or ends_anywhere(before)
        or before in "、。！？，；：・"
    )


def _closes(line: str, first: int, last: int, start: int, end: int) -> bool:
    if first <= start or line[first - 1].isspace():
        return False
    before, after = line[first - 1], line[last] if last < end else " "
    if unicodedata.category(before) in ("Ps", "Pi", "Cc") or before in _INSIDE_RIGHT:
        return False
    return (
        after.isspace()
        or after in _OUTSIDE_RIGHT
        or unicodedata.category(after) in ("Pe", "Pf", "Pd")
        or ends_anywhere(after)
    )
