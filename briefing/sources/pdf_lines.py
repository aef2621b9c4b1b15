"""The pages of a PDF to lines of text with their place, size and weight.

PDFium gives characters in the order in which the page draws them and marks where its lines end; the rest is told by
their boxes. All lengths are points; the origin is the lower left corner of a page.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing.sources.pdf_notes import PdfNote

HYPHEN = "\u00ad"
"""Stands at the end of a line that ends within a word."""

_HYPHENS = "\x02\ufffe"
_SOFT_ENDS = ("\x02", "\ufffe", "\u00ad")
_BOLD_WEIGHT = 600
_SLANTED = math.radians(5)
_SAMPLES = 5
_JOIN_GAP = 1.5


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line. `left`, `right`, `bottom` and `top` are its box; `page` counts from 0; `height` is that of its page.

    Attributes:
        spans: the stretches of `text` that lie below annotations: start, end (exclusive), and which annotation.
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


Span = list[tuple[int, str]]
"""The characters of a line with their indexes on the page."""


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
    return _joined(straight)


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
        self._matrix = pdfium.FS_MATRIX()

    def spans(self) -> Iterator[Span]:
        """The lines as PDFium divides them."""
        span: Span = []
        for index, char in self._characters():
            if char in "\r\n":
                if span:
                    yield span
                span = []
            elif char != "\0":
                span.append((index, char))
                if char in _HYPHENS:  # PDFium puts the rest of the divided word and its line right behind it
                    yield span
                    span = []
        if span:
            yield span

    def line(self, span: Span) -> tuple[PdfLine, bool]:
        """A line, and whether it stands upright."""
        text = _text(span)
        visible = [index for index, char in span if not char.isspace() and char not in _SOFT_ENDS]
        if not text or not visible:
            return PdfLine("", self._number, 0, 0, 0, 0, 0, False, self._height), True
        step = max(1, len(visible) // _SAMPLES)
        glyphs = [self._glyph(index) for index in {*visible[::step], visible[0], visible[-1]}]
        sizes = Counter(glyph.font.size for glyph in glyphs)
        line = PdfLine(
            text,
            self._number,
            min(glyph.left for glyph in glyphs),
            max(glyph.right for glyph in glyphs),
            min(glyph.bottom for glyph in glyphs),
            max(glyph.top for glyph in glyphs),
            sizes.most_common(1)[0][0],
            sum(glyph.font.bold for glyph in glyphs) * 10 >= 8 * len(glyphs),
            self._height,
            self._covered(text, span) if self._notes else (),
        )
        return line, sum(glyph.font.upright for glyph in glyphs) * 2 >= len(glyphs)

    def _characters(self) -> Iterator[tuple[int, str]]:
        """Index and character; in one call where PDFium counts both alike, as nearly always."""
        count = self._pdfium.FPDFText_CountChars(self._text_page)
        buffer = (ctypes.c_ushort * (count + 1))()
        if count > 0 and self._pdfium.FPDFText_GetText(self._text_page, 0, count, buffer) == count + 1:
            text = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
            if len(text) == count:
                return enumerate(text)
        return self._slow_characters(count)

    def _slow_characters(self, count: int) -> Iterator[tuple[int, str]]:
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
        self._pdfium.FPDFText_GetLooseCharBox(self._text_page, index, ctypes.byref(box))
        bottom, top = (box.bottom, box.top) if box.bottom <= box.top else (box.top, box.bottom)
        return box.left, bottom, box.right, top

    def _font(self, index: int) -> _Font:
        pdfium, text_page = self._pdfium, self._text_page
        drawn = pdfium.FPDFText_GetTextObject(text_page, index)
        key = ctypes.cast(drawn, ctypes.c_void_p).value if drawn else None
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

    def _covered(self, text: str, span: Span) -> tuple[tuple[int, int, int], ...]:
        """The stretches of a line below annotations: letters whose middle they cover, and spaces between such."""
        middles = []
        for index in _origins(text, span):
            left, bottom, right, top = self._place(index)
            middles.append(((left + right) / 2, (bottom + top) / 2))
        found = []
        for which, note in enumerate(self._notes, start=self._first_note):
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


def _origins(text: str, span: Span) -> list[int]:
    """For each character of a line's text the index on the page that it came from; `text` is what `_text` made."""
    found, at = [], 0
    for char in text:
        while not (
            span[at][1] == char or (char == " " and span[at][1].isspace()) or (char == HYPHEN and at == len(span) - 1)
        ):
            at += 1
        found.append(span[at][0])
        at += 1
    return found


def _text(span: Span) -> str:
    text = " ".join("".join(char for _, char in span).split())
    if text.endswith(_SOFT_ENDS) and len(text) > 1:
        text = text[:-1].rstrip("-") + HYPHEN
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for char in text[:-1] if char not in _SOFT_ENDS and char.isprintable()) + "".join(
        c for c in text[-1:] if c == HYPHEN or c.isprintable()
    )


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
    return replace(
        main,
        text=one.text + ("" if glued else " ") + other.text,
        left=min(one.left, other.left),
        right=max(one.right, other.right),
        bottom=min(one.bottom, other.bottom) if main.size == other.size == one.size else main.bottom,
        top=max(one.top, other.top) if main.size == other.size == one.size else main.top,
        bold=one.bold and other.bold,
        spans=one.spans + tuple((start + shift, end + shift, which) for start, end, which in other.spans),
    )
