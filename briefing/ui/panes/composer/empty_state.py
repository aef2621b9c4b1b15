"""A sentence, one button and one key: what to do where there is nothing yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyState(QWidget):
    """Stands in the middle of an empty pane."""

    def __init__(self, title: str, words: str, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(8)
        column.addStretch(2)
        self.title = QLabel(title, self)
        self.title.setProperty("role", "title")
        self.words = QLabel(words, self)
        self.words.setProperty("role", "body")
        self.words.setMaximumWidth(360)
        for line in (self.title, self.words):
            line.setWordWrap(True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button = QPushButton(button, self)
        self.button.setProperty("role", "primary")
        self.button.setVisible(bool(button))
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
