"""The door for the bookmark of the person's own browser: open while the person wants it, and said to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from briefing import paths
from briefing.domain.errors import BriefingError, Cancelled
from briefing.settings import Settings
from briefing.ui.jobs import Job, Jobs
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.domain.changes import Done
    from briefing.operations.browser import Bookmark
    from briefing.operations.capture import Captured
    from briefing.ui.dialogs.browser_capture import BrowserCaptureDialog
    from briefing.ui.main_window.window import MainWindow


class Doorkeeper(QObject):
    """Opens the door once the library is open, if it was left switched on.

    Signals:
        changed(): the settings changed; they want to be saved.
        _came(Done), _opened(): from the thread at the door.
    """

    changed = Signal()
    _came = Signal(object)
    _opened = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, settings: Settings, window: MainWindow) -> None:
        super().__init__(window)
        self._jobs, self._theme, self._settings, self._window = jobs, theme, settings, window
        self._job: Job | None = None
        self._is_open = False
        self._problem: BriefingError | None = None
        self._unreadable: BriefingError | None = None
        self._dialog: BrowserCaptureDialog | None = None
        self._came.connect(self._take)
        self._opened.connect(self._note_open)
        jobs.opened.connect(self._start)
        window.table.bind("browser.capture", self.show_dialog)
        if jobs.is_open:
            self._start()

    @Slot()
    def show_dialog(self) -> None:
        """Open the dialog with the switch and the bookmark."""
        from briefing.ui.dialogs.browser_capture import BrowserCaptureDialog

        self._dialog = dialog = BrowserCaptureDialog(self._theme, self._window)
        dialog.switched.connect(self._switch)
        dialog.new_token_wanted.connect(self._renew)
        dialog.other_port_wanted.connect(self._move)
        dialog.finished.connect(self._forget_dialog)
        dialog.finished.connect(dialog.deleteLater)
        self._ask_bookmark(self._show_bookmark, self._no_bookmark)
        self._show()
        dialog.open()

    @Slot()
    def _start(self) -> None:
        """Open the door if it is wanted; one that is still closing is opened again when it is closed."""
        if self._settings.browser_capture and self._job is None:
            self._problem = None
            port, came, opened = self._settings.browser_port, self._came.emit, self._opened.emit
            self._job = self._jobs.stand(
                "browser.keep_open", paths.config_dir(), port, came, opened,
                done=self._closed, failed=self._failed,
            )  # fmt: skip
        self._show()

    @Slot(bool)
    def _switch(self, on: bool) -> None:
        self._settings.browser_capture = on
        self.changed.emit()
        if on:
            self._start()
        else:
            self._close()

    def _close(self) -> None:
        self._is_open, self._problem = False, None
        if self._job is not None:
            self._job.cancel()
        self._show()

    @Slot()
    def _note_open(self) -> None:
        self._is_open = self._job is not None and not self._job.progress.cancelled()
        self._show()

    def _closed(self, _nothing: None) -> None:
        self._job, self._is_open = None, False
        self._start()

    def _failed(self, error: BriefingError) -> None:
        if isinstance(error, Cancelled):
            self._closed(None)
            return
        self._job, self._problem = None, error
        if self._dialog is None:
            self._window.desk.status.show_error(error)
        self._show()

    @Slot(object)
    def _take(self, done: Done[Captured]) -> None:
        if done.changes:
            self._jobs.changed.emit(done.changes)
        if done.value.existing and not done.changes:  # what changed, the line on how to undo it names
            words = self.tr("“%1” was in the library already.").replace("%1", done.value.summary.title)
            self._window.desk.status.say(words)

    def _ask_bookmark(
        self, done: Callable[[Bookmark], None], failed: Callable[[BriefingError], None], *, new: bool = False
    ) -> None:
        port = self._settings.browser_port
        self._jobs.read("browser.bookmark", paths.config_dir(), port, new=new, done=done, failed=failed)

    def _show_bookmark(self, bookmark: Bookmark) -> None:
        self._unreadable = None
        if self._dialog is not None:
            self._dialog.show_bookmark(bookmark)

    def _no_bookmark(self, error: BriefingError) -> None:
        self._unreadable = error
        self._show()

    @Slot()
    def _renew(self) -> None:
        self._ask_bookmark(self._renewed, self._tell, new=True)

    @Slot()
    def _move(self) -> None:
        self._jobs.read("browser.free_port", done=self._use_port, failed=self._tell)

    def _use_port(self, port: int) -> None:
        self._settings.browser_port = port
        self.changed.emit()
        self._ask_bookmark(self._renewed, self._tell)

    def _renewed(self, bookmark: Bookmark) -> None:
        """The door knows the token and the port from when it was opened: open it anew."""
        self._unreadable = None
        if self._dialog is not None:
            self._dialog.show_bookmark(bookmark, renewed=True)
        self._close()
        self._start()

    def _tell(self, error: BriefingError) -> None:
        if self._dialog is not None:
            self._dialog.show_refusal(error)

    def _show(self) -> None:
        if self._dialog is None:
            return
        if self._unreadable is not None:
            self._dialog.show_unknown(self._unreadable)
        elif self._problem is not None:
            self._dialog.show_failure(self._problem)
        elif self._is_open:
            self._dialog.show_open(self._settings.browser_port)
        elif self._settings.browser_capture:
            self._dialog.show_opening()
        else:
            self._dialog.show_closed()

    @Slot()
    def _forget_dialog(self) -> None:
        self._dialog = None
