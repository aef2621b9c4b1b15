"""All highlights, what is left to do, and the judgements, as a person goes through them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import Happened, Meaning, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.operations import annotate, browse
from briefing.store.database import Store
from briefing.ui.main_window import MainWindow
from briefing.ui.models.sidebar import Look
from tests.ui.window.conftest import WAIT

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")

Add = Callable[..., list[ArticleId]]


def test_highlights_of_all_articles_are_listed_narrowed_and_lead_to_their_passage(
    add: Add, open_window: Callable[[], MainWindow], store: Store, qtbot: QtBot
) -> None:
    nets, ropes = add("Nets", "Ropes")
    annotate.highlight(store, nets, 0, 4, Meaning.FACT)
    risk = annotate.highlight(store, ropes, 0, 5, Meaning.RISK, "Ask about this").value
    window = open_window()
    window.table["view.highlights"].trigger()
    pane = window.desk.looks.panes[Look.HIGHLIGHTS]
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2, timeout=WAIT)
    pane.words.setText("ask about")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1, timeout=WAIT)
    qtbot.keyClick(pane.view, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: window.desk.middle.reader is not None, timeout=WAIT)
    reader = window.desk.middle.reader
    qtbot.waitUntil(lambda: reader.article_id == ropes and reader.view.current == risk, timeout=WAIT)
    pane.words.clear()
    pane.meaning.setCurrentIndex(pane.meaning.findData(Meaning.QUOTE.value))
    pane.meaning.activated.emit(0)
    qtbot.waitUntil(pane.empty.isVisible, timeout=WAIT)
    window.table["view.back"].trigger()
    assert window.desk.library.isVisible()


def test_the_hint_beside_a_list_names_what_is_listed(
    add: Add, open_window: Callable[[], MainWindow], store: Store, qtbot: QtBot
) -> None:
    (nets,) = add("Nets")
    window = open_window()
    desk, welcome = window.desk, window.desk.middle.welcome
    desk.library.view.clearSelection()
    hints = {"view.highlights": "highlight", "view.actions": "action", "view.judgements": "judgement"}
    for action_id, thing in hints.items():
        window.table[action_id].trigger()
        assert welcome.hint.startswith(f"The {thing} you select")
        before = desk.counts
        window.jobs.write("annotate.highlight", nets, 0, 4, Meaning.FACT)  # new counts must not bring the other hint
        qtbot.waitUntil(lambda before=before: desk.counts is not before, timeout=WAIT)
        assert welcome.hint.startswith(f"The {thing} you select")
    window.table["view.inbox"].trigger()
    assert welcome.hint in ("", "Select an article to read it. J and K go through the list.")


def test_an_action_that_is_done_leaves_the_list_and_undo_brings_it_back(
    add: Add, open_window: Callable[[], MainWindow], store: Store, qtbot: QtBot
) -> None:
    (nets,) = add("Nets")
    fields = {"owner": "Ada", "due": "2020-01-31"}
    done = annotate.add_takeaway(store, nets, TakeawayKind.ACTION, "Order new nets.", fields=fields).value
    window = open_window()
    window.table["view.actions"].trigger()
    pane = window.desk.looks.panes[Look.ACTIONS]
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1, timeout=WAIT)
    assert "Ada. " not in pane.model.index(0).data()
    assert "was due 31 Jan 2020" in pane.model.index(0).data()
    qtbot.keyClick(pane.view, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: window.desk.middle.takeaways is not None, timeout=WAIT)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 0, timeout=WAIT)
    assert browse.article(store, nets).takeaways[0].fields["status"] == "done"
    window.table["edit.undo"].trigger()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1, timeout=WAIT)
    assert pane.model.row(0).takeaway.id == done


def test_a_judgement_whose_day_has_come_asks_what_happened(
    add: Add, open_window: Callable[[], MainWindow], store: Store, qtbot: QtBot
) -> None:
    (nets,) = add("Nets")
    fields = {"likelihood": "likely", "resolve by": "2020-01-31"}
    annotate.add_takeaway(store, nets, TakeawayKind.ASSESSMENT, "Nets will get cheaper.", fields=fields)
    window = open_window()
    window.table["view.judgements"].trigger()
    pane = window.desk.looks.panes[Look.JUDGEMENTS]
    qtbot.waitUntil(lambda: pane.waiting.isVisible() and pane.model.rowCount() == 1, timeout=WAIT)
    assert "1 judgement waits" in pane.waiting.text()
    qtbot.keyClick(pane.view, Qt.Key.Key_J)
    assert pane.question.text() == "Did it happen?"
    pane.note.setText("They fell by a tenth.")
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Y)
    qtbot.waitUntil(pane.plot.isVisible, timeout=WAIT)
    outcome = browse.article(store, nets).takeaways[0].outcome
    assert outcome is not None
    assert (outcome.happened, outcome.note, outcome.likelihood) == (Happened.YES, "They fell by a tenth.", "likely")
    assert "1 of 1 happened" in pane.plot.accessibleDescription()
    qtbot.waitUntil(lambda: pane.question.text().startswith("It happened."), timeout=WAIT)
    qtbot.keyClick(pane.view, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: pane.question.text() == "Did it happen?", timeout=WAIT)
