"""Looks across the library in the window: all highlights, what is left to do, the judgements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from briefing.domain.annotations import HighlightId, TakeawayId
from briefing.domain.articles import ArticleId
from briefing.domain.listing import Listing
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.incoming import IncomingPlace
from briefing.ui.main_window.middle import Middle
from briefing.ui.main_window.places import Place, Trail
from briefing.ui.models.sidebar import Look
from briefing.ui.panes.library import LibraryPane
from briefing.ui.panes.sidebar import Sidebar
from briefing.ui.panes.status_line import StatusLine
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.ui.main_window.morning import MorningPlace
    from briefing.ui.panes.morning import MorningPane
    from briefing.ui.panes.passages import PassagesPane
    from briefing.ui.panes.takeaway_list import TakeawayList


class LooksPlace(QObject):
    """Makes each list when it is first wanted; the article of its current row is read beside it.

    Signals:
        place_wanted(Place): the person wants to go there.
        briefing_wanted(BriefingId): the draft of the morning stands.
    """

    place_wanted = Signal(object)
    briefing_wanted = Signal(object)

    def __init__(
        self, jobs: Jobs, theme: Theme, table: Actions, trail: Trail, sidebar: Sidebar, column: QStackedWidget,
        library: LibraryPane, middle: Middle, incoming: IncomingPlace, status: StatusLine, state: QSettings,
        undo: Callable[[], None],
    ) -> None:  # fmt: skip
        """Bind the commands; no list is made yet. Next and Previous go to `incoming` where no such list is shown.

        Args:
            undo: takes the last change of the library back.
        """
        super().__init__(column)
        self._jobs, self._theme, self._table, self._trail = jobs, theme, table, trail
        self._sidebar, self._column, self._library, self._middle = sidebar, column, library, middle
        self._incoming = incoming
        self._undo = undo
        self._before = Place(Listing())  # where the morning was begun
        self._status, self._state = status, state
        self._morning: MorningPlace | None = None
        self.panes: dict[Look, PassagesPane | TakeawayList | MorningPane] = {}
        for action_id, slot in (
            ("view.highlights", self.go_highlights),
            ("view.actions", self.go_actions),
            ("view.judgements", self.go_judgements),
            ("view.morning", self.go_morning),
        ):
            table.bind(action_id, slot)
        sidebar.look_chosen.connect(self._go)

    @Slot()
    def go_highlights(self) -> None:
        """Go to all highlights."""
        self._go(Look.HIGHLIGHTS)

    @Slot()
    def go_actions(self) -> None:
        """Go to what is left to do."""
        self._go(Look.ACTIONS)

    @Slot()
    def go_judgements(self) -> None:
        """Go to the judgements."""
        self._go(Look.JUDGEMENTS)

    @Slot()
    def go_morning(self) -> None:
        """Begin the morning, or go on with it."""
        if (here := self._trail.here) is not None and here.look is not Look.MORNING and here.briefing is None:
            self._before = here
        self._go(Look.MORNING)

    @Slot()
    def _leave_morning(self) -> None:
        """Go back to where the morning was begun."""
        self.place_wanted.emit(self._before)

    @property
    def morning(self) -> MorningPlace:
        """What the keys of the morning do; made when the morning is first wanted, as no start has need of it."""
        if self._morning is None:
            from briefing.ui.main_window.morning import MorningPlace
            from briefing.ui.main_window.morning_sight import MorningSight

            sight = MorningSight(self._jobs, self._theme, self._table, self._incoming, self._middle,
                                 self._show_article, self)  # fmt: skip
            self._morning = made = MorningPlace(self._jobs, self._table, sight, self._status, self._state,
                                                self._middle.flush)  # fmt: skip
            made.left.connect(self._leave_morning)
            made.wanted.connect(self.go_morning)
            made.drafted.connect(self.briefing_wanted)
            self._middle.briefing_missing.connect(made.miss_draft)
        return self._morning

    @property
    def pane(self) -> PassagesPane | TakeawayList | MorningPane | None:
        """The list that is shown, None while another place is."""
        here = self._trail.here
        return self.panes.get(here.look) if here is not None and here.look is not None else None

    def come(self, look: Look) -> None:
        """Show a list in place of the library's."""
        pane = self.panes.get(look) or self._make(look)
        self._library.view.clearSelection()
        self._column.setCurrentWidget(pane)
        self._column.show()
        self._sidebar.mark_look(look)
        self._middle.show_welcome().show_hint(look)
        pane.show_rows()
        pane.setFocus()

    def leave(self) -> None:
        """Give the place back to the library."""
        for need in ("action", "judgement", "resolved", *(("article", "live") if self.pane is None else ())):
            self._table.provide(need, False)
        if self._morning is not None:
            self._morning.leave()
        self._column.setCurrentWidget(self._library)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The commands that mean something else here than in the list of the library."""
        return {"article.next": self.go_next, "article.previous": self.go_previous, "edit.undo": self.undo}

    @Slot()
    def undo(self) -> None:
        """Take the last step back: a decision of the morning, or a change of the library."""
        if self._morning is None or not self._morning.undo():
            self._undo()

    @Slot()
    def go_next(self) -> None:
        """Select the next row of the list that is shown."""
        if (pane := self.pane) is not None:
            pane.go(1)
        else:
            self._incoming.go_next()

    @Slot()
    def go_previous(self) -> None:
        """Select the previous row of the list that is shown."""
        if (pane := self.pane) is not None:
            pane.go(-1)
        else:
            self._incoming.go_previous()

    def _make(self, look: Look) -> PassagesPane | TakeawayList | MorningPane:
        made: PassagesPane | TakeawayList | MorningPane
        if look is Look.HIGHLIGHTS:
            from briefing.ui.panes.passages import PassagesPane

            passages = PassagesPane(self._jobs, self._theme, self._table, self._column)
            passages.passage_wanted.connect(self._show_passage)
            passages.read_wanted.connect(self._focus_reader)
            made = passages
        elif look is Look.MORNING:
            made = self.morning.make_pane(self._column)
        else:
            made = tasks = self._make_list(look)
            tasks.takeaway_wanted.connect(self._show_takeaway)
            tasks.read_wanted.connect(self._focus_reader)
        self._column.addWidget(made)
        self.panes[look] = made
        return made

    def _make_list(self, look: Look) -> TakeawayList:
        from briefing.ui.panes.judgements import JudgementsPane
        from briefing.ui.panes.open_actions import OpenActionsPane

        kind = OpenActionsPane if look is Look.ACTIONS else JudgementsPane
        pane = kind(self._jobs, self._theme, self._table, self._column)
        self._table.attach(look.value, pane)
        for action_id, slot in pane.commands().items():
            self._table.bind(action_id, slot)
        return pane

    @Slot(object)
    def _go(self, look: Look) -> None:
        self.place_wanted.emit(Place(look=look))

    def _show_article(self, article_id: ArticleId) -> None:
        """Show an article beside the list; the commands on articles act on it."""
        self._middle.show_article(article_id)
        for need in ("article", "live"):
            self._table.provide(need, True)

    @Slot(object, object)
    def _show_passage(self, article_id: ArticleId, highlight_id: HighlightId) -> None:
        self._show_article(article_id)
        self._middle.show_passage(highlight_id)

    @Slot(object, object)
    def _show_takeaway(self, article_id: ArticleId, takeaway_id: TakeawayId) -> None:
        self._show_article(article_id)
        self._middle.show_takeaway(takeaway_id)

    @Slot()
    def _focus_reader(self) -> None:
        """Put the focus into the text, which may be made only now."""
        QTimer.singleShot(0, self._focus_text)

    @Slot()
    def _focus_text(self) -> None:
        reader: QWidget | None = self._middle.reader
        if reader is not None:
            reader.setFocus()
