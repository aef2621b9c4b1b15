"""One takeaway or quote that can be printed with an item."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QToolButton, QWidget

from briefing.ui.theme import Theme, blend

BAR = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a row shows.

    Attributes:
        id: of the takeaway or highlight.
        label: its kind or meaning in words.
        text: what it says.
        note: a quiet last line, such as the audience.
        colour: of its kind or meaning, always beside the label that says the same.
        wrong: the note says what is wrong with it.
    """

    id: int
    label: str
    text: str
    colour: QColor
    note: str = ""
    wrong: bool = False


class CandidateRow(QWidget):
    """A check box, the words, and two buttons that move the row among the chosen ones.

    Signals:
        toggled(int, bool): the person chose it or left it out.
        moved(int, int): the person wants it one place up (-1) or down (+1).
    """

    toggled = Signal(int, bool)
    moved = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._candidate = Candidate(0, "", "", QColor())
        self._shown: tuple[object, ...] = ()
        self.box = QCheckBox(self)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.note = QLabel(self)
        self.note.setProperty("role", "hint")
        self.note.setWordWrap(True)
        self.up = self._button(self.tr("Print it earlier"))
        self.down = self._button(self.tr("Print it later"))
        grid = QGridLayout(self)
        grid.setContentsMargins(BAR + 10, 8, 4, 8)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.box, 0, 0)
        grid.addWidget(self.up, 0, 1)
        grid.addWidget(self.down, 0, 2)
        grid.addWidget(self.text, 1, 0, 1, 3)
        grid.addWidget(self.note, 2, 0, 1, 3)
        self.box.clicked.connect(self._toggle)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)

    @property
    def id(self) -> int:
        """The id of what the row shows."""
        return self._candidate.id

    def show_candidate(self, candidate: Candidate, *, chosen: bool, first: bool, last: bool) -> None:
        """Show one; `first` and `last` say where it stands among the chosen ones."""
        tokens = self._theme.tokens
        state = (candidate, chosen, first, last, tokens.dark, self._theme.icon("caret-up").isNull())
        if state == self._shown:
            return
        self._shown = state
        self._candidate = candidate
        self.box.setText(candidate.label)
        self.box.setChecked(chosen)
        self.box.setAccessibleName(f"{candidate.label}: {candidate.text}")
        self.text.setText(candidate.text)
        self.text.setFont(self._theme.serif(15))
        self.box.setFont(self._theme.sans(13, QFont.Weight.DemiBold))
        self.text.setEnabled(chosen)
        self.note.setText(candidate.note)
        self.note.setProperty("state", "error" if candidate.wrong else None)
        self.note.style().polish(self.note)
        self.note.setVisible(bool(candidate.note))
        for button, end, icon in ((self.up, first, "caret-up"), (self.down, last, "caret-down")):
            button.setVisible(chosen and not (first and last))
            button.setEnabled(not end)
            button.setIcon(self._theme.icon(icon))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self._theme.tokens
        colour = self._candidate.colour
        if self.box.isChecked():
            painter.fillRect(self.rect(), blend(colour, tokens.surface, 0.05))
            painter.fillRect(0, 0, BAR, self.height(), colour)
        else:
            painter.fillRect(0, 0, BAR, self.height(), tokens.rule)
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.click()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setProperty("role", "mini")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt+Up and Alt+Down do the same
        return button

    @Slot(bool)
    def _toggle(self, chosen: bool) -> None:
        self.toggled.emit(self._candidate.id, chosen)

    @Slot()
    def _move_up(self) -> None:
        self.moved.emit(self._candidate.id, -1)

    @Slot()
    def _move_down(self) -> None:
        self.moved.emit(self._candidate.id, 1)
