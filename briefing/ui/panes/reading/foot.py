"""The line below an article: its outline, how far one has read, how it looks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from briefing.ui.actions import Actions
from briefing.ui.models.wording import counted
from briefing.ui.panes.reading.article_view import ArticleView

ROOMY = 46
"""Letters of room that the words of all three take."""


class ReaderFoot(QWidget):
    """Two quiet buttons with the progress between them, which is drawn as a hairline above all three.

    In a narrow pane the buttons are their icons alone.
    """

    def __init__(self, actions: Actions, view: ArticleView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view, self._scroll = view, view.verticalScrollBar()
        self._minutes = 0
        self.words = QLabel(self)
        self.words.setProperty("role", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        self._buttons = [self._button(actions[action]) for action in ("reader.outline", "reader.appearance")]
        row.addWidget(self._buttons[0])
        row.addStretch(1)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self._buttons[1])
        self.setMinimumWidth(1)
        self._scroll.valueChanged.connect(self._show)
        self._scroll.rangeChanged.connect(self._show)

    @property
    def progress(self) -> float:
        """How much of the article has been on the page, 0 to 1."""
        page = self._view.viewport().height()  # not the page step: Qt tells a new range before it sets that
        end = self._scroll.maximum() + page
        return min(1.0, (self._scroll.value() + page) / end) if end > 0 else 1.0

    def show_length(self, minutes: int) -> None:
        """Say how long the article is."""
        self._minutes = minutes
        self._show()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        return button

    @Slot()
    def _show(self) -> None:
        share = round(100 * self.progress)
        left = round(self._minutes * (1 - self.progress))
        said = self.tr("%1 % read").replace("%1", str(share))
        if left >= 1:
            said += "  ·  " + counted(left, self.tr("1 min left"), self.tr("%n min left"))
        self.words.setText(said if share < 100 else self.tr("Read to the end"))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        roomy = self.width() >= self.fontMetrics().averageCharWidth() * ROOMY
        style = Qt.ToolButtonStyle
        for button in self._buttons:
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if roomy else style.ToolButtonIconOnly)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._view.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.surface)
        painter.fillRect(0, 0, self.width(), 1, tokens.rule)
        painter.fillRect(0, 0, round(self.width() * self.progress), 1, tokens.accent)
