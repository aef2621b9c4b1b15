"""The languages a briefing can be written in."""

from __future__ import annotations

from PySide6.QtCore import QLocale

# fmt: off
LANGUAGES = (
    "en", "en-GB", "en-US", "de", "fr", "es", "it", "pt", "pt-BR", "nl", "da", "sv", "nb", "fi", "pl", "cs", "sk", "hu",
    "ro", "bg", "el", "tr", "ru", "uk", "he", "ar", "fa", "hi", "zh-Hans", "zh-Hant", "ja", "ko",
)
# fmt: on
"""BCP 47 tags offered; a briefing may have any other, which is then offered as well."""


def language_name(tag: str) -> str:
    """A language by its own name, with its region where the tag names one."""
    locale = QLocale(tag)
    own = locale.nativeLanguageName()
    if not own or locale.language() == QLocale.Language.C:
        return tag or "?"
    name = own[0].upper() + own[1:]
    region = locale.nativeTerritoryName() if "-" in tag and not tag.startswith("zh") else ""
    return f"{name} ({region})" if region and region not in name else name
