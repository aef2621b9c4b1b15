"""Undo and redo: of everything, in any order, across restarts."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from briefing.domain.annotations import (
    Meaning,
    TakeawayKind,
)
from briefing.domain.articles import ArticleId
from briefing.domain.errors import InvalidInputError
from briefing.domain.listing import History, Listing, ListingKind
from briefing.store import (
    annotations,
    articles,
    briefings,
    changelog,
    history,
    tags,
)
from briefing.store.database import Store
from briefing.store.schema import (
    ChangeRow,
    UndoGroupRow,
)
from briefing.store.search import search
from tests.store.making import capture, dump, put, put_one


def peek(store: Store) -> History:
    with store.read() as session:
        return history.peek(session)


def rows_of(store: Store, table: Any) -> int:
    with store.read() as session:
        return len(session.execute(select(table.__table__)).all())


def note(store: Store, article_id: ArticleId, text: str, *, merge_key: str = "") -> None:
    with store.write("Edit note", merge_key=merge_key) as write:
        articles.set_fields(write.session, article_id, {"note": text})


def note_of(store: Store, article_id: ArticleId) -> str:
    with store.read() as session:
        return articles.full(session, article_id).note


def test_undo_takes_back_one_action_at_a_time_and_redo_does_it_again(store: Store) -> None:
    article_id = put_one(store)
    note(store, article_id, "one")
    note(store, article_id, "two")
    done = history.undo(store)
    assert (done.value, done.changes.articles, done.changes.history) == ("Edit note", {article_id}, True)
    assert note_of(store, article_id) == "one"
    assert history.redo(store).value == "Edit note"
    assert note_of(store, article_id) == "two"
    assert peek(store) == History(undo="Edit note", redo="")


def test_nothing_to_undo_or_redo_is_said_and_changes_nothing(store: Store) -> None:
    assert (history.undo(store).value, history.redo(store).value) == ("", "")
    assert not history.undo(store).changes


def test_undo_works_after_the_library_was_closed(store: Store) -> None:
    article_id = put_one(store)
    note(store, article_id, "typed yesterday")
    store.close()
    again = Store.open(store.path)
    assert history.undo(again).value == "Edit note"
    assert note_of(again, article_id) == ""
    again.close()


def test_a_new_action_ends_what_could_be_redone(store: Store) -> None:
    article_id = put_one(store)
    note(store, article_id, "one")
    history.undo(store)
    assert peek(store).redo == "Edit note"
    note(store, article_id, "two")
    assert peek(store) == History(undo="Edit note", redo="")


def test_an_action_that_changes_nothing_is_no_step(store: Store) -> None:
    article_id = put_one(store)
    note(store, article_id, "one")
    history.undo(store)
    with store.write("Edit note") as write:
        articles.set_fields(write.session, article_id, {"note": ""})
    assert not write.changes
    assert peek(store) == History(undo="Add article", redo="Edit note")


def test_a_failed_action_leaves_no_trace(store: Store) -> None:
    article_id = put_one(store)
    before = dump(store)

    def edit() -> None:
        with store.write("Edit") as write:
            articles.set_fields(write.session, article_id, {"note": "half"})
            articles.set_fields(write.session, article_id, {"title": " "})

    with pytest.raises(InvalidInputError):
        edit()
    assert dump(store) == before
    assert peek(store).undo == "Add article"


def test_typing_is_one_step_while_it_does_not_pause(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    article_id = put_one(store)
    clock = [1_000_000_000_000_000]
    monkeypatch.setattr(changelog, "_now", lambda: clock[0])
    for text, seconds in (("a", 0), ("ab", 9), ("abc", 9), ("abc d", 11)):
        clock[0] += seconds * 1_000_000
        note(store, article_id, text, merge_key="note:1")
    assert history.undo(store).value == "Edit note"
    assert note_of(store, article_id) == "abc"
    history.undo(store)
    assert note_of(store, article_id) == ""
    assert rows_of(store, ChangeRow) == 3  # add, the typing as one row, the typing after the pause


def test_typing_a_takeaway_is_one_step_with_its_past(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Takeaway") as write:
        takeaway_id = annotations.add_takeaway(write.session, article_id, TakeawayKind.FOR_YOU, "So what")
    before = dump(store)
    for text in ("So what i", "So what if", "So what if?"):
        with store.write("Edit takeaway", merge_key="takeaway:1") as write:
            annotations.set_takeaway(write.session, takeaway_id, text=text)
    with store.read() as session:
        assert [each.takeaway.text for each in annotations.takeaway_history(session, takeaway_id).versions] == [
            "So what"
        ]
    assert rows_of(store, ChangeRow) == 4  # add, takeaway, its past, and the typing as one
    after = dump(store)
    history.undo(store)
    assert dump(store) == before
    history.redo(store)
    assert dump(store) == after


def test_typing_after_undo_does_not_join_what_was_typed_before(store: Store) -> None:
    article_id = put_one(store)
    note(store, article_id, "one", merge_key="k")
    note(store, article_id, "other", merge_key="")
    history.undo(store)
    note(store, article_id, "two", merge_key="k")
    history.undo(store)
    assert note_of(store, article_id) == "one"


def test_other_typing_is_a_step_of_its_own(store: Store) -> None:
    article_id = put_one(store)
    note(store, article_id, "one", merge_key="k1")
    note(store, article_id, "two", merge_key="k2")
    history.undo(store)
    assert note_of(store, article_id) == "one"


def test_undo_of_add_puts_the_article_into_the_trash(store: Store) -> None:
    article_id = put_one(store)
    with store.read() as session:
        image = session.execute(select(ChangeRow.before, ChangeRow.after)).all()
    assert len(image) == 1
    assert "Analysts" not in image[0].after.replace("Analysts blamed the weather.", "", 1)  # the excerpt alone
    history.undo(store)
    with store.read() as session:
        assert articles.count(session, Listing(ListingKind.TRASH)) == 1
        assert articles.full(session, article_id).summary.trashed
        assert not search(session, "market")
    history.redo(store)
    with store.read() as session:
        assert articles.count(session, Listing()) == 1
        assert search(session, "market")


def test_a_removed_highlight_comes_back_with_all_that_rests_on_it(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Annotate") as write:
        session = write.session
        marks = [annotations.add_highlight(session, article_id, at, at + 5, Meaning.FACT) for at in (0, 8, 20)]
        takeaway = annotations.add_takeaway(
            session, article_id, TakeawayKind.FOR_YOU, "So what", evidence=[marks[2], marks[0], marks[1]]
        )
        briefing_id = briefings.add(session, "Weekly", date="2026-03-01")
        section = briefings.add_section(session, briefing_id, "News")
        item = briefings.add_item(session, section, article_id)
        briefings.set_item(session, item, quotes=[marks[1], marks[0]])
    before = dump(store)
    with store.write("Remove highlight") as write:
        annotations.remove_highlights(write.session, [marks[0]])
    assert write.changes.articles == {article_id}
    assert write.changes.briefings == {briefing_id}
    with store.read() as session:
        assert annotations.takeaways(session, article_id)[0].evidence == (marks[2], marks[1])
    history.undo(store)
    assert dump(store) == before
    with store.read() as session:
        assert annotations.takeaways(session, article_id)[0] == annotations.takeaways(session, article_id)[0]
        assert annotations.takeaways(session, article_id)[0].evidence == (marks[2], marks[0], marks[1])
        assert briefings.full(session, briefing_id).sections[0].items[0].quotes == (marks[1], marks[0])
    assert takeaway
    assert store.check() == []


def test_a_deleted_tag_comes_back_on_its_articles_with_its_count(store: Store) -> None:
    ids = put(store, capture("A"), capture("B"), capture("C"))
    with store.write("Tag") as write:
        tag_id = tags.ensure(write.session, "Energy")
        tags.assign(write.session, ids, tag_id)
    with store.write("Delete tag") as write:
        tags.delete(write.session, tag_id)
    assert write.changes.tags
    assert write.changes.articles == set(ids)
    history.undo(store)
    with store.read() as session:
        assert [(tag.name, tag.count) for tag in tags.all_tags(session)] == [("Energy", 3)]
    assert store.check() == []


def test_a_removed_briefing_comes_back_whole(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Compose") as write:
        briefing_id = briefings.add(write.session, "Weekly", date="2026-03-01")
        section = briefings.add_section(write.session, briefing_id, "News")
        annotations.add_takeaway(write.session, article_id, TakeawayKind.FOR_YOU, "So what")
        briefings.add_item(write.session, section, article_id)
        briefings.set_fields(write.session, briefing_id, {"logo": b"\x89PNG logo", "subtitle": "For the board"})
    with store.read() as session:
        before = briefings.contents(session, briefing_id)
    with store.write("Remove briefing") as write:
        briefings.remove(write.session, briefing_id)
    history.undo(store)
    with store.read() as session:
        assert briefings.contents(session, briefing_id) == before
    assert store.check() == []


def test_old_actions_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changelog, "KEPT_GROUPS", 3)
    article_id = put_one(store)
    for number in range(5):
        note(store, article_id, str(number))
    assert rows_of(store, UndoGroupRow) == 3
    while history.undo(store).value:
        pass
    assert note_of(store, article_id) == "1"


def test_purge_cannot_be_undone_and_takes_the_article_out_of_the_past(store: Store) -> None:
    first, second = put(store, capture("A"), capture("B"))
    with store.write("Tag") as write:
        tag_id = tags.ensure(write.session, "Energy")
        tags.assign(write.session, [first, second], tag_id)
    with store.write("Trash") as write:
        articles.trash(write.session, [first])
    with store.write("Empty trash") as write:
        assert articles.purge(write.session, [first, second]) == ()
    assert write.changes.listing
    assert peek(store).undo == "Tag"
    while history.undo(store).value:
        pass
    while history.redo(store).value:
        pass
    with store.read() as session:
        assert [row.id for row in articles.page(session, Listing()).rows] == [second]
        assert [(tag.name, tag.count) for tag in tags.all_tags(session)] == [("Energy", 1)]
    assert store.check() == []
