"""Edits that give words of a marked text a style, a link or a place in a list (see `domain.marked_text`).

An edit never changes the words: where the marks cannot be written so that they are read again as what they mean, for
example for half a word, there is no edit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from briefing.domain.marked_text import Piece, Words, ends_anywhere, line_pieces, pieces, plain

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[-*•–·]|(?P<number>[1-9][0-9]{0,2})\.)(?P<space>[ \t]+|\Z)")
_WORD = re.compile(r"[\w'’]+")


class Style(StrEnum):
    """A style that words may have."""

    BOLD = "bold"
    ITALIC = "italic"


_SIGNS = {Style.BOLD: "**", Style.ITALIC: "*"}


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of `start` to `end`, then select `first` to `last`: code points, the last two of the
    new text."""

    start: int
    end: int
    text: str
    first: int
    last: int

    def applied(self, text: str) -> str:
        """The text after the edit."""
        return text[: self.start] + self.text + text[self.end :]


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character of the words of a line with its style."""

    character: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    """Where a link stands, and its address in it."""

    start: int
    end: int
    address: tuple[int, int]


_Change = Callable[[_Letter], _Letter]


def styled(text: str, start: int, end: int, style: Style) -> Edit | None:
    """Give the words a style, or take it from them when all have it; without a selection, the word at the caret.

    Where the caret is in no word, the marks are put around it; at the end of words that have the style, it leaves them.
    """
    sign = _SIGNS[style]
    if start == end and _closes_at(text, start, sign):
        return Edit(start, start, "", start + len(sign), start + len(sign))
    span = _touched(text, start, end)
    letters = [letter for line in _lines(text) for letter in line.between(*span) if not letter.character.isspace()]
    if not letters:
        return Edit(start, start, 2 * sign, start + len(sign), start + len(sign)) if start == end else None
    value = not all(getattr(letter, style) for letter in letters)
    edit = _changed(text, span, lambda letter: _with(letter, style, value))
    return _caret_kept(text, start, edit) if edit and start == end else edit


def linked(text: str, start: int, end: int, address: str) -> Edit | None:
    """Let the words, or the word at the caret, lead to an address."""
    span = _touched(text, start, end)
    if "\n" in text[slice(*span)] or not text[slice(*span)].strip():
        return None
    return _changed(text, span, lambda letter: replace(letter, link=address))


def unlinked(text: str, start: int, end: int) -> Edit | None:
    """Let the words of the link at the caret lead nowhere; None where there is no link."""
    for link in _links(text):
        if link.start <= start and end <= link.end:
            edit = _changed(text, (link.start, link.end), lambda letter: replace(letter, link=""))
            return _caret_kept(text, start, edit) if edit and start == end else edit
    return None


def address_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the address of the link stands that the caret or all of the selection is in."""
    return next((link.address for link in _links(text) if link.start <= start and end <= link.end), None)


def link_to_fill_in(text: str, start: int, end: int) -> Edit | None:
    """Make the words a link whose address is to be typed: its beginning is selected."""
    start, end = _touched(text, start, end)
    words = plain(text[start:end])
    if not words or re.search(r"[\[\]\n]", words):
        return None
    marked = text[start:end] if plain(f"[{text[start:end]}](https://a)") == words else words
    place = start + len(marked) + 3
    return Edit(start, end, f"[{marked}](https://)", place, place + len("https://"))


def listed(text: str, start: int, end: int) -> Edit:
    """Make the lines of a selection items of a list, or ordinary lines when all of them are items."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(end - 1, start)) if end > start else text.find("\n", end)
    last = len(text) if last < 0 else last
    lines = text[first:last].split("\n")
    items = [_ITEM.match(line) for line in lines]
    if all(items):
        new = [line[item.end() :] for line, item in zip(lines, items, strict=True) if item]
    else:
        new = [line if item or (not line.strip() and len(lines) > 1) else f"- {line}"
               for line, item in zip(lines, items, strict=True)]  # fmt: skip
    made = "\n".join(new)
    if start == end:
        place = max(first, start + len(made) - (last - first))
        return Edit(first, last, made, place, place)
    return Edit(first, last, made, first, first + len(made))


def continued(text: str, caret: int) -> Edit | None:
    """What Enter does in a list: the next item begins; in an empty item, the list ends. None outside of lists."""
    first = text.rfind("\n", 0, caret) + 1
    last = text.find("\n", caret)
    last = len(text) if last < 0 else last
    line = text[first:last]
    item = _ITEM.match(line)
    if item is None or caret < first + item.end():
        return None
    if not line[item.end() :].strip():
        return Edit(first, last, "", first, first)
    if not _in_list(text, first):
        return None
    number = int(item["number"]) + 1 if item["number"] else 0
    sign = f"{number}." if number else item["sign"]
    made = f"\n{item['indent']}{sign} "
    rest = text[last:]
    kept = text[caret:last].lstrip(" ")
    after = _renumbered(rest, number) if number else rest
    place = caret + len(made)
    return Edit(caret, len(text), made + kept + after, place, place)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text, taken apart: its list mark and its letters, each with its place in the text."""

    start: int
    end: int
    marker: str
    number: int
    letters: tuple[_Letter, ...]
    places: tuple[int, ...]

    def between(self, start: int, end: int) -> list[_Letter]:
        """The letters that stand between two places of the text."""
        return [letter for letter, place in zip(self.letters, self.places, strict=True) if start <= place < end]


def _lines(text: str) -> list[_Line]:
    found, start, number = [], 0, 0
    for line in text.split("\n"):
        before = number
        parts, number = line_pieces(line, number)
        words = [(p, at) for p in parts if not p.mark for at in range(p.start, p.end)]
        letters = tuple(_Letter(line[at], p.bold, p.italic, p.link) for p, at in words)
        marker = line[: parts[0].end] if parts and parts[0].item else ""
        found.append(_Line(start, start + len(line), marker, before, letters, tuple(start + at for _, at in words)))
        start += len(line) + 1
    return found


def _touched(text: str, start: int, end: int) -> tuple[int, int]:
    """The selection without white space at its edges and with the whole of its first and last word."""
    words = Words(text)
    first, last = words.index(start), words.index(end)
    said = words.text
    while first < last and said[first].isspace():
        first += 1
    while first < last and said[last - 1].isspace():
        last -= 1
    for found in _WORD.finditer(said):
        at_caret = first == last and found.start() <= first <= found.end()
        if at_caret or (found.end() > first and found.start() < last):
            if not ends_anywhere(found[0]):
                first, last = min(first, found.start()), max(last, found.end())
            elif first == last:
                break
    return words.span(first, last) if first < last else (start, end)


def _with(letter: _Letter, style: Style, value: bool) -> _Letter:
    return replace(letter, bold=value) if style is Style.BOLD else replace(letter, italic=value)


def _changed(text: str, span: tuple[int, int], change: _Change) -> Edit | None:
    lines = [line for line in _lines(text) if line.start < span[1] and line.end > span[0]]
    if not lines:
        return None
    written, first, last = [], -1, -1
    offset = lines[0].start
    for line in lines:
        inside = [span[0] <= place < span[1] for place in line.places]
        wanted = [change(letter) if yes else letter for letter, yes in zip(line.letters, inside, strict=True)]
        if (new := _line_written(line, wanted)) is None:
            return None
        places = [offset + p.start + at for p in line_pieces(new, line.number)[0] if not p.mark
                  for at in range(p.end - p.start)]  # fmt: skip
        chosen = [place for place, yes in zip(places, inside, strict=True) if yes]
        if chosen:
            first, last = first if first >= 0 else chosen[0], chosen[-1] + 1
        written.append(new)
        offset += len(new) + 1
    return Edit(lines[0].start, lines[-1].end, "\n".join(written), first, last)


def _line_written(line: _Line, wanted: Sequence[_Letter]) -> str | None:
    """The line with marks that are read again as the styles that are wanted; None when there are no such marks."""
    ways = []
    for order in (("bold", "link", "italic"), ("italic", "link", "bold"), ("link", "bold", "italic")):
        new = line.marker + _written(wanted, order)
        found, _ = line_pieces(new, line.number)
        read = [_Letter(new[at], p.bold, p.italic, p.link) for p in found if not p.mark for at in range(p.start, p.end)]
        if len(read) == len(wanted) and all(map(_same, read, wanted)):
            ways.append(new)
    return min(ways, key=len, default=None)


def _same(read: _Letter, wanted: _Letter) -> bool:
    return read == wanted or (read.character == wanted.character and read.character.isspace())


def _written(letters: Sequence[_Letter], order: Sequence[str]) -> str:
    if not order:
        return "".join(letter.character for letter in letters)
    style, rest = order[0], order[1:]
    said = []
    for value, group in groupby(letters, key=lambda letter: getattr(letter, style)):
        inner = _written(list(group), rest)
        words = inner.strip()
        if not value or not words:
            said.append(inner)
            continue
        before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        sign = "" if style == "link" else _SIGNS[Style(style)]
        said.append(f"{before}{sign}{words}{sign}{after}" if sign else f"{before}[{words}]({value}){after}")
    return "".join(said)


def _links(text: str) -> Iterator[_Link]:
    start = -1
    for piece in pieces(text):
        if not piece.link or not piece.mark:
            continue
        if text[piece.start] == "[":
            start = piece.start
        elif text[piece.start] == "]":
            yield _Link(start, piece.end, (piece.start + 2, piece.end - 1))


def _closes_at(text: str, place: int, sign: str) -> bool:
    """Whether a mark stands at a place behind words that have its style."""
    style = "bold" if sign == "**" else "italic"
    found = [Piece(0, 0), *pieces(text), Piece(0, 0)]
    for index, piece in enumerate(found):
        if piece.mark and piece.start == place and text[piece.start : piece.end] == sign:
            before, after = found[index - 1], found[index + 1]
            return not before.mark and bool(getattr(before, style)) and not getattr(after, style)
    return False


def _caret_kept(text: str, place: int, edit: Edit) -> Edit:
    """The edit, with the caret where it was among the words."""
    caret = Words(edit.applied(text)).place(Words(text).index(place))
    return replace(edit, first=caret, last=caret)


def _in_list(text: str, start: int) -> bool:
    """Whether the line that begins at `start` is an item of a list."""
    return any(p.item and p.start == start for p in pieces(text))


def _renumbered(rest: str, number: int) -> str:
    """The lines behind a new item `number`, counted on as far as they were counted."""
    lines = rest.split("\n")
    for index, line in enumerate(lines[1:], 1):
        item = _ITEM.match(line)
        if item is None or item["number"] != str(number):
            break
        number += 1
        lines[index] = f"{item['indent']}{number}.{item['space']}{line[item.end() :]}"
    return "\n".join(lines)
