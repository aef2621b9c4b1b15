"""The colours of the light and of the dark set. Nothing else in the program names a colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from briefing.ui.theme.colours import blend

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
        sepia: the ground of an article's page for who reads better on it than on white.
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
    sepia: QColor = field(default_factory=lambda: QColor("#F6EEDC"))

    # Made when they are asked for: the first paint of the window needs no part of the domain.

    @cached_property
    def kinds(self) -> Mapping[TakeawayKind, QColor]:
        """The bar and label of each kind of takeaway; kinds of one family share a colour."""
        return _kinds(_DARK_KINDS if self.dark else _LIGHT_KINDS)

    @cached_property
    def meanings(self) -> Mapping[Meaning, QColor]:
        """The background of each meaning of a highlight."""
        grounds = _by_meaning("#FFF0B3", "#CFE8FF", "#DDF2DC", "#FFD9D2", "#E9DDFB")
        if not self.dark:
            return grounds
        return {meaning: blend(colour, self.surface, 0.28) for meaning, colour in grounds.items()}

    @cached_property
    def marks(self) -> Mapping[Meaning, QColor]:
        """The line or bar of each meaning of a highlight, so that it also shows as a pattern."""
        if self.dark:
            return _by_meaning("#E2BE55", "#7DBDF2", "#7CC9A0", "#F0907F", "#BFA0F0")
        return _by_meaning("#B58900", "#1F6FB5", "#2C7A57", "#A63A2B", "#6A3FA0")


def light() -> Tokens:
    """The light set."""
    return Tokens(
        dark=False,
        paper=QColor("#FBFAF8"),
        surface=QColor("#FFFFFF"),
        sunken=QColor("#F3F1ED"),
        ink=QColor("#1B1D21"),
        ink2=QColor("#4A4E57"),
        ink3=QColor("#686D78"),
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


def sepia() -> Tokens:
    """The light set on warm paper, for the page of an article alone. Ink and hints keep their contrast on it."""
    tokens = light()
    return replace(
        tokens,
        surface=tokens.sepia,
        sunken=QColor("#ECE1C9"),
        ink=QColor("#2B2418"),
        ink2=QColor("#52483A"),
        ink3=QColor("#6B5F4D"),
        rule=QColor("#DCCFB4"),
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


_LIGHT_KINDS = ("#1F4E8C", "#A63A2B", "#2C7A57", "#8A5A00", "#6A3FA0", "#24707F", "#4A4E57")
_DARK_KINDS = ("#8AB4F0", "#F0907F", "#7CC9A0", "#E0B054", "#BFA0F0", "#74C3D2", "#B9BBC1")


def _kinds(colours: tuple[str, ...]) -> dict[TakeawayKind, QColor]:
    from briefing.domain.annotations import TakeawayKind

    for_you, risk, opportunity, action, watch, numbers, plain = colours
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


def _by_meaning(fact: str, number: str, quote: str, risk: str, question: str) -> dict[Meaning, QColor]:
    from briefing.domain.annotations import Meaning

    return {
        Meaning.FACT: QColor(fact),
        Meaning.NUMBER: QColor(number),
        Meaning.QUOTE: QColor(quote),
        Meaning.RISK: QColor(risk),
        Meaning.QUESTION: QColor(question),
    }
