"""Markdown to blocks: the part of CommonMark that notes and chat programs write, and tables with pipes.

Raw HTML in it stays text; nothing is rendered or executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.domain.text import Block, BlockKind, Cell, Run
from briefing.domain.urls import safe_link
from briefing.sources.inline import tidy

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(.*)")
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_ROW = re.compile(r"\s*\|?(.+\|.*)$")
_DIVIDER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_FRONT_MATTER = re.compile(r"\A---\n(?:[\w-]+:.*\n|[ \t-].*\n|\n){1,60}?---\n")
_INLINE = re.compile(
    r"(?P<code>`+)(?P<code_text>.+?)(?P=code)"
    r"|!\[(?P<alt>[^\]]{0,500})\]\((?P<image>[^)\s]{1,2000})[^)]{0,300}\)"
    r"|\[(?P<text>[^\]]{1,1000})\]\((?P<link>[^)\s]{1,2000})(?:\s+[\"'][^)]{0,300})?\)"
    r"|<(?P<auto>(?:https?://|mailto:)[^>\s]{1,2000})>"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<strong_text>.{1,2000}?)(?<=\S)(?P=strong)"
    r"|(?<![\w*])(?P<em>[*_])(?=[^\s*_])(?P<em_text>.{1,1000}?)(?<=[^\s])(?P=em)(?!\w)"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_SIGNS = re.compile(
    r"^#{2,6} \S|(?:\A\s*|\n[ \t]*\n)# \S|^(?:```|~~~)|^\s*[-*+] \[[ xX]\] "
    r"|\*\*\S[^*\n]*\*\*|\[[^\]\n]+\]\(https?://|^> \S",
    re.MULTILINE,
)
_DEPTH = 3
_MAX_STYLED = 50_000
"""Characters of a paragraph in which marks are looked for; no person writes longer ones."""


def looks_like_markdown(text: str) -> bool:
    """Whether a text without a file name is Markdown: a heading with a hash, or two other signs of it.

    A single hash is that of a heading at the beginning or after an empty line; elsewhere it begins a comment of code.
    """
    signs = _SIGNS.findall(text[:200_000])
    return any(sign.lstrip().startswith("#") for sign in signs) or len(signs) >= 2


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text."""
    lines = _FRONT_MATTER.sub("", text + "\n").split("\n")
    return list(_Reader(lines).read())


class _Reader:
    """Reads lines from the top; `_at` is the next one."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0

    def read(self) -> Iterator[Block]:
        """All blocks."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if not line.strip():
                continue
            if fence := _FENCE.match(line):
                yield from self._code(fence[1])
            elif heading := _HEADING.match(line):
                yield Block(BlockKind.HEADING, inline(heading[2]), level=len(heading[1]))
            elif _RULE.match(line):
                yield Block(BlockKind.RULE)
            elif line.lstrip().startswith(">"):
                yield from self._quote(line)
            elif item := _ITEM.match(line):
                yield self._item(item)
            elif _ROW.match(line) and self._at < len(self._lines) and _DIVIDER.match(self._lines[self._at]):
                yield self._table(line)
            else:
                yield from self._paragraph(line)

    def _code(self, fence: str) -> Iterator[Block]:
        start = self._at
        while self._at < len(self._lines) and not self._lines[self._at].strip().startswith(fence):
            self._at += 1
        text = "\n".join(self._lines[start : self._at])
        self._at += 1
        if text.strip():
            yield Block(BlockKind.CODE, (Run(text),))

    def _quote(self, line: str) -> Iterator[Block]:
        texts = [re.sub(r"^\s*>\s?", "", line)]
        while self._at < len(self._lines) and self._lines[self._at].lstrip().startswith(">"):
            texts.append(re.sub(r"^\s*>\s?", "", self._lines[self._at]))
            self._at += 1
        for paragraph in re.split(r"\n\s*\n", "\n".join(texts)):
            if runs := inline(" ".join(paragraph.split("\n"))):
                yield Block(BlockKind.QUOTE, runs)

    def _item(self, item: re.Match[str]) -> Block:
        text = [item[3], *self._continued()]
        depth = 1 + min(len(item[1].expandtabs(4)) // 2, _DEPTH)
        return Block(BlockKind.LIST_ITEM, inline(" ".join(text)), level=depth, ordered=item[2][0].isdigit())

    def _paragraph(self, line: str) -> Iterator[Block]:
        texts = [line, *self._continued()]
        following = self._lines[self._at].strip() if self._at < len(self._lines) else ""
        if len(texts) == 1 and re.fullmatch(r"=+|-{2,}", following):
            self._at += 1
            yield Block(BlockKind.HEADING, inline(line), level=1 if following[0] == "=" else 2)
            return
        text = " ".join(part.strip() for part in texts)
        for image in _INLINE.finditer(text) if len(text) <= _MAX_STYLED else ():
            if image["image"] and (source := safe_link(image["image"])):
                yield Block(BlockKind.IMAGE, source=source, alt=image["alt"])
        if runs := inline(text):
            yield Block(BlockKind.PARAGRAPH, runs)

    def _continued(self) -> list[str]:
        """The lines that go on with a paragraph or list item."""
        found: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            starts = _HEADING.match(line) or _ITEM.match(line) or _FENCE.match(line) or line.lstrip().startswith(">")
            if not line.strip() or starts or _RULE.match(line) or re.fullmatch(r"\s*=+\s*", line):
                break
            found.append(line.strip())
            self._at += 1
        return found

    def _table(self, head: str) -> Block:
        rows = [_cells(head)]
        self._at += 1
        while self._at < len(self._lines) and "|" in self._lines[self._at]:
            rows.append(_cells(self._lines[self._at]))
            self._at += 1
        width = max(map(len, rows))
        return Block(BlockKind.TABLE, rows=tuple(row + ((),) * (width - len(row)) for row in rows), header_rows=1)


def inline(text: str, *, bold: bool = False, italic: bool = False, link: str = "", depth: int = 0) -> tuple[Run, ...]:
    """A line of Markdown as runs; marks that do not close stay text."""
    runs: list[Run] = []
    position = 0
    for match in _INLINE.finditer(text) if depth < _DEPTH and len(text) <= _MAX_STYLED else ():
        runs.append(Run(_plain(text[position : match.start()]), bold, italic, link=link))
        position = match.end()
        if match["code"]:
            runs.append(Run(match["code_text"].strip(), bold, italic, code=True, link=link))
        elif match["text"]:
            runs += inline(match["text"], bold=bold, italic=italic, link=safe_link(match["link"]), depth=depth + 1)
        elif match["auto"]:
            runs.append(Run(match["auto"], bold, italic, link=safe_link(match["auto"])))
        elif match["strong"]:
            runs += inline(match["strong_text"], bold=True, italic=italic, link=link, depth=depth + 1)
        elif match["em"]:
            runs += inline(match["em_text"], bold=bold, italic=True, link=link, depth=depth + 1)
    runs.append(Run(_plain(text[position:]), bold, italic, link=link))
    return tidy(runs) if depth == 0 else tuple(run for run in runs if run.text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", _ESCAPE.sub(r"\1", text))


def _cells(line: str) -> tuple[Cell, ...]:
    return tuple(inline(cell.strip()) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")))
