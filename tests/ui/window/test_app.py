"""Starting: nothing heavy before the first paint, a bug is shown with details, arguments are added."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.domain.listing import ListingKind
from briefing.ui.app import App, make_application, parted
from briefing.ui.dialogs.error import ErrorDialog
from briefing.ui.panes.batch_row import BatchRow
from briefing.ui.single_instance import Request
from briefing.ui.theme import Mode

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

HEAVY = ("sqlalchemy", "alembic", "trafilatura", "lxml", "httpx", "keyring", "qtawesome", "typst", "docx", "PIL")
WAIT = 20_000

PROBE = """
import json, os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from briefing.ui import app as program

application = program.make_application()
app = program.App(Path(sys.argv[1]))
app.window.painted.disconnect()

def painted():
    print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), flush=True)
    os._exit(0)

app.window.painted.connect(painted)
app.show()
application.exec()
"""


def test_the_first_paint_waits_for_nothing_heavy(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(tmp_path / "new.briefing-library")],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(json.loads(done.stdout))
    assert "PySide6" in loaded
    assert not loaded.intersection(HEAVY)
    assert not (tmp_path / "new.briefing-library").exists(), "the library is opened after the first paint"


def _started(app: App, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.jobs.is_open and app.window.desk.counts is not None, timeout=WAIT)


def test_a_file_of_the_command_line_is_added(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    make_application()
    note = tmp_path / "note.txt"
    note.write_text("Boats are back\n\nThe boats came back to the harbour on Monday after nine days at sea.\n")
    app = App(tmp_path / "library.briefing-library", [str(note)])
    _started(app, qtbot)
    qtbot.waitUntil(lambda: app.window.desk.counts.counts[ListingKind.INBOX] == 1, timeout=WAIT)
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()


def test_what_comes_in_one_gesture_has_one_receipt(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    make_application()
    notes = [tmp_path / "harbour.txt", tmp_path / "market.txt"]
    for note in notes:
        note.write_text(f"News of the {note.stem}\n\nThe {note.stem} opened again on Monday after nine days.\n")
    app = App(tmp_path / "library.briefing-library", [str(note) for note in notes])
    _started(app, qtbot)
    qtbot.waitUntil(lambda: app.window.desk.counts.counts[ListingKind.INBOX] == 2, timeout=WAIT)
    assert len(app.window.desk.captures.findChildren(BatchRow)) == 1
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()


@pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise)")
@pytest.mark.parametrize("asked", ["by the system", "by other starts"])
def test_files_that_come_one_by_one_right_after_each_other_have_one_receipt(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, asked: str
) -> None:
    make_application()
    app = App(tmp_path / "library.briefing-library")
    _started(app, qtbot)
    for name in ("harbour", "market", "quay"):
        note = tmp_path / f"{name}.txt"
        note.write_text(f"News of the {name}\n\nThe {name} opened again on Monday after nine days.\n")
        if asked == "by the system":
            app.open(str(note))
        else:
            app._take_call(Request((str(note),)))
    qtbot.waitUntil(lambda: app.window.desk.counts.counts[ListingKind.INBOX] == 3, timeout=WAIT)
    assert len(app.window.desk.captures.findChildren(BatchRow)) == 1
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()


def test_arguments_name_a_library_by_its_path_or_a_file_address(tmp_path: Path) -> None:
    for name in ("mine.briefing-library", "mine.briefing", "MINE.BRIEFING"):
        library = tmp_path / name
        assert parted([str(library)]) == (library, [])
        assert parted(["note.txt", library.as_uri(), "https://a.example"]) == (
            library,
            ["note.txt", "https://a.example"],
        )
    other = tmp_path / "other name.briefing"
    assert parted([other.as_uri()]) == (other, [])
    assert parted(["--library", "any.db", str(other)]) == (Path("any.db"), [str(other)])
    assert parted(["https://a.example/x.briefing", "briefing://add?url=x.briefing", "a.briefing.txt"])[0] is None
    assert parted([]) == (None, [])


def test_a_second_library_among_what_is_to_be_added_is_not_taken_for_an_article(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    make_application()
    app = App(tmp_path / "library.briefing", [str(tmp_path / "other.briefing")])
    _started(app, qtbot)
    status = app.window.desk.status
    qtbot.waitUntil(lambda: "is another library" in status.text, timeout=WAIT)
    assert not (tmp_path / "other.briefing").exists()
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()


def test_a_running_program_is_asked_for_a_library(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_application()
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr("briefing.ui.app.QProcess.startDetached", lambda *command: started.append(command))
    app = App(tmp_path / "own.briefing-library")
    app.open(str(tmp_path / "clicked.briefing"))
    assert not app.jobs.is_open, "the library is opened after the first paint"
    _started(app, qtbot)
    assert (tmp_path / "clicked.briefing").exists()
    assert not (tmp_path / "own.briefing-library").exists()
    app.open(str(tmp_path / "clicked.briefing"))
    assert not started
    app.open((tmp_path / "other.briefing").as_uri())
    assert started[0][1][-2:] == ["--library", str(tmp_path / "other.briefing")]
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()


def test_a_bug_shows_details_that_can_be_copied(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    make_application()
    app = App(tmp_path / "library.briefing-library")
    _started(app, qtbot)
    try:
        raise KeyError("nobody")
    except KeyError as error:
        app.excepthook(KeyError, error, error.__traceback__)
    dialog = app.window.findChild(ErrorDialog)
    dialog.copy.click()
    assert "KeyError: 'nobody'" in QGuiApplication.clipboard().text()
    assert "Briefing 0." in QGuiApplication.clipboard().text()
    dialog.reject()
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()


def test_the_chosen_colours_are_there_at_the_next_start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    make_application()
    first = App(tmp_path / "library.briefing-library")
    _started(first, qtbot)
    first.window.table["view.theme_dark"].trigger()
    first.window.close()
    second = App(tmp_path / "library.briefing-library")
    assert second.theme.mode is Mode.DARK
    assert second.window.table["view.theme_dark"].isChecked()
    second.window.close()
    for app in (first, second):
        app.window.deleteLater()
        app.deleteLater()


def test_a_library_that_cannot_be_opened_is_said_in_the_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    make_application()
    foreign = tmp_path / "library.briefing"
    foreign.write_text("this is no library at all " * 50)
    app = App(foreign)
    with qtbot.waitSignal(app.jobs.open_failed, timeout=WAIT):
        app.show()  # its first paint starts the desk
    assert "is not a Briefing library" in app.window.desk.middle.welcome.problem
    foreign.unlink()
    app.window.desk.middle.welcome.open_again.emit()
    qtbot.waitUntil(lambda: app.jobs.is_open and app.window.desk.counts is not None, timeout=WAIT)
    assert not app.window.desk.middle.welcome.problem
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()
