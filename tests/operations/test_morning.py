"""A morning over a real library: what waits, what is decided, and the draft of page 1."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import Shelf
from briefing.domain.briefings import Level
from briefing.domain.errors import InvalidInputError
from briefing.domain.feeds import IncomingDraft
from briefing.domain.triage import Decision, Morning
from briefing.operations import annotate, arrivals, browse, maintain, morning
from briefing.store import incoming
from briefing.store.database import Store
from tests.store.making import START, capture, put

TITLES = ("Port of Eastmere opens again", "Battery prices fall", "Rule on reports adopted")


@pytest.fixture
def begun(store: Store) -> Morning:
    """Three items that wait, the first of them twice, and one article in the inbox."""
    drafts = [IncomingDraft(f"g{n}", title, capture=capture(title)) for n, title in enumerate(TITLES)]
    put(store, capture("Old news"))
    with store.write("Items") as write:
        incoming.put(write.session, None, "Wire", drafts, at=START + timedelta(hours=1))
        copy = IncomingDraft("h", TITLES[0], capture=capture(TITLES[0]))
        incoming.put(write.session, None, "Herald", [copy], at=START + timedelta(hours=2))
    return morning.start(store)


def by_title(begun: Morning, title: str) -> int:
    return next(n for n, card in enumerate(begun.cards) if card.title == title)


def test_what_waits_is_one_card_a_story(begun: Morning) -> None:
    assert sorted(card.title for card in begun.cards) == sorted([*TITLES, "Old news"])
    port = begun.cards[by_title(begun, TITLES[0])]
    assert (len(port.incoming), set(port.sources)) == (2, {"Wire", "Herald"})
    assert begun.cards[-1].title == "Old news"


def test_from_cards_to_the_draft_of_page_1(store: Store, begun: Morning) -> None:
    decisions = {
        TITLES[0]: Decision.TOP,
        TITLES[1]: Decision.BRIEF,
        TITLES[2]: Decision.SKIP,
        "Old news": Decision.BRIEF,
    }
    state = begun
    while state.card is not None:
        decision = decisions[state.card.title]
        state = state.decide(decision, morning.decide(store, state.card, decision).value)
    top = state.chosen(Decision.TOP)[0]
    quote = annotate.highlight_quote(store, top, "The market fell", Meaning.FACT).value
    annotate.add_takeaway(store, top, TakeawayKind.BOTTOM_LINE, "The port is open.")
    briefing_id = morning.finish(store, state, "Morning", "2026-06-12").value
    contents = browse.briefing(store, briefing_id)
    first, second = contents.briefing.sections
    assert (first.title, second.title, contents.briefing.bottom_line) == (
        morning.TOP_SECTION, morning.BRIEF_SECTION, "The port is open.",
    )  # fmt: skip
    assert [(item.article_id, item.level, item.quotes, len(item.takeaways)) for item in first.items] == [
        (top, Level.TOP, (quote,), 1)
    ]
    assert {item.level for item in second.items} == {Level.HEADLINE}
    assert len(second.items) == 2
    assert arrivals.page(store).rows == ()
    assert browse.summaries(store, [top])[0].shelf is Shelf.LIBRARY
    maintain.undo(store)
    assert browse.all_briefings(store) == []
    assert len(arrivals.page(store).rows) == 1


@pytest.mark.parametrize("decision", [Decision.SKIP, Decision.TOP])
def test_each_decision_is_one_step_of_undo(store: Store, begun: Morning, decision: Decision) -> None:
    before = morning.start(store).cards
    for title in (TITLES[0], "Old news"):
        morning.decide(store, begun.cards[by_title(begun, title)], decision)
    assert morning.start(store).cards != before
    while browse.sidebar(store).history.undo in ("Skip story", "Keep item"):
        maintain.undo(store)
    assert morning.start(store).cards == before


def test_later_changes_nothing(store: Store, begun: Morning) -> None:
    assert not morning.decide(store, begun.cards[0], Decision.LATER).changes
    assert morning.start(store).cards == begun.cards


def test_an_empty_morning_says_so_in_print(store: Store) -> None:
    with pytest.raises(InvalidInputError):
        morning.finish(store, morning.start(store), " ", "2026-06-12")
    briefing_id = morning.finish(store, morning.start(store), "Morning", "2026-06-12").value
    sections = browse.briefing(store, briefing_id).briefing.sections
    assert [(section.title, section.items) for section in sections] == [
        (morning.TOP_SECTION, ()), (morning.BRIEF_SECTION, ()),
    ]  # fmt: skip
