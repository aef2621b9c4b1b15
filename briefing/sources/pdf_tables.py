"""Tables and columns of a PDF: lines with wide gaps that stand below each other.

PDFium reads across a gap as if it were a space. Where several lines in a row have gaps at the same places, these
are the columns of a table, or columns of text that the file draws line by line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from briefing.sources.pdf_lines import PdfLine
from briefing.sources.shapes import BULLET

Cells = list[list[PdfLine]]
"""The cells of a row; each of them holds the pieces of its lines."""

_MAX_STEP = 4.0
"""Line heights between two rows of one table."""

_PROSE = 24
"""Characters of a line on average in columns that are text and no table."""

_MIN_PROSE_ROWS = 5
_FILLED = 0.4
_MAX_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class PdfTable:
    """Rows of equally many cells."""

    rows: list[Cells]

    @property
    def page(self) -> int:
        """The page, from 0."""
        return next(piece.page for row in self.rows for cell in row for piece in cell)


def with_tables(lines: Sequence[PdfLine]) -> Iterator[PdfLine | PdfTable]:
    """The lines, and in the place of some of them the tables that they make."""
    rows = _rows(lines)
    at = 0
    while at < len(rows):
        end = _region(rows, at)
        made = _made(rows[at:end]) if end - at > 1 else None
        if made is None:
            yield from (line for row in rows[at : max(end, at + 1)] for line in row.lines)
        else:
            yield from made
        at = max(end, at + 1)


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines on one height, and the pieces that they fall into."""

    lines: list[PdfLine]
    pieces: list[PdfLine]

    @property
    def bottom(self) -> float:
        return min(line.bottom for line in self.lines)

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right


def _rows(lines: Sequence[PdfLine]) -> list[_Row]:
    rows: list[_Row] = []
    for line in lines:
        before = rows[-1].lines[-1] if rows else None
        if before and _beside(before, line):
            rows[-1].lines.append(line)
            rows[-1].pieces.extend(_pieces(line))
        else:
            rows.append(_Row([line], _pieces(line)))
    return rows


def _beside(one: PdfLine, other: PdfLine) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    low = min(one.top - one.bottom, other.top - other.bottom)
    return one.page == other.page and overlap > 0.6 * low and other.left > one.right


def _pieces(line: PdfLine) -> list[PdfLine]:
    """The line cut at its gaps."""
    found, start, left = [], 0, line.left
    for offset, right, next_left in (*line.gaps, (len(line.text), line.right, 0.0)):
        spans = tuple(
            (max(first, start) - start, min(last, offset) - start, which)
            for first, last, which in line.spans
            if first < offset and last > start
        )
        text = line.text[start:offset].rstrip()
        if text:
            found.append(replace(line, text=text, left=left, right=right, spans=spans, gaps=()))
        start, left = offset + 1, next_left
    return found


def _region(rows: Sequence[_Row], at: int) -> int:
    """The end of the rows from `at` on that may be one table."""
    if len(rows[at].pieces) < 2:
        return at
    end = at + 1
    while end < len(rows) and _follows(rows[end - 1], rows[end]):
        if len(rows[end].pieces) < 2 and not any(len(row.pieces) > 1 for row in rows[end + 1 : end + 3]):
            break
        if len(rows[end].pieces) < 2 and len(rows[end].pieces[0].text) > 80:
            break
        end += 1
    while end > at and len(rows[end - 1].pieces) < 2:
        end -= 1
    return end


def _follows(before: _Row, row: _Row) -> bool:
    one, other = before.lines[0], row.lines[0]
    return one.page == other.page and 0 < before.bottom - row.bottom < _MAX_STEP * max(one.size, other.size)


def _made(rows: Sequence[_Row]) -> list[PdfLine | PdfTable] | None:
    """What the rows are: a table, or lines in the order of their columns; None when they are neither."""
    columns = _columns(rows)
    if not 2 <= len(columns) <= _MAX_COLUMNS or len(rows) < (2 if len(columns) > 2 else 3):
        return None
    cells = _cells(rows, columns)
    filled = sum(bool(cell) for row in cells for cell in row)
    if filled < _FILLED * len(cells) * len(columns) or sum(len(row.pieces) > 1 for row in rows) * 2 < len(rows):
        return None
    if sum(_crosses(row, columns) for row in rows) * 5 > len(rows):
        return None
    if len(columns) == 2 and all(BULLET.match(p.text + " x") or _is_number(p.text) for row in cells for p in row[0]):
        return None
    if len(rows) >= _MIN_PROSE_ROWS and all(_is_prose(cells, column) for column in range(len(columns))):
        return [piece for column in range(len(columns)) for row in cells for piece in row[column]]
    return [PdfTable(cells)]


def _crosses(row: _Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a row is a line of text that takes no notice of the columns: a justified line has wide spaces too."""
    (piece, *more) = row.pieces
    return not more and len(piece.text) > 30 and sum(piece.left < r and le < piece.right for le, r in columns) > 1


def _is_number(text: str) -> bool:
    """Whether a text numbers an entry of a list: "3.", "(b)"."""
    return len(text) <= 4 and text.endswith((".", ")"))


def _is_prose(cells: Sequence[Cells], column: int) -> bool:
    texts = [piece.text for row in cells for piece in row[column]]
    letters = [text for text in texts if sum(char.isalpha() for char in text) * 2 > len(text)]
    return len(letters) * 5 >= 4 * len(texts) and mean(map(len, texts)) > _PROSE


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """Left and right edges of the columns: those of the rows with the usual number of pieces, and what lies apart."""
    counts = Counter(len(row.pieces) for row in rows if len(row.pieces) > 1)
    usual = max(counts, key=lambda count: (counts[count] * count, count))
    own = [(piece.left, piece.right) for row in rows if len(row.pieces) == usual for piece in row.pieces]
    found = _merged(own)
    apart = [
        (piece.left, piece.right)
        for row in rows
        for piece in row.pieces
        if not any(piece.left < right and left < piece.right for left, right in found)
    ]
    return _merged([*found, *apart])


def _merged(boxes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for left, right in sorted(boxes):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found


def _cells(rows: Sequence[_Row], columns: Sequence[tuple[float, float]]) -> list[Cells]:
    found: list[Cells] = []
    for row in rows:
        places = [_column(piece, columns) for piece in row.pieces]
        if len(places) == 1 and places[0] > 0 and found:  # the rest of the cell above
            found[-1][places[0]].extend(row.pieces)
            continue
        cells: Cells = [[] for _ in columns]
        for place, piece in zip(places, row.pieces, strict=True):
            cells[place].append(piece)
        found.append(cells)
    return found


def _column(piece: PdfLine, columns: Sequence[tuple[float, float]]) -> int:
    """The first column that a piece stands in; a heading over several columns belongs to the first of them."""
    return next((i for i, (left, right) in enumerate(columns) if piece.left < right and left < piece.right), 0)
