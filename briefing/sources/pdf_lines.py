"""The pages of a PDF to lines of text with their place, size and weight.

PDFium gives characters in the order in which the page draws them and marks where its lines end; the rest is told by
their boxes. All lengths are points; the origin is the lower left corner of a page.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from briefing.sources.pdf_notes import PdfNote

HYPHEN = "\u00ad"
"""Stands at the end of a line that ends within a word."""

_LINE = re.compile("[^\\r\\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
"""PDFium puts the rest of a divided word and its line right behind the hyphen."""

_SOFT_ENDS = ("\x02", "\ufffe", "\u00ad")
_BOLD_WEIGHT = 600
_SLANTED = math.radians(5)
_SAMPLES = 5
_JOIN_GAP = 1.5
_MANY_JUMPS = 6
_GAP = 0.8
"""The width of a gap between columns, in sizes of the text; a space is a quarter, in justified lines up to a half."""

_LEADERS = re.compile(r"\.(?: ?\.){3,}( ?)")
"""The dots that lead from an entry of a table of contents to its page."""

_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0E0: "→", 0xF06F: "○", 0xF02D: "–"}
"""Bullets of the fonts Symbol and Wingdings, which have places of their own for them."""

_SMALL_FIGURE = 0.8
_FIGURES = "0123456789"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line. `left`, `right`, `bottom` and `top` are its box; `page` counts from 0; `height` is that of its page.

    Attributes:
        spans: the stretches of `text` that lie below annotations: start, end (exclusive), and which annotation.
        gaps: the spaces in `text` that are far wider than one: offset, where the text before ends, where it goes on.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    height: float
    spans: tuple[tuple[int, int, int], ...] = ()
    gaps: tuple[tuple[int, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Font:
    """How the letters of one text object are drawn."""

    size: float
    bold: bool
    upright: bool


@dataclass(frozen=True, slots=True)
class _Glyph:
    left: float
    right: float
    bottom: float
    top: float
    font: _Font


Span = tuple[str, Sequence[int]]
"""Some characters and their indexes on the page."""


def lines_of_page(page: Any, number: int, notes: Sequence[PdfNote] = (), first_note: int = 0) -> list[PdfLine]:
    """The lines of a page in reading order. Slanted stamps are left out when the rest of the page is upright.

    Args:
        notes: the annotations of the page; lines name them by their place, counted from `first_note`.
    """
    import pypdfium2.raw as pdfium

    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return []
    try:
        reader = _PageReader(pdfium, text_page, number, float(page.get_height()), notes, first_note)
        found = [reader.line(span) for span in reader.spans()]
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    lines = [(line, upright) for line, upright in found if line.text]
    straight = [line for line, upright in lines if upright]
    if sum(len(line.text) for line in straight) * 2 < sum(len(line.text) for line, _ in lines):
        return [line for line, _ in lines]
    return _joined(_in_order(straight))


def _in_order(lines: list[PdfLine]) -> list[PdfLine]:
    """The lines from the top down where the file jumps up again and again, as drawing programs do; else as they are."""
    jumps = sum(line.bottom > before.bottom + before.size for before, line in pairwise(lines))
    if jumps < _MANY_JUMPS or jumps * 6 < len(lines):
        return lines
    rows: list[list[PdfLine]] = []
    for line in sorted(lines, key=lambda line: -line.bottom):
        if rows and rows[-1][0].bottom - line.bottom < 0.4 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def body_size(lines: Sequence[PdfLine]) -> float:
    """The size in which most of the text is set; 0 without text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class _PageReader:
    """Reads one page. What the letters of a text object have in common is asked for once."""

    def __init__(
        self, pdfium: Any, text_page: Any, number: int, height: float, notes: Sequence[PdfNote], first_note: int
    ) -> None:
        self._pdfium, self._text_page = pdfium, text_page
        self._number, self._height = number, height
        self._notes, self._first_note = notes, first_note
        self._fonts: dict[int, _Font] = {}
        self._box = pdfium.FS_RECTF()
        self._box_pointer = ctypes.byref(self._box)
        self._matrix = pdfium.FS_MATRIX()

    def spans(self) -> Iterator[Span]:
        """The lines as PDFium divides them."""
        text, indexes = self._characters()
        for match in _LINE.finditer(text):
            yield match[0], indexes[match.start() : match.end()]

    def line(self, span: Span) -> tuple[PdfLine, bool]:
        """A line, and whether it stands upright."""
        text = _text(span)
        if not text.strip(HYPHEN):
            return PdfLine("", self._number, 0, 0, 0, 0, 0, False, self._height), True
        origins = _origins(text, span)
        visible = [offset for offset, char in enumerate(text) if char != " " and char != HYPHEN]
        step = max(1, len(visible) // _SAMPLES)
        glyphs = [self._glyph(origins[offset]) for offset in {*visible[::step], visible[0], visible[-1]}]
        sizes = Counter(glyph.font.size for glyph in glyphs)
        size = sizes.most_common(1)[0][0]
        bottom, top = min(glyph.bottom for glyph in glyphs), max(glyph.top for glyph in glyphs)
        line = PdfLine(
            self._with_raised_figures(text, origins, size, bottom).translate(_SYMBOLS),
            self._number,
            min(glyph.left for glyph in glyphs),
            max(glyph.right for glyph in glyphs),
            bottom,
            top,
            size,
            sum(glyph.font.bold for glyph in glyphs) * 10 >= 8 * len(glyphs),
            self._height,
            self._covered(text, origins, bottom, top) if self._notes else (),
            self._gaps(text, origins, size),
        )
        return line, sum(glyph.font.upright for glyph in glyphs) * 2 >= len(glyphs)

    def _characters(self) -> Span:
        """All characters; in one call where PDFium counts both alike, as nearly always."""
        count = self._pdfium.FPDFText_CountChars(self._text_page)
        buffer = (ctypes.c_ushort * (count + 1))()
        if count > 0 and self._pdfium.FPDFText_GetText(self._text_page, 0, count, buffer) == count + 1:
            text = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
            if len(text) == count:
                return text, range(count)
        found = list(self._one_by_one(count))
        return "".join(char for _, char in found), [index for index, _ in found]

    def _one_by_one(self, count: int) -> Iterator[tuple[int, str]]:
        high = 0
        for index in range(count):
            code = self._pdfium.FPDFText_GetUnicode(self._text_page, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
            high = 0
            yield index, chr(code) if code < 0x110000 else "\ufffd"

    def _glyph(self, index: int) -> _Glyph:
        left, bottom, right, top = self._place(index)
        return _Glyph(left, right, bottom, top, self._font(index))

    def _place(self, index: int) -> tuple[float, float, float, float]:
        box = self._box
        self._pdfium.FPDFText_GetLooseCharBox(self._text_page, index, self._box_pointer)
        bottom, top = (box.bottom, box.top) if box.bottom <= box.top else (box.top, box.bottom)
        return box.left, bottom, box.right, top

    def _font(self, index: int) -> _Font:
        pdfium, text_page = self._pdfium, self._text_page
        drawn = pdfium.FPDFText_GetTextObject(text_page, index)
        key = ctypes.addressof(drawn.contents) if drawn else None
        if key is not None and key in self._fonts:
            return self._fonts[key]
        size = float(pdfium.FPDFText_GetFontSize(text_page, index))
        if pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(self._matrix)):
            size *= math.hypot(self._matrix.c, self._matrix.d) or 1.0
        weight = pdfium.FPDFText_GetFontWeight(text_page, index)
        bold = weight >= _BOLD_WEIGHT or _named_bold(pdfium, text_page, index)
        angle = float(pdfium.FPDFText_GetCharAngle(text_page, index))
        found = _Font(round(size, 1), bold, abs(math.sin(angle)) < math.sin(_SLANTED))
        if key is not None:
            self._fonts[key] = found
        return found

    def _gaps(self, text: str, origins: Sequence[int], size: float) -> tuple[tuple[int, float, float], ...]:
        """The spaces of a line that are wider than any between words."""
        found = []
        offset = text.find(" ")
        while offset > 0:
            right, left = self._place(origins[offset - 1])[2], self._place(origins[offset + 1])[0]
            if left - right > _GAP * size:
                found.append((offset, right, left))
            offset = text.find(" ", offset + 1)
        return tuple(found)

    def _with_raised_figures(self, text: str, origins: Sequence[int], size: float, bottom: float) -> str:
        """The text with the small figures of notes and formulas as such: "750" and a raised "1" are not "7501"."""
        if text.isalpha() or not any(char in _FIGURES for char in text):
            return text
        chars = list(text)
        for offset, char in enumerate(text):
            if char in _FIGURES and self._font(origins[offset]).size < _SMALL_FIGURE * size:
                raised = self._place(origins[offset])[1] > bottom + 0.1 * size
                chars[offset] = (_RAISED if raised else _LOWERED)[int(char)]
        return "".join(chars)

    def _covered(
        self, text: str, origins: Sequence[int], bottom: float, top: float
    ) -> tuple[tuple[int, int, int], ...]:
        """The stretches of a line below annotations: letters whose middle they cover, and spaces between such."""
        near = [
            (which, note)
            for which, note in enumerate(self._notes, start=self._first_note)
            if any(low <= top and bottom <= high for _, low, _, high in note.boxes)
        ]
        middles = []
        for index in origins if near else ():
            left, low, right, high = self._place(index)
            middles.append(((left + right) / 2, (low + high) / 2))
        found = []
        for which, note in near:
            start = -1
            for offset, (x, y) in enumerate(middles):
                if text[offset] == " ":
                    continue
                if not note.covers(x, y):
                    if start >= 0:
                        found.append((start, len(text[:offset].rstrip()), which))
                    start = -1
                elif start < 0:
                    start = offset
            if start >= 0:
                found.append((start, len(middles), which))
        return tuple(found)


def _origins(text: str, span: Span) -> Sequence[int]:
    """For each character of a line's text the index on the page that it came from; `text` is what `_text` made."""
    raw, indexes = span
    if raw.startswith(text):
        return indexes[: len(text)]
    found, at, last = [], 0, len(raw) - 1
    for char in text:
        while at < last and raw[at] != char and not (char == " " and raw[at].isspace()):
            at += 1
        found.append(indexes[min(at, last)])
        at += 1
    return found


def _text(span: Span) -> str:
    text = _LEADERS.sub(r"...\1", " ".join(span[0].split())).rstrip()
    if text.isascii() and text.isprintable():
        return text
    if text.endswith(_SOFT_ENDS) and len(text) > 1:
        text = text[:-1].rstrip("-") + HYPHEN
    return "".join(char for char in text[:-1] if char not in _SOFT_ENDS and _is_shown(char)) + "".join(
        c for c in text[-1:] if c == HYPHEN or _is_shown(c)
    )


def _is_shown(char: str) -> bool:
    return char.isprintable() or ord(char) in _SYMBOLS


def _named_bold(pdfium: Any, text_page: Any, index: int) -> bool:
    """Whether the font's name says that it is bold; many embedded fonts state no weight."""
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.lower() if 0 < length <= 128 else b""
    return any(part in name for part in (b"bold", b"black", b"heavy", b"cmbx", b"sfbx", b"-bd", b",bd"))


def _joined(lines: list[PdfLine]) -> list[PdfLine]:
    """Pieces of one line made one: PDFium ends a line at a raised figure and at a wide gap."""
    found: list[PdfLine] = []
    for line in lines:
        if found and _same_line(found[-1], line):
            found[-1] = _merged(found[-1], line)
        else:
            found.append(line)
    return found


def _same_line(one: PdfLine, other: PdfLine) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    gap = other.left - one.right
    size = max(one.size, other.size)
    low = min(one.top - one.bottom, other.top - other.bottom)
    return overlap > 0.5 * low and -0.3 * size <= gap <= _JOIN_GAP * size


def _merged(one: PdfLine, other: PdfLine) -> PdfLine:
    glued = other.left - one.right < 0.15 * max(one.size, other.size)
    shift = len(one.text) + (not glued)
    main = one if len(one.text) >= len(other.text) else other
    one, other = _as_raised(one, main), _as_raised(other, main)
    return replace(
        main,
        text=one.text + ("" if glued else " ") + other.text,
        left=min(one.left, other.left),
        right=max(one.right, other.right),
        bottom=min(one.bottom, other.bottom) if main.size == other.size == one.size else main.bottom,
        top=max(one.top, other.top) if main.size == other.size == one.size else main.top,
        bold=one.bold and other.bold,
        spans=one.spans + tuple((start + shift, end + shift, which) for start, end, which in other.spans),
        gaps=one.gaps + tuple((offset + shift, right, left) for offset, right, left in other.gaps),
    )


def _as_raised(line: PdfLine, main: PdfLine) -> PdfLine:
    """A small figure above the foot of the line that it belongs to."""
    if line.text.isdecimal() and line.text.isascii() and line.size < _SMALL_FIGURE * main.size:
        raised = _RAISED if line.bottom > main.bottom + 0.1 * main.size else _LOWERED
        return replace(line, text="".join(raised[int(char)] for char in line.text))
    return line
