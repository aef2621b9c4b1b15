"""The pictures of a page: those that come are kept, the others cost nothing but themselves."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from briefing.domain.articles import Capture
from briefing.domain.errors import Cancelled
from briefing.domain.network import Request
from briefing.domain.text import ArticleText, Block, BlockKind
from briefing.sources import bitmaps, pictures, webpage
from tests.sources.lines import open_line
from tests.sources.server import Server, page_with, picture, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def captured(server: Server, *addresses: str, seen: list[Request] | None = None) -> Capture:
    """The page with these pictures, as it is captured."""
    return webpage.capture(server.url("with?" + "&".join(addresses)), open_line(seen))


def images(capture: Capture) -> list[Block]:
    return [block for block in capture.text.blocks if block.kind is BlockKind.IMAGE]


def test_pictures_are_kept_where_they_stand(server: Server) -> None:
    seen: list[Request] = []
    found = captured(server, "/picture/320x200", "/picture/100x90", seen=seen)
    assert [block.alt for block in images(found)] == ["Chart 0", "Chart 1"]
    bodies = {kept.sha256: kept for kept in found.pictures}
    assert [bodies[block.sha256].body for block in images(found)] == [picture(320, 200), picture(100, 90)]
    assert {kept.media_type for kept in found.pictures} == {"image/png"}
    assert images(found)[0].source == server.url("picture/320x200")
    assert bitmaps.missing(found) == (0, 2)
    assert {request.purpose for request in seen} == {"Try something", "Pictures of “Tides and markets”"}
    assert len(seen) == 3


def test_pictures_that_do_not_come_leave_the_rest_as_it_is(server: Server) -> None:
    refused = ["/status/404", "/status/403", "/noise", "/empty", "/to?file:///etc/passwd", "/announced", "/page"]
    found = captured(server, *refused, "/picture/64x64")
    assert [bool(block.sha256) for block in images(found)] == [False] * len(refused) + [True]
    assert bitmaps.missing(found) == (len(refused), len(refused) + 1)
    assert "Below chart 0" in found.text.text


def test_drawings_are_left_out(server: Server) -> None:
    assert bitmaps.measured(b"<svg xmlns='http://www.w3.org/2000/svg' width='99' height='99'/>") == ("", 0, 0)


def test_a_counter_is_taken_out_by_its_real_size(server: Server) -> None:
    found = captured(server, "/picture/2x2", "/picture/300x2", "/picture/64x64")
    assert [block.alt for block in images(found)] == ["Chart 2"]
    assert len(found.pictures) == 1


def test_one_picture_shown_twice_is_fetched_once(server: Server) -> None:
    found = captured(server, "/picture/64x64", "/picture/64x64")
    assert len(images(found)) == 2
    assert len(found.pictures) == 1
    assert [path for path, _ in server.requests].count("/picture/64x64") == 1


def test_not_more_than_forty_are_fetched_and_a_few_at_a_time(server: Server) -> None:
    found = captured(server, *(f"/picture/64x{n}" for n in range(60, 105)))
    assert bitmaps.missing(found) == (5, 45)


def test_all_of_them_together_have_a_limit(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(picture(64, 60))
    monkeypatch.setattr(pictures, "MAX_TOTAL", 3 * size + 10)
    monkeypatch.setattr(pictures, "AT_ONCE", 1)
    found = captured(server, *(f"/picture/64x{n}" for n in range(60, 70)))
    assert sum(len(kept.body) for kept in found.pictures) <= 3 * size + 10
    assert bitmaps.missing(found)[0] == 7


def test_they_are_asked_for_without_saying_where_they_are_shown(server: Server) -> None:
    captured(server, "/picture/64x64")
    headers = server.requests[1][1]
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)
    assert "svg" not in headers["Accept"]


def test_consent_to_the_page_is_none_to_other_private_computers(server: Server) -> None:
    """A page on this computer may not make us ask the router."""
    seen: list[Request] = []
    found = captured(server, server.url("picture/64x64", "localhost"), "/picture/70x70", seen=seen)
    assert [bool(block.sha256) for block in images(found)] == [False, True]
    assert not [path for path, _ in server.requests if path == "/picture/64x64"]
    assert any("local network" in request.outcome for request in seen)


def test_a_redirect_to_another_private_computer_is_not_followed(server: Server) -> None:
    found = captured(server, "/to?" + server.url("picture/64x64", "localhost"))
    assert bitmaps.missing(found) == (1, 1)
    assert not [path for path, _ in server.requests if path == "/picture/64x64"]


def test_a_silent_server_is_left_soon_and_asked_no_more(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE", 0.3)
    began = time.monotonic()
    found = captured(server, *(f"/silent/{n}" for n in range(12)))
    assert time.monotonic() - began < 8
    assert bitmaps.missing(found) == (12, 12)
    assert len([path for path, _ in server.requests if path.startswith("/silent")]) <= pictures.AT_ONCE


def test_the_time_for_all_is_limited(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_SECONDS", 0.4)
    began = time.monotonic()
    found = captured(server, *(f"/drip/{n}" for n in range(9)))
    assert time.monotonic() - began < 8
    assert bitmaps.missing(found) == (9, 9)


def test_cancel_ends_it(server: Server) -> None:
    pressed = threading.Event()

    class Watch:
        """Says that Cancel was pressed once a picture is being fetched."""

        def __call__(self) -> bool:
            if any(path == "/silent/2" for path, _ in server.requests):
                pressed.set()
            return pressed.is_set()

    block = Block(BlockKind.IMAGE, source=server.url("silent/2"))
    waiting = Capture("Tides", ArticleText((block,)))
    began = time.monotonic()
    with pytest.raises(Cancelled):
        pictures.fetched(waiting, open_line(), page_url=server.url(""), cancel=Watch())
    assert time.monotonic() - began < 3


def test_offers_stay_at_their_words_when_a_counter_goes(server: Server) -> None:
    """A block that is taken out moves everything behind it."""
    words = "<h2>What this means for you</h2><p>Keep your boots by the door, and your papers dry in the upper room.</p>"
    body = page_with([server.url("picture/2x2")]).replace(b"</article>", words.encode() + b"</article>")
    page = webpage.documents.capture_bytes(body, url="https://tides.example/")
    assert len(page.offers) == 1
    assert len(images(page)) == 1
    found = pictures.fetched(page, open_line(), page_url=server.url(""))
    assert not images(found)
    offer = found.offers[0]
    assert found.text.text[offer.start : offer.end].startswith("Keep your boots")
