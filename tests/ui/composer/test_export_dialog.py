"""The export dialog: where to, what came of it, and nothing overwritten by surprise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLayout
from pytestqt.qtbot import QtBot

from briefing.export.pdf import Typesetter
from briefing.operations import compose
from briefing.ui.dialogs.export import ExportDialog
from briefing.ui.dialogs.export_place import free
from briefing.ui.jobs import Jobs
from briefing.ui.theme import Theme
from tests.ui.composer.conftest import Made

Make = Callable[[], ExportDialog]


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    typesetter = Typesetter()
    yield typesetter
    typesetter.close()


@pytest.fixture
def state(tmp_path: Path) -> QSettings:
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    (tmp_path / "out").mkdir()
    state.setValue("export/folder", str(tmp_path / "out"))
    return state


@pytest.fixture
def make(made: Made, jobs: Jobs, theme: Theme, state: QSettings, typesetter: Typesetter, qtbot: QtBot) -> Make:
    """Open the dialog for the sample."""
    kept = []

    def opened() -> ExportDialog:
        dialog = ExportDialog(jobs, theme, made.briefing, state=state, typesetter=typesetter)
        layout = dialog.layout()
        assert layout is not None
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # offscreen windows know no limits
        dialog.setMinimumWidth(0)
        kept.append(dialog)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(dialog.export_button.isEnabled)
        return dialog

    return opened


def export(dialog: ExportDialog, qtbot: QtBot) -> None:
    """Press Export and wait for what comes of it."""
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=30_000)


def test_offers_a_name_and_exports_there(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make()
    assert dialog.path == tmp_path / "out" / "Weekly – 2026-06-12.pdf"
    export(dialog, qtbot)
    assert dialog.path.read_bytes().startswith(b"%PDF-")
    assert dialog.outcome.isVisible()
    assert dialog.outcome.name.text() == "Weekly – 2026-06-12.pdf"
    assert "page" in dialog.outcome.detail.text()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.outcome.done_button, Qt.MouseButton.LeftButton)


def test_the_paper_is_that_of_the_briefing_until_another_is_chosen(
    make: Make, qtbot: QtBot, tmp_path: Path, made: Made
) -> None:
    from briefing.ui.panes.paper.pdf_file import PdfFile

    dialog = make()
    assert dialog.paper.value == "a4"
    qtbot.mouseClick(dialog.paper.button("us-letter"), Qt.MouseButton.LeftButton)
    export(dialog, qtbot)
    assert dialog.path is not None
    size = PdfFile(dialog.path.read_bytes()).sizes[0]
    assert (round(size.width()), round(size.height())) == (612, 792)
    assert made.full().paper.value == "a4", "the briefing keeps its own"


def test_never_offers_a_name_that_is_taken(make: Make, tmp_path: Path) -> None:
    (tmp_path / "out" / "Weekly – 2026-06-12.pdf").write_bytes(b"mine")
    assert make().path == tmp_path / "out" / "Weekly – 2026-06-12 (2).pdf"


def test_a_file_that_came_meanwhile_is_not_overwritten(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make()
    assert dialog.path is not None
    dialog.path.write_bytes(b"mine")
    export(dialog, qtbot)
    assert dialog.path.read_bytes() == b"mine"
    assert dialog.problem.isVisible()
    dialog.set_path(dialog.path, may_replace=True)
    export(dialog, qtbot)
    assert dialog.path.read_bytes().startswith(b"%PDF-")


def test_an_unwritable_place_is_said_and_another_can_be_chosen(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make()
    (tmp_path / "file").write_bytes(b"")
    dialog.set_path(tmp_path / "file" / "no folder.pdf", may_replace=False)
    export(dialog, qtbot)
    assert dialog.problem.isVisible()
    assert dialog.problem.text().endswith((".", "place", "folder.")), dialog.problem.text()
    assert dialog.export_button.isEnabled()
    dialog.set_path(tmp_path / "good.pdf", may_replace=False)
    assert not dialog.problem.isVisible()
    export(dialog, qtbot)
    assert (tmp_path / "good.pdf").exists()


def test_remembers_the_folder(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make()
    (tmp_path / "elsewhere").mkdir()
    dialog.set_path(tmp_path / "elsewhere" / "a.pdf", may_replace=False)
    export(dialog, qtbot)
    again = make().path
    assert again is not None
    assert again.parent == tmp_path / "elsewhere"


def test_a_chosen_name_gets_its_ending(make: Make, tmp_path: Path) -> None:
    dialog = make()
    dialog.set_path(tmp_path / "v1.2", may_replace=True)
    assert dialog.path == tmp_path / "v1.2.pdf"


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_the_system_is_asked_for_a_place(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make()
    dialog.choose_place()
    asked = dialog.findChild(QFileDialog)
    assert asked is not None
    assert asked.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert not asked.testOption(QFileDialog.Option.DontConfirmOverwrite)
    asked.fileSelected.emit(str(tmp_path / "chosen.pdf"))
    assert dialog.path == tmp_path / "chosen.pdf"
    asked.reject()


def test_escape_breaks_the_export_off_and_writes_nothing(make: Make, qtbot: QtBot) -> None:
    dialog = make()
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    assert dialog.progress.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=30_000)
    assert dialog.isVisible()
    assert dialog.path is not None
    assert not dialog.path.exists()
    assert not dialog.problem.text()


def test_full_articles_come_with_a_note_on_rights(make: Make, made: Made) -> None:
    compose.edit_item(made.store, made.items["Alpha"], full_text=True)
    dialog = make()
    assert dialog.rights.isVisible()
    assert dialog.rights.text().startswith("One article is printed in full.")


def test_free_names_go_on_counting(tmp_path: Path) -> None:
    for name in ("a.pdf", "a (2).pdf"):
        (tmp_path / name).touch()
    assert free(tmp_path / "a.pdf") == tmp_path / "a (3).pdf"
    assert free(tmp_path / "b.pdf") == tmp_path / "b.pdf"
