"""Corrections of slips, and changes of what is said."""

from __future__ import annotations

import pytest

from briefing.domain.slips import cost, distance


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("recieve", "receive", 1), ("Griffin", "Grifffin", 1), ("teh", "the", 1), ("Bank", "bank", 1),
        ("government", "governmnet", 1), ("co - operate", "cooperate", 1), ("of the", "of", 3), (",", ";", 1),
    ],
)  # fmt: skip
def test_slips(before: str, after: str, changed: int) -> None:
    assert cost(before.split(), after.split()) == changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("million", "billion"), ("likely", "unlikely"), ("increase", "decrease"), ("3", "5"), ("2024", "2025"),
        ("is", "is not"), ("can", "can ' t"), ("ist", "ist nicht"), ("now", "not"), ("bank", "fund"), ("no", "on"),
        ("ship", "sheep and more"), ("a" * 300, "ab" * 150),
    ],
)  # fmt: skip
def test_changes(before: str, after: str) -> None:
    found = cost(before.split(), after.split())
    assert found is None or found > 4


def test_distance_counts_a_swap_once() -> None:
    assert [distance("abcd", other) for other in ("abcd", "abdc", "abd", "xbcd", "", "dcba")] == [0, 1, 1, 1, 4, 3]
