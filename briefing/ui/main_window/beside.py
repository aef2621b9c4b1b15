"""Reading with something beside it: keeps an article or a briefing's pages at the right of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from briefing.domain.annotations import HighlightId
from briefing.domain.briefings import BriefingId, BriefingSummary
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.middle import Middle
from briefing.ui.panes.status_line import StatusLine
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.ui.panes.beside import BesidePane

ROOM = 1150
"""Pixels of the middle below which the takeaways make room for what lies beside the article."""


class Beside(QObject):
    """Lays things beside the article, and gives each key to the reader that has the focus."""

    def __init__(
        self, middle: Middle, sidebar: QWidget, status: StatusLine, jobs: Jobs, theme: Theme, actions: Actions
    ) -> None:
        super().__init__(middle)
        self._middle, self._sidebar, self._status = middle, sidebar, status
        self._jobs, self._theme, self._actions = jobs, theme, actions
        self._pane: BesidePane | None = None
        self._briefings: dict[BriefingId, str] = {}
        self._before: tuple[bool, bool] | None = None
        actions.bind("view.beside_article", self.keep_article)
        actions.bind("view.beside_briefing", self.choose_briefing)
        actions.bind("view.beside_close", self.close)
        actions.provide("beside", False)
        self._middle.left_reading.connect(self.close)
        self._middle.quote_wanted.connect(self.quote)

    @property
    def pane(self) -> BesidePane | None:
        """What lies beside the article; None while nothing does."""
        return self._pane

    @Slot()
    def keep_article(self) -> None:
        """Keep the article that is read at the right; the next one that is chosen comes up beside it."""
        reader = self._middle.reader
        if reader is not None and reader.article_id is not None:
            self._open().show_article(reader.article_id)

    @Slot()
    def choose_briefing(self) -> None:
        """Ask for the briefing whose pages are to lie beside the article."""
        self._jobs.read("browse.all_briefings", done=self._pick, key="beside")

    @Slot()
    def close(self) -> None:
        """Give the room back to the article and its takeaways."""
        if self._pane is None:
            return
        pane, self._pane = self._pane, None
        self._middle.take_back(pane)
        pane.reader.flush()
        pane.hide()
        pane.deleteLater()
        self._actions.provide("beside", False)
        if self._before is not None:
            sidebar, takeaways = self._before
            self._sidebar.setVisible(sidebar)
            self._actions["view.sidebar"].setChecked(sidebar)
            if self._middle.takeaways is not None:
                self._middle.takeaways.setVisible(takeaways)

    @Slot(object)
    def quote(self, highlight_id: HighlightId) -> None:
        """Quote a highlight in the briefing beside; Undo takes it out again."""
        if self._pane is not None and self._pane.briefing is not None:
            self._jobs.write("arrange.quote_highlight", self._pane.briefing, highlight_id, done=self._quoted)
        else:
            self._status.say(self.tr("Lay a briefing beside the article first: View, Briefing beside…"))

    # Private

    def _quoted(self, _item: object) -> None:
        self._status.say_outcome(self.tr("Quoted in the briefing."))

    def _open(self) -> BesidePane:
        if self._pane is None:
            from briefing.ui.panes.beside import BesidePane

            self._make_room()
            self._pane = BesidePane(self._jobs, self._theme, self._actions)
            self._pane.gone.connect(self.close)
            self._pane.reader.quote_wanted.connect(self.quote)
            self._middle.lay_beside(self._pane)
            self._actions.provide("beside", True)
        else:
            self._middle.take_back(self._pane)
        return self._pane

    def _make_room(self) -> None:
        """Hide what can be done without where the window is too narrow for two pages of text."""
        takeaways = self._middle.takeaways
        shown = takeaways is not None and takeaways.isVisible()
        self._before = (self._sidebar.isVisible(), shown)
        if self._middle.width() < ROOM:
            self._sidebar.setVisible(False)
            self._actions["view.sidebar"].setChecked(False)
            if takeaways is not None:
                takeaways.setVisible(False)

    def _pick(self, briefings: list[BriefingSummary]) -> None:
        from briefing.ui.dialogs.picker import Picker
        from briefing.ui.models.choices import Choice

        self._briefings = {briefing.id: briefing.title for briefing in briefings}
        if len(briefings) == 1:
            self._lay_briefing(briefings[0].id)
            return
        picker = Picker(self._theme, self._middle.window(), self.tr("Which briefing beside the article?"))
        picker.set_choices([Choice(b.id, b.title, hint=b.date, icon="notebook") for b in briefings])
        if not briefings:
            picker.foot.setText(self.tr("There is no briefing yet. Begin one with Ctrl+Shift+N."))
            picker.foot.show()
        picker.chosen.connect(self._lay_briefing)
        picker.open()

    @Slot(object)
    def _lay_briefing(self, briefing_id: BriefingId) -> None:
        preview = self._middle.lend_preview()
        self._open().show_briefing(briefing_id, self._briefings.get(briefing_id, ""), preview)
