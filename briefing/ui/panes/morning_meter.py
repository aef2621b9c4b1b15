"""The meter of the morning: how many stories are decided, how much time went by, and when it will be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from briefing.domain.triage import MINUTES
from briefing.ui.models.wording import counted

ENOUGH = 3
"""Decisions from which on a pace can be told."""


class MorningMeter(QWidget):
    """Two quiet bars, one of stories and one of time. It says how it goes; it never urges."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Meter"))
        self.stories, self.time, self.pace = QLabel(self), QLabel(self), QLabel(self)
        self.stories_bar, self.time_bar = QProgressBar(self), QProgressBar(self)
        self.stories_bar.setAccessibleName(self.tr("Stories decided"))
        self.time_bar.setAccessibleName(self.tr("Time of fifteen minutes"))
        self.time_bar.setRange(0, MINUTES * 60)
        self.time_bar.setProperty("role", "quiet")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        for column, (label, bar) in enumerate(((self.stories, self.stories_bar), (self.time, self.time_bar))):
            label.setProperty("role", "label")
            bar.setTextVisible(False)
            grid.addWidget(label, 0, column)
            grid.addWidget(bar, 1, column)
            grid.setColumnStretch(column, 1)
        self.pace.setProperty("role", "hint")
        self.pace.setTextFormat(Qt.TextFormat.PlainText)
        grid.addWidget(self.pace, 2, 0, 1, 2)

    def show_state(self, done: int, total: int, seconds: int) -> None:
        """Show how many stories of how many are decided, after so many seconds."""
        self.stories_bar.setRange(0, max(1, total))
        self.stories_bar.setValue(done)
        self.time_bar.setValue(min(seconds, MINUTES * 60))
        said = self.tr("%1 of %2 decided")
        self.stories.setText(said.replace("%1", str(done)).replace("%2", str(total)))
        clock = f"{seconds // 60}:{seconds % 60:02}"
        self.time.setText(self.tr("%1 of %2 minutes").replace("%1", clock).replace("%2", str(MINUTES)))
        self.pace.setText(self._pace(done, total, seconds))

    def _pace(self, done: int, total: int, seconds: int) -> str:
        left = total - done
        if not left:
            return self.tr("Nothing waits any more.") if total else ""
        over = seconds // 60 - MINUTES
        if over >= 0:
            return counted(left, self.tr("The fifteen minutes are over; 1 story is left."),
                           self.tr("The fifteen minutes are over; %n stories are left."))  # fmt: skip
        if done < ENOUGH:
            return counted(left, self.tr("1 story waits."), self.tr("%n stories wait."))
        minutes = max(1, round(seconds / done * left / 60))
        return counted(minutes, self.tr("At this pace, done in about 1 minute."),
                       self.tr("At this pace, done in about %n minutes."))  # fmt: skip
