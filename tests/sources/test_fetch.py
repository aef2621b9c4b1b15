"""Fetching ends with a page or a sentence, within its limits, and reaches only where it may."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from briefing.domain.errors import Cancelled, CaptureError, FetchError, OfflineError, PrivateAddressError
from briefing.domain.network import Request
from briefing.sources import connection, fetch
from tests.sources.lines import open_line
from tests.sources.server import PAGE, Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def failure(url: str) -> str:
    """The sentence that fetching ends with."""
    with pytest.raises(FetchError) as caught:
        fetch.fetch(url, open_line())
    return str(caught.value)


def test_a_page_comes_with_its_type_and_address(server: Server) -> None:
    seen: list[tuple[int, int]] = []
    found = fetch.fetch(server.url("page"), open_line(), progress=lambda now, total: seen.append((now, total)))
    assert (found.body, found.media_type) == (PAGE, "text/html; charset=utf-8")
    assert found.url == server.url("page")
    assert seen[-1] == (len(PAGE), len(PAGE))


def test_it_says_who_it_is_and_nothing_about_the_person(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    fetch.fetch(server.url("page").replace("http://", "http://user:secret@") + "#part", open_line())
    path, headers = server.requests[0]
    assert path == "/page"
    assert headers["User-Agent"].startswith("Briefing/")
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_cookies_are_not_kept_between_redirects(server: Server) -> None:
    fetch.fetch(server.url("cookie"), open_line())
    assert "Cookie" not in server.requests[1][1]


def test_packed_pages_are_unpacked(server: Server) -> None:
    assert fetch.fetch(server.url("gzip"), open_line()).body == PAGE


def test_ten_redirects_are_followed_and_no_more(server: Server) -> None:
    assert fetch.fetch(server.url("hops/9"), open_line()).url == server.url("page")
    assert "redirect" in failure(server.url("forever"))
    assert len([path for path, _ in server.requests if path.startswith("/forever")]) == 11


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("status/404", "no such page"),
        ("status/410", "no such page"),
        ("status/401", "does not give this page"),
        ("status/402", "does not give this page"),
        ("status/403", "does not give this page"),
        ("status/451", "does not give this page"),
        ("status/429", "slow down"),
        ("status/418", "error 418"),
        ("status/500", "problem of its own"),
        ("status/503", "problem of its own"),
        ("to?file:///etc/passwd", "not a web address"),
        ("to?data:text/html,x", "not a web address"),
        ("to?http://[bad/", "not a web address"),
        ("announced", "larger than 20 MB"),
        ("endless", "larger than 20 MB"),
        ("bomb", "larger than 20 MB"),
        ("nested", "packed in a way"),
        ("badgzip", "cannot be unpacked"),
        ("cut", "broke off"),
        ("nonsense", "broke off"),
    ],
)
def test_each_failure_has_its_sentence(server: Server, path: str, words: str) -> None:
    assert words in failure(server.url(path))


@pytest.mark.parametrize("path", ["status/404", "to?file:///x", "announced"])
def test_what_stays_broken_is_not_worth_a_retry(server: Server, path: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch.fetch(server.url(path), open_line())
    assert not caught.value.retryable


def test_a_busy_server_is_worth_a_retry(server: Server) -> None:
    with pytest.raises(FetchError) as caught:
        fetch.fetch(server.url("status/503"), open_line())
    assert caught.value.retryable


@pytest.mark.parametrize("path", ["drip", "drip/head", "silent"])
def test_a_server_that_drips_is_left_at_the_deadline(
    server: Server, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "MAX_SECONDS", 0.5)
    began = time.monotonic()
    assert "too slow" in failure(server.url(path))
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("path", ["drip", "drip/head", "silent", "endless"])
def test_cancel_ends_it_while_the_server_talks_or_is_silent(server: Server, path: str) -> None:
    pressed = threading.Event()
    timer = threading.Timer(0.3, pressed.set)
    timer.start()
    began = time.monotonic()
    with pytest.raises((Cancelled, FetchError)) as caught:
        fetch.fetch(server.url(path), open_line(), cancel=pressed.is_set)
    assert time.monotonic() - began < 3
    assert path == "endless" or isinstance(caught.value, Cancelled)
    timer.join()


def test_a_closed_port_and_an_unknown_host(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with running() as other:
        gone = other.url("page")
    assert "could not be reached" in failure(gone)
    assert "No computer answers" in failure("http://no-such-host.invalid/")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_this_computer_needs_consent_whatever_it_is_called(server: Server, host: str) -> None:
    with pytest.raises((PrivateAddressError, FetchError)):
        fetch.fetch(server.url("page", host), open_line(allow_private=False))
    assert not server.requests


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "[fe80::1]", "[fd00::1]"])
def test_the_local_network_needs_consent(host: str) -> None:
    with pytest.raises(PrivateAddressError):
        fetch.fetch(f"http://{host}/", open_line(allow_private=False))


def test_a_redirect_into_the_local_network_needs_consent_too(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    public = {"public.test": ["127.0.0.1"]}  # stands in for a public host that redirects to a private one

    def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
        return public.get(host) or connection_resolve(host, port, allow_private=allow_private)

    connection_resolve = connection.resolve
    monkeypatch.setattr(connection, "resolve", resolve)
    target = server.url("page")
    with pytest.raises(PrivateAddressError):
        fetch.fetch(server.url(f"to?{target}", "public.test"), open_line(allow_private=False))
    assert [path for path, _ in server.requests] == [f"/to?{target}"]


def test_the_address_that_was_checked_is_the_one_connected_to(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that names another computer at every look-up is looked up once (DNS rebinding)."""
    import socket

    looked_up: list[str] = []
    real = socket.getaddrinfo

    def answers(host: str, *args: object, **kwargs: object) -> object:
        looked_up.append(host)
        return real("127.0.0.1" if host == "rebind.test" else host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    assert fetch.fetch(server.url("page", "rebind.test"), open_line()).body == PAGE
    assert looked_up.count("rebind.test") == 1
    assert server.requests[0][1]["Host"].startswith("rebind.test:")


@pytest.mark.parametrize(
    "url", ["", "ftp://example.com/", "file:///etc/passwd", "data:text/html,x", "http://", "http://a b/"]
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    assert "not a web address" in failure(url)


def test_a_certificate_nobody_vouches_for(server: Server) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parent / "self-signed.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    sentence = failure(server.url("page", "localhost").replace("http://", "https://"))
    assert "certificate of localhost is not valid" in sentence


def test_plain_http_behind_https(server: Server) -> None:
    assert "secure connection" in failure(server.url("page").replace("http://", "https://"))


def test_every_sentence_is_a_capture_error() -> None:
    assert issubclass(FetchError, CaptureError)
    assert issubclass(PrivateAddressError, CaptureError)


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    first = fetch.fetch_if_changed(server.url("tagged"), open_line())
    assert isinstance(first, fetch.Fetched)
    assert first.body == PAGE
    for known in ({"etag": first.etag}, {"modified": first.modified}):
        seen: list[Request] = []
        assert fetch.fetch_if_changed(server.url("tagged"), open_line(seen), **known) == fetch.NotModified(
            server.url("tagged")
        )
        assert (seen[0].status, seen[0].received, seen[0].outcome) == (304, 0, "ok")
    assert isinstance(fetch.fetch_if_changed(server.url("tagged"), open_line(), etag='"6"'), fetch.Fetched)


def test_a_validator_that_is_no_header_is_not_sent(server: Server) -> None:
    found = fetch.fetch_if_changed(server.url("tagged"), open_line(), etag='"7"\r\nCookie: x=1', modified="ü" * 9)
    assert isinstance(found, fetch.Fetched)
    assert not {"If-None-Match", "If-Modified-Since", "Cookie"} & set(server.requests[0][1])


def test_nothing_new_without_a_question_is_an_error(server: Server) -> None:
    assert "304" in failure(server.url("status/304"))


@pytest.mark.parametrize(("codes", "for_good"), [("301", True), ("308/301", True), ("302", False), ("301/307", False)])
def test_a_move_for_good_is_told_from_a_detour(server: Server, codes: str, for_good: bool) -> None:
    found = fetch.fetch(server.url(f"moved/{codes}"), open_line())
    assert found.moved_to == (server.url("page") if for_good else "")
    assert fetch.fetch(server.url("page"), open_line()).moved_to == ""


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("", 0.0),
        ("soon", 0.0),
        ("-5", 0.0),
        ("999999999", 86_400.0),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0.0),
        ("Mon, 01 Jan 2125 00:00:00 GMT", 86_400.0),
    ],
)
def test_how_long_a_server_asks_to_wait(server: Server, header: str, seconds: float) -> None:
    with pytest.raises(FetchError) as caught:
        fetch.fetch(server.url(f"later/429/{quote(header)}"), open_line())
    assert (caught.value.status, caught.value.wait_seconds) == (429, seconds)


def test_every_hop_is_written_down_and_an_offline_line_carries_nothing(server: Server) -> None:
    seen: list[Request] = []
    fetch.fetch(server.url("hops/2"), open_line(seen, purpose="Look"))
    assert [(r.status, r.purpose, r.host) for r in seen] == [(302, "Look", "127.0.0.1")] * 3 + [
        (200, "Look", "127.0.0.1")
    ]
    assert seen[-1].received == len(PAGE)
    with pytest.raises(OfflineError):
        fetch.fetch(server.url("page"), open_line(offline=lambda: True))
    assert len(server.requests) == 4


def test_a_slow_server_that_keeps_sending_gets_its_time(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LEAST_SPEED", 100_000)
    body = fetch.Caller(open_line(), patience=0.4)
    with body:
        assert len(body.get(server.url("steady")).body) == 1_000_000
    with (
        fetch.Caller(open_line(), patience=0.4, max_seconds=0.6) as hurried,
        pytest.raises(FetchError, match="too slow"),
    ):
        hurried.get(server.url("steady"))


def test_a_look_up_that_hangs_is_left_at_the_deadline(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    def hangs(host: str, port: int, *, allow_private: bool) -> list[str]:
        answered.wait(20)
        return ["127.0.0.1"]

    monkeypatch.setattr(connection, "resolve", hangs)
    began = time.monotonic()
    with fetch.Caller(open_line(), patience=0.3) as caller, pytest.raises(FetchError, match="too slow"):
        caller.get(server.url("page", "slow.test"))
    assert time.monotonic() - began < 3
    answered.set()


@pytest.mark.parametrize("path", ["manyheaders", "longheader", "longlocation"])
def test_headers_without_end_end_with_a_sentence(server: Server, path: str) -> None:
    assert failure(server.url(path))


def test_a_length_that_is_a_lie_does_no_harm(server: Server) -> None:
    assert "broke off" in failure(server.url("cut"))
    assert fetch.fetch(server.url("short"), open_line()).body == PAGE[:100]
    assert failure(server.url("badlength"))


def test_nul_bytes_come_as_they_are(server: Server) -> None:
    assert fetch.fetch(server.url("nul"), open_line()).body.count(b"\0") == 8
