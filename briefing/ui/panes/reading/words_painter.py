"""Underlines the words of a document that somebody found wrong, with the line that the system has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Slot
from PySide6.QtGui import QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from briefing.ui.theme import Theme

Wrong = Callable[[QTextBlock], Iterable[tuple[int, int]]]
"""The wrong words of a line, as positions in it: start and length in UTF-16 units."""


class WordsPainter(QSyntaxHighlighter):
    """Paints a document line by line."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._wrong: Wrong | None = None
        theme.changed.connect(self.repaint)

    def set_wrong(self, wrong: Wrong) -> None:
        """Say who knows the wrong words."""
        self._wrong = wrong
        self.rehighlight()

    def readable(self, block: QTextBlock) -> str:
        """The words of a line, each where it stands in it."""
        return block.text()

    @Slot()
    def repaint(self) -> None:
        """Take the colours anew from the theme."""
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        self.underline()

    def underline(self) -> None:
        """Underline the wrong words of the line that is painted; how they look otherwise stays."""
        if self._wrong is None:
            return
        for start, length in self._wrong(self.currentBlock()):
            for place in range(start, start + length):
                shape = self.format(place)
                shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
                shape.setUnderlineColor(self._theme.tokens.danger)
                self.setFormat(place, 1, shape)
