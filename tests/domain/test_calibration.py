"""The calibration curve: honest where there are few judgements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.annotations import Happened
from briefing.domain.calibration import Judged, calibrate


def many(low: int, high: int, yes: int, no: int) -> list[Judged]:
    return [Judged(low, high, Happened.YES)] * yes + [Judged(low, high, Happened.NO)] * no


def test_nothing_judged_says_nothing() -> None:
    empty = calibrate([], unstated=3)
    assert (empty.judged, empty.brier, empty.base, empty.unstated, empty.enough) == (0, None, None, 3, False)
    assert [point.share for point in empty.points] == [None] * 7


def test_a_point_is_the_share_that_happened() -> None:
    point = calibrate(many(55, 80, 7, 3)).points[4]
    assert (point.low, point.high, point.count, point.share, point.verdict) == (55, 80, 10, 70, "in line")
    assert point.from_share == pytest.approx(44.1, abs=0.5)
    assert point.to_share == pytest.approx(87.3, abs=0.5)


def test_few_cases_judge_nobody() -> None:
    assert calibrate(many(80, 95, 0, 4)).points[5].verdict == "too few"


def test_too_sure_and_not_sure_enough() -> None:
    assert calibrate(many(80, 95, 5, 15)).points[5].verdict == "too high"
    assert calibrate(many(5, 20, 12, 8)).points[1].verdict == "too low"


def test_in_part_counts_half_and_unclear_not_at_all() -> None:
    found = calibrate([Judged(70, 70, Happened.PARTLY), Judged(70, 70, Happened.UNCLEAR)])
    assert (found.judged, found.unclear, found.points[4].share) == (1, 1, 50)
    assert found.brier == pytest.approx(0.04)


def test_the_score_is_compared_with_knowing_nothing() -> None:
    found = calibrate(many(95, 99, 10, 0) + many(1, 5, 0, 10))
    assert found.brier == pytest.approx(0.0009)
    assert found.base == pytest.approx(0.25)
    assert found.enough


@pytest.mark.parametrize(("percent", "step"), [(0, 0), (4, 0), (5, 1), (50, 3), (79, 4), (80, 5), (97, 6), (100, 6)])
def test_percent_fall_into_a_step(percent: int, step: int) -> None:
    assert [point.count for point in calibrate(many(percent, percent, 1, 0)).points].index(1) == step


@given(st.lists(st.builds(Judged, st.integers(0, 50), st.integers(50, 100), st.sampled_from(Happened)), max_size=40))
def test_all_judgements_are_counted_once_and_shares_lie_in_their_range(judged: list[Judged]) -> None:
    found = calibrate(judged)
    assert sum(point.count for point in found.points) == found.judged == len(judged) - found.unclear
    for point in found.points:
        assert (
            point.share is None
            or -1e-9 <= point.from_share <= point.share + 1e-9 <= point.to_share + 2e-9 <= 100 + 1e-6
        )
