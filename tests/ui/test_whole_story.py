"""The whole main job in the real window, by clicks and keys: from an empty library to a PDF that is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import TakeawayKind
from briefing.domain.listing import Listing, ListingKind
from briefing.operations import browse
from briefing.store.database import Store
from briefing.ui.app import App, make_application
from briefing.ui.dialogs.add import AddDialog
from tests.operations.test_story import PAGE, PASTE

pytestmark = [
    pytest.mark.window,
    pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)"),
]

WAIT = 20_000
"""Milliseconds after which something that has not happened will not happen: worker processes start in this test."""

SERVED = b"""<!doctype html><html lang="en"><head><title>Copper falls to a two year low</title>
<meta property="og:site_name" content="The Metals Note"><meta name="author" content="Jon Abara">
<meta property="article:published_time" content="2026-11-20"></head><body><article>
<h1>Copper falls to a two year low</h1>
<p>Copper lost four percent on Friday after stocks in the warehouses of the exchange rose for nine weeks.</p>
<p>Traders said that smelters kept producing although orders for cable and motors had been falling since the summer.</p>
<p>Most of them expect the price to recover only when the first smelter announces that it will stop for repairs.</p>
</article></body></html>"""


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(SERVED)

    def log_message(self, *_: object) -> None:
        """Say nothing: the test's own output is what counts."""


@pytest.fixture
def address() -> Iterator[str]:
    """The address of an article on a server of this test."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/copper"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def app(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[App]:
    """The program on a library that does not exist yet."""
    make_application()
    app = App(tmp_path / "library.briefing-library")
    app.show()
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow, timeout=WAIT)
    qtbot.waitUntil(lambda: app.jobs.is_open and app.window.desk.counts is not None, timeout=WAIT)
    yield app
    app.window.close()
    app.window.deleteLater()
    app.deleteLater()


@pytest.fixture
def beside(app: App, tmp_path: Path) -> Iterator[Store]:
    """The same library, opened once more."""
    store = Store.open(tmp_path / "library.briefing-library", create=False)
    yield store
    store.close()


def test_from_an_empty_library_to_a_pdf(app: App, qtbot: QtBot, beside: Store, address: str, tmp_path: Path) -> None:
    story = _Story(app, qtbot, beside)
    page = tmp_path / "battery.html"
    page.write_text(PAGE, encoding="utf-8")

    story.paste(PASTE)
    story.shows("Harbour strike ends after nine days")
    story.add_address(address)
    story.shows("Copper falls to a two year low")
    app.window.desk.captures.add_file(page)
    story.shows("Battery prices fall again")
    assert story.count() == 3

    story.open("Harbour strike ends after nine days")
    story.find_and_mark("a wage rise of 6.2 percent", Qt.Key.Key_2)
    story.write_takeaway("Freight will be cheaper from December. Book again.")
    (takeaway,) = story.view().takeaways
    assert takeaway.kind is TakeawayKind.FOR_YOU
    assert [h.id for h in story.view().highlights] == list(takeaway.evidence)
    story.tag("freight")

    briefing_id = story.new_briefing_with_all()
    story.type_bottom_line("Costs fall on three fronts.")
    target = tmp_path / "briefing.pdf"
    story.export(target)

    pdf = pypdfium2.PdfDocument(target)
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    words = " ".join(text.split())
    for expected in (
        "Costs fall on three fronts.",
        "Harbour strike ends after nine days",
        "Freight will be cheaper from December. Book again.",
        "Copper falls to a two year low",
        "Battery prices fall again",
        "The Metals Note",
    ):
        assert expected in words
    assert story.contents(briefing_id).briefing.bottom_line == "Costs fall on three fronts."


def test_undo_takes_back_what_is_still_being_typed(app: App, qtbot: QtBot, beside: Store) -> None:
    story = _Story(app, qtbot, beside)
    story.paste(PASTE)
    story.shows("Harbour strike ends after nine days")
    story.write_takeaway("Right words.")
    qtbot.keyClicks(app.window.focusWidget(), " Wrong words.")
    story.run("edit.undo")
    story.until(lambda: story.view().takeaways[0].text in ("", "Right words."))
    story.until(lambda: app.window.table["edit.redo"].isEnabled())
    app.window.desk.middle.flush()  # whatever an editor still held back would be saved now
    assert "Wrong" not in story.view().takeaways[0].text


class _Story:
    """What a person does, in words."""

    def __init__(self, app: App, qtbot: QtBot, beside: Store) -> None:
        """`beside` is the same library opened once more, as another program would."""
        self.app, self.window, self.desk = app, app.window, app.window.desk
        self.qtbot, self.beside = qtbot, beside

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT)

    def ask(self, verb: Callable[..., Any], *args: Any) -> Any:
        """What the library says now, after everything that was typed is saved."""
        self.app.jobs.drain()
        return verb(self.beside, *args)

    def count(self) -> int:
        return len(self.ask(browse.page, Listing(ListingKind.INBOX)).rows)

    def view(self) -> browse.ArticleView:
        return self.ask(browse.article, self.window.desk.middle.reader.article_id)

    def contents(self, briefing_id: Any) -> Any:
        return self.ask(browse.briefing, briefing_id)

    def come_back(self) -> None:
        """What a window manager does when a dialog has closed."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        self.until(lambda: QGuiApplication.focusWindow() is self.window.windowHandle())

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        self.come_back()
        widget.setFocus()
        self.qtbot.keyClick(widget, key)

    def run(self, action_id: str) -> None:
        action = self.window.table[action_id]
        self.until(action.isEnabled)
        action.trigger()

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.run("file.paste")

    def add_address(self, address: str) -> None:
        self.run("file.add")
        dialog = self.window.findChild(AddDialog)
        self.qtbot.keyClicks(dialog.field, address)
        self.qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        self.until(lambda: bool(dialog.problem.text()))  # the server is on this computer: consent is asked for
        self.qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

    def open(self, title: str) -> None:
        model = self.window.desk.library.model

        def titles() -> list[str]:
            return [article.title for row in range(model.rowCount()) if (article := model.article_at(row))]

        self.until(lambda: title in titles())
        self.window.desk.library.view.setCurrentIndex(model.index(titles().index(title)))
        self.until(lambda: self.window.desk.middle.reader is not None and self.window.desk.middle.reads)
        self.until(lambda: title in self.window.desk.middle.reader.view.toPlainText())

    def shows(self, title: str) -> None:
        """Wait until the article is open: what came in last opens by itself."""
        middle = self.desk.middle
        self.until(lambda: middle.reads and title in middle.reader.view.toPlainText())

    def find_and_mark(self, words: str, key: Qt.Key) -> None:
        reader = self.window.desk.middle.reader
        self.run("reader.find")
        field = reader.find_bar.field
        self.qtbot.keyClicks(field, words)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.until(lambda: reader.view.textCursor().selectedText() == words)
        self.press(reader.view, key)
        self.until(lambda: len(self.view().highlights) == 1)

    def write_takeaway(self, text: str) -> None:
        self.press(self.window.desk.middle.reader.view, Qt.Key.Key_T)
        self.until(lambda: isinstance(self.window.focusWidget(), QPlainTextEdit))  # the new card takes the keys
        self.qtbot.keyClicks(self.window.focusWidget(), text)
        self.until(lambda: len(self.view().takeaways) == 1)
        self.until(lambda: self.view().takeaways[0].text == text)  # saved by itself

    def tag(self, name: str) -> None:
        from briefing.ui.panes.reading.tag_field import TagField

        field = self.window.desk.middle.takeaways.findChild(TagField).findChild(QLineEdit)
        self.qtbot.keyClicks(field, name)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.until(lambda: [tag.name for tag in self.view().article.summary.tags] == [name])

    def new_briefing_with_all(self) -> Any:
        self.run("briefing.new")
        self.until(lambda: self.window.desk.middle.composes)
        briefing_id = self.window.desk.trail.here.briefing
        articles = [row.id for row in self.ask(browse.page, Listing(ListingKind.INBOX)).rows]
        self.window.desk.middle.composer.add_articles(articles)
        self.until(lambda: len(self.contents(briefing_id).articles) == 3)
        return briefing_id

    def type_bottom_line(self, text: str) -> None:
        composer = self.window.desk.middle.composer
        composer.outline.setCurrentIndex(composer.model.index(0, 0))  # the front page
        field = composer.editor.header.bottom_line
        self.until(field.isVisible)
        self.qtbot.keyClicks(field, text)
        briefing_id = self.window.desk.trail.here.briefing
        self.until(lambda: self.contents(briefing_id).briefing.bottom_line == text)

    def export(self, target: Path) -> None:
        from briefing.ui.dialogs.export import ExportDialog

        self.run("export.pdf")
        dialog = self.window.findChild(ExportDialog)
        self.until(dialog.export_button.isEnabled)
        dialog.set_path(target, may_replace=False)  # what the system's own dialog would say
        self.qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
        self.until(target.is_file)
        dialog.close()
