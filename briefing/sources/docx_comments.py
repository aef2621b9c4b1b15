"""Comments in a Word document: marks on the passages that they are on.

While the document is walked, two characters that no text holds stand where a comment begins and ends; `placed` takes
them out and says where they were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from briefing.domain.articles import Capture, Mark
from briefing.domain.text import Block, BlockKind, Run, plain
from briefing.sources.packages import Package, attribute, local

BEGIN, END = "\ufdd0", "\ufdd1"
"""Noncharacters of Unicode (23.7), which `styled.spaced` takes out of all text."""

_SIGN = re.compile(f"([{BEGIN}{END}])(.)", re.DOTALL)
_FIRST_NAME = 0xE000
"""The character behind a sign says which comment it is of."""

MAX_COMMENTS = 2_000
_EMPTY = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.CODE)
_HEADING = "From the comments, without a place of their own in the text:"


class Comments:
    """The comments of a document."""

    def __init__(self, package: Package, part: str) -> None:
        root = package.xml(part)
        self._texts: dict[str, str] = {}
        for element in root if root is not None else ():
            if local(element) == "comment" and len(self._texts) < MAX_COMMENTS and (text := _text(element)):
                self._texts[attribute(element, "id")] = text
        self._names = list(self._texts)

    def sign(self, element: Any, tag: str) -> list[Run]:
        """What stands in the text for the begin or the end of a comment."""
        name = attribute(element, "id")
        if name not in self._texts:
            return []
        which = chr(_FIRST_NAME + self._names.index(name))
        return [Run((BEGIN if tag == "commentRangeStart" else END) + which)]

    def placed(self, blocks: Sequence[Block]) -> tuple[list[Block], dict[str, tuple[_Place, _Place]]]:
        """The blocks without signs, and for each comment the places where it begins and ends."""
        found: list[Block] = []
        begins: dict[str, _Place] = {}
        ranges: dict[str, tuple[_Place, _Place]] = {}
        for block in blocks:
            clean, signs = _without_signs(block)
            for sign, which, offset in signs:
                name = self._names[which]
                if sign == BEGIN:
                    begins[name] = (clean, offset)
                elif name in begins:
                    ranges[name] = (begins[name], (clean, offset))
            if clean.text.strip() or clean.kind not in _EMPTY or not signs:
                found.append(clean)
        return found, ranges

    def with_marks(self, found: Capture, ranges: dict[str, tuple[_Place, _Place]]) -> Capture:
        """The capture with its comments as marks; those without a passage of the text go into the note."""
        starts = {id(block): start for block, start in zip(found.text.blocks, found.text.starts, strict=True)}
        marks: dict[tuple[int, int], list[str]] = {}
        rest: list[str] = []
        for name, text in self._texts.items():
            (first, begin), (last, end) = ranges.get(name, ((None, 0), (None, 0)))
            start = starts.get(id(first), -1) + begin if id(first) in starts else -1
            stop = starts[id(last)] + end if id(last) in starts else -1
            passage = found.text.text[start:stop] if 0 <= start < stop else ""
            if passage.strip():
                start += len(passage) - len(passage.lstrip())
                marks.setdefault((start, start + len(passage.strip())), []).append(text)
            else:
                rest.append(text)
        note = "\n".join([_HEADING, *rest]) if rest else found.note
        made = tuple(Mark(start, end, "\n".join(texts)) for (start, end), texts in sorted(marks.items()))
        return replace(found, marks=made, note=note)


_Place = tuple[Block | None, int]


def _text(element: Any) -> str:
    paragraphs = []
    for paragraph in (each for each in element.iter() if local(each) == "p"):
        words = "".join(each.text or "" for each in paragraph.iter() if local(each) in ("t", "tab", "br"))
        paragraphs.append(" ".join(words.split()))
    text = "\n".join(filter(None, paragraphs))[:4_000]
    author = " ".join(attribute(element, "author").split())[:100]
    return f"{text} ({author})" if text and author else text


_Sign = tuple[str, int, int]
"""Which sign, of which comment, and its offset in a text without signs."""


def without_signs(text: str) -> str:
    """The text without the signs of comments."""
    return _SIGN.sub("", text)


def _without_signs(block: Block) -> tuple[Block, list[_Sign]]:
    """The block without signs, and each sign with its offset in the block's text."""
    if not _SIGN.search(block.text):
        return block, []
    if block.kind is BlockKind.TABLE:
        return _table_without_signs(block)
    runs, signs = _runs_without_signs(block.runs)
    return replace(block, runs=runs), signs


def _table_without_signs(block: Block) -> tuple[Block, list[_Sign]]:
    rows, signs, begin = [], [], 0
    for row in block.rows:
        cells = []
        for cell in row:
            runs, own = _runs_without_signs(cell)
            signs += [(sign, which, begin + offset) for sign, which, offset in own]
            begin += len(plain(runs)) + 1
            cells.append(runs)
        rows.append(tuple(cells))
    return replace(block, rows=tuple(rows)), signs


def _runs_without_signs(runs: Sequence[Run]) -> tuple[tuple[Run, ...], list[_Sign]]:
    found: list[Run] = []
    signs: list[_Sign] = []
    length, last, sign = 0, " ", ""
    for run in runs:
        kept: list[str] = []
        for char in run.text:
            if sign:
                signs.append((sign, ord(char) - _FIRST_NAME, length))
                sign = ""
            elif char in (BEGIN, END):
                sign = char
            elif not (char == " " and last == " "):  # the spaces on both sides of a sign are one
                kept.append(char)
                length, last = length + 1, char
        if kept:
            found.append(replace(run, text="".join(kept)))
    return tuple(found), signs
