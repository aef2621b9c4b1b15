"""Styled text of office documents to runs: one kind of white space, one line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.domain.text import Block, BlockKind, Run
from briefing.sources.inline import BREAK, tidy

_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def spaced(text: str) -> str:
    """The text with single spaces and without what nobody sees."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text))


def split(parts: Iterable[Run]) -> list[tuple[Run, ...]]:
    """The lines that some runs make, each trimmed and not empty; a run `BREAK` ends a line."""
    found: list[list[Run]] = [[]]
    for part in parts:
        if part.text == BREAK:
            found.append([])
        elif part.text:
            found[-1].append(part)
    return [runs for runs in map(tidy, found) if runs]


def one_line(parts: Iterable[Run]) -> tuple[Run, ...]:
    """The runs as one line; breaks become spaces."""
    return tidy([replace(part, text=" ") if part.text == BREAK else part for part in parts])


def block(kind: BlockKind, parts: Sequence[Run], level: int = 0, *, ordered: bool = False) -> list[Block]:
    """The blocks that a paragraph makes: one, or one for each of its lines when it is plain text."""
    if kind is BlockKind.HEADING:
        runs = one_line([replace(part, bold=False) for part in parts])
        return [Block(kind, runs, level=level)] if runs else []
    if kind is BlockKind.LIST_ITEM:
        runs = one_line(parts)
        return [Block(kind, runs, level=level, ordered=ordered)] if runs else []
    return [Block(kind, runs) for runs in split(parts)]


def grid(rows: Sequence[Sequence[tuple[Run, ...]]], header_rows: int) -> list[Block]:
    """The block of a table with rows of equal length; a table of one column is paragraphs, an empty one nothing."""
    width = max((len(row) for row in rows), default=0)
    if width < 2 or len(rows) < 2:
        return [Block(BlockKind.PARAGRAPH, cell) for row in rows for cell in row if cell]
    even = tuple(tuple(row) + ((),) * (width - len(row)) for row in rows)
    return [Block(BlockKind.TABLE, rows=even, header_rows=header_rows)] if any(c for row in even for c in row) else []
