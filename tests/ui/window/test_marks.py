"""Highlights are tagged from their list with a key, and their rows say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import Meaning
from briefing.domain.articles import Capture
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import annotate, browse, maintain
from briefing.store import articles
from briefing.store.database import Store
from briefing.ui.dialogs.picker import Picker
from briefing.ui.main_window import MainWindow
from tests.ui.window.conftest import WAIT

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")


def test_g_in_the_list_tags_the_highlights_that_are_selected(
    library_path: Path, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    store = Store.open(library_path)
    text = ArticleText((Block(BlockKind.PARAGRAPH, (Run("The harbour closes in May, the port said."),)),))
    with store.write("Add") as write:
        article = articles.add(write.session, Capture("Harbour", text), added_at=datetime(2026, 6, 1, tzinfo=UTC))
    marks = [annotate.highlight(store, article, at, at + 6, Meaning.FACT).value for at in (4, 12)]
    annotate.tag_highlights(store, marks[:1], "Ports")
    window = open_window()
    window.desk.open_article(article)
    qtbot.waitUntil(lambda: window.desk.middle.takeaways is not None, timeout=WAIT)
    rows = window.desk.middle.takeaways.highlights
    qtbot.waitUntil(lambda: rows.model().rowCount() == 2, timeout=WAIT)
    tagged, bare = (rows.sizeHintForRow(row) for row in range(2))
    assert tagged > bare, "the tags have a line of their own"
    rows.setFocus()
    rows.selectAll()
    qtbot.keyClick(rows, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: bool(window.findChildren(Picker)), timeout=WAIT)
    (picker,) = window.findChildren(Picker)
    qtbot.waitUntil(lambda: bool(picker.model.all_choices) and picker.model.all_choices[0].partly, timeout=WAIT)
    picker.chosen.emit("Ports")
    qtbot.waitUntil(lambda: picker.model.all_choices[0].checked, timeout=WAIT)
    assert [each.tags for each in browse.article(store, article).highlights] == [("Ports",), ("Ports",)]
    picker.created.emit("Sea")
    qtbot.waitUntil(lambda: browse.article(store, article).highlights[1].tags == ("Ports", "Sea"), timeout=WAIT)
    qtbot.waitUntil(lambda: picker.model.all_choices[0].checked, timeout=WAIT)
    picker.chosen.emit("Ports")
    qtbot.waitUntil(lambda: browse.article(store, article).highlights[0].tags == ("Sea",), timeout=WAIT)
    role = Qt.ItemDataRole.AccessibleTextRole
    qtbot.waitUntil(lambda: rows.model().index(0, 0).data(role).endswith("Tags: Sea"), timeout=WAIT)
    maintain.undo(store)
    assert browse.article(store, article).highlights[0].tags == ("Ports", "Sea")
    picker.close()
    store.close()


def test_escape_leads_from_a_takeaway_back_to_the_text(
    library_path: Path, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    store = Store.open(library_path)
    text = ArticleText((Block(BlockKind.PARAGRAPH, (Run("The harbour closes in May, the port said."),)),))
    with store.write("Add") as write:
        article = articles.add(write.session, Capture("Harbour", text), added_at=datetime(2026, 6, 1, tzinfo=UTC))
    annotate.add_takeaway(store, article, text="We ship earlier.")
    store.close()
    window = open_window()
    window.activateWindow()
    window.desk.open_article(article)
    qtbot.waitUntil(lambda: window.desk.middle.takeaways is not None, timeout=WAIT)
    middle = window.desk.middle
    qtbot.waitUntil(lambda: len(middle.takeaways.cards) == 1, timeout=WAIT)
    (card,) = middle.takeaways.cards.values()
    card.start_typing()
    assert card.text.hasFocus()
    qtbot.keyClick(card.text, Qt.Key.Key_Escape)
    assert middle.reader.view.hasFocus()
