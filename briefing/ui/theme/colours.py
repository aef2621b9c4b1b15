"""Arithmetic of colours: contrast, blending."""

from __future__ import annotations

from PySide6.QtGui import QColor


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
