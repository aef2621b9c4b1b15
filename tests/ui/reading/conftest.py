"""A library with an article in it, and the reader and the takeaways pane that show it: real store, real jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import Highlight, Takeaway
from briefing.domain.articles import Article, ArticleId, Capture, OfferedTakeaway, Origin, Outcome, Picture
from briefing.domain.text import ArticleText
from briefing.operations import browse
from briefing.store import articles
from briefing.store.database import Store
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.panes.reader import ReaderPane
from briefing.ui.panes.takeaways import TakeawaysPane
from briefing.ui.theme import Theme
from tests.ui.reading.texts import harbour


@dataclass(slots=True)
class Library:
    """A store and what is in it now."""

    store: Store

    def add(
        self,
        text: ArticleText,
        title: str = "A harbour closes",
        *,
        outcome: Outcome = Outcome.FULL,
        offers: tuple[OfferedTakeaway, ...] = (),
        pictures: tuple[Picture, ...] = (),
    ) -> ArticleId:
        """Put an article into the library."""
        capture = Capture(
            title,
            text,
            authors=("Ada Wren", "Bo Lind"),
            outlet="The Tide",
            published="2026-06-12",
            language="en",
            origins={"title": Origin.PAGE, "published": Origin.GUESS},
            outcome=outcome,
            reason="" if outcome is Outcome.FULL else "Only the first paragraphs are here.",
            offers=offers,
            pictures=pictures,
        )
        with self.store.write("Add article") as write:
            return articles.add(write.session, capture, added_at=datetime(2026, 6, 12, tzinfo=UTC))

    def article(self, article_id: ArticleId) -> Article:
        """An article as the library has it now."""
        return browse.article(self.store, article_id).article

    def highlights(self, article_id: ArticleId) -> tuple[Highlight, ...]:
        """The highlights of an article as the library has them now."""
        return browse.article(self.store, article_id).highlights

    def takeaways(self, article_id: ArticleId) -> tuple[Takeaway, ...]:
        """The takeaways of an article as the library has them now."""
        return browse.article(self.store, article_id).takeaways


@pytest.fixture
def library(store: Store) -> Library:
    """An empty library."""
    return Library(store)


@pytest.fixture
def article(library: Library) -> ArticleId:
    """The article about the harbour."""
    return library.add(harbour())


@pytest.fixture
def theme(qapp: object) -> Theme:
    """The light set, without icons."""
    theme = Theme()
    theme.style()
    return theme


@pytest.fixture
def actions(theme: Theme) -> Actions:
    """The table of actions."""
    return Actions(theme)


@pytest.fixture
def jobs(library_path: Path, qapp: object) -> Iterator[Jobs]:
    """Jobs on the same library, through a store of their own."""
    jobs = Jobs(lambda: Store.open(library_path))
    yield jobs
    jobs.close()
    jobs.deleteLater()


@dataclass(slots=True)
class Desk:
    """The two panes side by side, joined as the window joins them."""

    window: QWidget
    reader: ReaderPane
    takeaways: TakeawaysPane
    actions: Actions
    jobs: Jobs
    qtbot: QtBot

    def open(self, article_id: ArticleId) -> None:
        """Show an article in both panes."""
        self.reader.show_article(article_id)
        self.takeaways.show_article(article_id)
        self.qtbot.waitUntil(lambda: self.reader.view.shown is not None and bool(self.reader.view.toPlainText()))
        self.qtbot.waitUntil(lambda: self.takeaways.isVisible() and self.takeaways.details.isVisible())

    def select(self, quote: str) -> None:
        """Select words of the article, as dragging over them does."""
        shown = self.reader.view.shown
        assert shown is not None
        start = self.text.index(quote)
        self.reader.view.setFocus()
        self.reader.view.select(shown.map.position(start), shown.map.position(start + len(quote)))

    @property
    def text(self) -> str:
        """The canonical text of the article that is shown."""
        return self.reader.marking.text

    def settle(self) -> None:
        """Wait until everything that was asked for is in the library."""
        self.jobs.drain()


@pytest.fixture
def desk(qtbot: QtBot, jobs: Jobs, theme: Theme, actions: Actions) -> Iterator[Desk]:
    """Reader and takeaways in a window, with their actions bound."""
    window = QWidget()
    reader, takeaways = ReaderPane(jobs, theme, actions), TakeawaysPane(jobs, theme, actions)
    row = QHBoxLayout(window)
    row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # the offscreen screen has no size hints
    row.addWidget(reader, 7)
    row.addWidget(takeaways, 4)
    for scope, pane in (("reader", reader), ("takeaways", takeaways)):
        actions.attach(scope, pane)
        for action_id, slot in pane.commands().items():
            actions.bind(action_id, slot)
    actions.attach("window", window)
    reader.takeaway_wanted.connect(takeaways.new_takeaway)
    reader.highlight_chosen.connect(takeaways.choose_highlight)
    takeaways.passage_wanted.connect(reader.show_passage)
    takeaways.text_wanted.connect(reader.show_text)
    takeaways.place_wanted.connect(reader.place_highlight)
    takeaways.orphan_chosen.connect(reader.texts.choose)
    qtbot.addWidget(window)
    window.resize(1100, 720)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield Desk(window, reader, takeaways, actions, jobs, qtbot)
    takeaways.flush()
    jobs.drain()
