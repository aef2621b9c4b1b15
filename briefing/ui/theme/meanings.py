"""The colours of takeaways and highlights. Apart, because the first paint of the window needs none of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.ui.theme.colours import blend
from briefing.ui.theme.tokens import Tokens

_GROUNDS = ("#FFF0B3", "#CFE8FF", "#DDF2DC", "#FFD9D2", "#E9DDFB")


def kinds(*, dark: bool) -> Mapping[TakeawayKind, QColor]:
    """The colour of each kind of takeaway; kinds of one family share it."""
    if dark:
        return _kinds("#8AB4F0", "#F0907F", "#7CC9A0", "#E0B054", "#BFA0F0", "#74C3D2", "#B9BBC1")
    return _kinds("#1F4E8C", "#A63A2B", "#2C7A57", "#8A5A00", "#6A3FA0", "#24707F", "#4A4E57")


def meanings(tokens: Tokens) -> Mapping[Meaning, QColor]:
    """The background of a highlight."""
    grounds = _by_meaning(*_GROUNDS)
    return {m: blend(colour, tokens.surface, 0.28) for m, colour in grounds.items()} if tokens.dark else grounds


def marks(*, dark: bool) -> Mapping[Meaning, QColor]:
    """The line or bar of a highlight."""
    if dark:
        return _by_meaning("#E2BE55", "#7DBDF2", "#7CC9A0", "#F0907F", "#BFA0F0")
    return _by_meaning("#B58900", "#1F6FB5", "#2C7A57", "#A63A2B", "#6A3FA0")


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


def _by_meaning(fact: str, number: str, quote: str, risk: str, question: str) -> dict[Meaning, QColor]:
    return {
        Meaning.FACT: QColor(fact),
        Meaning.NUMBER: QColor(number),
        Meaning.QUOTE: QColor(quote),
        Meaning.RISK: QColor(risk),
        Meaning.QUESTION: QColor(question),
    }
