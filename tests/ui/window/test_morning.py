"""The fifteen-minute morning: from what came in to the draft of page 1, by keyboard, keys counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from briefing import paths, settings
from briefing.domain.articles import Capture
from briefing.domain.briefings import Level
from briefing.domain.feeds import IncomingDraft
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.domain.triage import Decision, Morning
from briefing.operations import browse
from briefing.settings import Settings
from briefing.sources import extract
from briefing.store import arrivals, incoming
from briefing.store.database import Store
from briefing.ui.delegates.morning_row import MorningRow
from briefing.ui.main_window import MainWindow
from briefing.ui.main_window.morning import MorningPlace
from briefing.ui.panes.morning import MorningPane
from tests.feed_server import WORDS, running
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
    kept: list[int] = []
    skipped: list[int] = []
    brief: list[int] = []
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


def test_undo_brings_a_skipped_story_back_and_redo_passes_it_again(hands: Hands, store: Store) -> None:
    first, second = (card.title for card in hands.morning.cards[:2])
    hands.decide(Key.Key_Minus)
    hands.decide(Key.Key_Minus)
    hands.wait(lambda: waiting(store) == STORIES - 2)
    for title, left in ((second, STORIES - 1), (first, STORIES)):
        hands.press(Key.Key_Z, CTRL)
        hands.wait(lambda title=title: present(hands) == title and hands.in_text())
        assert (waiting(store), hands.morning.left) == (left, left)
    hands.press(Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    hands.wait(lambda: present(hands) == second)
    assert waiting(store) == STORIES - 1


def test_undo_takes_back_what_the_library_does_not_know_of(hands: Hands, store: Store) -> None:
    first = present(hands)
    hands.decide(Key.Key_0)
    assert (hands.morning.count(Decision.LATER), waiting(store)) == (1, STORIES)
    hands.wait(lambda: bool(hands.place._light))
    hands.press(Key.Key_Z, CTRL)
    hands.wait(lambda: present(hands) == first)
    assert not hands.morning.decided


def test_undo_of_a_kept_story_brings_its_card_back(hands: Hands, store: Store) -> None:
    first = present(hands)
    hands.decide(Key.Key_Asterisk)
    hands.wait(lambda: hands.morning.chosen(Decision.TOP) != ())
    hands.press(Key.Key_Z, CTRL)
    hands.wait(lambda: present(hands) == first)
    hands.wait(lambda: waiting(store) == STORIES and not hands.morning.cards[0].articles)
    hands.press(Key.Key_Y, CTRL)
    hands.wait(lambda: len(hands.morning.chosen(Decision.TOP)) == 1)


def test_going_back_and_deciding_otherwise(hands: Hands, store: Store) -> None:
    hands.decide(Key.Key_Minus)
    hands.press(Key.Key_K)
    hands.wait(hands.in_text)
    assert hands.morning.at == 0
    hands.press(Key.Key_Equal)
    hands.wait(lambda: len(hands.morning.chosen(Decision.BRIEF)) == 1)
    assert (hands.morning.count(Decision.SKIP), hands.morning.at) == (0, 1)
    hands.press(Key.Key_J)
    assert hands.morning.at == 2


def test_a_pause_and_a_restart_lose_nothing(
    hands: Hands, open_window: Callable[[], MainWindow], qtbot: QtBot, store: Store
) -> None:
    hands.decide(Key.Key_Asterisk)
    hands.decide(Key.Key_Minus)
    hands.wait(lambda: len(hands.morning.chosen(Decision.TOP)) == 1)
    third = present(hands)
    hands.press(Key.Key_Escape)
    assert not hands.place.is_here
    assert "Ctrl+M goes on" in hands.window.desk.status.text
    hands.begin()
    assert present(hands) == third
    hands.window.close()
    again = Hands(qtbot, open_window())
    again.begin()
    assert present(again) == third
    assert {each.decision for each in again.morning.decided.values()} == {Decision.TOP, Decision.SKIP}
    assert len(again.morning.cards) == STORIES
    again.press(Key.Key_Return, CTRL)
    again.wait(lambda: again.window.desk.middle.composes)
    (made,) = browse.all_briefings(store)
    assert [len(section.items) for section in browse.briefing(store, made.id).briefing.sections] == [1, 0]


def test_undo_takes_the_draft_back_and_the_morning_goes_on(hands: Hands, store: Store) -> None:
    hands.decide(Key.Key_Equal)
    hands.wait(lambda: len(hands.morning.chosen(Decision.BRIEF)) == 1)
    second = present(hands)
    hands.press(Key.Key_Return, CTRL)
    hands.wait(lambda: hands.window.desk.middle.composes and hands.place.morning is None)
    hands.window.table["edit.undo"].trigger()
    hands.wait(lambda: hands.place.morning is not None and present(hands) == second and hands.in_text())
    assert browse.all_briefings(store) == []


def test_nothing_is_drafted_before_a_story_was_chosen(hands: Hands, store: Store) -> None:
    hands.press(Key.Key_Return, CTRL)
    assert "Choose a story first" in hands.pane.problem.text()
    assert browse.all_briefings(store) == []


def test_the_keys_work_in_the_queue_and_the_arrows_go_through_it(hands: Hands) -> None:
    hands.pane.queue.setFocus()
    hands.press(Key.Key_Down)
    assert (hands.morning.at, hands.pane.queue.hasFocus()) == (1, True)
    hands.press(Key.Key_Minus)
    assert (list(hands.morning.decided), hands.morning.at) == ([1], 2)
    assert "38" not in picture(hands)[2]
    assert picture(hands)[:2] == ["waits: Port number 39 closes its gates", "skipped: Port number 38 closes its gates"]
    hands.press(Key.Key_Return)
    hands.wait(lambda: bool(hands.morning.cards[2].articles))


def test_every_decision_is_a_button_too_and_is_announced(hands: Hands) -> None:
    first = present(hands)
    buttons = {button.accessibleName(): button for button in hands.pane.findChildren(QToolButton)}
    assert {"Skip", "In brief", "Top story", "Later", "Open", "Draft page 1"} <= buttons.keys()
    hands.qtbot.mouseClick(buttons["Later"], Qt.MouseButton.LeftButton)
    assert hands.window.desk.status.text == f"Later: {first}. {STORIES - 1} stories left."
    assert (hands.pane.meter.stories.text(), hands.pane.meter.pace.text()) == ("1 of 40 decided", "39 stories wait.")


def test_the_queue_goes_on_while_a_page_is_fetched_and_a_failure_can_be_tried_again(
    library_path: Path, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    settings.save(Settings(private_hosts=["127.0.0.1"]), paths.config_dir())
    with running() as server:
        store = Store.open(library_path)
        bare = [IncomingDraft(name, f"Story {name}", server.url(f"/{name}")) for name in ("one", "two")]
        with store.write("") as write:
            incoming.put(write.session, None, "Ports", bare, at=datetime(2026, 6, 1, tzinfo=UTC))
        store.close()
        hands = Hands(qtbot, open_window())
        hands.begin()
        first = hands.morning.cards[0].url.rpartition("/")[2]
        server.gate.clear()
        hands.decide(Key.Key_Asterisk)
        assert picture(hands)[0] == f"coming: Story {first}"
        hands.decide(Key.Key_0)
        server.gate.set()
        hands.wait(lambda: picture(hands)[0].startswith("failed"))
        row = hands.pane.model.row(0)
        assert row is not None
        assert "error 404" in row.problem
        assert row.problem in hands.pane.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        page = f"<html><body><article><h1>Story {first}</h1>" + f"<p>{WORDS * 5}</p>" * 6 + "</article></body></html>"
        server.serve(f"/{first}", page.encode())
        index = hands.pane.model.index(0)
        delegate = hands.pane.queue.itemDelegate()
        assert isinstance(delegate, MorningRow)
        box = delegate.again_box(index, QRectF(hands.pane.queue.visualRect(index)))
        hands.qtbot.mouseClick(hands.pane.queue.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
        hands.wait(lambda: picture(hands)[0] == f"top: Story {first}")
        assert len(hands.morning.chosen(Decision.TOP)) == 1
    extract.close()


def test_the_model_keeps_the_rules(hands: Hands) -> None:
    QAbstractItemModelTester(hands.pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    hands.decide(Key.Key_Minus)
    hands.pane.model.show(Morning((), datetime.now(UTC)), (), {})
    assert hands.pane.model.rowCount() == 0


def present(hands: Hands) -> str:
    """The title of the present story."""
    card = hands.morning.card
    return card.title if card is not None else ""


def picture(hands: Hands) -> list[str]:
    """The queue from its top."""
    rows = [hands.pane.model.row(place) for place in range(hands.pane.model.rowCount())]
    return [f"{row.state}: {row.card.title}" for row in rows if row is not None]
