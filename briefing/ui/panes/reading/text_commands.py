"""The commands of the fields that marked text is written in: they act on the one with the focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from briefing.ui.panes.reading.marked_field import MarkedField


class TextCommands(QObject):
    """Hands each command on to the field of a pane that has the focus, or had it before a menu was opened."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The methods behind the actions."""
        return {
            "text.bold": self.embolden,
            "text.italic": self.slant,
            "text.link": self.link,
            "text.unlink": self.unlink,
            "text.list": self.list_lines,
        }

    @Slot()
    def embolden(self) -> None:
        """Bold words, or not."""
        if (field := self._field()) is not None:
            field.embolden()

    @Slot()
    def slant(self) -> None:
        """Italic words, or not."""
        if (field := self._field()) is not None:
            field.slant()

    @Slot()
    def link(self) -> None:
        """Words that lead to an address."""
        if (field := self._field()) is not None:
            field.link()

    @Slot()
    def unlink(self) -> None:
        """A link less."""
        if (field := self._field()) is not None:
            field.unlink()

    @Slot()
    def list_lines(self) -> None:
        """Items of a list, or lines."""
        if (field := self._field()) is not None:
            field.list_lines()

    def _field(self) -> MarkedField | None:
        widget = self._pane.window().focusWidget()
        return widget if isinstance(widget, MarkedField) and self._pane.isAncestorOf(widget) else None
