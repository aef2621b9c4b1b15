"""A choice of many in a list that drops down."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class PlainChoice(QComboBox):
    """Values with their labels. A value it does not offer is shown and kept as well.

    Signals:
        chosen(str): the person chose another value.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Mapping[str, str], parent: QWidget | None = None, *, name_of: Callable[[str], str] = str
    ) -> None:
        """`choices` maps values to labels; `name_of` labels a value that is not among them."""
        super().__init__(parent)
        self._name_of = name_of
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        for value, text in choices.items():
            self.addItem(text, value)
        self.activated.connect(self._activated)

    @property
    def value(self) -> str:
        """The value that is shown."""
        return str(self.currentData())

    def set_value(self, value: str) -> None:
        """Show a value of the library without telling anybody."""
        if self.findData(value) < 0:
            self.addItem(self._name_of(value), value)
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a turn of the wheel scrolls the form, it chooses nothing

    @Slot(int)
    def _activated(self, place: int) -> None:
        self.chosen.emit(str(self.itemData(place)))
