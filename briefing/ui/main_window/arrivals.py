"""Newsletters in the window: checked when the person asks, at the interval they set, and when a file is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError, Cancelled
from briefing.settings import Settings
from briefing.ui.jobs import Job, Jobs
from briefing.ui.models.wording import counted
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.credentials import Credentials
    from briefing.operations.letters import Checked
    from briefing.ui.main_window.window import MainWindow

CALM = 4000
"""Milliseconds after the opening: a start has better things to do."""

SETTLE = 1500
"""Milliseconds after which a folder is looked at again when a file in it may still be being written."""


class Arrivals(QObject):
    """Checks mailboxes and watched folders.

    Signals:
        changed(): the settings changed; they want to be saved.
        checking(bool): a check that the person asked for began or ended.
    """

    changed = Signal()
    checking = Signal(bool)

    def __init__(
        self, jobs: Jobs, theme: Theme, credentials: Credentials, settings: Settings, window: MainWindow
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._jobs, self._theme, self._credentials = jobs, theme, credentials
        self._settings, self._window = settings, window
        self._job: Job | None = None
        self._asked = False
        self._next: bool | None = None  # the check to make after this one: of the folders alone, or of everything
        self._looks: Any = None
        self._watcher: QFileSystemWatcher | None = None
        self._start = self._timer(CALM, self._read_paths, once=True)
        self._settle = self._timer(SETTLE, self.check_folders, once=True)
        self._clock = self._timer(0, self._check_by_itself, once=False)
        jobs.opened.connect(self._start.start)
        jobs.changed.connect(self._refresh)
        window.table.bind("newsletters.check", self.check)
        window.table.bind("newsletters.manage", self.show_dialog)
        self._set_clock()
        if jobs.is_open:
            self._start.start()

    @Slot()
    def check(self) -> None:
        """Look into everything now, and say what came."""
        self._asked = True
        self._run(folders_only=False)
        self.checking.emit(True)

    @Slot()
    def check_folders(self) -> None:
        """Look into the folders alone, which asks nobody."""
        self._run(folders_only=True)

    @Slot()
    def show_dialog(self) -> None:
        """Open the dialog of mailboxes and watched folders."""
        from briefing.ui.dialogs.newsletters import NewslettersDialog

        minutes = self._settings.newsletter_minutes
        dialog = NewslettersDialog(self._jobs, self._theme, self._credentials, minutes, self._window)
        dialog.check_wanted.connect(self.check)
        dialog.interval_chosen.connect(self._set_interval)
        self.checking.connect(dialog.show_checking)
        dialog.show_checking(self._asked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _timer(self, interval: int, slot: Any, *, once: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    @Slot(int)
    def _set_interval(self, minutes: int) -> None:
        self._settings.newsletter_minutes = minutes
        self.changed.emit()
        self._set_clock()

    def _set_clock(self) -> None:
        if self._settings.newsletter_minutes:
            self._clock.start(self._settings.newsletter_minutes * 60_000)
        else:
            self._clock.stop()

    @Slot()
    def _check_by_itself(self) -> None:
        self._run(folders_only=self._settings.offline)

    def _run(self, *, folders_only: bool) -> None:
        if self._job is not None:
            self._next = folders_only and self._next is not False
            return
        name = "" if folders_only else self.tr("Checking newsletters")
        self._job = self._jobs.run(
            name, "letters.check", self._credentials, looks=self._looks, folders_only=folders_only,
            done=self._checked, failed=self._not_checked,
        )  # fmt: skip

    def _checked(self, found: Checked) -> None:
        self._looks = found.looks
        status = self._window.desk.status
        if found.new:
            one = self.tr("1 newsletter came in. Go to Incoming to read it.")
            status.say(counted(found.new, one, self.tr("%n newsletters came in. Go to Incoming to read them.")))
        if self._end() and not found.new:
            if found.problems:
                status.show_error(BriefingError(found.problems[0]))
            elif not found.cancelled:
                status.say(self.tr("There is no new newsletter."))
        if found.waiting:
            self._settle.start()

    def _not_checked(self, error: BriefingError) -> None:
        self._end()
        if not isinstance(error, Cancelled):
            self._window.desk.status.show_error(error)

    def _end(self) -> bool:
        """The check is over, and the next one begins if there is one. Whether the person had asked for this one."""
        self._job = None
        following, self._next = self._next, None
        if following is not None:
            self._run(folders_only=following)
        if following is False:
            return False  # what the person asked for is only coming
        asked, self._asked = self._asked, False
        self.checking.emit(False)
        return asked

    # watched folders

    @Slot(object)
    def _refresh(self, changes: Changes) -> None:
        if changes.feeds and self._jobs.is_open and not self._start.isActive():
            self._read_paths()

    @Slot()
    def _read_paths(self) -> None:
        self._jobs.read("watching.watched_paths", done=self._watch, key="watched folders")

    @Slot(str)
    def _wait_until_still(self, _folder: str) -> None:
        self._settle.start()

    def _watch(self, folders: list[str]) -> None:
        if self._watcher is None:
            if not folders:
                return
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(self._wait_until_still)
        watched = set(self._watcher.directories())
        if gone := sorted(watched.difference(folders)):
            self._watcher.removePaths(gone)
        if added := sorted(set(folders).difference(watched)):
            self._watcher.addPaths(added)
            self.check_folders()
