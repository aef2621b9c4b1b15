"""Subscribing, refreshing and keeping against a server on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing import paths, settings
from briefing.domain.articles import Origin, Outcome, Shelf
from briefing.domain.errors import CaptureError, FetchError, InvalidInputError, OfflineError, PrivateAddressError
from briefing.domain.feeds import Feed, FeedId, Incoming
from briefing.operations import arrivals, browse, feed_answers, feeds, incoming, maintain
from briefing.sources import extract, feed_round
from briefing.store.database import Store
from tests.feed_server import WORDS, FeedServer, rss, running


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    """The server, whose host the person agreed to reach."""
    monkeypatch.setattr(feed_round, "HOST_SECONDS", 0.0)
    kept = settings.load(paths.config_dir())
    kept.private_hosts = ["127.0.0.1"]
    settings.save(kept, paths.config_dir())
    with running() as server:
        yield server


def subscribe(store: Store, url: str) -> FeedId:
    found = feeds.subscribe(store, url, allow_private=True).value
    assert found.feed_id is not None
    return found.feed_id


def waiting(store: Store) -> list[Incoming]:
    return list(arrivals.page(store).rows)


def only(store: Store) -> Feed:
    (feed,) = arrivals.all_feeds(store)
    return feed


def make_due(store: Store) -> None:
    """Let every feed be asked again, as if its time had come."""
    from sqlalchemy import text

    with store.write("") as write:
        write.session.execute(text("UPDATE feed SET next_at = NULL"))


def test_the_feed_of_a_page_is_found_and_its_items_wait(store: Store, server: FeedServer) -> None:
    server.serve("/feed", rss("Harbour", "One", "Two"))
    page = server.serve("/", b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head></html>")
    done = feeds.subscribe(store, page, allow_private=True)
    assert (done.value.title, done.value.new, done.changes.incoming) == ("Harbour", 2, True)
    assert only(store).url == server.url("/feed")
    assert [item.title for item in waiting(store)] == ["Two", "One"]
    assert browse.sidebar(store).counts["inbox"] == 0
    assert feeds.subscribe(store, server.url("/feed"), allow_private=True).value.existing


def test_several_feeds_are_a_choice_and_none_is_a_sentence(store: Store, server: FeedServer) -> None:
    link = "<link rel=alternate type=application/rss+xml title=%s href=/%s>"
    page = server.serve("/", f"<html><head>{link % ('A', 'a')}{link % ('B', 'b')}</head></html>".encode())
    found = feeds.subscribe(store, page, allow_private=True).value
    assert found.feed_id is None
    assert [choice.title for choice in found.choices] == ["A", "B"]
    bare = server.serve("/bare", b"<html><body><p>No feed</p></body></html>")
    with pytest.raises(CaptureError, match="No feed was found"):
        feeds.subscribe(store, bare, allow_private=True)
    asked = len(server.asked)
    server.serve("/feed.xml", rss("Hidden", "One"))
    assert feeds.subscribe(store, bare, guess=True, allow_private=True).value.title == "Hidden"
    assert len(server.asked) > asked + 1


@pytest.mark.parametrize("text", ["", "no address", "javascript:alert(1)", "https://", "word"])
def test_what_is_no_address_is_refused(store: Store, text: str) -> None:
    with pytest.raises(InvalidInputError):
        feeds.subscribe(store, text)


def test_addresses_as_people_type_them() -> None:
    assert feeds.web_address(" feed://a.example/x ") == "https://a.example/x"
    assert feeds.web_address("a.example") == "https://a.example"
    assert feeds.web_address("feed:https://a.example/x") == "https://a.example/x"


def test_the_local_network_needs_consent_and_keeps_it(store: Store, server: FeedServer) -> None:
    url = server.serve("/feed", rss("Harbour", "One"))
    with pytest.raises(PrivateAddressError):
        feeds.subscribe(store, url)
    feed_id = subscribe(store, url)
    assert feeds.refresh(store).value.failed == ()
    settings.save(settings.Settings(), paths.config_dir())
    assert feeds.refresh(store, [feed_id]).value.failed == ("Harbour",)
    assert "Allow it below" in only(store).error


def test_refreshing_asks_for_changes_only(store: Store, server: FeedServer) -> None:
    url = server.serve("/feed", rss("Harbour", "One"))
    subscribe(store, url)
    assert feeds.refresh(store).value == feed_answers.Refreshed(1, 0, ())
    assert server.asked[-1][1].get("If-None-Match")
    server.serve("/feed", rss("Harbour", "One", "Two"))
    done = feeds.refresh(store)
    assert (done.value.new, done.changes.incoming, done.changes.feeds) == (1, True, True)
    assert only(store).new == 2
    assert feeds.refresh(store).value.new == 0


def test_a_failing_feed_waits_longer_each_time_and_recovers(store: Store, server: FeedServer) -> None:
    url = server.serve("/feed", rss("Harbour", "One"))
    subscribe(store, url)
    server.serve("/feed", status=500)
    assert feeds.refresh(store).value.failed == ("Harbour",)
    failed = only(store)
    assert "problem of its own" in failed.error
    assert failed.next_at is not None
    assert timedelta(minutes=50) < failed.next_at - datetime.now(UTC) <= timedelta(hours=1)
    assert feeds.refresh(store).value.checked == 0, "it is left alone now"
    make_due(store)
    feeds.refresh(store)
    assert only(store).failures == 2
    assert feed_answers.wait_after(1) == timedelta(hours=2)
    assert feed_answers.wait_after(30) == timedelta(days=1)
    server.serve("/feed", rss("Harbour", "One", "Two"))
    assert feeds.refresh(store, [failed.id]).value.new == 1, "asked by name, it is asked"
    assert (only(store).error, only(store).failures, only(store).next_at) == ("", 0, None)


def test_the_server_says_how_long_to_wait_when_it_moved_and_when_it_is_gone(store: Store, server: FeedServer) -> None:
    url = server.serve("/feed", rss("Harbour", "One"))
    feed_id = subscribe(store, url)
    server.serve("/feed", status=429, Retry_After="7200")
    feeds.refresh(store)
    next_at = only(store).next_at
    assert next_at is not None
    assert next_at - datetime.now(UTC) > timedelta(minutes=110)
    server.serve("/new", rss("Harbour", "One", "Two"))
    server.serve("/feed", status=301, Location="PLACE/new")
    assert feeds.refresh(store, [feed_id]).value.new == 1
    assert only(store).url == server.url("/new")
    server.serve("/new", status=410)
    feeds.refresh(store, [feed_id])
    assert only(store).paused
    assert "gone for good" in only(store).error


def test_one_broken_feed_does_not_stop_the_others(store: Store, server: FeedServer) -> None:
    for number in range(12):
        subscribe(store, server.serve(f"/{number}", rss(f"Paper {number}", "One")))
    server.serve("/3", b"<html>no feed</html>")
    server.serve("/4", rss("Paper 4", "One", "Two"))
    seen: list[tuple[int, int]] = []
    found = feeds.refresh(store, progress=lambda done, total: seen.append((done, total))).value
    assert (found.checked, found.new, found.failed) == (12, 1, ("Paper 3",))
    assert seen[0] == (0, 12)
    assert seen[-1] == (12, 12)


def test_cancelling_a_round_keeps_what_has_come(store: Store, server: FeedServer) -> None:
    for number in range(4):
        subscribe(store, server.serve(f"/{number}", rss(f"Paper {number}", "One")))
    asked = len(server.asked)
    found = feeds.refresh(store, cancel=lambda: len(server.asked) >= asked + 2).value
    assert found.checked < 4
    assert len(server.asked) < asked + 4


def test_without_a_network_no_feed_is_blamed(store: Store, server: FeedServer) -> None:
    for number in range(3):
        subscribe(store, server.serve(f"/{number}", rss(f"Paper {number}", "One")))
    server.shutdown()
    server.server_close()
    with pytest.raises(FetchError, match="None of 3 feeds"):
        feeds.refresh(store)
    assert {feed.error for feed in arrivals.all_feeds(store)} == {""}
    kept = settings.load(paths.config_dir())
    kept.offline = True
    settings.save(kept, paths.config_dir())
    with pytest.raises(OfflineError):
        feeds.refresh(store)


def test_keeping_makes_articles_and_undo_brings_the_items_back(store: Store, server: FeedServer) -> None:
    subscribe(store, server.serve("/feed", rss("Harbour", "One", "Two", "Three")))
    asked = len(server.asked)
    items = waiting(store)
    kept = incoming.keep(store, [items[0].id, items[2].id]).value
    assert len(server.asked) == asked, "the feed gave the text: nothing is fetched"
    article = browse.article(store, kept.article_ids[0]).article
    assert (article.title, article.summary.outlet, article.authors) == ("Three", "Harbour", ("Ada Quill",))
    assert article.summary.shelf is Shelf.INBOX
    assert article.origins["published"] is Origin.FEED
    assert article.summary.outcome is Outcome.FULL
    assert [item.title for item in waiting(store)] == ["Two"]
    maintain.undo(store)
    assert [item.title for item in waiting(store)] == ["Three", "Two", "One"]
    assert browse.summaries(store, kept.article_ids)[0].trashed
    again = incoming.keep(store, [items[0].id]).value
    assert again.article_ids == kept.article_ids[:1], "the article in the trash is put back"


def test_teasers_get_their_full_text_when_it_is_wanted(store: Store, server: FeedServer) -> None:
    feed_id = subscribe(store, server.serve("/feed", rss("Harbour", "One", "Two", "Three", whole=False)))
    page = f"<html><head><title>Page</title></head><body><article><h1>Two</h1>{f'<p>{WORDS * 3}</p>' * 8}</article>"
    for name in ("One", "Two", "Three"):
        server.serve(f"/story/{name}", page.encode())
    three, two, one = waiting(store)
    kept = settings.load(paths.config_dir())
    short = browse.article(store, incoming.keep(store, [one.id]).value.article_ids[0]).article
    assert short.summary.outcome is Outcome.PARTIAL
    assert kept.private_hosts == ["127.0.0.1"]
    full = incoming.keep(store, [two.id], full_text=True).value
    article = browse.article(store, full.article_ids[0]).article
    assert article.text.word_count > 200
    feeds.edit_feed(store, feed_id, full_text=True)
    ruled = browse.article(store, incoming.keep(store, [three.id]).value.article_ids[0]).article
    assert ruled.text.word_count > 200


def test_a_page_that_fails_leaves_the_text_of_the_feed(store: Store, server: FeedServer) -> None:
    subscribe(store, server.serve("/feed", rss("Harbour", "One", whole=False)))
    (one,) = waiting(store)
    kept = incoming.keep(store, [one.id], full_text=True).value
    assert "no such page" in kept.short[0][1]
    assert WORDS.strip() in browse.article(store, kept.article_ids[0]).article.text.text


def test_skipping_and_its_undo(store: Store, server: FeedServer) -> None:
    subscribe(store, server.serve("/feed", rss("Harbour", "One", "Two")))
    two, one = waiting(store)
    incoming.skip(store, [two.id])
    assert [item.id for item in waiting(store)] == [one.id]
    make_due(store)
    feeds.refresh(store)
    assert [item.id for item in waiting(store)] == [one.id], "what was skipped does not come again"
    maintain.undo(store)
    assert len(waiting(store)) == 2
    incoming.skip(store, [one.id, two.id])
    incoming.unskip(store, [one.id])
    assert [item.id for item in waiting(store)] == [one.id]


def test_unsubscribing_keeps_articles_and_can_be_undone(store: Store, server: FeedServer) -> None:
    feed_id = subscribe(store, server.serve("/feed", rss("Harbour", "One", "Two")))
    kept = incoming.keep(store, [waiting(store)[0].id]).value.article_ids
    feeds.unsubscribe(store, [feed_id])
    assert (arrivals.all_feeds(store), waiting(store)) == ([], [])
    assert not browse.summaries(store, kept)[0].trashed
    maintain.undo(store)
    assert len(arrivals.all_feeds(store)) == 1


def test_lists_of_feeds_go_out_and_come_in(store: Store, server: FeedServer, tmp_path: Path) -> None:
    feed_id = subscribe(store, server.serve("/feed", rss("Harbour", "One")))
    feeds.edit_feed(store, feed_id, folder="Trade / Sea", title="The Harbour")
    path = tmp_path / "feeds.opml"
    assert feeds.export_list(store, path) == 1
    assert feeds.import_list(store, path).value == feeds.Imported(0, 1)
    feeds.unsubscribe(store, [feed_id])
    asked = len(server.asked)
    assert feeds.import_list(store, path).value == feeds.Imported(1, 0)
    assert (only(store).title, only(store).folder, len(server.asked)) == ("The Harbour", "Trade/Sea", asked)
    with pytest.raises(InvalidInputError, match="could not be read"):
        feeds.import_list(store, tmp_path / "none.opml")


def test_a_feed_needs_a_title_and_a_pause_keeps_it_silent(store: Store, server: FeedServer) -> None:
    feed_id = subscribe(store, server.serve("/feed", rss("Harbour", "One")))
    with pytest.raises(InvalidInputError):
        feeds.edit_feed(store, feed_id, title="  ")
    feeds.pause(store, [feed_id], True)
    assert feeds.refresh(store).value.checked == 0
    feeds.pause(store, [feed_id], False)
    assert feeds.refresh(store).value.checked == 1
