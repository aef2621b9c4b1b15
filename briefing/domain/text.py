"""The one text model. Whatever comes in becomes an `ArticleText`; every view, index and export reads it alone.

An `ArticleText` is a short list of blocks. Its canonical plain text (`ArticleText.text`) is the text of the blocks
joined by one line feed; a table is its rows joined by line feeds, its cells joined by tabs. All offsets in the
program (highlights, search hits) are Unicode code points in that canonical text, start inclusive, end exclusive.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from briefing.domain.word_count import count_words

BLOCK_SEPARATOR = "\n"
CELL_SEPARATOR = "\t"

_PLAIN_FIELDS = ("level", "ordered", "header_rows", "source", "sha256", "alt", "struck", "page")
"""The fields of a block that JSON holds as they are, when they are not the default."""


class BlockKind(StrEnum):
    """What a block is. A list is a run of LIST_ITEM blocks; `Block.level` is the depth, from 1."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE = "table"
    IMAGE = "image"
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. `link` is an absolute http, https or mailto address."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article.

    Attributes:
        kind: what it is.
        runs: its inline text; the caption of an image, empty for a table or rule.
        level: 1 to 6 for headings, depth from 1 for list items, 0 otherwise.
        ordered: whether a list item is numbered.
        rows: the cells of a table, row by row.
        header_rows: how many of the first rows are headers.
        source: the address an image came from; `sha256` names its bytes in the store, if they were kept.
        alt: the text alternative of an image, as its page gave it.
        struck: interface text of a page ("Write a comment") that is shown struck out and left out of every export.
        page: the page of the original on which the block begins, from 1; 0 when the original has no pages.
        turns: where later pages begin in a block that goes over their edge, as offsets in the block's text and pages.
    """

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    level: int = 0
    ordered: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()
    header_rows: int = 0
    source: str = ""
    sha256: str = ""
    alt: str = ""
    struck: bool = False
    page: int = 0
    turns: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """The block's part of the canonical plain text."""
        if self.kind is BlockKind.TABLE:
            return BLOCK_SEPARATOR.join(CELL_SEPARATOR.join(plain(cell) for cell in row) for row in self.rows)
        return plain(self.runs)


def plain(runs: Iterable[Run]) -> str:
    """The text of some runs without their styles."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True)
class ArticleText:
    """The text of an article: an immutable list of blocks and the canonical plain text made from it."""

    blocks: tuple[Block, ...] = field(default=())

    @cached_property
    def text(self) -> str:
        """The canonical plain text that all offsets count in, struck blocks included."""
        return BLOCK_SEPARATOR.join(block.text for block in self.blocks)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset in `text` at which each block begins."""
        starts, offset = [], 0
        for block in self.blocks:
            starts.append(offset)
            offset += len(block.text) + len(BLOCK_SEPARATOR)
        return tuple(starts)

    @property
    def readable(self) -> str:
        """The plain text without struck blocks, for people and other programs; offsets do not count in it."""
        return BLOCK_SEPARATOR.join(block.text for block in self.blocks if not block.struck and block.text)

    @property
    def word_count(self) -> int:
        """Words in the readable text, as `count_words` counts them."""
        return count_words(self.readable)

    def block_at(self, offset: int) -> int:
        """The index of the block that holds `offset`; the last block that begins at or before it."""
        return max(0, bisect.bisect_right(self.starts, offset) - 1)

    def page_at(self, offset: int) -> int:
        """The page of the original on which the character at `offset` stands, from 1; 0 when it has no pages."""
        if not self.blocks:
            return 0
        index = self.block_at(offset)
        block, inside = self.blocks[index], offset - self.starts[index]
        return next((page for start, page in reversed(block.turns) if start <= inside), block.page)

    def with_struck(self, struck: Iterable[int]) -> ArticleText:
        """The same text with exactly the blocks at these indexes struck out. Offsets do not change."""
        chosen = set(struck)
        return ArticleText(tuple(replace(b, struck=i in chosen) for i, b in enumerate(self.blocks)))


def reading_minutes(words: int) -> int:
    """Whole minutes to read `words` at 230 words a minute, the median for adults reading English non-fiction.

    Brysbaert, M. (2019), How many words do we read per minute?, gives 238 for silent reading; 230 leaves room for
    tables and figures.
    """
    return max(1, round(words / 230))


def to_plain_data(text: ArticleText) -> list[dict[str, Any]]:
    """The blocks as JSON-able dictionaries that leave out every default; the inverse of `from_plain_data`."""
    return [_block_data(block) for block in text.blocks]


def from_plain_data(data: Sequence[Mapping[str, Any]]) -> ArticleText:
    """The text that `to_plain_data` wrote.

    Raises:
        KeyError, ValueError: the data was not written by `to_plain_data`.
    """
    return ArticleText(tuple(_block(entry) for entry in data))


def _block_data(block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": block.kind.value}
    if block.runs:
        data["runs"] = [_run_data(run) for run in block.runs]
    if block.rows:
        data["rows"] = [[[_run_data(run) for run in cell] for cell in row] for row in block.rows]
    for name in _PLAIN_FIELDS:
        if value := getattr(block, name):
            data[name] = value
    if block.turns:
        data["turns"] = [list(turn) for turn in block.turns]
    return data


def _run_data(run: Run) -> str | dict[str, Any]:
    marks = {name: value for name in ("bold", "italic", "code", "link") if (value := getattr(run, name))}
    return {"text": run.text, **marks} if marks else run.text


def _block(data: Mapping[str, Any]) -> Block:
    return Block(
        kind=BlockKind(data["kind"]),
        runs=tuple(_run(run) for run in data.get("runs", ())),
        rows=tuple(tuple(tuple(_run(run) for run in cell) for cell in row) for row in data.get("rows", ())),
        turns=tuple((start, page) for start, page in data.get("turns", ())),
        **{name: data[name] for name in _PLAIN_FIELDS if name in data},
    )


def _run(data: str | Mapping[str, Any]) -> Run:
    return Run(data) if isinstance(data, str) else Run(**data)
