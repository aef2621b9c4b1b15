"""How good stated likelihoods were: of all that was called likely, how much happened.

Few cases prove little. So each point of the curve carries the range in which the true share lies with 90 percent
confidence (Wilson score interval), and says whether that range is compatible with what was stated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.domain.annotations import Happened
from briefing.domain.likelihood import SCALE

ENOUGH = 10
"""Judgements from which on a point of the curve is worth drawing; with fewer it is shown as a count."""

_Z = 1.6449  # 90 percent, two-sided
_HAPPENED = {Happened.YES: 1.0, Happened.PARTLY: 0.5, Happened.NO: 0.0}


@dataclass(frozen=True, slots=True)
class Judged:
    """A resolved judgement: the chances it stated, in percent, and what became of it."""

    low: int
    high: int
    happened: Happened


@dataclass(frozen=True, slots=True)
class Point:
    """A step of the scale on the calibration curve.

    Attributes:
        low, high: what the step stands for, in percent.
        count: how many judgements stated it and can be told; those that happened in part count half in `share`.
        share: how many percent of them happened; None when there is none.
        from_share, to_share: the range of the true share, in percent, that so few cases leave open.
    """

    low: int
    high: int
    count: int
    share: float | None
    from_share: float
    to_share: float

    @property
    def enough(self) -> bool:
        """Whether there are judgements enough to read something into the point."""
        return self.count >= ENOUGH

    @property
    def verdict(self) -> str:
        """ "too few", "in line", "too low" (more happened than was said) or "too high" (less did)."""
        if not self.enough:
            return "too few"
        if self.from_share > self.high:
            return "too low"
        return "too high" if self.to_share < self.low else "in line"


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curve, from the least likely step, and a score of all together.

    Attributes:
        judged: how many judgements count.
        unclear: how many were resolved, but nobody can say whether it happened.
        unstated: how many gave no likelihood that can be read.
        brier: mean squared error of the stated chances: 0 is perfect, 0.25 what saying 50 percent always gets.
            None without any judgement.
        base: the score of always stating the share that happened overall; a better score than this took knowledge.
    """

    points: tuple[Point, ...]
    judged: int
    unclear: int
    unstated: int
    brier: float | None
    base: float | None

    @property
    def enough(self) -> bool:
        """Whether the score says something about skill and not about luck."""
        return self.judged >= 2 * ENOUGH


def calibrate(judged: Sequence[Judged], *, unstated: int = 0) -> Calibration:
    """The calibration of some judgements; `unstated` others gave no likelihood that can be read."""
    told = [(each, _HAPPENED[each.happened]) for each in judged if each.happened in _HAPPENED]
    bins: list[list[float]] = [[] for _ in SCALE]
    for each, outcome in told:
        bins[_step(each)].append(outcome)
    outcomes = [outcome for _, outcome in told]
    mean = math.fsum(outcomes) / len(outcomes) if outcomes else 0.0
    return Calibration(
        points=tuple(_point(step.low, step.high, found) for step, found in zip(SCALE, bins, strict=True)),
        judged=len(told),
        unclear=len(judged) - len(told),
        unstated=unstated,
        brier=_error([(each.low + each.high) / 200 for each, _ in told], outcomes),
        base=_error([mean] * len(outcomes), outcomes),
    )


def _step(judged: Judged) -> int:
    """The step that holds the middle of the stated chances; 0 and 100 percent fall to the ends of the scale."""
    middle = (judged.low + judged.high) / 2
    return next((index for index, step in enumerate(SCALE) if middle < step.high), len(SCALE) - 1)


def _point(low: int, high: int, outcomes: Sequence[float]) -> Point:
    if not outcomes:
        return Point(low, high, 0, None, 0.0, 100.0)
    count, share = len(outcomes), math.fsum(outcomes) / len(outcomes)
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    reach = _Z / (1 + _Z**2 / count) * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return Point(low, high, count, share * 100, max(0.0, middle - reach) * 100, min(1.0, middle + reach) * 100)


def _error(stated: Sequence[float], outcomes: Sequence[float]) -> float | None:
    if not outcomes:
        return None
    return math.fsum((chance - outcome) ** 2 for chance, outcome in zip(stated, outcomes, strict=True)) / len(outcomes)
