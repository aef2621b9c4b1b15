"""The language a briefing is written in."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

# fmt: off
LANGUAGES = (
    "en", "en-GB", "en-US", "de", "fr", "es", "it", "pt", "pt-BR", "nl", "da", "sv", "nb", "fi", "pl", "cs", "sk", "hu",
    "ro", "bg", "el", "tr", "ru", "uk", "he", "ar", "fa", "hi", "zh-Hans", "zh-Hant", "ja", "ko",
)
# fmt: on
"""BCP 47 tags offered; a briefing may have any other, which is then offered as well."""


class LanguageField(QComboBox):
    """Languages by their own names. The value is the BCP 47 tag.

    Signals:
        chosen(str): the person chose another language.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for tag in LANGUAGES:
            self.addItem(_name(tag), tag)
        self.activated.connect(self._activated)

    def set_tag(self, tag: str) -> None:
        """Show a language of the library."""
        place = self.findData(tag)
        if place < 0:
            self.addItem(_name(tag), tag)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]  # a turn of the wheel scrolls the form, it changes no language

    @Slot(int)
    def _activated(self, place: int) -> None:
        self.chosen.emit(str(self.itemData(place)))


def _name(tag: str) -> str:
    locale = QLocale(tag)
    own = locale.nativeLanguageName()
    if not own or locale.language() == QLocale.Language.C:
        return tag or "?"
    name = own[0].upper() + own[1:]
    region = locale.nativeTerritoryName() if "-" in tag and not tag.startswith("zh") else ""
    return f"{name} ({region})" if region and region not in name else name
