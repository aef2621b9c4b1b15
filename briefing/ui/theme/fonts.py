"""The fonts of the window: the system's, or Inter where the system has none worth the name, and Source Serif 4."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

PLAIN_FAMILIES = {"DejaVu Sans", "Sans Serif", "Sans", "Bitstream Vera Sans", "Nimbus Sans"}
"""What X11 falls back to when no desktop names a font. Inter, which we ship for printing, is better than these."""

OWN_FAMILY = "Inter"


def interface_font(system: QFont) -> QFont:
    """The font of menus, buttons and labels."""
    font = QFont(system)
    if QFontInfo(system).family() in PLAIN_FAMILIES:
        import fontpkg_inter  # type: ignore[import-untyped]

        font.setFamily(_add_font(fontpkg_inter.ROOT / "files" / "Inter[opsz,wght].ttf") or system.family())
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setPixelSize(13)
    return font


def set_weight(font: QFont, weight: QFont.Weight) -> None:
    """Weigh a font whose size is set.

    Of a variable font that an application brings, Qt knows the regular weight only: it draws a semibold as regular and
    a bold as a smeared regular, unless the axis is set. The optical size is an axis, too; Qt leaves it at its default.
    """
    if set(QFontDatabase.styles(font.family())) <= {"Regular", "Italic"}:
        font.setVariableAxis(QFont.Tag("wght"), float(weight.value))
        font.setVariableAxis(QFont.Tag("opsz"), float(font.pixelSize()))
    else:
        font.setWeight(weight)


def load_serif() -> str:
    """Make Source Serif 4 known to Qt; its family."""
    import fontpkg_source_serif_4  # type: ignore[import-untyped]

    files = fontpkg_source_serif_4.ROOT / "files"
    _add_font(files / "SourceSerif4-Italic[opsz,wght].ttf")
    return _add_font(files / "SourceSerif4[opsz,wght].ttf") or "serif"


def _add_font(path: Path) -> str:
    """Make a font file known to Qt; its family, or "" when it could not be read."""
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0] if families else ""
