"""What can be done with several rows of the outline at once."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from briefing.domain.briefings import Level
from briefing.ui.delegates.segmented import SegmentedChoice
from briefing.ui.models.outline_rows import level_name
from briefing.ui.panes.composer.form import add_field, column, hint


class SeveralForm(QWidget):
    """Sets the level of the selected items, or takes the selected rows out.

    Signals:
        level_chosen(Level)
        removal_wanted()
    """

    level_chosen = Signal(object)
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = column(self)
        self.count = QLabel(self)
        self.count.setProperty("role", "title")
        layout.addWidget(self.count)
        self.level = SegmentedChoice(self.tr("Level"), {level.value: level_name(level) for level in Level}, self)
        self.level.chosen.connect(self._choose)
        self.level_label = add_field(layout, self.tr("Level of all of them"), self.level)
        layout.addSpacing(16)
        row = QHBoxLayout()
        self.remove = QPushButton(self.tr("Remove from briefing"), self)
        self.remove.clicked.connect(self.removal_wanted)
        row.addWidget(self.remove)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(hint(self, self.tr("The articles stay in the library, and Undo brings the rows back.")))
        layout.addStretch(1)

    def show_rows(self, count: int, levels: set[Level]) -> None:
        """Show how many rows are selected and, when all items have the same one, their level."""
        self.count.setText(self.tr("{n} rows selected").format(n=count))
        self.level.set_value(next(iter(levels)).value if len(levels) == 1 else "")
        self.level.setVisible(bool(levels))
        self.level_label.setVisible(bool(levels))

    @Slot(str)
    def _choose(self, value: str) -> None:
        self.level_chosen.emit(Level(value))
