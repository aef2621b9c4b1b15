"""The colours of the light and of the dark set. Nothing else in the program names a colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from briefing.domain.annotations import Meaning, TakeawayKind


@dataclass(frozen=True)
class Tokens:
    """The colours of one set. `tint` is the accent at 10 %, `tint_strong` at 18 %; `on_accent` is text on the accent.

    Attributes:
        paper: the window; surface: cards, editors; sunken: the sidebar, hover; rule: hairlines, pressed.
        ink, ink2, ink3: text, secondary text, hints.
        accent_hover, accent_pressed, focus: a primary button; `focus` is its ring.
        ink_off: disabled text; thumb: the handle of a scroll bar.
        found: behind words that a search found.
        danger, warning, good: messages; each has 4.5:1 on paper.
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
    focus: QColor
    ink_off: QColor
    thumb: QColor
    found: QColor
    danger: QColor
    warning: QColor
    good: QColor

    @cached_property
    def kinds(self) -> Mapping[TakeawayKind, QColor]:
        """The bar and label of each kind of takeaway."""
        from briefing.ui.theme.meanings import kinds

        return kinds(dark=self.dark)

    @cached_property
    def meanings(self) -> Mapping[Meaning, QColor]:
        """The background of each meaning of a highlight."""
        from briefing.ui.theme.meanings import meanings

        return meanings(self)

    @cached_property
    def marks(self) -> Mapping[Meaning, QColor]:
        """The line or bar of each meaning of a highlight, so that it also shows as a pattern."""
        from briefing.ui.theme.meanings import marks

        return marks(dark=self.dark)


def light() -> Tokens:
    """The light set."""
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
        focus=QColor("#7FA8DC"),
        ink_off=QColor(0x1B, 0x1D, 0x21, 102),
        thumb=QColor("#CFCBC2"),
        found=QColor("#FFE58A"),
        danger=QColor("#A63A2B"),
        warning=QColor("#8A5A00"),
        good=QColor("#2C7A57"),
    )


def dark() -> Tokens:
    """The dark set."""
    return Tokens(
        dark=True,
        paper=QColor("#17181A"),
        surface=QColor("#1E2023"),
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
        focus=QColor("#3F6FB0"),
        ink_off=QColor(0xEC, 0xEB, 0xE8, 102),
        thumb=QColor("#3D4147"),
        found=QColor("#5A4B17"),
        danger=QColor("#F0907F"),
        warning=QColor("#E0B054"),
        good=QColor("#7CC9A0"),
    )
