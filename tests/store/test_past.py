"""What takeaways were before, and bringing it back; marks of sentences; tags of highlights; places of reading."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefing.domain.annotations import (
    Confidence,
    HighlightId,
    Meaning,
    SentenceMark,
    TakeawayId,
    TakeawayKind,
    TakeawayVersionId,
)
from briefing.domain.articles import ArticleId, Place
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store import annotations, articles, past, places, tags
from briefing.store.database import Store
from tests.store.making import START, dump, put_one


@pytest.fixture
def article_id(store: Store) -> ArticleId:
    return put_one(store)


def mark(store: Store, article_id: ArticleId, start: int = 0) -> HighlightId:
    with store.write("Highlight") as write:
        return annotations.add_highlight(write.session, article_id, start, start + 3, Meaning.FACT)


def write(store: Store, takeaway_id: TakeawayId, **values: object) -> None:
    with store.write("Edit takeaway") as action:
        annotations.set_takeaway(action.session, takeaway_id, **values)  # type: ignore[arg-type]


def texts(store: Store, takeaway_id: TakeawayId) -> list[str]:
    with store.read() as session:
        return [each.takeaway.text for each in annotations.takeaway_history(session, takeaway_id).versions]


@pytest.fixture
def takeaway_id(store: Store, article_id: ArticleId) -> TakeawayId:
    with store.write("Takeaway") as action:
        return annotations.add_takeaway(action.session, article_id, TakeawayKind.FOR_YOU, "First")


def test_every_change_leaves_what_was_before(store: Store, takeaway_id: TakeawayId) -> None:
    write(store, takeaway_id, text="Second")
    write(store, takeaway_id, text="Third")
    write(store, takeaway_id, text="Third")
    assert texts(store, takeaway_id) == ["Second", "First"]


def test_blanks_leave_no_past(store: Store, article_id: ArticleId) -> None:
    with store.write("Takeaway") as action:
        blank = annotations.add_takeaway(action.session, article_id, TakeawayKind.ACTION, "", fields={"owner": ""})
        annotations.set_takeaway(action.session, blank, text="Written at once")
    write(store, blank, text="Written later")
    assert texts(store, blank) == ["Written at once"]


def test_everything_of_an_earlier_wording_comes_back(
    store: Store, article_id: ArticleId, takeaway_id: TakeawayId
) -> None:
    kept, lost = mark(store, article_id), mark(store, article_id, 5)
    first = {
        "kind": TakeawayKind.ASSESSMENT,
        "text": "It will rain.",
        "audience": "Board",
        "confidence": Confidence.LOW,
        "fields": {"likelihood": "likely"},
        "evidence": [lost, kept],
        "publisher_words": True,
        "sentences": {"It will rain.": SentenceMark.JUDGEMENT},
    }
    write(store, takeaway_id, **first)
    with store.write("Word") as action:
        annotations.set_variant(action.session, takeaway_id, "CFO", "Buy umbrellas.")
    with store.read() as session:
        (before,) = annotations.takeaways(session, article_id)
    write(store, takeaway_id, kind=TakeawayKind.RISK, text="Other", fields={}, evidence=[], sentences={})
    with store.write("Word") as action:
        annotations.set_variant(action.session, takeaway_id, "CFO", "")
        annotations.set_variant(action.session, takeaway_id, "Sales", "Sell umbrellas.")
        annotations.remove_highlights(action.session, [lost])
    with store.read() as session:
        found = annotations.takeaway_history(session, takeaway_id).versions
    wanted = next(each for each in found if each.takeaway.variants and each.takeaway.text == "It will rain.")
    assert wanted.takeaway.evidence == (lost, kept)
    with store.write("Restore") as action:
        assert annotations.restore_takeaway(action.session, wanted.id) == takeaway_id
    with store.read() as session:
        (after,) = annotations.takeaways(session, article_id)
        latest = annotations.takeaway_history(session, takeaway_id).versions[0]
    for name in ("kind", "text", "audience", "confidence", "fields", "publisher_words", "sentences", "variants"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.evidence == (kept,)
    assert (latest.takeaway.text, latest.takeaway.variants[0].audience) == ("Other", "Sales")
    assert store.check() == []


def test_the_oldest_wordings_are_forgotten(
    store: Store, takeaway_id: TakeawayId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "KEPT", 2)
    for number in range(5):
        write(store, takeaway_id, text=str(number))
    assert texts(store, takeaway_id) == ["3", "2"]


def test_a_removed_takeaway_comes_back_with_its_past(store: Store, takeaway_id: TakeawayId) -> None:
    from briefing.store import history

    write(store, takeaway_id, text="Second")
    before = dump(store)
    with store.write("Remove") as action:
        annotations.remove_takeaway(action.session, takeaway_id)
    with pytest.raises(NotFoundError):
        texts(store, takeaway_id)
    history.undo(store)
    assert dump(store) == before


def test_a_wording_that_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError), store.write("Restore") as action:
        annotations.restore_takeaway(action.session, TakeawayVersionId(99))


def test_tags_of_a_highlight_are_tags_of_the_library(store: Store, article_id: ArticleId) -> None:
    highlight_id = mark(store, article_id)
    with store.write("Tag") as action:
        annotations.set_highlight_tags(action.session, highlight_id, ["zebra", "Ant", "ant"])
    assert article_id in action.changes.articles
    with store.read() as session:
        assert annotations.highlights(session, article_id)[0].tags == ("Ant", "zebra")
        assert [(tag.name, tag.count) for tag in tags.all_tags(session)] == [("Ant", 0), ("zebra", 0)]
    with store.write("Tag") as action:
        annotations.set_highlight_tags(action.session, highlight_id, ["ant", "Bee"])
        bee, ant = tags.find(action.session, "bee"), tags.find(action.session, "ant")
        assert bee
        assert ant
        tags.merge(action.session, [ant.id], bee.id)
    with store.read() as session:
        assert annotations.highlights(session, article_id)[0].tags == ("Bee",)
    with store.write("Tag") as action:
        tags.delete(action.session, bee.id)
    with store.read() as session:
        assert annotations.highlights(session, article_id)[0].tags == ()
    with pytest.raises(NotFoundError), store.write("Tag") as action:
        annotations.set_highlight_tags(action.session, HighlightId(99), ["x"])
    with pytest.raises(InvalidInputError), store.write("Tag") as action:
        annotations.set_highlight_tags(action.session, highlight_id, [" "])


def test_reading_goes_on_where_it_stopped_and_is_no_step_of_undo(store: Store, article_id: ArticleId) -> None:
    with store.look() as look:
        assert places.place(look, article_id) is None
    for offset in (7, 12):
        with store.unlogged() as session:
            places.set_place(session, article_id, offset, at=START + timedelta(minutes=offset))
    with store.look() as look:
        assert places.place(look, article_id) == Place(1, 12, START + timedelta(minutes=12))
    with store.unlogged() as session:
        places.set_place(session, ArticleId(99), 1, at=START)
    with store.write("Trash") as action:
        articles.trash(action.session, [article_id])
    with store.write("Purge") as action:
        articles.purge(action.session, [article_id])
    with store.look() as look:
        assert places.place(look, article_id) is None
