"""Numbers in sentences."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def counted(count: int, one: str, many: str) -> str:
    """`one` for 1, else `many`; %n in either is the number as the person's locale writes it.

    Qt's own plural forms need a translation file even for the language of the source text.
    """
    return (one if count == 1 else many).replace("%n", QLocale().toString(count))
