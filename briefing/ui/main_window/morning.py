"""The fifteen-minute morning in the window: one story after the other, and the draft of page 1 at the end.

What is decided is done at once: the next story is shown while the one before is on its way to the library.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefing.domain.articles import ArticleId
from briefing.domain.errors import BriefingError, Cancelled
from briefing.domain.triage import CHOSEN, Card, Decided, Decision, Facts, Morning
from briefing.domain.triage_record import record
from briefing.ui.actions import Actions, keys_text, row_of
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.morning_drafting import Drafting
from briefing.ui.main_window.morning_sight import MorningSight
from briefing.ui.main_window.morning_trips import Trip, Trips
from briefing.ui.main_window.morning_watch import MorningWatch
from briefing.ui.models import morning_words as words
from briefing.ui.panes.morning import MorningPane
from briefing.ui.panes.status_line import StatusLine

if TYPE_CHECKING:
    from briefing.domain.briefings import BriefingId
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
        self._paused_at: datetime | None = None
        self._finishing = False
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
        self._watch = MorningWatch(jobs, lambda: self._morning, lambda: self._trips.count, self)
        self._watch.found.connect(self._agree)
        self._drafting = Drafting(jobs, self)
        self._drafting.drafted.connect(self._drafted)
        self._drafting.failed.connect(self._fail)
        self._drafting.taken_back.connect(self._take_back)
        self._drafting.place_free.connect(self.wanted)
        self.miss_draft = self._drafting.miss
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
        elif self._light and self._light[-1][2] == self._watch.steps:
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
        self._say(words.decided(decision, card.title, now.left))
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
            self._light.append((trip.place, trip.before, self._watch.steps))
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
            self._drafting.finish(morning)

    def _finish_when_ready(self) -> None:
        if self._finishing and not len(self._trips):
            self.finish()

    @Slot(object)
    def _drafted(self, briefing_id: BriefingId) -> None:
        lost = len(self._problems)
        self._morning = None
        self._light.clear()
        self._problems.clear()
        self._state.setValue(RECORD, "")
        self.drafted.emit(briefing_id)
        self._sight.expect_bottom_line(briefing_id)
        self._say(words.drafted(lost))

    @Slot(object)
    def _take_back(self, morning: Morning) -> None:
        self._morning = morning

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
        self._watch.look_up()

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
            self._say(words.waiting(morning.left))

    def _set(self, morning: Morning, *, focus: bool = False) -> None:
        """Keep and show how far the morning is."""
        self._morning = morning
        self._state.setValue(RECORD, record(morning, datetime.now(UTC)))
        if not self.is_here or self.pane is None:
            return
        if morning.decided:
            self._table.provide("undo", True)
        focus = focus or not self.pane.queue.hasFocus()
        self.pane.show_morning(morning, words.draft_title(), tuple(self._trips), self._problems)
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

    def _say(self, sentence: str) -> None:
        self._status.say(sentence)
        if self.pane is not None and self.is_here:
            self._sight.announce(self.pane, sentence)

    def _fail(self, error: BriefingError) -> None:
        if self.pane is not None and not isinstance(error, Cancelled):
            self.pane.say(str(error))

    # what happens in the library

    @Slot(object)
    def _agree(self, facts: Facts) -> None:
        if self._morning is not None:
            now = self._morning.agree(facts, {*self._trips, *self._problems})
            if now != self._morning:
                self._set(now)

    @Slot(str, bool)
    def _keep_undo(self, need: str, there: bool) -> None:
        """A decision can be taken back before, and even if, the library knows of it."""
        if need == "undo" and not there and self.is_here and self._morning is not None and self._morning.decided:
            self._table.provide("undo", True)
