"""Audiences in one place: listed, renamed, merged, removed, wherever they are named."""

from __future__ import annotations

import pytest

from briefing.domain.annotations import Audience, AudienceId, TakeawayId, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store import annotations, audiences, briefings, history
from briefing.store.database import Store
from briefing.store.search import search
from tests.store.making import dump, put_one


@pytest.fixture
def article_id(store: Store) -> ArticleId:
    return put_one(store)


def listed(store: Store) -> list[Audience]:
    with store.read() as session:
        return audiences.all_audiences(session)


def names(store: Store) -> list[str]:
    return [audience.name for audience in listed(store)]


def ensure(store: Store, *wanted: str) -> list[AudienceId]:
    with store.write("Add audience") as write:
        return [audiences.ensure(write.session, name) for name in wanted]


def meant(store: Store, article_id: ArticleId, audience: str = "", **variants: str) -> TakeawayId:
    with store.write("Takeaway") as write:
        kind = TakeawayKind.FOR_YOU
        takeaway_id = annotations.add_takeaway(write.session, article_id, kind, "So what", audience=audience)
        for name, text in variants.items():
            annotations.set_variant(write.session, takeaway_id, name, text)
    return takeaway_id


def test_an_audience_is_added_once_whatever_its_spelling(store: Store) -> None:
    board, cfo = ensure(store, " The \n Board ", "CFO")
    assert ensure(store, "the board") == [board]
    assert [(each.id, each.name, each.position, each.uses) for each in listed(store)] == [
        (board, "The Board", 0, 0),
        (cfo, "CFO", 1, 0),
    ]
    for bad in (" ", "x" * 121):
        with pytest.raises(InvalidInputError):
            ensure(store, bad)


def test_uses_are_counted_and_names_that_were_only_typed_come_last(store: Store, article_id: ArticleId) -> None:
    (cfo,) = ensure(store, "CFO")
    meant(store, article_id, "cfo", Board="For the board.")
    meant(store, article_id, "Sales")
    meant(store, article_id, "Buyers")
    assert [(each.id, each.name, each.uses) for each in listed(store)] == [
        (cfo, "CFO", 1),
        (AudienceId(2), "Board", 1),
        (None, "Buyers", 1),
        (None, "Sales", 1),
    ]
    with store.look() as look:
        assert annotations.audiences(look) == ["CFO", "Board", "Buyers", "Sales"]


def test_a_new_name_is_written_wherever_the_old_one_stood(store: Store, article_id: ArticleId) -> None:
    (cfo,) = ensure(store, "CFO")
    takeaway_id = meant(store, article_id, "cfo", CFO="Cash first.")
    with store.write("Compose") as write:
        briefing_id = briefings.add(write.session, "Weekly", date="2026-03-01")
        briefings.set_fields(write.session, briefing_id, {"audience": "Cfo"})
    before = dump(store)
    with store.write("Rename") as write:
        audiences.rename(write.session, cfo, "Finance")
    assert write.changes.audiences
    assert write.changes.articles == {article_id}
    assert write.changes.briefings == {briefing_id}
    with store.read() as session:
        (takeaway,) = annotations.takeaways(session, article_id)
        assert briefings.full(session, briefing_id).audience == "Finance"
    assert (takeaway.id, takeaway.audience, takeaway.variants[0].audience) == (takeaway_id, "Finance", "Finance")
    assert names(store) == ["Finance"]
    history.undo(store)
    assert dump(store) == before


def test_a_name_that_is_taken_is_refused(store: Store) -> None:
    board, _ = ensure(store, "Board", "CFO")
    with pytest.raises(InvalidInputError, match="merge"), store.write("Rename") as write:
        audiences.rename(write.session, board, "cfo")
    with store.write("Rename") as write:
        audiences.rename(write.session, board, "BOARD")
    assert names(store) == ["BOARD", "CFO"]


def test_merging_keeps_the_targets_wording_and_the_other_in_the_past(store: Store, article_id: ArticleId) -> None:
    board, directors, _ = ensure(store, "Board", "Directors", "CFO")
    both = meant(store, article_id, "directors", Board="For the board.", Directors="For directors.")
    one = meant(store, article_id, Directors="Only directors.")
    before = dump(store)
    with store.write("Merge") as write:
        audiences.merge(write.session, [directors, board], board)
    with store.read() as session:
        found = {each.id: each for each in annotations.takeaways(session, article_id)}
        (past,) = annotations.takeaway_history(session, both).versions
    assert [(each.audience, each.text) for each in found[both].variants] == [("Board", "For the board.")]
    assert [(each.audience, each.text) for each in found[one].variants] == [("Board", "Only directors.")]
    assert found[both].audience == "Board"
    assert {each.audience: each.text for each in past.takeaway.variants}["Directors"] == "For directors."
    assert [(each.name, each.position) for each in listed(store)] == [("Board", 0), ("CFO", 1)]
    history.undo(store)
    assert dump(store) == before
    assert store.check() == []


def test_removing_takes_the_name_away_and_undo_brings_it_back(store: Store, article_id: ArticleId) -> None:
    board, _ = ensure(store, "Board", "CFO")
    takeaway_id = meant(store, article_id, "board", Board="For the board.")
    before = dump(store)
    with store.write("Remove") as write:
        audiences.remove(write.session, board)
    with store.read() as session:
        (takeaway,) = annotations.takeaways(session, article_id)
        (past,) = annotations.takeaway_history(session, takeaway_id).versions
    assert (takeaway.audience, takeaway.variants, past.takeaway.variants[0].text) == ("", (), "For the board.")
    assert [(each.name, each.position) for each in listed(store)] == [("CFO", 0)]
    history.undo(store)
    assert dump(store) == before


def test_audiences_keep_the_order_they_are_given(store: Store) -> None:
    ids = ensure(store, "A", "B", "C")
    with store.write("Move") as write:
        audiences.move(write.session, ids[2], 0)
    assert names(store) == ["C", "A", "B"]
    history.undo(store)
    assert names(store) == ["A", "B", "C"]


def test_variants_are_searched_and_printed_in_the_order_of_audiences(store: Store, article_id: ArticleId) -> None:
    ensure(store, "CFO", "Board")
    takeaway_id = meant(store, article_id, Board="Governance first.", CFO="Liquidity first.")
    with store.read() as session:
        (takeaway,) = annotations.takeaways(session, article_id)
        assert search(session, "liquidity")
    assert [each.audience for each in takeaway.variants] == ["CFO", "Board"]
    assert (takeaway.text_for(" cfo "), takeaway.text_for("Sales")) == ("Liquidity first.", "So what")
    with store.write("Word") as write:
        annotations.set_variant(write.session, takeaway_id, "CFO", "Solvency first.")
        annotations.set_variant(write.session, takeaway_id, "Board", "")
    with store.read() as session:
        (takeaway,) = annotations.takeaways(session, article_id)
        assert search(session, "solvency")
        assert not search(session, "liquidity")
        assert not search(session, "governance")
    assert [each.audience for each in takeaway.variants] == ["CFO"]
    history.undo(store)
    with store.read() as session:
        assert search(session, "governance")
    assert store.check() == []


def test_what_is_not_there_is_not_found(store: Store) -> None:
    absent = AudienceId(99)
    for call in (
        lambda session: audiences.rename(session, absent, "x"),
        lambda session: audiences.merge(session, [], absent),
        lambda session: audiences.remove(session, absent),
        lambda session: audiences.move(session, absent, 0),
        lambda session: annotations.set_variant(session, TakeawayId(99), "CFO", "x"),
    ):
        with pytest.raises(NotFoundError), store.write("Edit") as write:
            call(write.session)
