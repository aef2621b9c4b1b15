"""The indexed copy of texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.store.search_text import SEPARATOR, joined, set_apart


@given(st.text().filter(lambda text: SEPARATOR not in text))
def test_setting_apart_is_taken_back_exactly(text: str) -> None:
    assert joined(set_apart(text)) == text


def test_only_scripts_without_spaces_are_set_apart() -> None:
    assert set_apart("Tokyo is Москва, αβγ, 한국어") == "Tokyo is Москва, αβγ, 한국어"
    assert set_apart("東京").split(SEPARATOR) == ["東", "京", ""]
    assert set_apart("ไทย").count(SEPARATOR) == 3
