"""Looking into a mailbox on a real server of this computer: what comes in, what stays untouched, what goes wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from briefing.domain.errors import Cancelled, FetchError, InvalidInputError, OfflineError
from briefing.domain.mailboxes import Security
from briefing.domain.network import Request
from briefing.sources import extract, imap, mail_hosts, mailbox
from briefing.sources.imap import Login
from briefing.sources.mail_hosts import Way
from briefing.sources.mailbox import Mailbox
from briefing.sources.network import GOOD, Line
from tests.sources.imap_server import CERTIFICATE, PASSWORD, USER, Server, running

LETTER = """From: =?utf-8?q?The_T=C3=A4gliche?= <News@Tide.example>
To: reader@harbour.example
Subject: Harbour %(n)s
Date: Tue, 03 Nov 2026 07:00:0%(n)s +0100
Message-ID: <%(n)s@tide.example>
List-Id: The Tide Weekly <weekly.tide.example>
Content-Type: text/plain; charset=utf-8

Letter %(n)s says that the tide of today rose again, and that nobody at the quay was surprised by the height of it.
"""


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def requests() -> list[Request]:
    return []


@pytest.fixture
def line(requests: list[Request]) -> Line:
    return Line(lambda: False, requests.append, "Check newsletters")


def _login(server: Server, **other: object) -> Login:
    given = {"host": "localhost", "port": server.port, "security": Security.NONE, "user": USER, "password": PASSWORD}
    return Login(**{**given, **other})  # type: ignore[arg-type]


def _fill(server: Server, count: int, folder: str = "Newsletters") -> None:
    for n in range(1, count + 1):
        server.folders[folder].put((LETTER % {"n": n}).encode())


def test_folders_heads_and_texts_are_read_and_nothing_is_marked(server: Server, line: Line) -> None:
    _fill(server, 3)
    with mailbox.opened(line, _login(server)) as box:
        assert box.folders() == ["INBOX", "Entwürfe", "Newsletters"]
        folder = box.open("Newsletters")
        heads = box.newest(folder, 2)
        body = box.message(heads[0].uid)
    assert (folder.uid_validity, folder.messages) == (7, 3)
    assert [(head.uid, head.subject, head.message_id) for head in heads] == [
        (2, "Harbour 2", "2@tide.example"),
        (3, "Harbour 3", "3@tide.example"),
    ]
    head = heads[0]
    assert (head.sender, head.address, head.source) == ("The Tägliche", "news@tide.example", "The Tide Weekly")
    assert head.sent == "2026-11-03T07:00:02+01:00"
    assert head.size == len(body) == len(server.folders["Newsletters"].messages[1].body)
    assert not any(message.flags for message in server.folders["Newsletters"].messages)
    said = " ".join(server.commands)
    assert "EXAMINE" in said
    assert not any(word in said for word in ("SELECT", "STORE", "COPY", "EXPUNGE", "CLOSE", "BODY[]"))
    extract_of = mailbox.read(body, head)
    extract.close()
    assert (extract_of.title, extract_of.message_id) == ("Harbour 2", "2@tide.example")
    assert "nobody at the quay" in extract_of.text.text


def test_only_what_came_since_is_read(server: Server, line: Line) -> None:
    _fill(server, 5)
    with mailbox.opened(line, _login(server)) as box:
        box.open("Newsletters")
        assert [head.uid for head in box.after(3, 100)] == [4, 5]
        assert [head.uid for head in box.after(1, 2)] == [2, 3]
        assert box.after(5, 100) == [], "a server names its last message when there is none behind it"


def test_a_connection_is_one_entry_of_the_ledger(server: Server, line: Line, requests: list[Request]) -> None:
    _fill(server, 1)
    with mailbox.opened(line, _login(server)) as box:
        box.open("Newsletters")
        box.message(1)
    (request,) = requests
    assert (request.purpose, request.method, request.host) == ("Check newsletters", "IMAP", "localhost")
    assert request.url == f"imap://localhost:{server.port}"
    assert request.outcome == GOOD
    assert request.received > len(server.folders["Newsletters"].messages[0].body)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_an_encrypted_connection(
    server: Server, line: Line, security: Security, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    server.implicit_tls = security is Security.TLS
    with mailbox.opened(line, _login(server, security=security)) as box:
        assert "INBOX" in box.folders()


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_nobody_vouches_for_gets_no_password(server: Server, line: Line, security: Security) -> None:
    server.implicit_tls = security is Security.TLS
    sentence = _failure(line, _login(server, security=security))
    assert "certificate of localhost is not valid" in sentence
    assert "password was not sent" in sentence
    assert not any("LOGIN" in said or "AUTH" in said for said in server.commands)


def test_a_server_without_encryption_is_asked_only_on_this_computer(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "resolve", lambda *_args, **_more: ["192.0.2.7"])
    login = Login("imap.example.org", 143, Security.NONE, USER, PASSWORD)
    assert "encrypted connection" in _failure(line, login)


def test_the_password_is_sent_by_login_where_plain_is_not_offered(server: Server, line: Line) -> None:
    server.capabilities, server.password = "", 'pass "word\\'
    with mailbox.opened(line, _login(server, password=server.password)) as box:
        assert box.folders()


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda s: {"password": "wrong"}, ["did not take this user and password", "two-step"]),
        (lambda s: setattr(s, "capabilities", "LOGINDISABLED STARTTLS"), ["Choose STARTTLS"]),
        (lambda s: setattr(s, "greeting", "* BYE too many of you"), ["did not understand"]),
        (lambda s: setattr(s, "greeting", "220 smtp.example.org ESMTP"), ["broke off"]),
        (lambda s: {"security": Security.TLS}, ["No encrypted connection", "STARTTLS on port 143"]),
        (lambda s: (setattr(s, "capabilities", ""), {"security": Security.STARTTLS})[1], ["TLS on port 993"]),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_a_sentence_without_the_password(
    server: Server, line: Line, requests: list[Request], prepare: Callable[[Server], object], words: list[str]
) -> None:
    other = prepare(server)
    login = _login(server, **(other if isinstance(other, dict) else {}))
    sentence = _failure(line, login)
    assert all(word in sentence for word in words), sentence
    assert sentence.endswith(".")
    assert login.password not in f"{sentence}{requests}{login!r}"
    assert [request.outcome for request in requests] == [sentence]


def test_a_server_that_is_not_there(line: Line) -> None:
    with running() as server:
        login = _login(server, host="127.0.0.1")
    assert "takes no connections on port" in _failure(line, login)


@pytest.mark.parametrize("trouble", ["silent", "drip"])
def test_a_server_that_does_not_come_to_the_point(
    server: Server, line: Line, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "COMMAND_SECONDS", 0.4)
    server.trouble = trouble
    began = time.monotonic()
    assert "did not answer in time" in _failure(line, _login(server))
    assert time.monotonic() - began < 3


def test_a_cancelled_connection_ends_at_once(server: Server, line: Line, requests: list[Request]) -> None:
    server.trouble = "silent"
    began = time.monotonic()
    with pytest.raises(Cancelled), mailbox.opened(line, _login(server), lambda: time.monotonic() - began > 0.2):
        pass
    assert time.monotonic() - began < 3
    assert "cancelled" in requests[0].outcome


@pytest.mark.parametrize(("trouble", "words"), [("drop", "broke off"), ("huge", "more than it was asked for")])
def test_a_text_that_does_not_come_whole(server: Server, line: Line, trouble: str, words: str) -> None:
    _fill(server, 1)
    server.trouble = trouble

    def read() -> None:
        with mailbox.opened(line, _login(server)) as box:
            box.open("Newsletters")
            box.message(1)

    with pytest.raises(FetchError, match=words):
        read()


def test_a_folder_that_is_gone(server: Server, line: Line) -> None:
    with pytest.raises(FetchError, match="no folder “Gone”"), mailbox.opened(line, _login(server)) as box:
        box.open("Gone")


def test_a_folder_with_a_name_of_its_own(server: Server, line: Line) -> None:
    server.folders["Entw&APw-rfe"].put(b"Subject: x\n\nbody")
    with mailbox.opened(line, _login(server)) as box:
        assert box.open("Entwürfe").messages == 1


def test_offline_nothing_is_asked(server: Server) -> None:
    line = Line(lambda: True, pytest.fail, "Check newsletters")
    with pytest.raises(OfflineError), mailbox.opened(line, _login(server)):
        pass
    assert not server.commands


@pytest.mark.parametrize("wrong", [{"host": ""}, {"port": 0}, {"user": "a\r\nb"}, {"password": ""}])
def test_a_login_that_cannot_be_one(server: Server, line: Line, wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError), mailbox.opened(line, _login(server, **wrong)):
        pass


@pytest.mark.parametrize(
    ("address", "host", "way"),
    [
        ("ada@gmail.com", "imap.gmail.com", Way.APP_PASSWORD),
        ("Ada@Outlook.com ", "outlook.office365.com", Way.NONE),
        ("ada@proton.me", "127.0.0.1", Way.BRIDGE),
        ("ada@press.example.org", "imap.press.example.org", Way.PASSWORD),
    ],
)
def test_the_server_of_an_address(address: str, host: str, way: Way) -> None:
    found = mail_hosts.preset(address)
    assert found is not None
    assert (found.host, found.way) == (host, way)
    assert found.hint.endswith(".") or way is Way.PASSWORD


@pytest.mark.parametrize("text", ["", "ada", "ada@", "ada@nowhere", "ada@a b.org"])
def test_a_text_that_is_no_address_has_no_server(text: str) -> None:
    assert mail_hosts.preset(text) is None


def _failure(line: Line, login: Login) -> str:
    opening: AbstractContextManager[Mailbox] = mailbox.opened(line, login)
    with pytest.raises(FetchError) as caught, opening:
        pass
    return str(caught.value)
