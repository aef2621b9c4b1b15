"""The window and its parts on a real library, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from briefing.domain.articles import ArticleId, Capture
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.store import articles, tags
from briefing.store.database import Store
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.main_window import MainWindow
from briefing.ui.main_window.desk import Desk
from briefing.ui.theme import Theme

WAIT = 10_000
BEGAN = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def add(library_path: Path) -> Callable[..., list[ArticleId]]:
    """Put articles into the library of this test before a window opens it; the last one is the newest."""

    def put(*titles: str, tag: str = "") -> list[ArticleId]:
        store = Store.open(library_path)
        ids = []
        with store.write("Add articles") as write:
            for number, title in enumerate(titles):
                text = ArticleText((Block(BlockKind.PARAGRAPH, (Run(f"{title} is about boats and water."),)),))
                capture = Capture(title, text, outlet="The Tide", published="2026-06-12")
                added_at = BEGAN + timedelta(minutes=number)
                ids.append(articles.add(write.session, capture, added_at=added_at))
            if tag:
                tags.assign(write.session, ids, tags.ensure(write.session, tag))
        store.close()
        return ids

    return put


@pytest.fixture
def theme(qapp: object) -> Iterator[Theme]:
    """The light set, without icons."""
    theme = Theme()
    theme.style()
    yield theme
    theme.deleteLater()


@pytest.fixture
def actions(theme: Theme) -> Actions:
    """The table of actions."""
    return Actions(theme, theme)


@pytest.fixture
def jobs(library_path: Path, qapp: object) -> Iterator[Jobs]:
    """Jobs on the library of this test."""
    jobs = Jobs(lambda: Store.open(library_path))
    yield jobs
    jobs.close()
    jobs.deleteLater()


@pytest.fixture
def state(tmp_path: Path) -> QSettings:
    """Where the window remembers how it lay."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def open_window(qtbot: QtBot, library_path: Path, theme: Theme, state: QSettings) -> Iterator[Callable[[], MainWindow]]:
    """Open the window as app.py does and wait until its list is read; all are closed after the test."""
    opened: list[MainWindow] = []

    def open_one() -> MainWindow:
        jobs = Jobs(lambda: Store.open(library_path))
        window = MainWindow(jobs, theme, state)
        jobs.setParent(window)
        opened.append(window)
        window.show()
        window.activateWindow()
        with qtbot.waitSignal(window.desk.library.model.loaded, timeout=WAIT):
            window.desk.start()
        qtbot.waitUntil(lambda: window.desk.counts is not None, timeout=WAIT)
        return window

    yield open_one
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    """An open window."""
    return open_window()


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    """What lies in the window."""
    return window.desk


def titles(desk: Desk) -> list[str]:
    """The titles in the article list, from the top."""
    model = desk.library.model
    return [article.title for row in range(model.rowCount()) if (article := model.article_at(row)) is not None]
