"""Two readers, one set of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from briefing.ui.actions import Actions

if TYPE_CHECKING:
    from briefing.ui.panes.reader import ReaderPane


class ReaderKeys(QObject):
    """Runs an action of the reader in the one that has the focus, the main one when none has."""

    def __init__(self, actions: Actions, main: ReaderPane) -> None:
        super().__init__(main)
        self._main, self._others = main, [main]
        for action_id in main.commands():
            if not action_id.startswith("view."):
                actions.bind(action_id, self.run)

    def add(self, reader: ReaderPane) -> None:
        """Serve another reader, too, until it goes."""
        self._others.append(reader)
        reader.destroyed.connect(self._forget)

    @Slot()
    def run(self) -> None:
        """Run the action that calls."""
        action = self.sender()
        if isinstance(action, QAction):
            self._focused().commands()[action.objectName()]()

    def _focused(self) -> ReaderPane:
        focus: QWidget | None = QApplication.focusWidget()
        for reader in self._others[1:]:
            if focus is not None and (reader is focus or reader.isAncestorOf(focus)):
                return reader
        return self._main

    @Slot()
    def _forget(self) -> None:
        del self._others[1:]
