"""A line of text that is as wide as what stands in it, and knows the words used before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from briefing.ui.panes.known_words import KnownWords

ROOM = 24


class FittingField(QLineEdit):
    """A quiet field with completion, see `KnownWords`."""

    def __init__(self, placeholder: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._known = KnownWords(self)
        self.textChanged.connect(self._fit)

    def set_words(self, words: Sequence[str]) -> None:
        """Offer these words."""
        self._known.offer(words)

    def words(self) -> list[str]:
        """The words that are offered."""
        return self._known.words

    def show_text(self, text: str) -> None:
        """Show a text of the library; the cursor stays when it is the same."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = max(metrics.horizontalAdvance(self.text()), metrics.horizontalAdvance(self.placeholderText()))
        return QSize(width + ROOM, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    @Slot()
    def _fit(self) -> None:
        self.updateGeometry()
