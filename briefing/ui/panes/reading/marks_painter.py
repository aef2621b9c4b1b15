"""Shows the marks of a text as what they mean: bold and italic words, links in the accent, the signs pale."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat

from briefing.domain.marked_text import Piece, line_pieces
from briefing.ui.offsets import units
from briefing.ui.panes.reading.words_painter import WordsPainter


class MarksPainter(WordsPainter):
    """Paints a document line by line. The state of a line is its number in a list, which the next line goes on from."""

    def readable(self, block: QTextBlock) -> str:
        text = block.text()
        found, _ = line_pieces(text, max(0, block.previous().userState()))
        return "".join(" " * (p.end - p.start) if p.mark else text[p.start : p.end] for p in found)

    def highlightBlock(self, text: str) -> None:
        found, number = line_pieces(text, max(0, self.previousBlockState()))
        self.setCurrentBlockState(number)
        for piece in found:
            if piece.mark or piece.bold or piece.italic or piece.link:
                start = units(text[: piece.start])
                self.setFormat(start, units(text[: piece.end]) - start, self._format(piece))
        self.underline()

    def _format(self, piece: Piece) -> QTextCharFormat:
        tokens, shape = self._theme.tokens, QTextCharFormat()
        if piece.mark:
            shape.setForeground(tokens.ink3)
            return shape
        if piece.bold:
            font = self._theme.serif(self.document().defaultFont().pixelSize(), QFont.Weight.Bold)
            font.setWeight(QFont.Weight.DemiBold)  # from Bold on Qt thickens the letters of a bold cut once more
            shape.setFont(font)
        if piece.italic:
            shape.setFontItalic(True)
        if piece.link:
            shape.setForeground(tokens.accent)
            shape.setFontUnderline(True)
        return shape
