"""The small bar at a selection: the five meanings, a note, a takeaway. Each has a key that does the same."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from briefing.domain.annotations import Meaning
from briefing.ui.delegates.highlight_marks import underline
from briefing.ui.panes.reading.meanings import meaning_labels
from briefing.ui.theme import Theme

MARGIN = 8


class SelectionBar(QWidget):
    """Floats over the page, above the selection if there is room. It never takes the focus from the text.

    Signals:
        meaning_chosen(Meaning), note_wanted(), takeaway_wanted(): a button was pressed.
    """

    meaning_chosen = Signal(object)
    note_wanted = Signal()
    takeaway_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Mark the selected passage"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(5, 4, 5, 4)
        row.setSpacing(2)
        self.buttons: Mapping[Meaning, _MeaningButton] = {
            meaning: _MeaningButton(theme, meaning, key, self) for key, meaning in enumerate(Meaning, 1)
        }
        for button in self.buttons.values():
            button.pressed_meaning.connect(self.meaning_chosen)
            row.addWidget(button)
        self.note_button = _WordButton(theme, self.tr("Note"), "N", self)
        self.note_button.setAccessibleName(self.tr("Write a note"))
        self.note_button.clicked.connect(self.note_wanted)
        self.takeaway_button = _WordButton(theme, self.tr("Takeaway"), "T", self)
        self.takeaway_button.setAccessibleName(self.tr("Takeaway from this"))
        self.takeaway_button.clicked.connect(self.takeaway_wanted)
        row.addSpacing(4)
        row.addWidget(self.note_button)
        row.addWidget(self.takeaway_button)
        self.hide()

    def show_at(self, selection: QRectF, area: QRect) -> None:
        """Show the bar at a box, inside of `area`; both in the coordinates of the parent."""
        size = self.sizeHint()
        y = selection.top() - size.height() - MARGIN
        if y < area.top() + 4:
            y = min(selection.bottom() + MARGIN, area.bottom() - size.height() - 4)
        x = min(max(selection.center().x() - size.width() / 2, area.left() + 4), area.right() - size.width() - 4)
        self.setGeometry(QRect(round(x), round(y), size.width(), size.height()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.rule if not tokens.dark else tokens.ink3, 1))
        painter.setBrush(tokens.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        x = self.note_button.x() - 4.5
        painter.setPen(QPen(tokens.rule, 1))
        painter.drawLine(QPointF(x, 8), QPointF(x, self.height() - 8))


class _BarButton(QToolButton):
    """A button of the bar: flat, sunken below the pointer."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def _ground(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.rule if self.isDown() else tokens.sunken)
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)


class _MeaningButton(_BarButton):
    """A swatch of a meaning: its fill, its pattern and its key."""

    pressed_meaning = Signal(object)

    def __init__(self, theme: Theme, meaning: Meaning, key: int, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.meaning, self._key = meaning, str(key)
        label = meaning_labels()[meaning]
        self.setAccessibleName(label)
        self.setToolTip(f"{label}  {key}")
        self.clicked.connect(self._tell)

    def sizeHint(self) -> QSize:
        return QSize(32, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        swatch = QRectF(6, 5, 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.meanings[self.meaning])
        painter.drawRoundedRect(swatch, 4, 4)
        painter.setFont(self._theme.sans(11))
        painter.setPen(tokens.ink)
        painter.drawText(swatch.adjusted(0, -1, 0, -1), Qt.AlignmentFlag.AlignCenter, self._key)
        mark = tokens.marks[self.meaning]
        if self.meaning is Meaning.QUOTE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark)
            painter.drawRoundedRect(QRectF(swatch.left() - 1, swatch.top(), 3, swatch.height()), 1.5, 1.5)
        else:
            underline(painter, self.meaning, mark, QPointF(swatch.left() + 4, swatch.bottom() - 3), 12)

    def _tell(self) -> None:
        self.pressed_meaning.emit(self.meaning)


class _WordButton(_BarButton):
    """A word and its key."""

    def __init__(self, theme: Theme, word: str, key: str, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._word, self._key = word, key
        self.setText(word)
        self.setToolTip(f"{word}  {key}")

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(f"{self._word} {self._key}") + 20, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        box = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(tokens.ink)
        painter.drawText(box, vertical | Qt.AlignmentFlag.AlignLeft, self._word)
        painter.setPen(tokens.ink3)
        painter.drawText(box, vertical | Qt.AlignmentFlag.AlignRight, self._key)
