"""Looks across the library, as the window and the command line ask for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from briefing.domain.annotations import Happened, Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, Capture
from briefing.domain.errors import InvalidInputError
from briefing.domain.review import HighlightFilter
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import annotate, maintain, review
from briefing.store import articles
from briefing.store.database import Store


@pytest.fixture
def article(store: Store) -> ArticleId:
    """An article of one sentence."""
    text = ArticleText((Block(BlockKind.PARAGRAPH, (Run("The harbour closes in May."),)),))
    with store.write("Add") as write:
        return articles.add(write.session, Capture("Harbour", text), added_at=datetime(2026, 6, 1, tzinfo=UTC))


def test_highlights_nobody_used_are_found(store: Store, article: ArticleId) -> None:
    used = annotate.highlight(store, article, 0, 11, Meaning.FACT).value
    unused = annotate.highlight(store, article, 12, 18, Meaning.RISK).value
    annotate.add_takeaway(store, article, TakeawayKind.FOR_YOU, "Ship by road.", evidence=(used,))
    found = review.highlights(store, HighlightFilter(unused=True)).rows
    assert [row.highlight.id for row in found] == [unused]


def test_a_status_ends_an_action_and_undo_opens_it_again(store: Store, article: ArticleId) -> None:
    fields = {"owner": "Ada", "due": "2026-07-01"}
    action = annotate.add_takeaway(store, article, TakeawayKind.ACTION, "Book lorries.", fields=fields).value
    review.set_action_status(store, [action], "done")
    assert review.open_actions(store).rows == ()
    maintain.undo(store)
    (row,) = review.open_actions(store).rows
    assert (row.owner, row.due, row.takeaway.fields.get("status", "")) == ("Ada", "2026-07-01", "")


def test_judgements_are_asked_for_on_their_day_and_counted_once_resolved(store: Store, article: ArticleId) -> None:
    ids = [
        annotate.add_takeaway(
            store, article, TakeawayKind.ASSESSMENT, f"Case {n}.",
            fields={"likelihood": said, "resolve by": "2026-06-30"},
        ).value
        for n, said in enumerate(("likely", "60 %", "who knows"))
    ]  # fmt: skip
    assert [row.takeaway.id for row in review.due_judgements(store, date(2026, 6, 29))] == []
    assert {row.takeaway.id for row in review.due_judgements(store, date(2026, 7, 1))} == set(ids)
    for judged, happened in zip(ids, (Happened.YES, Happened.NO, Happened.YES), strict=True):
        review.resolve(store, judged, happened, "Seen.")
    curve = review.calibration(store)
    assert (curve.judged, curve.unstated) == (2, 1)
    assert [(point.count, point.share) for point in curve.points if point.count] == [(2, 50.0)]
    review.reopen(store, ids[0])
    assert review.calibration(store).judged == 1


def test_only_a_judgement_can_be_resolved(store: Store, article: ArticleId) -> None:
    action = annotate.add_takeaway(store, article, TakeawayKind.ACTION, "Book lorries.").value
    with pytest.raises(InvalidInputError):
        review.resolve(store, action, Happened.YES)
