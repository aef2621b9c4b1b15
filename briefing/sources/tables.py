"""Tables of a page: data, or only a way to place things side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from briefing.domain.text import Block, BlockKind, Cell, Run
from briefing.sources.inline import is_hidden, runs_of

MAX_CELLS = 20_000
_ROLES = frozenset(["table", "grid"])
_CELLS = frozenset(["cell", "gridcell", "columnheader", "rowheader"])
"""Roles of a table that is built of other elements, and of its cells (WAI-ARIA 1.2)."""

_LAYOUT_CONTENT = frozenset(["h1", "h2", "h3", "table", "form", "article", "section", "blockquote", "figure", "nav"])
_PARTS = frozenset(["section", "figure", "blockquote"])
"""What the cells of a data table may be divided into."""

_TITLES = frozenset(["h1", "h2", "h3"])
_LONG_CELL = 400
_LONG_SIGN = 60
_FILE_NAME = re.compile(r".*\.(?:png|jpe?g|gif|svg|webp)|\S+\.\w{3,4}|\S*[_/]\S*|[\w-]*\d{3,}[\w-]*", re.IGNORECASE)
_FOR_SCREEN_READERS = re.compile(r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader\S*)(?=\s|$)", re.IGNORECASE)
_PUT_AWAY = re.compile(r"(?:^|\s)(?:hidden|d-none)(?=\s|$)")
_BROUGHT_BACK = re.compile(r"\w:(?:table|block|flex|grid|inline|contents)|d-(?:sm|md|lg|xl|xxl)-(?!none)")
_YES = re.compile(r"(?:^|[\s_-])(?:check|checkmark|tick|ok|yes)(?=$|[\s_-])", re.IGNORECASE)
_NO = re.compile(r"(?:^|[\s_-])(?:xmark|times|cross|close|remove|no)(?=$|[\s_-])", re.IGNORECASE)


def is_table(element: Any) -> bool:
    """Whether an element is a table, by its tag or by its role."""
    return element.tag == "table" or (element.get("role") or "").lower() in _ROLES


def data_table(element: Any, base: str = "") -> Block | None:
    """The block of a table that holds data; None for one that only places things, whose cells are then read as text.

    Spanning cells are repeated as empty cells, so that every row has the same length. Rows and columns in which no
    cell says anything are left out: they only keep others apart.
    """
    if (element.get("role") or "").lower() in ("presentation", "none"):
        return None
    rows = _rows(element)
    if len(rows) < 2 or max(len(row) for row in rows) < 2 or sum(map(len, rows)) > MAX_CELLS:
        return None
    titled = _is_titles(rows[0])
    apart = _LAYOUT_CONTENT - _PARTS if _has_titled_columns(rows) else _LAYOUT_CONTENT
    if any(_places_things(cell, apart) for row in (rows[1:] if titled else rows) for cell in row):
        return None
    cells = [_cells_of(row, base) for row in rows]
    texts = [sum(len(run.text) for run in cell) for row in cells for cell in row]
    if not any(texts) or sum(1 for length in texts if length > _LONG_CELL) * 3 > len(texts):
        return None
    return _told(_even(rows, cells), max(_header_rows(rows), titled))


def caption(element: Any, base: str = "") -> tuple[Run, ...]:
    """What stands above or below a table as its title; nothing where only screen readers are told it."""
    found = element.find("caption")
    if found is None or is_hidden(found):
        return ()
    shown = not any(_FOR_SCREEN_READERS.search(node.get("class") or "") for node in found.iter())
    return runs_of(found, base) if shown else ()


def _told(grid: tuple[tuple[Cell, ...], ...], header_rows: int) -> Block | None:
    """The block of a grid without its empty rows and columns; None when that leaves no table."""
    told = [any(row) for row in grid]
    columns = [index for index, column in enumerate(zip(*grid, strict=True)) if any(column)]
    rows = tuple(tuple(row[index] for index in columns) for row in grid if any(row))
    if len(rows) < 2 or len(columns) < 2:
        return None
    return Block(BlockKind.TABLE, rows=rows, header_rows=min(sum(told[:header_rows]), len(rows) - 1))


def _places_things(cell: Any, apart: Collection[str]) -> bool:
    """Whether a cell holds what stands beside a table, not in it. A heading may be the title of a column."""
    is_title = _is_header(cell) or _span(cell, "colspan", 20) > 1
    return any(node.tag in apart and not (is_title and node.tag in _TITLES) for node in cell.iterdescendants())


def _has_titled_columns(rows: list[list[Any]]) -> bool:
    """Whether the columns are named in a head of their own: such a table holds data, however its cells are built."""
    head = rows[0]
    section = head[0].getparent().getparent()
    return len(head) > 1 and section is not None and section.tag == "thead" and any(map(_is_header, head))


def _is_header(cell: Any) -> bool:
    return cell.tag == "th" or cell.get("role") in ("columnheader", "rowheader")


def _is_titles(row: list[Any]) -> bool:
    """Whether every cell of a row holds a heading and no other text: the titles of the columns."""
    return all(
        any(_words(heading) == _words(cell) for heading in cell.iterdescendants(*_TITLES)) or not _words(cell)
        for cell in row
    ) and any(_words(cell) for cell in row)


def _words(element: Any) -> list[str]:
    return "".join(element.itertext()).split()


def _cells_of(row: list[Any], base: str) -> list[Cell]:
    """The text of the cells of a row; a picture in the place of text tells what no other cell of the row does."""
    cells = [runs_of(cell, base) for cell in row]
    signs = {index: sign for index, cell in enumerate(row) if not cells[index] and (sign := _sign(cell))}
    if signs:
        told = " ".join(word for cell in row for word in _words(cell)).casefold()
        for index, sign in signs.items():
            cells[index] = () if sign.casefold() in told else (Run(sign),)
    return cells


def _sign(cell: Any) -> str:
    """What a cell without text shows as a picture: its text alternative, or a tick or cross by the icon's name."""
    for node in cell.iterdescendants():
        told = " ".join((node.get("alt") or node.get("aria-label") or "").split()) if isinstance(node.tag, str) else ""
        if told and len(told) <= _LONG_SIGN and not _FILE_NAME.fullmatch(told):
            return told
        if node.tag in ("i", "span"):
            name = node.get("class") or ""
            if sign := "✓" if _YES.search(name) else "✗" if _NO.search(name) else "":
                return sign
    return ""


def _rows(table: Any) -> list[list[Any]]:
    """The cells that a browser shows, row by row, those of the foot last wherever they are written."""
    found: list[list[Any]] = []
    feet: list[list[Any]] = []
    for row in _lines(table):
        cells = [
            cell for cell in row if (cell.tag in ("td", "th") or cell.get("role") in _CELLS) and not _is_put_away(cell)
        ]
        if cells:
            (feet if row.getparent().tag == "tfoot" else found).append(cells)
    return found + feet


def _is_put_away(cell: Any) -> bool:
    """Whether a cell is never shown, by its style or by the class that frameworks have for it and nothing undoes."""
    names = (cell.get("class") or "").lower()
    return is_hidden(cell) or bool(_PUT_AWAY.search(names) and not _BROUGHT_BACK.search(names))


def _lines(table: Any) -> Iterator[Any]:
    if table.tag == "table":
        yield from table.iterdescendants("tr")
    else:
        yield from (node for node in table.iterdescendants() if node.get("role") == "row")


def _header_rows(rows: list[list[Any]]) -> int:
    count = 0
    for row in rows[:-1]:
        parent = row[0].getparent().getparent()
        in_head = parent is not None and parent.tag == "thead"
        if not in_head and not all(map(_is_header, row)):
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
    value = (element.get(name) or element.get(f"aria-{name}") or "1").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() else 1
