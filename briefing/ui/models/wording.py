"""Numbers and dates in sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

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


def joined(parts: Iterable[str], gap: str = "  ·  ") -> str:
    """The parts that are not empty, with a gap between them.

    A part in a right-to-left script is isolated (UAX #9, FSI and PDI): else the numbers of the next one would join it.
    """
    return gap.join(_isolated(part) for part in parts if part)


def _isolated(part: str) -> str:
    mixed = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in part)
    return f"\u2068{part}\u2069" if mixed else part
