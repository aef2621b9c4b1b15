"""Find in the article: a field, how many places there are, and the keys to go from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from briefing.domain.annotations import Meaning
from briefing.ui.theme import Theme

_MEANINGS = {Qt.Key(Qt.Key.Key_1 + place): meaning for place, meaning in enumerate(Meaning)}


class FindBar(QWidget):
    """Stands above the page while somebody looks for words.

    Signals:
        typed(str): the words changed.
        stepped(int): go to the next place (1) or to the previous one (-1).
        marked(Meaning): Ctrl+1 to Ctrl+5: mark this place in that meaning and stay here.
        accepted(): Enter: go on reading at this place, which stays selected.
        closed(): Escape, or the button.
    """

    typed = Signal(str)
    stepped = Signal(int)
    marked = Signal(object)
    accepted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(self.tr("Find in article"))
        self.field = _FindField(self)
        self.field.setPlaceholderText(self.tr("Find in article"))
        self.field.setAccessibleName(self.tr("Words to find"))
        self.field.setMaximumWidth(340)
        self.count = QLabel(self)
        self.count.setAccessibleName(self.tr("Places found"))
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("1000 of 1000"))
        self._hint = QLabel(self.tr("Ctrl+1 to 5 mark it, Enter goes there"), self)
        for label in (self.count, self._hint):
            label.setProperty("role", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(self._button(self.tr("Previous"), "caret-up", self._back))
        row.addWidget(self._button(self.tr("Next"), "caret-down", self._forth))
        row.addStretch()
        row.addWidget(self._hint)
        row.addWidget(self._button(self.tr("Close"), "x", self.closed.emit))
        self.field.textChanged.connect(self.typed)
        self.field.returnPressed.connect(self.accepted)
        self.field.stepped.connect(self.stepped)
        self.field.escaped.connect(self.closed)
        self.field.marked.connect(self.marked)
        self.apply_theme()
        theme.changed.connect(self.apply_theme)
        self.hide()

    def open(self, words: str) -> None:
        """Show the bar, ready for typing; `words` are what was selected in the text."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.typed.emit(self.field.text())

    def show_count(self, index: int, total: int) -> None:
        """Say which of how many places is shown; `index` counts from 0."""
        if not self.field.text():
            self.count.setText("")
        elif not total:
            self.count.setText(self.tr("Not found"))
        else:
            self.count.setText(self.tr("{n} of {total}").format(n=index + 1, total=total))

    @Slot()
    def apply_theme(self) -> None:
        """Take colours and icons anew from the theme."""
        for button in self.findChildren(QToolButton):
            button.setIcon(self._theme.icon(button.objectName()))

    def resizeEvent(self, event: object) -> None:
        self._hint.setVisible(self.width() > 620)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.tokens.paper)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.tokens.rule)

    def _button(self, text: str, icon: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(icon)
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button

    @Slot()
    def _back(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _forth(self) -> None:
        self.stepped.emit(1)


class _FindField(QLineEdit):
    """A field whose arrow keys go through the places found.

    Signals:
        stepped(int): Down or Up was pressed. escaped(): Escape was pressed. marked(Meaning): Ctrl+1 to Ctrl+5 was.
    """

    stepped = Signal(int)
    escaped = Signal()
    marked = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _MEANINGS:
            self.marked.emit(_MEANINGS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
