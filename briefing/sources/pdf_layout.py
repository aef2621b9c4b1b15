"""Lines of a PDF to blocks: running heads left out, paragraphs put together again, headings by size and weight."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefing.domain.text import Block, BlockKind, Run
from briefing.sources.headings import BULLET
from briefing.sources.pdf_lines import HYPHEN, PdfLine, body_size

_MARGIN = 0.12
"""The share of a page's height at its head and foot in which running heads and page numbers stand."""

_FOOT = 0.18
"""The same for a page number alone: LaTeX prints it far from the edge."""

_LARGER = 1.13
_MAX_HEADING = 200
_MAX_BOLD_HEADING = 120
_WIDE_GAP = 1.35
_SHORT = 0.88
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_PAGE_NUMBER = re.compile(
    r"[-–—|•\s]*(?:(?:page|seite|p\.|página|pagina|стр\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:/|of|von|de|di|sur|из)\s*\d{1,4})?[-–—|•\s]*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:;。！？…][\"'”’»)\]\d]*$")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(slots=True)
class _Paragraph:
    lines: list[PdfLine]
    marker: str = ""

    @property
    def text(self) -> str:
        return joined([line.text for line in self.lines])

    @property
    def size(self) -> float:
        return body_size(self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def blocks(lines: list[PdfLine]) -> list[Block]:
    """The blocks that the lines of a document make."""
    lines = without_running(lines)
    body = body_size(lines)
    paragraphs = _paragraphs(lines)
    mostly_bold = sum(len(line.text) for line in lines if line.bold) * 2 > sum(len(line.text) for line in lines)
    kinds = [_is_heading(paragraph, body, mostly_bold) for paragraph in paragraphs]
    sizes = sorted({p.size for p, yes in zip(paragraphs, kinds, strict=True) if yes}, reverse=True)
    found = []
    for paragraph, is_heading in zip(paragraphs, kinds, strict=True):
        if is_heading:
            level = min(2 + sizes.index(paragraph.size), 5)
            found.append(Block(BlockKind.HEADING, (Run(paragraph.text),), level=level))
        elif paragraph.marker and (text := paragraph.text[len(paragraph.marker) :].strip()):
            ordered = not BULLET.match(paragraph.marker)
            found.append(Block(BlockKind.LIST_ITEM, (Run(text),), level=1, ordered=ordered))
        else:
            found.append(Block(BlockKind.PARAGRAPH, (Run(paragraph.text),)))
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
    text = joined([line.text for line in chosen])
    return text if 3 <= len(text) <= _MAX_HEADING else ""


def joined(texts: list[str]) -> str:
    """Lines of one paragraph as one text; words divided at the end of a line made whole."""
    result = ""
    for text in texts:
        if result.endswith(HYPHEN):
            result = result[:-1] + text
        elif result.endswith("-") and len(result) > 1 and result[-2].isalpha() and text[:1].islower():
            # a hyphen that the font draws: "inter-" + "national"; compounds keep theirs where the rest has one too
            result = (result if "-" in text.split(" ", 1)[0] else result[:-1]) + text
        elif result and (_is_cjk(result[-1]) and _is_cjk(text[:1])):
            result += text
        else:
            result = f"{result} {text}" if result else text
    return result.replace(HYPHEN, "-") if result.endswith(HYPHEN) else result


def without_running(lines: list[PdfLine]) -> list[PdfLine]:
    """The lines without page numbers, and without heads and feet that come back on other pages."""
    pages = {line.page for line in lines}
    places: dict[str, set[int]] = defaultdict(set)
    outer = [line for line in lines if _in_margin(line)]
    for line in outer:
        places[_key(line)].add(line.page)
    enough = 2 if len(pages) < 6 else max(3, len(pages) // 5)
    running = {key for key, seen in places.items() if len(seen) >= enough}
    edges = _edges(lines)
    kept = []
    for line in lines:
        is_number = _PAGE_NUMBER.fullmatch(line.text) and line in edges and _in_margin(line, _FOOT)
        if not is_number and not (len(pages) > 1 and _in_margin(line) and _key(line) in running):
            kept.append(line)
    return kept if kept else lines


def _edges(lines: list[PdfLine]) -> set[PdfLine]:
    """The highest and the lowest lines of each page."""
    by_page: dict[int, list[PdfLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    found: set[PdfLine] = set()
    for some in by_page.values():
        top, bottom = max(line.top for line in some), min(line.bottom for line in some)
        found |= {line for line in some if line.top > top - line.size or line.bottom < bottom + line.size}
    return found


def _key(line: PdfLine) -> str:
    side = "head" if line.bottom > line.height / 2 else "foot"
    return side + re.sub(r"\d+|\b[ivxl]+\b", "#", line.text.casefold())


def _in_margin(line: PdfLine, share: float = _MARGIN) -> bool:
    return line.bottom > line.height * (1 - share) or line.top < line.height * share


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
