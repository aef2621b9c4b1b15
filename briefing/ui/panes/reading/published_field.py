"""The field for the day of publication: read as people write it, edited as the library keeps it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from briefing.ui.panes.reading.fitting_field import FittingField
from briefing.ui.panes.reading.meanings import readable_date


class PublishedField(FittingField):
    """A field that shows "28 Nov 2026" until it is entered, and then "2026-11-28T22:00:00+00:00"."""

    def __init__(self, placeholder: str, parent: QWidget) -> None:
        super().__init__(placeholder, parent)
        self._stated = ""

    def show_text(self, text: str) -> None:
        self._stated = text
        super().show_text(text if self.hasFocus() else _for_people(text))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.isModified():
            super().show_text(self._stated)  # before the field selects its text
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        menu = event.reason() is Qt.FocusReason.PopupFocusReason  # its commands work on the text that is there
        if not menu and not self.isModified():
            super().show_text(_for_people(self._stated))


def _for_people(text: str) -> str:
    """A whole ISO 8601 date or time in words; anything else as it is, so that what is wrong with it stays in view."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return text
    return readable_date(text)
