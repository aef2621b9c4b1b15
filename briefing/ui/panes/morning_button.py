"""The way into the morning, at the head of the lists of what waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from briefing.ui.actions import Actions, keys_text, row_of


class MorningButton(QToolButton):
    """Starts the morning, or goes on with it. Whoever shows it says whether something waits."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        row, action = row_of("view.morning"), actions["view.morning"]
        self.setText(self.tr("Morning"))
        self.setIcon(action.icon())
        self.setToolTip(f"{action.statusTip()}  {keys_text(row)}")
        self.setAccessibleName(action.text())
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setProperty("role", "small")
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._take_icon)
        self.hide()

    @Slot()
    def _take_icon(self) -> None:
        self.setIcon(self._action.icon())
