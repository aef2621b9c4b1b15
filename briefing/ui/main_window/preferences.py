"""The settings dialog in the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefing.settings import Settings
from briefing.ui.actions import Actions


class Preferences(QObject):
    """Opens the settings.

    Signals:
        changed(): the settings changed; they want to be saved.
    """

    changed = Signal()

    def __init__(self, settings: Settings, table: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._table, self._window = settings, table, window
        table.bind("file.settings", self.open)

    @Slot()
    def open(self) -> None:
        """Open the dialog."""
        from briefing.ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self._settings, self._table, self._window)
        dialog.changed.connect(self.changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
