"""The network ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.domain.network import Request
from briefing.store import history, ledger
from briefing.store.database import Store
from tests.store.making import START

REQUEST = Request(START, "Refresh feeds", "GET", "https://example.org/a?t=1", "example.org", 200, 1234, 0.25)


def test_requests_come_back_newest_first_page_by_page(store: Store) -> None:
    requests = [replace(REQUEST, url=f"https://example.org/{number}") for number in range(5)]
    requests[4] = replace(REQUEST, url="https://example.org/4", status=None, outcome="No answer.")
    with store.write("") as write:
        ledger.record(write.session, requests)
    assert write.changes.network
    assert not write.changes.history
    with store.read() as session:
        first = ledger.page(session, limit=3)
        second = ledger.page(session, after=first.next, limit=3)
    assert [*first.rows, *second.rows] == requests[::-1]
    assert second.next is None


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://ada:secret@example.org/a?token=1", "https://example.org/a?token=1"),
        ("imap://ada%40example.org:secret@mail.example.org/INBOX", "imap://mail.example.org/INBOX"),
        ("https://example.org/@ada?to=a@b", "https://example.org/@ada?to=a@b"),
        ("https://ada:secret@[broken/path", "https://[broken/path"),
    ],
)
def test_no_credentials_are_written_down(store: Store, url: str, kept: str) -> None:
    with store.write("") as write:
        ledger.record(write.session, [replace(REQUEST, url=url)])
        assert ledger.page(write.session).rows[0].url == kept


def test_the_oldest_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "KEPT", 3)
    with store.write("") as write:
        for number in range(5):
            ledger.record(write.session, [replace(REQUEST, received=number)])
        assert [row.received for row in ledger.page(write.session).rows] == [4, 3, 2]


def test_clearing_is_not_undone(store: Store) -> None:
    with store.write("Refresh") as write:
        ledger.record(write.session, [REQUEST])
        ledger.record(write.session, [])
    with store.write("Clear") as write:
        ledger.clear(write.session)
    assert write.changes.network
    assert history.undo(store).value == ""
    with store.read() as session:
        assert ledger.page(session).rows == ()
