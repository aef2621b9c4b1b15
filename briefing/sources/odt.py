"""An OpenDocument text (LibreOffice, OpenOffice) to a Capture (OASIS OpenDocument 1.3, part 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from briefing.domain.articles import Capture
from briefing.domain.errors import CaptureError
from briefing.domain.text import Block, BlockKind, Run
from briefing.domain.urls import safe_link
from briefing.sources import properties, styled
from briefing.sources.dates import read_date
from briefing.sources.inline import BREAK
from briefing.sources.packages import Package, Pictures, attribute, child, local, number
from briefing.sources.properties import Properties

MAX_DEPTH = 40
_MAX_REPEATS = 60
_WRAPPERS = frozenset(["section", "index-body", "table-of-content", "text-box", "frame", "numbered-paragraph"])
_GONE = frozenset(
    ["tracked-changes", "table-of-content", "alphabetical-index", "annotation", "annotation-end", "forms"]
)


def read(body: bytes, name: str = "") -> Capture:
    """The article in an OpenDocument text.

    Raises:
        CaptureError: it is damaged, locked, made to burst or empty.
    """
    package = Package(body)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise CaptureError("This document is locked with a password. Save it without one and add it again.")
    root = package.xml("content.xml")
    content = child(root, "body", "text")
    if content is None:
        raise CaptureError("This document is damaged. Open it in LibreOffice, save it again and add that file.")
    walk = _Walk(package, [part for part in (package.xml("styles.xml"), root) if part is not None])
    walk.blocks_of(content, 0)
    walk.add_notes()
    about = _about(package.xml("meta.xml"))
    headline = "" if about.title else walk.title
    return properties.captured(
        walk.found, about, name, pictures=walk.pictures.kept, headline=headline, notes=walk.notes
    )


def _about(root: Any | None) -> Properties:
    meta = child(root, "meta")
    values = {local(each): (each.text or "").strip() for each in meta} if meta is not None else {}
    return Properties(
        title=values.get("title", ""),
        authors=(values.get("initial-creator", "") or values.get("creator", ""),),
        written=read_date(values.get("creation-date", "")[:10]),
        language=values.get("language", ""),
    )


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""  # of the named style that an automatic one stands for
    bold: bool = False
    italic: bool = False


class _Walk:
    """One pass over a document."""

    def __init__(self, package: Package, roots: list[Any]) -> None:
        self.found: list[Block] = []
        self.pictures = Pictures()
        self.title = ""
        self._package = package
        self._styles: dict[str, _Style] = {}
        self._numbered: dict[tuple[str, int], bool] = {}
        self._notes: list[Any] = []
        self._in_heading = False  # the outline and the title have no use for the marks of notes
        self._later: list[Block] = []
        for root in roots:
            for element in root.iter():
                self._learn(element)

    @property
    def notes(self) -> int:
        """How many notes the text refers to."""
        return len(self._notes)

    def blocks_of(self, parent: Any, depth: int) -> None:
        """Everything in the text, a section, a cell or a box."""
        for element in parent if depth < MAX_DEPTH else ():
            tag = local(element)
            if tag in ("p", "h"):
                self._paragraph(element, tag, depth)
            elif tag == "list":
                self._list(element, 1, attribute(element, "style-name"), depth)
            elif tag == "table":
                self._table(element, depth)
            elif tag not in _GONE and tag in _WRAPPERS:
                self.blocks_of(element, depth + 1)

    def add_notes(self) -> None:
        """The notes that the text refers to, after it."""
        for position, note in enumerate(list(self._notes), start=1):
            parts = [Run(f"[{position}] ")]
            for paragraph in note:
                parts += [*self._runs(paragraph, Run(""), 0), Run(" ")]
            self.found.append(Block(BlockKind.PARAGRAPH, styled.one_line(parts)))

    def _learn(self, element: Any) -> None:
        """What a style says, if the element is one."""
        tag = local(element)
        if tag == "style":
            inherited = attribute(element, "parent-style-name")
            base = self._styles.get(inherited, _Style())
            said = child(element, "text-properties")
            weight = attribute(said, "font-weight") if said is not None else ""
            slant = attribute(said, "font-style") if said is not None else ""
            own = attribute(element, "name")
            automatic = local(element.getparent()) == "automatic-styles"
            self._styles[own] = _Style(
                (base.name or inherited if automatic else own).lower(),
                (weight == "bold" or number(weight) >= 600) if weight else base.bold,
                slant in ("italic", "oblique") if slant else base.italic,
            )
        elif tag in ("list-level-style-number", "list-level-style-bullet"):
            key = (attribute(element.getparent(), "name"), number(attribute(element, "level")))
            self._numbered[key] = tag.endswith("number") and bool(attribute(element, "num-format"))

    def _paragraph(self, element: Any, tag: str, depth: int) -> None:
        style = attribute(element, "style-name")
        name = self._styles.get(style, _Style(style.lower())).name
        is_heading = tag == "h" or name == "title"
        outer, self._in_heading = self._in_heading, is_heading
        parts = self._runs(element, Run(""), depth)
        self._in_heading = outer
        later, self._later = self._later, []
        if is_heading:
            digits = attribute(element, "outline-level") if tag == "h" else "1"
            self.found += styled.block(BlockKind.HEADING, parts, min(max(number(digits, 1), 1), 6))
            if name == "title" and not self.title:
                self.title = "".join(run.text for run in styled.one_line(parts))
        elif "quot" in name:
            self.found += styled.block(BlockKind.QUOTE, parts)
        else:
            is_code = name == "preformatted_20_text"
            self.found += styled.block(BlockKind.CODE if is_code else BlockKind.PARAGRAPH, parts)
        self.found += later

    def _list(self, element: Any, level: int, style: str, depth: int) -> None:
        ordered = self._numbered.get((style, level), False)
        for item in element if depth < MAX_DEPTH else ():
            first = local(item) == "list-item"
            for each in item if local(item) in ("list-item", "list-header") else ():
                if local(each) == "list":
                    self._list(each, level + 1, attribute(each, "style-name") or style, depth + 1)
                elif local(each) == "p" and first:
                    parts = self._runs(each, Run(""), depth)
                    self.found += styled.block(BlockKind.LIST_ITEM, parts, min(level, 9), ordered=ordered)
                    self.found += self._later
                    self._later, first = [], False
                else:
                    self.blocks_of([each], depth + 1)

    def _runs(self, parent: Any, style: Run, depth: int) -> list[Run]:
        """The runs of a paragraph, a span or a link."""
        found = [replace(style, text=styled.spaced(parent.text or ""))]
        for element in parent if depth < MAX_DEPTH else ():
            found += self._piece(element, style, depth)
            found.append(replace(style, text=styled.spaced(element.tail or "")))
        return found

    def _piece(self, element: Any, style: Run, depth: int) -> list[Run]:
        tag = local(element)
        if tag == "span":
            named = self._styles.get(attribute(element, "style-name"), _Style())
            inner = replace(style, bold=style.bold or named.bold, italic=style.italic or named.italic)
            return self._runs(element, inner, depth + 1)
        if tag == "a":
            return self._runs(element, replace(style, link=safe_link(attribute(element, "href"))), depth + 1)
        if tag in ("s", "tab"):
            return [replace(style, text=" ")]
        if tag == "line-break":
            return [Run(BREAK)]
        if tag == "note":
            body = child(element, "note-body")
            if body is not None:
                self._notes.append(body)
                return [] if self._in_heading else [replace(style, text=f"[{len(self._notes)}]")]
        elif tag == "frame":
            self._frame(element, depth)
        elif tag not in _GONE:
            return self._runs(element, style, depth + 1)
        return []

    def _frame(self, element: Any, depth: int) -> None:
        """A picture or a text box."""
        said = child(element, "desc") if child(element, "desc") is not None else child(element, "title")
        alt = " ".join((said.text or "").split())[:1000] if said is not None else ""
        for each in element:
            if local(each) == "image":
                address = attribute(each, "href").removeprefix("./")
                sha256 = self.pictures.keep(self._package.read(address)) if address in self._package else ""
                source = "" if sha256 else safe_link(address)
                if sha256 or source or alt:
                    self._later.append(Block(BlockKind.IMAGE, source=source, sha256=sha256, alt=alt))
                return
            if local(each) == "text-box":
                outer, self.found = self.found, []
                self.blocks_of(each, depth + 1)
                self._later, self.found = self._later + self.found, outer

    def _table(self, element: Any, depth: int) -> None:
        rows, heads = [], 0
        later: list[Block] = []
        for row in (each for each in element.iter() if local(each) == "table-row"):
            cells: list[tuple[Run, ...]] = []
            for cell in row:
                repeats = attribute(cell, "number-columns-repeated")
                outer, self.found = self.found, []
                self.blocks_of(cell, depth + 1)
                inner, self.found = self.found, outer
                parts = [run for each in inner for run in (*each.runs, Run(" "))]
                later += [each for each in inner if each.kind is BlockKind.IMAGE]
                cells += [styled.one_line(parts)] * min(number(repeats, 1), _MAX_REPEATS)
            heads += local(row.getparent()) == "table-header-rows"
            rows.append(cells)
        self.found += [*styled.grid(rows, min(heads, max(0, len(rows) - 1))), *later]
