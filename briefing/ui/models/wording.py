"""Numbers and dates in sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from briefing.domain.articles import Origin


def counted(count: int, one: str, many: str) -> str:
    """`one` for 1, else `many`; %n in either is the number as the person's locale writes it.

    Qt's own plural forms need a translation file even for the language of the source text.
    """
    return (one if count == 1 else many).replace("%n", QLocale().toString(count))


def dated(date: str, origin: Origin) -> str:
    """A date that is shown, and that it is a guess where it is one; "" stays ""."""
    if not date or origin is not Origin.GUESS:
        return date
    return QCoreApplication.translate("Reading", "%1 (a guess)").replace("%1", date)
