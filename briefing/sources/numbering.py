"""Numbered lists: a number that the reader would not show by itself is kept as text.

An `ArticleText` has no numbers: whoever shows it counts the entries of a list from 1. "4." after a paragraph, "(b)"
and "1.2" would become something else, and a document that says "see 4" would no longer be right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefing.domain.text import Block, BlockKind, Run


class Numbers:
    """Follows the blocks of a document and says for each numbered entry whether its number is shown."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def with_label(self, blocks: Iterable[Block], label: str) -> list[Block]:
        """The blocks as they are to be kept.

        Args:
            blocks: what one paragraph makes. label: the number as the document shows it; "" for none.
        """
        found = list(blocks)
        if len(found) != 1 or found[0].kind is not BlockKind.LIST_ITEM:
            if found:
                self._last.clear()
            return found
        block = found[0]
        expected = self._last.get(block.level, 0) + 1
        self._last = {level: number for level, number in self._last.items() if level < block.level}
        if not block.ordered:
            return found
        if not label or label == f"{expected}.":
            self._last[block.level] = expected
            return found
        self._last.clear()
        first, *rest = block.runs
        return [replace(block, kind=BlockKind.PARAGRAPH, level=0, ordered=False, runs=_labelled(label, first, rest))]


def _labelled(label: str, first: Run, rest: list[Run]) -> tuple[Run, ...]:
    if not (first.bold or first.italic or first.code or first.link):
        return (replace(first, text=f"{label} {first.text}"), *rest)
    return (Run(f"{label} "), first, *rest)
