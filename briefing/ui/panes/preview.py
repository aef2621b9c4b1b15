"""The preview: the very bytes that an export would write, set again after each change."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.briefings import BriefingId
from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError, Cancelled
from briefing.ui.actions import Actions
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.jobs import Job, Jobs
from briefing.ui.panes.paper.length_meter import LengthMeter
from briefing.ui.panes.paper.preview_bar import NARROWEST, PreviewBar
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.export.pdf import PdfResult, Typesetter
    from briefing.ui.panes.paper.page_view import PageView

QUIET_MS = 60
"""Changes that follow each other within this time are set together. Typing is waited out before, when it is saved."""

PATIENCE = 1.5
"""Seconds after which work on an old state is broken off. Sooner costs more than it saves: the worker has to start
anew, without the pages it still knows, and someone who types steadily would never see a page."""

SPINNER_MS = 300
"""Milliseconds after which the work is worth a line that moves."""


class PreviewPane(QWidget):
    """Shows the pages of a briefing, how long it is and what had to be left out.

    Pages are set only while the pane is in sight. Work that runs is finished and shown before the newest state is
    set, unless it takes too long; so what is seen is never older than one piece of work.

    Signals:
        rendered(): newer pages are shown now.
        export_wanted(BriefingId): ask where to, and export.
    """

    rendered = Signal()
    export_wanted = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._theme, self._actions = jobs, theme, actions
        self._id: BriefingId | None = None
        self._typesetter: Typesetter | None = None
        self._job: Job | None = None
        self._job_of: BriefingId | None = None
        self._job_began = 0.0
        self._stale = False
        self._closed = False
        self._quiet = self._timer(QUIET_MS, self._set_pages)
        self._patience = self._timer(round(PATIENCE * 1000), self._lose_patience)
        self._spin = self._timer(SPINNER_MS, self._show_spinner)
        self.view: PageView | None = None
        self._build()
        jobs.changed.connect(self._changed)
        theme.changed.connect(self._set_look)
        QApplication.instance().aboutToQuit.connect(self.close_down)  # type: ignore[union-attr]
        self._set_look()
        self._show_state()

    @property
    def typesetter(self) -> Typesetter | None:
        """The warm typesetter, for an export that need not start one; None before the first pages."""
        return self._typesetter

    def show_briefing(self, briefing_id: BriefingId | None) -> None:
        """Show the pages of a briefing, or none."""
        if briefing_id == self._id:
            return
        self._id = briefing_id
        self.say_warnings(())
        self.meter.clear()
        if self.view is not None:
            self.view.show_file(None)
        self._show_state()
        if briefing_id is not None:
            self._stale = True
            self._quiet.stop()
            self._set_pages()

    @Slot()
    def refresh(self) -> None:
        """Set the pages anew."""
        self._stale = True
        self._quiet.start()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions of this pane and what they call."""
        return {
            "export.pdf": self.export,
            "preview.refresh": self.refresh,
            "view.zoom_in": self.zoom_in,
            "view.zoom_out": self.zoom_out,
            "view.zoom_reset": self.fit_width,
        }

    @Slot()
    def export(self) -> None:
        """Ask for an export of what is shown."""
        if self._id is not None:
            self.export_wanted.emit(self._id)

    @Slot()
    def zoom_in(self) -> None:
        """Make the pages larger."""
        self._viewer().zoom_in()

    @Slot()
    def zoom_out(self) -> None:
        """Make the pages smaller."""
        self._viewer().zoom_out()

    @Slot()
    def fit_width(self) -> None:
        """Make the pages as wide as the pane."""
        self._viewer().fit_width()

    def say_warnings(self, warnings: tuple[str, ...]) -> None:
        """Name what had to be left out, or nothing."""
        self.warnings.setText("\n".join(warnings))
        self.strip.setVisible(bool(warnings))

    @Slot()
    def close_down(self) -> None:
        """End the work and its child process. Called before the window goes away."""
        self._closed = True
        for timer in (self._quiet, self._patience, self._spin):
            timer.stop()
        if self._job is not None:
            self._job.cancel()
        if self._typesetter is not None:
            self._typesetter.close()
            self._typesetter = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._quiet.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._quiet.stop()

    # Setting the pages

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._id is not None and (self._id in changes.briefings or changes.articles or changes.audiences):
            self.refresh()

    @Slot()
    def _set_pages(self) -> None:
        if self._id is None or not self.isVisible() or self._closed:
            return
        if self._job is not None:
            left = PATIENCE - (time.monotonic() - self._job_began)
            self._patience.start(max(0, round(left * 1000)))
            return
        if not self._spin.isActive():
            self._spin.start()
        self._job_began, self._job_of = time.monotonic(), self._id
        name = self.tr("Setting the pages")
        if self._typesetter is None:
            work = "publish.open_typesetter"
            self._job = self._jobs.run(name, work, done=self._take_typesetter, failed=self._failed)
            return
        self._stale = False
        self._job = self._jobs.run(
            name, "publish.preview", self._id, self._typesetter, done=self._show, failed=self._failed
        )

    def _take_typesetter(self, typesetter: Typesetter) -> None:
        self._job = None
        if self._closed:
            typesetter.close()
            return
        self._typesetter = typesetter
        self._set_pages()

    def _show(self, result: PdfResult) -> None:
        self._job = None
        if self._job_of == self._id and self._id is not None:
            self._show_pages(result)
        self._settle()

    def _show_pages(self, result: PdfResult) -> None:
        from briefing.ui.panes.paper.pdf_file import PdfFile

        view = self._viewer()
        view.show_file(PdfFile(result.body, view))
        self.meter.show_length(result.pages, result.words, result.minutes)
        self.say_warnings(result.warnings)
        self._show_state()
        self._show_place()
        self.rendered.emit()

    def _failed(self, error: BriefingError) -> None:
        self._job = None
        if self._job_of == self._id and not isinstance(error, Cancelled):
            self.say_warnings((str(error),))
        self._settle()

    def _settle(self) -> None:
        """What ran is over: set the newest state if it is another one, else rest."""
        self._patience.stop()
        if self._stale and self.isVisible() and not self._closed:
            if not self._quiet.isActive():
                self._set_pages()
        else:
            self._spin.stop()
            self.spinner.hide()

    @Slot()
    def _lose_patience(self) -> None:
        if self._job is not None and self._stale:
            self._job.cancel()

    @Slot()
    def _show_spinner(self) -> None:
        self.spinner.setVisible(self._job is not None)

    # Looks

    def _viewer(self) -> PageView:
        """The view of the pages, made with the first of them: QtPdf is not loaded before it is needed."""
        if self.view is None:
            from briefing.ui.panes.paper.page_view import PageView

            self.view = PageView(self._theme, self)
            self.stack.addWidget(self.view)
            self.view.page_changed.connect(self._show_place)
            self.view.zoom_changed.connect(self._show_place)
            self.bar.fit.clicked.connect(self.view.fit_width)
            self.bar.larger.clicked.connect(self.view.zoom_in)
            self.bar.smaller.clicked.connect(self.view.zoom_out)
            self.bar.turned.connect(self.view.go_to)
        return self.view

    def _build(self) -> None:
        self.bar = PreviewBar(self._theme, self._actions["export.pdf"], self)
        self.spinner = QProgressBar(self)
        self.spinner.setRange(0, 0)
        self.spinner.setTextVisible(False)
        self.spinner.setAccessibleName(self.tr("Setting the pages"))
        keeps = self.spinner.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the pages do not jump when it comes and goes
        self.spinner.setSizePolicy(keeps)
        self.spinner.hide()
        self._build_strip()
        self.empty = EmptyState(self._theme)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.meter = LengthMeter(self)
        self.meter.setContentsMargins(16, 6, 16, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.spinner, self.strip):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(self.meter)
        self.setMinimumWidth(NARROWEST)
        self.setProperty("role", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _build_strip(self) -> None:
        self.strip = QFrame(self)
        self.strip.setProperty("role", "strip")
        self.strip_icon = QLabel(self.strip)
        self.warnings = QLabel(self.strip)
        self.warnings.setWordWrap(True)
        self.warnings.setTextFormat(Qt.TextFormat.PlainText)
        self.warnings.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.strip_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.warnings, 1)

    @Slot()
    def _show_state(self) -> None:
        if self._id is None:
            words = self.tr("Open a briefing to see its pages here, as they will be exported.")
            self.empty.say("file-text", self.tr("No pages yet"), words)
        else:
            self.empty.say("file-text", "", self.tr("The pages are being set."))
        has_pages = self.view is not None and self.view.page_count > 0
        self.stack.setCurrentWidget(self.view if has_pages and self.view is not None else self.empty)
        self._show_place()

    @Slot()
    def _show_place(self) -> None:
        if self.view is not None:
            self.bar.show_place(self.view.page, self.view.page_count, self.view.zoom, self.view.fits_width)

    @Slot()
    def _set_look(self) -> None:
        self.strip_icon.setPixmap(self._theme.icon("warning", self._theme.tokens.warning).pixmap(16, 16))

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer
