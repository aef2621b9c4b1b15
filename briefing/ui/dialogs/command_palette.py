"""Every command and every place, by typing its name (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefing.ui.actions import ACTIONS, Actions, keys_text
from briefing.ui.dialogs.picker import Picker
from briefing.ui.models.choices import Choice
from briefing.ui.theme import Theme


class CommandPalette(QObject):
    """Opens a picker of the enabled commands and of the places it is given.

    Signals:
        place_chosen(object): the key of one of the places.
    """

    place_chosen = Signal(object)

    def __init__(self, theme: Theme, actions: Actions, window: QWidget, places: Sequence[Choice] = ()) -> None:
        super().__init__(window)
        self._actions = actions
        self.picker = Picker(theme, window, self.tr("Type a command or the name of a tag or briefing"))
        self.picker.set_choices([*self._commands(), *places])
        self.picker.chosen.connect(self._run)
        self.picker.closed.connect(self.deleteLater)

    def open(self) -> None:
        """Show it."""
        self.picker.open()

    def _commands(self) -> list[Choice]:
        return [
            Choice(
                row.id,
                self._actions[row.id].text().removesuffix("…"),
                hint=keys_text(row),
                also=f"{row.menu} {row.tip}",
                icon=row.icon,
            )
            for row in ACTIONS
            if row.palette and row.id != "view.palette" and self._actions[row.id].isEnabled()
        ]

    @Slot(object)
    def _run(self, key: object) -> None:
        if isinstance(key, str):
            self._actions[key].trigger()
        else:
            self.place_chosen.emit(key)
