"""The offline switch and the list of requests."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefing.settings import Settings
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.panes.status_line import StatusLine


class Network(QObject):
    """Keeps the switch in the settings, where every errand looks before each request.

    Signals:
        changed(): the settings changed; they want to be saved.
    """

    changed = Signal()

    def __init__(
        self, jobs: Jobs, settings: Settings, table: Actions, status: StatusLine, window: QWidget
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._jobs, self._settings, self._table, self._status, self._window = jobs, settings, table, status, window
        table["file.offline"].setChecked(settings.offline)
        status.show_offline(settings.offline)
        table.bind("file.offline", self.switch)
        table.bind("file.network", self.show_list)

    @Slot(bool)
    def switch(self, off: bool) -> None:
        """Cut the network off, or let the errands of the person through again."""
        self._settings.offline = off
        self.changed.emit()
        self._status.show_offline(off)
        self._status.say(
            self.tr("Offline: nothing is sent or fetched until you switch this off again.")
            if off
            else self.tr("Online: pages are fetched when you ask for them.")
        )

    @Slot()
    def show_list(self) -> None:
        """Open the list of requests."""
        from briefing.ui.dialogs.network import NetworkDialog

        dialog = NetworkDialog(self._jobs, self._table["file.offline"], self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
