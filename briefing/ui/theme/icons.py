"""The icons: the Phosphor font of QtAwesome, and nothing else of it.

QtAwesome's own `icon()` reads all of its dozen fonts at the first icon and keeps icons under the colours of an older
palette; one `IconicFont` of our own does neither.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import qtawesome
from PySide6.QtGui import QColor, QIcon
from qtawesome.iconic_font import IconicFont

PREFIX = "ph"


def load() -> Any:
    """The icon font. GUI thread only."""
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
