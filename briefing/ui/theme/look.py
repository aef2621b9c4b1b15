"""The theme: style, palette, style sheet, fonts and icons, applied to the application and handed to whoever paints.

The style is Fusion with palettes of our own, because a platform's dark mode reaches Qt only through some of its theme
plugins; the system's wish is a hint for Mode.SYSTEM.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from briefing import paths
from briefing.ui.theme.fonts import OWN_FAMILY, interface_font, load_serif, set_weight
from briefing.ui.theme.stand_ins import stand_in
from briefing.ui.theme.tokens import Tokens
from briefing.ui.theme.tokens import dark as dark_tokens
from briefing.ui.theme.tokens import light as light_tokens

ICON_SIZE = 16


class Mode(StrEnum):
    """Which set of tokens is used."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The look of the application; made once by app.py and handed to whoever paints.

    Signals:
        changed(): the tokens changed or the icons arrived; ask again for colours and icons.
    """

    changed = Signal()

    def __init__(self, mode: Mode = Mode.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mode = mode
        self.tokens = light_tokens()
        self._icon_font: Any = None
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._serif_family = ""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def style(self) -> None:
        """Apply style, font, palette and style sheet to the application. Called once, before the first paint."""
        app = _application()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(interface_font(app.font()))
        self._apply()

    def set_mode(self, mode: Mode) -> None:
        """Use the light set, the dark set, or what the system asks for."""
        self.mode = mode
        self._apply()
        self.changed.emit()

    def icon(self, name: str, colour: QColor | None = None) -> QIcon:
        """The icon `name` of the Phosphor family ("tag", "star-fill").

        Until `load_icons` was called it is a plain drawing, or for most names a transparent one, so that nothing moves
        when the symbols arrive.

        Args:
            colour: instead of the secondary ink, for a symbol that is active or coloured by its meaning.
        """
        if not name:
            return QIcon()
        normal = colour or self.tokens.ink2
        if self._icon_font is None:
            return stand_in(name, normal, ICON_SIZE) or self._blank_icon()
        key = (name, normal.name(QColor.NameFormat.HexArgb))
        if key not in self._icons:
            self._icons[key] = self._make_icon(name, normal)
        return self._icons[key]

    def load_icons(self) -> None:
        """Load the icon font and announce the icons.

        After the first paint: QtAwesome takes about as long as the whole window. What can be imported in another
        thread should have been.
        """
        from briefing.ui.theme import icons

        self._icon_font = icons.load()
        self._forget_icons()
        self.changed.emit()

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        """An icon as pixels, kept: for delegates, which paint it in every row. `ratio` is that of the screen."""
        key = (name, colour.name(QColor.NameFormat.HexArgb), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self.icon(name, colour).pixmap(QSize(size, size), ratio)
        return self._pixmaps[key]

    def serif(self, px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Source Serif 4 at `px` pixels, for article and takeaway text. Loaded on first use."""
        if not self._serif_family:
            self._serif_family = load_serif()
        font = QFont(self._serif_family)
        font.setPixelSize(round(px))
        set_weight(font, weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def sans(self, px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface font at `px` pixels of a 13 px base: it grows with the system's font."""
        font = QFont(QApplication.font())
        base = QFontInfo(font).pixelSize()
        font.setPixelSize(max(1, round(px * base / 13)))
        set_weight(font, weight)
        return font

    def _blank_icon(self) -> QIcon:
        if ("", "") not in self._icons:
            blank = QPixmap(ICON_SIZE, ICON_SIZE)
            blank.fill(Qt.GlobalColor.transparent)
            self._icons["", ""] = QIcon(blank)
        return self._icons["", ""]

    def _make_icon(self, name: str, normal: QColor) -> QIcon:
        from briefing.ui.theme import icons

        faded = QColor(self.tokens.ink3)
        faded.setAlphaF(0.45)
        active = self.tokens.ink if normal == self.tokens.ink2 else normal
        return icons.draw(self._icon_font, name, normal, active, faded)

    def _forget_icons(self) -> None:
        self._icons.clear()
        self._pixmaps.clear()
        if self._icon_font is not None:
            self._icon_font.icon_cache.clear()

    @Slot()
    def _follow_system(self) -> None:
        if self.mode is Mode.SYSTEM:
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        scheme = QGuiApplication.styleHints().colorScheme()
        dark = self.mode is Mode.DARK or (self.mode is Mode.SYSTEM and scheme == Qt.ColorScheme.Dark)
        self.tokens = dark_tokens() if dark else light_tokens()
        self._forget_icons()
        app = _application()
        app.setPalette(_palette(self.tokens))
        app.setStyleSheet(style_sheet(self.tokens))


def style_sheet(tokens: Tokens) -> str:
    """The style sheet with the tokens filled in: `@ink2` in the file becomes the colour of that name.

    Font sizes grow with the interface font, as `Theme.sans` does.
    """
    template = (paths.resources() / "themes" / "base.qss").read_text(encoding="utf-8")

    words = {"icons": (paths.resources() / "icons").as_posix(), "set": "dark" if tokens.dark else "light"}

    def value(match: re.Match[str]) -> str:
        if match[1] in words:
            return words[match[1]]
        colour: QColor = getattr(tokens, match[1].replace("-", "_"))
        return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alphaF():.3f})"

    base = QFontInfo(QApplication.font()).pixelSize()
    template = re.sub(r"(?<=font-size: )(\d+)(?=px)", lambda found: str(round(int(found[1]) * base / 13)), template)
    if QApplication.font().family() == OWN_FAMILY:
        # A style sheet cannot choose the weight of a variable font: it gets the regular one up to 600.
        template = template.replace("font-weight: 600", "font-weight: 700")
    return re.sub(r"@([a-z][a-z0-9]*(?:-[a-z]+)*)", value, template)


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.paper,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.ink,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.danger,
        role.PlaceholderText: tokens.ink3,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.ink,
        role.ToolTipText: tokens.paper,
        role.Light: tokens.surface,
        role.Midlight: tokens.rule,
        role.Mid: tokens.rule,
        role.Dark: tokens.ink3,
        role.Shadow: tokens.rule,
    }
    for name, colour in colours.items():
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        faded = QColor(colours[name])
        faded.setAlphaF(0.4)
        palette.setColor(QPalette.ColorGroup.Disabled, name, faded)
    return palette


def icon_size() -> QSize:
    """The size of every icon beside text."""
    return QSize(ICON_SIZE, ICON_SIZE)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
