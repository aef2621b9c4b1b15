"""Crashes: what was typed is there, the library is looked at afterwards, and nobody is bothered without need."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import TakeawayKind
from briefing.domain.errors import Cancelled
from briefing.operations import annotate, browse, maintain
from briefing.store import driver
from briefing.store.database import Store
from briefing.ui.app import App, make_application
from briefing.ui.dialogs.error import ErrorDialog
from briefing.ui.main_window import aftermath
from tests.store.making import put_one

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
WAIT = 20_000

TYPING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from briefing.ui import app as program
from briefing.ui.dialogs.error import ErrorDialog
from briefing.ui.panes.reading.takeaway_card import TakeawayCard

made = []

class Watched(program.App):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        made.append(self)
        self._look = QTimer(self)
        self._look.timeout.connect(self.type)
        self._look.start(50)

    def type(self):
        desk = self.window._desk
        if desk is None or not desk.library.model.rowCount():
            return
        if not desk.middle.reads:
            desk.library.go_next()
            return
        cards = [card.text for card in desk.middle.takeaways.findChildren(TakeawayCard) if card.text.isVisible()]
        if not cards:
            return
        self._look.stop()
        cards[0].setFocus()
        QTest.keyClicks(cards[0], "Typed just now")
        if sys.argv[1] == "bug":
            QTimer.singleShot(0, self.fail)
        else:
            print("typed", flush=True)

    def fail(self):
        ErrorDialog.open = lambda dialog: None  # showing it takes the focus away, which saves as well
        QTimer.singleShot(0, lambda: (self.jobs.drain(), print("saved", flush=True)))
        raise RuntimeError("a bug in a slot")

program.App = Watched
sys.exit(program.main(sys.argv[2:]))
"""


@pytest.fixture
def start(library_path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Start the real program on a library with one takeaway and type into it."""
    store = Store.open(library_path)
    article = put_one(store)
    annotate.add_takeaway(store, article, TakeawayKind.FOR_YOU, "")
    store.close()
    started: list[subprocess.Popen[str]] = []

    def start_one(how: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", TYPING, how, "--library", str(library_path)],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start_one
    for process in started:
        process.kill()
        process.communicate(timeout=10)


def _typed(library_path: Path) -> tuple[list[str], bool]:
    store = Store.open(library_path)
    (row,) = browse.page(store, browse.Listing()).rows
    found = [takeaway.text for takeaway in browse.article(store, row.id).takeaways]
    unclean = store.unclean
    store.close()
    return found, unclean


def test_what_was_typed_survives_a_bug_that_is_followed_by_the_end(
    start: Callable[[str], subprocess.Popen[str]], library_path: Path, home: Path
) -> None:
    process = start("bug")
    assert process.stdout is not None
    assert process.stdout.readline() == "saved\n"
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    assert _typed(library_path) == (["Typed just now"], True)
    (log,) = home.rglob("briefing.log")
    assert "a bug in a slot" in log.read_text(encoding="utf-8")


def test_the_end_of_a_session_saves_what_was_typed(
    start: Callable[[str], subprocess.Popen[str]], library_path: Path
) -> None:
    process = start("wait")
    assert process.stdout is not None
    assert process.stdout.readline() == "typed\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert _typed(library_path) == (["Typed just now"], False)


@pytest.fixture
def crashed(library_path: Path) -> Path:
    """A library whose program died after writing to it."""
    code = (
        "import os, sys; from pathlib import Path; from briefing.store.database import Store;"
        "from tests.store.making import put_one;"
        "store = Store.open(Path(sys.argv[1])); put_one(store); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(library_path)], check=False, timeout=60)
    return library_path


def test_only_a_crash_is_followed_by_a_check(crashed: Path) -> None:
    store = Store.open(crashed)
    assert store.unclean
    asked: list[int] = []
    assert maintain.check_after_crash(store, lambda: bool(asked.append(1))) == ()
    assert asked, "it can be cancelled while SQLite works"
    with pytest.raises(Cancelled):
        maintain.check_after_crash(store, lambda: True)
    assert store.check() == [], "and the connection is as before"
    store.close()
    again = Store.open(crashed)
    assert not again.unclean
    assert maintain.check_after_crash(again, pytest.fail) == ()
    again.close()


@pytest.fixture
def app(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], App]]:
    """Open the program; the check does not wait."""
    monkeypatch.setattr(aftermath, "CALM", 0)
    opened: list[App] = []

    def open_one(library: Path) -> App:
        make_application()
        app = App(library)
        opened.append(app)
        app.show()
        qtbot.waitUntil(lambda: app.jobs.is_open and app.window.desk.counts is not None, timeout=WAIT)
        return app

    yield open_one
    for app in opened:
        app.window.close()
        app.window.deleteLater()
        app.deleteLater()


def test_damage_after_a_crash_is_told(app: Callable[[Path], App], qtbot: QtBot, crashed: Path, tmp_path: Path) -> None:
    raw = driver.connect(crashed)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("DELETE FROM article_body")
    copy = tmp_path / "copy.briefing-library"
    for ending in ("", "-wal"):
        shutil.copyfile(f"{crashed}{ending}", f"{copy}{ending}")
    raw.close()
    window = app(copy).window
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None, timeout=WAIT)
    box = window.findChild(QMessageBox)
    assert "lost their text" in box.detailedText()
    box.reject()


def test_a_sound_library_is_not_spoken_of(app: Callable[[Path], App], qtbot: QtBot, crashed: Path) -> None:
    opened = app(crashed)
    qtbot.waitUntil(lambda: not opened.window.findChild(aftermath.Aftermath)._timer.isActive(), timeout=WAIT)
    qtbot.waitUntil(lambda: not opened.jobs._running, timeout=WAIT)
    assert opened.window.findChild(QMessageBox) is None


def test_a_bug_in_painting_opens_one_dialog(app: Callable[[Path], App], library_path: Path) -> None:
    opened = app(library_path)
    for number in range(3):
        error = RuntimeError(str(number))
        opened.excepthook(RuntimeError, error, None)
    (dialog,) = opened.window.findChildren(ErrorDialog)
    assert "RuntimeError: 0" in dialog.details.toPlainText()
    dialog.reject()
