"""The line at the foot of the window: what was done, what is being done, what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from briefing.domain.errors import BriefingError
from briefing.ui.jobs import JobInfo, Jobs
from briefing.ui.models.wording import counted

SHOWN_FOR = 8000
"""Milliseconds that a message stays; an error stays until the next message."""


class StatusLine(QWidget):
    """Messages at the left; the job that takes long at the right, with its count and Cancel."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._job: JobInfo | None = None
        self._outcome = ""
        self._message = QLabel(self)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._offline = QLabel(self.tr("Offline"), self)
        self._offline.setToolTip(self.tr("Nothing is sent or fetched. File, Work offline switches it."))
        self._offline.hide()
        self._name = QLabel(self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 18)
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setProperty("role", "quiet")
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 3, 8, 3)
        row.setSpacing(10)
        row.addWidget(self._message, 1)
        row.addWidget(self._offline)
        row.addWidget(self._name)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self.setFixedHeight(self.fontMetrics().height() + 14)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        jobs.busy.connect(self.show_jobs)
        jobs.failed.connect(self.show_error)
        self.show_jobs(())

    @property
    def text(self) -> str:
        """The message that is shown."""
        return self._message.text()

    def say(self, text: str) -> None:
        """Show a message for a while."""
        self._set(text, "")
        self._timer.start(SHOWN_FOR)

    def say_outcome(self, text: str) -> None:
        """Show what came of a step. The offer to undo the step comes later and joins it, see `say_step`."""
        self.say(text)
        self._outcome = text

    @property
    def awaits_step(self) -> bool:
        """Whether the outcome of a step is shown to which no offer to undo it has come yet."""
        return bool(self._outcome)

    def say_step(self, step: str, offer: str) -> None:
        """Show what was done, and how it is undone; the outcome of the step, if it is shown, stays in its place."""
        self.say(f"{self._outcome or step} {offer}")

    def show_offline(self, off: bool) -> None:
        """Say for as long as it is so that the network is switched off."""
        self._offline.setVisible(off)

    @Slot(object)
    def show_error(self, error: BriefingError) -> None:
        """Show the sentence of an error until something else is said."""
        self._timer.stop()
        self._set(str(error), "error")

    @Slot()
    def clear(self) -> None:
        """Show no message."""
        self._set("", "")

    @Slot(object)
    def show_jobs(self, jobs: tuple[JobInfo, ...]) -> None:
        """Show the first of the jobs that take long, and how many there are."""
        self._job = jobs[0] if jobs else None
        for widget in (self._name, self._bar):
            widget.setVisible(self._job is not None)
        self._cancel.setVisible(self._job is not None and self._job.cancellable)
        if self._job is None:
            self._bar.setRange(0, 1)
            return
        more = "" if len(jobs) == 1 else counted(len(jobs) - 1, self.tr(" and 1 more"), self.tr(" and %n more"))
        self._name.setText(self._job.name + more)
        self._bar.setVisible(self._job.total > 0)
        self._bar.setRange(0, max(1, self._job.total))
        self._bar.setValue(self._job.done)

    def _set(self, text: str, role: str) -> None:
        self._outcome = ""
        self._message.setText(text)
        self._message.setToolTip(text)
        if self._message.property("role") != role:
            self._message.setProperty("role", role)
            self._message.style().unpolish(self._message)
            self._message.style().polish(self._message)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
