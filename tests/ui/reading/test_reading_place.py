"""Reading goes on where it stopped: kept off the GUI thread, shown again, never a step of undo."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId
from briefing.domain.text import ArticleText
from briefing.operations import annotate, browse, places, versions
from briefing.ui.article_document import GUTTER
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.texts import harbour, paragraph

LONG = ArticleText(tuple(paragraph(f"Paragraph {n} says {'very much ' * 40}indeed.") for n in range(60)))


def first_line(desk: Desk) -> str:
    """The words of the first line in view."""
    return desk.reader.view.cursorForPosition(QPoint(GUTTER, 4)).block().text()[:13].strip()


def kept(library: Library, article: ArticleId) -> int:
    place = browse.article(library.store, article).place
    return place.offset if place is not None else -1


def scroll_to(desk: Desk, n: int) -> None:
    shown = desk.reader.view.shown
    assert shown is not None
    desk.reader.view.restore_anchor((shown.map.position(LONG.starts[n]), 0))


def test_an_article_is_shown_again_where_reading_stopped(desk: Desk, library: Library, article: ArticleId) -> None:
    long = library.add(LONG, "Long")
    desk.open(long)
    assert first_line(desk) != "Paragraph 31"
    scroll_to(desk, 31)
    desk.reader.show_article(article)
    desk.settle()
    assert kept(library, long) == LONG.starts[31]
    assert browse.sidebar(library.store).history.undo == "Add article"
    desk.qtbot.waitUntil(lambda: desk.text == harbour().text)
    assert desk.reader.view.verticalScrollBar().value() == 0
    desk.reader.show_article(long)
    desk.qtbot.waitUntil(lambda: desk.text == LONG.text)
    assert first_line(desk) == "Paragraph 31"
    desk.reader.show_article(article)
    desk.settle()
    assert kept(library, long) == LONG.starts[31], "it does not drift"
    assert kept(library, article) == -1, "nothing was read of it"


def test_two_quiet_seconds_keep_the_place(desk: Desk, library: Library) -> None:
    long = library.add(LONG, "Long")
    desk.open(long)
    desk.reader._place._quiet.setInterval(10)
    scroll_to(desk, 12)
    desk.qtbot.waitUntil(lambda: kept(library, long) == LONG.starts[12])
    scroll_to(desk, 14)
    desk.reader.flush()
    desk.settle()
    assert kept(library, long) == LONG.starts[14]


def test_a_passage_that_is_asked_for_wins(desk: Desk, library: Library) -> None:
    long = library.add(LONG, "Long")
    places.keep(library.store, long, 1, LONG.starts[31])
    start = LONG.starts[5]
    passage = annotate.highlight(library.store, long, start, start + 11, Meaning.FACT).value
    desk.reader.show_article(long)
    desk.reader.show_passage(passage)
    desk.qtbot.waitUntil(lambda: desk.reader.view.current == passage)
    top = desk.reader.view.verticalScrollBar().value()
    shown = desk.reader.view.shown
    assert shown is not None
    assert 0 <= desk.reader.view.cursorRect(desk.reader.view._cursor_at(shown.map.position(start))).top() < 720, top


def test_a_place_in_another_text_is_let_go(desk: Desk, library: Library) -> None:
    long = library.add(LONG, "Long")
    places.keep(library.store, long, 1, LONG.starts[31])
    versions.edit_text(library.store, long, 0, "Now it begins with these words.")
    places.keep(library.store, long, 1, LONG.starts[40])
    assert kept(library, long) == LONG.starts[31], "an offset of an older text says nothing"
    desk.open(long)
    assert desk.reader.view.verticalScrollBar().value() == 0
