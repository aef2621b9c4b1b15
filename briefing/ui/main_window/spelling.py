"""Spelling in the window: one checker for all fields, the key to the next word, and the language that is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from briefing.settings import Settings
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.window import MainWindow
from briefing.ui.models.spelling import Spelling
from briefing.ui.panes.reading.spelled_fields import SpelledFields
from briefing.ui.theme import Theme


class SpellingPlace(QObject):
    """Joins fields, checker and settings.

    Signals:
        changed(): another language was chosen; the settings want to be saved.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, settings: Settings, window: MainWindow) -> None:
        super().__init__(window)
        self._settings = settings
        self.spelling = Spelling(jobs, settings.spelling, self)
        self._fields = SpelledFields(self.spelling, theme, window)
        self._fields.said.connect(window.desk.status.say)
        self.spelling.chosen.connect(self._keep)
        window.table.bind("text.spelling", self._fields.select_next)

    @Slot(str)
    def _keep(self, choice: str) -> None:
        self._settings.spelling = choice
        self.changed.emit()
