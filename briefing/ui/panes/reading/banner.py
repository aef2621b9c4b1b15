"""A calm line above an article: the text is not all there, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from briefing.ui.panes.reading.flow_layout import FlowLayout
from briefing.ui.theme import Theme


class Banner(QWidget):
    """Shows one or two sentences with a bar in the colour of a warning at the left."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self._sign = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(19, 10, 16, 11)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.label)
        self.ways: list[QToolButton] = []
        self._ways = FlowLayout(spacing=4)
        column.addLayout(self._ways)
        row.addLayout(column, 1)
        theme.changed.connect(self.apply_theme)
        self.apply_theme()
        self.hide()

    def say(self, sentence: str, ways: Sequence[QAction] = ()) -> None:
        """Show a sentence and the ways on from it; the banner goes when there is none."""
        self.label.setText(sentence)
        self.setAccessibleName(sentence)
        if [button.defaultAction() for button in self.ways] != list(ways):
            self._offer(ways)
        self.setVisible(bool(sentence))

    def _offer(self, ways: Sequence[QAction]) -> None:
        while self.ways:
            button = self.ways.pop()
            self._ways.removeWidget(button)
            button.hide()
            button.deleteLater()
        for action in ways:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setProperty("role", "way")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._ways.addWidget(button)
            self.ways.append(button)

    @Slot()
    def apply_theme(self) -> None:
        """Take the icon anew from the theme."""
        icon = self._theme.icon("info", self._theme.tokens.warning)
        self._sign.setVisible(not icon.isNull())
        self._sign.setPixmap(icon.pixmap(16, 16))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.sunken)
        painter.fillRect(0, 0, 3, self.height(), tokens.warning)
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.rule)
