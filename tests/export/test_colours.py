"""The brand colour stays readable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.export.colours import BARS, DEFAULT, WORDS, contrast_with_white, guarded


def rgb(colour: str) -> tuple[int, ...]:
    """The three values of "#rrggbb"."""
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def test_a_dark_colour_is_kept() -> None:
    assert guarded("#8A1F2D").text == "#8a1f2d"


def test_nonsense_gives_the_default() -> None:
    for colour in ("", "red", "#12345", "#1234567", "#gggggg"):
        assert guarded(colour).bar == DEFAULT


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_becomes_readable(value: int) -> None:
    accent = guarded(f"#{value:06x}")
    assert contrast_with_white(rgb(accent.text)) >= WORDS
    assert contrast_with_white(rgb(accent.bar)) >= BARS
