"""What stands in view is found in a document that is laid out in part, without laying out the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from briefing.domain.annotations import HighlightId, Meaning
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.ui.article_document import Masthead, build
from briefing.ui.delegates.highlight_marks import Mark
from briefing.ui.panes.reading.article_view import ArticleView
from briefing.ui.panes.reading.blocks_in_view import blocks_between
from briefing.ui.panes.reading.page_look import look_of, page_width
from briefing.ui.panes.reading.page_style import PageStyle
from briefing.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def long_text(paragraphs: int) -> ArticleText:
    """Paragraphs, and a table after every fifth, whose cells are of several heights."""
    blocks = []
    for number in range(paragraphs):
        blocks.append(Block(BlockKind.PARAGRAPH, (Run(f"Paragraph {number}. " + "The tide rose again. " * 12),)))
        if number % 5 == 4:
            row = ((Run("2024"),), (Run("many words in a narrow cell " * 6),), (Run("3"),))
            blocks.append(Block(BlockKind.TABLE, rows=(row, row, row)))
    return ArticleText(tuple(blocks))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme()
    theme.style()
    yield theme
    theme.deleteLater()


@pytest.fixture
def view(theme: Theme, qapp: QApplication) -> Iterator[ArticleView]:
    view = ArticleView(theme)
    view.resize(760, 800)
    view.show()
    show(view, theme)
    yield view
    view.close()
    view.deleteLater()


def show(view: ArticleView, theme: Theme) -> None:
    look = look_of(theme, PageStyle(), 1.0)
    view.show_document(build(long_text(300), Masthead("Tides", "", "", ""), look), page_width(look, PageStyle()))


def laid_out(view: ArticleView) -> int:
    """How many blocks of the document have lines."""
    block, count = view.document().begin(), 0
    while block.isValid():
        count += block.layout().lineCount() > 0
        block = block.next()
    return count


def between(view: ArticleView, top: int, near: int = 0) -> tuple[int, int]:
    first, last = blocks_between(view.document(), top, top + 800, near)
    return first.blockNumber(), last.blockNumber()


@pytest.mark.parametrize("near", [0, 40, 10_000])
def test_the_same_blocks_are_found_before_and_after_the_rest_is_laid_out(
    view: ArticleView, theme: Theme, near: int
) -> None:
    heights = range(-40, 3000, 7)
    found = []
    for top in heights:
        if top % 200 == 0:
            show(view, theme)  # a document of which nothing is laid out
        found.append(between(view, top, min(near, 60)))
    view.document().documentLayout().documentSize()  # lays out everything
    assert laid_out(view) == view.document().blockCount()
    assert found == [between(view, top, near) for top in heights]


def test_blocks_between_two_heights_are_all_and_only_those(view: ArticleView) -> None:
    layout = view.document().documentLayout()
    layout.documentSize()
    for top in range(0, 20_000, 113):
        first, last = blocks_between(view.document(), top, top + 800)
        block = view.document().begin()
        while block.isValid():
            box = layout.blockBoundingRect(block)
            if block.text() and box.bottom() > top + 1 and box.top() <= top + 800:
                assert first.blockNumber() <= block.blockNumber() <= last.blockNumber()
            block = block.next()
        assert layout.blockBoundingRect(last).top() <= top + 800
        assert layout.blockBoundingRect(first.next()).bottom() >= top - 400, "at most a row of a table above"


def test_painting_a_page_lays_out_no_more_than_it_shows(view: ArticleView) -> None:
    view.viewport().repaint()
    for _ in range(10):
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 30)
        view.viewport().repaint()
        assert laid_out(view) < view.document().blockCount() / 2


def test_a_highlight_in_view_is_painted_wherever_the_page_stands(view: ArticleView) -> None:
    assert view.shown is not None
    mark = Mark(HighlightId(1), Meaning.FACT, tuple(view.shown.map.spans(0, 40)), False)
    view.set_marks([mark], {})
    area = QRect(0, 0, view.viewport().width(), view.viewport().height())
    for value in range(0, 70, 3):
        view.verticalScrollBar().setValue(value)
        shapes = view._visible_shapes(area, view._visible_range(area))
        assert [each for each, _ in shapes] == [mark], value
