"""Subscriptions: added, changed, checked, removed, and all of it but the checks undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.domain.feeds import FeedId, IncomingDraft, IncomingState, Validators
from briefing.store import arrivals, feeds, history, incoming
from briefing.store.database import Store
from tests.store.making import START, dump

URL = "https://example.org/feed.xml"


def subscribe(store: Store, url: str = URL, title: str = "Example", **fields: str) -> FeedId:
    with store.write("Subscribe") as write:
        return feeds.add(write.session, url, title, **fields)


def check(store: Store, feed_id: FeedId, **values: Any) -> None:
    found = {"at": START, "etag": "", "modified": "", "error": "", "next_at": None, **values}
    with store.write("") as write:
        feeds.checked(write.session, feed_id, **found)
    assert write.changes.feeds
    assert not write.changes.history


def test_a_feed_is_read_back(store: Store) -> None:
    feed_id = subscribe(store, title=" The \n Example ", folder=" News / Europe ", site_url="https://example.org")
    with store.look() as look:
        feed = arrivals.feed(look, feed_id)
        assert arrivals.all_feeds(look) == [feed]
    assert (feed.title, feed.folder, feed.url) == ("The Example", "News/Europe", URL)
    assert (feed.checked_at, feed.failures, feed.paused, feed.full_text, feed.new) == (None, 0, False, False, 0)


def test_a_feed_that_is_there_is_not_added_again_whatever_the_spelling(store: Store) -> None:
    feed_id = subscribe(store)
    assert subscribe(store, "http://www.example.org/feed.xml/") == feed_id
    with pytest.raises(InvalidInputError, match="web address"):
        subscribe(store, "file:///etc/passwd")


def test_feeds_come_by_folder_and_title(store: Store) -> None:
    for number, (title, folder) in enumerate([("b", ""), ("A", ""), ("z", "news"), ("C", "Arts")]):
        subscribe(store, f"https://example.org/{number}", title, folder=folder)
    with store.read() as session:
        assert [feed.title for feed in feeds.all_feeds(session)] == ["A", "b", "C", "z"]


def test_fields_of_a_feed_change_and_come_back(store: Store) -> None:
    feed_id = subscribe(store)
    check(store, feed_id, etag="e", modified="m")
    with store.write("Edit feed") as write:
        feeds.set_fields(write.session, feed_id, title="New", folder="A//B ", full_text=True, paused=True)
    assert write.changes.feeds
    with store.read() as session:
        feed = feeds.get(session, feed_id)
    assert (feed.title, feed.folder, feed.full_text, feed.paused) == ("New", "A/B", True, True)
    history.undo(store)
    with store.read() as session:
        feed = feeds.get(session, feed_id)
        assert feeds.validators(session, [feed_id])[feed_id] == Validators("e", "m")
    assert (feed.title, feed.folder, feed.full_text, feed.paused) == ("Example", "", False, False)


def test_a_feed_that_moves_forgets_what_the_old_address_said(store: Store) -> None:
    feed_id, other = subscribe(store), subscribe(store, "https://example.com/other")
    check(store, feed_id, etag="e", modified="m")
    with store.write("Move") as write:
        feeds.set_fields(write.session, feed_id, url="https://example.net/rss")
        assert feeds.validators(write.session, [feed_id])[feed_id] == Validators()
    with pytest.raises(InvalidInputError, match="already"), store.write("Move") as write:
        feeds.set_fields(write.session, other, url="http://example.net/rss/")


@pytest.mark.parametrize("values", [{"title": " "}, {"url": "nothing"}, {"etag": "x"}])
def test_a_value_that_cannot_be_used_changes_nothing(store: Store, values: dict[str, str]) -> None:
    feed_id = subscribe(store)
    before = dump(store)
    with pytest.raises(InvalidInputError), store.write("Edit feed") as write:
        feeds.set_fields(write.session, feed_id, folder="Elsewhere", **values)
    assert dump(store) == before


def test_failures_are_counted_until_a_check_goes_well(store: Store) -> None:
    feed_id = subscribe(store)
    for failures in (1, 2):
        check(store, feed_id, error="No answer.", next_at=START + timedelta(hours=failures))
        with store.read() as session:
            feed = feeds.get(session, feed_id)
        assert (feed.failures, feed.error, feed.checked_at) == (failures, "No answer.", START)
        assert feed.next_at == START + timedelta(hours=failures)
    check(store, feed_id, etag="e")
    with store.read() as session:
        assert feeds.get(session, feed_id).failures == 0
        assert feeds.validators(session, [feed_id])[feed_id] == Validators("e", "")
    assert history.undo(store).value == "Subscribe"  # and no check


def test_due_are_those_that_may_be_asked_the_longest_unasked_first(store: Store) -> None:
    ids = [subscribe(store, f"https://example.org/{number}", str(number)) for number in range(5)]
    check(store, ids[0], at=START)
    check(store, ids[1], at=START - timedelta(days=1))
    check(store, ids[2], next_at=START + timedelta(seconds=1))
    with store.write("Pause") as write:
        feeds.set_fields(write.session, ids[3], paused=True)
    with store.read() as session:
        assert [feed.id for feed in feeds.due(session, START)] == [ids[4], ids[1], ids[0]]
        assert ids[2] in {feed.id for feed in feeds.due(session, START + timedelta(seconds=1))}


def test_unsubscribing_takes_what_waits_and_undo_brings_it_back(store: Store) -> None:
    feed_id = subscribe(store)
    with store.write("") as write:
        drafts = [IncomingDraft(str(n), f"Item {n}") for n in range(3)]
        assert incoming.put(write.session, feed_id, "Example", drafts, at=START) == 3
    with store.write("Skip") as write:
        (first, *_) = incoming.page(write.session).rows
        incoming.set_state(write.session, [first.id], IncomingState.SKIPPED)
    before = dump(store)
    with store.write("Unsubscribe") as write:
        feeds.remove(write.session, feed_id)
    assert write.changes.feeds
    assert write.changes.incoming
    with store.read() as session:
        assert incoming.counts(session).new == 0
        assert incoming.page(session).rows == ()
        (skipped,) = incoming.page(session, state=IncomingState.SKIPPED).rows
        assert skipped.feed_id is None
        with pytest.raises(NotFoundError):
            feeds.get(session, feed_id)
    assert store.check() == []
    history.undo(store)
    assert dump(store) == before
    with store.read() as session:
        assert incoming.counts(session).by_feed == {feed_id: 2}
        assert feeds.get(session, feed_id).new == 2
    assert store.check() == []
    history.redo(store)
    subscribe(store)
    with store.write("") as write:
        again = [IncomingDraft(str(n), f"Item {n}") for n in range(3)]
        assert incoming.put(write.session, FeedId(2), "Example", again, at=START) == 3
        assert incoming.put(write.session, None, "A letter", again[:2], at=START) == 2
    assert store.check() == []


def test_undo_of_a_subscription_takes_its_items_along(store: Store) -> None:
    with store.write("Subscribe") as write:
        feed_id = feeds.add(write.session, URL, "Example")
        incoming.put(write.session, feed_id, "Example", [IncomingDraft("1", "One")], at=START)
    history.undo(store)
    with store.read() as session:
        assert incoming.counts(session).new == 0
        assert feeds.all_feeds(session) == []
    history.redo(store)
    with store.read() as session:
        assert feeds.get(session, feed_id).new == 0
    assert store.check() == []


def test_a_feed_that_is_not_there_is_not_found(store: Store) -> None:
    absent = FeedId(99)
    with pytest.raises(NotFoundError), store.write("Edit feed") as write:
        feeds.set_fields(write.session, absent, title="x")
    with store.write("") as write:
        feeds.checked(write.session, absent, at=START, etag="", modified="", error="", next_at=None)
        feeds.remove(write.session, absent)
        assert feeds.validators(write.session, [absent]) == {}
