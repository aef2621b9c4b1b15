"""Clips: highlights over a whole picture, by its caption, or over a whole table."""

from __future__ import annotations

from briefing.domain.text import ArticleText, BlockKind


def clipped_block(text: ArticleText, start: int, end: int) -> int | None:
    """The index of the picture or table of which a passage takes every word, None for a passage of running text."""
    if not text.blocks or start >= end:
        return None
    index = text.block_at(start)
    block, first = text.blocks[index], text.starts[index]
    whole = (start, end) == (first, first + len(block.text))
    return index if whole and block.kind in (BlockKind.IMAGE, BlockKind.TABLE) else None
