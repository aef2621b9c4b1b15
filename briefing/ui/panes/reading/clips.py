"""Clips on the page: the picture or the table at a place, and the frame around one that is clipped."""

from __future__ import annotations

from briefing.domain.annotations import Highlight
from briefing.domain.clips import clipped_block
from briefing.domain.text import ArticleText, BlockKind
from briefing.ui.article_document import ArticleDocument


def block_of_clip(shown: ArticleDocument, text: ArticleText, position: int) -> int | None:
    """The block of the picture or table at a document position, None when there is none."""
    index = block_beside(shown, position)
    is_clip = index is not None and text.blocks[index].kind in (BlockKind.IMAGE, BlockKind.TABLE)
    return index if is_clip else None


def block_beside(shown: ArticleDocument, position: int) -> int | None:
    """The block at a document position, or whose picture stands there; None when there is none.

    A picture stands before its caption, outside of the canonical text.
    """
    index = shown.map.block_at(position)
    if index is not None:
        return index
    spot = next((each.position for each in shown.pictures if position in (each.position, each.position + 1)), None)
    return next((each.block for each in shown.map.segments if spot is not None and each.position > spot), None)


def frame_of_clip(shown: ArticleDocument, text: ArticleText, highlight: Highlight) -> tuple[int, int] | None:
    """The document positions around a highlight that clips a picture or a table, None for any other highlight."""
    index = clipped_block(text, highlight.start, highlight.end)
    if index is None:
        return None
    block = text.blocks[index]
    first, last = shown.map.position(highlight.start), shown.map.position(highlight.end)
    spots = [spot.position for spot in shown.pictures if spot.sha256 == block.sha256 and spot.position < first]
    return (spots[-1], last) if block.kind is BlockKind.IMAGE and spots else (first, last)
