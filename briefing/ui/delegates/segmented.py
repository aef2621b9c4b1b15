"""A choice of few, all of them in sight."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget


class SegmentedChoice(QWidget):
    """A row of joined buttons of which exactly one is down; the arrow keys walk along it.

    Signals:
        chosen(str): the person chose another value; never emitted by `set_value`.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`name` is said by screen readers; `choices` maps each value to its label."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._value = ""
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        last = len(choices) - 1
        for place, (value, label) in enumerate(choices.items()):
            button = QPushButton(label, self)
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {label}")
            button.setProperty("segment", "first" if place == 0 else "last" if place == last else "middle")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(self._clicked)

    @property
    def value(self) -> str:
        """The value that is down; "" before the first."""
        return self._value

    def button(self, value: str) -> QPushButton:
        """The button of a value."""
        return self._buttons[value]

    def set_value(self, value: str) -> None:
        """Press the button of `value` without telling anybody."""
        self._value = value
        if button := self._buttons.get(value):
            button.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        values = list(self._buttons)
        if step is None or self._value not in values:
            super().keyPressEvent(event)
            return
        place = values.index(self._value) + step
        if 0 <= place < len(values):
            self._buttons[values[place]].setFocus(Qt.FocusReason.TabFocusReason)
            self._choose(values[place])

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        self._choose(next(value for value, known in self._buttons.items() if known is button))

    def _choose(self, value: str) -> None:
        if value != self._value:
            self.set_value(value)
            self.chosen.emit(value)
