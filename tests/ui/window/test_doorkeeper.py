"""The door for the browser's bookmark, from the window: switched on, used, renewed, moved, switched off."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from briefing import paths
from briefing.operations.browser import TOKEN_FILE
from briefing.settings import Settings
from briefing.sources import extract
from briefing.sources.doorway import free_port
from briefing.ui.dialogs.browser_capture import BrowserCaptureDialog
from briefing.ui.main_window import MainWindow
from briefing.ui.main_window.doorkeeper import Doorkeeper
from tests.sources.server import PAGE
from tests.ui.window.conftest import titles

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
WAIT = 20_000
SITE = "https://harbour.example"


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


@pytest.fixture
def settings() -> Settings:
    return Settings(browser_port=free_port())


@pytest.fixture
def dialog(window: MainWindow, settings: Settings, qtbot: QtBot) -> Iterator[BrowserCaptureDialog]:
    keeper = Doorkeeper(window.jobs, window.theme, settings, window)
    assert keeper.parent() is window
    window.table["browser.capture"].trigger()
    dialog = window.findChild(BrowserCaptureDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.chip.isEnabled if settings.browser_capture else dialog.copy_button.isVisible, timeout=WAIT)
    yield dialog
    dialog.accept()


def _send(port: int, token: str, path: str = "/tides") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = json.dumps({"url": f"{SITE}{path}", "html": PAGE.decode()})
    connection.request("POST", "/page", body, {"Origin": SITE, "X-Briefing-Token": token})
    answer = connection.getresponse()
    found = answer.status, str(json.loads(answer.read())["sentence"])
    connection.close()
    return found


def _token() -> str:
    return (paths.config_dir() / TOKEN_FILE).read_text(encoding="ascii")


def _open(dialog: BrowserCaptureDialog, qtbot: QtBot) -> None:
    dialog.switch.click()
    qtbot.waitUntil(lambda: "Ready" in dialog.state.text(), timeout=WAIT)


def test_the_door_is_closed_until_it_is_switched_on(
    dialog: BrowserCaptureDialog, settings: Settings, qtbot: QtBot, window: MainWindow
) -> None:
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", settings.browser_port), 1)
    _open(dialog, qtbot)
    assert settings.browser_capture
    assert (paths.config_dir() / TOKEN_FILE).stat().st_mode & 0o077 == 0
    assert _send(settings.browser_port, _token()) == (200, "Saved: “Tides and markets”.")
    qtbot.waitUntil(lambda: titles(window.desk) == ["Tides and markets"], timeout=WAIT)
    qtbot.waitUntil(lambda: "from your browser" in window.desk.status.text, timeout=WAIT)
    assert _send(settings.browser_port, _token())[1].startswith(
        "“Tides and markets” is in your library already. Nothing changed"
    )
    dialog.switch.click()
    qtbot.waitUntil(lambda: "Off" in dialog.state.text(), timeout=WAIT)
    qtbot.waitUntil(lambda: _is_closed(settings.browser_port), timeout=WAIT)


def test_a_new_token_ends_the_old_bookmarks(dialog: BrowserCaptureDialog, settings: Settings, qtbot: QtBot) -> None:
    _open(dialog, qtbot)
    old = _token()
    dialog.copy_button.click()
    assert old in unquote(QGuiApplication.clipboard().text())
    dialog.renew.click()
    qtbot.waitUntil(lambda: "work no longer" in dialog.news.text(), timeout=WAIT)
    qtbot.waitUntil(lambda: not _is_closed(settings.browser_port) and "Ready" in dialog.state.text(), timeout=WAIT)
    assert _token() != old
    qtbot.waitUntil(lambda: _status(settings.browser_port, _token()) == 200, timeout=WAIT)
    assert _status(settings.browser_port, old) == 403


def test_a_port_that_is_taken_is_said_and_another_one_helps(
    dialog: BrowserCaptureDialog, settings: Settings, qtbot: QtBot
) -> None:
    with socket.create_server(("127.0.0.1", settings.browser_port)):
        dialog.switch.click()
        qtbot.waitUntil(lambda: "is used by another program" in dialog.state.text(), timeout=WAIT)
        before = settings.browser_port
        dialog.other_port.click()
        qtbot.waitUntil(lambda: "Ready" in dialog.state.text(), timeout=WAIT)
    assert settings.browser_port != before
    assert f"127.0.0.1:{settings.browser_port}" in unquote(dialog.chip.mime().text())


@pytest.mark.parametrize("wanted", [False, True])
def test_a_switch_whose_state_cannot_be_read_is_neither_on_nor_off(
    window: MainWindow, settings: Settings, qtbot: QtBot, wanted: bool
) -> None:
    token = paths.config_dir() / TOKEN_FILE
    token.parent.mkdir(parents=True, exist_ok=True)
    token.write_bytes(b"\xff\xfe")
    settings.browser_capture = wanted
    Doorkeeper(window.jobs, window.theme, settings, window)
    window.table["browser.capture"].trigger()
    dialog = window.findChild(BrowserCaptureDialog)
    qtbot.waitUntil(lambda: "cannot be read. Make a new one." in dialog.state.text(), timeout=WAIT)
    qtbot.waitUntil(lambda: not dialog.switch.isEnabled(), timeout=WAIT)
    assert dialog.switch.checkState() is Qt.CheckState.PartiallyChecked
    assert not dialog.chip.isEnabled()
    assert dialog.other_port.isHidden()
    assert settings.browser_capture is wanted, "what the person chose stays"
    dialog.renew.click()
    qtbot.waitUntil(dialog.switch.isEnabled, timeout=WAIT)
    assert dialog.switch.isChecked() is wanted
    assert not dialog.switch.isTristate()
    if wanted:
        qtbot.waitUntil(lambda: "Ready" in dialog.state.text(), timeout=WAIT)
    dialog.accept()


def test_closing_the_window_closes_the_door(
    dialog: BrowserCaptureDialog, settings: Settings, qtbot: QtBot, window: MainWindow
) -> None:
    _open(dialog, qtbot)
    window.close()
    assert _is_closed(settings.browser_port)


def _is_closed(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _status(port: int, token: str) -> int:
    try:
        return _send(port, token)[0]
    except OSError:
        return 0
