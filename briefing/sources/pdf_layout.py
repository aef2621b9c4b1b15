"""Lines of a PDF to blocks: running heads left out, paragraphs put together again, headings by size and weight."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from briefing.domain.text import Block, BlockKind, Run
from briefing.sources.headings import BULLET
from briefing.sources.pdf_lines import HYPHEN, PdfLine, body_size
from briefing.sources.pdf_running import without_running

_LARGER = 1.13
_MAX_HEADING = 200
_MAX_BOLD_HEADING = 120
_WIDE_GAP = 1.35
_SHORT = 0.88
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
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

    @property
    def text(self) -> str:
        return joined([line.text for line in self.lines])[0]

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
    body = body_size(lines)
    paragraphs = _paragraphs(lines)
    mostly_bold = sum(len(line.text) for line in lines if line.bold) * 2 > sum(len(line.text) for line in lines)
    kinds = [_is_heading(paragraph, body, mostly_bold) for paragraph in paragraphs]
    sizes = sorted({p.size for p, yes in zip(paragraphs, kinds, strict=True) if yes}, reverse=True)
    found: list[Block] = []
    places: list[Place] = []
    for paragraph, is_heading in zip(paragraphs, kinds, strict=True):
        text, starts = joined([line.text for line in paragraph.lines])
        first = 0
        form = Block(BlockKind.PARAGRAPH)
        if is_heading:
            form = Block(BlockKind.HEADING, level=min(2 + sizes.index(paragraph.size), 5))
        elif paragraph.marker and text[len(paragraph.marker) :].strip():
            first = len(text) - len(text[len(paragraph.marker) :].lstrip())
            form = Block(BlockKind.LIST_ITEM, level=1, ordered=not BULLET.match(paragraph.marker))
        text = text[first:].rstrip()
        own = _places(paragraph.lines, starts, first, len(text), len(found))
        runs = _runs(text, [(place.start, place.end, (links or {}).get(place.note, "")) for place in own])
        turns = _turns(paragraph.lines, starts, first, len(text))
        found.append(replace(form, runs=runs, page=paragraph.lines[0].page + 1, turns=turns))
        places += own
    return found, places


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


def _paragraphs(lines: list[PdfLine]) -> list[_Paragraph]:
    pitch = _pitches(lines)
    edges = _right_edges(lines)
    found: list[_Paragraph] = []
    for index, line in enumerate(lines):
        marker = BULLET.match(line.text) or _NUMBERED.match(line.text)
        before = lines[index - 1] if index else None
        if before is None or _begins(
            before, line, bool(marker), found[-1], pitch.get(line.size, 1.2), edges[index - 1]
        ):
            found.append(_Paragraph([line], marker[0] if marker else ""))
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
    return complete and width > 0 and (before.right - before.left) < _SHORT * width


def _goes_on(text: str) -> bool:
    """Whether a text looks like the rest of a sentence."""
    return text[:1].islower() or not text[:1].isalpha() or _is_cjk(text[:1])


def _pitches(lines: list[PdfLine]) -> dict[float, float]:
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
