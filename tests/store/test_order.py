"""Lists that a person arranges."""

from __future__ import annotations

import pytest

from briefing.store.order import moved


@pytest.mark.parametrize(
    ("thing", "position", "expected"),
    [
        ("c", 0, "cabd"),
        ("a", 3, "bcda"),
        ("b", 1, "abcd"),
        ("a", None, "bcda"),
        ("a", 99, "bcda"),
        ("d", -5, "dabc"),
        ("x", 2, "abxcd"),
    ],
)
def test_a_thing_takes_its_place_among_the_others(thing: str, position: int | None, expected: str) -> None:
    assert "".join(moved("abcd", thing, position)) == expected
