"""The dialogs and pickers: typed text stays, reasons stand beside the field, choosing works by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing.domain.articles import ArticleId
from briefing.domain.network import Request
from briefing.operations import browse
from briefing.settings import Settings
from briefing.store import ledger
from briefing.store.database import Store
from briefing.ui.actions import ACTIONS, Actions
from briefing.ui.dialogs.about import AboutDialog
from briefing.ui.dialogs.add import AddDialog
from briefing.ui.dialogs.choosers import ArticleChooser, briefing_picker
from briefing.ui.dialogs.command_palette import CommandPalette
from briefing.ui.dialogs.name import NameDialog
from briefing.ui.dialogs.network import NetworkDialog
from briefing.ui.dialogs.picker import Picker
from briefing.ui.dialogs.settings import SettingsDialog
from briefing.ui.dialogs.shortcuts import ShortcutsDialog
from briefing.ui.dialogs.tags import TagsDialog
from briefing.ui.jobs import Jobs
from briefing.ui.models.choices import Choice, ranked
from briefing.ui.theme import Theme
from tests.ui.window.conftest import WAIT

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")

Add = Callable[..., list[ArticleId]]
ARTICLE = "Boats are back\n\nThe boats came back to the harbour on Monday after nine days at sea, the port said.\n"


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    """A window for dialogs and pickers to lie over."""
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(700, 600)
    host.show()
    host.activateWindow()
    return host


@pytest.fixture
def dialog(jobs: Jobs, host: QWidget) -> AddDialog:
    dialog = AddDialog(jobs, host)
    dialog.open()
    return dialog


def test_the_button_says_what_it_will_do(dialog: AddDialog) -> None:
    said = {}
    for text in ("", "https://example.org/a", "https://example.org/a\nhttps://example.org/b", "two words"):
        dialog.field.setPlainText(text)
        said[text] = (dialog.go.text(), dialog.go.isEnabled(), dialog.address.isVisible())
    assert list(said.values()) == [
        ("Add article", False, False),
        ("Fetch article", True, False),
        ("Fetch 2 articles", True, False),
        ("Add text of 2 words", True, True),
    ]


def test_a_pasted_text_becomes_an_article(dialog: AddDialog, qtbot: QtBot) -> None:
    dialog.field.setPlainText(ARTICLE)
    with qtbot.waitSignal(dialog.captured, timeout=WAIT) as signal:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert signal.args[0].summary.title == "Boats are back"
    assert dialog.isHidden()


def test_enter_behind_one_address_fetches_it(dialog: AddDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.field, "http://127.0.0.1:9/nothing")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.go.text() == "Fetch it anyway", timeout=WAIT)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, autorep=True, text="\r"
    )  # fmt: skip
    dialog.field.keyPressEvent(held)
    assert dialog.go.text() == "Fetch it anyway", "a key held down gave its consent"
    assert dialog.field.toPlainText() == "http://127.0.0.1:9/nothing"


def test_enter_ends_a_line_of_a_text_and_ctrl_enter_adds_it(dialog: AddDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.field, "Boats are back")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.field, "The boats came back to the harbour on Monday, the port said.")
    assert dialog.field.toPlainText().count("\n") == 1
    with qtbot.waitSignal(dialog.captured, timeout=WAIT) as signal:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    assert signal.args[0].summary.title == "Boats are back"


def test_a_failure_keeps_the_text_and_asks_for_consent(dialog: AddDialog, qtbot: QtBot) -> None:
    dialog.field.setPlainText("http://127.0.0.1:9/nothing")
    dialog.add()
    qtbot.waitUntil(lambda: dialog.go.text() == "Fetch it anyway", timeout=WAIT)
    assert dialog.field.toPlainText() == "http://127.0.0.1:9/nothing"
    asked = dialog.problem.text()
    assert "on this computer" in asked
    dialog.add()
    qtbot.waitUntil(
        lambda: bool(dialog.problem.text()) and "on this computer" not in dialog.problem.text(), timeout=WAIT
    )
    assert dialog.isVisible()
    dialog.field.setPlainText("http://127.0.0.1:9/other")
    assert dialog.go.text() == "Fetch article", "consent is for one address"
    dialog.reject()


def test_html_counts_only_while_the_text_is_what_was_pasted(dialog: AddDialog) -> None:
    data = QMimeData()
    data.setText("Boats are back")
    data.setHtml("<h1>Boats are back</h1>")
    dialog.field.insertFromMimeData(data)
    assert "<h1>" in dialog.field.html
    dialog.field.appendPlainText("and more")
    assert dialog.field.html == ""


def test_files_pasted_into_the_field_are_handed_on(dialog: AddDialog, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.html"))])
    with qtbot.waitSignal(dialog.files_given) as signal:
        dialog.field.insertFromMimeData(data)
    assert signal.args[0] == [tmp_path / "a.html"]


def test_a_name_that_is_taken_is_refused_beside_the_field(
    jobs: Jobs, host: QWidget, add: Add, qtbot: QtBot, library_path: Path
) -> None:
    add("One", tag="sea")
    add("Two", tag="land")
    store = Store.open(library_path)
    tags = {tag.name: tag.id for tag in browse.all_tags(store)}
    dialog = NameDialog(jobs, "Rename tag", "sea", host, "organise.rename_tag", tags["sea"])
    dialog.open()
    dialog.field.setText("LAND")
    dialog._save()
    qtbot.waitUntil(lambda: dialog.problem.isVisible(), timeout=WAIT)
    assert dialog.field.text() == "LAND"
    dialog.field.setText("ocean")
    dialog._save()
    qtbot.waitUntil(dialog.isHidden, timeout=WAIT)
    assert [tag.name for tag in browse.all_tags(store)] == ["land", "ocean"]
    store.close()


def test_tags_are_renamed_in_place_merged_and_deleted(
    jobs: Jobs, theme: Theme, host: QWidget, add: Add, qtbot: QtBot
) -> None:
    add("One", tag="sea")
    add("Two", tag="ocean")
    add("Three", tag="land")
    dialog = TagsDialog(jobs, theme, host)
    dialog.open()

    def names() -> list[str]:
        return [dialog.model.item(row, 0).text() for row in range(dialog.model.rowCount())]

    qtbot.waitUntil(lambda: names() == ["land", "ocean", "sea"], timeout=WAIT)
    dialog.model.item(0, 0).setText("Ground")
    qtbot.waitUntil(lambda: names() == ["Ground", "ocean", "sea"], timeout=WAIT)
    dialog.view.setCurrentIndex(dialog.model.index(2, 0))
    dialog.merge.click()
    picker = dialog.findChild(Picker)
    qtbot.keyClicks(picker.field, "oce")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names() == ["Ground", "ocean"], timeout=WAIT)
    assert dialog.model.item(1, 1).text() == "2 articles"
    dialog.view.setCurrentIndex(dialog.model.index(0, 0))
    dialog.remove.click()
    qtbot.waitUntil(lambda: names() == ["ocean"], timeout=WAIT)
    dialog.reject()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("", "Mövenpick|Export as PDF|Go to Trash"), ("mov", "Mövenpick"), ("pdf exp", "Export as PDF"), ("zzz", "")],
)
def test_typing_finds_words_in_any_order(typed: str, expected: str) -> None:
    choices = [Choice(n, text) for n, text in enumerate(("Mövenpick", "Export as PDF", "Go to Trash"))]
    assert "|".join(choice.text for choice in ranked(choices, typed)) == expected


def test_what_begins_with_the_typed_words_comes_first() -> None:
    choices = [Choice(n, text) for n, text in enumerate(("Unstar", "Mega star", "Star"))]
    assert [choice.text for choice in ranked(choices, "star")] == ["Star", "Mega star", "Unstar"]


def test_a_picker_makes_what_is_not_there(theme: Theme, host: QWidget, qtbot: QtBot) -> None:
    picker = briefing_picker(theme, host, [])
    picker.open()
    qtbot.keyClicks(picker.field, "Weekly")
    with qtbot.waitSignal(picker.created) as signal:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert signal.args == ["Weekly"]


def test_articles_are_ticked_and_handed_over(jobs: Jobs, theme: Theme, host: QWidget, add: Add, qtbot: QtBot) -> None:
    one, two = add("Harbour", "Mountain")
    taken: list[object] = []
    chooser = ArticleChooser(jobs, theme, host, None, lambda ids, section: taken.append((ids, section)))
    chooser.open()
    picker = chooser.picker
    qtbot.waitUntil(lambda: picker.model.rowCount() == 2, timeout=WAIT)
    qtbot.keyClicks(picker.field, "harb")
    qtbot.waitUntil(lambda: picker.model.rowCount() == 1, timeout=WAIT)
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [c.checked for c in picker.model.all_choices].count(True) == 1, timeout=WAIT)
    qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert taken == [((one,), None)]
    assert two not in taken[0][0]  # type: ignore[index]


def test_the_palette_offers_what_can_be_done_now(theme: Theme, actions: Actions, host: QWidget) -> None:
    palette = CommandPalette(theme, actions, host)
    offered = {choice.key for choice in palette.picker.model.all_choices}
    assert "file.add" in offered
    assert "article.trash" not in offered, "nothing is selected"
    actions.provide("live", True)
    palette = CommandPalette(theme, actions, host)
    assert "article.trash" in {choice.key for choice in palette.picker.model.all_choices}


def test_words_that_find_nothing_are_answered(theme: Theme, actions: Actions, host: QWidget) -> None:
    palette = CommandPalette(theme, actions, host)
    palette.open()
    for typed, empty in (("", False), ("qqqq", True), ("quit", False)):
        palette.picker.field.setText(typed)
        assert palette.picker.nothing.isVisible() is empty


def test_the_sheet_of_keys_names_every_key_of_the_menus(host: QWidget, qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(host)
    dialog.open()
    assert len(dialog.rows) == len([row for row in ACTIONS if row.menu and row.keys])
    qtbot.keyClicks(dialog.field, "undo")
    assert [text for text, label, _caps in dialog.rows if label.isVisible()] == ["undo edit ctrl+z"]
    dialog.reject()


def test_about_names_the_versions(jobs: Jobs, host: QWidget, qtbot: QtBot) -> None:
    dialog = AboutDialog(jobs, host)
    dialog.open()
    qtbot.waitUntil(lambda: "SQLite 3." in dialog.text(), timeout=WAIT)
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert all(name in copied for name in ("Briefing 0.", "Python 3.", "Qt 6.", "SQLite driver sqlcipher3", "Typst 0."))
    dialog.reject()


def test_about_knows_where_everything_is(
    jobs: Jobs, host: QWidget, qtbot: QtBot, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = AboutDialog(jobs, host)
    dialog.open()
    dialog.tabs.setCurrentWidget(dialog.places)
    qtbot.waitUntil(dialog.places.library.open_button.isEnabled, timeout=WAIT)
    assert str(library_path) in dialog.places.library.path.text()
    assert "not encrypted" in dialog.places.library.path.text()
    assert not dialog.places.backups.open_button.isEnabled(), "there is none yet"
    qtbot.mouseClick(dialog.places.library.open_button, Qt.MouseButton.LeftButton)
    assert [Path(url.toLocalFile()) for url in opened] == [library_path.parent]
    dialog.reject()


def test_about_shows_the_licence_of_each_part(jobs: Jobs, host: QWidget, qtbot: QtBot) -> None:
    dialog = AboutDialog(jobs, host)
    dialog.open()
    assert not dialog.licences.list.count(), "read when they are looked at"
    dialog.tabs.setCurrentWidget(dialog.licences)
    qtbot.waitUntil(lambda: dialog.licences.list.count() > 30, timeout=WAIT)
    (alembic,) = dialog.licences.list.findItems("alembic", Qt.MatchFlag.MatchStartsWith)
    dialog.licences.list.setCurrentItem(alembic)
    qtbot.waitUntil(lambda: "Permission is hereby granted" in dialog.licences.text.toPlainText(), timeout=WAIT)
    dialog.reject()


def test_settings_hold_as_soon_as_they_are_chosen(actions: Actions, host: QWidget) -> None:
    settings = Settings()
    saved: list[bool] = []
    dialog = SettingsDialog(settings, actions, host)
    dialog.changed.connect(lambda: saved.append(True))
    dialog.open()
    dialog.prepared_by.setText("  Market desk ")
    dialog.paper.setCurrentIndex(1)
    dialog.paper.activated.emit(1)
    dialog.offline.setChecked(True)
    dialog.reject()
    assert (settings.prepared_by, settings.paper) == ("Market desk", "us-letter")
    assert len(saved) == 2
    assert actions["file.offline"].isChecked()


def test_every_request_is_listed_and_the_list_can_be_cleared(
    jobs: Jobs, actions: Actions, host: QWidget, store: Store, qtbot: QtBot
) -> None:
    at = datetime(2026, 6, 1, 7, 30, tzinfo=UTC)
    asked = [
        Request(at, "Fetch the page you added", "GET", f"https://example.org/{n}", "example.org", 200, 1500)
        for n in range(150)
    ]
    with store.write("") as write:
        ledger.record(write.session, asked)
    dialog = NetworkDialog(jobs, actions["file.offline"], host)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0, timeout=WAIT)
    first = [dialog.model.index(0, column).data() for column in range(5)]
    assert first[1:] == ["example.org", "Fetch the page you added", "ok (200)", "1.5 kB"]
    dialog.model.fetchMore(QModelIndex())
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 150, timeout=WAIT)
    dialog.view.selectRow(0)
    assert dialog.address.text() == "GET https://example.org/149"
    dialog.switch.click()
    assert actions["file.offline"].isChecked()
    dialog.empty.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0, timeout=WAIT)
    assert "No request" in dialog.address.text()
