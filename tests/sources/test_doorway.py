"""The door for the bookmark: who is let in, who is not, and a real browser on pages that only members see."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from briefing.domain.errors import CaptureError
from briefing.sources import doorway
from briefing.sources.doorway import Doorway, Page, bookmarklet, origin_of
from tests.sources import chromium, newspaper

TOKEN = "a-token-of-this-installation"
SITE = "https://press.example"
PAGE = {"url": f"{SITE}/story?id=1", "html": "<h1>Tide</h1>"}


@pytest.fixture
def taken() -> list[Page]:
    return []


@pytest.fixture
def door(taken: list[Page]) -> Iterator[Doorway]:
    def take(page: Page) -> str:
        if "broken" in page.html:
            raise CaptureError("There is no article on this page.")
        taken.append(page)
        return "Saved: Tide"

    over = threading.Event()
    door = Doorway(0, TOKEN, take)
    thread = threading.Thread(target=door.serve, args=(over.is_set,))
    thread.start()
    yield door
    over.set()
    thread.join()


def _ask(door: Doorway, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
    given = {"Host": f"127.0.0.1:{door.port}", **{key.replace("_", "-"): value for key, value in headers.items()}}
    connection.putrequest(method, path, skip_host=True)
    for key, value in {**({"Content-Length": str(len(body))} if body else {}), **given}.items():
        connection.putheader(key, value)
    connection.endheaders(body or None)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def _post(door: Doorway, sent: Any = PAGE, **headers: str) -> tuple[int, dict[str, str], dict[str, Any]]:
    body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    status, found, said = _ask(door, "POST", "/page", body, **{"Origin": SITE, "X_Briefing_Token": TOKEN, **headers})
    return status, found, json.loads(said)


def test_a_page_with_the_token_from_its_own_site_is_taken(door: Doorway, taken: list[Page]) -> None:
    status, headers, said = _post(door)
    assert (status, said) == (200, {"ok": True, "sentence": "Saved: Tide"})
    assert headers["Access-Control-Allow-Origin"] == SITE
    assert taken == [Page(PAGE["url"], PAGE["html"])]


def test_the_small_window_says_who_handed_it_the_page(door: Doorway, taken: list[Page]) -> None:
    own = f"http://127.0.0.1:{door.port}"
    assert _post(door, {**PAGE, "origin": SITE}, Origin=own)[0] == 200
    assert _post(door, {**PAGE, "origin": "https://evil.example"}, Origin=own)[0] == 403
    assert _post(door, PAGE, Origin=own)[0] == 403
    assert _post(door, {**PAGE, "origin": SITE}, Origin="https://evil.example")[0] == 403
    assert len(taken) == 1


@pytest.mark.parametrize(
    ("headers", "status", "words"),
    [
        ({"X_Briefing_Token": "another"}, 403, "bookmark is an old one"),
        ({"X_Briefing_Token": "schlüssel"}, 403, "bookmark is an old one"),
        ({"Origin": "null"}, 403, "Only pages from the web"),
        ({"Origin": "file://"}, 403, "Only pages from the web"),
        ({"Origin": "https://evil.example"}, 403, "from another site"),
        ({"Origin": "http://press.example"}, 403, "from another site"),
        ({"Host": "press.example"}, 421, "Nobody of this name"),
        ({"Host": "127.0.0.1:1"}, 421, "Nobody of this name"),
        ({"Content_Length": "20000001"}, 413, "larger than 20 MB"),
        ({"Content_Length": "many"}, 411, "without its length"),
    ],
)
def test_who_is_not_let_in(door: Doorway, taken: list[Page], headers: dict[str, str], status: int, words: str) -> None:
    found, _, said = _post(door, **headers)
    assert (found, said["ok"]) == (status, False)
    assert words in said["sentence"]
    assert not taken


@pytest.mark.parametrize(
    "sent",
    [b"{", b"[1]", b'"x"', b"null", b"[" * 50_000, {"url": PAGE["url"]}, {"url": 7, "html": "x"},
     {"url": "file:///etc/passwd", "html": "x"}, {"url": f"{SITE}/", "html": " "}, {"url": "https://[", "html": "x"}],
)  # fmt: skip
def test_what_is_no_page(door: Doorway, taken: list[Page], sent: Any) -> None:
    assert _post(door, sent)[0] in (400, 403)
    assert not taken


def test_what_went_wrong_with_a_page_is_told_in_the_browser(door: Doorway) -> None:
    status, _, said = _post(door, {**PAGE, "html": "broken"})
    assert (status, said) == (422, {"ok": False, "sentence": "There is no article on this page."})


def test_the_preflight_allows_exactly_a_page(door: Doorway) -> None:
    asked = {
        "Origin": SITE,
        "Access_Control_Request_Method": "POST",
        "Access_Control_Request_Headers": "content-type,x-briefing-token",
    }
    status, headers, _ = _ask(door, "OPTIONS", "/page", **asked)
    assert status == 204
    assert headers["Access-Control-Allow-Origin"] == SITE
    assert headers["Access-Control-Allow-Methods"] == "POST"
    assert headers["Access-Control-Allow-Headers"] == "content-type, x-briefing-token"
    assert "Access-Control-Allow-Private-Network" not in headers
    assert "Access-Control-Allow-Credentials" not in headers
    asked_private = {**asked, "Access_Control_Request_Private_Network": "true"}
    assert _ask(door, "OPTIONS", "/page", **asked_private)[1]["Access-Control-Allow-Private-Network"] == "true"
    for wrong in (
        {"Access_Control_Request_Method": "PUT"},
        {"Access_Control_Request_Headers": "authorization"},
        {"Origin": "null"},
    ):
        status, headers, _ = _ask(door, "OPTIONS", "/page", **{**asked, **wrong})
        assert status == 403
        assert not any(name.startswith("Access-Control") for name in headers)


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/page", 405), ("GET", "/", 404), ("PUT", "/page", 405)]
)
def test_nothing_else_is_there(door: Doorway, method: str, path: str, status: int) -> None:
    assert _ask(door, method, path)[0] == status


def test_the_small_window_may_do_nothing_else(door: Doorway) -> None:
    status, headers, body = _ask(door, "GET", "/take")
    policy = headers["Content-Security-Policy"]
    assert status == 200
    assert b"briefing-ready" in body
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert TOKEN.encode() not in body


def test_a_caller_that_says_nothing_keeps_nobody_waiting(
    door: Doorway, taken: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorway, "CALL_SECONDS", 0.3)
    with (
        socket.create_connection(("127.0.0.1", door.port)) as silent,
        socket.create_connection(("127.0.0.1", door.port)) as slow,
    ):
        slow.sendall(b"POST /page HTTP/1.1\r\nHost: ")
        assert _post(door)[0] == 200
        assert silent.recv(10) == b"", "it was hung up on"
        assert slow.recv(10) == b""
    assert len(taken) == 1


def test_a_head_without_end(door: Doorway) -> None:
    with socket.create_connection(("127.0.0.1", door.port)) as caller:
        caller.sendall(b"GET /take HTTP/1.1\r\n" + b"X: y\r\n" * 5000)
        assert b"431" in caller.recv(100)


def test_a_port_that_is_taken(door: Doorway) -> None:
    with pytest.raises(CaptureError, match="is used by another program"):
        Doorway(door.port, TOKEN, lambda _page: "")


def test_it_listens_on_this_computer_alone(door: Doorway) -> None:
    hosts = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for host in hosts - {"127.0.0.1"}:
        if host.startswith("127."):
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((host, door.port), 1)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", door.port), 1)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Press.example:443/a", "https://press.example"),
        ("http://press.example:8080/a?b#c", "http://press.example:8080"),
        ("https://bücher.example/", "https://xn--bcher-kva.example"),
        ("http://[::1]:80/", "http://[::1]"),
    ],
)
def test_the_origin_of_an_address(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_the_bookmark_is_one_line_of_script() -> None:
    address = bookmarklet(4711, TOKEN)
    assert re.fullmatch(r"javascript:[!-~]+", address)
    assert "@" not in unquote(address)
    assert "http://127.0.0.1:4711" in unquote(address)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[chromium.Browser, int]]:
    """A browser to which a site of this computer looks like one of the internet with a valid certificate."""
    if not chromium.there():
        pytest.skip("there is no Chromium on this computer")
    with newspaper.printed(encrypted=True) as port:
        options = (
            "--ignore-certificate-errors",
            f"--host-resolver-rules=MAP press.example 127.0.0.1:{port}",
            f"--ip-address-space-overrides=127.0.0.1:{port}=public",
        )
        with chromium.running(tmp_path_factory.mktemp("profile"), *options) as browser:
            browser.open(f"{SITE}/login")
            yield browser, port


def _click(browser: chromium.Browser, door: Doorway, page: str) -> str:
    session = browser.open(f"{SITE}/{page}")
    browser.wait(session, "document.getElementById('story').textContent.includes('metres')")
    browser.run(session, "window.alert = words => { document.body.dataset.said = words }")
    browser.run(session, unquote(bookmarklet(door.port, TOKEN).removeprefix("javascript:")))
    return session


@pytest.mark.window
@pytest.mark.parametrize("page", ["open", "strict"])
def test_a_browser_hands_over_what_only_a_member_sees(
    browser: tuple[chromium.Browser, int], door: Doorway, taken: list[Page], page: str
) -> None:
    _click(browser[0], door, page)
    until = time.monotonic() + 20
    while not taken and time.monotonic() < until:
        threading.Event().wait(0.05)
    assert [found.url for found in taken] == [f"{SITE}/{page}"]
    assert taken[0].html.count(newspaper.STORY.strip()) == 8, "the page as the member saw it, after its script ran"
    assert "Members’ tide" in taken[0].html


@pytest.mark.window
def test_a_site_that_keeps_its_windows_apart_ends_with_a_sentence(
    browser: tuple[chromium.Browser, int], door: Doorway, taken: list[Page]
) -> None:
    session = _click(browser[0], door, "sealed")
    browser[0].wait(session, "document.body.dataset.said")
    said = browser[0].run(session, "document.body.dataset.said")
    assert "save the page in your browser" in said
    assert not taken
