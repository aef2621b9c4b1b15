"""Mailboxes and watched folders."""

from __future__ import annotations

import pytest

from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.domain.mailboxes import MailboxId, Security, SeenFile
from briefing.store import history, mailboxes
from briefing.store.database import Store
from tests.store.making import START, dump


def add(store: Store, user: str = "ada", **fields: object) -> MailboxId:
    with store.write("Add mailbox") as write:
        return mailboxes.add(write.session, "imap.example.org", 993, user, **fields)  # type: ignore[arg-type]


def test_a_mailbox_is_read_back_and_undone(store: Store) -> None:
    before = dump(store)
    mailbox_id = add(store, senders=[" News@Example.org", "@example.com", "news@example.org", " "])
    with store.read() as session:
        mailbox = mailboxes.get(session, mailbox_id)
        assert mailboxes.all_mailboxes(session) == [mailbox]
    assert (mailbox.host, mailbox.port, mailbox.user, mailbox.folder) == ("imap.example.org", 993, "ada", "INBOX")
    assert (mailbox.security, mailbox.senders) == (Security.TLS, ("news@example.org", "@example.com"))
    assert (mailbox.uid_validity, mailbox.last_uid, mailbox.checked_at, mailbox.paused) == (0, 0, None, False)
    history.undo(store)
    assert dump(store) == before


def test_how_far_it_was_read_is_kept_and_never_undone(store: Store) -> None:
    mailbox_id = add(store)
    with store.write("Pause") as write:
        mailboxes.set_fields(write.session, mailbox_id, paused=True)
    with store.write("") as write:
        mailboxes.advance(write.session, mailbox_id, at=START, uid_validity=7, last_uid=42)
        mailboxes.advance(write.session, mailbox_id, at=START, error="No answer.")
    assert write.changes.feeds
    history.undo(store)
    with store.read() as session:
        mailbox = mailboxes.get(session, mailbox_id)
    assert (mailbox.uid_validity, mailbox.last_uid, mailbox.error, mailbox.checked_at) == (7, 42, "No answer.", START)
    assert not mailbox.paused


def test_another_folder_is_read_from_its_beginning(store: Store) -> None:
    mailbox_id = add(store)
    with store.write("") as write:
        mailboxes.advance(write.session, mailbox_id, at=START, uid_validity=7, last_uid=42)
        mailboxes.set_fields(write.session, mailbox_id, senders=("@example.org",), security="starttls", port=143)
        assert mailboxes.get(write.session, mailbox_id).last_uid == 42
        mailboxes.set_fields(write.session, mailbox_id, folder="News")
        assert mailboxes.get(write.session, mailbox_id).last_uid == 0


@pytest.mark.parametrize("values", [{"host": " "}, {"port": 0}, {"port": 70_000}, {"password": "x"}])
def test_a_value_that_cannot_be_used_is_refused(store: Store, values: dict[str, object]) -> None:
    mailbox_id = add(store)
    with pytest.raises(InvalidInputError), store.write("Edit") as write:
        mailboxes.set_fields(write.session, mailbox_id, **values)


def test_a_folder_of_a_mailbox_is_read_once(store: Store) -> None:
    add(store)
    other = add(store, "bob")
    with pytest.raises(InvalidInputError, match="already"):
        add(store)
    with pytest.raises(InvalidInputError, match="already"), store.write("Edit") as write:
        mailboxes.set_fields(write.session, other, user="ada")


def test_a_removed_mailbox_comes_back(store: Store) -> None:
    mailbox_id = add(store, folder="News")
    before = dump(store)
    with store.write("Remove") as write:
        mailboxes.remove(write.session, mailbox_id)
    with pytest.raises(NotFoundError), store.read() as session:
        mailboxes.get(session, mailbox_id)
    history.undo(store)
    assert dump(store) == before


def test_a_watched_folder_remembers_its_files(store: Store) -> None:
    with store.write("Watch") as write:
        folder_id = mailboxes.add_folder(write.session, "/home/ada/Letters")
        with pytest.raises(InvalidInputError, match="already"):
            mailboxes.add_folder(write.session, "/home/ada/Letters")
    file = SeenFile("one.eml", 10, 1_700_000_000_123_456_789, "ab")
    again = SeenFile("one.eml", 12, 1_700_000_000_123_456_790, "cd")
    with store.write("") as write:
        mailboxes.saw(write.session, folder_id, [file], at=START)
        mailboxes.saw(write.session, folder_id, [again], at=START, error="Half of it could be read.")
        assert mailboxes.seen(write.session, folder_id) == {"one.eml": again}
    with store.write("Pause") as write:
        mailboxes.pause_folder(write.session, folder_id, True)
    with store.read() as session:
        (folder,) = mailboxes.all_folders(session)
    assert (folder.path, folder.paused, folder.checked_at) == ("/home/ada/Letters", True, START)
    assert folder.error == "Half of it could be read."
    before = dump(store)
    with store.write("Unwatch") as write:
        mailboxes.remove_folder(write.session, folder_id)
        assert mailboxes.all_folders(write.session) == []
    history.undo(store)
    assert dump(store) == before
