"""The icons: the Phosphor font of QtAwesome, and nothing else of it.

QtAwesome's own `icon()` reads all of its dozen fonts at the first icon and keeps icons under the colours of an older
palette; one `IconicFont` of our own does neither.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QIcon

PREFIX = "ph"

_PARTS = ("QtCore", "QtGui", "QtWidgets")


def prepare() -> None:
    """Import QtAwesome. Any thread.

    It reaches Qt through qtpy, whose modules take over every class of Qt, needed or not: 18 MB, and most of the time
    that all this takes. PySide6's own modules hold the few names that QtAwesome asks for, so they stand in for qtpy's.
    """
    os.environ.setdefault("QT_API", "pyside6")  # qtpy would look for other bindings first
    import qtpy  # noqa: F401

    for part in _PARTS:
        sys.modules.setdefault(f"qtpy.{part}", importlib.import_module(f"PySide6.{part}"))
    import qtawesome.iconic_font  # noqa: F401


def load() -> Any:
    """The icon font. GUI thread only."""
    prepare()
    import qtawesome
    from qtawesome.iconic_font import IconicFont

    folder = Path(qtawesome.__file__).parent / "fonts"
    font = next(folder.glob("phosphor-*.ttf")).name
    names = next(folder.glob("phosphor-charmap-*.json")).name
    return IconicFont((PREFIX, font, names))


def draw(font: Any, name: str, normal: QColor, active: QColor, disabled: QColor) -> QIcon:
    """The icon `name` in these colours."""
    icon: QIcon = font.icon(
        f"{PREFIX}.{name}", color=normal, color_active=active, color_disabled=disabled, color_selected=normal
    )
    return icon
