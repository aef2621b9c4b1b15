"""Encrypting from the window, and coming in again with a key that is kept or typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from briefing.store.database import Store
from briefing.store.opening import is_plain
from briefing.ui.app import App, make_application
from briefing.ui.dialogs.encryption import EncryptDialog, RecoveryKeyDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
WAIT = 20_000


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, library_path: Path) -> Iterator[Callable[[], App]]:
    """Open the program on the library of this test; all are closed after the test."""
    started: list[App] = []

    def start_one() -> App:
        make_application()
        app = App(library_path)
        started.append(app)
        app.show()
        return app

    yield start_one
    for app in started:
        app.window.close()
        app.window.deleteLater()
        app.deleteLater()


def _open(app: App, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: app.jobs.is_open and app.window.desk.counts is not None, timeout=WAIT)


def _encrypt(app: App, qtbot: QtBot) -> tuple[EncryptDialog, str]:
    _open(app, qtbot)
    qtbot.waitUntil(app.window.table["file.encrypt"].isEnabled, timeout=WAIT)
    app.window.table["file.encrypt"].trigger()
    dialog = app.window.findChild(EncryptDialog)
    qtbot.waitUntil(lambda: bool(dialog.card.key), timeout=WAIT)
    key = dialog.card.key
    assert not dialog.go.isEnabled(), "first the recovery key is to be kept"
    dialog.kept.click()
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.go.isHidden, timeout=WAIT)
    return dialog, key


def test_the_library_is_encrypted_shown_again_and_decrypted(
    start: Callable[[], App], qtbot: QtBot, library_path: Path, tmp_path: Path
) -> None:
    app = start()
    dialog, key = _encrypt(app, qtbot)
    assert not is_plain(library_path)
    assert "until you quit" in dialog.words.text(), "no test has a key store"
    dialog.away.click()
    qtbot.waitUntil(app.window.table["file.recovery_key"].isEnabled, timeout=WAIT)
    app.window.table["file.recovery_key"].trigger()
    shown = app.window.findChild(RecoveryKeyDialog)
    qtbot.waitUntil(lambda: shown.card.key == key, timeout=WAIT)
    shown.card.copy_button.click()
    assert QGuiApplication.clipboard().text() == key
    shown.card.save_to(str(tmp_path / "key.txt"))
    qtbot.waitUntil(lambda: "key.txt" in shown.card.news.text(), timeout=WAIT)
    assert key in (tmp_path / "key.txt").read_text(encoding="utf-8")
    assert (tmp_path / "key.txt").stat().st_mode & 0o077 == 0
    shown.reject()
    app.window.table["file.decrypt"].trigger()
    box = app.window.findChild(QMessageBox)
    (go,) = [button for button in box.buttons() if box.buttonRole(button) == QMessageBox.ButtonRole.DestructiveRole]
    go.click()
    qtbot.waitUntil(lambda: is_plain(library_path), timeout=WAIT)
    qtbot.waitUntil(app.window.table["file.encrypt"].isEnabled, timeout=WAIT)


def test_a_locked_library_is_opened_with_its_recovery_key(
    start: Callable[[], App], qtbot: QtBot, library_path: Path
) -> None:
    key = bytes(range(32))
    from briefing.domain.recovery_key import written

    store = Store.open(library_path)
    store.rekey(key)
    store.close()
    app = start()
    with qtbot.waitSignal(app.jobs.open_failed, timeout=WAIT):
        pass
    lock = app.window.desk.middle.welcome.lock
    qtbot.waitUntil(lock.isVisible, timeout=WAIT)
    assert not lock.unlock.isEnabled()
    qtbot.keyClicks(lock.field, "not a key")
    with qtbot.waitSignal(app.jobs.open_failed, timeout=WAIT):
        qtbot.keyClick(lock.field, Qt.Key.Key_Return)
    assert "letters and digits" in lock.problem.text()
    assert lock.problem.isVisible()
    assert lock.field.text() == "not a key", "what was typed stays"
    lock.field.setText(written(bytes(32)))
    with qtbot.waitSignal(app.jobs.open_failed, timeout=WAIT):
        qtbot.mouseClick(lock.unlock, Qt.MouseButton.LeftButton)
    assert "another library" in lock.problem.text()
    lock.field.setText(written(key).lower().replace("-", " "))
    qtbot.mouseClick(lock.unlock, Qt.MouseButton.LeftButton)
    _open(app, qtbot)
    qtbot.waitUntil(lambda: not lock.isVisible(), timeout=WAIT)
    assert lock.field.text() == ""
    qtbot.waitUntil(lambda: "until you quit" in app.window.desk.status.text, timeout=WAIT)
