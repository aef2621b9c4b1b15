"""The scale of likelihood, as words and as percent."""

from __future__ import annotations

from itertools import pairwise

import pytest

from briefing.domain.likelihood import SCALE, chances, term_at, terms


def test_the_scale_covers_1_to_99_percent_without_a_gap() -> None:
    assert (SCALE[0].low, SCALE[-1].high) == (1, 99)
    assert all(before.high == after.low for before, after in pairwise(SCALE))
    assert SCALE[4].chances == "55–80 %"


@pytest.mark.parametrize("step", range(7))
@pytest.mark.parametrize("row", range(2))
def test_each_word_of_the_scale_is_known_as_a_field_and_with_its_step(step: int, row: int) -> None:
    assert chances(SCALE[step].words[row].capitalize()) == (SCALE[step].low, SCALE[step].high)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("70 %", (70, 70)), ("60–80%", (60, 80)), ("60 to 80 percent", (60, 80)), ("0.7", (70, 70)), ("0,25", (25, 25)),
        ("about 5 per cent", (5, 5)), ("100 %", (100, 100)), ("", None), ("high", None), ("5", None), ("140 %", None),
        ("likely to very likely", None), ("80–60 %", None), ("very likely, about 90 %", (80, 95)),
    ],
)  # fmt: skip
def test_stated_chances_are_read(said: str, expected: tuple[int, int] | None) -> None:
    assert chances(said) == expected


def test_the_longest_word_counts_and_others_mean_other_things() -> None:
    text = "It is very unlikely, almost certainly not probable, and as likely as remote work for probable cause."
    assert [(text[term.start : term.end], term.step, term.row) for term in terms(text)] == [
        ("very unlikely", 1, 0), ("almost certainly", 6, 0), ("probable", 4, 1),
    ]  # fmt: skip


def test_help_at_the_cursor() -> None:
    text = "A strike is likely."
    assert term_at(text, 3) is None
    assert term_at(text, 14) is SCALE[4]
