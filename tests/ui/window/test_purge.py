"""Deleting for good: only in the trash, only after a question, and never what a briefing cites."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from briefing.domain.articles import ArticleId
from briefing.domain.listing import ListingKind
from briefing.operations import browse, compose, organise
from briefing.store.database import Store
from briefing.ui.main_window import MainWindow
from tests.store.making import put_one
from tests.ui.window.conftest import WAIT, titles

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")


def test_only_what_lies_in_the_trash_uncited_is_deleted(store: Store) -> None:
    live, gone, cited = put_one(store, "Live"), put_one(store, "Gone"), put_one(store, "Cited")
    briefing_id = compose.create_briefing(store, "Weekly", "2026-06-01").value
    compose.add_articles(store, briefing_id, None, [cited])
    organise.trash(store, [gone, cited])
    assert organise.purge(store, [live, gone, cited]).value == 1
    assert [row.title for row in browse.summaries(store, [live, gone, cited])] == ["Live", "Cited"]


def test_one_article_of_the_trash_is_deleted_for_good(
    add: Callable[..., list[ArticleId]], open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    add("One", "Two", "Three")
    window = open_window()
    desk = window.desk
    assert not window.table["article.purge"].isEnabled(), "nothing is deleted from a list of live articles"
    for _ in range(2):
        desk.library.go_next()
        left = desk.library.model.rowCount() - 1
        window.table["article.trash"].trigger()
        qtbot.waitUntil(lambda left=left: desk.library.model.rowCount() == left, timeout=WAIT)
    window.table["view.trash"].trigger()
    qtbot.waitUntil(lambda: len(titles(desk)) == 2, timeout=WAIT)
    desk.library.view.setCurrentIndex(desk.library.model.index(0, 0))
    name = titles(desk)[0]
    desk.library.view.setFocus()
    qtbot.keyClick(desk.library.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    box = window.findChild(QMessageBox)
    assert name in box.text()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert len(titles(desk)) == 2, "Return is Cancel"
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is None, timeout=WAIT)
    window.table["article.purge"].trigger()
    box = window.findChild(QMessageBox)
    (go,) = [button for button in box.buttons() if box.buttonRole(button) == QMessageBox.ButtonRole.DestructiveRole]
    go.click()
    qtbot.waitUntil(lambda: len(titles(desk)) == 1, timeout=WAIT)
    assert name not in titles(desk)
    qtbot.waitUntil(lambda: desk.counts.counts[ListingKind.TRASH] == 1, timeout=WAIT)
