"""An article's text as a QTextDocument, built block by block, with the map between the two.

Nothing here parses HTML and nothing is loaded: a picture is a name (`picture:<sha256>`) that the reader answers from
the library. The document holds more than the canonical text (the masthead above it, picture characters, the frames
of tables); `ArticleDocument.map` says where the canonical text stands.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextList,
    QTextListFormat,
    QTextTable,
)

from briefing.domain.text import ArticleText, Block, BlockKind, Run, plain
from briefing.ui.offsets import Segment, TextMap, shown
from briefing.ui.page_formats import Formats, Look, direction_of

PICTURE_SCHEME = "picture:"
GUTTER = 28
"""Pixels between the text and the edge of the page on either side: room for marks in the margin."""
_IMAGE = QTextDocument.ResourceType.ImageResource.value
_FIGURE = re.compile(r"[(\s]*[-−–+±~≈<>]?\s*[$€£¥₹]?\s*\d")


_Texts = Sequence[Sequence[str]]
"""The texts of the cells of a table, row by row."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the text: the outlet, the rest of that line (date, minutes), the headline and the byline."""

    title: str
    outlet: str = ""
    details: str = ""
    byline: str = ""


class ClosedDocument(QTextDocument):
    """A document that loads nothing: a picture it was not given is a transparent pixel.

    A plain QTextDocument asks the network and the disk for what an article names, many times over.
    """

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        pixel = QImage(1, 1, QImage.Format.Format_ARGB32)
        pixel.fill(Qt.GlobalColor.transparent)
        return pixel


@dataclass(frozen=True, slots=True)
class PictureSpot:
    """A picture of the document: the hexadecimal SHA-256 of its bytes and the position of its character."""

    sha256: str
    position: int


@dataclass(frozen=True, slots=True)
class Ornament:
    """Something drawn beside the letters of some blocks: the line of a quotation, a bullet, the lines of a table.

    Attributes:
        first, last: positions in the first and in the last of the blocks.
        level, label: of a list item: its depth, and its number as text, "" for a bullet. Of a row of a table: its
            number from 0, and the line above it: "none", "head" or "row".
    """

    kind: BlockKind
    first: int
    last: int
    level: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class ArticleDocument:
    """A document and the map from the canonical text to it.

    Attributes:
        pictures: where its pictures stand.
        ornaments: what is drawn beside the letters, in text order.
    """

    document: ClosedDocument
    map: TextMap
    pictures: tuple[PictureSpot, ...] = ()
    ornaments: tuple[Ornament, ...] = ()

    def place_picture(self, sha256: str, image: QImage, width: int) -> bool:
        """Show a picture where it belongs, at most `width` logical pixels wide; False when it is shown nowhere."""
        size = image.deviceIndependentSize()
        if not size.width():
            return False
        scale = min(1.0, width / size.width())
        self.document.addResource(_IMAGE, QUrl(PICTURE_SCHEME + sha256), image)
        spots = [spot for spot in self.pictures if spot.sha256 == sha256]
        for spot in spots:
            cursor = QTextCursor(self.document)
            cursor.setPosition(spot.position)
            cursor.setPosition(spot.position + 1, QTextCursor.MoveMode.KeepAnchor)
            form = cursor.charFormat().toImageFormat()
            form.setWidth(size.width() * scale)
            form.setHeight(size.height() * scale)
            cursor.setCharFormat(form)
        return bool(spots)


def build(text: ArticleText, masthead: Masthead, look: Look) -> ArticleDocument:
    """The document of an article."""
    builder = _Builder(text, look)
    builder.write(masthead)
    return ArticleDocument(
        builder.document, TextMap(builder.segments), tuple(builder.pictures), tuple(builder.ornaments)
    )


class _Builder:
    """Writes one article into one document, from top to bottom."""

    def __init__(self, text: ArticleText, look: Look) -> None:
        self.document = ClosedDocument()
        self.segments: list[Segment] = []
        self.pictures: list[PictureSpot] = []
        self.ornaments: list[Ornament] = []
        self._text, self._look = text, look
        self._formats = Formats(look, direction_of(text.text))
        self._fresh = True  # the cursor stands in an empty block that nothing was written to yet
        self._lists: list[tuple[int, bool, QTextList]] = []
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setIndentWidth(look.size(1.5))
        self.document.setDefaultFont(look.body)
        frame = QTextFrameFormat()
        frame.setLeftMargin(GUTTER)
        frame.setRightMargin(GUTTER)
        frame.setTopMargin(look.size(2.2))
        frame.setBottomMargin(look.size(4))
        self.document.rootFrame().setFrameFormat(frame)
        self._cursor = QTextCursor(self.document)

    def write(self, masthead: Masthead) -> None:
        self._cursor.beginEditBlock()
        blocks, starts = self._text.blocks, self._text.starts
        headline = bool(blocks) and blocks[0].kind is BlockKind.HEADING and _same(blocks[0].text, masthead.title)
        self._masthead(masthead, blocks[0] if headline else None)
        for index in range(1 if headline else 0, len(blocks)):
            self._write_block(index, blocks[index], starts[index])
        self._cursor.endEditBlock()

    # The masthead

    def _masthead(self, masthead: Masthead, headline: Block | None) -> None:
        look = self._look
        if masthead.outlet or masthead.details:
            self._open(self._formats.block_format(masthead.outlet + masthead.details, bottom=look.size(0.7)))
            outlet = self._formats.interface(0.7, look.accent, QFont.Weight.DemiBold)
            outlet.setFontCapitalization(QFont.Capitalization.AllUppercase)
            outlet.setFontLetterSpacing(107)
            self._cursor.insertText(shown(masthead.outlet), outlet)
            gap = "  ·  " if masthead.outlet and masthead.details else ""
            self._cursor.insertText(gap + shown(masthead.details), self._formats.interface(0.74, look.ink3))
        title = self._formats.serif(1.65, QFont.Weight.DemiBold)
        self._open(self._formats.block_format(masthead.title, line=1.2, factor=1.65, bottom=look.size(0.55)), title)
        if headline is None:
            self._cursor.insertText(shown(masthead.title), title)
        else:
            self._runs(0, 0, headline.runs, title, headline.text)
        if masthead.byline:
            self._open(self._formats.block_format(masthead.byline))
            self._cursor.insertText(shown(masthead.byline), self._formats.interface(0.8, look.ink2))
        closing = self._formats.block_format("", bottom=look.size(0.9))
        closing.setLineHeight(6, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._open(closing)

    # The blocks

    def _write_block(self, index: int, block: Block, start: int) -> None:
        if block.kind is not BlockKind.LIST_ITEM:
            self._lists.clear()
        if block.kind is BlockKind.TABLE and block.rows:
            self._table(index, block, start)
        elif block.kind is BlockKind.IMAGE:
            self._image(index, block, start)
        else:
            letters, text = self._formats.letters(block), plain(block.runs)
            self._open(self._formats.paragraph(block, text), letters)
            if block.kind is BlockKind.LIST_ITEM:
                self._join_list(block)
            self._ornament(index, block)
            self._runs(index, start, block.runs, letters, text)

    def _ornament(self, index: int, block: Block) -> None:
        """Note what is drawn beside a block; quotations that follow one another share one line, code one ground."""
        position = self._cursor.position()
        if block.kind is BlockKind.LIST_ITEM:
            items = self._lists[-1][2]
            label = f"{items.itemNumber(self._cursor.block()) + 1}." if block.ordered else ""
            self.ornaments.append(Ornament(block.kind, position, position, max(1, block.level), label))
        elif block.kind in (BlockKind.QUOTE, BlockKind.CODE, BlockKind.RULE):
            follows = index > 0 and self._text.blocks[index - 1].kind is block.kind and bool(self.ornaments)
            if follows and block.kind is not BlockKind.RULE:
                self.ornaments[-1] = replace(self.ornaments[-1], last=position)
            else:
                self.ornaments.append(Ornament(block.kind, position, position))

    def _join_list(self, block: Block) -> None:
        """Put the block at the cursor into the open list of its depth, or begin one."""
        level = max(1, block.level)
        while self._lists and self._lists[-1][0] > level:
            self._lists.pop()
        if self._lists and self._lists[-1][0] == level and self._lists[-1][1] == block.ordered:
            self._lists[-1][2].add(self._cursor.block())
            return
        if self._lists and self._lists[-1][0] == level:
            self._lists.pop()
        style = QTextListFormat()
        style.setIndent(level)
        style.setStyle(QTextListFormat.Style.ListStyleUndefined)  # drawn as an ornament: Qt's bullets are coarse
        self._lists.append((level, block.ordered, self._cursor.createList(style)))

    def _image(self, index: int, block: Block, start: int) -> None:
        look = self._look
        if block.sha256:
            self._open(self._formats.block_format("", line=0, top=look.size(0.3), bottom=look.size(0.4)))
            image = QTextImageFormat()
            image.setName(PICTURE_SCHEME + block.sha256)
            image.setProperty(QTextFormat.Property.ImageAltText.value, block.alt)
            self.pictures.append(PictureSpot(block.sha256, self._cursor.position()))
            self._cursor.insertImage(image)
        elif block.alt and not block.runs:
            self._open(self._formats.block_format(block.alt, line=1.4, factor=0.78, bottom=look.size(0.85)))
            said = QCoreApplication.translate("ArticleDocument", "Picture: {alt}").format(alt=shown(block.alt))
            self._cursor.insertText(said, self._formats.interface(0.78, look.ink3))
        elif not block.runs:  # nothing to see: only its place in the text is kept
            self._open(self._formats.thin())
        if block.runs:
            caption = self._formats.letters(block)
            self._open(self._formats.block_format(block.text, line=1.4, factor=0.78, bottom=look.size(1.2)), caption)
            self._runs(index, start, block.runs, caption, block.text)
        else:
            self.segments.append(Segment.of("", index, start, self._cursor.position()))

    # Tables

    def _table(self, index: int, block: Block, start: int) -> None:
        columns = max(1, *(len(row) for row in block.rows))
        texts = [[plain(runs) for runs in row] for row in block.rows]
        if not self._fresh:
            self._open(self._formats.thin())
        form = self._formats.table_format(" ".join(itertools.chain.from_iterable(texts)))
        table = self._cursor.insertTable(len(block.rows), columns, form)
        direction = form.layoutDirection()
        self._format_cells(table, block, columns, direction)
        figures = self._formats.cell(direction, right=True)
        forms = [figures if _is_numeric(cells) else None for cells in _columns(texts[block.header_rows :], columns)]
        # Each empty cell is one position, so the cells are filled from the first to the last without asking for them.
        offset, position = start, table.firstPosition()
        for r, row in enumerate(block.rows):
            beginning = position
            letters = self._formats.cell_letters(head=r < block.header_rows, struck=block.struck)
            if not row:
                self.segments.append(Segment.of("", index, offset, position))
            for c, (runs, text) in enumerate(zip(row, texts[r], strict=True)):
                self._cursor.setPosition(position)
                if (own := forms[c]) is None and not text.isascii():
                    own = self._formats.cell(direction_of(text, direction), right=False)
                if own is not None:
                    self._cursor.setBlockFormat(own)
                self._runs(index, offset, runs, letters, text)
                position = self._cursor.position() + 1
                offset += len(text) + 1
            position += columns - len(row)
            offset += 0 if row else 1
            self.ornaments.append(Ornament(block.kind, beginning, position - 1, r, _rule_of(r, block)))
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(self._formats.thin())
        self._cursor.setBlockCharFormat(self._formats.smallest())
        self._fresh = True

    def _format_cells(self, table: QTextTable, block: Block, columns: int, direction: Qt.LayoutDirection) -> None:
        """Format the empty cells all at once, then those of the head."""
        last = len(block.rows) - 1
        head = min(block.header_rows, last + 1) - 1
        formats = self._formats
        self._select_cells(table, (0, 0), (last, columns - 1))
        self._cursor.setBlockFormat(formats.cell(direction, right=False))
        self._cursor.setBlockCharFormat(formats.cell_letters(head=False, struck=block.struck))
        if head >= 0:
            self._select_cells(table, (0, 0), (head, columns - 1))
            self._cursor.setBlockCharFormat(formats.cell_letters(head=True, struck=block.struck))

    def _select_cells(self, table: QTextTable, first: tuple[int, int], last: tuple[int, int]) -> None:
        self._cursor.setPosition(table.cellAt(*first).firstPosition())
        self._cursor.setPosition(table.cellAt(*last).lastPosition(), QTextCursor.MoveMode.KeepAnchor)

    # Text

    def _open(self, form: QTextBlockFormat, letters: QTextCharFormat | None = None) -> None:
        """Go on in a new block of this format."""
        if not self._fresh:
            self._cursor.insertBlock(form, letters or QTextCharFormat())
            return
        self._fresh = False
        self._cursor.setBlockFormat(form)
        if letters is not None:
            self._cursor.setBlockCharFormat(letters)

    def _runs(self, index: int, start: int, runs: Sequence[Run], base: QTextCharFormat, text: str) -> None:
        """Write runs, whose text is `text`, and note where they stand."""
        position, insert = self._cursor.position(), self._cursor.insertText
        for run in runs:
            is_plain = not (run.bold or run.italic or run.code or run.link)
            insert(shown(run.text), base if is_plain else self._formats.styled(base, run))
        self.segments.append(Segment.of(text, index, start, position))


def _same(heading: str, title: str) -> bool:
    return " ".join(heading.split()).casefold() == " ".join(title.split()).casefold() != ""


def _rule_of(row: int, block: Block) -> str:
    """The line above a row of a table, in the words of `Ornament.label`."""
    return "none" if row == 0 else "head" if row == block.header_rows else "row"


def _columns(rows: _Texts, columns: int) -> list[list[str]]:
    return [[row[column] for row in rows if column < len(row)] for column in range(columns)]


def _is_numeric(cells: Sequence[str]) -> bool:
    """Whether most of what a column says are figures."""
    filled = [cell for cell in cells if cell.strip()]
    figures = sum(1 for cell in filled if len(cell) <= 24 and _FIGURE.match(cell))
    return bool(filled) and figures * 3 >= len(filled) * 2
