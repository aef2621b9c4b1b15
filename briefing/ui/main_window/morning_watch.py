"""What happens in the library while the morning goes on: Undo, Redo, and what other lists do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from briefing.domain.changes import Changes
from briefing.domain.triage import Facts, Morning
from briefing.ui.jobs import Jobs


class MorningWatch(QObject):
    """Looks the stories up again whenever some may have changed.

    Signals:
        found(Facts): what the library says, while nothing is decided here that it does not know of yet.

    Attributes:
        steps: how many changes that can be undone the library has seen.
    """

    found = Signal(object)

    def __init__(
        self, jobs: Jobs, morning: Callable[[], Morning | None], count: Callable[[], int], parent: QObject
    ) -> None:
        """Begin to watch.

        Args:
            morning: how far the morning is; None while there is none.
            count: grows with every decision that sets out for the library or arrives there.
        """
        super().__init__(parent)
        self._jobs, self._morning, self._count = jobs, morning, count
        self._asked = 0
        self.steps = 0
        jobs.changed.connect(self._changed)

    def look_up(self) -> None:
        """Ask the library."""
        if (morning := self._morning()) is not None:
            self._asked = self._count()
            self._jobs.read("morning.look_up", morning, done=self._take, key="morning look")

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        self.steps += changes.history
        if changes.incoming or changes.listing:
            self.look_up()

    def _take(self, facts: Facts) -> None:
        if self._asked == self._count():
            self.found.emit(facts)
        else:
            self.look_up()  # something was decided since
