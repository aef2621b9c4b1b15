"""Jobs: work in threads, results on the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.domain.articles import ArticleId, Shelf
from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError, Cancelled, LibraryError
from briefing.domain.listing import Listing, ListingKind
from briefing.operations import browse
from briefing.store.database import Store
from briefing.ui import jobs as jobs_module
from briefing.ui.jobs import Jobs, Progress

Add = Callable[..., list[ArticleId]]


class Ear(QObject):
    """Hears results and on which thread they come."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[threading.Thread] = set()

    def take(self, value: Any) -> None:
        self.heard.append(value)
        self.threads.add(threading.current_thread())


@pytest.fixture
def ear(qapp: QApplication) -> Iterator[Ear]:
    yield (ear := Ear())
    ear.deleteLater()


def test_a_read_gives_its_value_on_the_gui_thread(jobs: Jobs, ear: Ear, qtbot: QtBot, add: Add) -> None:
    add("One", "Two")
    jobs.read("browse.page", Listing(), done=ear.take)
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert [row.title for row in ear.heard[0].rows] == ["Two", "One"]
    assert ear.threads == {threading.main_thread()}


def test_a_write_tells_its_changes_before_it_is_done(jobs: Jobs, ear: Ear, qtbot: QtBot, add: Add) -> None:
    ids = add("One")
    jobs.changed.connect(ear.take)
    jobs.write("organise.tag", ids, "sea", done=ear.take)
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    changes, tag_id = ear.heard
    assert isinstance(changes, Changes)
    assert changes.articles == frozenset(ids)
    assert isinstance(tag_id, int)


def test_writes_happen_in_the_order_of_the_calls(jobs: Jobs, add: Add, library_path: Path, qtbot: QtBot) -> None:
    ids = add("One")
    qtbot.waitSignal(jobs.opened)
    for name in ("a", "b", "c", "d"):
        jobs.write("organise.edit_article", ids[0], "title", name)
    qtbot.waitUntil(lambda: jobs.is_open)
    jobs.drain()
    store = Store.open(library_path, create=False)
    assert browse.article(store, ids[0]).article.title == "d"
    store.close()


def test_closing_finishes_the_writes(library_path: Path, add: Add, qtbot: QtBot, qapp: QApplication) -> None:
    ids = add(*(f"Article {n}" for n in range(30)))
    jobs = Jobs(lambda: Store.open(library_path))
    jobs.open()
    qtbot.waitUntil(lambda: jobs.is_open)
    for article_id in ids:
        jobs.write("organise.move_to", [article_id], Shelf.LIBRARY)
    jobs.close()
    store = Store.open(library_path, create=False)
    assert browse.sidebar(store).counts[ListingKind.LIBRARY] == 30
    store.close()
    jobs.deleteLater()


def test_a_newer_job_with_the_same_key_supersedes(jobs: Jobs, ear: Ear, qtbot: QtBot) -> None:
    gate = threading.Event()

    def slow(progress: Progress) -> str:
        gate.wait(5)
        return "old" if not progress.cancelled() else "cancelled"

    jobs.run("old", slow, done=ear.take, failed=ear.take, key="k")
    jobs.run("new", lambda _progress: "new", done=ear.take, key="k")
    qtbot.waitUntil(lambda: ear.heard == ["new"])
    gate.set()
    jobs.run("last", lambda _progress: "last", done=ear.take)
    qtbot.waitUntil(lambda: "last" in ear.heard)
    assert ear.heard == ["new", "last"]


def test_an_expected_error_goes_to_failed_or_to_the_signal(jobs: Jobs, ear: Ear, qtbot: QtBot) -> None:
    jobs.read("browse.article", 999, failed=ear.take)
    qtbot.waitUntil(lambda: len(ear.heard) == 1)
    assert isinstance(ear.heard[0], BriefingError)
    with qtbot.waitSignal(jobs.failed) as signal:
        jobs.read("browse.article", 999)
    assert "article" in str(signal.args[0])


def test_a_bug_reaches_the_exception_hook_and_frees_the_caller(jobs: Jobs, ear: Ear, qtbot: QtBot) -> None:
    def broken(_progress: Progress) -> None:
        raise ZeroDivisionError("a bug")

    with qtbot.captureExceptions() as caught:
        jobs.run("broken", broken, failed=ear.take)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert isinstance(ear.heard[0], BriefingError), "the caller must not wait for ever"


def test_a_receiver_that_is_gone_is_not_called(jobs: Jobs, qtbot: QtBot, ear: Ear) -> None:
    import shiboken6

    gate, gone = threading.Event(), Ear()
    jobs.run("slow", lambda _progress: gate.wait(5), done=gone.take)
    shiboken6.delete(gone)
    gate.set()
    jobs.run("after", lambda _progress: "after", done=ear.take)
    qtbot.waitUntil(lambda: ear.heard == ["after"])
    assert gone.heard == []


def test_jobs_wait_for_a_library_that_opens_at_the_second_try(
    library_path: Path, ear: Ear, qtbot: QtBot, add: Add, qapp: QApplication
) -> None:
    add("One")
    locked = [True]

    def open_store() -> Store:
        if locked[0]:
            raise LibraryError("The library is locked. Close the other program.")
        return Store.open(library_path)

    jobs = Jobs(open_store)
    with qtbot.waitSignal(jobs.open_failed) as signal:
        jobs.read("browse.page", Listing(), done=ear.take)
    assert "locked" in str(signal.args[0])
    locked[0] = False
    jobs.open()
    qtbot.waitUntil(lambda: bool(ear.heard))
    jobs.close()
    jobs.deleteLater()


def test_long_work_shows_its_progress_and_can_be_cancelled(
    jobs: Jobs, ear: Ear, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "BUSY_AFTER", 0.0)

    def counting(progress: Progress) -> None:
        progress(3, 10)
        while not progress.cancelled():
            threading.Event().wait(0.01)
        raise Cancelled("Cancelled.")

    jobs.run("Counting", counting, failed=ear.take)
    with qtbot.waitSignal(jobs.busy, check_params_cb=lambda infos: bool(infos) and infos[0].done == 3) as signal:
        pass
    (info,) = signal.args[0]
    assert (info.name, info.total) == ("Counting", 10)
    with qtbot.waitSignal(jobs.busy, check_params_cb=lambda infos: infos == ()):
        info.cancel()
    assert isinstance(ear.heard[0], Cancelled)


def test_nothing_begins_after_the_end(jobs: Jobs, ear: Ear, qtbot: QtBot) -> None:
    jobs.read("browse.page", Listing(), done=ear.take)
    qtbot.waitUntil(lambda: bool(ear.heard))
    jobs.close()
    before = set(threading.enumerate())
    jobs.read("browse.page", Listing(), done=ear.take)
    jobs.open()
    assert set(threading.enumerate()) == before
    assert not jobs.is_open
