"""A Word document to a Capture. Its XML is walked by the names of its elements: nothing of it is executed or fetched.

What other readers pass over is kept: text boxes, content controls, insertions under review, footnotes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from briefing.domain.articles import Capture
from briefing.domain.errors import CaptureError
from briefing.domain.text import Block, BlockKind, Run
from briefing.domain.urls import safe_link
from briefing.sources import properties, styled
from briefing.sources.dates import read_date
from briefing.sources.docx_comments import Comments, without_signs
from briefing.sources.docx_numbering import Lists
from briefing.sources.docx_styles import Style, Styles, list_place, outline_level, switched
from briefing.sources.inline import BREAK
from briefing.sources.numbering import Numbers
from briefing.sources.packages import Package, Pictures, attribute, child, local, number, target
from briefing.sources.properties import Properties

MAX_DEPTH = 40
"""Tables in tables and boxes in boxes; deeper ones are left out."""

_WRAPPERS = frozenset(["ins", "moveTo", "smartTag", "sdtContent", "customXml", "fldSimple", "dir", "bdo"])
_GONE = frozenset(["del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "Fallback"])
_REFERENCES = ("footnoteReference", "endnoteReference")
_MARK_STYLES = ("footnote reference", "endnote reference")
_MARK = re.compile(r"\[\d+\]")
_COMMENTED = ("commentRangeStart", "commentRangeEnd")
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_SMALL = 300_000
"""Sides of a picture in EMU (914,400 to the inch) that make it a decoration."""


def read(body: bytes, name: str = "") -> Capture:
    """The article in a Word document.

    Raises:
        CaptureError: it is damaged, locked, made to burst or empty.
    """
    package = Package(body)
    links = _relations(package, "")
    main = next((part for kind, part in links.values() if kind == "officeDocument"), "word/document.xml")
    root = package.xml(main)
    content = child(root, "body")
    if content is None:
        raise CaptureError(
            "This Word document is damaged. Open it in Word or LibreOffice, save it again and add that file."
        )
    walk = _Walk(package, main)
    walk.blocks_of(content, 0)
    walk.add_notes()
    core = next((part for kind, part in links.values() if kind == "core-properties"), "docProps/core.xml")
    about = _about(package.xml(core))
    headline = walk.title if not about.title else ""
    blocks, ranges = walk.comments.placed(walk.found)
    found = properties.captured(blocks, about, name, pictures=walk.pictures.kept, headline=headline, notes=walk.notes)
    return walk.comments.with_marks(found, ranges)


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id to its kind and the part or address that it leads to."""
    folder, _, file = part.rpartition("/")
    root = package.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
    found = {}
    for each in root if root is not None else ():
        address = attribute(each, "Target")
        outside = attribute(each, "TargetMode") == "External"
        kind = attribute(each, "Type").rpartition("/")[2]
        found[attribute(each, "Id")] = (kind, address if outside else target(part, address))
    return found


def _about(core: Any | None) -> Properties:
    values = {local(each): (each.text or "").strip() for each in core} if core is not None else {}
    return Properties(
        title=values.get("title", ""),
        authors=(values.get("creator", ""),),
        written=read_date(values.get("created", "")[:10]),
        language=values.get("language", ""),
    )


class _Walk:
    """One pass over a document."""

    def __init__(self, package: Package, main: str) -> None:
        self.found: list[Block] = []
        self.pictures = Pictures()
        self.title = ""
        self._package, self._main = package, main
        self._links = _relations(package, main)
        self._styles = Styles(package.xml(self._part("styles", "word/styles.xml")))
        self.comments = Comments(package, self._part("comments", "word/comments.xml"))
        self._lists = Lists(package, self._part("numbering", "word/numbering.xml"))
        self._numbers = Numbers()
        self._waiting: list[Run] = []  # signs of comments that stand between two paragraphs
        self._notes: list[tuple[str, str]] = []
        self._in_heading = False  # the outline and the title have no use for the marks of notes
        self._later: list[Block] = []  # pictures and boxes met within a paragraph; they follow it
        self._fields: list[str] = []  # the instructions of the fields that are open; a link's address is in them

    @property
    def notes(self) -> int:
        """How many notes the text refers to."""
        return len(self._notes)

    def blocks_of(self, parent: Any, depth: int) -> None:
        """Everything in a body, a cell or a box."""
        for element in parent if depth < MAX_DEPTH else ():
            tag = local(element)
            if tag == "p":
                self._paragraph(element, depth)
            elif tag == "tbl":
                self._table(element, depth)
            elif tag in _WRAPPERS or tag in ("sdt", "AlternateContent", "Choice"):
                self.blocks_of(element, depth + 1)
            elif tag in _COMMENTED:
                self._waiting += self.comments.sign(element, tag)

    def add_notes(self) -> None:
        """The footnotes and endnotes that the text refers to, after it."""
        kinds = {"footnotes": "footnote", "endnotes": "endnote"}
        texts: dict[tuple[str, str], Any] = {}
        for part, tag in kinds.items():
            root = self._package.xml(self._part(part, f"word/{part}.xml"))
            texts |= (
                {(tag, attribute(note, "id")): note for note in root if local(note) == tag} if root is not None else {}
            )
        for position, key in enumerate(list(self._notes), start=1):
            if (note := texts.get(key)) is not None:
                parts = [Run(f"[{position}] ")]
                for paragraph in (each for each in note if local(each) == "p"):
                    parts += [*self._runs(paragraph, Run(""), 0), Run(" ")]
                self.found += [
                    Block(BlockKind.PARAGRAPH, runs)
                    for runs in [styled.one_line(parts)]
                    if len(runs[0].text) > 4 or runs[1:]
                ]

    def _part(self, kind: str, usual: str) -> str:
        return next((part for found, part in self._links.values() if found == kind), usual)

    def _paragraph(self, element: Any, depth: int) -> None:
        said = child(element, "pPr")
        reference = child(said, "pStyle")
        style = self._styles.style(attribute(reference, "val") if reference is not None else "")
        level = outline_level(said) or style.level
        outer, self._in_heading = self._in_heading, bool(level) or style.name == "title"
        parts = [*self._waiting, *self._runs(element, Run(""), depth)]
        self._in_heading = outer
        later, self._later = self._later, []
        self._waiting = []
        place = list_place(said) or ((style.numbering, style.depth) if style.numbering else None)
        if style.name == "title" and not self.title:
            self.title = without_signs("".join(run.text for run in styled.one_line(parts)))
        if self._is_caption(style):
            self.found[-1] = replace(self.found[-1], runs=styled.one_line(parts))
        else:
            self.found += self._made(parts, style, level, place)
        self.found += later

    def _is_caption(self, style: Style) -> bool:
        before = self.found[-1] if self.found else None
        return style.name == "caption" and before is not None and before.kind is BlockKind.IMAGE and not before.runs

    def _made(self, parts: list[Run], style: Style, level: int, place: tuple[str, int] | None) -> list[Block]:
        """The blocks of a paragraph, with the number that Word counts for it."""
        list_id, depth = (place[0] or style.numbering, place[1]) if place else ("", 0)
        form = self._lists.form(list_id, depth)
        says_something = any(part.text.strip() for part in parts)
        label = self._lists.label(list_id, depth) if form and says_something else ""
        if level:
            numbered = [Run(f"{label} "), *parts] if label else parts
            return self._numbers.with_label(styled.block(BlockKind.HEADING, numbered, min(level, 6)), "")
        if form not in ("", "none") or style.name.startswith(("list bullet", "list number")):
            ordered = form != "bullet" if form else style.name.startswith("list number")
            made = styled.block(BlockKind.LIST_ITEM, parts, depth + 1, ordered=ordered)
            return self._numbers.with_label(made, label)
        return self._numbers.with_label(styled.block(style.kind, parts), "")

    def _runs(self, parent: Any, style: Run, depth: int) -> list[Run]:
        """The runs of a paragraph, a link or whatever wraps some of them."""
        found: list[Run] = []
        for element in parent if depth < MAX_DEPTH else ():
            tag = local(element)
            if tag in _COMMENTED:
                found += self.comments.sign(element, tag)
            elif tag == "r":
                found += self._run(element, style, depth)
            elif tag == "hyperlink":
                _, address = self._links.get(attribute(element, "id"), ("", ""))
                found += self._runs(element, replace(style, link=safe_link(address) or style.link), depth + 1)
            elif tag in ("oMath", "oMathPara"):
                found.append(
                    replace(style, text=styled.spaced("".join(t.text or "" for t in element.iter() if local(t) == "t")))
                )
            elif tag in _WRAPPERS or tag == "sdt":
                found += self._runs(element, style, depth + 1)
        return found

    def _run(self, element: Any, style: Run, depth: int) -> list[Run]:
        said = child(element, "rPr")
        if switched(said, "vanish") or switched(said, "webHidden"):
            return []
        reference = child(said, "rStyle")
        named = self._styles.style(attribute(reference, "val") if reference is not None else "")
        bold, italic = switched(said, "b"), switched(said, "i")
        style = replace(
            style,
            bold=bool(named.bold if bold is None else bold),
            italic=bool(named.italic if italic is None else italic),
            link=style.link or self._field_link(),
        )
        found: list[Run] = []
        for each in element:
            found += self._piece(each, style, depth)
        marks = [each for each in element if local(each) in _REFERENCES]
        if self._in_heading and (marks or named.name in _MARK_STYLES):
            return []
        # A mark of its own, such as an asterisk, follows its reference (ECMA-376 part 1, 17.11.12 and 17.11.5).
        own = any(attribute(each, "customMarkFollows") in ("1", "true", "on") for each in marks)
        return [run for run in found if _MARK.fullmatch(run.text)] if own else found

    def _piece(self, element: Any, style: Run, depth: int) -> list[Run]:
        tag = local(element)
        if tag == "t":
            return [replace(style, text=styled.spaced(element.text or ""))]
        if tag in ("tab", "ptab"):
            return [replace(style, text=" ")]
        if tag in ("br", "cr"):
            return [Run(BREAK)]
        if tag in ("noBreakHyphen", "softHyphen"):
            return [replace(style, text="-" if tag == "noBreakHyphen" else "")]
        if tag in _REFERENCES:
            self._notes.append((tag.removesuffix("Reference"), attribute(element, "id")))
            return [replace(style, text=f"[{len(self._notes)}]")]
        if tag == "fldChar" or tag == "instrText":
            self._field(element, tag)
        elif tag in ("drawing", "pict", "object", "AlternateContent"):
            self._drawing(element, depth)
        elif tag == "ruby":
            return (
                self._runs(child(element, "rubyBase"), style, depth + 1)
                if child(element, "rubyBase") is not None
                else []
            )
        return []

    def _field(self, element: Any, tag: str) -> None:
        kind = attribute(element, "fldCharType")
        if tag == "instrText" and self._fields:
            self._fields[-1] += element.text or ""
        elif kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _field_link(self) -> str:
        matches = (_FIELD_LINK.match(field) for field in self._fields)
        return next((safe_link(match[1]) for match in matches if match), "")

    def _drawing(self, element: Any, depth: int) -> None:
        """The pictures and the text boxes of a drawing."""
        chosen = child(element, "Choice") if local(element) == "AlternateContent" else element
        alt, small = "", False
        stack = [chosen if chosen is not None else element]
        while stack:
            node = stack.pop()
            tag = local(node)
            if tag == "txbxContent":
                outer, self.found = self.found, []
                self.blocks_of(node, depth + 1)
                self._later, self.found = self._later + self.found, outer
                continue
            if tag == "docPr":
                alt = attribute(node, "descr")
            elif tag == "extent":
                small = all(0 < number(attribute(node, name)) < _SMALL for name in ("cx", "cy"))
            elif tag in ("blip", "imagedata"):
                self._picture(node, alt, small)
            stack += [each for each in reversed(node) if local(each) not in _GONE]

    def _picture(self, element: Any, alt: str, small: bool) -> None:
        kept = attribute(element, "embed") or attribute(element, "id")
        kind, address = self._links.get(kept or attribute(element, "link"), ("", ""))
        if kind != "image" or small:
            return
        sha256 = self.pictures.keep(self._package.read(address)) if address in self._package else ""
        source = "" if sha256 else safe_link(address)
        if sha256 or source or alt:
            alt = " ".join(alt.split())[:1000]
            self._later.append(Block(BlockKind.IMAGE, source=source, sha256=sha256, alt=alt))

    def _table(self, element: Any, depth: int) -> None:
        rows: list[list[tuple[Run, ...]]] = []
        heads = 0
        later: list[Block] = []
        for row in _within(element, "tr"):
            cells: list[tuple[Run, ...]] = []
            for cell in _within(row, "tc"):
                runs, pictures = self._cell(cell, depth)
                later += pictures
                said = child(cell, "tcPr")
                merge, span = child(said, "vMerge"), child(said, "gridSpan")
                covered = merge is not None and attribute(merge, "val") != "restart"
                width = attribute(span, "val") if span is not None else "1"
                cells += [() if covered else runs, *[()] * (min(number(width, 1), 60) - 1)]
            heads += switched(child(row, "trPr"), "tblHeader") is True and heads == len(rows)
            rows.append(cells)
        if not heads and len(rows) > 1 and rows[0] and all(cell and all(r.bold for r in cell) for cell in rows[0]):
            heads = 1
        self.found += [*styled.grid(rows, min(heads, max(0, len(rows) - 1))), *later]

    def _cell(self, cell: Any, depth: int) -> tuple[tuple[Run, ...], list[Block]]:
        """The text of a cell as one line, and its pictures."""
        outer, self.found = self.found, []
        self.blocks_of(cell, depth + 1)
        inner, self.found = self.found, outer
        parts: list[Run] = []
        for each in inner:
            parts += [*each.runs, *(run for row in each.rows for piece in row for run in (*piece, Run(" "))), Run(" ")]
        return styled.one_line(parts), [each for each in inner if each.kind is BlockKind.IMAGE]


def _within(parent: Any, name: str) -> list[Any]:
    """The rows of a table or the cells of a row, content controls looked into."""
    found = []
    for each in parent:
        tag = local(each)
        if tag == name:
            found.append(each)
        elif tag in _WRAPPERS or tag == "sdt":
            found += _within(each, name)
    return found
