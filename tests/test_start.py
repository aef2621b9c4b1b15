"""The window is painted before anything slow is imported: told by the modules of a real start, not by a clock."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.store.database import Store
from tests.store.making import put_one

ROOT = Path(__file__).resolve().parent.parent
SLOW = {
    "alembic",
    "asyncio",
    "docx",
    "fontTools",
    "httpx",
    "hunspell",
    "importlib.metadata",
    "keyring",
    "lxml",
    "PIL",
    "qtawesome",
    "sqlalchemy",
    "sqlcipher3",
    "trafilatura",
    "typst",
    "urllib.request",
    "PySide6.QtNetwork",
    "PySide6.QtPdf",
}
START = """
import json, sys
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(json.dumps(sorted(sys.modules)), flush=True)
            watched.removeEventFilter(self)
            watched.painted.connect(self.wait_for_list)
        return False

    @Slot()
    def wait_for_list(self):
        self.parent().desk.library.model.loaded.connect(self.tell_list, Qt.ConnectionType.SingleShotConnection)
        self.wait_for_reader()

    @Slot()
    def tell_list(self):
        print(json.dumps(sorted(sys.modules)), flush=True)

    @Slot()
    def wait_for_reader(self):
        window = self.parent()
        if window.desk.middle.reader is None or window.desk.library.model.rowCount() == 0:
            QTimer.singleShot(20, self.wait_for_reader)
        else:
            print(json.dumps(sorted(sys.modules)), flush=True)
            window.close()

def watched(*_):
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)]
    watcher = FirstPaint(window)
    window.installEventFilter(watcher)
    return run()

run, QApplication.exec = QApplication.exec, staticmethod(watched)
from briefing.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def imported(store: Store) -> tuple[set[str], set[str], set[str]]:
    """What a start has imported at the first paint, when the list is filled, and when the reader is there."""
    put_one(store)
    store.close()
    command = [sys.executable, "-c", START, "--library", str(store.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    painted, filled, ready = (set(json.loads(line)) for line in done.stdout.splitlines())
    return painted, filled, ready


def test_nothing_slow_is_imported_before_the_first_paint(imported: tuple[set[str], set[str], set[str]]) -> None:
    painted, _, _ = imported
    assert "briefing.ui.main_window" in painted
    assert not SLOW & painted
    assert not {name for name in painted if name.startswith(("briefing.cli", "briefing.operations", "briefing.store"))}


def test_the_list_is_filled_before_what_serves_later_wishes(imported: tuple[set[str], set[str], set[str]]) -> None:
    _, filled, ready = imported
    room = "briefing.ui.main_window."
    later = {room + name for name in ("arrivals", "doorkeeper", "network", "preferences", "reading")}
    assert room + "desk" in filled
    assert not (later | {room + "morning", "briefing.ui.dialogs.picker", "PySide6.QtNetwork"}) & filled
    assert later <= ready
    assert room + "morning" not in ready


def test_a_window_that_shows_its_list_has_imported_nothing_to_write_with(
    imported: tuple[set[str], set[str], set[str]],
) -> None:
    _, _, ready = imported
    assert "briefing.ui.panes.reader" in ready
    assert not {"alembic", "sqlalchemy", "lxml", "httpx", "typst"} & ready


LOOK = """
import sys
from pathlib import Path
from briefing.domain.listing import Listing
from briefing.operations import browse, sample_files
from briefing.store.database import Store

store = Store.open(Path(sys.argv[1]))
browse.sidebar(store)
(row,) = browse.page(store, Listing()).rows
browse.summaries(store, [row.id])
browse.article(store, row.id)
browse.picture(store, "00")
browse.audiences(store)
sample_files.has_sample(store)
store.close()
print(*sorted(sys.modules))
"""


def test_lists_and_articles_are_read_without_what_only_writing_needs(store: Store) -> None:
    put_one(store)
    store.close()
    command = [sys.executable, "-c", LOOK, str(store.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert not {"alembic", "sqlalchemy", "asyncio", "importlib.metadata"} & set(done.stdout.split())
