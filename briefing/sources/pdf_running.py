"""Running heads, feet and page numbers of a PDF: lines at the edges of pages that come back on other pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from briefing.sources.pdf_lines import PdfLine, body_size

_MARGIN = 0.12
"""The share of a page's height at its head and foot in which running heads and page numbers stand."""

_FOOT = 0.18
"""The same for a page number alone: LaTeX prints it far from the edge."""

_LARGER = 1.13
_MIN_NUMBERED = 8
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(
    r"[-–—|•\s]*(?:(?:page|seite|p\.|página|pagina|стр\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:/|of|von|de|di|sur|из)\s*\d{1,4})?[-–—|•\s]*",
    re.IGNORECASE,
)


def without_running(lines: list[PdfLine]) -> list[PdfLine]:
    """The lines without page numbers, and without heads and feet that come back on other pages."""
    running = _running(lines) | _line_numbers(lines)
    edges = _edges(lines)
    kept = []
    for line in lines:
        is_number = _in_margin(line, _FOOT) and _PAGE_NUMBER.fullmatch(line.text) and id(line) in edges
        if not is_number and id(line) not in running:
            kept.append(line)
    return kept if kept else lines


def _running(lines: Sequence[PdfLine]) -> set[int]:
    """The identities of the lines that come back."""
    pages = len({line.page for line in lines})
    enough = 2 if pages < 6 else max(3, pages // 5)
    body = body_size(lines)
    groups: dict[str, list[PdfLine]] = defaultdict(list)
    for line in lines if pages > 1 else ():
        if _in_margin(line):
            side = "head" if line.bottom > line.height / 2 else "foot"
            groups[side + _NUMBER.sub("#", line.text.casefold())].append(line)
    found: set[int] = set()
    for group in groups.values():
        distances = [line.bottom if line.bottom < line.height / 2 else line.height - line.bottom for line in group]
        usual = median(distances)
        level = [line for line, far in zip(group, distances, strict=True) if abs(far - usual) < max(line.size, 4)]
        if len({line.page for line in level}) >= enough and _counts_pages(
            level, exactly=level[0].size > body * _LARGER
        ):
            found |= {id(line) for line in level}
    return found


def _line_numbers(lines: Sequence[PdfLine]) -> set[int]:
    """The identities of the numbers that count the lines of a page in its margin."""
    found: set[int] = set()
    run: list[PdfLine] = []
    for line in (*lines, None):
        number = int(line.text) if line and line.text.isdecimal() and len(line.text) < 4 else -1
        if line and run and number == int(run[-1].text) + 1 and line.bottom < run[-1].bottom:
            run.append(line)
            continue
        if len(run) >= _MIN_NUMBERED:
            found |= {id(each) for each in run}
        run = [line] if line and number >= 0 else []
    return found


def _counts_pages(group: Sequence[PdfLine], *, exactly: bool) -> bool:
    """Whether the numbers in lines that are alike count pages or stay the same for a while, unlike those of a table.

    Args:
        exactly: they must not differ at all: "Chapter 1" and "Chapter 2" in large letters are headings.
    """
    for column in zip(*([int(text) for text in re.findall(r"\d+", line.text)[:20]] for line in group), strict=False):
        if len(set(column)) == 1:
            continue
        ahead = [value - line.page for value, line in zip(column, group, strict=True)]
        counting = max(ahead.count(value) for value in set(ahead)) * 10 >= 7 * len(ahead)
        rising = all(before <= after for before, after in pairwise(column))
        if exactly or not (counting or (rising and len(set(column)) * 3 <= len(column))):
            return False
    return True


def _edges(lines: Sequence[PdfLine]) -> set[int]:
    """The identities of the highest and the lowest lines of each page."""
    by_page: dict[int, list[PdfLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    found: set[int] = set()
    for some in by_page.values():
        top, bottom = max(line.top for line in some), min(line.bottom for line in some)
        found |= {id(line) for line in some if line.top > top - line.size or line.bottom < bottom + line.size}
    return found


def _in_margin(line: PdfLine, share: float = _MARGIN) -> bool:
    return line.bottom > line.height * (1 - share) or line.top < line.height * share
