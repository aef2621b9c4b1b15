"""How the person likes to read: letters, measure, distance of lines, the colour of the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Face(StrEnum):
    """The letters of an article's text."""

    SERIF = "serif"
    SANS = "sans"


class Measure(StrEnum):
    """How long a line is."""

    NARROW = "narrow"
    NORMAL = "normal"
    WIDE = "wide"


class Leading(StrEnum):
    """How far the lines stand apart."""

    CLOSE = "close"
    NORMAL = "normal"
    OPEN = "open"


class Ground(StrEnum):
    """The colour of the page."""

    WINDOW = "window"  # as light or as dark as the window
    SEPIA = "sepia"


LETTERS = {Measure.NARROW: 54, Measure.NORMAL: 66, Measure.WIDE: 82}
"""Letters on a line. 45 to 75 read well, 66 best (Bringhurst, The Elements of Typographic Style, 2.1.2); wide is for
those who would rather scroll less."""

LINES = {Leading.CLOSE: 1.4, Leading.NORMAL: 1.55, Leading.OPEN: 1.8}
"""The height of a line as a multiple of the size of its letters."""


@dataclass(frozen=True, slots=True)
class PageStyle:
    """The look of every article's page."""

    face: Face = Face.SERIF
    measure: Measure = Measure.NORMAL
    leading: Leading = Leading.NORMAL
    ground: Ground = Ground.WINDOW
