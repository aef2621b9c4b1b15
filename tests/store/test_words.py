"""Text on its way into the library."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.store.words import storable


@given(st.text(alphabet=st.characters(), max_size=30))
def test_any_text_becomes_one_that_utf8_can_hold(text: str) -> None:
    kept = storable(text)
    kept.encode()
    assert "\0" not in kept
    assert storable(kept) == kept
    if "\0" not in text and all(not 0xD800 <= ord(c) <= 0xDFFF for c in text):
        assert kept == text


def test_halves_of_one_emoji_are_put_together() -> None:
    assert storable("\ud83d\uddfc") == "🗼"
    assert storable("\ud83d") == "\ufffd"
