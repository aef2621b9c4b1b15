"""How long the printed briefing is."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QWidget


class LengthMeter(QLabel):
    """ "4 pages · 812 words · 4 min to read"; the minutes are those that page 1 prints."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hint")
        self.setAccessibleName(self.tr("Length of the briefing"))

    def show_length(self, pages: int, words: int, minutes: int) -> None:
        """Say the length of what is shown."""
        parts = (
            self.tr("1 page") if pages == 1 else self.tr("{n} pages").format(n=pages),
            self.tr("1 word") if words == 1 else self.tr("{n} words").format(n=QLocale().toString(words)),
            self.tr("{n} min to read").format(n=minutes),
        )
        self.setText(" · ".join(parts))
