"""Lines of plain text to blocks: what is a heading, a list, a table, a paragraph, told by shape and neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from briefing.domain.text import Block, BlockKind, Run
from briefing.sources.headings import headings
from briefing.sources.phrases import is_offer
from briefing.sources.shapes import BULLET, shape

MAX_TITLE = 200
"""Code points of a line that may still be a title."""

_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)][ \t\u00a0]+(?=\S)")
_RULE = re.compile(r"(?:[-–—_=*~#•·]\s*){3,}")
_BREAKS = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f\ufeff\u200b\u00ad\ufffe\uffff\ud800-\udfff]")
_LIST_LINES = 3
_BAR = " | "
_WRAP_COLUMNS = range(45, 101)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text on it, without the white space around it."""

    text: str
    after_blank: bool = False
    indent: int = 0

    @property
    def runs(self) -> tuple[Run, ...]:
        """The line as inline text."""
        return (Run(self.text),)


def clean(text: str) -> str:
    """The text with one kind of line break and without characters that XML and people cannot read."""
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text)).replace("\u00a0", " ")


def split(text: str) -> list[Line]:
    """The lines that hold text. Lines that a mail or terminal program broke at a column are joined again."""
    found: list[Line] = []
    blank = True
    for raw in clean(text).split("\n"):
        stripped = raw.strip()
        if stripped:
            found.append(Line(stripped, blank, len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())))
        blank = not stripped
    return _unwrapped(found)


def blocks(some: list[Line]) -> list[Block]:
    """The lines as headings, list items, tables, rules and paragraphs."""
    kinds = _kinds(some)
    found: list[Block] = []
    for kind, pairs in groupby(zip(kinds, some, strict=True), key=lambda pair: pair[0]):
        group = [line for _, line in pairs]
        found += [_table(group)] if kind is BlockKind.TABLE else [_block(kind, line) for line in group]
    return _leveled(found)


def looks_like_title(first: Line, following: Line) -> bool:
    """Whether the first line of a text is its title and not its first paragraph."""
    if len(first.text) > MAX_TITLE or BULLET.match(first.text):
        return False
    ends_like_text = bool(re.search(r"[.。।][\"'”’»)]*$|[,;:]$", first.text)) and not first.text.endswith("...")
    return not ends_like_text and (len(first.text) <= 120 or following.after_blank)


def without_marks(line: Line) -> str:
    """The line without the marks of a heading."""
    return line.text.strip("#*_ ").strip() or line.text


def first_words(text: str, limit: int = 80) -> str:
    """The first words of a text, for a title when there is none; an ellipsis says that it goes on."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    sentence = re.match(rf".{{10,{limit - 1}}}?[.!?。！？](?=\s|$)", text)
    if sentence:
        return sentence[0].rstrip(".。")
    cut = text.rfind(" ", limit // 2, limit)
    return text[: cut if cut > 0 else limit].rstrip(" ,;:–—-") + "…"


def _unwrapped(some: list[Line]) -> list[Line]:
    groups: list[list[Line]] = []
    for line in some:
        if line.after_blank or not groups:
            groups.append([])
        groups[-1].append(line)
    inner = [len(line.text) for group in groups for line in group[:-1]]
    if len(groups) < 2 or len(inner) < 3:
        return some
    column = max(inner)
    narrow = sum(1 for length in inner if length >= column - 20) / len(inner)
    if column not in _WRAP_COLUMNS or narrow < 0.7:
        return some
    return [line for group in groups for line in _joined(group, column)]


def _joined(group: list[Line], column: int) -> list[Line]:
    """The lines of one paragraph as one line; a list item or a line that stopped early begins a new one."""
    result = [group[0]]
    for before, line in pairwise(group):
        first_word = line.text.split(" ", 1)[0]
        stopped_early = len(before.text) + 1 + len(first_word) <= column - 10
        if stopped_early or _marker(line.text):
            result.append(line)
        else:
            result[-1] = replace(result[-1], text=f"{result[-1].text} {line.text}")
    return result


def _marker(text: str) -> re.Match[str] | None:
    return BULLET.match(text) or _NUMBER.match(text)


def _kinds(some: list[Line]) -> list[BlockKind]:
    found = headings([line.text for line in some])
    kinds = [BlockKind.HEADING if yes else BlockKind.PARAGRAPH for yes in found]
    for index, line in enumerate(some):
        if index + 1 < len(some) and is_offer(line.text):
            kinds[index] = BlockKind.HEADING
        if _RULE.fullmatch(line.text):
            kinds[index] = BlockKind.RULE
        elif _in_table(some, index):
            kinds[index] = BlockKind.TABLE
        elif BULLET.match(line.text) or (not found[index] and _in_numbered_list(some, index)):
            kinds[index] = BlockKind.LIST_ITEM
    _mark_unmarked_lists(some, kinds)
    return kinds


def _in_numbered_list(some: list[Line], index: int) -> bool:
    """Whether a line and one next to it carry consecutive numbers. With a paragraph between them they are headings."""
    own = _number(some[index].text)
    neighbours = [_number(line.text) for line in some[max(0, index - 1) : index] + some[index + 1 : index + 2]]
    return own is not None and any(other is not None and abs(other - own) == 1 for other in neighbours)


def _number(text: str) -> int | None:
    match = re.match(r"\(?(\d{1,3})[.)]\s+\S", text)
    return int(match[1]) if match else None


def _mark_unmarked_lists(some: list[Line], kinds: list[BlockKind]) -> None:
    """Three or more short lines after a line that ends in a colon are its list."""
    shapes = [shape(line.text) for line in some]
    index = 1
    while index < len(some):
        end = index
        while end < len(some) and shapes[end].loose and not shapes[end].colon and kinds[end] is BlockKind.PARAGRAPH:
            end += 1
        if end - index >= _LIST_LINES and some[index - 1].text.endswith((":", "：")):
            kinds[index:end] = [BlockKind.LIST_ITEM] * (end - index)
        index = max(end, index) + 1


def _in_table(some: list[Line], index: int) -> bool:
    tabs = some[index].text.count("\t")
    if not tabs:
        return _in_barred_table(some, index)
    neighbours = some[max(0, index - 1) : index] + some[index + 1 : index + 2]
    return any(abs(line.text.count("\t") - tabs) <= 1 and "\t" in line.text for line in neighbours)


def _in_barred_table(some: list[Line], index: int) -> bool:
    """Whether a line is one of three or more with as many bars: two may be a byline or the links of a page."""
    bars = some[index].text.count(_BAR)
    around = [line.text.count(_BAR) == bars for line in some[max(0, index - 2) : index + 3]]
    at = min(index, 2)
    return bars > 0 and any(all(around[start : start + 3]) for start in range(at + 1) if len(around) >= start + 3)


def _table(group: list[Line]) -> Block:
    cells = [[cell.strip() for cell in line.text.split("\t" if "\t" in line.text else _BAR)] for line in group]
    width = max(len(row) for row in cells)
    rows = tuple(tuple((Run(cell),) if cell else () for cell in row + [""] * (width - len(row))) for row in cells)
    wordy = all(cell and not re.search(r"\d", cell) for cell in cells[0])
    return Block(BlockKind.TABLE, rows=rows, header_rows=1 if wordy and len(rows) > 1 else 0)


def _block(kind: BlockKind, line: Line) -> Block:
    text = re.sub(r"\s*\t\s*", " ", line.text)
    if kind is BlockKind.RULE:
        return Block(kind)
    if kind is BlockKind.LIST_ITEM:
        number = _NUMBER.match(text)
        bullet = BULLET.match(text)
        text = text[bullet.end() :] if bullet else text[number.end() :] if number else text
        return Block(kind, (Run(text),), level=1 + min(line.indent // 2, 4), ordered=bool(number and not bullet))
    return Block(kind, (Run(text),), level=2 if kind is BlockKind.HEADING else 0)


def _leveled(found: list[Block]) -> list[Block]:
    """List levels counted from 1 within each list, whatever the indent was."""
    result: list[Block] = []
    for is_list, group in groupby(found, key=lambda block: block.kind is BlockKind.LIST_ITEM):
        items = list(group)
        if is_list:
            depths = sorted({block.level for block in items})
            items = [replace(block, level=depths.index(block.level) + 1) for block in items]
        result += items
    return result
