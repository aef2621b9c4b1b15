"""The fonts, colours and distances of an article's page, as formats of a QTextDocument."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextLength,
    QTextTableFormat,
)

from briefing.domain.text import Block, BlockKind, Run

_LETTER = re.compile("[A-Za-z]")
LINE = 1.55
_LINK_SCHEMES = ("http://", "https://", "mailto:")
_HEADINGS = {1: 1.5, 2: 1.3, 3: 1.14}


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts and colours of an article. Sizes are in pixels; `body` sets the size that all others follow.

    Attributes:
        line: the height of a line of text, as a multiple of the size of its letters.
    """

    body: QFont
    interface: QFont
    code: QFont
    ink: QColor
    ink2: QColor
    ink3: QColor
    rule: QColor
    accent: QColor
    sunken: QColor
    line: float = LINE

    def size(self, factor: float) -> int:
        """A size in pixels, in proportion to that of the body."""
        return max(8, round(self.body.pixelSize() * factor))


def direction_of(text: str, otherwise: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> Qt.LayoutDirection:
    """The direction of the first strong character (Unicode Bidirectional Algorithm, rule P2)."""
    if text.isascii():
        return Qt.LayoutDirection.LeftToRight if _LETTER.search(text) else otherwise
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
    return otherwise


class Formats:
    """Makes the formats of one article. Factors are multiples of the size of the body."""

    def __init__(self, look: Look, direction: Qt.LayoutDirection) -> None:
        self._look, self._direction = look, direction
        # An article has thousands of blocks in a dozen formats, and making one costs more than using it.
        self._paragraphs: dict[tuple[object, ...], QTextBlockFormat] = {}
        self._letters: dict[tuple[object, ...], QTextCharFormat] = {}
        self._styles: dict[tuple[object, ...], tuple[QTextCharFormat, QTextCharFormat]] = {}

    def paragraph(self, block: Block, text: str) -> QTextBlockFormat:
        """Distances, indents and direction of a block, whose text is `text`. Shared: not to be changed."""
        direction = direction_of(text, self._direction)
        key = (block.kind, block.level, direction)
        if key not in self._paragraphs:
            self._paragraphs[key] = self._format_of(block, text)
        return self._paragraphs[key]

    def cell(self, direction: Qt.LayoutDirection, *, right: bool) -> QTextBlockFormat:
        """The paragraph in a cell of a table. Shared: not to be changed."""
        key = ("cell", right, direction)
        if key not in self._paragraphs:
            form = self.block_format("", line=1.35, factor=0.8)
            form.setLayoutDirection(direction)
            if right:
                form.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
            self._paragraphs[key] = form
        return self._paragraphs[key]

    def letters(self, block: Block) -> QTextCharFormat:
        """The letters of a block, or of the caption of a picture. Shared: not to be changed."""
        return self._kept((block.kind, block.level, block.struck), lambda: self._character_of(block), block.struck)

    def cell_letters(self, *, head: bool, struck: bool) -> QTextCharFormat:
        """The letters of a cell of a table. Shared: not to be changed."""

        def make() -> QTextCharFormat:
            if head:
                return self.interface(0.74, self._look.ink2, QFont.Weight.DemiBold)
            return self.interface(0.8, self._look.ink)

        return self._kept(("cell", head, struck), make, struck)

    def _format_of(self, block: Block, text: str) -> QTextBlockFormat:
        """Distances and indents of a block."""
        look = self._look
        match block.kind:
            case BlockKind.HEADING:
                factor = _HEADINGS.get(block.level, 1.0)
                result = self.block_format(text, line=1.28, factor=factor, top=look.size(1.25), bottom=look.size(0.45))
                result.setHeadingLevel(min(6, max(1, block.level)))
                return result
            case BlockKind.QUOTE:
                result = self.block_format(text, bottom=look.size(0.85))
                indent = look.size(1.3)
                result.setLeftMargin(indent)
                result.setRightMargin(indent)
                return result
            case BlockKind.CODE:
                result = self.block_format(text, line=1.45, factor=0.82)
                result.setLeftMargin(look.size(0.75))
                result.setRightMargin(look.size(0.75))
                result.setTopMargin(look.size(0.6))
                result.setBottomMargin(look.size(1.45))
                return result
            case BlockKind.LIST_ITEM:
                return self.block_format(text, bottom=look.size(0.35))
            case BlockKind.RULE:
                return self.block_format(text, top=look.size(0.4), bottom=look.size(0.9))
        return self.block_format(text, bottom=look.size(0.85))

    def _character_of(self, block: Block) -> QTextCharFormat:
        """The letters of a block."""
        match block.kind:
            case BlockKind.HEADING:
                return self.serif(_HEADINGS.get(block.level, 1.0), QFont.Weight.DemiBold)
            case BlockKind.QUOTE:
                result = self.serif(1.0)
                result.setFontItalic(True)
                return result
            case BlockKind.CODE:
                return self._code(0.82)
            case BlockKind.IMAGE:
                return self.interface(0.78, self._look.ink2)
        return self.serif(1.0)

    def thin(self) -> QTextBlockFormat:
        """A block that takes next to no room: before and behind a table Qt wants one."""
        result = QTextBlockFormat()
        result.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return result

    def table_format(self, text: str) -> QTextTableFormat:
        """A table as wide as the page, without lines of its own."""
        result = QTextTableFormat()
        result.setBorder(0)
        result.setCellSpacing(0)
        result.setCellPadding(self._look.size(0.3))
        result.setTopMargin(self._look.size(0.4))
        result.setBottomMargin(self._look.size(1))
        result.setRightMargin(1)  # rounding makes a table of 100 % one pixel too wide
        result.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        result.setLayoutDirection(direction_of(text, self._direction))
        return result

    def styled(self, base: QTextCharFormat, run: Run) -> QTextCharFormat:
        """`base` with the marks of a run."""
        key = (id(base), run.bold, run.italic, run.code, run.link)
        if key in self._styles:
            return self._styles[key][1]
        result = QTextCharFormat(base)
        if run.code:
            result = self._code(0.86 * base.font().pixelSize() / self._look.body.pixelSize())
            result.setBackground(QBrush(self._look.sunken))
            result.setFontStrikeOut(base.fontStrikeOut())
            result.setForeground(base.foreground())
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
        self._styles[key] = (base, result)  # with `base`, so that its id stays its own
        return result

    def _kept(self, key: tuple[object, ...], make: Callable[[], QTextCharFormat], struck: bool) -> QTextCharFormat:
        if key not in self._letters:
            made = make()
            if struck:
                made.setFontStrikeOut(True)
                made.setForeground(QBrush(self._look.ink3))
            self._letters[key] = made
        return self._letters[key]

    def block_format(
        self, text: str, *, line: float | None = None, factor: float = 1.0, top: int = 0, bottom: int = 0
    ) -> QTextBlockFormat:
        """A paragraph in the direction of its first strong letter.

        Args:
            line: the height of a line; None for that of the text, 0 for that of its font.
        """
        result = QTextBlockFormat()
        result.setLayoutDirection(direction_of(text, self._direction))
        result.setTopMargin(top)
        result.setBottomMargin(bottom)
        line = self._look.line if line is None else line
        if line:
            height = round(self._look.body.pixelSize() * factor * line)
            result.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        return result

    def serif(self, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QTextCharFormat:
        """Letters of the text."""
        return self._font(self._look.body, factor, self._look.ink, weight)

    def interface(self, factor: float, colour: QColor, weight: QFont.Weight = QFont.Weight.Normal) -> QTextCharFormat:
        """Letters of captions, tables and the masthead."""
        return self._font(self._look.interface, factor, colour, weight)

    def _code(self, factor: float) -> QTextCharFormat:
        """Letters of one width."""
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

    def smallest(self) -> QTextCharFormat:
        """For a block that only has to be there. Shared: not to be changed."""
        return self._kept(("smallest",), lambda: self._font(self._look.body, 0, self._look.ink), False)


def _embolden(font: QFont, weight: QFont.Weight) -> None:
    """Set the weight on the axis of a variable font, which QFont.setWeight leaves alone, and its optical size.

    The plain weight stays below Bold: from there on Qt thickens the letters once more by itself.
    """
    font.setWeight(min(weight, QFont.Weight.DemiBold))
    font.setVariableAxis(QFont.Tag("wght"), weight)
    font.setVariableAxis(QFont.Tag("opsz"), min(60, max(8, 0.75 * font.pixelSize())))
