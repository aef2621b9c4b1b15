"""Sections of an article in which its publisher says what it means for the reader."""

from __future__ import annotations

from briefing.domain.articles import OfferedTakeaway
from briefing.domain.text import ArticleText, Block, BlockKind
from briefing.sources.phrases import is_offer

_SECTION_BLOCKS = 12
"""A longer section is the article itself under such a heading."""


def offered(text: ArticleText) -> tuple[OfferedTakeaway, ...]:
    """The sections headed "What this means for you" or the like, as takeaways to offer in the publisher's words."""
    found = []
    for index, block in enumerate(text.blocks):
        if _opens_offer(block):
            end = _section_end(text.blocks, index)
            while end > index + 1 and not text.blocks[end - 1].text.strip():
                end -= 1
            if end > index + 1:
                start, last = text.starts[index + 1], text.blocks[end - 1]
                stop = text.starts[end - 1] + len(last.text)
                found.append(OfferedTakeaway(block.text, text.text[start:stop], start, stop))
    return tuple(found)


def _opens_offer(block: Block) -> bool:
    bold_line = block.kind is BlockKind.PARAGRAPH and all(run.bold for run in block.runs if run.text.strip())
    return not block.struck and (block.kind is BlockKind.HEADING or bold_line) and is_offer(block.text)


def _section_end(blocks: tuple[Block, ...], opening: int) -> int:
    """The index after the last block of the section that `blocks[opening]` heads."""
    head = blocks[opening]
    for index in range(opening + 1, min(len(blocks), opening + 1 + _SECTION_BLOCKS)):
        block = blocks[index]
        same_or_higher = block.kind is BlockKind.HEADING and (head.level == 0 or block.level <= head.level)
        if same_or_higher or block.struck or block.kind is BlockKind.RULE:
            return index
        if head.kind is BlockKind.PARAGRAPH and block.runs and all(run.bold for run in block.runs):
            return index
    return min(len(blocks), opening + 1 + _SECTION_BLOCKS)
