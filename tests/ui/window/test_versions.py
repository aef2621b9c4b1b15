"""The ways on from a capture that did not go well, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId, Capture, Outcome
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import capture
from briefing.store import articles
from briefing.store.database import Store
from briefing.ui.dialogs.picker import Picker
from briefing.ui.main_window import MainWindow
from tests.sources.server import PAGE, running
from tests.ui.window.conftest import WAIT

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)")

WORDS = ("Home and other links", "The harbour closes in May, the port said.", "More stories for you")


@pytest.fixture
def page(library_path: Path) -> ArticleId:
    """A page that is no article, with an address."""
    store = Store.open(library_path)
    text = ArticleText(tuple(Block(BlockKind.PARAGRAPH, (Run(words),)) for words in WORDS))
    capture = Capture(
        "Harbour", text, url="https://example.org/h", outcome=Outcome.NO_ARTICLE, reason="There is no article here."
    )
    with store.write("Add") as write:
        article_id = articles.add(write.session, capture, added_at=datetime(2026, 6, 1, tzinfo=UTC))
    store.close()
    return article_id


def test_the_banner_offers_ways_on_and_the_chosen_part_is_the_article(
    page: ArticleId, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    window.desk.open_article(page)
    qtbot.waitUntil(lambda: window.desk.middle.reader is not None, timeout=WAIT)
    reader = window.desk.middle.reader
    qtbot.waitUntil(reader.banner.isVisible, timeout=WAIT)
    ways = {button.text(): button for button in reader.banner.ways}
    assert set(ways) == {
        "Keep only the selection",
        "Capture from your browser",
        "Take the text from the clipboard",
        "Open original page",
    }
    start = reader.marking.text.index(WORDS[1])
    shown = reader.view.shown
    reader.view.select(shown.map.position(start), shown.map.position(start + 11))
    ways["Keep only the selection"].click()
    qtbot.waitUntil(lambda: reader.marking.text == WORDS[1], timeout=WAIT)
    qtbot.waitUntil(lambda: not reader.banner.isVisible(), timeout=WAIT)
    window.table["article.versions"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(Picker)), timeout=WAIT)
    (picker,) = window.findChildren(Picker)
    assert [choice.text[0] for choice in picker.model.all_choices] == ["2", "1"]
    picker.chosen.emit(1)
    qtbot.waitUntil(lambda: reader.marking.text == "\n".join(WORDS), timeout=WAIT)


def test_how_many_highlights_stay_behind_can_be_read_beside_the_offer_to_undo(
    page: ArticleId, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    window.desk.open_article(page)
    qtbot.waitUntil(lambda: window.desk.middle.reader is not None and window.desk.middle.reads, timeout=WAIT)
    reader = window.desk.middle.reader
    qtbot.waitUntil(lambda: WORDS[-1] in reader.marking.text, timeout=WAIT)
    starts = [reader.marking.text.index(words) for words in WORDS]
    for start, end in ((starts[0], starts[0] + 4), (starts[1], starts[1] + 11)):
        window.desk.jobs.write("annotate.highlight", page, start, end, Meaning.FACT)
    qtbot.waitUntil(lambda: "Highlight" in window.desk.status.text, timeout=WAIT)
    shown = reader.view.shown
    reader.view.select(shown.map.position(starts[1]), shown.map.position(starts[1] + 11))
    window.table["article.keep_only"].trigger()
    said = "1 highlight stays in the text of before and needs you. Undo with Ctrl+Z."
    qtbot.waitUntil(lambda: window.desk.status.text == said, timeout=WAIT)


def test_without_a_selection_or_a_text_the_way_is_told(
    page: ArticleId, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    window.desk.open_article(page)
    qtbot.waitUntil(lambda: window.desk.middle.reader is not None and window.desk.middle.reads, timeout=WAIT)
    qtbot.waitUntil(window.desk.middle.reader.banner.isVisible, timeout=WAIT)
    window.table["article.keep_only"].trigger()
    assert "Select the part" in window.desk.status.text
    QGuiApplication.clipboard().clear()
    window.table["article.paste_text"].trigger()
    assert "Copy the text" in window.desk.status.text


def test_a_page_of_the_local_network_and_a_doubtful_text_are_asked_about_above_the_article(
    library_path: Path, open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    with running() as server:
        server.pages["page"] = PAGE
        store = Store.open(library_path)
        article = capture.capture_url(store, server.url("set/page"), allow_private=True).value.article_id
        store.close()
        window = open_window()
        window.desk.open_article(article)
        qtbot.waitUntil(lambda: window.desk.middle.reader is not None and window.desk.middle.reads, timeout=WAIT)
        reader = window.desk.middle.reader
        qtbot.waitUntil(lambda: "Paragraph 7" in reader.marking.text, timeout=WAIT)
        notice = reader.notice
        server.pages["page"] = PAGE.partition(b"<p>Paragraph 3")[0] + b"</article></body></html>"

        def press(text: str) -> None:
            qtbot.waitUntil(lambda: text in [way.text() for way in notice.ways], timeout=WAIT)
            next(way for way in notice.ways if way.text() == text).click()

        window.table["article.recapture"].trigger()
        press("Fetch it anyway")
        qtbot.waitUntil(lambda: "The text you have was kept." in notice.label.text(), timeout=WAIT)
        assert "Paragraph 7" in reader.marking.text
        press("Use the new text anyway")
        qtbot.waitUntil(lambda: bool(reader.marking.text) and "Paragraph 7" not in reader.marking.text, timeout=WAIT)
        qtbot.waitUntil(lambda: not notice.isVisible(), timeout=WAIT)
        window.table["article.recapture"].trigger()
        press("Dismiss")
        assert not notice.isVisible()


def test_the_stored_original_is_opened_outside_of_the_program(
    library_path: Path,
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with running() as server:
        server.pages["page"] = PAGE
        store = Store.open(library_path)
        article = capture.capture_url(store, server.url("set/page"), allow_private=True).value.article_id
        store.close()
    window = open_window()
    window.desk.open_article(article)
    qtbot.waitUntil(lambda: window.desk.middle.reader is not None and window.desk.middle.reads, timeout=WAIT)
    opened: list[str] = []
    window.desk.middle.reader.browse = lambda url: opened.append(url.toLocalFile())
    window.table["article.stored_original"].trigger()
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT)
    assert Path(opened[0]).parent.parent == tmp_path
    assert "Paragraph 3 says" in Path(opened[0]).read_text()
    qtbot.waitUntil(lambda: "No program opened" in window.desk.status.text, timeout=WAIT)
