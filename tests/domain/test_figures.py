"""Figures compared as numbers, however they are written."""

from __future__ import annotations

import pytest

from briefing.domain.figures import figures, missing


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("71 percent", "by 71 % of the votes"),
        ("1.2 billion", "1,200 million"),
        ("$3bn", "3 billion dollars"),
        ("7,200 less", "7.200 Euro weniger"),
        ("1 234,5", "1,234.5"),
        ("12’500 francs", "12,500"),
        ("2,5 Mio. Euro", "2.5 million euros"),
        ("3亿元", "300 million yuan"),
        ("11 days", "eleven days"),
        ("25 suppliers", "twenty-five suppliers"),
        ("3 million", "three million"),
        ("about 20 percent", "19.6 %"),
        ("٣٤", "34"),
        ("0.5 points", "half a point"),
        ("on 31 October 2026 at 14:30, in Q3 and in 2027", "no figure here"),
        ("version A4 of the V40", "none"),
    ],
)
def test_a_figure_is_found_in_its_source(said: str, source: str) -> None:
    assert missing(said, ["other words", source]) == []


@pytest.mark.parametrize(
    ("said", "source", "words"),
    [
        ("3 million", "3 billion", ["3 million"]),
        ("20 percent", "19.6 %", ["20"]),
        ("about 25 percent", "19.6 %", ["25"]),
        ("12 of 340 ships", "34 and 12", ["340"]),
        ("1,234 tons", "1,243 tons", ["1,234"]),
    ],
)
def test_another_figure_is_told(said: str, source: str, words: list[str]) -> None:
    assert [said[figure.start : figure.end] for figure in missing(said, [source])] == words


def test_offsets_hold_beside_digits_of_other_scripts_and_astral_signs() -> None:
    text = "😀 ٣٤ und 1\u202f234 t"
    assert [text[figure.start : figure.end] for figure in figures(text)] == ["٣٤", "1\u202f234"]
