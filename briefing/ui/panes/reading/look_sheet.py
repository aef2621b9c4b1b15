"""A sheet over the page to choose how articles look: letters, size, measure, distance of lines, colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from briefing.ui.delegates.segmented import SegmentedChoice
from briefing.ui.panes.reading.page_style import Face, Ground, Leading, Measure, PageStyle


class LookSheet(QFrame):
    """Every choice shows at once in the article behind; Escape and a click elsewhere close it.

    Signals:
        styled(PageStyle): the person chose another look.
        larger(), smaller(): the person wants other letters.
    """

    styled = Signal(object)
    larger = Signal()
    smaller = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._look = PageStyle()
        self.setProperty("role", "popup")
        self.setAccessibleName(self.tr("Appearance of articles"))
        self.face = self._choice(
            self.tr("Letters"), {Face.SERIF: self.tr("Serif"), Face.SANS: self.tr("Sans serif")}, self._choose_face
        )
        self.measure = self._choice(
            self.tr("Width"),
            {
                Measure.NARROW: self.tr("Narrow"),
                Measure.NORMAL: self.tr("Normal"),
                Measure.WIDE: self.tr("Wide"),
            },
            self._choose_measure,
        )
        self.leading = self._choice(
            self.tr("Lines"),
            {
                Leading.CLOSE: self.tr("Close"),
                Leading.NORMAL: self.tr("Normal"),
                Leading.OPEN: self.tr("Open"),
            },
            self._choose_leading,
        )
        self.ground = self._choice(
            self.tr("Page"),
            {Ground.WINDOW: self.tr("As the window"), Ground.SEPIA: self.tr("Sepia")},
            self._choose_ground,
        )
        self._lay_out()
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.hide()

    def show_look(self, look: PageStyle) -> None:
        """Press the buttons of a look."""
        self._look = look
        self.face.set_value(look.face)
        self.measure.set_value(look.measure)
        self.leading.set_value(look.leading)
        self.ground.set_value(look.ground)

    def open_at(self, corner: QPoint) -> None:
        """Show the sheet with its lower right corner at a point of the parent."""
        self.adjustSize()
        self.move(max(8, corner.x() - self.width()), max(8, corner.y() - self.height()))
        self.show()
        self.raise_()
        self.face.button(self._look.face).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    @Slot()
    def close_sheet(self) -> None:
        """Go away; the article has the focus again."""
        if self.isVisible():
            self.hide()
            self._page.setFocus(Qt.FocusReason.PopupFocusReason)

    # Private

    def _choice(self, name: str, choices: Mapping[str, str], slot: object) -> SegmentedChoice:
        choice = SegmentedChoice(name, choices, self)
        choice.chosen.connect(slot)
        return choice

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        size = QHBoxLayout()
        size.setSpacing(6)
        for text, tip, signal in (
            ("A−", self.tr("Smaller text"), self.smaller),
            ("A+", self.tr("Larger text"), self.larger),
        ):
            button = QPushButton(text, self)
            button.setAccessibleName(tip)
            button.setToolTip(tip)
            button.clicked.connect(signal)
            size.addWidget(button)
        size.addStretch(1)
        rows = (self.face, self.measure, self.leading, self.ground)
        for line, choice in enumerate(rows):
            grid.addWidget(self._label(choice.accessibleName()), line, 0)
            grid.addWidget(choice, line, 1)
        grid.addWidget(self._label(self.tr("Size")), len(rows), 0)
        grid.addLayout(size, len(rows), 1)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "label")
        return label

    def _take(self, look: PageStyle) -> None:
        self._look = look
        self.styled.emit(look)

    @Slot(str)
    def _choose_face(self, value: str) -> None:
        self._take(replace(self._look, face=Face(value)))

    @Slot(str)
    def _choose_measure(self, value: str) -> None:
        self._take(replace(self._look, measure=Measure(value)))

    @Slot(str)
    def _choose_leading(self, value: str) -> None:
        self._take(replace(self._look, leading=Leading(value)))

    @Slot(str)
    def _choose_ground(self, value: str) -> None:
        self._take(replace(self._look, ground=Ground(value)))

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and new is not self and not self.isAncestorOf(new):
            self.hide()
