"""Highlights, takeaways and the evidence between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.domain.annotations import Confidence, HighlightId, Meaning, TakeawayId, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store import annotations, articles
from briefing.store.database import Store
from tests.store.making import BODY, put_one


@pytest.fixture
def article_id(store: Store) -> ArticleId:
    return put_one(store)


def marked(store: Store, article_id: ArticleId, start: int, end: int) -> HighlightId:
    with store.write("Highlight") as write:
        return annotations.add_highlight(write.session, article_id, start, end, Meaning.NUMBER, "Check this")


def meant(store: Store, article_id: ArticleId, text: str) -> TakeawayId:
    with store.write("Takeaway") as write:
        return annotations.add_takeaway(write.session, article_id, TakeawayKind.FOR_YOU, text)


def test_a_highlight_keeps_its_words_and_what_stands_around_them(store: Store, article_id: ArticleId) -> None:
    start = BODY.index("4%")
    marked(store, article_id, start, start + 2)
    with store.read() as session:
        (found,) = annotations.highlights(session, article_id)
        assert articles.summary(session, article_id).highlights == 1
    assert (found.quote, found.prefix, found.suffix) == ("4%", BODY[:start], BODY[start + 2 : start + 34])
    assert (found.start, found.end, found.meaning, found.note) == (start, start + 2, Meaning.NUMBER, "Check this")


def test_highlights_come_in_the_order_of_the_text(store: Store, article_id: ArticleId) -> None:
    for start in (20, 0, 9):
        marked(store, article_id, start, start + 4)
    with store.read() as session:
        assert [mark.start for mark in annotations.highlights(session, article_id)] == [0, 9, 20]


def test_offsets_are_code_points(store: Store) -> None:
    article_id = put_one(store, body="🗼 Tokyo 東京 tower")
    marked(store, article_id, 8, 10)
    with store.read() as session:
        assert annotations.highlights(session, article_id)[0].quote == "東京"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 3), (0, len(BODY) + 1)])
def test_a_passage_outside_of_the_text_is_refused(store: Store, article_id: ArticleId, start: int, end: int) -> None:
    with pytest.raises(InvalidInputError):
        marked(store, article_id, start, end)


def test_a_highlight_can_be_moved_and_given_another_meaning(store: Store, article_id: ArticleId) -> None:
    mark = marked(store, article_id, 0, 3)
    with store.write("Edit") as write:
        annotations.set_highlight(write.session, mark, meaning=Meaning.RISK, end=10)
        annotations.set_highlight(write.session, mark, note="")
    with store.read() as session:
        (found,) = annotations.highlights(session, article_id)
    assert (found.quote, found.meaning, found.note) == (BODY[:10], Meaning.RISK, "")


def test_a_takeaway_keeps_all_that_was_written(store: Store, article_id: ArticleId) -> None:
    marks = [marked(store, article_id, start, start + 4) for start in (0, 9)]
    with store.write("Takeaway") as write:
        takeaway_id = annotations.add_takeaway(
            write.session,
            article_id,
            TakeawayKind.ACTION,
            "Call the bank.",
            audience="Treasury",
            confidence=Confidence.MODERATE,
            fields={"owner": "Ada", "due": "Friday"},
            evidence=[marks[1], marks[0], marks[1]],
            publisher_words=True,
        )
    with store.read() as session:
        (found,) = annotations.takeaways(session, article_id)
        assert annotations.audiences(session) == ["Treasury"]
    assert (found.kind, found.text, found.audience) == (TakeawayKind.ACTION, "Call the bank.", "Treasury")
    assert (found.confidence, dict(found.fields)) == (Confidence.MODERATE, {"owner": "Ada", "due": "Friday"})
    assert (found.evidence, found.publisher_words, found.position) == ((marks[1], marks[0]), True, 0)
    with store.write("Edit") as write:
        annotations.set_takeaway(
            write.session,
            takeaway_id,
            text="",
            confidence=Confidence.UNSTATED,
            publisher_words=False,
            evidence=[marks[0]],
        )
    with store.read() as session:
        changed = annotations.takeaways(session, article_id)
    expected = replace(found, text="", confidence=Confidence.UNSTATED, publisher_words=False, evidence=(marks[0],))
    assert changed == [expected]


def test_a_takeaway_rests_only_on_passages_of_its_own_article(store: Store, article_id: ArticleId) -> None:
    other = marked(store, put_one(store, "Other"), 0, 3)
    with pytest.raises(NotFoundError), store.write("Takeaway") as write:
        annotations.add_takeaway(write.session, article_id, TakeawayKind.FOR_YOU, "x", evidence=[other])
    with store.read() as session:
        assert annotations.takeaways(session, article_id) == []


@pytest.mark.parametrize(("position", "expected"), [(0, "CAB"), (1, "ACB"), (2, "ABC"), (9, "ABC"), (-3, "CAB")])
def test_takeaways_are_moved_among_each_other(
    store: Store, article_id: ArticleId, position: int, expected: str
) -> None:
    ids = [meant(store, article_id, text) for text in "ABC"]
    with store.write("Move") as write:
        annotations.move_takeaway(write.session, ids[2], position)
    with store.read() as session:
        found = annotations.takeaways(session, article_id)
    assert "".join(takeaway.text for takeaway in found) == expected
    assert [takeaway.position for takeaway in found] == [0, 1, 2]


def test_removing_makes_room_without_a_doubled_place(store: Store, article_id: ArticleId) -> None:
    first = meant(store, article_id, "A")
    meant(store, article_id, "B")
    with store.write("Remove") as write:
        annotations.remove_takeaway(write.session, first)
    meant(store, article_id, "C")
    with store.read() as session:
        found = annotations.takeaways(session, article_id)
        assert articles.summary(session, article_id).takeaways == 2
    assert [takeaway.text for takeaway in found] == ["A", "B", "C"][1:]
    assert len({takeaway.position for takeaway in found}) == 2


def test_what_is_gone_is_not_found(store: Store, article_id: ArticleId) -> None:
    with pytest.raises(NotFoundError):
        marked(store, ArticleId(99), 0, 1)
    with pytest.raises(NotFoundError):
        meant(store, ArticleId(99), "x")
    for call in (
        lambda session: annotations.set_highlight(session, HighlightId(99), note=""),
        lambda session: annotations.set_takeaway(session, TakeawayId(99), text=""),
        lambda session: annotations.move_takeaway(session, TakeawayId(99), 0),
    ):
        with pytest.raises(NotFoundError), store.write("Edit") as write:
            call(write.session)
