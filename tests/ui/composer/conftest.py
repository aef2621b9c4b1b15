"""A library with a briefing in it, and the panes that show it: real store, real jobs, no screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, Capture
from briefing.domain.briefings import Briefing, BriefingId, ItemId, SectionId
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import annotate, compose
from briefing.store import articles, briefings
from briefing.store.database import Store
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.panes.briefing import BriefingPane
from briefing.ui.theme import Theme

PROSE = "Meta took a 49 percent stake in the company. The regulator said it would look at the deal. " * 3


@dataclass(slots=True)
class Made:
    """A library with a briefing: "Developments" holds Alpha and Beta, "People" holds Gamma, "Empty" holds nothing."""

    store: Store
    briefing: BriefingId
    articles: dict[str, ArticleId]
    sections: dict[str, SectionId]
    items: dict[str, ItemId]

    def full(self) -> Briefing:
        """The briefing as the library has it now."""
        with self.store.read() as session:
            return briefings.full(session, self.briefing)

    def order(self) -> dict[str, list[str]]:
        """Section titles to the names of their articles."""
        names = {article_id: name for name, article_id in self.articles.items()}
        return {s.title: [names[item.article_id] for item in s.items] for s in self.full().sections}


def add_article(store: Store, title: str) -> ArticleId:
    """An article of some prose."""
    text = ArticleText((Block(BlockKind.PARAGRAPH, (Run(PROSE),)),))
    capture = Capture(title, text, outlet="Reuters", published="2026-06-12", language="en")
    with store.write("Add article") as write:
        return articles.add(write.session, capture, added_at=datetime(2026, 6, 12, tzinfo=UTC))


@pytest.fixture(scope="session")
def written(empty_library: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """A closed library with a small briefing, written once through the operations; tests work on copies of it."""
    path = tmp_path_factory.mktemp("written") / "written.briefing-library"
    shutil.copyfile(empty_library, path)
    store = Store.open(path)
    made = write_sample(store)
    store.close()
    return path, made


def write_sample(store: Store) -> Made:
    """Write what `Made` describes."""
    ids = {name: add_article(store, name) for name in ("Alpha", "Beta", "Gamma", "Delta")}
    annotate.add_takeaway(store, ids["Alpha"], TakeawayKind.FOR_YOU, "Sell the boats.")
    annotate.add_takeaway(store, ids["Alpha"], TakeawayKind.RISK, "If it rains, then boats sink.")
    annotate.highlight(store, ids["Alpha"], 0, 44, Meaning.FACT)
    briefing_id = compose.create_briefing(store, "Weekly", "2026-06-12").value
    with store.read() as session:
        first = briefings.full(session, briefing_id).sections[0].id
    sections = {"Developments": first}
    for title in ("People", "Empty"):
        sections[title] = compose.add_section(store, briefing_id, title).value
    items = {}
    for title, names in (("Developments", ("Alpha", "Beta")), ("People", ("Gamma",))):
        made_items = compose.add_articles(store, briefing_id, sections[title], [ids[n] for n in names]).value
        items.update(zip(names, made_items, strict=True))
    return Made(store, briefing_id, ids, sections, items)


@pytest.fixture
def library_path(written: tuple[Path, Made], tmp_path: Path) -> Path:
    """A library with a small briefing that belongs to this test."""
    path = tmp_path / "library.briefing-library"
    shutil.copyfile(written[0], path)
    return path


@pytest.fixture
def made(store: Store, written: tuple[Path, Made]) -> Made:
    """The library of this test and the ids of what is in it."""
    return replace(written[1], store=store)


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
    """Jobs on the same library as `made`, through a store of their own."""
    jobs = Jobs(lambda: Store.open(library_path))
    yield jobs
    jobs.close()
    jobs.deleteLater()


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Put a widget into a window and wait until it is on the screen."""
    windows = []

    def show(widget: QWidget) -> None:
        window = QWidget()
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # offscreen windows know no limits
        column.addWidget(widget)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(900, 700)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()

    return show


@pytest.fixture
def pane(
    qtbot: QtBot,
    made: Made,
    jobs: Jobs,
    theme: Theme,
    actions: Actions,
    shown: Callable[[QWidget], None],
) -> BriefingPane:
    """The briefing pane, showing the briefing of `made`, with its actions bound as the window does it."""
    pane = BriefingPane(jobs, theme, actions)
    for action_id, slot in pane.commands().items():
        actions.bind(action_id, slot)
    actions.attach("briefing", pane)
    shown(pane)
    with qtbot.waitSignal(pane.shown):
        pane.show_briefing(made.briefing)
    return pane
