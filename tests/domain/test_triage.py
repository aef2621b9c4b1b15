"""The morning as a value: cards, decisions, going back, and copies on one card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.articles import ArticleId
from briefing.domain.feeds import IncomingId
from briefing.domain.triage import Card, Decided, Decision, Facts, Morning, collapsed

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


def test_any_card_can_be_looked_at_and_decided_otherwise() -> None:
    skipped = morning(3).decide(Decision.SKIP)
    again = skipped.step(-1).decide(Decision.TOP, ArticleId(5))
    assert (again.decided[0], again.at, again.left) == (Decided(Decision.TOP, ArticleId(5)), 1, 2)
    assert (again.step(9).at, again.step(-9).at) == (2, 0)
    assert morning(3).step(1).decide(Decision.SKIP).decide(Decision.SKIP).at == 0, "what was passed comes at the end"


def test_a_pause_does_not_count() -> None:
    now = START + timedelta(minutes=30)
    assert morning(1).resumed(timedelta(minutes=20)).elapsed(now) == timedelta(minutes=10)


def cards() -> Morning:
    """An item with a copy, an item, and an article."""
    return Morning(
        (
            Card("One", incoming=(IncomingId(1), IncomingId(11))),
            Card("Two", incoming=(IncomingId(2),)),
            Card("Three", articles=(ArticleId(3),)),
        ),
        START,
    )


ALL = frozenset(IncomingId(n) for n in (1, 2, 11))
INBOX = frozenset({ArticleId(3)})


def test_what_the_library_says_as_well_changes_nothing() -> None:
    assert cards().agree(Facts(ALL, inbox=INBOX)) == cards()
    decided = cards().decide(Decision.SKIP).decide(Decision.LATER).decide(Decision.TOP, ArticleId(3))
    assert decided.agree(Facts(frozenset({IncomingId(2)}), inbox=INBOX)) == decided


def test_undo_and_redo_in_the_library_are_so_here_too() -> None:
    decided = cards().decide(Decision.SKIP)
    undone = decided.agree(Facts(ALL, inbox=INBOX))
    assert (undone.at, undone.decided) == (0, {})
    redone = undone.agree(Facts(frozenset({IncomingId(2)}), inbox=INBOX))
    assert (redone.at, redone.decided) == (1, decided.decided)
    assert decided.agree(Facts(ALL, inbox=INBOX), busy={0}) == decided, "its way to the library is not over"


def test_a_kept_story_that_is_undone_is_an_item_again() -> None:
    kept = cards().keep(0, ArticleId(7)).decide(Decision.TOP, ArticleId(7))
    kept_there = Facts(ALL - {IncomingId(1)}, {IncomingId(1): ArticleId(7)}, INBOX | {ArticleId(7)})
    assert kept.agree(kept_there) == kept
    undone = kept.agree(Facts(ALL, {}, INBOX, frozenset({ArticleId(7)})))
    assert (undone.card, undone.decided) == (cards().cards[0], {})
    assert undone.agree(kept_there).chosen(Decision.TOP) == (7,)


def test_what_was_done_in_other_lists_is_passed() -> None:
    now = cards().agree(Facts(frozenset({IncomingId(2)}), {}, frozenset(), frozenset({ArticleId(3)})))
    assert {place: what.decision for place, what in now.decided.items()} == {0: Decision.SKIP, 2: Decision.SKIP}
    assert now.card == now.cards[1]
    kept = cards().agree(Facts(ALL - {IncomingId(2)}, {IncomingId(2): ArticleId(9)}, INBOX | {ArticleId(9)}))
    assert (kept.cards[1].articles, kept.decided) == ((9,), {})


@given(st.lists(st.sampled_from([Decision.SKIP, Decision.BRIEF, Decision.TOP, Decision.LATER]), max_size=9))
def test_taking_every_decision_back_ends_at_the_beginning(decisions: list[Decision]) -> None:
    state = morning(6)
    for decision in decisions:
        state = state.decide(decision, ArticleId(1))
    for _ in decisions:
        state = state.back()
    assert state == morning(6)


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
