"""A PDF to a Capture: its text layer, page by page, and what it says about itself."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing.domain.articles import Capture
from briefing.domain.errors import CaptureError
from briefing.sources import pdf_layout, pdf_marks, properties
from briefing.sources.pdf_lines import PdfLine, lines_of_page
from briefing.sources.pdf_marks import MarkedText
from briefing.sources.pdf_notes import PdfNote, notes_of_page
from briefing.sources.properties import Properties

MAX_PAGES = 3_000
MAX_LENGTH = 5_000_000
SECONDS = 6.0
WALL_SECONDS = 20.0
"""Seconds of work, and by the clock when other programs are busy too; pages that are not read by then are left out."""

_TELL_EVERY = 10
_ENOUGH = 20
_MAX_BOXES = 50
_MAX_WORDS = 500
_GARBLED = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08]")
_XMP = re.compile(rb"<x:xmpmeta.{0,500000}?</x:xmpmeta>", re.DOTALL)
_DATE = re.compile(r"(?:D:)?\s*(\d{4})-?(\d{2})?-?(\d{2})?")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRISM = re.compile(r"\{http://prismstandard\.org/namespaces/[^}]*\}")
_PASTE = "Open it, copy the text and paste it here."


def read(body: bytes, name: str = "", tell: Callable[[int, int], None] | None = None) -> Capture:
    """The article in a PDF.

    Args:
        tell: called now and then with the pages that are read and all pages.

    Raises:
        CaptureError: it is locked, damaged or has no text layer.
    """
    import pypdfium2

    document = _opened(pypdfium2, body)
    try:
        about = _about(document, body)
        pages = _pages(pypdfium2, document, tell)
    finally:
        document.close()
    _check_text("".join(line.text for line in pages.lines))
    links = {number: marked.note.link for number, marked in enumerate(pages.notes) if marked.note.link}
    blocks, places = pdf_layout.laid_out(pages.lines, links)
    headline = pdf_layout.headline(pages.lines)
    if headline and not _says(pages.lines, about.title):
        about = replace(about, title="")
    found = properties.captured(blocks, about, name, headline=headline, reason=pages.reason)
    return pdf_marks.with_marks(found, blocks, places, pages.notes)


def _opened(pypdfium2: Any, body: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise CaptureError(
                "This PDF is locked with a password. Open it in a PDF viewer, save it without one and add it again."
            ) from error
        raise CaptureError(
            "This PDF is damaged and cannot be read. Download it again, or open it in a PDF viewer and print it anew."
        ) from error


@dataclass(slots=True)
class _Pages:
    """What the pages hold. `reason`: a sentence when some are missing."""

    lines: list[PdfLine]
    notes: list[MarkedText]
    reason: str = ""


def _pages(pypdfium2: Any, document: Any, tell: Callable[[int, int], None] | None) -> _Pages:
    found = _Pages([], [])
    total, empty, length = len(document), 0, 0
    began, spent = time.monotonic(), time.process_time()
    for number in range(total):
        if tell and number % _TELL_EVERY == _TELL_EVERY - 1:
            tell(number, total)
        too_long = time.process_time() - spent > SECONDS or time.monotonic() - began > WALL_SECONDS
        if number >= MAX_PAGES or length > MAX_LENGTH or too_long:
            found.reason = f"Only the first {number} of {total} pages were read: the PDF is very long. {_PASTE}"
            return found
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            empty += 1
            continue
        notes = notes_of_page(document, page, number)
        lines = lines_of_page(page, number, notes, len(found.notes))
        found.notes += map(MarkedText, notes, _words_below(page, notes))
        page.close()
        empty += not lines
        length += sum(len(line.text) for line in lines)
        found.lines += lines
    if empty * 3 >= total and found.lines and total > 1:
        found.reason = f"{empty} of {total} pages hold no text, only pictures or nothing, so their words are missing."
    return found


def _words_below(page: Any, notes: Sequence[PdfNote]) -> list[str]:
    """For each mark the words below it as the page has them, to be told when they have no place in the article."""
    if not any(note.marks for note in notes):
        return [""] * len(notes)
    text_page = page.get_textpage()
    found = []
    for note in notes:
        boxes = note.boxes[:_MAX_BOXES] if note.marks else ()
        found.append(" ".join(" ".join(text_page.get_text_bounded(*box) for box in boxes).split())[:_MAX_WORDS])
    text_page.close()
    return found


def _says(lines: Sequence[PdfLine], title: str) -> bool:
    """Whether the first pages say the stated title; templates hand theirs on from one document to the next."""
    words = re.findall(r"\w{3,}", title.casefold())
    text = " ".join(line.text for line in lines if line.page < 3).casefold()
    return sum(word in text for word in words) * 2 >= len(words)


def _check_text(text: str) -> None:
    """Raise unless some text is in the text layer."""
    visible = re.sub(r"\s", "", text)
    if not visible:
        raise CaptureError(
            "This PDF has no text layer: its pages are pictures, as of a scan, or empty. "
            "Run text recognition (OCR) on it first."
        )
    if len(visible) > _ENOUGH and len(_GARBLED.findall(visible)) * 2 > len(visible):
        raise CaptureError(
            "The text of this PDF cannot be read: its fonts do not say which letters they draw. "
            "Run text recognition (OCR) on it first."
        )


def _about(document: Any, body: bytes) -> Properties:
    info = document.get_metadata_dict()
    packet = _xmp(body)
    return Properties(
        title=_first(packet, f"{_DC}title") or info.get("Title", ""),
        authors=tuple(_all(packet, f"{_DC}creator")) or (info.get("Author", ""),),
        published=_day(_prism(packet, "publicationDate") or _prism(packet, "coverDate")),
        written=_day(info.get("CreationDate", "") or info.get("ModDate", "")),
        language=_language(document) or _first(packet, f"{_DC}language"),
        outlet=_prism(packet, "publicationName"),
    )


def _language(document: Any) -> str:
    import ctypes

    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(64)
    length = int(pdfium.FPDFCatalog_GetLanguage(document, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), 64))
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace") if 2 < length <= 64 else ""


def _xmp(body: bytes) -> Any | None:
    """The newest metadata packet that lies in the file uncompressed, as it should (ISO 32000-1 14.3.2)."""
    from lxml import etree

    packets = _XMP.findall(body)
    if not packets:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(packets[-1], parser)
    except (etree.LxmlError, ValueError):
        return None


def _all(packet: Any | None, tag: str) -> list[str]:
    if packet is None:
        return []
    element = packet.find(f".//{tag}")
    if element is None:
        return []
    items = [item.text.strip() for item in element.iter(f"{_RDF}li") if item.text and item.text.strip()]
    return items or ([element.text.strip()] if element.text and element.text.strip() else [])


def _first(packet: Any | None, tag: str) -> str:
    return next(iter(_all(packet, tag)), "")


def _prism(packet: Any | None, name: str) -> str:
    for element in packet.iter() if packet is not None else ():
        if isinstance(element.tag, str) and _PRISM.sub("", element.tag) == name:
            return _first(packet, element.tag)
    return ""


def _day(text: str) -> str:
    """The day of a PDF or XMP date; "" when it is none."""
    from briefing.sources.dates import read_date

    match = _DATE.match(text)
    return read_date(f"{match[1]}-{match[2]}-{match[3]}") if match and match[2] and match[3] else ""
