"""Decisions of the morning on their way to the library, beside each other; those that fail can be sent again."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot

from briefing.domain.articles import ArticleId
from briefing.domain.errors import BriefingError
from briefing.domain.triage import Card, Decided, Decision
from briefing.ui.jobs import Job, Jobs


class Trip(QObject):
    """One decision on its way.

    Signals:
        arrived(Trip, ArticleId | None), failed(Trip, BriefingError): how it ended.
    """

    arrived = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, place: int, parent: QObject, before: Decided | None = None, *, light: bool = False) -> None:
        """Set out.

        Args:
            place: the place of the story.
            before: what was decided on it before.
            light: nothing of it will be in the library; it only waits for what is before it.
        """
        super().__init__(parent)
        self.place, self.before, self.light = place, before, light
        self.job: Job | None = None

    def arrive(self, article_id: ArticleId | None) -> None:
        """It is in the library."""
        self.arrived.emit(self, article_id)
        self.deleteLater()

    def fail(self, error: BriefingError) -> None:
        """It is not."""
        self.failed.emit(self, error)
        self.deleteLater()


class Trips(QObject):
    """All that is on its way, at most one decision a story.

    Signals:
        arrived(Trip, ArticleId | None): a decision is in the library; the article of a story that was kept.
        failed(Trip, BriefingError): the story of a decision waits where it was.

    Attributes:
        count: how many decisions have set out or ended so far.
    """

    arrived = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._trips: dict[int, Trip] = {}
        self.count = 0

    def __iter__(self) -> Iterator[int]:
        return iter(tuple(self._trips))

    def __contains__(self, place: object) -> bool:
        return place in self._trips

    def __len__(self) -> int:
        return len(self._trips)

    def send(self, place: int, card: Card, decision: Decision, before: Decided | None, *, light: bool) -> None:
        """Bring a decision that needs no network to the library, in the order of the decisions."""
        trip = self._start(place, before, light=light)
        trip.job = self._jobs.write("morning.decide", card, decision, done=trip.arrive, failed=trip.fail)

    def keep(self, place: int, card: Card) -> None:
        """Make an article of a story, which may have to be fetched."""
        trip = self._start(place, None, light=False)
        name = self.tr("Keeping “%1”").replace("%1", card.title)
        trip.job = self._jobs.run(name, "morning.decide", card, Decision.TOP, done=trip.arrive, failed=trip.fail)

    def stop(self, place: int) -> bool:
        """Ask the story at a place not to be kept; False when that cannot be ended."""
        trip = self._trips.get(place)
        if trip is None or trip.job is None or trip.job.lane != "long":
            return False
        trip.job.cancel()
        return True

    def forget(self) -> None:
        """Another morning begins: nothing that is on its way belongs to it."""
        self._trips.clear()

    def _start(self, place: int, before: Decided | None, *, light: bool) -> Trip:
        self.count += 1
        trip = Trip(place, self, before, light=light)
        trip.arrived.connect(self._arrive)
        trip.failed.connect(self._fail)
        if not light:
            self._trips[place] = trip
        return trip

    @Slot(object, object)
    def _arrive(self, trip: Trip, article_id: ArticleId | None) -> None:
        self.count += 1
        if self._trips.get(trip.place) is trip:
            del self._trips[trip.place]
        self.arrived.emit(trip, article_id)

    @Slot(object, object)
    def _fail(self, trip: Trip, error: BriefingError) -> None:
        self.count += 1
        if self._trips.get(trip.place) is trip:
            del self._trips[trip.place]
            self.failed.emit(trip, error)
