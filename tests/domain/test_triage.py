"""The morning as a value: cards, decisions, going back, and copies on one card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.articles import ArticleId
from briefing.domain.feeds import IncomingId
from briefing.domain.triage import Card, Decision, Morning, collapsed

START = datetime(2026, 6, 1, 7, tzinfo=UTC)


def morning(stories: int) -> Morning:
    return Morning(tuple(Card(f"Story {number}") for number in range(stories)), START)


def test_a_morning_from_the_first_card_to_the_last() -> None:
    first = morning(3)
    assert first.card is first.cards[0]
    done = (
        first.decide(Decision.TOP, ArticleId(7)).decide(Decision.SKIP).pressed(3).decide(Decision.BRIEF, ArticleId(9))
    )
    assert (done.card, done.left, done.keys) == (None, 0, 3)
    assert (done.chosen(Decision.TOP), done.chosen(Decision.BRIEF), done.count(Decision.SKIP)) == ((7,), (9,), 1)
    assert done.decide(Decision.SKIP) == done
    assert (first.minutes, done.minutes) == (0, 1)


def test_going_back_takes_the_last_decision_back() -> None:
    one = morning(2).decide(Decision.LATER)
    assert one.decide(Decision.SKIP).back() == one
    assert morning(1).back() == morning(1)


def test_the_clock_never_runs_backwards() -> None:
    assert morning(1).elapsed(START + timedelta(minutes=14)) == timedelta(minutes=14)
    assert morning(1).elapsed(START - timedelta(minutes=1)) == timedelta()


def test_copies_of_one_story_lie_on_one_card() -> None:
    cards = [
        Card("Port of Eastmere opens again", "https://a.example/port", incoming=(IncomingId(1),), sources=("Wire",)),
        Card("Another story", "https://b.example/x", incoming=(IncomingId(2),), sources=("B",)),
        Card(
            "Port of Eastmere Opens Again!", "https://c.example/p", "Longer.", incoming=(IncomingId(3),), sources=("C",)
        ),
        Card("Strike over", "https://www.a.example/port?utm_source=x", articles=(ArticleId(4),), sources=("Wire",)),
        Card("Another", "https://d.example/y", incoming=(IncomingId(5),)),
    ]
    found = collapsed(cards)
    assert [(card.title, card.incoming, card.articles, card.sources) for card in found] == [
        ("Strike over", (3, 1), (4,), ("Wire", "C")), ("Another story", (2,), (), ("B",)), ("Another", (5,), (), ()),
    ]  # fmt: skip


def test_short_titles_tell_nothing() -> None:
    assert len(collapsed([Card("Morning news"), Card("Morning news")])) == 2


CARDS = st.builds(
    Card,
    st.sampled_from(["a b c d", "A b, c d", "e f g h", "x"]),
    st.sampled_from(["", "https://a.example/1", "https://a.example/2"]),
)


@given(st.lists(CARDS, max_size=8))
def test_no_copy_is_lost(cards: list[Card]) -> None:
    numbered = [Card(c.title, c.url, incoming=(IncomingId(n),)) for n, c in enumerate(cards)]
    assert sorted(each for card in collapsed(numbered) for each in card.incoming) == list(range(len(cards)))
