"""The brand colour on paper: as it is for bars, dark enough for words."""

from __future__ import annotations

import re
from dataclasses import dataclass

DEFAULT = "#1f4e8c"

WORDS, BARS = 4.5, 3.0
"""The least contrast with white paper that words and graphical objects need (WCAG 2.2, 1.4.3 and 1.4.11)."""


@dataclass(frozen=True, slots=True)
class Accent:
    """A colour in two strengths, each "#rrggbb"."""

    bar: str
    text: str


def guarded(colour: str) -> Accent:
    """The accent for `colour`, darkened where it is too pale for paper; the default when it is no "#rrggbb"."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        colour = DEFAULT
    rgb = tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return Accent(_darkened(rgb, BARS), _darkened(rgb, WORDS))


def contrast_with_white(rgb: tuple[int, ...]) -> float:
    """The contrast ratio of a colour with white (WCAG 2.2, definition of relative luminance)."""
    linear = [c / 12.92 if (c := value / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for value in rgb]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _darkened(rgb: tuple[int, ...], least: float) -> str:
    while contrast_with_white(rgb) < least:
        rgb = tuple(int(value * 0.96) for value in rgb)
    return "#" + "".join(f"{value:02x}" for value in rgb)
