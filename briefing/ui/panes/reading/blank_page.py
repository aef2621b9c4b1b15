"""What a pane shows while there is nothing to show: one sentence, one button, one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from briefing.ui.actions import Actions
from briefing.ui.theme import Theme


class BlankPage(QWidget):
    """A sentence in the middle of the pane, and the action that helps."""

    def __init__(self, theme: Theme, actions: Actions, sentence: str, action_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sentence = QLabel(sentence, self)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setMaximumWidth(420)
        self._action = actions[action_id]
        self.button = QPushButton(self._action.text(), self)
        self.button.setToolTip(self._action.toolTip())
        self.button.clicked.connect(self._action.trigger)
        keys = self._action.shortcut().toString(self._action.shortcut().SequenceFormat.NativeText)
        self._key = QLabel(self.tr("or press {keys}").format(keys=keys) if keys else "", self)
        self._key.setFont(theme.sans(11))
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(self._key, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setAccessibleName(sentence)
        theme.changed.connect(self.apply_theme)
        self.apply_theme()

    @Slot()
    def apply_theme(self) -> None:
        """Take fonts and colours anew from the theme."""
        self._sentence.setFont(self._theme.serif(19))
        for label, colour in ((self._sentence, self._theme.tokens.ink2), (self._key, self._theme.tokens.ink3)):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, colour)
            label.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.tokens.paper)
