"""What was put on the pages of a PDF: links, marked passages and notes (ISO 32000-1 12.5).

All lengths are points; the origin is the lower left corner of a page.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

from briefing.domain.urls import safe_link

MAX_NOTES = 2_000
"""Of one page; no person makes more."""

_LINK = 2
_MARKUPS = (9, 10, 11, 12)
"""Highlight, underline, squiggly and strike-out (`FPDF_ANNOT_*` of PDFium)."""

_NOT_WRITTEN = (16, 20, 22, 23, 24, 27, 28)
"""Pop-ups, whose words belong to what they pop up from, form fields, printers' marks, watermarks and redactions."""

_MAX_NOTE = 4_000
_HIDDEN = 2
_FLAT = 1.0
"""Points by which a quadrilateral may miss the letters above and below their middle: programs draw them tight."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""


@dataclass(frozen=True, slots=True)
class PdfNote:
    """An annotation.

    Attributes:
        page: from 0. boxes: what it covers.
        link: where it leads, for a link. marks: it marks the text below it.
        text: what a person wrote on it, with their name.
    """

    page: int
    boxes: tuple[Box, ...]
    link: str = ""
    marks: bool = False
    text: str = ""

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies below the annotation."""
        return any(left <= x <= right and bottom - _FLAT <= y <= top + _FLAT for left, bottom, right, top in self.boxes)


def notes_of_page(document: Any, page: Any, number: int) -> list[PdfNote]:
    """The links, the marked passages and the written notes on a page, in the order in which the file has them."""
    import pypdfium2.raw as pdfium

    found: dict[int, PdfNote] = {}
    answers: list[tuple[int, str]] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_NOTES)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            asked = _answered(pdfium, page, annotation)
            note = _note(pdfium, document, annotation, number)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if note and asked >= 0 and note.text and not note.marks:
            answers.append((asked, note.text))
        elif note:
            found[index] = note
    for asked, text in answers:
        before = found.get(asked)
        if before is None:
            found[asked] = PdfNote(number, (), text=text)
        else:
            said = f"{before.text}\n{text}" if before.text else text
            found[asked] = PdfNote(number, before.boxes, marks=before.marks, text=said)
    return list(found.values())


def _note(pdfium: Any, document: Any, annotation: Any, page: int) -> PdfNote | None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        return None
    if kind == _LINK:
        link = _link(pdfium, document, annotation)
        return PdfNote(page, _boxes(pdfium, annotation), link=link) if link else None
    if kind in _NOT_WRITTEN:
        return None
    text = _written(pdfium, annotation)
    if kind in _MARKUPS:
        return PdfNote(page, _boxes(pdfium, annotation), marks=True, text=text)
    return PdfNote(page, _boxes(pdfium, annotation), text=text) if text else None


def _written(pdfium: Any, annotation: Any) -> str:
    """What a person wrote, and who it was; "" for the marks of a review ("Accepted")."""
    if pdfium.FPDFAnnot_HasKey(annotation, b"StateModel"):
        return ""
    text = "\n".join(" ".join(line.split()) for line in _string(pdfium, annotation, b"Contents").splitlines())
    text = text.strip()[:_MAX_NOTE]
    author = " ".join(_string(pdfium, annotation, b"T").split())[:100]
    return f"{text} ({author})" if text and author else text


def _answered(pdfium: Any, page: Any, annotation: Any) -> int:
    """The index of the annotation that this one answers; -1 for none (12.5.6.2, IRT)."""
    if not pdfium.FPDFAnnot_HasKey(annotation, b"IRT"):
        return -1
    other = pdfium.FPDFAnnot_GetLinkedAnnot(annotation, b"IRT")
    if not other:
        return -1
    try:
        return int(pdfium.FPDFPage_GetAnnotIndex(page, other))
    finally:
        pdfium.FPDFPage_CloseAnnot(other)


def _boxes(pdfium: Any, annotation: Any) -> tuple[Box, ...]:
    """The boxes around its quadrilaterals; its own box when it has none."""
    found: list[Box] = []
    points = pdfium.FS_QUADPOINTSF()
    for index in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), MAX_NOTES)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, ctypes.byref(points)):
            xs = (points.x1, points.x2, points.x3, points.x4)
            ys = (points.y1, points.y2, points.y3, points.y4)
            found.append((min(xs), min(ys), max(xs), max(ys)))
    box = pdfium.FS_RECTF()
    if not found and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
        found.append((box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)))
    return tuple(found)


def _link(pdfium: Any, document: Any, annotation: Any) -> str:
    """The web or mail address that a link leads to; "" for a place in the document."""
    link = pdfium.FPDFAnnot_GetLink(annotation)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < length <= 8_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return safe_link(buffer.value.decode("utf-8", "replace"))


def _string(pdfium: Any, annotation: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < length <= 200_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace").replace("\0", "")
