"""The preview: pages that are never in the way of the typing, and never lost while newer ones are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QPointF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfLinkModel
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from briefing.domain.errors import ExportError
from briefing.operations import compose
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.panes.paper.page_view import PageView
from briefing.ui.panes.paper.pdf_file import PdfFile
from briefing.ui.panes.preview import PreviewPane
from briefing.ui.theme import Theme
from tests.ui.composer.conftest import Made

ROLE = QPdfLinkModel.Role
Show = Callable[[QWidget], None]


def pdf(pages: int, colour: Qt.GlobalColor = Qt.GlobalColor.red) -> bytes:
    """A PDF of full pages in one colour."""
    body = QByteArray()
    buffer = QBuffer(body)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        painter.fillRect(painter.viewport(), colour)
    painter.end()
    return bytes(body.data())


class TestPageView:
    @pytest.fixture
    def view(self, theme: Theme, shown: Show) -> PageView:
        view = PageView(theme)
        shown(view)
        return view

    def centre(self, view: PageView) -> Qt.GlobalColor | str:
        """The colour in the middle of what is seen."""
        image: QImage = view.viewport().grab().toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).name()

    def test_draws_the_pages_in_sight(self, view: PageView, qtbot: QtBot) -> None:
        view.show_file(PdfFile(pdf(3), view))
        qtbot.waitUntil(view.is_sharp)
        assert self.centre(view) == "#ff0000"
        assert view.page_count == 3

    def test_newer_pages_come_at_the_same_place(self, view: PageView, qtbot: QtBot) -> None:
        view.show_file(PdfFile(pdf(5), view))
        view.go_to(3)
        view.zoom_in()
        place, zoom = view.verticalScrollBar().value(), view.zoom
        view.show_file(PdfFile(pdf(6, Qt.GlobalColor.green), view))
        assert (view.verticalScrollBar().value(), view.zoom, view.page) == (place, zoom, 3)
        qtbot.waitUntil(view.is_sharp)
        assert self.centre(view) == "#00ff00"

    def test_the_last_pages_stand_in_until_the_new_ones_are_drawn(self, view: PageView, qtbot: QtBot) -> None:
        view.show_file(PdfFile(pdf(2), view))
        qtbot.waitUntil(view.is_sharp)
        view.show_file(PdfFile(pdf(2, Qt.GlobalColor.green), view))
        assert self.centre(view) == "#ff0000", "nothing flashes white in between"
        qtbot.waitUntil(view.is_sharp)
        assert self.centre(view) == "#00ff00"

    def test_a_shorter_file_shows_its_last_page(self, view: PageView) -> None:
        view.show_file(PdfFile(pdf(5), view))
        view.go_to(4)
        view.show_file(PdfFile(pdf(2), view))
        assert view.page == 1

    def test_pages_are_as_wide_as_the_view_until_zoomed(self, view: PageView, qtbot: QtBot) -> None:
        view.show_file(PdfFile(pdf(1), view))
        wide = view.zoom
        view.window().resize(500, 600)
        qtbot.waitUntil(lambda: view.zoom < wide)
        assert view.fits_width
        qtbot.keyClick(view, Qt.Key.Key_Plus)
        assert not view.fits_width
        qtbot.keyClick(view, Qt.Key.Key_0)
        assert view.fits_width

    def test_the_keyboard_goes_through_the_pages(self, view: PageView, qtbot: QtBot) -> None:
        view.show_file(PdfFile(pdf(4), view))
        qtbot.keyClick(view, Qt.Key.Key_End)
        assert view.page == 3
        qtbot.keyClick(view, Qt.Key.Key_Home)
        assert view.page == 0

    def test_a_file_that_is_no_pdf_shows_nothing(self, view: PageView) -> None:
        view.show_file(PdfFile(b"not a PDF", view))
        assert view.page_count == 0

    def test_no_link_where_there_is_none(self, view: PageView) -> None:
        file = PdfFile(pdf(1), view)
        assert not file.link_at(0, QPointF(10, 10)).isValid()


@pytest.fixture
def preview(jobs: Jobs, theme: Theme, actions: Actions, made: Made, shown: Show, qtbot: QtBot) -> Iterator[PreviewPane]:
    """The preview with the pages of the sample in it."""
    pane = PreviewPane(jobs, theme, actions)
    shown(pane)
    with qtbot.waitSignal(pane.rendered, timeout=30_000):
        pane.show_briefing(made.briefing)
    yield pane
    pane.close_down()


def words(preview: PreviewPane) -> str:
    """All that is printed."""
    assert preview.view is not None
    file = preview.view._file
    assert file is not None
    return " ".join(file.document.getAllText(page).text() for page in range(len(file.sizes)))


def test_pages_follow_every_change(preview: PreviewPane, made: Made, jobs: Jobs, qtbot: QtBot) -> None:
    assert "Weekly" in words(preview)
    with qtbot.waitSignal(preview.rendered, timeout=10_000):
        jobs.write("compose.edit_briefing", made.briefing, title="Board letter")
    assert "Board letter" in words(preview)
    with qtbot.waitSignal(preview.rendered, timeout=10_000):
        jobs.write("maintain.undo")
    assert "Board letter" not in words(preview)


def test_the_length_is_that_of_the_pages(preview: PreviewPane, made: Made, jobs: Jobs, qtbot: QtBot) -> None:
    assert preview.view is not None
    before = preview.meter.text()
    assert before.startswith("1 page ·" if preview.view.page_count == 1 else f"{preview.view.page_count} pages ·")
    with qtbot.waitSignal(preview.rendered, timeout=10_000):
        jobs.write("compose.edit_briefing", made.briefing, bottom_line="word " * 460)
    words = int(preview.meter.text().split(" · ")[1].split()[0])
    assert words == int(before.split(" · ")[1].split()[0]) + 460
    assert preview.meter.text().endswith("2 min to read")


def test_the_newest_of_many_changes_is_shown(preview: PreviewPane, made: Made, jobs: Jobs, qtbot: QtBot) -> None:
    shown: list[None] = []
    preview.rendered.connect(lambda: shown.append(None))
    for number in range(12):
        jobs.write("compose.edit_briefing", made.briefing, title=f"Version{number}")
    qtbot.waitUntil(lambda: "Version11" in words(preview), timeout=15_000)
    assert len(shown) < 12, "states in between are left out"


def test_a_hidden_preview_rests_and_catches_up(preview: PreviewPane, made: Made, jobs: Jobs, qtbot: QtBot) -> None:
    preview.hide()
    with qtbot.assertNotEmitted(preview.rendered), qtbot.waitSignal(jobs.changed):
        jobs.write("compose.edit_briefing", made.briefing, title="Unseen")
    assert preview._job is None
    with qtbot.waitSignal(preview.rendered, timeout=10_000):
        preview.show()
    assert "Unseen" in words(preview)


def test_pages_stay_when_the_work_fails_and_the_reason_is_said(preview: PreviewPane) -> None:
    assert preview.view is not None
    preview._failed(ExportError("The PDF needs more memory than there is."))
    assert preview.strip.isVisible()
    assert preview.warnings.text() == "The PDF needs more memory than there is."
    assert preview.stack.currentWidget() is preview.view


def test_work_on_an_old_state_is_broken_off_when_it_takes_too_long(
    preview: PreviewPane, made: Made, jobs: Jobs, qtbot: QtBot
) -> None:
    preview.refresh()
    qtbot.waitUntil(lambda: preview._job is not None)
    job = preview._job
    assert job is not None
    preview.refresh()
    preview._lose_patience()
    assert job.progress.cancelled()
    with qtbot.waitSignal(preview.rendered, timeout=30_000):
        pass
    assert not preview.strip.isVisible(), "a cancelled piece of work is no error"


def test_another_briefing_never_shows_the_pages_of_the_last(
    preview: PreviewPane, made: Made, jobs: Jobs, qtbot: QtBot
) -> None:
    other = compose.create_briefing(made.store, "Another one", "2026-06-13").value
    preview.refresh()
    qtbot.waitUntil(lambda: preview._job is not None)
    with qtbot.waitSignal(preview.rendered, timeout=10_000):
        preview.show_briefing(other)
    assert "Another one" in words(preview)


def test_without_a_briefing_it_says_what_would_stand_here(preview: PreviewPane) -> None:
    preview.show_briefing(None)
    assert preview.empty.isVisible()
    assert not preview.bar.larger.isEnabled()


def test_the_bar_says_where_one_is_and_turns_pages(preview: PreviewPane, qtbot: QtBot) -> None:
    assert preview.view is not None
    last = preview.view.page_count
    assert last >= 2
    assert preview.bar.place.text() == f"1 of {last}"
    qtbot.mouseClick(preview.bar.on, Qt.MouseButton.LeftButton)
    assert preview.bar.place.text() == f"2 of {last}"
    qtbot.mouseClick(preview.bar.larger, Qt.MouseButton.LeftButton)
    assert not preview.bar.fit.isChecked()
    qtbot.mouseClick(preview.bar.fit, Qt.MouseButton.LeftButton)
    assert preview.view.fits_width


def test_every_button_has_a_name(preview: PreviewPane) -> None:
    seen = [button for button in preview.findChildren(QAbstractButton) if button.isVisible()]
    assert len(seen) > 4
    assert all(button.accessibleName() or button.text() for button in seen)


def test_the_number_of_a_source_leads_to_it(preview: PreviewPane, qtbot: QtBot) -> None:
    assert preview.view is not None
    view = preview.view
    file = view._file
    assert file is not None
    links = QPdfLinkModel(view)
    links.setDocument(file.document)
    links.setPage(0)
    row = links.index(0)
    number, source = row.data(ROLE.Rectangle.value), row.data(ROLE.Location.value)
    assert row.data(ROLE.Page.value) == 0
    assert source.y() > number.y()
    spot = QPointF(view._box(0).topLeft()) + number.center() * view._scale()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot.toPoint())
    top = view._box(0).top() + source.y() * view._scale()
    assert 0 <= top < view.viewport().height(), "the line of the source is in sight"
    assert view.verticalScrollBar().value() > 0


def test_export_asks_with_the_briefing(preview: PreviewPane, made: Made, actions: Actions, qtbot: QtBot) -> None:
    for action_id, slot in preview.commands().items():
        actions.bind(action_id, slot)
    actions.provide("briefing", True)
    with qtbot.waitSignal(preview.export_wanted) as asked:
        qtbot.mouseClick(preview.bar.export, Qt.MouseButton.LeftButton)
    assert asked.args == [made.briefing]


def test_qtpdf_is_not_loaded_before_there_are_pages(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys, briefing.ui.panes.preview; print([n for n in sys.modules if 'Pdf' in n])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
