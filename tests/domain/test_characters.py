"""What a reader sees as one character is never cut in two."""

from __future__ import annotations

import pytest

from briefing.domain.characters import splits_character


@pytest.mark.parametrize("whole", ["e\u0301", "👨‍👩‍👧", "👍🏽", "🇩🇪", "❤\ufe0f", "한", "\r\n", "क्षि"[2:], "בּ"])
def test_no_border_within_a_character(whole: str) -> None:
    text = f"a{whole}b"
    assert [at for at in range(1, len(text)) if not splits_character(text, at)] == [1, 1 + len(whole)]


def test_borders_between_characters() -> None:
    assert not splits_character("🇩🇪🇫🇷", 2)
    assert splits_character("🇩🇪🇫🇷", 3)
    assert not splits_character("ab", 0)
    assert not splits_character("ab", 2)
    assert not splits_character("a \u0301b", 2)
