"""The person's hold on the network: one switch that stops everything, and a list that leaves nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import paths, settings
from briefing.domain.errors import FetchError, OfflineError, PrivateAddressError
from briefing.domain.network import Request
from briefing.operations import bulk, capture, network
from briefing.settings import Settings
from briefing.store.database import Store
from tests.sources.server import Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def made(store: Store) -> list[Request]:
    """The requests in the list, oldest first."""
    return list(reversed(network.requests(store).rows))


def switch(offline: bool) -> None:
    settings.save(Settings(offline=offline), paths.config_dir())


def test_every_request_of_a_capture_is_in_the_list(store: Store, server: Server) -> None:
    capture.capture_url(store, server.url("to?/with?/picture/64x64"), allow_private=True)
    page, moved, picture = made(store)
    assert (page.method, page.status, page.outcome) == ("GET", 302, "ok")
    assert (moved.status, moved.outcome, moved.url) == (200, "ok", server.url("with?/picture/64x64"))
    assert moved.received > 500
    assert page.purpose == moved.purpose == "Fetch the page you added"
    assert picture.purpose == "Pictures of “Tides and markets”"
    assert picture.host == "127.0.0.1"
    assert [path for path, _ in server.requests] == [
        "/to?/with?/picture/64x64",
        "/with?/picture/64x64",
        "/picture/64x64",
    ]


def test_a_request_that_fails_is_in_the_list_too(store: Store, server: Server) -> None:
    for path in ("status/403", "cut"):
        with pytest.raises(FetchError):
            capture.capture_url(store, server.url(path), allow_private=True)
    with pytest.raises(PrivateAddressError):
        capture.capture_url(store, server.url("page"))
    refused, cut, private = made(store)
    assert (refused.status, refused.outcome[:9]) == (403, "127.0.0.1")
    assert "broke off" in cut.outcome
    assert (private.status, private.received) == (None, 0)


def test_the_list_holds_no_names_and_passwords(store: Store, server: Server) -> None:
    url = server.url("page?token=kept").replace("http://", "http://ada:secret@")
    capture.capture_url(store, url, allow_private=True)
    assert made(store)[0].url == server.url("page?token=kept")


def test_nothing_is_sent_while_the_person_works_offline(store: Store, server: Server) -> None:
    switch(offline=True)
    with pytest.raises(OfflineError, match="offline"):
        capture.capture_url(store, server.url("page"), allow_private=True)
    lines = bulk.capture_many(store, [server.url("page")], allow_private=True).value.lines
    assert "offline" in lines[0].sentence
    assert not server.requests
    assert not made(store)
    switch(offline=False)
    capture.capture_url(store, server.url("page"), allow_private=True)


def test_the_switch_is_asked_before_each_request(store: Store, server: Server) -> None:
    line = network.line(store, "Try", allow_private=True)
    with line.request("GET", server.url("page")):
        switch(offline=True)
    with pytest.raises(OfflineError), line.request("GET", server.url("page")):
        raise AssertionError("the block must not be entered")


def test_the_list_can_be_read_by_pages_and_cleared(store: Store) -> None:
    line = network.line(store, "Try")
    for number in range(5):
        with line.request("IMAP", f"imaps://mail.example:993/{number}"):
            pass
    first = network.requests(store, limit=3)
    second = network.requests(store, after=first.next, limit=3)
    assert [row.url[-1] for row in first.rows + second.rows] == list("43210")
    assert second.next is None
    assert network.clear(store).changes.network
    assert network.requests(store).rows == ()


def test_a_bug_on_the_line_is_written_down_as_well(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), network.line(store, "Try").request("GET", "https://x.example/"):
        _ = 1 / 0
    assert made(store)[0].outcome == "It broke off."


def test_a_library_that_cannot_be_written_costs_no_page(
    store: Store, library_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The list is the lesser good; that it is not whole stands in the log."""
    store.close()
    library_path.unlink()
    library_path.mkdir()
    with network.line(store, "Try").request("GET", "https://x.example/") as answer:
        answer.status = 200
    library_path.rmdir()
    assert "a request to x.example is missing" in caplog.text
