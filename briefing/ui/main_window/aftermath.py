"""After a crash: look at the library quietly, and speak only when something is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from briefing.ui.jobs import Jobs

CALM = 5000
"""Milliseconds after the opening: a start has better things to do."""


class Aftermath(QObject):
    """Has a library checked that was not closed the last time."""

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._window = jobs, window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CALM)
        self._timer.timeout.connect(self._check)
        jobs.opened.connect(self._timer.start)

    @Slot()
    def _check(self) -> None:
        self._jobs.run("", "maintain.check_after_crash", done=self._checked)

    def _checked(self, problems: tuple[str, ...]) -> None:
        if not problems:
            return
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("The library is damaged"))
        box.setText(self.tr("Briefing did not end properly the last time, and the library is damaged."))
        box.setInformativeText(
            self.tr(
                "You can go on reading. Do not write much before you have restored a backup; "
                "About Briefing in the Help menu shows where backups are."
            )
        )
        box.setDetailedText("\n".join(problems))
        box.finished.connect(box.deleteLater)
        box.open()
