"""The fifteen-minute morning: one story after the other, a decision on each, and the draft of page 1 that grows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QProgressBar, QToolButton, QVBoxLayout, QWidget

from briefing.domain.articles import ArticleId, Shelf
from briefing.domain.errors import BriefingError
from briefing.domain.triage import MINUTES, Card, Decision, Morning
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import counted
from briefing.ui.panes.reading.flow_layout import FlowLayout
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.incoming import Kept

DECISIONS = ("morning.skip", "morning.brief", "morning.top", "morning.later", "morning.open", "morning.back")


class MorningPane(QWidget):
    """The middle column during the morning. What is decided is in the library at once; leaving and coming back goes on.

    Signals:
        story_wanted(Card | None): show this story beside; None when all are decided.
        read_wanted(): the person wants the focus in the text.
        drafted(BriefingId): the draft of page 1 stands.
    """

    story_wanted = Signal(object)
    read_wanted = Signal()
    drafted = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._theme, self._actions = jobs, theme, actions
        self._morning: Morning | None = None
        self._busy = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Morning"))
        self.meter, self.words, self.problem = QLabel(self), QLabel(self), QLabel(self)
        self.time = QProgressBar(self)
        self.headline, self.source, self.excerpt = QLabel(self), QLabel(self), QLabel(self)
        self.draft = QListWidget(self)
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show_meter)
        theme.changed.connect(self._take_fonts)
        self._take_fonts()

    @property
    def morning(self) -> Morning | None:
        """How far the morning is; None before it began."""
        return self._morning

    def show_rows(self) -> None:
        """Begin the morning, or go on with it."""
        self._actions.provide("morning", True)
        self._clock.start()
        if self._morning is None or self._morning.card is None:
            self._jobs.read("morning.start", done=self._take, failed=self._fail, key="morning")
        else:
            self._show()

    def leave(self) -> None:
        """The person goes elsewhere; the morning is kept."""
        self._actions.provide("morning", False)
        self._clock.stop()

    def go(self, by: int) -> None:
        """The next story is the one to decide later; the previous one comes back."""
        if by > 0:
            self.later()
        else:
            self.go_back()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions of this pane."""
        return {
            "morning.skip": self.skip,
            "morning.brief": self.brief,
            "morning.top": self.top,
            "morning.later": self.later,
            "morning.open": self.open_story,
            "morning.back": self.go_back,
            "morning.finish": self.finish,
        }

    def sizeHint(self) -> QSize:
        return QSize(round(self.fontMetrics().averageCharWidth() * 41), 400)

    @Slot()
    def skip(self) -> None:
        """Not today, not later."""
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
        """Keep a story that came in, so that it can be marked, and go to its text."""
        card = self._card
        if card is None or self._busy:
            return
        if card.articles:
            self.read_wanted.emit()
            return
        self._busy = True
        ids = card.incoming[:1]
        self._jobs.run(self.tr("Keeping the story"), "incoming.keep", ids, done=self._kept, failed=self._fail)

    @Slot()
    def go_back(self) -> None:
        """Take the last decision back: a story that was skipped waits again."""
        if self._morning is None or not self._morning.decided or self._busy:
            return
        last = self._morning.decided[-1]
        self._morning = self._morning.back()
        card = self._morning.card
        if card is not None and last.decision is Decision.SKIP:
            if card.incoming:
                self._jobs.write("incoming.unskip", card.incoming)
            if card.articles:
                self._jobs.write("organise.move_to", card.articles, Shelf.INBOX)
        elif card is not None and last.article_id is not None:
            self._become(last.article_id)
        self._show()

    @Slot()
    def finish(self) -> None:
        """Draft the briefing of what was chosen."""
        if self._morning is None or self._busy:
            return
        if not self._morning.count(Decision.TOP) + self._morning.count(Decision.BRIEF):
            self._say(self.tr("Choose a story first: = takes it in brief, * makes it a top story."))
            return
        today = QDate.currentDate()
        day = QLocale(QLocale.Language.English).toString(today, "d MMMM yyyy")
        title = self.tr("Morning briefing, %1").replace("%1", day)
        iso = today.toString(Qt.DateFormat.ISODate)
        self._busy = True
        self._jobs.write("morning.finish", self._morning, title, iso, done=self._finished, failed=self._fail)

    # Private

    @property
    def _card(self) -> Card | None:
        return self._morning.card if self._morning is not None else None

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Morning"), self)
        title.setProperty("role", "pane-title")
        self.meter.setProperty("role", "hint")
        self.words.setProperty("role", "hint")
        self.source.setProperty("role", "hint")
        self.problem.setProperty("role", "error")
        self.time.setTextVisible(False)
        self.time.setRange(0, MINUTES * 60)
        self.time.setAccessibleName(self.tr("Time"))
        for label in (self.headline, self.source, self.excerpt, self.problem, self.words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.draft.setAccessibleName(self.tr("Draft of page 1"))
        self.draft.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignBottom)
        keys = FlowLayout(spacing=4)
        for action_id in DECISIONS:
            keys.addWidget(self._button(action_id))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.time)
        column.addSpacing(8)
        for label in (self.source, self.headline, self.excerpt):
            column.addWidget(label)
        column.addLayout(keys)
        column.addWidget(self.problem)
        column.addSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.draft, 1)
        column.addWidget(self._button("morning.finish"), 0, Qt.AlignmentFlag.AlignLeft)
        self.problem.hide()

    def _button(self, action_id: str) -> QToolButton:
        action = self._actions[action_id]
        button = QToolButton(self)
        button.setDefaultAction(action)
        action.setIconText(f"{action.text()}  {action.shortcut().toString()}")  # a button takes its words from there
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("role", "chip")
        return button

    @Slot()
    def _take_fonts(self) -> None:
        self.headline.setFont(self._theme.serif(19, QFont.Weight.DemiBold))
        self.excerpt.setFont(self._theme.serif(15))

    def _take(self, morning: Morning) -> None:
        self._morning = morning
        self._show()

    def _decide(self, decision: Decision) -> None:
        card = self._card
        if card is None or self._busy or self._morning is None:
            return
        self._say("")
        self._busy = True
        self._deciding = decision
        self._jobs.run("", "morning.decide", card, decision, done=self._decided, failed=self._fail)

    def _decided(self, article_id: ArticleId | None) -> None:
        self._busy = False
        if self._morning is not None:
            self._morning = self._morning.decide(self._deciding, article_id)
            self._show()

    def _kept(self, kept: Kept) -> None:
        self._busy = False
        if kept.article_ids:
            self._become(kept.article_ids[0])
            self._show()
            self.read_wanted.emit()
        else:
            self._say(" ".join(reason for _, reason in kept.failed))

    def _become(self, article_id: ArticleId) -> None:
        """The present story is an article from now on."""
        if self._morning is None or (card := self._morning.card) is None:
            return
        place = len(self._morning.decided)
        now = replace(card, incoming=card.incoming[1:] if not card.articles else card.incoming, articles=(article_id,))
        cards = (*self._morning.cards[:place], now, *self._morning.cards[place + 1 :])
        self._morning = replace(self._morning, cards=cards)

    def _finished(self, briefing_id: object) -> None:
        self._busy = False
        self._morning = None
        self.drafted.emit(briefing_id)

    def _fail(self, error: BriefingError) -> None:
        self._busy = False
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _show(self) -> None:
        morning = self._morning
        if morning is None:
            return
        card = morning.card
        if card is not None:
            self.headline.setText(card.title)
            self.source.setText("  ·  ".join(part for part in (", ".join(card.sources), card.published[:10]) if part))
            self.excerpt.setText(card.excerpt[:280])
        else:
            self.headline.setText(self.tr("That was all.") if morning.cards else self.tr("Nothing waits this morning."))
            self.source.clear()
            self.excerpt.setText(self.tr("Ctrl+Shift+M drafts page 1 of what you chose.") if morning.cards else "")
        self._show_draft(morning)
        self._show_meter()
        self.story_wanted.emit(card)

    def _show_draft(self, morning: Morning) -> None:
        self.draft.clear()
        for decision, sign in ((Decision.TOP, "★"), (Decision.BRIEF, "–")):
            for card, decided in zip(morning.cards, morning.decided, strict=False):
                if decided.decision is decision:
                    self.draft.addItem(f"{sign}  {card.title}")
        tops, briefs = morning.count(Decision.TOP), morning.count(Decision.BRIEF)
        self.words.setText(
            self.tr("Page 1: %1 and %2")
            .replace("%1", counted(tops, self.tr("1 top story"), self.tr("%n top stories")))
            .replace("%2", counted(briefs, self.tr("1 in brief"), self.tr("%n in brief")))
        )

    @Slot()
    def _show_meter(self) -> None:
        if (morning := self._morning) is None:
            return
        seconds = round(morning.elapsed(datetime.now(UTC)).total_seconds())
        self.time.setValue(min(seconds, MINUTES * 60))
        said = self.tr("%1 of %2  ·  %3 min")
        done = len(morning.decided)
        said = said.replace("%1", str(done)).replace("%2", str(len(morning.cards))).replace("%3", str(seconds // 60))
        self.meter.setText(said)
