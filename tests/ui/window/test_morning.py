"""The fifteen-minute morning: from what came in to the draft of page 1, by keyboard, keys counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing.domain.articles import Capture
from briefing.domain.briefings import Level
from briefing.domain.feeds import IncomingDraft
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.domain.triage import Decision, Morning
from briefing.operations import browse
from briefing.store import arrivals, incoming
from briefing.store.database import Store
from briefing.ui.main_window import MainWindow
from briefing.ui.main_window.morning import MorningPlace
from briefing.ui.panes.morning import MorningPane
from tests.ui.window.conftest import WAIT

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")

STORIES = 40
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


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


class Hands:
    """Presses keys where the focus is, as a person does, and counts them; the letters of words count apart."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.keys = 0

    @property
    def place(self) -> MorningPlace:
        """The morning."""
        return self.window.desk.looks.morning

    @property
    def morning(self) -> Morning:
        """How far it is."""
        assert self.place.morning is not None
        return self.place.morning

    @property
    def pane(self) -> MorningPane:
        """Its column."""
        assert self.place.pane is not None
        return self.place.pane

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        self.keys += 1
        self.qtbot.keyClick(self._focus(), key, modifier)

    def type(self, words: str) -> None:
        """Type words."""
        self.qtbot.keyClicks(self._focus(), words)

    def wait(self, done: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(done, timeout=WAIT)

    def begin(self) -> None:
        """Start the morning and wait until its first story can be read."""
        self.press(Key.Key_M, CTRL)
        self.wait(lambda: self.place.morning is not None and self.in_text())

    def in_text(self) -> bool:
        """Whether the keys are for the text of the story."""
        item, reader = self.window.desk.incoming.item, self.window.desk.middle.reader
        card = self.morning.card
        if card is None or (card.articles and reader is None):
            return False
        view = reader.view if card.articles and reader is not None else item.text if item is not None else None
        return view is not None and view.hasFocus() and card.title in view.toPlainText()

    def decide(self, key: Qt.Key) -> None:
        """Press the key of a decision and wait for the next story."""
        done = len(self.morning.decided)
        self.press(key)
        self.wait(lambda: len(self.morning.decided) == done + 1 and (self.morning.card is None or self.in_text()))

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window


@pytest.fixture
def hands(stories: None, open_window: Callable[[], MainWindow], qtbot: QtBot) -> Hands:
    """The morning, begun."""
    hands = Hands(qtbot, open_window())
    hands.begin()
    return hands


def waiting(store: Store) -> int:
    """How many items wait in the library."""
    with store.look() as look:
        return arrivals.counts(look).new


def mark_and_write(hands: Hands, words: str, tag: str) -> None:
    """Highlight the first sentence of an item, write a takeaway on it and tag it, by keyboard."""
    middle = hands.window.desk.middle
    hands.press(Key.Key_Period)
    hands.press(Key.Key_T)
    hands.wait(lambda: middle.takeaways is not None and any(c.text.hasFocus() for c in middle.takeaways.cards.values()))
    hands.type(words)
    hands.press(Key.Key_T, CTRL)
    hands.type(tag)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Escape)
    hands.wait(hands.in_text)


def test_forty_items_become_a_draft_of_page_1_in_few_keys(hands: Hands, store: Store) -> None:
    kept, skipped, brief = [], [], []
    for n in range(STORIES):
        before = hands.keys
        if n in (0, 7, 21):
            mark_and_write(hands, f"Our cranes are not insured in port {n}.", "ports")
            hands.decide(Key.Key_Asterisk)
            kept.append(hands.keys - before)
        else:
            hands.decide(Key.Key_Equal if n < 5 else Key.Key_Minus)
            (brief if n < 5 else skipped).append(hands.keys - before)
    hands.wait(lambda: len(hands.morning.chosen(Decision.BRIEF)) == len(brief))
    hands.press(Key.Key_Return, CTRL)
    composer = hands.window.desk.middle.composer
    hands.wait(lambda: hands.window.desk.middle.composes)
    composer = hands.window.desk.middle.composer
    assert composer is not None
    hands.wait(composer.editor.header.bottom_line.hasFocus)
    print(
        f"keys: {max(skipped)} per item skipped, {max(brief)} per item in brief, {max(kept)} per item kept with tag, "
        f"highlight and takeaway; {hands.keys} for the whole morning"
    )
    assert max(skipped) <= 3
    assert max(kept) <= 12
    (made,) = browse.all_briefings(store)
    briefing = browse.briefing(store, made.id).briefing
    assert (briefing.title.startswith("Morning briefing, "), briefing.bottom_line) == (True, "")
    assert [[item.level for item in section.items] for section in briefing.sections] == [
        [Level.TOP] * 3,
        [Level.HEADLINE] * 4,
    ]
    for item in briefing.sections[0].items:
        view = browse.article(store, item.article_id)
        assert [takeaway.text[:27] for takeaway in view.takeaways] == ["Our cranes are not insured "]
        assert [tag.name for tag in view.article.summary.tags] == ["ports"]
        assert view.takeaways[0].evidence == tuple(highlight.id for highlight in view.highlights)
        assert view.highlights[0].quote in view.article.text.text
        assert item.takeaways == tuple(takeaway.id for takeaway in view.takeaways)
    assert waiting(store) == 0
