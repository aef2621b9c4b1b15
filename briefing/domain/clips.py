"""Clips: highlights over a whole picture, by its caption, or over a whole table."""

from __future__ import annotations

from briefing.domain.text import ArticleText, BlockKind


def clipped_block(text: ArticleText, start: int, end: int) -> int | None:
    """The index of the picture or table of which a passage takes every word, None for a passage of running text."""
    if not text.blocks or start >= end:
        return None
    index = text.block_at(start)
    is_clip = text.blocks[index].kind in (BlockKind.IMAGE, BlockKind.TABLE) and (start, end) == stretch_of(text, index)
    return index if is_clip else None


def stretch_of(text: ArticleText, block: int) -> tuple[int, int]:
    """The passage that takes every word of a block, as code points of the text."""
    start = text.starts[block]
    return start, start + len(text.blocks[block].text)
