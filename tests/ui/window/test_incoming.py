"""Incoming in the window: subscribing, looking, keeping, skipping, and going back and forth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing import paths, settings
from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.feeds import FeedId, IncomingDraft
from briefing.domain.listing import ListingKind
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.settings import Settings
from briefing.sources import extract
from briefing.store import feeds, incoming
from briefing.store.database import Store
from briefing.ui.actions import Actions
from briefing.ui.dialogs.feeds import FeedsDialog
from briefing.ui.dialogs.subscribe import SubscribeDialog
from briefing.ui.jobs import Jobs
from briefing.ui.main_window import MainWindow
from briefing.ui.main_window.desk import Desk
from briefing.ui.models.feeds import CHECKED, FOLDER, STATE, TITLE
from briefing.ui.models.sidebar import INCOMING
from briefing.ui.panes.incoming import IncomingPane
from briefing.ui.theme import Theme
from tests.feed_server import FeedServer, rss, running

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")

WAIT = 10_000
NOW = datetime(2026, 6, 2, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with running() as server:
        yield server


def draft(title: str, words: int = 200) -> IncomingDraft:
    text = ArticleText((Block(BlockKind.PARAGRAPH, (Run(f"{title} begins here. " + "tide " * words),)),))
    whole = Outcome.FULL if words > 100 else Outcome.PARTIAL
    reason = "" if whole is Outcome.FULL else "The feed gives only the beginning. Fetch the full text from its page."
    capture = Capture(title, text, outlet="Harbour", url=f"https://harbour.example/{title}",
                      origins={"title": Origin.FEED}, outcome=whole, reason=reason)  # fmt: skip
    return IncomingDraft(title, title, capture.url, ("Ada Quill",), "2026-06-01", f"{title} begins here.", capture)


@pytest.fixture
def fill(library_path: Path) -> Callable[..., list[FeedId]]:
    """Put feeds with items into the library before a window opens it: `fill(Harbour=("One", "Two"))`."""

    def put(**feeds_with_items: tuple[str, ...]) -> list[FeedId]:
        store, ids = Store.open(library_path), []
        with store.write("Subscribe") as write:
            for name, titles in feeds_with_items.items():
                feed_id = feeds.add(write.session, f"https://{name}.example/feed".lower(), name)
                drafts = [draft(title, 20 if "Short" in title else 200) for title in titles]
                incoming.put(write.session, feed_id, name, drafts, at=NOW)
                ids.append(feed_id)
        store.close()
        return ids

    return put


@pytest.fixture
def here(fill: Callable[..., list[FeedId]], open_window: Callable[[], MainWindow], qtbot: QtBot) -> Desk:
    """A window that shows two feeds with three items."""
    fill(Harbour=("One", "Two"), Quay=("Short three",))
    return go(open_window().desk, qtbot, 3)


def go(desk: Desk, qtbot: QtBot, rows: int) -> Desk:
    desk.table["view.incoming"].trigger()
    qtbot.waitUntil(lambda: pane(desk).model.rowCount() == rows, timeout=WAIT)
    return desk


def pane(desk: Desk) -> IncomingPane:
    assert desk.incoming.pane is not None
    return desk.incoming.pane


def shown(desk: Desk) -> list[str]:
    items = [pane(desk).model.item_at(row) for row in range(pane(desk).model.rowCount())]
    return [item.title for item in items if item is not None]


def count_of(desk: Desk) -> int | None:
    entry = desk.sidebar.model.entry(desk.sidebar.model.index_of(INCOMING))
    assert entry is not None
    return entry.count


def test_the_sidebar_counts_what_waits(here: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: count_of(here) == 3, timeout=WAIT)
    assert here.column.currentWidget() is pane(here)
    assert sorted(shown(here)) == ["One", "Short three", "Two"]


def test_the_text_is_shown_before_it_is_kept(here: Desk, qtbot: QtBot) -> None:
    item = here.incoming.item
    assert item is not None
    pane(here).go_next()
    title = shown(here)[0]
    qtbot.waitUntil(lambda: title in item.text.toPlainText(), timeout=WAIT)
    assert not item.banner.isVisible() or "Short" in title
    row = shown(here).index("Short three")
    pane(here).view.setCurrentIndex(pane(here).model.index(row))
    qtbot.waitUntil(lambda: "only the beginning" in item.banner.label.text(), timeout=WAIT)


def test_i_keeps_and_undo_brings_back(here: Desk, qtbot: QtBot) -> None:
    pane(here).view.setFocus()
    qtbot.keyClick(pane(here).view, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: here.table["incoming.keep"].isEnabled(), timeout=WAIT)
    first = shown(here)[0]
    qtbot.keyClick(pane(here).view, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: first not in shown(here), timeout=WAIT)
    assert len(pane(here).selected()) == 1, "the next item takes its place"
    qtbot.waitUntil(lambda: here.counts is not None and here.counts.counts[ListingKind.INBOX] == 1, timeout=WAIT)
    here.errands.undo()
    qtbot.waitUntil(lambda: first in shown(here), timeout=WAIT)


def test_x_skips_several_at_once_and_undo_brings_them_back(here: Desk, qtbot: QtBot) -> None:
    pane(here).view.selectAll()
    qtbot.keyClick(pane(here).view, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: not shown(here), timeout=WAIT)
    assert pane(here).empty.isVisible()
    here.errands.undo()
    qtbot.waitUntil(lambda: len(shown(here)) == 3, timeout=WAIT)


def test_one_feed_at_a_time(here: Desk, qtbot: QtBot) -> None:
    choice = pane(here).filter
    qtbot.waitUntil(lambda: choice.count() == 3, timeout=WAIT)
    assert [choice.itemText(n) for n in range(3)] == ["All sources", "Harbour  (2)", "Quay  (1)"]
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    qtbot.waitUntil(lambda: shown(here) == ["Short three"], timeout=WAIT)


def test_the_keys_of_articles_rest_and_those_of_the_list_move_it(here: Desk, qtbot: QtBot) -> None:
    assert not here.table["article.trash"].isEnabled()
    here.table["article.next"].trigger()
    here.table["article.next"].trigger()
    assert pane(here).view.currentIndex().row() == 1
    here.table["view.inbox"].trigger()
    qtbot.waitUntil(lambda: here.column.currentWidget() is here.library, timeout=WAIT)
    assert not here.table["incoming.keep"].isEnabled()
    here.go_back()
    assert here.column.currentWidget() is pane(here)


def test_a_search_leaves_the_list(here: Desk, qtbot: QtBot) -> None:
    here.search.setText("tide")
    qtbot.waitUntil(lambda: here.library.model.query == "tide", timeout=WAIT)
    assert here.column.currentWidget() is here.library


def test_what_nothing_waits_says(fill: Callable[..., list[FeedId]], desk: Desk, qtbot: QtBot) -> None:
    go(desk, qtbot, 0)
    qtbot.waitUntil(lambda: pane(desk).empty.isVisible(), timeout=WAIT)
    words = [label.text() for label in pane(desk).empty.findChildren(type(desk.status._message))]
    assert "Let articles come to you" in words


def test_the_models_keep_the_rules(
    fill: Callable[..., list[FeedId]], jobs: Jobs, theme: Theme, actions: Actions, qtbot: QtBot
) -> None:
    fill(Harbour=("One", "Two"))
    shown_pane = IncomingPane(jobs, theme, actions)
    qtbot.addWidget(shown_pane)
    QAbstractItemModelTester(shown_pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown_pane.show_items()
    qtbot.waitUntil(lambda: shown_pane.model.rowCount() == 2, timeout=WAIT)
    shown_pane.go_next()
    shown_pane.skip()
    qtbot.waitUntil(lambda: shown_pane.model.rowCount() == 1, timeout=WAIT)
    jobs.write("maintain.undo")
    qtbot.waitUntil(lambda: shown_pane.model.rowCount() == 2, timeout=WAIT)


# subscribing


def test_subscribing_from_the_window(desk: Desk, server: FeedServer, qtbot: QtBot) -> None:
    server.serve("/feed", rss("Harbour", "One", "Two"))
    server.serve("/", b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head></html>")
    kept = Settings()
    desk.incoming.use(kept)
    desk.incoming.settings_changed.connect(lambda: settings.save(kept, paths.config_dir()))
    desk.table["feed.subscribe"].trigger()
    dialog = desk.window().findChild(SubscribeDialog)
    assert isinstance(dialog, SubscribeDialog)
    qtbot.keyClicks(dialog.field, server.url("/"))
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.go.text() == "Fetch it anyway", timeout=WAIT)
    assert "local network" in dialog.problem.text()
    with qtbot.waitSignal(dialog.subscribed, timeout=WAIT):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(desk) == ["Two", "One"], timeout=WAIT)
    assert kept.private_hosts == ["127.0.0.1"]
    server.serve("/feed", rss("Harbour", "One", "Two", "Three"))
    desk.table["feed.refresh"].trigger()
    qtbot.waitUntil(lambda: shown(desk) == ["Three", "Two", "One"], timeout=WAIT)


def test_several_feeds_are_offered_and_none_may_be_guessed(jobs: Jobs, server: FeedServer, qtbot: QtBot) -> None:
    link = "<link rel=alternate type=application/rss+xml title=%s href=/%s>"
    server.serve("/", f"<html><head>{link % ('News', 'a')}{link % ('Views', 'b')}</head></html>".encode())
    server.serve("/b", rss("Views", "One"))
    server.serve("/bare", b"<html><body><p>Nothing</p></body></html>")
    dialog = SubscribeDialog(jobs, Settings(private_hosts=["127.0.0.1"]), address=server.url("/bare"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.subscribe()
    qtbot.waitUntil(lambda: dialog.go.text() == "Try the usual addresses", timeout=WAIT)
    dialog.field.setText(server.url("/"))
    assert not dialog.problem.isVisible()
    dialog.subscribe()
    qtbot.waitUntil(lambda: dialog.choices.count() == 2, timeout=WAIT)
    dialog.choices.setCurrentRow(1)
    with qtbot.waitSignal(dialog.subscribed, timeout=WAIT) as told:
        dialog.subscribe()
    assert told.args == ["Views"]


def test_a_feed_in_the_add_dialog_is_subscribed_to(desk: Desk, server: FeedServer, qtbot: QtBot) -> None:
    from briefing.ui.dialogs.add import AddDialog

    url = server.serve("/feed", rss("Harbour", "One"))
    desk.errands.add_with(url)
    dialog = desk.window().findChild(AddDialog)
    assert isinstance(dialog, AddDialog)
    dialog.add()
    qtbot.waitUntil(lambda: dialog.go.text() == "Fetch it anyway", timeout=WAIT)
    dialog.add()
    qtbot.waitUntil(lambda: dialog.go.text() == "Subscribe to this feed", timeout=WAIT)
    dialog.add()
    asked = desk.window().findChild(SubscribeDialog)
    assert isinstance(asked, SubscribeDialog)
    assert asked.field.text() == url
    asked.reject()


# the list of feeds


@pytest.fixture
def dialog(
    fill: Callable[..., list[FeedId]], jobs: Jobs, theme: Theme, actions: Actions, qtbot: QtBot, library_path: Path
) -> FeedsDialog:
    """The dialog of two feeds, of which the second failed."""
    _, failed = fill(Harbour=("One", "Two"), Quay=())
    store = Store.open(library_path)
    with store.write("") as write:
        feeds.checked(write.session, failed, at=NOW, etag="", modified="", error="quay.example is shut.", next_at=None)
    store.close()
    dialog = FeedsDialog(jobs, theme, actions)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2, timeout=WAIT)
    return dialog


def cell(dialog: FeedsDialog, row: int, column: int) -> str:
    return str(dialog.model.data(dialog.model.index(row, column)))


def test_an_error_stands_in_the_row_of_its_feed(dialog: FeedsDialog) -> None:
    assert [cell(dialog, row, TITLE) for row in range(2)] == ["Harbour", "Quay"]
    assert (cell(dialog, 0, STATE), cell(dialog, 0, CHECKED)) == ("", "Never")
    assert cell(dialog, 1, STATE) == "quay.example is shut."
    dialog.view.selectRow(1)
    assert "quay.example is shut." in dialog.problem.text()
    assert not dialog.allow.isVisible()


def test_feeds_are_renamed_moved_paused_and_removed(dialog: FeedsDialog, jobs: Jobs, qtbot: QtBot) -> None:
    dialog.view.selectRow(0)
    dialog.title.setText("The Harbour")
    dialog.title.editingFinished.emit()
    qtbot.waitUntil(lambda: "The Harbour" in [cell(dialog, row, TITLE) for row in range(2)], timeout=WAIT)
    assert [feed.title for feed in dialog.chosen()] == ["The Harbour"], "it stays selected where it moved"
    dialog.folder.setText("Trade / Sea")
    dialog.folder.editingFinished.emit()
    qtbot.waitUntil(lambda: "Trade / Sea" in [cell(dialog, row, FOLDER) for row in range(2)], timeout=WAIT)
    row = next(row for row in range(2) if cell(dialog, row, FOLDER))
    dialog.full_text.click()
    qtbot.waitUntil(lambda: cell(dialog, row, STATE) == "Full text", timeout=WAIT)
    dialog.pause.click()
    qtbot.waitUntil(lambda: cell(dialog, row, STATE) == "Paused", timeout=WAIT)
    assert dialog.pause.text() == "Resume"
    dialog.remove.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=WAIT)
    jobs.write("maintain.undo")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2, timeout=WAIT)


def test_the_dialog_asks_to_refresh_what_is_selected(dialog: FeedsDialog, qtbot: QtBot) -> None:
    dialog.view.selectAll()
    with qtbot.waitSignal(dialog.refresh_wanted, timeout=WAIT) as told:
        dialog.refresh.click()
    assert len(told.args[0]) == 2
    assert QApplication.activeModalWidget() is None
