"""Many at once: each has its line, hosts are treated politely, and nothing that is done gets lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from briefing.domain.listing import Listing, ListingKind
from briefing.operations import browse, bulk, maintain
from briefing.operations.bulk import Ending, Line
from briefing.store.database import Store
from tests.sources.server import PAGE, Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hosts need no rest."""
    monkeypatch.setattr(bulk, "HOST_SECONDS", 0.0)


def titles(store: Store) -> list[str]:
    return [row.title for row in browse.page(store, Listing(ListingKind.ALL)).rows]


def endings(lines: tuple[Line, ...]) -> list[str]:
    return [line.outcome.value for line in lines]


@pytest.mark.usefixtures("hurried")
def test_each_address_has_its_line_in_the_order_given(store: Store, server: Server) -> None:
    sources = [server.url("page/1"), server.url("status/404"), "http://no-such-host.invalid/", server.url("page/2")]
    seen: list[tuple[int, int]] = []
    told: list[Line] = []
    done = bulk.capture_many(
        store, sources, allow_private=True, progress=lambda now, total: seen.append((now, total)), told=told.append
    )
    lines = done.value.lines
    assert [line.what for line in lines] == sources
    assert endings(lines) == ["added", "failed", "failed", "added"]
    assert "no such page" in lines[1].sentence
    assert "No computer answers" in lines[2].sentence
    assert lines[0].title == "Tides and markets"
    assert done.changes.articles == {line.article_id for line in lines if line.article_id}
    assert seen[-1] == (4, 4)
    assert sorted(line.what for line in told) == sorted(sources)
    assert done.value.count(Ending.ADDED) == len(titles(store)) == 2


@pytest.mark.usefixtures("hurried")
def test_duplicates_are_named_and_fetched_once(store: Store, server: Server) -> None:
    url = server.url("page/1")
    lines = bulk.capture_many(store, [url, url + "?utm_source=x#top", url], allow_private=True).value.lines
    assert endings(lines) == ["added", "repeated", "repeated"]
    assert f"“{url}”" in lines[1].sentence
    assert {line.article_id for line in lines} == {lines[0].article_id}
    assert len(server.requests) == 1
    assert endings(bulk.capture_many(store, [url], allow_private=True).value.lines) == ["existing"]
    assert len(server.requests) == 1


def test_a_host_gets_one_request_at_a_time_and_a_rest(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "HOST_SECONDS", 0.25)
    bulk.capture_many(store, [server.url(f"page/{n}") for n in range(4)], allow_private=True)
    assert len(server.arrivals) == 4
    assert min(later - earlier for earlier, later in pairwise(server.arrivals)) >= 0.25


@pytest.mark.usefixtures("hurried")
def test_several_hosts_are_fetched_side_by_side(store: Store, server: Server) -> None:
    """A slow host holds nobody up but itself."""
    slow, quick = server.url("drip/0", "localhost"), server.url("page/1")
    pressed = threading.Event()

    def told(line: Line) -> None:
        if line.what == quick:
            pressed.set()

    began = time.monotonic()
    lines = bulk.capture_many(store, [slow, quick], allow_private=True, cancel=pressed.is_set, told=told).value.lines
    assert endings(lines) == ["not_done", "added"]
    assert time.monotonic() - began < 8


@pytest.mark.usefixtures("hurried")
def test_a_host_that_asks_to_slow_down_is_waited_for(store: Store, server: Server) -> None:
    lines = bulk.capture_many(store, [server.url("later/429/1"), server.url("page/1")], allow_private=True).value.lines
    assert endings(lines) == ["added", "added"]
    assert server.arrivals[1] - server.arrivals[0] >= 1.0, "the whole host is left alone"


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("path", ["later/503/3600", "later/429/61", "later/503/"])
def test_a_host_that_asks_for_more_than_a_minute_is_reported(store: Store, server: Server, path: str) -> None:
    began = time.monotonic()
    lines = bulk.capture_many(store, [server.url(path)], allow_private=True).value.lines
    assert endings(lines) == ["failed"]
    assert time.monotonic() - began < 5
    assert len(server.requests) == 1


@pytest.mark.usefixtures("hurried")
def test_a_host_is_waited_for_once_only(store: Store, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "SHORTEST_WAIT", 0.1)
    lines = bulk.capture_many(store, [server.url("status/429")], allow_private=True).value.lines
    assert endings(lines) == ["failed"]
    assert len(server.requests) == 2


@pytest.mark.usefixtures("hurried")
def test_cancel_keeps_what_is_done(store: Store, server: Server) -> None:
    sources = [server.url(f"page/{n}") for n in range(3)] + [server.url("silent/1"), server.url("page/9")]
    pressed = threading.Event()
    done: list[Line] = []

    def told(line: Line) -> None:
        done.append(line)
        if len(done) == 3:
            pressed.set()

    lines = bulk.capture_many(store, sources, allow_private=True, cancel=pressed.is_set, told=told).value.lines
    assert endings(lines) == ["added"] * 3 + ["not_done"] * 2
    assert len(titles(store)) == 3


@pytest.mark.usefixtures("hurried")
def test_a_batch_is_one_step_of_undo(store: Store, server: Server) -> None:
    bulk.capture_many(store, [server.url(f"page/{n}") for n in range(3)], allow_private=True)
    assert len(titles(store)) == 3
    maintain.undo(store)
    assert titles(store) == []
    maintain.redo(store)
    assert len(titles(store)) == 3


def test_consent_is_needed_for_private_addresses(store: Store, server: Server) -> None:
    lines = bulk.capture_many(store, [server.url("page/1")]).value.lines
    assert endings(lines) == ["private"]
    assert "local network" in lines[0].sentence
    assert not server.requests


def test_files_and_folders_have_a_line_for_each_file(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "press"
    (folder / "inner").mkdir(parents=True)
    (folder / "tides.html").write_bytes(PAGE)
    (folder / "inner" / "notes.txt").write_text("Harbour strike ends\n\n" + "Dock workers went back to work. " * 20)
    (folder / "inner" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    (folder / ".hidden").write_text("x")
    lines = bulk.capture_many(store, [folder, str(folder / "tides.html"), str(tmp_path / "gone.txt")]).value.lines
    assert [(Path(line.what).name, line.outcome.value) for line in lines] == [
        ("notes.txt", "added"),
        ("photo.jpg", "failed"),
        ("tides.html", "added"),
        ("tides.html", "repeated"),
        ("gone.txt", "failed"),
    ]
    assert all(line.sentence for line in lines if line.outcome is not Ending.ADDED)
    assert len(titles(store)) == 2


def test_nothing_to_do_is_said(store: Store, tmp_path: Path) -> None:
    assert bulk.capture_many(store, []).value.lines == ()
    (tmp_path / "empty").mkdir()
    (line,) = bulk.capture_many(store, [tmp_path / "empty"]).value.lines
    assert line.sentence == "There is no file in this folder."


@pytest.mark.usefixtures("hurried")
def test_an_article_that_is_not_all_there_says_so(store: Store, server: Server) -> None:
    lines = bulk.capture_many(
        store, [server.url("with?/status/404&/picture/90x90"), server.url("noise")], allow_private=True
    ).value.lines
    assert lines[0].outcome is Ending.ADDED
    assert lines[0].sentence == "1 of 2 pictures could not be kept."
    assert lines[1].outcome is Ending.FAILED
