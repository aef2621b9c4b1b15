"""Newsletters in the window: set up against a real mail server, checked by hand, by the clock and by a saved file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from briefing.credentials import Credentials
from briefing.domain.mailboxes import Security
from briefing.operations import arrivals as incoming
from briefing.settings import Settings
from briefing.sources import extract
from briefing.store.database import Store
from briefing.ui.dialogs.mailbox import MailboxDialog
from briefing.ui.dialogs.newsletters import NewslettersDialog
from briefing.ui.dialogs.senders import SendersDialog
from briefing.ui.main_window import MainWindow
from briefing.ui.main_window import arrivals as arrivals_module
from briefing.ui.main_window.arrivals import Arrivals
from tests.sources.imap_server import USER, running
from tests.sources.imap_server import Server as MailServer

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
WAIT = 20_000
PASSWORD = "app-password"  # QTest types no other letters than those of ASCII
LETTER = (
    "From: The Tide <news@tide.example>\nSubject: {0}\nMessage-ID: <{0}@tide>\n"
    "List-Unsubscribe: <mailto:x@y.example>\n\n"
    "Number {0} says that the tide of today rose again, and that nobody at the quay was surprised.\n"
)


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running() as server:
        server.password = PASSWORD
        for number in range(2):
            server.folders["Newsletters"].put(LETTER.format(number).encode())
        yield server


@pytest.fixture
def arrivals(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Arrivals:
    monkeypatch.setattr(arrivals_module, "CALM", 0)
    monkeypatch.setattr(arrivals_module, "SETTLE", 100)
    return Arrivals(window.jobs, window.theme, Credentials(), Settings(), window)


def _dialog(window: MainWindow, qtbot: QtBot) -> NewslettersDialog:
    window.table["newsletters.manage"].trigger()
    dialog = window.findChild(NewslettersDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.add_mailbox.isDefault() or bool(dialog.rows), timeout=WAIT)
    return dialog


def _sign_in(dialog: NewslettersDialog, server: MailServer, qtbot: QtBot, password: str) -> MailboxDialog:
    dialog.add_mailbox.click()
    mailbox = dialog.findChild(MailboxDialog)
    assert mailbox is not None
    assert not mailbox.go.isEnabled()
    qtbot.keyClicks(mailbox.address, USER)
    qtbot.waitUntil(lambda: mailbox.host.text() == "imap.harbour.example", timeout=WAIT)
    assert not server.commands, "nobody is asked before Connect is pressed"
    mailbox.host.clear()
    qtbot.keyClicks(mailbox.host, "localhost")
    assert mailbox.port.text() == "993"
    qtbot.keyClick(mailbox.security, Qt.Key.Key_Down)
    assert mailbox.security.currentData() == Security.STARTTLS
    assert mailbox.port.text() == "143"
    mailbox.port.setText(str(server.port))
    qtbot.keyClick(mailbox.security, Qt.Key.Key_Down)
    assert mailbox.security.currentData() == Security.NONE
    assert mailbox.port.text() == str(server.port), "a port of the person's own stays"
    qtbot.keyClicks(mailbox.password, password)
    qtbot.keyClick(mailbox.password, Qt.Key.Key_Return)
    return mailbox


def _set_up(window: MainWindow, server: MailServer, qtbot: QtBot) -> NewslettersDialog:
    dialog = _dialog(window, qtbot)
    mailbox = _sign_in(dialog, server, qtbot, PASSWORD)
    qtbot.waitUntil(lambda: mailbox.senders.list.count() == 1, timeout=WAIT)
    assert mailbox.folder.currentText() == "Newsletters", "the likely folder is chosen"
    assert mailbox.senders.everybody.isChecked()
    mailbox.go.click()
    qtbot.waitUntil(lambda: bool(dialog.rows) and dialog.rows[0].source.checked_at is not None, timeout=WAIT)
    return dialog


def test_a_mailbox_is_added_checked_paused_and_removed(
    window: MainWindow, arrivals: Arrivals, server: MailServer, qtbot: QtBot
) -> None:
    dialog = _set_up(window, server, qtbot)
    qtbot.waitUntil(lambda: "2 newsletters came in" in window.desk.status.text, timeout=WAIT)
    assert "until you quit" in dialog.news.text(), "no test has a key store"
    assert "all senders" in dialog.rows[0].state.text()
    _press(dialog, "Pause")
    qtbot.waitUntil(lambda: "Paused" in dialog.rows[0].state.text(), timeout=WAIT)
    _press(dialog, "Remove")
    qtbot.waitUntil(lambda: not dialog.rows, timeout=WAIT)
    dialog.accept()


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    window: MainWindow, arrivals: Arrivals, server: MailServer, qtbot: QtBot
) -> None:
    dialog = _dialog(window, qtbot)
    mailbox = _sign_in(dialog, server, qtbot, "wrong")
    qtbot.waitUntil(lambda: "did not take this user and password" in mailbox.problem.text(), timeout=WAIT)
    assert mailbox.address.text() == USER
    assert mailbox.go.isEnabled()
    mailbox.reject()
    assert not dialog.rows
    dialog.accept()


def test_senders_are_chosen_and_typed(window: MainWindow, arrivals: Arrivals, server: MailServer, qtbot: QtBot) -> None:
    dialog = _set_up(window, server, qtbot)
    _press(dialog, "Senders…")
    senders = dialog.findChild(SendersDialog)
    assert senders is not None
    qtbot.waitUntil(lambda: senders.senders.list.count() == 1, timeout=WAIT)
    senders.senders.some.click()
    assert not senders.go.isEnabled(), "nothing could come in"
    qtbot.keyClicks(senders.senders.field, "nobody")
    qtbot.keyClick(senders.senders.field, Qt.Key.Key_Return)
    assert senders.senders.list.count() == 1
    senders.senders.field.clear()
    qtbot.keyClicks(senders.senders.field, "@Quay.example")
    senders.senders.add_button.click()
    senders.go.click()
    qtbot.waitUntil(lambda: "1 sender" in dialog.rows[0].state.text(), timeout=WAIT)
    dialog.accept()


def test_a_saved_file_comes_in_by_itself(
    window: MainWindow, arrivals: Arrivals, qtbot: QtBot, tmp_path: Path, library_path: Path
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    dialog = _dialog(window, qtbot)
    dialog.watch(str(folder))
    qtbot.waitUntil(lambda: len(dialog.rows) == 1 and dialog.rows[0].source.checked_at is not None, timeout=WAIT)
    path = folder / "a.eml"
    path.write_text(LETTER.format("one"), encoding="utf-8")
    os.utime(path, (time.time() - 60, time.time() - 60))
    qtbot.waitUntil(lambda: "1 newsletter came in" in window.desk.status.text, timeout=WAIT)
    dialog.watch(str(tmp_path / "gone"))
    qtbot.waitUntil(lambda: "is not there" in dialog.problem.text(), timeout=WAIT)
    dialog.accept()
    store = Store.open(library_path)
    assert incoming.counts(store).new == 1
    store.close()


def test_a_check_without_any_source_says_so(window: MainWindow, arrivals: Arrivals, qtbot: QtBot) -> None:
    window.table["newsletters.check"].trigger()
    qtbot.waitUntil(lambda: "no new newsletter" in window.desk.status.text, timeout=WAIT)


def test_the_interval_is_kept(window: MainWindow, arrivals: Arrivals, qtbot: QtBot) -> None:
    dialog = _dialog(window, qtbot)
    dialog.interval.setCurrentIndex(2)
    with qtbot.waitSignal(arrivals.changed):
        dialog.interval.activated.emit(2)
    dialog.accept()
    again = _dialog(window, qtbot)
    again.interval.setCurrentIndex(0)
    with qtbot.waitSignal(arrivals.changed):
        again.interval.activated.emit(0)
    again.accept()


def _press(dialog: NewslettersDialog, text: str) -> None:
    next(b for b in dialog.rows[0].findChildren(QPushButton) if b.text() == text).click()
