"""The list of incoming items: what comes in once, what is decided, what is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from briefing.domain.articles import ArticleId, Capture, OfferedTakeaway, Origin, Outcome, Picture, Snapshot
from briefing.domain.errors import NotFoundError
from briefing.domain.feeds import FeedId, IncomingCursor, IncomingDraft, IncomingId, IncomingState
from briefing.store import arrivals, articles, feeds, history, incoming
from briefing.store.database import Store
from tests.store.making import START, capture, dump, paragraphs, put_one

LETTER = Capture(
    "A letter",
    paragraphs("Dear reader.\nUnsubscribe here.").with_struck([1]),
    authors=("Ada",),
    outlet="The Post",
    published="2026-02-27",
    language="en",
    url="https://example.org/letter",
    origins={"title": Origin.FEED},
    outcome=Outcome.PARTIAL,
    reason="A teaser.",
    snapshot=Snapshot(b"From: ada@example.org\n\nDear reader.", "message/rfc822", START, "", "letter.eml"),
    pictures=(Picture(b"\x89PNG", "image/png", "cid:1"),),
    offers=(OfferedTakeaway("For you", "Act.", 0, 4),),
    message_id="1@example.org",
)


@pytest.fixture
def feed_id(store: Store) -> FeedId:
    with store.write("Subscribe") as write:
        return feeds.add(write.session, "https://example.org/feed", "Example")


def put(store: Store, feed_id: FeedId | None, *drafts: IncomingDraft, at: Any = START) -> int:
    with store.write("") as write:
        return incoming.put(write.session, feed_id, "Example", drafts, at=at)


def rows(store: Store, state: IncomingState = IncomingState.NEW, feed_id: FeedId | None = None) -> list[Any]:
    with store.look() as look:
        return list(arrivals.page(look, state=state, feed_id=feed_id).rows)


def decide(store: Store, ids: list[IncomingId], state: IncomingState, article_id: ArticleId | None = None) -> None:
    with store.write("Decide") as write:
        incoming.set_state(write.session, ids, state, article_id)
    assert write.changes.incoming


def test_an_item_is_read_back(store: Store, feed_id: FeedId) -> None:
    one = IncomingDraft("g", " A \n title ", "https://example.org/1", ("Ada",), "2026-02-27", "Some  words")
    with store.write("") as write:
        assert incoming.put(write.session, feed_id, "Example", [one], at=START) == 1
    assert write.changes.incoming
    assert write.changes.feeds
    (item,) = rows(store)
    assert (item.feed_id, item.source, item.title, item.url) == (feed_id, "Example", "A title", one.url)
    assert (item.authors, item.published, item.received_at) == (("Ada",), "2026-02-27", START)
    assert (item.excerpt, item.state, item.article_id, item.has_text) == ("Some words", IncomingState.NEW, None, False)
    with store.read() as session:
        assert incoming.get(session, item.id) == item
        bare = incoming.draft(session, item.id)
    assert (bare.title, bare.url, bare.text.text, bare.outcome) == ("A title", one.url, "", Outcome.NO_ARTICLE)


def test_a_text_of_a_feed_was_read_when_it_came_in(store: Store, feed_id: FeedId) -> None:
    put(store, feed_id, IncomingDraft("g", "A title", "https://example.org/1", capture=capture("A title")))
    (item,) = rows(store)
    with store.write("Keep") as write:
        later = START + timedelta(hours=3)
        article_id = articles.add(write.session, incoming.draft(write.session, item.id), added_at=later)
    with store.read() as session:
        assert articles.full(session, article_id).captured_at == START


def test_a_letter_keeps_all_that_it_brought(store: Store) -> None:
    put(store, None, IncomingDraft("1@example.org", LETTER.title, LETTER.url, capture=LETTER))
    (item,) = rows(store)
    assert (item.feed_id, item.has_text, item.excerpt) == (None, True, "Dear reader.")
    with store.read() as session:
        assert incoming.draft(session, item.id) == LETTER


def test_what_came_before_does_not_come_again(store: Store, feed_id: FeedId) -> None:
    one = IncomingDraft("1", "One", "https://example.org/1")
    assert put(store, feed_id, one, one, IncomingDraft("2", "Same address", "http://www.example.org/1/")) == 1
    assert put(store, feed_id, IncomingDraft("1", "Same name", "https://example.org/moved")) == 0
    assert put(store, None, IncomingDraft("1", "Another source's name", "https://example.org/other")) == 1
    assert put(store, None, IncomingDraft("", "No name", "https://example.org/3")) == 1
    assert put(store, None, IncomingDraft("", "No name", "https://example.org/3")) == 0
    for state in (IncomingState.SKIPPED, IncomingState.KEPT):
        decide(store, [rows(store)[-1].id], state)
        assert put(store, feed_id, one) == 0
    assert put(store, feed_id, IncomingDraft("nul\0", "Half \ud83d"), IncomingDraft("nul", "Again")) == 1


def test_an_article_that_is_there_already_is_not_offered(store: Store, feed_id: FeedId) -> None:
    article_id = put_one(store, url="https://example.org/1")
    thrown = put_one(store, "Thrown away", url="https://example.org/2")
    letter = put_one(store, "A letter", message_id="1@example.org")
    with store.write("Trash") as write:
        articles.trash(write.session, [thrown])
    drafts = [IncomingDraft(str(n), str(n), f"https://example.org/{n}") for n in (1, 2)]
    assert put(store, feed_id, *drafts) == 1
    assert put(store, None, IncomingDraft("x", "x", capture=LETTER)) == 0
    assert [row.title for row in rows(store)] == ["2"]
    assert {row.article_id for row in rows(store, IncomingState.KEPT)} == {article_id, letter}


def test_pages_follow_each_other_newest_first(store: Store, feed_id: FeedId) -> None:
    days = [f"2026-02-{day:02}" for day in (3, 1, 2)]
    put(store, feed_id, *(IncomingDraft(day, day, published=day) for day in days))
    put(store, None, IncomingDraft("u", "undated"), IncomingDraft("f", "to come", published="2999-01-01"))
    put(store, None, IncomingDraft("y", "a year", published="2025"), IncomingDraft("b", "bad", published="soon"))
    expected = ["bad", "to come", "undated", "2026-02-03", "2026-02-02", "2026-02-01", "a year"]
    found: list[str] = []
    after: IncomingCursor | None = None
    with store.look() as look:
        while True:
            page = arrivals.page(look, after=after, limit=2)
            found += [row.title for row in page.rows]
            if (after := page.next) is None:
                break
        assert [row.title for row in arrivals.page(look, feed_id=feed_id).rows] == expected[3:6]
    assert found == expected


@pytest.mark.parametrize("continued", [False, True])
@pytest.mark.parametrize("of_feed", [False, True])
def test_every_page_walks_an_index_and_sorts_nothing(store: Store, of_feed: bool, continued: bool) -> None:
    statement = arrivals.page_statement(of_feed=of_feed, continued=continued)
    with store.read() as session:
        connection = session.connection()
        plan = [
            row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (5,) * statement.count("?"))
        ]
    assert any(("ix_incoming_feed" if of_feed else "ix_incoming_state") in step for step in plan), plan
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in plan), plan


def test_counts_follow_what_is_decided(store: Store, feed_id: FeedId) -> None:
    put(store, feed_id, *(IncomingDraft(str(n), str(n)) for n in range(3)))
    put(store, None, IncomingDraft("l", "letter"))

    def counted() -> tuple[int, int]:
        with store.look() as look:
            counts = arrivals.counts(look)
            assert counts.by_feed.get(feed_id, 0) == arrivals.feed(look, feed_id).new
            return counts.new, counts.by_feed.get(feed_id, 0)

    assert counted() == (4, 3)
    ids = [row.id for row in rows(store, feed_id=feed_id)]
    decide(store, ids[:2], IncomingState.SKIPPED)
    assert counted() == (2, 1)
    history.undo(store)
    assert counted() == (4, 3)
    history.redo(store)
    decide(store, ids[:1], IncomingState.NEW)
    assert counted() == (3, 2)
    assert store.check() == []


def test_keeping_is_undone_with_its_article(store: Store, feed_id: FeedId) -> None:
    put(store, feed_id, IncomingDraft("1", "One", capture=capture("One")))
    (item,) = rows(store)
    with store.write("Keep") as write:
        draft = incoming.draft(write.session, item.id)
        article_id = articles.add(write.session, draft, added_at=START)
        incoming.set_state(write.session, [item.id], IncomingState.KEPT, article_id)
    assert rows(store, IncomingState.KEPT)[0].article_id == article_id
    history.undo(store)
    assert rows(store)[0].article_id is None
    with store.read() as session:
        assert articles.summary(session, article_id).trashed
    history.redo(store)
    assert rows(store, IncomingState.KEPT)[0].article_id == article_id


def test_a_purged_article_leaves_its_item_decided(store: Store) -> None:
    put(store, None, IncomingDraft("1", "One", "https://example.org/1"))
    (item,) = rows(store)
    article_id = put_one(store)
    decide(store, [item.id], IncomingState.KEPT, article_id)
    decide(store, [item.id], IncomingState.NEW)
    decide(store, [item.id], IncomingState.KEPT, article_id)
    with store.write("Trash") as write:
        articles.trash(write.session, [article_id])
    with store.write("Purge") as write:
        articles.purge(write.session, [article_id])
    while history.undo(store).value:
        pass
    while history.redo(store).value:
        pass
    assert rows(store, IncomingState.KEPT)[0].article_id is None
    assert store.check() == []


def test_no_text_goes_through_the_log(store: Store, feed_id: FeedId) -> None:
    put(store, feed_id, IncomingDraft("1", "One", capture=capture("One", "Unmistakable words.")))
    decide(store, [rows(store)[0].id], IncomingState.SKIPPED)
    with store.read() as session:
        images = session.connection().exec_driver_sql("SELECT before, after FROM change_log WHERE tbl = 'incoming'")
        assert all("Unmistakable" not in image and len(image) < 120 for row in images for image in row)


def test_what_was_decided_is_forgotten_in_time(store: Store) -> None:
    drafts = [IncomingDraft(str(n), str(n), capture=LETTER) for n in range(2)]
    put(store, None, *drafts)
    waiting, skipped = rows(store)
    decide(store, [skipped.id], IncomingState.SKIPPED)
    put(store, None, IncomingDraft("a", "a"), at=START + incoming.TEXT_KEPT - timedelta(days=1))
    assert rows(store, IncomingState.SKIPPED)[0].has_text
    put(store, None, IncomingDraft("b", "b"), at=START + incoming.TEXT_KEPT + timedelta(days=1))
    assert not rows(store, IncomingState.SKIPPED)[0].has_text
    assert put(store, None, IncomingDraft(skipped.title, "again")) == 0
    late = START + incoming.NAME_KEPT + timedelta(days=1)
    put(store, None, IncomingDraft("c", "c"), at=late)
    assert rows(store, IncomingState.SKIPPED) == []
    assert rows(store)[-1].id == waiting.id
    assert rows(store)[-1].has_text
    history.undo(store)
    assert store.check() == []


def test_an_item_says_whose_word_its_date_is(store: Store, feed_id: FeedId) -> None:
    guessed = capture("A", origins={"published": Origin.GUESS})
    put(store, feed_id, IncomingDraft("1", "A", published="2026-02-27", capture=guessed), IncomingDraft("2", "B"))
    said = {item.title: (item.has_text, item.published_origin) for item in rows(store)}
    assert said == {"A": (True, Origin.GUESS), "B": (False, Origin.UNKNOWN)}


def test_pictures_of_a_letter_go_when_nothing_needs_them(store: Store) -> None:
    put(store, None, IncomingDraft("1", "1", capture=LETTER))
    with store.write("Keep") as write:
        article_id = articles.add(write.session, incoming.draft(write.session, rows(store)[0].id), added_at=START)
        incoming.set_state(write.session, [rows(store)[0].id], IncomingState.KEPT, article_id)
        articles.trash(write.session, [article_id])
    with store.write("Purge") as write:
        articles.purge(write.session, [article_id])
    assert len(assets(store)) == 1
    with store.write("") as write:
        incoming.prune(write.session, now=START + incoming.TEXT_KEPT + timedelta(days=1))
    assert assets(store) == []


def assets(store: Store) -> list[Any]:
    with store.read() as session:
        return list(session.connection().exec_driver_sql("SELECT sha256 FROM asset"))


def test_nothing_put_in_is_no_step_of_undo(store: Store) -> None:
    before = dump(store)
    with store.write("Refresh") as write:
        assert incoming.put(write.session, None, "x", [], at=START) == 0
    assert not write.changes
    assert dump(store) == before


def test_an_item_that_is_not_there_is_not_found(store: Store) -> None:
    for call in (incoming.get, incoming.draft):
        with pytest.raises(NotFoundError), store.read() as session:
            call(session, IncomingId(99))
    with store.read() as session:
        assert incoming.items(session, [IncomingId(99)]) == []
