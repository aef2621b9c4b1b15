"""The fifteen-minute morning in the window: one story after the other, and the draft of page 1 at the end.

What is decided is done at once: the next story is shown while the one before is on its way to the library.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefing.domain.articles import ArticleId
from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError, Cancelled
from briefing.domain.triage import CHOSEN, Card, Decided, Decision, Facts, Morning
from briefing.domain.triage_record import record
from briefing.ui.actions import Actions, keys_text, row_of
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.morning_sight import MorningSight
from briefing.ui.main_window.morning_trips import Trip, Trips
from briefing.ui.models.wording import counted
from briefing.ui.panes.morning import MorningPane
from briefing.ui.panes.status_line import StatusLine

if TYPE_CHECKING:
    from briefing.domain.briefings import BriefingId, BriefingSummary
    from briefing.ui.panes.morning_marking import Intent

RECORD = "morning"
"""Under which name a morning that was left is kept."""


class MorningPlace(QObject):
    """Does what the keys of the morning say.

    Signals:
        left(): the person makes a pause.
        wanted(): the morning is to be shown again: its draft was taken back.
        drafted(BriefingId): the draft of page 1 stands.
    """

    left = Signal()
    wanted = Signal()
    drafted = Signal(object)

    def __init__(
        self, jobs: Jobs, table: Actions, sight: MorningSight, status: StatusLine, state: QSettings,
        save: Callable[[], None],
    ) -> None:  # fmt: skip
        """Bind the commands; nothing is read yet.

        Args:
            state: keeps what was decided, so that a morning that was left goes on at the next start.
            save: saves what is being typed.
        """
        super().__init__(sight)
        self._jobs, self._table, self._sight, self._status, self._state = jobs, table, sight, status, state
        self._save_typed = save
        self._morning: Morning | None = None
        self._trips = Trips(jobs, self)
        self._problems: dict[int, str] = {}
        self._intents: dict[int, Intent | None] = {}
        self._light: list[tuple[int, Decided | None, int]] = []
        self._history = self._asked = 0
        self._paused_at: datetime | None = None
        self._finishing = False
        self._missed = False  # one of two: the draft left the window, or the library
        self._drafted: tuple[BriefingId, Morning] | None = None
        self.pane: MorningPane | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        for action_id, slot in self._commands().items():
            table.bind(action_id, slot)
        self._trips.arrived.connect(self._arrived)
        self._trips.failed.connect(self._failed)
        sight.intended.connect(self._do_once_kept)
        sight.escaped.connect(self.left)
        sight.said.connect(status.say)
        jobs.changed.connect(self._changed)
        table.provided.connect(self._keep_undo)

    def _commands(self) -> dict[str, Callable[[], None]]:
        return {
            "morning.skip": self.skip, "morning.brief": self.brief, "morning.top": self.top,
            "morning.later": self.later, "morning.open": self.open_story, "morning.retry": self.retry,
            "morning.finish": self.finish, "morning.pause": self.left.emit,
        }  # fmt: skip

    @property
    def morning(self) -> Morning | None:
        """How far the morning is; None before it began and once its draft stands."""
        return self._morning

    @property
    def is_here(self) -> bool:
        """Whether the morning is what the window shows."""
        return self._clock.isActive()

    def make_pane(self, parent: QWidget) -> MorningPane:
        """The column of the morning."""
        from briefing.ui.panes.morning import MorningPane

        self.pane = MorningPane(self._sight.theme, self._table, parent)
        self.pane.came.connect(self._come)
        self.pane.stepped.connect(self._step)
        self.pane.picked.connect(self._pick)
        self.pane.retried.connect(self._retry)
        self.pane.text_wanted.connect(self._sight.focus_text)
        self._table.attach("morning", self.pane)
        return self.pane

    def leave(self) -> None:
        """The person goes elsewhere; the morning rests."""
        if self.is_here:
            self._clock.stop()
            self._paused_at = datetime.now(UTC)
            self._table.provide("morning", False)
            self._sight.leave()
            if self._morning is not None and self._morning.left:
                self._say(self.tr("The morning rests. %1 goes on.").replace("%1", keys_text(row_of("view.morning"))))

    # deciding

    @Slot()
    def skip(self) -> None:
        """The story is not worth it."""
        self._decide(Decision.SKIP)

    @Slot()
    def brief(self) -> None:
        """A line or a paragraph of it."""
        self._decide(Decision.BRIEF)

    @Slot()
    def top(self) -> None:
        """One of the stories of page 1."""
        self._decide(Decision.TOP)

    @Slot()
    def later(self) -> None:
        """It waits where it is."""
        self._decide(Decision.LATER)

    @Slot()
    def open_story(self) -> None:
        """Keep a story that came in, and go to its text."""
        if (card := self._card) is not None and self._morning is not None:
            if card.articles:
                self._sight.focus_text()
            else:
                self._keep(self._morning.at, None)

    @Slot()
    def retry(self) -> None:
        """Keep the present story after all; every story that could not be kept when nothing is wrong with this one."""
        at = self._morning.at if self._morning is not None else -1
        for place in [at] if at in self._problems else list(self._problems):
            self._retry(place)

    def undo(self) -> bool:
        """Take back a decision that the library knows nothing of, if that is the last step; its card comes back."""
        morning = self._morning
        if not self.is_here or morning is None:
            return False
        last = list(morning.decided)[-1] if morning.decided else -1
        if last in self._problems or self._trips.stop(last):
            place, before = last, None
            self._problems.pop(last, None)
        elif self._light and self._light[-1][2] == self._history:
            place, before, _ = self._light.pop()
        else:
            return False
        now = morning.undecide(place)
        self._set(now.decide(before.decision, before.article_id).go(place) if before is not None else now)
        self._say(self.tr("Taken back: %1").replace("%1", self._title(place)))
        return True

    def _decide(self, decision: Decision) -> None:
        morning, card = self._morning, self._card
        if morning is None or card is None:
            return
        self._save_typed()
        place, before = morning.at, morning.decided.get(morning.at)
        self._problems.pop(place, None)
        chosen = decision in CHOSEN
        self._morning = now = morning.decide(decision, card.articles[0] if chosen and card.articles else None)
        self._announce(decision, card, now)
        if chosen and not card.articles:
            self._keep(place, self._intents.get(place))
        elif place not in self._trips or decision is Decision.SKIP:
            self._trips.stop(place)
            undone = decision is Decision.LATER and before is not None and before.decision is Decision.SKIP
            self._trips.send(place, card, decision, before, light=decision is not Decision.SKIP and not undone)
        self._set(now)

    def _keep(self, place: int, intent: Intent | None) -> None:
        """Make an article of a story, beside everything else; then do what the person intends."""
        if self._morning is None or self._morning.cards[place].articles:
            return
        self._intents[place] = intent
        self._problems.pop(place, None)
        if place not in self._trips:
            self._trips.keep(place, self._morning.cards[place])
        self._set(self._morning)

    @Slot(object, object)
    def _arrived(self, trip: Trip, article_id: ArticleId | None) -> None:
        if self._morning is None:
            return
        if trip.light:
            self._light.append((trip.place, trip.before, self._history))
        elif article_id is not None:
            place, intent = trip.place, self._intents.pop(trip.place, None)
            now = self._morning.keep(place, article_id)
            what = now.decided.get(place)
            if what is not None and what.decision is Decision.SKIP:
                self._trips.send(place, now.cards[place], Decision.SKIP, None, light=False)
            if now.at == place and self.is_here:
                self._sight.expect(article_id, intent)
            self._set(now)
        else:
            self._set(self._morning)
        self._finish_when_ready()

    @Slot(object, object)
    def _failed(self, trip: Trip, error: BriefingError) -> None:
        self._intents.pop(trip.place, None)
        if self._morning is None:
            return
        if not isinstance(error, Cancelled):
            self._problems[trip.place] = str(error)
            self._say(self.tr("Not kept: %1").replace("%1", self._title(trip.place)))
        self._set(self._morning)
        self._finish_when_ready()

    @Slot(object)
    def _do_once_kept(self, intent: Intent) -> None:
        if self._morning is not None and self._card is not None:
            self._keep(self._morning.at, intent)

    @Slot(int)
    def _retry(self, place: int) -> None:
        self._keep(place, None)

    # finishing

    @Slot()
    def finish(self) -> None:
        """Draft the briefing of what was chosen, once everything chosen is in the library."""
        morning = self._morning
        if morning is None or self.pane is None:
            return
        self.pane.say("")
        self._finishing = bool(len(self._trips))
        if self._finishing:
            self._say(self.tr("Page 1 is drafted as soon as what you chose is in the library."))
        elif not morning.chosen(Decision.TOP) + morning.chosen(Decision.BRIEF):
            self.pane.say(self.tr("Choose a story first: = takes it in brief, * makes it a top story."))
        else:
            self._save_typed()
            iso = QDate.currentDate().toString(Qt.DateFormat.ISODate)
            self._jobs.write("morning.finish", morning, draft_title(), iso, done=self._finish, failed=self._fail)

    def _finish_when_ready(self) -> None:
        if self._finishing and not len(self._trips):
            self.finish()

    def _finish(self, briefing_id: BriefingId) -> None:
        if (morning := self._morning) is None:
            return
        lost = len(self._problems)
        self._drafted, self._missed = (briefing_id, morning), False
        self._morning = None
        self._light.clear()
        self._problems.clear()
        self._state.setValue(RECORD, "")
        self.drafted.emit(briefing_id)
        self._sight.expect_bottom_line(briefing_id)
        said = self.tr("The draft of page 1 stands. Write the bottom line.")
        if lost:
            said += " " + counted(lost, self.tr("1 story could not be kept and waits in Incoming."),
                                  self.tr("%n stories could not be kept and wait in Incoming."))  # fmt: skip
        self._say(said)

    @Slot()
    def miss_draft(self) -> None:
        """The briefing that was shown is gone: if it was the draft, the morning takes its place."""
        if self._drafted is not None:
            self._missed = True
        elif self._missed:
            self._missed = False
            self.wanted.emit()

    def _take_briefings(self, there: list[BriefingSummary]) -> None:
        """The draft was taken back: the morning goes on where it was."""
        if self._drafted is None or self._drafted[0] in [each.id for each in there]:
            return
        self._morning, self._drafted = self._drafted[1], None
        if self._missed:
            self.wanted.emit()
        self._missed = not self._missed

    # showing

    @property
    def _card(self) -> Card | None:
        return self._morning.card if self._morning is not None and self.is_here else None

    @Slot()
    def _come(self) -> None:
        """Begin, or go on."""
        self._table.provide("morning", True)
        self._clock.start()
        morning = self._morning
        if morning is None or not (morning.left or len(self._trips)):
            kept = record(morning, datetime.now(UTC)) if morning is not None else str(self._state.value(RECORD, ""))
            self._jobs.read("morning.start", record=kept, done=self._begin, failed=self._fail, key="morning")
            return
        if self._paused_at is not None:
            morning = morning.resumed(datetime.now(UTC) - self._paused_at)
        self._show_first(morning)
        self._look_up()

    def _begin(self, morning: Morning) -> None:
        self._problems.clear()
        self._light.clear()
        self._show_first(morning)
        for place, what in morning.decided.items():
            if what.decision in CHOSEN and what.article_id is None:
                self._keep(place, None)  # it was on its way when the program ended

    def _show_first(self, morning: Morning) -> None:
        self._paused_at = None
        self._set(morning, focus=True)
        if morning.left:
            self._say(counted(morning.left, self.tr("1 story waits."), self.tr("%n stories wait.")))

    def _set(self, morning: Morning, *, focus: bool = False) -> None:
        """Keep and show how far the morning is."""
        self._morning = morning
        self._state.setValue(RECORD, record(morning, datetime.now(UTC)))
        if not self.is_here or self.pane is None:
            return
        if morning.decided:
            self._table.provide("undo", True)
        focus = focus or not self.pane.queue.hasFocus()
        self.pane.show_morning(morning, draft_title(), tuple(self._trips), self._problems)
        self._tick()
        self._sight.any_stories = bool(morning.cards)
        if self._sight.show(morning.card, focus=focus) and morning.card is None:
            self.pane.setFocus()

    @Slot()
    def _tick(self) -> None:
        if (morning := self._morning) is not None and self.pane is not None:
            seconds = round(morning.elapsed(datetime.now(UTC)).total_seconds())
            self.pane.meter.show_state(len(morning.decided), len(morning.cards), seconds)

    @Slot(int)
    def _step(self, by: int) -> None:
        if self._morning is not None:
            self._set(self._morning.step(by))

    @Slot(int)
    def _pick(self, place: int) -> None:
        if self._morning is not None:
            self._set(self._morning.go(place))

    def _title(self, place: int) -> str:
        return self._morning.cards[place].title if self._morning is not None else ""

    def _announce(self, decision: Decision, card: Card, now: Morning) -> None:
        words = {
            Decision.SKIP: self.tr("Skipped: %1"),
            Decision.BRIEF: self.tr("In brief: %1"),
            Decision.TOP: self.tr("Top story: %1"),
            Decision.LATER: self.tr("Later: %1"),
        }
        said = words[decision].replace("%1", card.title)
        left = counted(now.left, self.tr("1 story left."), self.tr("%n stories left.")) if now.left else ""
        self._say(f"{said.rstrip('.')}. {left or self.tr('Nothing waits any more.')}")

    def _say(self, sentence: str) -> None:
        self._status.say(sentence)
        if self.pane is not None and self.is_here:
            self._sight.announce(self.pane, sentence)

    def _fail(self, error: BriefingError) -> None:
        if self.pane is not None and not isinstance(error, Cancelled):
            self.pane.say(str(error))

    # what happens in the library

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.history:
            self._history += 1
        if self._drafted is not None and self._drafted[0] in changes.briefings:
            self._jobs.read("browse.all_briefings", done=self._take_briefings, key="morning draft")
        if self._morning is not None and (changes.incoming or changes.listing):
            self._look_up()

    def _look_up(self) -> None:
        if self._morning is not None:
            self._asked = self._trips.count
            self._jobs.read("morning.look_up", self._morning, done=self._agree, key="morning look")

    def _agree(self, facts: Facts) -> None:
        """Undo and Redo, and what was done in other lists, change what is decided here."""
        if self._morning is None:
            return
        if self._asked != self._trips.count:
            self._look_up()  # something was decided since
            return
        now = self._morning.agree(facts, {*self._trips, *self._problems})
        if now != self._morning:
            self._set(now)

    @Slot(str, bool)
    def _keep_undo(self, need: str, there: bool) -> None:
        """A decision can be taken back before, and even if, the library knows of it."""
        if need == "undo" and not there and self.is_here and self._morning is not None and self._morning.decided:
            self._table.provide("undo", True)


def draft_title() -> str:
    """What the briefing of this morning is called."""
    day = QLocale(QLocale.Language.English).toString(QDate.currentDate(), "d MMMM yyyy")
    return QCoreApplication.translate("Morning", "Morning briefing, %1").replace("%1", day)
