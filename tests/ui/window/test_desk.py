"""The window as a person uses it: first steps, adding, tagging, searching, going back, closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from briefing.domain.articles import ArticleId
from briefing.domain.listing import Listing, ListingKind
from briefing.operations import browse
from briefing.store.database import Store
from briefing.ui.dialogs.picker import Picker
from briefing.ui.dialogs.receipt import ReceiptDialog
from briefing.ui.main_window import MainWindow
from briefing.ui.main_window.desk import Desk
from briefing.ui.models.article_list import MIME_ARTICLES
from briefing.ui.models.wording import joined
from briefing.ui.panes.batch_row import BatchRow
from briefing.ui.panes.captures import PendingRow
from tests.ui.window.conftest import WAIT, titles

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")

Add = Callable[..., list[ArticleId]]
ARTICLE = "Boats are back\n\nThe boats came back to the harbour on Monday after nine days at sea, the port said.\n"


def test_an_empty_library_shows_the_first_steps(desk: Desk, window: MainWindow) -> None:
    shown = {button.text() for button in window.findChildren(QAbstractButton) if button.isVisible()}
    assert {"Paste as article", "Add from address", "Add from file", "Open the sample briefing"} <= shown
    assert desk.library.empty.isVisible()


def test_the_sample_opens_as_a_briefing_and_goes_again(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    window.table["sample.add"].trigger()
    qtbot.waitUntil(lambda: desk.middle.composes, timeout=WAIT)
    qtbot.waitUntil(window.table["sample.remove"].isEnabled, timeout=WAIT)
    window.table["sample.remove"].trigger()
    qtbot.waitUntil(lambda: not desk.middle.composes and desk.counts.counts[ListingKind.ALL] == 0, timeout=WAIT)


def test_a_paste_anywhere_becomes_an_article_and_is_read(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(ARTICLE)
    qtbot.keyClick(desk.sidebar.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: titles(desk) == ["Boats are back"], timeout=WAIT)
    qtbot.waitUntil(lambda: desk.middle.reads, timeout=WAIT)
    assert [article.title for article in desk.library.selected_articles()] == ["Boats are back"]


def test_a_paste_into_a_field_stays_in_the_field(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("boats")
    field = window.tool_bar.search
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "boats"
    assert not desk.captures.findChildren(PendingRow)


def test_an_empty_clipboard_says_so(desk: Desk, window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    window.table["file.paste"].trigger()
    assert "clipboard holds no" in desk.status.text


def test_a_page_that_does_not_come_says_why_and_goes_when_dismissed(
    desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setText("http://127.0.0.1:9/nothing")
    assert desk.captures.take(data)
    (row,) = desk.captures.findChildren(PendingRow)
    qtbot.waitUntil(lambda: row.sentence.startswith("“127.0.0.1” is on this computer"), timeout=WAIT)
    buttons = {button.text(): button for button in row.findChildren(QAbstractButton) if button.isVisible()}
    assert set(buttons) == {"Fetch it anyway", "Dismiss"}
    buttons["Fetch it anyway"].click()
    qtbot.waitUntil(lambda: "Try again" in {b.text() for b in row.findChildren(QAbstractButton)}, timeout=WAIT)
    buttons["Dismiss"].click()
    assert row.isHidden()


def test_many_that_fail_scroll_and_leave_the_window_its_size(
    desk: Desk, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    size = window.size()
    for n in range(30):
        desk.captures.add_file(tmp_path / f"none-{n}.pdf")
    rows = desk.captures.findChildren(PendingRow)
    qtbot.waitUntil(lambda: all("Cancel" not in {b.text() for b in row.findChildren(QAbstractButton)} for row in rows))
    assert len(rows) == 30
    assert all(f"none-{29 - n}.pdf" in row.sentence or f"none-{n}.pdf" in row.sentence for n, row in enumerate(rows))
    qtbot.waitUntil(lambda: desk.captures.height() > 100)
    assert window.size() == size
    assert desk.captures.height() <= desk.library.height() // 2
    assert desk.library.view.height() > 0 or desk.library.empty.height() > 0
    for row in rows:
        row.findChildren(QAbstractButton)[-1].click()
    qtbot.waitUntil(lambda: desk.captures.height() == 0)


def test_text_that_is_no_article_can_be_mended(desk: Desk, qtbot: QtBot) -> None:
    desk.captures.add_text(" \u200b\n")
    (row,) = desk.captures.findChildren(PendingRow)
    qtbot.waitUntil(lambda: "Edit text" in {b.text() for b in row.findChildren(QAbstractButton) if b.isVisible()})
    with qtbot.waitSignal(desk.captures.edit_wanted) as signal:
        next(b for b in row.findChildren(QAbstractButton) if b.text() == "Edit text").click()
    assert signal.args == [" \u200b\n"]


def test_files_and_addresses_are_told_apart(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    own, nothing, files = QMimeData(), QMimeData(), QMimeData()
    own.setData(MIME_ARTICLES, b"1")
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.html")), QUrl.fromLocalFile(str(tmp_path / "b.txt"))])
    assert not desk.take(own)
    assert not desk.take(nothing)
    assert desk.take(files)
    (row,) = desk.captures.findChildren(BatchRow)
    qtbot.waitUntil(lambda: row.sentence == "2 failed", timeout=WAIT)
    one = QMimeData()
    one.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.html"))])
    assert desk.take(one)
    assert [row.sentence for row in desk.captures.findChildren(PendingRow)] == ["Reading a.html …"]


def test_many_have_a_receipt_whose_lines_open_their_articles(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    desk.captures.add_sources([tmp_path / "a.txt", tmp_path / "none.txt"])
    (row,) = desk.captures.findChildren(BatchRow)
    qtbot.waitUntil(lambda: row.sentence == "1 article added, 1 failed", timeout=WAIT)
    row.show_button.click()
    (dialog,) = desk.window().findChildren(ReceiptDialog)
    assert [dialog.view.topLevelItem(n).text(0) for n in (0, 1)] == ["Added", "Failed"]
    assert "none.txt" in dialog.text().splitlines()[1]
    with qtbot.waitSignal(dialog.article_wanted):
        dialog.view.itemActivated.emit(dialog.view.topLevelItem(0), 0)
    qtbot.waitUntil(lambda: desk.middle.reads, timeout=WAIT)
    row.away.click()
    assert row.isHidden()


def test_trash_takes_the_next_article_and_undo_says_what_it_does(
    add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    add("One", "Two", "Three")
    window = open_window()
    desk = window.desk
    desk.library.go_next()
    desk.library.go_next()
    qtbot.keyClick(desk.library.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(desk) == ["Three", "One"], timeout=WAIT)
    assert [article.title for article in desk.library.selected_articles()] == ["One"]
    undo = window.table["edit.undo"]
    qtbot.waitUntil(lambda: undo.text() == "Undo Move article to trash", timeout=WAIT)
    assert desk.status.text == "Move article to trash. Undo with Ctrl+Z."
    undo.trigger()
    qtbot.waitUntil(lambda: titles(desk) == ["Three", "Two", "One"], timeout=WAIT)
    qtbot.waitUntil(lambda: window.table["edit.redo"].text() == "Redo Move article to trash", timeout=WAIT)


def test_keys_go_through_the_list(add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    add("One", "Two", "Three")
    desk = open_window().desk
    for key, title in ((Qt.Key.Key_J, "Three"), (Qt.Key.Key_J, "Two"), (Qt.Key.Key_K, "Three")):
        qtbot.keyClick(desk.library.view, key)
        assert [article.title for article in desk.library.selected_articles()] == [title]


def test_a_tag_is_made_by_typing(add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    add("One", "Two")
    desk = open_window().desk
    desk.library.view.selectAll()
    qtbot.keyClick(desk.library.view, Qt.Key.Key_G)
    picker = desk.window().findChild(Picker)
    qtbot.keyClicks(picker.field, "Sea")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all(a.tags for a in desk.library.selected_articles()), timeout=WAIT)
    qtbot.waitUntil(lambda: [(t.name, t.count) for t in desk.counts.tags] == [("Sea", 2)], timeout=WAIT)
    qtbot.waitUntil(lambda: [c.checked for c in picker.model.all_choices] == [True], timeout=WAIT)
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)  # the tag is ticked: Enter takes it off
    qtbot.waitUntil(lambda: not any(a.tags for a in desk.library.selected_articles()), timeout=WAIT)
    qtbot.keyClick(picker.field, Qt.Key.Key_Escape)
    assert picker.isHidden()
    assert desk.library.view.hasFocus()


def test_articles_dropped_on_a_tag_carry_it(add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    add("One", tag="sea")
    (other,) = add("Two")
    desk = open_window().desk
    model = desk.sidebar.model
    data = QMimeData()
    data.setData(MIME_ARTICLES, str(other).encode())
    row = next(n for n in range(model.rowCount()) if model.entry(model.index(n)).text == "sea")
    inbox = model.index(0)
    assert model.canDropMimeData(data, Qt.DropAction.CopyAction, -1, -1, inbox)
    model.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, model.index(row))
    qtbot.waitUntil(lambda: desk.counts.tags[0].count == 2, timeout=WAIT)
    heading = next(n for n in range(model.rowCount()) if model.entry(model.index(n)).heading)
    assert not model.canDropMimeData(data, Qt.DropAction.CopyAction, -1, -1, model.index(heading))


def test_search_finds_while_typing_and_gives_the_list_back(
    add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    add("Harbour", "Mountain", "Harvest")
    window = open_window()
    desk = window.desk
    qtbot.keyClicks(window.tool_bar.search, "harb")
    qtbot.waitUntil(lambda: titles(desk) == ["Harbour"], timeout=WAIT)
    qtbot.keyClick(window.tool_bar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(titles(desk)) == 3, timeout=WAIT)


def test_going_elsewhere_empties_the_search_and_its_sign(
    add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    add("Harbour")
    window = open_window()
    field = window.tool_bar.search
    qtbot.keyClicks(field, "harb")
    signs = [action for action in field.actions() if action.text() == "Clear the search"]
    assert [sign.isVisible() for sign in signs] == [True]
    window.table["view.trash"].trigger()
    assert field.text() == ""
    assert [sign.isVisible() for sign in signs] == [False]


def test_names_in_arabic_leave_the_date_beside_them_alone() -> None:
    assert joined(("unused", "", "الموانئ", "29 Nov")) == "unused  ·  \u2068الموانئ\u2069  ·  29 Nov"
    assert joined(("The Port", "29 Nov"), " · ") == "The Port · 29 Nov"


def test_back_and_forward(add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    add("One", tag="sea")
    window = open_window()
    desk = window.desk
    assert not window.table["view.back"].isEnabled()
    tag = Listing(ListingKind.TAG, desk.counts.tags[0].id)
    desk.sidebar.listing_chosen.emit(tag)
    window.table["view.trash"].trigger()
    qtbot.waitUntil(lambda: desk.library.model.listing == Listing(ListingKind.TRASH) and not titles(desk))
    window.table["view.back"].trigger()
    qtbot.waitUntil(lambda: titles(desk) == ["One"], timeout=WAIT)
    assert desk.library.model.listing == tag
    assert desk.sidebar.entry().text == "sea"
    window.table["view.forward"].trigger()
    qtbot.waitUntil(lambda: not titles(desk), timeout=WAIT)


def test_every_visible_button_has_a_name(add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    add("One")
    window = open_window()
    window.desk.library.go_next()
    qtbot.waitUntil(lambda: window.desk.middle.reads, timeout=WAIT)
    window.table["sample.add"].trigger()
    unnamed = _unnamed(window)
    qtbot.waitUntil(lambda: window.desk.middle.composes, timeout=WAIT)
    unnamed += _unnamed(window)
    assert not unnamed


def _unnamed(window: MainWindow) -> list[str]:
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
    return [
        f"{type(button).__name__} {button.objectName()!r} in {type(button.parent()).__name__}"
        for button in buttons
        if not (button.accessibleName() or button.text()).strip()
    ]


def test_the_palette_runs_a_command_and_goes_to_a_tag(
    add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    add("One", tag="sea")
    window = open_window()
    qtbot.keyClick(window.desk.library.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    picker = window.findChild(Picker)
    qtbot.keyClicks(picker.field, "go trash")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.library.model.listing == Listing(ListingKind.TRASH))
    window.table["view.palette"].trigger()
    picker = next(p for p in window.findChildren(Picker) if p.isVisible())
    qtbot.keyClicks(picker.field, "sea")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(window.desk) == ["One"], timeout=WAIT)


def test_the_window_comes_back_as_it_was_and_closing_loses_nothing(
    add: Add, open_window: Callable[[], MainWindow], library_path: Path, qtbot: QtBot
) -> None:
    (one,) = add("One")
    first = open_window()
    first.resize(first.width(), 655)
    first.table["view.library"].trigger()
    qtbot.waitUntil(lambda: not titles(first.desk))
    first.desk.splitter.setSizes([first.desk.sidebar.minimumWidth() + 20, 320, 500])
    sidebar = first.desk.sidebar.width()
    first.jobs.write("organise.edit_article", one, "title", "Typed at the last moment")
    first.close()
    store = Store.open(library_path, create=False)
    assert browse.article(store, one).article.title == "Typed at the last moment"
    store.close()
    second = open_window()
    assert second.height() == 655
    assert second.desk.library.model.listing == Listing(ListingKind.LIBRARY)
    assert second.desk.sidebar.width() == sidebar


def test_the_menu_of_a_card_fits_the_list(add: Add, open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMenu

    add("One")
    window = open_window()
    window.desk.library.go_next()
    window.desk.library.view.menu_wanted.emit(QPoint(10, 10))
    menu = next(m for m in window.findChildren(QMenu) if m.parent() is window.desk.library)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "Move to Trash" in texts
    assert "Put back" not in texts
    menu.close()
