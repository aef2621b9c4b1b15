"""How everything looks: the tokens of both sets, the palette, the style sheet, the fonts and the icons.

Every colour and size of the window comes from here. The style is Fusion with palettes of our own, because a
platform's dark mode reaches Qt only through some of its theme plugins; the system's wish is a hint for Mode.SYSTEM.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from briefing import paths
from briefing.domain.annotations import Meaning, TakeawayKind

ICON_SIZE = 16
PLAIN_FAMILIES = {"DejaVu Sans", "Sans Serif", "Sans", "Bitstream Vera Sans", "Nimbus Sans"}
"""What X11 falls back to when no desktop names a font. Inter, which we ship for printing, is better than these."""


class Mode(StrEnum):
    """Which set of tokens is used."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one set. `tint` is the accent at 10 %, `tint_strong` at 18 %; `on_accent` is text on the accent.

    Attributes:
        paper: the window; surface: cards, editors; sunken: the sidebar, hover; rule: hairlines, pressed.
        ink, ink2, ink3: text, secondary text, hints.
        accent_hover, accent_pressed: a primary button; ink_off: disabled text; thumb: the handle of a scroll bar.
        found: behind words that a search found.
        danger, warning, good: messages; each has 4.5:1 on paper.
        kinds: the bar and label of a takeaway; meanings: the background of a highlight;
        marks: the line or bar of a highlight, so that its meaning also shows as a pattern.
    """

    dark: bool
    paper: QColor
    surface: QColor
    sunken: QColor
    ink: QColor
    ink2: QColor
    ink3: QColor
    rule: QColor
    accent: QColor
    on_accent: QColor
    tint: QColor
    tint_strong: QColor
    accent_hover: QColor
    accent_pressed: QColor
    ink_off: QColor
    thumb: QColor
    found: QColor
    danger: QColor
    warning: QColor
    good: QColor
    kinds: Mapping[TakeawayKind, QColor]
    meanings: Mapping[Meaning, QColor]
    marks: Mapping[Meaning, QColor]


class Theme(QObject):
    """The look of the application; made once by app.py and handed to whoever paints.

    Signals:
        changed(): the tokens changed or the icons arrived; ask again for colours and icons.
    """

    changed = Signal()

    def __init__(self, mode: Mode = Mode.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mode = mode
        self.tokens = _light()
        self._icons_ready = False
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._serif_family = ""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def style(self) -> None:
        """Apply style, font, palette and style sheet to the application. Called once, before the first paint."""
        app = _application()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(_interface_font(app.font()))
        self._apply()

    def set_mode(self, mode: Mode) -> None:
        """Use the light set, the dark set, or what the system asks for."""
        self.mode = mode
        self._apply()
        self.changed.emit()

    def icon(self, name: str, colour: QColor | None = None) -> QIcon:
        """The icon `name` of the Phosphor family ("tag", "star-fill"); empty until `load_icons` was called.

        Args:
            colour: instead of the secondary ink, for a symbol that is active or coloured by its meaning.
        """
        if not self._icons_ready or not name:
            return QIcon()
        normal = colour or self.tokens.ink2
        key = (name, normal.name(QColor.NameFormat.HexArgb))
        if key not in self._icons:
            self._icons[key] = self._make_icon(name, normal)
        return self._icons[key]

    def load_icons(self) -> None:
        """Import QtAwesome (about as dear as the whole window, so after the first paint) and announce the icons."""
        import qtawesome

        qtawesome.reset_cache()
        self._icons.clear()
        self._icons_ready = True
        self.changed.emit()

    def serif(self, px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Source Serif 4 at `px` pixels, for article and takeaway text. Loaded on first use."""
        if not self._serif_family:
            self._serif_family = _load_serif()
        font = QFont(self._serif_family)
        font.setPixelSize(round(px))
        _set_weight(font, weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def sans(self, px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The interface font at `px` pixels of a 13 px base: it grows with the system's font."""
        font = QFont(QApplication.font())
        base = QFontInfo(font).pixelSize()
        font.setPixelSize(max(1, round(px * base / 13)))
        _set_weight(font, weight)
        return font

    def _make_icon(self, name: str, normal: QColor) -> QIcon:
        import qtawesome

        faded = QColor(self.tokens.ink3)
        faded.setAlphaF(0.45)
        options: dict[str, Any] = {
            "color": normal,
            "color_active": self.tokens.ink if normal == self.tokens.ink2 else normal,
            "color_disabled": faded,
            "color_selected": normal,
        }
        icon: QIcon = qtawesome.icon(f"ph.{name}", **options)
        return icon

    @Slot()
    def _follow_system(self) -> None:
        if self.mode is Mode.SYSTEM:
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        scheme = QGuiApplication.styleHints().colorScheme()
        dark = self.mode is Mode.DARK or (self.mode is Mode.SYSTEM and scheme == Qt.ColorScheme.Dark)
        self.tokens = _dark() if dark else _light()
        if self._icons_ready:
            import qtawesome

            # QtAwesome answers from its cache with the colours of the old palette.
            qtawesome.reset_cache()
        self._icons.clear()
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
    return re.sub(r"@([a-z][a-z0-9]*(?:-[a-z]+)*)", value, template)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours (WCAG 2.2, 1.4.3)."""
    lights = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def readable(colour: QColor, background: QColor) -> QColor:
    """`colour`, made darker or lighter until it has 4.5:1 on `background`. For colours that a person chose."""
    found = QColor(colour)
    lighter = _luminance(background) < 0.18
    for _ in range(40):
        if contrast(found, background) >= 4.5:
            return found
        lightness = found.lightnessF()
        lightness = min(1.0, lightness + 0.025) if lighter else max(0.0, lightness - 0.025)
        found = QColor.fromHslF(max(0.0, found.hslHueF()), found.hslSaturationF(), lightness)
    return found


def blend(over: QColor, under: QColor, share: float) -> QColor:
    """`share` (0 to 1) of the colour `over` on the opaque colour `under`."""
    rest = 1 - share
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * rest,
        over.greenF() * share + under.greenF() * rest,
        over.blueF() * share + under.blueF() * rest,
    )


def _luminance(colour: QColor) -> float:
    red, green, blue = map(_linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _interface_font(system: QFont) -> QFont:
    font = QFont(system)
    if QFontInfo(system).family() in PLAIN_FAMILIES:
        import fontpkg_inter  # type: ignore[import-untyped]

        font.setFamily(_add_font(fontpkg_inter.ROOT / "files" / "Inter[opsz,wght].ttf") or system.family())
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setPixelSize(13)
    return font


def _set_weight(font: QFont, weight: QFont.Weight) -> None:
    """Weigh a font. Of a variable font that an application brings, Qt knows the regular weight only: it draws a
    semibold as regular and a bold as a smeared regular, unless the axis is set."""
    if set(QFontDatabase.styles(font.family())) <= {"Regular", "Italic"}:
        font.setVariableAxis(QFont.Tag("wght"), float(weight.value))
    else:
        font.setWeight(weight)


def _load_serif() -> str:
    import fontpkg_source_serif_4  # type: ignore[import-untyped]

    files = fontpkg_source_serif_4.ROOT / "files"
    _add_font(files / "SourceSerif4-Italic[opsz,wght].ttf")
    return _add_font(files / "SourceSerif4[opsz,wght].ttf") or "serif"


def _add_font(path: Any) -> str:
    """Make a font file known to Qt; its family, or "" when it could not be read."""
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0] if families else ""


def _light() -> Tokens:
    kinds = _kinds("#1F4E8C", "#A63A2B", "#2C7A57", "#8A5A00", "#6A3FA0", "#24707F", "#4A4E57")
    return Tokens(
        dark=False,
        paper=QColor("#FBFAF8"),
        surface=QColor("#FFFFFF"),
        sunken=QColor("#F3F1ED"),
        ink=QColor("#1B1D21"),
        ink2=QColor("#4A4E57"),
        ink3=QColor("#6A6F7A"),
        rule=QColor("#E4E1DA"),
        accent=QColor("#1F4E8C"),
        on_accent=QColor("#FFFFFF"),
        tint=QColor(0x1F, 0x4E, 0x8C, 26),
        tint_strong=QColor(0x1F, 0x4E, 0x8C, 46),
        accent_hover=QColor("#2A5C9E"),
        accent_pressed=QColor("#173E72"),
        ink_off=QColor(0x1B, 0x1D, 0x21, 102),
        thumb=QColor("#CFCBC2"),
        found=QColor("#FFE58A"),
        danger=QColor("#A63A2B"),
        warning=QColor("#8A5A00"),
        good=QColor("#2C7A57"),
        kinds=kinds,
        meanings=_meanings("#FFF0B3", "#CFE8FF", "#DDF2DC", "#FFD9D2", "#E9DDFB"),
        marks=_meanings("#B58900", "#1F6FB5", "#2C7A57", "#A63A2B", "#6A3FA0"),
    )


def _dark() -> Tokens:
    surface = QColor("#1E2023")
    marks = _meanings("#E2BE55", "#7DBDF2", "#7CC9A0", "#F0907F", "#BFA0F0")
    return Tokens(
        dark=True,
        paper=QColor("#17181A"),
        surface=surface,
        sunken=QColor("#121314"),
        ink=QColor("#ECEBE8"),
        ink2=QColor("#B9BBC1"),
        ink3=QColor("#8E929B"),
        rule=QColor("#2C2F34"),
        accent=QColor("#8AB4F0"),
        on_accent=QColor("#10151C"),
        tint=QColor(0x8A, 0xB4, 0xF0, 30),
        tint_strong=QColor(0x8A, 0xB4, 0xF0, 54),
        accent_hover=QColor("#A3C4F4"),
        accent_pressed=QColor("#6F9FE3"),
        ink_off=QColor(0xEC, 0xEB, 0xE8, 102),
        thumb=QColor("#3D4147"),
        found=QColor("#5A4B17"),
        danger=QColor("#F0907F"),
        warning=QColor("#E0B054"),
        good=QColor("#7CC9A0"),
        kinds=_kinds("#8AB4F0", "#F0907F", "#7CC9A0", "#E0B054", "#BFA0F0", "#74C3D2", "#B9BBC1"),
        meanings={
            meaning: blend(colour, surface, 0.28)
            for meaning, colour in _meanings("#FFF0B3", "#CFE8FF", "#DDF2DC", "#FFD9D2", "#E9DDFB").items()
        },
        marks=marks,
    )


def _kinds(
    for_you: str, risk: str, opportunity: str, action: str, watch: str, numbers: str, plain: str
) -> dict[TakeawayKind, QColor]:
    named = {
        TakeawayKind.FOR_YOU: for_you,
        TakeawayKind.BOTTOM_LINE: for_you,
        TakeawayKind.WHY_IT_MATTERS: for_you,
        TakeawayKind.RISK: risk,
        TakeawayKind.OPPORTUNITY: opportunity,
        TakeawayKind.ACTION: action,
        TakeawayKind.DECISION: action,
        TakeawayKind.WATCH: watch,
        TakeawayKind.OPEN_QUESTION: watch,
        TakeawayKind.ASSESSMENT: watch,
        TakeawayKind.NUMBERS: numbers,
        TakeawayKind.KEY_QUOTE: numbers,
    }
    return {kind: QColor(named.get(kind, plain)) for kind in TakeawayKind}


def _meanings(fact: str, number: str, quote: str, risk: str, question: str) -> dict[Meaning, QColor]:
    return {
        Meaning.FACT: QColor(fact),
        Meaning.NUMBER: QColor(number),
        Meaning.QUOTE: QColor(quote),
        Meaning.RISK: QColor(risk),
        Meaning.QUESTION: QColor(question),
    }


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
