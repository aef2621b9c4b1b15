"""One text of an article beside another: whether it says anything new, whether it may replace it, and edits of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from briefing.domain.articles import Capture, Outcome
from briefing.domain.errors import InvalidInputError
from briefing.domain.text import BLOCK_SEPARATOR, CELL_SEPARATOR, ArticleText, Block, BlockKind, Run, plain

FEW_WORDS = 50
"""A text of fewer words is no measure for another one."""

MUCH_SHORTER = 0.6
STILL_THE_SAME = 0.1
"""Shares: of the words that a later text has to have, and of word sequences that have to be in both."""

_SEQUENCE = 4
_SPLIT = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_RANK = {Outcome.NO_ARTICLE: 0, Outcome.PARTIAL: 1, Outcome.SIMPLIFIED: 2, Outcome.FULL: 3}


def says_the_same(old: ArticleText, new: ArticleText) -> bool:
    """Whether two texts have the same blocks with the same words, pictures and strikes aside."""
    return _words_of(old) == _words_of(new)


def pictures_gained(old: ArticleText, new: ArticleText) -> bool:
    """Whether the new text shows a picture that the old one does not."""
    return not {b.sha256 for b in new.blocks if b.sha256} <= {b.sha256 for b in old.blocks if b.sha256}


def doubt(old: ArticleText, old_outcome: Outcome, new: Capture) -> str:
    """Why a later capture should not replace a text, as a sentence; "" when it may."""
    before, now = old.word_count, new.text.word_count
    if new.outcome is Outcome.NO_ARTICLE and (old_outcome is not Outcome.NO_ARTICLE or now <= before):
        return "The page shows no article any more, or not to us."
    if old_outcome is Outcome.NO_ARTICLE or before < FEW_WORDS:
        return ""
    if _RANK[new.outcome] < _RANK[old_outcome] and now < before:
        return f"Less of the article can be read now: {now:,} words instead of {before:,}."
    if now < MUCH_SHORTER * before:
        return f"The text is much shorter now: {now:,} words instead of {before:,}."
    known = _sequences(old)
    if known and len(known & _sequences(new.text)) < STILL_THE_SAME * len(known):
        return "Another text stands there now."
    return ""


def with_strikes_of(old: ArticleText, new: ArticleText) -> ArticleText:
    """The new text with the blocks struck out that were struck out in the old one, by their words."""
    struck = {block.text for block in old.blocks if block.struck and block.text}
    return ArticleText(tuple(replace(b, struck=True) if b.text in struck else b for b in new.blocks))


def with_block_text(text: ArticleText, index: int, words: str) -> ArticleText:
    """The text with other words in one block. What did not change keeps its links and styles.

    Args:
        words: lines become blocks of their own, but for tables and code; nothing removes the block. The words of a
            table are its cells, tabs and line feeds between them; those of a picture are its caption.

    Raises:
        InvalidInputError: there is no such block, or a table would get other rows or columns.
    """
    if not 0 <= index < len(text.blocks):
        raise InvalidInputError("This paragraph is not in the article any more. Open the article again.")
    words = _FORBIDDEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    changed = _changed(text.blocks[index], words)
    return ArticleText((*text.blocks[:index], *changed, *text.blocks[index + 1 :]))


def _changed(block: Block, words: str) -> Iterable[Block]:
    if block.kind is BlockKind.TABLE and words.strip():
        return [_table(block, words)]
    if block.kind is BlockKind.IMAGE:
        return [replace(block, runs=_runs(block.runs, " ".join(words.split())))]
    if not words.strip():
        return []
    if block.kind not in _SPLIT:
        return [replace(block, runs=_runs(block.runs, words.strip("\n")))]
    lines = [" ".join(line.split()) for line in words.split("\n") if line.strip()]
    if len(lines) == 1:
        return [replace(block, runs=_runs(block.runs, lines[0]))]
    return [replace(block, runs=(Run(line),)) for line in lines]


def _table(block: Block, words: str) -> Block:
    cells = [row.split(CELL_SEPARATOR) for row in words.strip("\n").split(BLOCK_SEPARATOR)]
    if [len(row) for row in cells] != [len(row) for row in block.rows]:
        raise InvalidInputError("A table keeps its rows and columns. Change what stands in the cells only.")
    rows = tuple(
        tuple(_runs(old, new) for old, new in zip(before, after, strict=True))
        for before, after in zip(block.rows, cells, strict=True)
    )
    return replace(block, rows=rows)


def _runs(old: tuple[Run, ...], words: str) -> tuple[Run, ...]:
    """The new words in the styles of the old ones: what is the same at both ends keeps its own."""
    before = plain(old)
    if before == words:
        return old
    head = _alike(before, words)
    tail = _alike(before[head:][::-1], words[head:][::-1])
    middle = words[head : len(words) - tail]
    first, last = _cut(old, 0, head), _cut(old, len(before) - tail, len(before))
    replaced = _cut(old, head, len(before) - tail)
    style = replaced[0] if len(replaced) == 1 else Run("")
    found = (*first, *((replace(style, text=middle),) if middle else ()), *last)
    return _joined(found)


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common before they part."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _cut(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """The part of some runs from `start` to `end`, code points of their text."""
    kept, position = [], 0
    for run in runs:
        part = run.text[max(0, start - position) : max(0, end - position)]
        position += len(run.text)
        if part:
            kept.append(replace(run, text=part))
    return tuple(kept)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one style as one run."""
    kept: list[Run] = []
    for run in runs:
        if kept and replace(kept[-1], text="") == replace(run, text=""):
            kept[-1] = replace(run, text=kept[-1].text + run.text)
        else:
            kept.append(run)
    return tuple(kept)


def _words_of(text: ArticleText) -> list[tuple[BlockKind, str]]:
    return [(block.kind, " ".join(block.text.split())) for block in text.blocks if block.text.strip()]


def _sequences(text: ArticleText) -> set[tuple[str, ...]]:
    """The sequences of some words that a text has; of single characters where words are not divided by spaces."""
    words = text.readable.casefold().split()
    if len(words) < FEW_WORDS:
        words = list("".join(words))
    return {tuple(words[at : at + _SEQUENCE]) for at in range(len(words) - _SEQUENCE + 1)}
