"""Blocks of articles that are printed: full texts for the annex, how citations count them, what is marked in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.domain.annotations import Highlight, Meaning
from briefing.domain.articles import Article
from briefing.domain.clips import clipped_block
from briefing.domain.text import ArticleText, Block, BlockKind

COPY_TITLE_LEVEL = 2
"""The heading level of an article's title in the annex of full texts; its own headings come below it."""

_NUMBERED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.CODE})
_DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight within one block of a full text: code points of the block's text, end exclusive."""

    start: int
    end: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """A block of a full text. `number` is the paragraph number that citations use; 0 for a block without one."""

    block: Block
    number: int = 0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """The full text of a source, for the annex; headings keep their order and never skip a level."""

    source: int
    blocks: tuple[CopyBlock, ...]


def paragraph_numbers(text: ArticleText) -> tuple[int, ...]:
    """For each block the number that a citation [n ¶k] gives it, from 1; 0 for headings, images and struck blocks."""
    numbers, last = [], 0
    for block in text.blocks:
        counts = block.kind in _NUMBERED and not block.struck and bool(block.text.strip())
        last += counts
        numbers.append(last if counts else 0)
    return tuple(numbers)


def copy_blocks(article: Article, highlights: Iterable[Highlight]) -> tuple[CopyBlock, ...]:
    """The blocks of an article as they are printed: no interface text, no heading that repeats the title."""
    text = article.text
    here = (h for h in highlights if (h.article_id, h.version) == (article.id, article.version))
    own = sorted(here, key=lambda h: h.start)
    blocks = [
        CopyBlock(block, number, _marks(block, start, own))
        for block, number, start in zip(text.blocks, paragraph_numbers(text), text.starts, strict=True)
        if not block.struck
    ]
    if blocks and blocks[0].block.kind is BlockKind.HEADING and _same(blocks[0].block.text, article.title):
        blocks = blocks[1:]
    return _with_legal_levels(blocks)


def clip_of(mark: Highlight, article: Article) -> Block | None:
    """The picture or table that a highlight clips; None for words, and for a clip of an older text of the article."""
    index = clipped_block(article.text, mark.start, mark.end) if mark.version == article.version else None
    return None if index is None else article.text.blocks[index]


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _marks(block: Block, start: int, highlights: Iterable[Highlight]) -> tuple[Mark, ...]:
    """The stretches of a block that are highlighted; where two overlap, the one that begins first keeps the words."""
    if block.kind in (BlockKind.TABLE, BlockKind.IMAGE, BlockKind.RULE):
        return ()
    marks: list[Mark] = []
    for highlight in highlights:
        first = max(highlight.start - start, marks[-1].end if marks else 0)
        last = min(highlight.end - start, len(block.text))
        if first < last:
            marks.append(Mark(first, last, highlight.meaning))
    return tuple(marks)


def _with_legal_levels(blocks: Iterable[CopyBlock]) -> tuple[CopyBlock, ...]:
    """Headings below the article's title, none skipping a level (PDF/UA-1 7.4.2, WCAG 2.2 1.3.1)."""
    legal: list[CopyBlock] = []
    open_levels: list[int] = []
    for entry in blocks:
        if entry.block.kind is not BlockKind.HEADING:
            legal.append(entry)
            continue
        while open_levels and open_levels[-1] >= entry.block.level:
            open_levels.pop()
        open_levels.append(entry.block.level)
        level = min(COPY_TITLE_LEVEL + len(open_levels), _DEEPEST_HEADING)
        legal.append(replace(entry, block=replace(entry.block, level=level)))
    return tuple(legal)
