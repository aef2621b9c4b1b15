"""The model of the outline: what it shows, what it tells, and that it never resets a view for nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from briefing.domain.articles import Article, ArticleId, ArticleSummary, Outcome, Shelf
from briefing.domain.briefings import Briefing, BriefingContents, BriefingId, Item, ItemId, Level, Section, SectionId
from briefing.domain.text import ArticleText
from briefing.ui.models.article_list import MIME_ARTICLES
from briefing.ui.models.briefing_outline import ROWS_MIME, BriefingOutlineModel
from briefing.ui.models.outline_rows import RowKind
from tests.ui.composer.pictures import picture

Layout = list[tuple[int, list[int]]]


def contents(layout: Layout, **levels: Level) -> BriefingContents:
    """A briefing of sections (id, item ids); item n prints article n, "Story n"."""
    sections = tuple(
        Section(
            SectionId(section),
            BriefingId(1),
            f"Part {section}",
            items=tuple(
                Item(
                    ItemId(item),
                    BriefingId(1),
                    SectionId(section),
                    ArticleId(item),
                    level=levels.get(f"i{item}", Level.BRIEF),
                )
                for item in items
            ),
        )
        for section, items in layout
    )
    numbers = [item for _section, items in layout for item in items]
    return BriefingContents(
        Briefing(BriefingId(1), "Weekly", sections=sections), articles={ArticleId(n): article(n) for n in numbers}
    )


def article(number: int) -> Article:
    """An article with nothing but a title and an outlet."""
    at = datetime(2026, 6, 12, tzinfo=UTC)
    summary = ArticleSummary(
        ArticleId(number), f"Story {number}", "Reuters", "", at, "", 0, Shelf.LIBRARY, Outcome.FULL
    )
    return Article(summary, ArticleText())


@pytest.fixture
def model(qapp: object) -> BriefingOutlineModel:
    model = BriefingOutlineModel()
    model.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    return model


def test_nothing_is_shown_without_a_briefing(model: BriefingOutlineModel) -> None:
    model.show(None)
    assert picture(model) == ""


def test_shows_front_page_sections_and_items_with_their_levels(model: BriefingOutlineModel) -> None:
    model.show(contents([(1, [1, 2, 3]), (2, [])], i1=Level.TOP, i3=Level.HEADLINE))
    assert picture(model) == (
        "= Weekly\n"
        "# Part 1 (3 articles)\n"
        "  * Story 1 !\n"
        "  - Story 2 !\n"
        "  . Story 3\n"
        "# Part 2 (Prints “No significant developments”)"
    )


def test_a_headline_of_the_writer_stands_before_the_title(model: BriefingOutlineModel) -> None:
    made = contents([(1, [1])])
    item = Item(ItemId(1), BriefingId(1), SectionId(1), ArticleId(1), headline="Mine", takeaways=(1,))  # type: ignore[arg-type]
    section = Section(SectionId(1), BriefingId(1), "Part 1", items=(item,))
    model.show(BriefingContents(Briefing(BriefingId(1), "Weekly", sections=(section,)), articles=made.articles))
    assert picture(model).splitlines()[-1] == "  - Mine"
    spoken = model.index_of(RowKind.ITEM, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Brief, Mine, Reuters · 1 takeaway"


def test_a_moved_row_is_moved_not_made_anew(model: BriefingOutlineModel, qtbot: QtBot) -> None:
    model.show(contents([(1, [1, 2]), (2, [3])]))
    kept = QPersistentModelIndex(model.index_of(RowKind.ITEM, 1))
    section = QPersistentModelIndex(model.index_of(RowKind.SECTION, 2))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.rowsRemoved):
        model.show(contents([(2, [3, 1]), (1, [2])]))
    assert kept.isValid()
    assert model.row_at(kept).id == 1  # type: ignore[union-attr]
    assert model.row_at(kept.parent()).id == 2  # type: ignore[union-attr]
    assert section.row() == 1


def test_only_rows_that_differ_are_repainted(model: BriefingOutlineModel) -> None:
    model.show(contents([(1, [1, 2])]))
    painted: list[int] = []
    model.dataChanged.connect(lambda top, _bottom, _roles: painted.append(model.row_at(top).id))  # type: ignore[union-attr]
    model.show(contents([(1, [1, 2])], i2=Level.TOP))
    assert painted == [2]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Any sections with any items; no id twice."""
    items = draw(st.permutations(range(1, 9)))
    items = items[: draw(st.integers(0, 8))]
    sections = draw(st.permutations(range(11, 15)))[: draw(st.integers(0, 4))]
    found: Layout = [(section, []) for section in sections]
    for item in items:
        if found:
            found[draw(st.integers(0, len(found) - 1))][1].append(item)
    return found


@settings(max_examples=25)
@given(st.lists(layouts(), min_size=2, max_size=3))
def test_any_state_follows_any_other(states: list[Layout]) -> None:
    model = BriefingOutlineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for state in states:
        model.show(contents(state))
        seen = [
            (section, [int(item) for item in model.item_ids(SectionId(section))]) for section in model.section_ids()
        ]
        assert seen == state
    del tester


def drag_of(model: BriefingOutlineModel, *rows: tuple[RowKind, int]) -> QMimeData:
    """What is dragged when these rows are."""
    return model.mimeData([model.index_of(kind, number) for kind, number in rows])


def drop(model: BriefingOutlineModel, data: QMimeData, row: int, parent: QModelIndex) -> bool:
    """Let go of it there."""
    return model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)


def test_dragged_items_keep_the_order_of_the_outline(model: BriefingOutlineModel, qtbot: QtBot) -> None:
    model.show(contents([(1, [1, 2]), (2, [3])]))
    data = drag_of(model, (RowKind.ITEM, 3), (RowKind.ITEM, 1))
    with qtbot.waitSignal(model.items_dropped) as told:
        assert drop(model, data, 0, model.index_of(RowKind.SECTION, 2))
    assert told.args == [[1, 3], 2, 0]


def test_items_dropped_on_a_section_go_to_its_end(model: BriefingOutlineModel, qtbot: QtBot) -> None:
    model.show(contents([(1, [1, 2]), (2, [3])]))
    with qtbot.waitSignal(model.items_dropped) as told:
        assert drop(model, drag_of(model, (RowKind.ITEM, 3)), -1, model.index_of(RowKind.SECTION, 1))
    assert told.args == [[3], 1, 2]


def test_items_cannot_be_dropped_between_sections(model: BriefingOutlineModel) -> None:
    model.show(contents([(1, [1]), (2, [])]))
    assert not drop(model, drag_of(model, (RowKind.ITEM, 1)), 1, QModelIndex())


@pytest.mark.parametrize(("row", "place"), [(0, 0), (1, 0), (2, 1), (3, 2), (-1, 2)])
def test_a_section_is_dropped_between_sections(model: BriefingOutlineModel, qtbot: QtBot, row: int, place: int) -> None:
    model.show(contents([(1, []), (2, [])]))
    with qtbot.waitSignal(model.section_dropped) as told:
        assert drop(model, drag_of(model, (RowKind.SECTION, 1)), row, QModelIndex())
    assert told.args == [1, place]


def test_a_section_is_not_dropped_on_the_front_page(model: BriefingOutlineModel) -> None:
    model.show(contents([(1, [])]))
    assert not drop(model, drag_of(model, (RowKind.SECTION, 1)), -1, model.index_of(RowKind.FRONT))


@pytest.mark.parametrize("payload", ["4,5", "[4, 5]"])
def test_articles_can_be_dropped_from_a_list(model: BriefingOutlineModel, qtbot: QtBot, payload: str) -> None:
    model.show(contents([(1, [1]), (2, [])]))
    data = QMimeData()
    data.setData(MIME_ARTICLES, QByteArray(payload.encode()))
    with qtbot.waitSignal(model.articles_dropped) as told:
        assert drop(model, data, 1, model.index_of(RowKind.SECTION, 1))
    assert told.args == [1, 1, [4, 5]]
    with qtbot.waitSignal(model.articles_dropped) as told:
        assert drop(model, data, -1, QModelIndex())
    assert told.args == [None, -1, [4, 5]]


def test_nothing_can_be_dropped_without_a_briefing(model: BriefingOutlineModel) -> None:
    data = QMimeData()
    data.setData(ROWS_MIME, QByteArray(json.dumps({"sections": [], "items": [1]}).encode()))
    assert not drop(model, data, -1, QModelIndex())


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (RowKind.SECTION, "Markets", [("Markets", 1)]),
        (RowKind.SECTION, "  ", []),
        (RowKind.SECTION, "Part 1", []),
        (RowKind.ITEM, "Mine", [("Mine", 1)]),
        (RowKind.ITEM, "", []),
        (RowKind.FRONT, "Other", []),
    ],
)
def test_a_rename_is_told(model: BriefingOutlineModel, kind: RowKind, text: str, told: list[Any]) -> None:
    model.show(contents([(1, [1])]))
    heard: list[Any] = []
    model.renamed.connect(lambda row, new: heard.append((new, row.id)))
    model.setData(model.index_of(kind, 1), text)
    assert heard == told
