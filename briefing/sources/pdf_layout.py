"""Lines of a PDF to blocks: running heads left out, paragraphs put together again, headings by size and weight."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from briefing.domain.text import Block, BlockKind, Run
from briefing.sources.pdf_lines import HYPHEN, PdfLine, body_size
from briefing.sources.pdf_running import without_running
from briefing.sources.pdf_tables import PdfTable, with_tables
from briefing.sources.shapes import BULLET

_LARGER = 1.13
_MAX_HEADING = 200
_MAX_BOLD_HEADING = 120
_WIDE_GAP = 1.35
_SHORT = 0.88
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_ENTRY = re.compile(r"(.+?)[ .·…]* \d{1,4}")
_ENDS = re.compile(r"[.!?:;。！？…][\"'”’»)\]\d]*$")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a block's text, end exclusive, below the annotation `note`."""

    block: int
    start: int
    end: int
    note: int


@dataclass(slots=True)
class _Paragraph:
    lines: list[PdfLine]
    marker: str = ""
    numbered: bool = False
    keeps_number: bool = False

    @property
    def text(self) -> str:
        return joined([line.text for line in self.lines])[0]

    @property
    def is_item(self) -> bool:
        return bool(self.marker) and not self.keeps_number

    @property
    def size(self) -> float:
        return body_size(self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def laid_out(lines: list[PdfLine], links: Mapping[int, str] | None = None) -> tuple[list[Block], list[Place]]:
    """The blocks that the lines of a document make, and what of them lies below annotations.

    Args:
        links: the addresses of those annotations that are links.
    """
    lines = without_running(lines)
    links = links or {}
    body = body_size(lines)
    parts = _parts(lines)
    paragraphs = [part for part in parts if isinstance(part, _Paragraph)]
    mostly_bold = sum(len(line.text) for line in lines if line.bold) * 2 > sum(len(line.text) for line in lines)
    headings = {id(paragraph) for paragraph in paragraphs if _is_heading(paragraph, body, mostly_bold)}
    headings -= _entries_of_contents(paragraphs, headings)
    _keep_numbers(parts, headings)
    sizes = sorted({paragraph.size for paragraph in paragraphs if id(paragraph) in headings}, reverse=True)
    found: list[Block] = []
    places: list[Place] = []
    for part in parts:
        if isinstance(part, PdfTable):
            block, own = _table(part, len(found), links)
        else:
            level = min(2 + sizes.index(part.size), 5) if id(part) in headings else 0
            block, own = _text_block(part, level, len(found), links)
        found.append(block)
        places += own
    return found, places


def _parts(lines: Sequence[PdfLine]) -> list[_Paragraph | PdfTable]:
    """The paragraphs and the tables, in order."""
    pitches = _pitches(lines)
    found: list[_Paragraph | PdfTable] = []
    waiting: list[PdfLine] = []
    for part in (*with_tables(lines), None):
        if isinstance(part, PdfLine):
            waiting.append(part)
            continue
        found += _paragraphs(waiting, pitches)
        waiting = []
        if part:
            found.append(part)
    return found


def _keep_numbers(parts: Sequence[_Paragraph | PdfTable], headings: set[int]) -> None:
    """Say which numbered entries keep their number as text: those that whoever shows the list would count otherwise."""
    last = 0
    for part in parts:
        if not isinstance(part, _Paragraph) or id(part) in headings or not part.numbered:
            last = 0
        elif part.marker.strip() == f"{last + 1}.":
            last += 1
        else:
            part.keeps_number, last = True, 0


def _text_block(part: _Paragraph, level: int, number: int, links: Mapping[int, str]) -> tuple[Block, list[Place]]:
    """A heading (with a level), an entry of a list or a paragraph."""
    text, starts = joined([line.text for line in part.lines])
    first = 0
    form = Block(BlockKind.PARAGRAPH)
    if level:
        form = Block(BlockKind.HEADING, level=level)
    elif part.is_item and text[len(part.marker) :].strip():
        first = len(text) - len(text[len(part.marker) :].lstrip())
        form = Block(BlockKind.LIST_ITEM, level=1, ordered=part.numbered)
    text = text[first:].rstrip()
    own = _places(part.lines, starts, first, len(text), number)
    runs = _runs(text, [(place.start, place.end, links.get(place.note, "")) for place in own])
    turns = _turns(part.lines, starts, first, len(text))
    return replace(form, runs=runs, page=part.lines[0].page + 1, turns=turns), own


def _table(table: PdfTable, number: int, links: Mapping[int, str]) -> tuple[Block, list[Place]]:
    rows: list[tuple[tuple[Run, ...], ...]] = []
    places: list[Place] = []
    begin = 0
    for row in table.rows:
        cells = []
        for cell in row:
            text, starts = joined([piece.text for piece in cell])
            own = _places(cell, starts, 0, len(text), number)
            cells.append(_runs(text, [(place.start, place.end, links.get(place.note, "")) for place in own]))
            places += [replace(place, start=place.start + begin, end=place.end + begin) for place in own]
            begin += len(text) + 1
        rows.append(tuple(cells))
    heads = _head_rows(table)
    return Block(BlockKind.TABLE, rows=tuple(rows), header_rows=heads, page=table.page + 1), places


def _head_rows(table: PdfTable) -> int:
    """1 when the first row is set in bold, or in words above figures; else 0."""
    first = [piece for cell in table.rows[0] for piece in cell]
    below = [piece for row in table.rows[1:] for cell in row[1:] for piece in cell]
    if all(piece.bold for piece in first):
        return int(not all(piece.bold for piece in below))
    figures = sum(bool(re.search(r"\d", piece.text)) for piece in below) * 2 > len(below)
    return int(figures and not any(re.search(r"\d", piece.text) for piece in first))


def _entries_of_contents(paragraphs: Sequence[_Paragraph], headings: set[int]) -> set[int]:
    """The entries of a table of contents among the headings: they say another heading, and its page."""
    texts = {" ".join(part.text.split()).casefold() for part in paragraphs if id(part) in headings}
    found = set()
    for part in paragraphs:
        entry = _ENTRY.fullmatch(" ".join(part.text.split()).casefold())
        if entry and entry[1] in texts:
            found.add(id(part))
    return found


def headline(lines: list[PdfLine]) -> str:
    """The largest text in the upper two thirds of the first page, if it is larger than the rest; "" otherwise."""
    lines = without_running(lines)
    body = body_size(lines)
    first = [
        line
        for line in lines
        if line.page == 0 and line.bottom > line.height / 3 and re.search(r"[^\W\d_]{2}", line.text)
    ]
    largest = max((line.size for line in first), default=0.0)
    if largest < body * _LARGER:
        return ""
    start = next(index for index, line in enumerate(first) if line.size == largest)
    chosen = [first[start]]
    for line in first[start + 1 :]:
        if abs(line.size - largest) > 0.05 * largest or chosen[-1].bottom - line.top > 1.2 * largest:
            break
        chosen.append(line)
    text, _ = joined([line.text for line in chosen])
    return text if 3 <= len(text) <= _MAX_HEADING else ""


def joined(texts: list[str]) -> tuple[str, list[int]]:
    """Lines of one paragraph as one text, words divided at the end of a line made whole; and where each line begins."""
    parts: list[str] = []
    starts: list[int] = []
    length, last = 0, ""
    for text in texts:
        divided = last.endswith("-") and last[-2:-1].isalpha() and text[:1].islower()
        if last.endswith(HYPHEN) or (divided and "-" not in text.split(" ", 1)[0]):  # compounds keep their hyphens
            parts[-1] = parts[-1][:-1]
            length -= 1
        elif last and not divided and not (_is_cjk(last[-1]) and _is_cjk(text[:1])):
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(text)
        length, last = length + len(text), text
    result = "".join(parts)
    return (result[:-1] + "-" if result.endswith(HYPHEN) else result), starts


def _places(lines: list[PdfLine], starts: list[int], first: int, length: int, block: int) -> list[Place]:
    """The stretches below annotations in the text of a paragraph that begins `first` characters after its lines."""
    found: list[Place] = []
    for line, begin in zip(lines, starts, strict=True):
        for start, end, note in line.spans:
            start, end = max(0, begin + start - first), min(length, begin + end - first)
            before = next((place for place in reversed(found) if place.note == note), None)
            if before and start - before.end <= 1:  # a space between two lines, or none
                found[found.index(before)] = Place(block, before.start, end, note)
            elif start < end:
                found.append(Place(block, start, end, note))
    return found


def _runs(text: str, links: list[tuple[int, int, str]]) -> tuple[Run, ...]:
    """The text with its links; where two overlap, the first one keeps its words."""
    found: list[Run] = []
    done, last = 0, ""
    for start, end, link in sorted(links):
        start = max(start, done)
        if not link or start >= end:
            continue
        if link == last and not text[done:start].strip():  # one link on two lines
            found[-1] = Run(found[-1].text + text[done:end], link=link)
        else:
            found += [Run(text[done:start]), Run(text[start:end], link=link)]
        done, last = end, link
    return tuple(run for run in (*found, Run(text[done:])) if run.text)


def _turns(lines: list[PdfLine], starts: list[int], first: int, length: int) -> tuple[tuple[int, int], ...]:
    """Where the pages after the first begin in the text of a paragraph."""
    return tuple(
        (min(start - first, length), line.page + 1)
        for before, line, start in zip(lines, lines[1:], starts[1:], strict=False)
        if line.page != before.page
    )


def _paragraphs(lines: list[PdfLine], pitch: Mapping[float, float]) -> list[_Paragraph]:
    edges = _right_edges(lines)
    found: list[_Paragraph] = []
    for index, line in enumerate(lines):
        numbered = _NUMBERED.match(line.text)
        marker = BULLET.match(line.text) or numbered
        before = lines[index - 1] if index else None
        if before is None or _begins(
            before, line, bool(marker), found[-1], pitch.get(line.size, 1.2), edges[index - 1]
        ):
            found.append(_Paragraph([line], marker[0] if marker else "", bool(numbered)))
        else:
            found[-1].lines.append(line)
    return found


def _begins(before: PdfLine, line: PdfLine, marked: bool, paragraph: _Paragraph, pitch: float, edge: float) -> bool:
    """Whether `line` begins a paragraph after `before`, whose column ends at `edge`."""
    if marked or before.text.endswith(HYPHEN):
        return marked
    sentence_goes_on = line.text[:1].islower() and not _ENDS.search(before.text)
    tolerance = 0.3 if sentence_goes_on else 0.08  # a note or figure in small print may be most of a short line
    if abs(line.size - before.size) > tolerance * max(line.size, before.size) and len(before.text) > 2 < len(line.text):
        return True
    if line.bold != before.bold and not sentence_goes_on and (paragraph.bold or line.bold):
        return True
    complete = bool(_ENDS.search(before.text))
    drop = before.bottom - line.bottom
    if line.page != before.page or drop < -line.size:  # the next page or column
        return complete or not _goes_on(line.text)
    if drop > _WIDE_GAP * pitch * line.size:
        return True
    if _RTL.search(line.text):
        return False
    first_left = paragraph.lines[0].left
    indented = line.left - before.left > 0.8 * line.size and not paragraph.marker
    if indented and (len(paragraph.lines) == 1 or abs(before.left - paragraph.lines[-1].left) < 1):
        return complete or before.left < first_left
    width = edge - before.left
    if paragraph.marker and line.left <= first_left + 1 and not _goes_on(line.text):  # the line after a list
        return before.right - before.left < 0.7 * width
    return complete and width > 0 and (before.right - before.left) < _SHORT * width


def _goes_on(text: str) -> bool:
    """Whether a text looks like the rest of a sentence."""
    return text[:1].islower() or not text[:1].isalpha() or _is_cjk(text[:1])


def _pitches(lines: Sequence[PdfLine]) -> dict[float, float]:
    """The usual distance of lines of each size, as a multiple of that size."""
    drops: dict[float, list[float]] = defaultdict(list)
    for before, line in pairwise(lines):
        drop = before.bottom - line.bottom
        if before.page == line.page and before.size == line.size and 0.8 * line.size < drop < 2.5 * line.size:
            drops[line.size].append(drop / line.size)
    found = {}
    for size, some in drops.items():
        if len(some) >= 3:
            rounded = Counter(round(drop, 1) for drop in some).most_common(1)[0][0]
            found[size] = min(rounded, median(some) * 1.1)
    return found


def _right_edges(lines: list[PdfLine]) -> list[float]:
    """Where the column of each line ends: the farthest end of the lines around it that begin near it."""
    found = []
    for index, line in enumerate(lines):
        near = lines[max(0, index - 8) : index + 9]
        same = [
            other.right for other in near if other.page == line.page and abs(other.left - line.left) < 3 * line.size
        ]
        found.append(max(same))
    return found


def _is_heading(paragraph: _Paragraph, body: float, mostly_bold: bool) -> bool:
    text = paragraph.text
    if not re.search(r"[^\W\d_]{2}", text) or text.endswith((",", ";")) or BULLET.match(text):
        return False
    if paragraph.size >= body * _LARGER:
        return len(text) <= _MAX_HEADING and not (text.endswith(".") and len(text) > 90)
    if not paragraph.bold or mostly_bold or paragraph.size < body * 0.95:
        return False
    return len(text) <= _MAX_BOLD_HEADING and len(paragraph.lines) <= 2 and not text.endswith((".", ":"))


def _is_cjk(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
