"""What an empty place says: one sentence, one button, one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing.ui.theme import Theme


class EmptyState(QWidget):
    """A centred symbol, a sentence and the action that helps. The key of the action stands beside the button."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # it takes the focus of the list whose place it takes
        self._theme = theme
        self._icon = ""
        self._action: QAction | None = None
        self._symbol = QLabel(self)
        self._symbol.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._sentence = QLabel(self)
        self._sentence.setProperty("role", "body")
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._button = QPushButton(self)
        self._button.setProperty("role", "primary")
        self._button.clicked.connect(self._run)
        self._key = QLabel(self)
        self._key.setProperty("role", "key")
        self._lay_out()
        theme.changed.connect(self._paint_symbol)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._button)
        row.addSpacing(8)
        row.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        column.addWidget(self._symbol)
        column.addSpacing(12)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addWidget(self._sentence)
        column.addSpacing(16)
        column.addLayout(row)
        column.addStretch(3)

    @property
    def sentence(self) -> str:
        """The sentence that is shown."""
        return self._sentence.text()

    def say(self, icon: str, title: str, sentence: str, action: QAction | None = None, label: str = "") -> None:
        """Show a symbol, a title, a sentence and, if an action helps, a button for it and its key."""
        self._icon, self._action = icon, action
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._sentence.setText(sentence)
        self._button.setVisible(action is not None)
        keys = action.shortcut().toString() if action is not None else ""
        self._key.setText(keys)
        self._key.setVisible(bool(keys))
        if action is not None:
            self._button.setText(label or action.text().removesuffix("…"))
            self._button.setToolTip(action.statusTip())
        self._paint_symbol()

    @Slot()
    def _run(self) -> None:
        if self._action is not None:
            self._action.trigger()

    @Slot()
    def _paint_symbol(self) -> None:
        icon = self._theme.icon(self._icon, self._theme.tokens.ink3)
        self._symbol.setPixmap(icon.pixmap(32, 32))
        self._symbol.setVisible(not icon.isNull())
