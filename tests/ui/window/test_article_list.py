"""The model of the article list: pages, changes, the promises of a Qt model."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.domain.articles import ArticleId, Shelf
from briefing.domain.listing import Listing, ListingKind
from briefing.ui.jobs import Jobs
from briefing.ui.models import article_list
from briefing.ui.models.article_list import MIME_ARTICLES, PAGE, ArticleListModel

Add = Callable[..., list[ArticleId]]


@pytest.fixture
def model(jobs: Jobs, qapp: QApplication) -> Iterator[ArticleListModel]:
    """The model, watched by Qt's own tester."""
    model = ArticleListModel(jobs)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    tester.deleteLater()
    model.deleteLater()


def picture(model: ArticleListModel) -> str:
    """The list as a person would draw it: one line a row, * for a star, tags behind."""
    rows = [model.article_at(n) for n in range(model.rowCount())]
    return "\n".join(
        f"{'*' if row.starred else ' '} {' #'.join((row.title, *(tag.name for tag in row.tags)))}"
        for row in rows
        if row is not None
    )


def show(model: ArticleListModel, qtbot: QtBot, listing: Listing | None = None) -> None:
    with qtbot.waitSignal(model.loaded):
        model.show_listing(listing or Listing())


def test_the_newest_article_comes_first(model: ArticleListModel, qtbot: QtBot, add: Add) -> None:
    add("One", "Two", "Three")
    show(model, qtbot)
    assert picture(model) == "  Three\n  Two\n  One"
    assert model.complete


def test_an_empty_list_is_a_list(model: ArticleListModel, qtbot: QtBot) -> None:
    show(model, qtbot)
    assert model.rowCount() == 0
    assert not model.canFetchMore(QModelIndex())


def test_pages_come_as_the_view_asks_for_them(model: ArticleListModel, qtbot: QtBot, add: Add) -> None:
    ids = add(*(f"Article {n}" for n in range(PAGE * 2 + 7)))
    show(model, qtbot)
    assert model.rowCount() == PAGE
    while not model.complete:
        before = model.rowCount()
        model.fetchMore(QModelIndex())  # without effect while Qt's tester has asked for the same page
        qtbot.waitUntil(lambda before=before: model.rowCount() > before)
    shown = [model.article_at(n).id for n in range(model.rowCount())]
    assert shown == ids[::-1], "every article once, in order"


def test_a_change_of_one_article_touches_one_row(model: ArticleListModel, jobs: Jobs, qtbot: QtBot, add: Add) -> None:
    ids = add("One", "Two", "Three")
    show(model, qtbot)
    with qtbot.waitSignal(model.dataChanged) as signal, qtbot.assertNotEmitted(model.modelReset):
        jobs.write("organise.star", [ids[1]], True)
    assert signal.args[0].row() == signal.args[1].row() == 1
    with qtbot.waitSignal(model.dataChanged):
        jobs.write("organise.tag", [ids[0]], "sea")
    assert picture(model) == "  Three\n* Two\n  One #sea"


def test_articles_leave_and_come_back_without_a_reset(
    model: ArticleListModel, jobs: Jobs, qtbot: QtBot, add: Add
) -> None:
    ids = add("One", "Two", "Three", "Four")
    show(model, qtbot)
    with qtbot.assertNotEmitted(model.modelReset):
        with qtbot.waitSignal(model.rowsRemoved):
            jobs.write("organise.trash", [ids[1]])
        qtbot.waitUntil(lambda: picture(model) == "  Four\n  Three\n  One")
        with qtbot.waitSignal(model.rowsInserted):
            jobs.write("maintain.undo")
        qtbot.waitUntil(lambda: picture(model) == "  Four\n  Three\n  Two\n  One")


def test_a_moved_article_goes_to_the_other_list(model: ArticleListModel, jobs: Jobs, qtbot: QtBot, add: Add) -> None:
    ids = add("One", "Two")
    show(model, qtbot)
    with qtbot.waitSignal(model.rowsRemoved):
        jobs.write("organise.move_to", [ids[0]], Shelf.LIBRARY)
    show(model, qtbot, Listing(ListingKind.LIBRARY))
    assert picture(model) == "  One"


def test_a_page_that_comes_late_does_not_land_in_another_list(model: ArticleListModel, qtbot: QtBot, add: Add) -> None:
    add(*(f"Article {n}" for n in range(PAGE + 10)))
    show(model, qtbot)
    model.fetchMore(QModelIndex())
    show(model, qtbot, Listing(ListingKind.LIBRARY))
    assert model.rowCount() == 0


def test_a_search_brings_hits_with_their_place(model: ArticleListModel, qtbot: QtBot, add: Add) -> None:
    add("Harbour", "Mountain")
    with qtbot.waitSignal(model.loaded):
        model.show_search("harb")
    assert picture(model) == "  Harbour"
    show(model, qtbot)
    assert model.rowCount() == 2


def test_dragged_articles_carry_their_ids_and_titles(model: ArticleListModel, qtbot: QtBot, add: Add) -> None:
    one, two = add("One", "Two")
    show(model, qtbot)
    data = model.mimeData([model.index(0), model.index(1)])
    assert bytes(data.data(MIME_ARTICLES).data()).decode() == f"{two},{one}"
    assert data.text() == "Two\nOne"


def test_a_row_speaks_for_itself(model: ArticleListModel, qtbot: QtBot, add: Add) -> None:
    from PySide6.QtCore import Qt

    add("Harbour", tag="sea")
    show(model, qtbot)
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Harbour, The Tide, 2026-06-12, 1 minute, sea"


def test_a_long_list_drops_one_row_without_being_read_again(
    model: ArticleListModel, jobs: Jobs, qtbot: QtBot, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_list, "FEW", 3)
    ids = add("One", "Two", "Three", "Four", "Five")
    show(model, qtbot)
    with qtbot.assertNotEmitted(model.modelReset):
        jobs.write("organise.trash", [ids[2]])
        qtbot.waitUntil(lambda: picture(model) == "  Five\n  Four\n  Two\n  One")
        jobs.write("maintain.undo")
        qtbot.waitUntil(lambda: picture(model) == "  Five\n  Four\n  Three\n  Two\n  One")
