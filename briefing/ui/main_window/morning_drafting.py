"""From a morning to the draft of page 1, and back to the morning when the draft is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject, Qt, Signal, Slot

from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError
from briefing.domain.triage import Morning
from briefing.ui.jobs import Jobs
from briefing.ui.models.morning_words import draft_title

if TYPE_CHECKING:
    from briefing.domain.briefings import BriefingId, BriefingSummary


class Drafting(QObject):
    """Makes the draft, once, and keeps an eye on it.

    Signals:
        drafted(BriefingId): the draft stands.
        failed(BriefingError): it could not be made.
        taken_back(Morning): the draft is gone; the morning is as it was before it.
        place_free(): the draft was what the window showed.
    """

    drafted = Signal(object)
    failed = Signal(object)
    taken_back = Signal(object)
    place_free = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asked: Morning | None = None
        self._draft: tuple[BriefingId, Morning] | None = None
        self._half = False  # the draft is gone from the window, or from the library, and the other is not known yet
        jobs.changed.connect(self._changed)

    def finish(self, morning: Morning) -> None:
        """Draft the briefing of what was chosen."""
        if self._asked is None:
            self._asked = morning
            iso = QDate.currentDate().toString(Qt.DateFormat.ISODate)
            self._jobs.write("morning.finish", morning, draft_title(), iso, done=self._stands, failed=self._fail)

    @Slot()
    def miss(self) -> None:
        """The briefing that the window showed is gone."""
        if self._draft is not None:
            self._half = True
        elif self._half:
            self._half = False
            self.place_free.emit()

    def _stands(self, briefing_id: BriefingId) -> None:
        if self._asked is not None:
            self._draft, self._asked, self._half = (briefing_id, self._asked), None, False
            self.drafted.emit(briefing_id)

    def _fail(self, error: BriefingError) -> None:
        self._asked = None
        self.failed.emit(error)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._draft is not None and self._draft[0] in changes.briefings:
            self._jobs.read("browse.all_briefings", done=self._look, key="morning draft")

    def _look(self, there: list[BriefingSummary]) -> None:
        if self._draft is None or self._draft[0] in [each.id for each in there]:
            return
        (_, morning), self._draft = self._draft, None
        self.taken_back.emit(morning)
        if self._half:
            self.place_free.emit()
        self._half = not self._half
