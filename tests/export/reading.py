"""Reads a PDF back: structure tree, outline, links, and the text with its places."""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
import pypdfium2

_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\ufffe\x02]")


def plain(text: str) -> str:
    """Text as one searches it: compatibility forms unified, white space and what cannot be seen taken out."""
    return re.sub(r"\s+", "", _UNSEEN.sub("", unicodedata.normalize("NFKC", text))).replace("-", "")


def shows(text: str, words: str) -> bool:
    """Whether `words` stand in a `plain` text; word by word where directions mix, which readers order as they like."""
    if backwards := re.findall("[\u0590-\u06ff]{2,}", words):
        return all(plain(word) in text for word in backwards)
    return plain(words).casefold() in text.casefold()


@dataclass(frozen=True)
class Line:
    """A line of text on a page: its box in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass
class Element:
    """An element of the structure tree; `kind` is its standard type."""

    kind: str
    page: int | None
    node: Any
    language: str = ""
    children: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Reading:
    """An open PDF."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.pdf = pikepdf.open(io.BytesIO(body))
        self._pdfium = pypdfium2.PdfDocument(body)
        self._page_numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

    def close(self) -> None:
        """Let go of the file."""
        self._pdfium.close()
        self.pdf.close()

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page."""
        return [page.get_textpage().get_text_range() for page in self._pdfium]

    @cached_property
    def text(self) -> str:
        """The whole text, as `plain` has it."""
        return plain("".join(self.pages))

    def font(self, page: int, words: str) -> str:
        """The name of the font in which a page, from 1, shows some words first; each cut has one of its own."""
        textpage = self._pdfium[page - 1].get_textpage()
        place, name, flags = textpage.get_text_range().index(words), ctypes.create_string_buffer(200), ctypes.c_int()
        pypdfium2.raw.FPDFText_GetFontInfo(textpage.raw, place, name, 200, ctypes.byref(flags))
        return name.value.decode()

    def lines(self, page: int) -> list[Line]:
        """The lines of a page, from 1, from top to bottom."""
        textpage = self._pdfium[page - 1].get_textpage()
        lines = []
        for index in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(index)
            lines.append(Line(textpage.get_text_bounded(left, bottom, right, top), left, bottom, right, top))
        return sorted(lines, key=lambda line: -line.top)

    @cached_property
    def tree(self) -> Element:
        """The structure tree."""
        return self._element(self.pdf.Root.StructTreeRoot.K)

    def elements(self, *kinds: str) -> list[Element]:
        """All elements of these types, in reading order."""
        return [element for element in self.tree.walk() if element.kind in kinds]

    def _element(self, node: Any) -> Element:
        if isinstance(node, pikepdf.Array):
            return Element("Root", None, node, children=[self._element(child) for child in node])
        page = self._page_numbers.get(node.Pg.objgen) if "/Pg" in node else None
        element = Element(str(node.get("/S", "")).lstrip("/"), page, node, str(node.get("/Lang", "")))
        kids = node.get("/K", [])
        for child in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                element.children.append(self._element(child))
        return element

    @cached_property
    def outline(self) -> list[tuple[int, str, int]]:
        """The bookmarks: depth from 0, title, page from 1."""
        found: list[tuple[int, str, int]] = []

        def walk(items: Any, depth: int) -> None:
            for item in items:
                destination = self._destination(item.destination or item.action.D)
                found.append((depth, item.title, destination))
                walk(item.children, depth + 1)

        with self.pdf.open_outline() as outline:
            walk(outline.root, 0)
        return found

    def links(self) -> list[tuple[int, str, int, str]]:
        """Page, address ("" for a link within), target page (0 for one to the outside), description."""
        found = []
        for number, page in enumerate(self.pdf.pages, 1):
            for annotation in page.obj.get("/Annots", []):
                action = annotation.get("/A", {})
                address = str(action.get("/URI", ""))
                target = 0 if address else self._destination(annotation.get("/Dest", action.get("/D")))
                found.append((number, address, target, str(annotation.get("/Contents", ""))))
        return found

    def _destination(self, value: Any) -> int:
        if isinstance(value, (pikepdf.String, pikepdf.Name, str)):
            value = self._named[str(value)]
        if isinstance(value, pikepdf.Dictionary):
            value = value.D
        return self._page_numbers[value[0].objgen]

    @cached_property
    def _named(self) -> dict[str, Any]:
        tree = pikepdf.NameTree(self.pdf.Root.Names.Dests)
        return {str(name): value for name, value in tree.items()}
