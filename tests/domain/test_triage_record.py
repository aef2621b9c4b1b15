"""A morning that was left in the middle goes on with what was decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from briefing.domain.articles import ArticleId
from briefing.domain.feeds import IncomingId
from briefing.domain.triage import Card, Decided, Decision, Morning
from briefing.domain.triage_record import record, resumed

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CARDS = (
    Card("Secret plan", incoming=(IncomingId(1), IncomingId(2)), sources=("Wire",)),
    Card("Kept", incoming=(IncomingId(3),), articles=(ArticleId(7),)),
    Card("Later", incoming=(IncomingId(4),)),
    Card("Waits", articles=(ArticleId(9),)),
)


def left() -> Morning:
    """Three of four stories are decided, after five minutes."""
    begun = Morning(CARDS, NOW - timedelta(minutes=5), library="mine")
    return begun.decide(Decision.SKIP).decide(Decision.TOP, ArticleId(7)).decide(Decision.LATER)


def test_what_was_decided_comes_first_and_what_waits_after_it() -> None:
    kept = resumed(record(left(), NOW), "mine")
    assert (kept.incoming, kept.articles) == ([1, 2, 3], [7])
    now = NOW + timedelta(hours=1)
    found = [Card("Secret plan", incoming=(IncomingId(1),)), Card("Copy", incoming=(IncomingId(2),)),
             Card("Kept", incoming=(IncomingId(3),)), Card("Kept", articles=(ArticleId(7),))]  # fmt: skip
    morning = kept.morning(found, CARDS[2:], now)
    assert [card.title for card in morning.cards] == ["Secret plan", "Kept", "Later", "Waits"]
    assert morning.decided == {0: Decided(Decision.SKIP), 1: Decided(Decision.TOP, ArticleId(7))}
    assert morning.cards[0].incoming == (1, 2)
    assert (morning.cards[1].incoming, morning.cards[1].articles) == ((3,), (7,))
    assert (morning.at, morning.elapsed(now)) == (2, timedelta(minutes=5))


def test_the_clock_of_another_day_does_not_count() -> None:
    later = NOW + timedelta(days=2)
    assert resumed(record(left(), NOW), "mine").morning([], CARDS[3:], later).elapsed(later) == timedelta()


def test_no_word_of_a_story_leaves_the_library() -> None:
    assert "Secret" not in record(left(), NOW)
    assert "Wire" not in record(left(), NOW)


@pytest.mark.parametrize("words", ["", "{", "[]", '{"library": "mine"}', '{"library": "mine", "stories": [[1]]}', "7"])
def test_what_cannot_be_read_is_nothing(words: str) -> None:
    assert resumed(words, "mine").incoming == []


def test_the_morning_of_another_library_is_left_alone() -> None:
    assert resumed(record(left(), NOW), "other").incoming == []
