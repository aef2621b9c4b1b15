"""The pages of a PDF to lines of text with their place, size and weight.

PDFium gives characters in the order in which the page draws them and marks where its lines end; the rest is told by
their boxes. All lengths are points; the origin is the lower left corner of a page.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

HYPHEN = "\u00ad"
"""Stands at the end of a line that ends within a word."""

_HYPHENS = (0x02, 0xFFFE)
_SOFT_ENDS = ("\x02", "\ufffe", "\u00ad")
_BOLD_WEIGHT = 600
_SLANTED = math.radians(5)
_SAMPLES = 5
_JOIN_GAP = 1.5


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line. `left`, `right`, `bottom` and `top` are its box; `page` counts from 0; `height` is that of its page."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    height: float


@dataclass(frozen=True, slots=True)
class _Glyph:
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    angle: float


def lines_of_page(page: Any, number: int) -> list[PdfLine]:
    """The lines of a page in reading order. Slanted stamps are left out when the rest of the page is upright."""
    import pypdfium2.raw as pdfium

    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return []
    try:
        height = float(page.get_height())
        found = [_line(pdfium, text_page, span, number, height) for span in _spans(pdfium, text_page)]
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    lines = [(line, upright) for line, upright in found if line.text]
    straight = [line for line, upright in lines if upright]
    if sum(len(line.text) for line in straight) * 2 < sum(len(line.text) for line, _ in lines):
        return [line for line, _ in lines]
    return _joined(straight)


def body_size(lines: list[PdfLine]) -> float:
    """The size in which most of the text is set; 0 without text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _spans(pdfium: Any, text_page: Any) -> Iterator[list[tuple[int, str]]]:
    """The characters of each line with their indexes."""
    read = pdfium.FPDFText_GetUnicode
    span: list[tuple[int, str]] = []
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = read(text_page, index)
        if code in (10, 13):
            if span:
                yield span
            span = []
        elif code:
            span.append((index, chr(code) if code < 0x110000 else "\ufffd"))
            if code in _HYPHENS:  # PDFium puts the rest of the divided word and its line right behind it
                yield span
                span = []
    if span:
        yield span


def _line(pdfium: Any, text_page: Any, span: list[tuple[int, str]], page: int, height: float) -> tuple[PdfLine, bool]:
    """A line, and whether it stands upright."""
    text = _text(span)
    visible = [index for index, char in span if not char.isspace() and char not in _SOFT_ENDS]
    if not text or not visible:
        return PdfLine("", page, 0, 0, 0, 0, 0, False, height), True
    step = max(1, len(visible) // _SAMPLES)
    glyphs = [_glyph(pdfium, text_page, index) for index in {*visible[::step], visible[0], visible[-1]}]
    sizes = Counter(glyph.size for glyph in glyphs)
    return PdfLine(
        text,
        page,
        min(glyph.left for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        min(glyph.bottom for glyph in glyphs),
        max(glyph.top for glyph in glyphs),
        sizes.most_common(1)[0][0],
        sum(glyph.bold for glyph in glyphs) * 10 >= 8 * len(glyphs),
        height,
    ), sum(abs(math.sin(glyph.angle)) < math.sin(_SLANTED) for glyph in glyphs) * 2 >= len(glyphs)


def _text(span: list[tuple[int, str]]) -> str:
    raw = "".join(char for _, char in span)
    joined = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # PDFium gives surrogates one by one
    text = " ".join(joined.split())
    if text.endswith(_SOFT_ENDS) and len(text) > 1:
        text = text[:-1].rstrip("-") + HYPHEN
    return "".join(char for char in text[:-1] if char not in _SOFT_ENDS and char.isprintable()) + "".join(
        c for c in text[-1:] if c == HYPHEN or c.isprintable()
    )


def _glyph(pdfium: Any, text_page: Any, index: int) -> _Glyph:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(text_page, index))
    if pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    weight = pdfium.FPDFText_GetFontWeight(text_page, index)
    bold = weight >= _BOLD_WEIGHT or _named_bold(pdfium, text_page, index)
    angle = float(pdfium.FPDFText_GetCharAngle(text_page, index))
    bottom, top = sorted((box.bottom, box.top))
    return _Glyph(box.left, box.right, bottom, top, round(size, 1), bold, angle)


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
    main = one if len(one.text) >= len(other.text) else other
    return replace(
        main,
        text=one.text + ("" if glued else " ") + other.text,
        left=min(one.left, other.left),
        right=max(one.right, other.right),
        bottom=min(one.bottom, other.bottom) if main.size == other.size == one.size else main.bottom,
        top=max(one.top, other.top) if main.size == other.size == one.size else main.top,
        bold=one.bold and other.bold,
    )
