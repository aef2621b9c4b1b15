"""The fifteen-minute morning: from what came in to the draft of page 1, by keyboard, keys counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing.domain.articles import Capture
from briefing.domain.briefings import Level
from briefing.domain.feeds import IncomingDraft
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import browse
from briefing.store import incoming
from briefing.store.database import Store
from briefing.ui.main_window import MainWindow
from briefing.ui.models.sidebar import Look
from briefing.ui.panes.morning import MorningPane
from tests.ui.window.conftest import WAIT

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")

STORIES = 40
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stories(library_path: Path) -> None:
    """Forty items of a feed that wait, each with its text."""
    store = Store.open(library_path)
    drafts = []
    for n in range(STORIES):
        words = f"Port number {n} closes for two winters. Nobody has said who pays for the {n} cranes."
        text = ArticleText((Block(BlockKind.PARAGRAPH, (Run(words),)),))
        capture = Capture(f"Port number {n} closes its gates", text, url=f"https://ports.example/{n}")
        drafts.append(IncomingDraft(str(n), capture.title, capture.url, capture=capture))
    with store.write("") as write:
        incoming.put(write.session, None, "Ports", drafts, at=datetime(2026, 6, 1, tzinfo=UTC))
    store.close()


class Fingers:
    """Presses keys where the focus is, and counts them; typed words count apart."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window
        self.keys = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        self.keys += 1
        self._qtbot.keyClick(self._focus(), key, modifier)

    def type(self, words: str) -> None:
        """Type words: prose is not counted."""
        self._qtbot.keyClicks(self._focus(), words)

    def _focus(self) -> QWidget:
        return self._window.focusWidget() or self._window


@pytest.fixture
def pane(stories: None, open_window: Callable[[], MainWindow], qtbot: QtBot) -> MorningPane:
    """The morning, begun."""
    window = open_window()
    window.table["view.morning"].trigger()
    found = window.desk.looks.panes[Look.MORNING]
    assert isinstance(found, MorningPane)
    qtbot.waitUntil(lambda: found.morning is not None and found.morning.card is not None, timeout=WAIT)
    return found


def decided(pane: MorningPane) -> int:
    """How many stories were decided on."""
    return len(pane.morning.decided) if pane.morning is not None else -1


def test_forty_items_become_a_draft_of_page_1_in_few_keys(pane: MorningPane, store: Store, qtbot: QtBot) -> None:
    window = pane.window()
    assert isinstance(window, MainWindow)
    desk, fingers = window.desk, Fingers(qtbot, window)
    # one story kept with a highlight, a takeaway and a tag
    fingers.press(Key.Key_Down, CTRL)
    qtbot.waitUntil(lambda: desk.middle.reader is not None and bool(desk.middle.reader.marking.text), timeout=WAIT)
    qtbot.waitUntil(desk.middle.reader.view.hasFocus, timeout=WAIT)
    fingers.press(Key.Key_Period)
    fingers.press(Key.Key_T)
    qtbot.waitUntil(lambda: any(card.text.hasFocus() for card in desk.middle.takeaways.cards.values()), timeout=WAIT)
    fingers.type("Our cranes are not insured.")
    fingers.press(Key.Key_T, CTRL)
    fingers.type("ports")
    fingers.press(Key.Key_Return)
    fingers.press(Key.Key_Escape)
    fingers.press(Key.Key_M, CTRL)
    fingers.press(Key.Key_Asterisk)
    qtbot.waitUntil(lambda: decided(pane) == 1, timeout=WAIT)
    kept = fingers.keys
    assert kept <= 12
    for n in range(1, STORIES):
        fingers.press(Key.Key_Equal if n < 5 else Key.Key_Minus)
        qtbot.waitUntil(lambda n=n: decided(pane) == n + 1, timeout=WAIT)
    assert fingers.keys - kept == STORIES - 1, "one key a story that is skipped or kept in brief"
    fingers.press(Key.Key_M, CTRL | SHIFT)
    qtbot.waitUntil(lambda: desk.middle.composes, timeout=WAIT)
    (made,) = browse.all_briefings(store)
    sections = browse.briefing(store, made.id).briefing.sections
    assert [[item.level for item in section.items] for section in sections] == [[Level.TOP], [Level.HEADLINE] * 4]
    (top,) = sections[0].items
    view = browse.article(store, top.article_id)
    assert [takeaway.text for takeaway in view.takeaways] == ["Our cranes are not insured."]
    assert [tag.name for tag in view.article.summary.tags] == ["ports"]
    assert top.takeaways == tuple(takeaway.id for takeaway in view.takeaways)


def test_a_step_back_brings_a_skipped_story_back(pane: MorningPane, store: Store, qtbot: QtBot) -> None:
    first = pane.headline.text()
    qtbot.keyClick(pane, Key.Key_Minus)
    qtbot.waitUntil(lambda: decided(pane) == 1, timeout=WAIT)
    assert pane.headline.text() != first
    qtbot.keyClick(pane, Key.Key_Up, CTRL)
    qtbot.waitUntil(lambda: pane.headline.text() == first, timeout=WAIT)
    window = pane.window()
    assert isinstance(window, MainWindow)
    window.jobs.drain()
    with store.look() as look:
        from briefing.store import arrivals

        assert arrivals.counts(look).new == STORIES


def test_nothing_is_drafted_before_a_story_was_chosen(pane: MorningPane, store: Store, qtbot: QtBot) -> None:
    pane.finish()
    assert "Choose a story first" in pane.problem.text()
    assert browse.all_briefings(store) == []
