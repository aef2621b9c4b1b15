"""An article's text as a QTextDocument, built block by block, with the map between the two.

Nothing here parses HTML and nothing is loaded: a picture is a name (`picture:<sha256>`) that the reader answers from
the library. The document holds more than the canonical text (the masthead above it, picture characters, the frames
of tables); `ArticleDocument.map` says where the canonical text stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTable,
    QTextTableCell,
    QTextTableFormat,
)

from briefing.domain.text import ArticleText, Block, BlockKind, Run, plain
from briefing.ui.offsets import Segment, TextMap, shown

PICTURE_SCHEME = "picture:"
GUTTER = 28
"""Pixels between the text and the edge of the page on either side: room for marks in the margin."""
_IMAGE = QTextDocument.ResourceType.ImageResource.value
_LINE = 1.55
_LINK_SCHEMES = ("http://", "https://", "mailto:")
_HEADINGS = {1: 1.5, 2: 1.3, 3: 1.14}
_FIGURE = re.compile(r"[(\s]*[-−–+±~≈<>]?\s*[$€£¥₹]?\s*\d")


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts and colours of an article. Sizes are in pixels; `body` sets the size that all others follow."""

    body: QFont
    interface: QFont
    code: QFont
    ink: QColor
    ink2: QColor
    ink3: QColor
    rule: QColor
    accent: QColor
    sunken: QColor

    def size(self, factor: float) -> int:
        """A size in pixels, in proportion to that of the body."""
        return max(8, round(self.body.pixelSize() * factor))


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
    """Something drawn beside the letters of some blocks: the line of a quotation, a bullet, the ground of code.

    Attributes:
        first, last: positions in the first and in the last of the blocks.
        level, label: of a list item: its depth, and its number as text, "" for a bullet.
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


def direction_of(text: str, otherwise: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> Qt.LayoutDirection:
    """The direction of the first strong character (Unicode Bidirectional Algorithm, rule P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
    return otherwise


class _Builder:
    """Writes one article into one document, from top to bottom."""

    def __init__(self, text: ArticleText, look: Look) -> None:
        self.document = ClosedDocument()
        self.segments: list[Segment] = []
        self.pictures: list[PictureSpot] = []
        self.ornaments: list[Ornament] = []
        self._text, self._look = text, look
        self._direction = direction_of(text.text)
        self._fresh = True  # the cursor stands in an empty block that nothing was written to yet
        self._lists: list[tuple[int, bool, QTextList]] = []
        self._formats: dict[tuple[object, ...], QTextCharFormat] = {}
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
            self._open(self._block_format(masthead.outlet + masthead.details, bottom=look.size(0.7)))
            outlet = self._interface(0.7, look.accent, QFont.Weight.DemiBold)
            outlet.setFontCapitalization(QFont.Capitalization.AllUppercase)
            outlet.setFontLetterSpacing(107)
            self._cursor.insertText(shown(masthead.outlet), outlet)
            gap = "  ·  " if masthead.outlet and masthead.details else ""
            self._cursor.insertText(gap + shown(masthead.details), self._interface(0.74, look.ink3))
        self._open(self._block_format(masthead.title, line=1.2, factor=1.65, bottom=look.size(0.55)))
        title = self._serif(1.65, QFont.Weight.DemiBold)
        if headline is None:
            self._cursor.insertText(shown(masthead.title), title)
        else:
            self._runs(0, 0, headline.runs, title)
        if masthead.byline:
            self._open(self._block_format(masthead.byline))
            self._cursor.insertText(shown(masthead.byline), self._interface(0.8, look.ink2))
        closing = self._block_format("", bottom=look.size(0.9))
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
            self._open(self._format_of(block))
            if block.kind is BlockKind.LIST_ITEM:
                self._join_list(block)
            self._ornament(index, block)
            self._runs(index, start, block.runs, self._struck(self._character_of(block), block))

    def _format_of(self, block: Block) -> QTextBlockFormat:
        look, text = self._look, block.text
        match block.kind:
            case BlockKind.HEADING:
                factor = _HEADINGS.get(block.level, 1.0)
                result = self._block_format(text, line=1.28, factor=factor, top=look.size(1.25), bottom=look.size(0.45))
                result.setHeadingLevel(min(6, max(1, block.level)))
                return result
            case BlockKind.QUOTE:
                result = self._block_format(text, bottom=look.size(0.85))
                indent = look.size(1.3)
                result.setLeftMargin(indent)
                result.setRightMargin(indent)
                return result
            case BlockKind.CODE:
                result = self._block_format(text, line=1.45, factor=0.82)
                result.setLeftMargin(look.size(0.75))
                result.setRightMargin(look.size(0.75))
                result.setTopMargin(look.size(0.6))
                result.setBottomMargin(look.size(1.45))
                return result
            case BlockKind.LIST_ITEM:
                return self._block_format(text, bottom=look.size(0.35))
            case BlockKind.RULE:
                return self._block_format(text, top=look.size(0.4), bottom=look.size(0.9))
        return self._block_format(text, bottom=look.size(0.85))

    def _character_of(self, block: Block) -> QTextCharFormat:
        match block.kind:
            case BlockKind.HEADING:
                return self._serif(_HEADINGS.get(block.level, 1.0), QFont.Weight.DemiBold)
            case BlockKind.QUOTE:
                result = self._serif(1.0)
                result.setFontItalic(True)
                return result
            case BlockKind.CODE:
                return self._code(0.82)
        return self._serif(1.0)

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
        caption = self._struck(self._interface(0.78, look.ink2), block)
        if block.sha256:
            self._open(self._block_format("", line=0, top=look.size(0.3), bottom=look.size(0.4)))
            image = QTextImageFormat()
            image.setName(PICTURE_SCHEME + block.sha256)
            image.setProperty(QTextFormat.Property.ImageAltText.value, block.alt)
            self.pictures.append(PictureSpot(block.sha256, self._cursor.position()))
            self._cursor.insertImage(image)
        elif block.alt and not block.runs:
            self._open(self._block_format(block.alt, line=1.4, factor=0.78, bottom=look.size(0.85)))
            said = QCoreApplication.translate("ArticleDocument", "Picture: {alt}").format(alt=shown(block.alt))
            self._cursor.insertText(said, self._interface(0.78, look.ink3))
        elif not block.runs:  # nothing to see: only its place in the text is kept
            self._open(self._thin())
        if block.runs:
            self._open(self._block_format(block.text, line=1.4, factor=0.78, bottom=look.size(1.2)))
            self._runs(index, start, block.runs, caption)
        else:
            self.segments.append(Segment.of("", index, start, self._cursor.position()))

    # Tables

    def _table(self, index: int, block: Block, start: int) -> None:
        columns = max(1, *(len(row) for row in block.rows))
        if not self._fresh:
            self._open(self._thin())
        table = self._cursor.insertTable(len(block.rows), columns, self._table_format(block))
        numeric = [_is_numeric(block.rows[block.header_rows :], column) for column in range(columns)]
        offset = start
        for r, row in enumerate(block.rows):
            if not row:
                self.segments.append(Segment.of("", index, offset, table.cellAt(r, 0).firstPosition()))
                offset += 1
            for c, runs in enumerate(row):
                head = r < block.header_rows
                self._cell(table, r, c, (index, offset, block), runs, head=head, right=numeric[c])
                offset += len(plain(runs)) + 1
            self._rule_under(table, r, columns, strong=r == block.header_rows - 1)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(self._thin())
        self._cursor.setBlockCharFormat(self._font(self._look.body, 0, self._look.ink))
        self._fresh = True

    def _thin(self) -> QTextBlockFormat:
        result = QTextBlockFormat()
        result.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return result

    def _table_format(self, block: Block) -> QTextTableFormat:
        result = QTextTableFormat()
        result.setBorder(0)
        result.setBorderCollapse(True)
        result.setCellSpacing(0)
        result.setCellPadding(self._look.size(0.3))
        result.setTopMargin(self._look.size(0.4))
        result.setBottomMargin(self._look.size(1))
        result.setHeaderRowCount(block.header_rows)
        result.setRightMargin(1)  # collapsed borders make a table of 100 % one pixel too wide
        result.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        result.setLayoutDirection(direction_of(block.text, self._direction))
        return result

    def _cell(
        self,
        table: QTextTable,
        row: int,
        column: int,
        place: tuple[int, int, Block],
        runs: Sequence[Run],
        *,
        head: bool,
        right: bool,
    ) -> None:
        index, offset, block = place
        look = self._look
        outside, self._cursor = self._cursor, table.cellAt(row, column).firstCursorPosition()
        form = self._block_format(plain(runs), line=1.35, factor=0.8)
        if right:
            form.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self._cursor.setBlockFormat(form)
        base = self._interface(0.8, look.ink)
        if head:
            base = self._interface(0.74, look.ink2, QFont.Weight.DemiBold)
        self._cursor.setBlockCharFormat(base)
        self._runs(index, offset, runs, self._struck(base, block))
        self._cursor = outside

    def _rule_under(self, table: QTextTable, row: int, columns: int, *, strong: bool) -> None:
        for column in range(columns):
            cell: QTextTableCell = table.cellAt(row, column)
            form = cell.format().toTableCellFormat()
            form.setBottomBorder(1)
            form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBottomBorderBrush(QBrush(self._look.ink3 if strong else self._look.rule))
            cell.setFormat(form)

    # Text

    def _open(self, form: QTextBlockFormat) -> None:
        """Go on in a new block of this format."""
        if self._fresh:
            self._cursor.setBlockFormat(form)
            self._fresh = False
        else:
            self._cursor.insertBlock(form, QTextCharFormat())

    def _runs(self, index: int, start: int, runs: Iterable[Run], base: QTextCharFormat) -> None:
        position = self._cursor.position()
        self._cursor.setBlockCharFormat(base)
        written = []
        for run in runs:
            plain_run = not (run.bold or run.italic or run.code or run.link)
            self._cursor.insertText(shown(run.text), base if plain_run else self._styled(base, run))
            written.append(run.text)
        self.segments.append(Segment.of("".join(written), index, start, position))

    def _styled(self, base: QTextCharFormat, run: Run) -> QTextCharFormat:
        key = (
            base.fontWeight(),
            base.fontItalic(),
            base.font().pixelSize(),
            base.fontStrikeOut(),
            replace(run, text=""),
        )
        if key in self._formats:
            return self._formats[key]
        result = QTextCharFormat(base)
        if run.code:
            result = self._code(0.86 * base.font().pixelSize() / self._look.body.pixelSize())
            result.setBackground(QBrush(self._look.sunken))
        if run.bold:
            font = result.font()
            _embolden(font, QFont.Weight.Bold)
            result.setFont(font)
        if run.italic:
            result.setFontItalic(not base.fontItalic())
        if run.link.startswith(_LINK_SCHEMES):
            result.setAnchor(True)
            result.setAnchorHref(run.link)
            result.setForeground(QBrush(self._look.ink3 if base.fontStrikeOut() else self._look.accent))
        self._formats[key] = result
        return result

    def _struck(self, base: QTextCharFormat, block: Block) -> QTextCharFormat:
        if block.struck:
            base.setFontStrikeOut(True)
            base.setForeground(QBrush(self._look.ink3))
        return base

    def _block_format(
        self, text: str, *, line: float = _LINE, factor: float = 1.0, top: int = 0, bottom: int = 0
    ) -> QTextBlockFormat:
        result = QTextBlockFormat()
        result.setLayoutDirection(direction_of(text, self._direction))
        result.setTopMargin(top)
        result.setBottomMargin(bottom)
        if line:
            height = round(self._look.body.pixelSize() * factor * line)
            result.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        return result

    def _serif(self, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QTextCharFormat:
        return self._font(self._look.body, factor, self._look.ink, weight)

    def _interface(self, factor: float, colour: QColor, weight: QFont.Weight = QFont.Weight.Normal) -> QTextCharFormat:
        return self._font(self._look.interface, factor, colour, weight)

    def _code(self, factor: float) -> QTextCharFormat:
        return self._font(self._look.code, factor, self._look.ink)

    def _font(
        self, font: QFont, factor: float, colour: QColor, weight: QFont.Weight = QFont.Weight.Normal
    ) -> QTextCharFormat:
        sized = QFont(font)
        sized.setPixelSize(self._look.size(factor))
        _embolden(sized, weight)
        result = QTextCharFormat()
        result.setFont(sized)
        result.setForeground(QBrush(colour))
        return result


def _embolden(font: QFont, weight: QFont.Weight) -> None:
    """Set the weight on the axis of a variable font, which QFont.setWeight leaves alone, and its optical size.

    The plain weight stays below Bold: from there on Qt thickens the letters once more by itself.
    """
    font.setWeight(min(weight, QFont.Weight.DemiBold))
    font.setVariableAxis(QFont.Tag("wght"), weight)
    font.setVariableAxis(QFont.Tag("opsz"), min(60, max(8, 0.75 * font.pixelSize())))


def _same(heading: str, title: str) -> bool:
    return " ".join(heading.split()).casefold() == " ".join(title.split()).casefold() != ""


def _is_numeric(rows: Sequence[Sequence[Sequence[Run]]], column: int) -> bool:
    """Whether most of what a column says are figures."""
    cells = [text for row in rows if column < len(row) and (text := plain(row[column]).strip())]
    figures = sum(1 for text in cells if len(text) <= 24 and _FIGURE.match(text))
    return bool(cells) and figures * 3 >= len(cells) * 2
