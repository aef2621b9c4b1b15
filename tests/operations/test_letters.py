"""Newsletters from a real mail server and from a folder of this computer to the list of incoming items."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefing import paths, settings
from briefing.credentials import Credentials, Kept
from briefing.domain.changes import Done
from briefing.domain.errors import CaptureError, FetchError, InvalidInputError
from briefing.domain.feeds import IncomingState
from briefing.domain.mailboxes import Mailbox, MailboxId, Security
from briefing.domain.text import BlockKind
from briefing.operations import browse, letters, maintain, newsletters
from briefing.operations import incoming as decide
from briefing.operations import network as network_operations
from briefing.operations.letters import Checked, is_allowed
from briefing.operations.newsletters import Server
from briefing.settings import Settings
from briefing.sources import extract
from briefing.store import incoming, mailboxes
from briefing.store.database import Store
from tests.sources.imap_server import PASSWORD, USER, running
from tests.sources.imap_server import Server as MailServer
from tests.sources.test_mail import PIXEL

LETTER = """From: {name} <{address}>
To: reader@harbour.example
Subject: {subject}
Date: Tue, 03 Nov 2026 07:00:00 +0100
Message-ID: <{key}@tide.example>
{extra}Content-Type: text/plain; charset=utf-8

{subject} says that the tide of today rose again, and that nobody at the quay was surprised by the height of it.
"""


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running() as server:
        yield server


@pytest.fixture
def keys() -> Credentials:
    return Credentials()


def _letter(subject: str, address: str = "news@tide.example", name: str = "The Tide", extra: str = "") -> bytes:
    key = subject.replace(" ", "")
    return LETTER.format(subject=subject, address=address, name=name, extra=extra, key=key).encode()


def _where(server: MailServer) -> Server:
    return Server("localhost", server.port, Security.NONE, USER)


def _add(store: Store, keys: Credentials, server: MailServer, *allowed: str) -> MailboxId:
    done = newsletters.add_mailbox(store, keys, _where(server), PASSWORD, "Newsletters", allowed)
    assert done.value.kept is Kept.UNTIL_QUIT, "no test has a key store"
    return done.value.mailbox_id


def _box(store: Store) -> Mailbox:
    return newsletters.sources(store).mailboxes[0]


def _titles(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(row.title for row in incoming.page(session, state=IncomingState.NEW).rows)


def _check(store: Store, keys: Credentials, **more: object) -> Checked:
    done: Done[Checked] = letters.check(store, keys, **more)  # type: ignore[arg-type]
    return done.value


def test_a_mailbox_is_set_up_read_and_read_on(store: Store, keys: Credentials, server: MailServer) -> None:
    inbox = server.folders["Newsletters"]
    inbox.put(_letter("Harbour one", extra="List-Unsubscribe: <mailto:x@tide.example>\n"))
    inbox.put(_letter("Dinner", "carl@friends.example", "Carl"))
    assert newsletters.connect(store, _where(server), PASSWORD) == ["INBOX", "Entwürfe", "Newsletters"]
    found = newsletters.senders(store, _where(server), PASSWORD, "Newsletters")
    assert [(s.address, s.is_newsletter, s.letters) for s in found] == [
        ("news@tide.example", True, 1),
        ("carl@friends.example", False, 1),
    ]
    _add(store, keys, server, "news@tide.example")
    done = letters.check(store, keys)
    assert done.value == Checked(1)
    assert done.changes.incoming
    assert done.changes.feeds
    assert _titles(store) == ["Harbour one"]
    inbox.put(_letter("Harbour two"))
    assert _check(store, keys).new == 1
    assert _check(store, keys).new == 0
    assert (_box(store).last_uid, _box(store).uid_validity, _box(store).error) == (3, 7, "")
    assert not any(message.flags for message in inbox.messages)


def test_an_item_has_its_text_its_sender_and_its_name(store: Store, keys: Credentials, server: MailServer) -> None:
    server.folders["Newsletters"].put(_letter("Harbour one"))
    _add(store, keys, server)
    _check(store, keys)
    with store.read() as session:
        (item,) = incoming.page(session).rows
        capture = incoming.draft(session, item.id)
    assert (item.source, item.published) == ("The Tide", "2026-11-03T07:00:00+01:00")
    assert "the tide of today" in item.excerpt
    assert capture.message_id == "Harbourone@tide.example"
    assert "nobody at the quay" in capture.text.text
    assert capture.snapshot is not None
    assert capture.snapshot.body == server.folders["Newsletters"].messages[0].body


def test_a_letter_that_is_kept_has_its_enclosed_pictures(store: Store, keys: Credentials, server: MailServer) -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"], letter["Message-ID"] = "The Tide <news@tide.example>", "Harbour", "<h@tide>"
    letter.set_content(f"<p>{'The tide of today rose again, they say. ' * 5}</p><img src='cid:quay' width=400>", "html")
    letter.add_related(PIXEL, "image", "png", cid="<quay>")
    server.folders["Newsletters"].put(letter.as_bytes())
    _add(store, keys, server)
    _check(store, keys)
    with store.read() as session:
        (item,) = incoming.page(session).rows
    (article_id,) = decide.keep(store, [item.id]).value.article_ids
    article = browse.article(store, article_id).article
    (picture,) = [block for block in article.text.blocks if block.kind is BlockKind.IMAGE]
    assert browse.picture(store, picture.sha256) == PIXEL
    assert article.message_id == "h@tide"
    server.folders["Newsletters"].put(letter.as_bytes())
    assert _check(store, keys).new == 0, "what is in the library does not come again"


def test_numbers_given_anew_bring_nothing_twice(store: Store, keys: Credentials, server: MailServer) -> None:
    inbox = server.folders["Newsletters"]
    for n in range(3):
        inbox.put(_letter(f"Harbour {n}"))
    _add(store, keys, server)
    assert _check(store, keys).new == 3
    inbox.uid_validity, inbox.next_uid = 8, 1
    del inbox.messages[0]
    for message in inbox.messages:
        message.uid = inbox.next_uid
        inbox.next_uid += 1
    inbox.put(_letter("Harbour 3"))
    assert _check(store, keys).new == 1
    assert (_box(store).last_uid, _box(store).uid_validity) == (3, 8), "no number is above the last one of before"


def test_a_sender_who_is_added_later_brings_the_last_letters(
    store: Store, keys: Credentials, server: MailServer
) -> None:
    server.folders["Newsletters"].put(_letter("Harbour one"))
    server.folders["Newsletters"].put(_letter("Quay one", "post@quay.example", "Quay"))
    mailbox_id = _add(store, keys, server, "news@tide.example")
    _check(store, keys)
    newsletters.set_senders(store, mailbox_id, ["news@tide.example", "@quay.example"])
    assert _check(store, keys).new == 1
    assert _titles(store) == ["Harbour one", "Quay one"]


@pytest.mark.parametrize(
    ("senders", "address", "allowed"),
    [
        ((), "a@b.example", True),
        (("a@b.example",), "A@B.example", True),
        (("@b.example",), "x@mail.b.example", True),
        (("@b.example",), "x@notb.example", False),
        (("a@b.example",), "xa@b.example", False),
        (("a@b.example",), "", False),
    ],
)
def test_whose_letters_come_in(senders: tuple[str, ...], address: str, allowed: bool) -> None:
    assert is_allowed(senders, address) is allowed


def test_a_large_or_odd_letter_is_named_and_the_others_come_in(
    store: Store, keys: Credentials, server: MailServer
) -> None:
    inbox = server.folders["Newsletters"]
    large = inbox.put(_letter("Huge"))
    inbox.put(_letter("Harbour one"))
    server.sizes[large] = 30_000_000
    _add(store, keys, server)
    checked = _check(store, keys)
    assert checked.new == 1
    assert "“Huge” is larger than 20 MB" in _box(store).error
    assert not any(f"{large} (UID BODY" in command for command in server.commands), "it was not even asked for"


def test_what_goes_wrong_is_kept_with_the_mailbox_and_goes_with_the_next_check(
    store: Store, keys: Credentials, server: MailServer
) -> None:
    server.folders["Newsletters"].put(_letter("Harbour one"))
    mailbox_id = _add(store, keys, server)
    server.trouble = "drop"
    checked = _check(store, keys)
    assert (checked.new, checked.problems) == (0, (_box(store).error,))
    assert "broke off" in _box(store).error
    server.trouble = ""
    assert _check(store, keys).new == 1
    assert _box(store).error == ""
    newsletters.set_password(store, keys, mailbox_id, "wrong")
    assert "did not take this user and password" in _check(store, keys).problems[0]
    assert _box(store).last_uid == 1


def test_the_password_is_in_memory_alone(
    store: Store, keys: Credentials, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.password = secret = "a-very-secret-word"
    newsletters.add_mailbox(store, keys, _where(server), secret, "Newsletters", ())
    _check(store, keys)
    server.password = "changed"
    with pytest.raises(FetchError) as caught:
        newsletters.connect(store, _where(server), secret)
    assert caught.value.__cause__ is None
    assert secret not in f"{caught.value}{_check(store, keys)}{caplog.text}{keys!r}"
    assert len(network_operations.requests(store).rows) >= 3
    assert secret not in repr(network_operations.requests(store))
    store.close()
    for file in store.path.parent.glob(f"{store.path.name}*"):
        assert secret.encode() not in file.read_bytes()


def test_a_password_that_is_not_here_any_more(store: Store, keys: Credentials, server: MailServer) -> None:
    mailbox_id = _add(store, keys, server)
    assert "is not kept on this computer" in _check(store, Credentials()).problems[0]
    newsletters.remove_mailbox(store, keys, mailbox_id)
    assert keys.load(newsletters.secret_name("localhost", server.port, USER)) is None
    maintain.undo(store)
    assert "Type it again" in _check(store, keys).problems[0]


def test_a_paused_mailbox_is_not_asked(store: Store, keys: Credentials, server: MailServer) -> None:
    newsletters.pause_mailbox(store, _add(store, keys, server), True)
    assert _check(store, keys) == Checked()
    assert not server.commands


def test_offline_no_server_is_asked_and_folders_are_read(
    store: Store, keys: Credentials, server: MailServer, tmp_path: Path
) -> None:
    settings.save(Settings(offline=True), paths.config_dir())
    _add(store, keys, server)
    folder = _folder(store, tmp_path, a=_letter("Harbour one"))
    checked = _check(store, keys)
    assert checked.new == 1
    assert "offline" in checked.problems[0]
    assert _box(store).error == ""
    assert not server.commands
    assert folder.is_dir()


def test_a_cancelled_check_keeps_what_it_has(store: Store, keys: Credentials, server: MailServer) -> None:
    for n in range(25):
        server.folders["Newsletters"].put(_letter(f"Harbour {n}"))
    _add(store, keys, server)
    done = letters.check(store, keys, cancel=lambda: len(_titles(store)) >= 10)
    assert done.value.cancelled
    assert done.value.new == 10
    assert done.changes.incoming
    assert _check(store, keys).new == 15


def _folder(store: Store, tmp_path: Path, **files: bytes) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir(exist_ok=True)
    for name, body in files.items():
        path = folder / f"{name}.eml"
        path.write_bytes(body)
        os.utime(path, (time.time() - 100, time.time() - 100))
    newsletters.watch_folder(store, folder)
    return folder


def test_letters_of_a_folder_come_in_once_and_stay_where_they_are(
    store: Store, keys: Credentials, tmp_path: Path
) -> None:
    folder = _folder(store, tmp_path, a=_letter("Harbour one"), b=_letter("Harbour two"), c=_letter("Harbour one"))
    assert _check(store, keys).new == 2, "the same letter twice is one"
    assert _check(store, keys).new == 0
    assert sorted(path.name for path in folder.iterdir()) == ["a.eml", "b.eml", "c.eml"]
    newsletters.remove_folder(store, newsletters.sources(store).folders[0].id)
    assert _titles(store) == ["Harbour one", "Harbour two"]


def test_a_file_that_is_no_letter_is_named_with_its_folder(store: Store, keys: Credentials, tmp_path: Path) -> None:
    _folder(store, tmp_path, a=_letter("Harbour one"), b=b"%PDF-1.7\n" + b"1 0 obj\n" * 50)
    checked = _check(store, keys)
    assert checked.new == 1
    assert "“b.eml” holds no e-mail" in newsletters.sources(store).folders[0].error


def test_a_file_that_is_being_written_waits(store: Store, keys: Credentials, tmp_path: Path) -> None:
    folder = _folder(store, tmp_path)
    (folder / "new.eml").write_bytes(_letter("Harbour one"))
    checked = _check(store, keys)
    assert (checked.new, checked.waiting) == (0, True)


def test_a_folder_that_cannot_be_watched(store: Store, tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="is not there"):
        newsletters.watch_folder(store, tmp_path / "gone")
    newsletters.watch_folder(store, tmp_path)
    with pytest.raises(InvalidInputError, match="watched already"):
        newsletters.watch_folder(store, tmp_path)


def test_a_folder_that_is_gone_says_so(store: Store, keys: Credentials, tmp_path: Path) -> None:
    folder = _folder(store, tmp_path)
    folder.rmdir()
    assert "is not there" in _check(store, keys).problems[0]
    with store.read() as session:
        assert "is not there" in mailboxes.all_folders(session)[0].error
