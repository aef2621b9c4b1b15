"""Two articles side by side, and an article beside the pages of a briefing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId
from briefing.operations import annotate, browse, compose
from briefing.store.database import Store
from briefing.ui.main_window import MainWindow
from tests.ui.window.conftest import WAIT

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")

Add = Callable[..., list[ArticleId]]


def read(window: MainWindow, qtbot: QtBot, article_id: ArticleId) -> None:
    """Open an article and wait until the reader shows it."""
    window.desk.open_article(article_id)
    middle = window.desk.middle
    qtbot.waitUntil(
        lambda: (
            middle.reader is not None and middle.reader.article_id == article_id and bool(middle.reader.marking.text)
        ),
        timeout=WAIT,
    )


def test_an_article_stays_beside_the_next_one_and_has_its_own_keys(
    add: Add, open_window: Callable[[], MainWindow], store: Store, qtbot: QtBot
) -> None:
    first, second = add("Nets", "Ropes")
    annotate.highlight(store, first, 0, 4, Meaning.FACT)
    window = open_window()
    read(window, qtbot, first)
    window.table["view.beside_article"].trigger()
    pane = window.desk.beside.pane
    assert pane is not None
    qtbot.waitUntil(lambda: bool(pane.reader.marking.text), timeout=WAIT)
    read(window, qtbot, second)
    assert (pane.reader.article_id, window.desk.middle.reader.article_id) == (first, second)
    pane.reader.view.setFocus()
    qtbot.keyClick(pane.reader.view, Qt.Key.Key_BracketRight)
    qtbot.keyClick(pane.reader.view, Qt.Key.Key_4)
    window.jobs.drain()
    assert [h.meaning for h in browse.article(store, first).highlights] == [Meaning.RISK]
    window.table["view.beside_close"].trigger()
    assert window.desk.beside.pane is None
    assert not window.table["view.beside_close"].isEnabled()


def test_a_passage_is_quoted_in_the_briefing_beside_with_one_key(
    add: Add, open_window: Callable[[], MainWindow], store: Store, qtbot: QtBot
) -> None:
    (article_id,) = add("Nets")
    highlight_id = annotate.highlight(store, article_id, 0, 4, Meaning.FACT).value
    briefing_id = compose.create_briefing(store, "Weekly", "2026-06-12").value
    window = open_window()
    read(window, qtbot, article_id)
    window.table["view.beside_briefing"].trigger()
    qtbot.waitUntil(lambda: window.desk.beside.pane is not None, timeout=WAIT)
    view = window.desk.middle.reader.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_BracketRight)
    qtbot.keyClick(view, Qt.Key.Key_Q)
    window.jobs.drain()
    (item,) = browse.briefing(store, briefing_id).briefing.sections[0].items
    assert (item.article_id, item.quotes) == (article_id, (highlight_id,))
    preview = window.desk.middle.preview
    window.desk.show_briefing(briefing_id)
    assert window.desk.beside.pane is None
    assert window.desk.middle.preview is preview
    assert preview.isVisible()
