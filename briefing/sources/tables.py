"""Tables of a page: data, or only a way to place things side by side."""

from __future__ import annotations

from typing import Any

from briefing.domain.text import Block, BlockKind, Cell
from briefing.sources.inline import runs_of

MAX_CELLS = 20_000
_LAYOUT_CONTENT = frozenset(["h1", "h2", "h3", "table", "form", "article", "section", "blockquote", "figure", "nav"])
_TITLES = frozenset(["h1", "h2", "h3"])
_LONG_CELL = 400


def data_table(element: Any, base: str = "") -> Block | None:
    """The block of a table that holds data; None for one that only places things, whose cells are then read as text.

    Spanning cells are repeated as empty cells, so that every row has the same length.
    """
    if (element.get("role") or "").lower() in ("presentation", "none"):
        return None
    rows = _rows(element)
    if len(rows) < 2 or max(len(row) for row in rows) < 2 or sum(map(len, rows)) > MAX_CELLS:
        return None
    titled = _is_titles(rows[0])
    if any(_places_things(cell) for row in (rows[1:] if titled else rows) for cell in row):
        return None
    cells = [[runs_of(cell, base) for cell in row] for row in rows]
    texts = [sum(len(run.text) for run in cell) for row in cells for cell in row]
    if not any(texts) or sum(1 for length in texts if length > _LONG_CELL) * 3 > len(texts):
        return None
    grid = _even(rows, cells)
    return Block(BlockKind.TABLE, rows=grid, header_rows=max(_header_rows(rows), titled)) if grid else None


def _places_things(cell: Any) -> bool:
    """Whether a cell holds what stands beside a table, not in it. A heading may be the title of a column."""
    is_title = cell.tag == "th" or _span(cell, "colspan", 20) > 1
    return any(
        node.tag in _LAYOUT_CONTENT and not (is_title and node.tag in _TITLES) for node in cell.iterdescendants()
    )


def _is_titles(row: list[Any]) -> bool:
    """Whether every cell of a row holds a heading and no other text: the titles of the columns."""
    return all(
        any(_words(heading) == _words(cell) for heading in cell.iterdescendants(*_TITLES)) or not _words(cell)
        for cell in row
    ) and any(_words(cell) for cell in row)


def _words(element: Any) -> list[str]:
    return "".join(element.itertext()).split()


def _rows(table: Any) -> list[list[Any]]:
    found = []
    for row in table.iterdescendants("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if cells:
            found.append(cells)
    return found


def _header_rows(rows: list[list[Any]]) -> int:
    count = 0
    for row in rows[:-1]:
        parent = row[0].getparent().getparent()
        in_head = parent is not None and parent.tag == "thead"
        if not in_head and not all(cell.tag == "th" for cell in row):
            break
        count += 1
    return count


def _even(rows: list[list[Any]], cells: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """The cells in a grid: column spans filled with empty cells, row spans too, short rows made as long as others.

    A grid of more than `MAX_CELLS` is given up: ().
    """
    grid: list[list[Cell]] = []
    below: dict[int, int] = {}  # column -> rows it is still covered for
    size = 0
    for row, row_cells in zip(rows, cells, strict=True):
        line: list[Cell] = []
        for element, cell in zip(row, row_cells, strict=True):
            _skip_covered(line, below)
            for offset in range(_span(element, "colspan", 20)):
                if (rest := _span(element, "rowspan", 200) - 1) > 0:
                    below[len(line)] = rest + 1
                line.append(cell if offset == 0 else ())
        _skip_covered(line, below)
        below = {column: rest - 1 for column, rest in below.items() if rest > 1}
        grid.append(line)
        size += len(line)
        if size > MAX_CELLS:
            return ()
    width = max(map(len, grid))
    if width * len(grid) > 2 * MAX_CELLS:
        return ()
    return tuple(tuple(line + [()] * (width - len(line))) for line in grid)


def _skip_covered(line: list[Cell], below: dict[int, int]) -> None:
    while below.get(len(line)):
        line.append(())


def _span(element: Any, name: str, most: int) -> int:
    value = (element.get(name) or "1").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() else 1
