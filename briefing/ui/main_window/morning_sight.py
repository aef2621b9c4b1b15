"""What the morning shows beside its column: the story to decide on, and the way from its preview to its article."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingContents, BriefingId
from briefing.domain.triage import Card
from briefing.ui.actions import Actions
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.incoming import IncomingPlace
from briefing.ui.main_window.middle import Middle
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.ui.panes.incoming_item import IncomingItemPane
    from briefing.ui.panes.morning_marking import Intent, ItemMarking
    from briefing.ui.panes.reader import ReaderPane

DECIDING = ("morning.skip", "morning.brief", "morning.top", "morning.later", "morning.retry")
"""The commands whose keys work in the text and beside it, too."""


class MorningSight(QObject):
    """Shows stories, keeps the focus in their text, and does in the reader what was begun in the preview.

    Signals:
        intended(Intent): the item is to be kept, and then this done.
        escaped(): Escape was pressed in the text while there was nothing to clear.
        said(str): a sentence for the person.

    Attributes:
        any_stories: whether there were stories this morning.
    """

    intended = Signal(object)
    escaped = Signal()
    said = Signal(str)

    def __init__(
        self, jobs: Jobs, theme: Theme, table: Actions, incoming: IncomingPlace, middle: Middle,
        show_article: Callable[[ArticleId], None], parent: QObject,
    ) -> None:  # fmt: skip
        """Nothing is made yet.

        Args:
            show_article: shows an article beside a list that is not the library's.
        """
        super().__init__(parent)
        self.theme = theme
        self._jobs, self._table, self._incoming, self._middle = jobs, table, incoming, middle
        self._show_article = show_article
        self._shown: object = ()  # of no story
        self._awaited: tuple[ArticleId, Intent] | None = None
        self._briefing: BriefingId | None = None
        self._marking: ItemMarking | None = None
        self._reader: ReaderPane | None = None
        self._end: EmptyState | None = None
        self.any_stories = False

    def show(self, card: Card | None, *, focus: bool) -> bool:
        """Show a story; None when all are decided. With `focus`, the keys are for its text.

        Returns:
            Whether another one was shown before.
        """
        shown = None if card is None else ("article", card.articles[0]) if card.articles else ("item", card.incoming[0])
        if shown == self._shown:
            return False
        self._shown = shown
        if card is None:
            self._show_end()
        elif card.articles:
            self._prepare_reader()
            self._show_article(card.articles[0])
        else:
            self._prepare_item()
            self._middle.show_welcome()  # the article before is put away, and its commands with it
            for need in ("article", "live"):
                self._table.provide(need, False)
            self._incoming.show_item(card.incoming[0])
        if focus and card is not None:
            self.focus_text()
        return True

    def leave(self) -> None:
        """The morning is not shown any more."""
        self._shown, self._awaited = (), None
        if (item := self._incoming.item) is not None:
            item.lend("")
            if self._middle.currentWidget() in (item, self._end):
                self._middle.show_welcome().show_hint()
        if self._marking is not None:
            self._marking.clear()

    def expect(self, article_id: ArticleId, intent: Intent | None) -> None:
        """Do what the person intends once this article is on the page."""
        self._awaited = (article_id, intent) if intent is not None else None

    def expect_bottom_line(self, briefing_id: BriefingId) -> None:
        """Put the caret into the bottom line of this briefing once it is there."""
        self._briefing = briefing_id
        if (composer := self._middle.composer) is not None:
            composer.shown.connect(self._write_bottom_line, Qt.ConnectionType.SingleShotConnection)

    @Slot()
    def focus_text(self) -> None:
        """Put the focus into the text, which may be made only now."""
        QTimer.singleShot(0, self._focus_text)

    def announce(self, widget: QWidget, sentence: str) -> None:
        """Have a screen reader say what happened."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leads outwards: from what is written to the text, as always, and from the text to a pause."""
        if not self._shown or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        reader = self._reader
        if event.key() != Qt.Key.Key_Escape or reader is None:
            return False
        clear = not reader.view.textCursor().hasSelection() and reader.view.current is None
        if watched is reader.view and clear and not reader.texts.looks_up:
            self.escaped.emit()
            return True
        return False

    # Private

    def _show_end(self) -> None:
        """Say that nothing waits, and what comes next."""
        if self._end is None:
            self._end = EmptyState(self.theme, self._middle)
            self._middle.addWidget(self._end)
            self._table.attach("morning", self._end)
        self._middle.show_welcome()
        self._middle.setCurrentWidget(self._end)
        if self.any_stories:
            self._end.say("coffee", self.tr("Nothing waits any more"),
                          self.tr("What you chose becomes the draft of page 1. You write its bottom line."),
                          self._table["morning.finish"], self._table["morning.finish"].text())  # fmt: skip
        else:
            self._end.say("coffee", self.tr("Nothing waits this morning"),
                          self.tr("Refresh your feeds to see what is new, or add articles to the inbox."),
                          self._table["feed.refresh"])  # fmt: skip

    def _prepare_reader(self) -> None:
        if self._reader is not None:
            return
        self._middle.prepare()
        assert self._middle.reader is not None
        assert self._middle.takeaways is not None
        self._reader = self._middle.reader
        self._reader.shown.connect(self._perform)
        self._reader.view.installEventFilter(self)
        for action_id in DECIDING:
            self._reader.view.addAction(self._table[action_id])
            self._middle.takeaways.addAction(self._table[action_id])
        self._reader.view.addAction(self._table["morning.finish"])

    def _prepare_item(self) -> None:
        from briefing.ui.panes.morning_marking import ItemMarking

        item = self._incoming.made_item()
        item.lend(self.tr("Not in your library yet. Marking it keeps it, and so does Enter."))
        if self._marking is None:
            self._marking = ItemMarking(self._jobs, self.theme, self._table, item.text, item)
            self._marking.intended.connect(self.intended)
            item.shown.connect(self._show_marking)
            self._table.attach("morning", item)

    @Slot(object)
    def _show_marking(self, text: object) -> None:
        from briefing.domain.text import ArticleText

        if self._marking is not None and self._shown and isinstance(text, ArticleText):
            self._marking.show_text(text)

    @Slot()
    def _focus_text(self) -> None:
        pane: IncomingItemPane | ReaderPane | None = self._reader if self._middle.reads else self._incoming.item
        if self._shown and pane is not None:
            pane.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _perform(self, article_id: ArticleId) -> None:
        if self._awaited is None or self._awaited[0] != article_id or self._reader is None:
            return
        intent, self._awaited = self._awaited[1], None
        reader = self._reader
        reader.setFocus(Qt.FocusReason.OtherFocusReason)
        span = intent.place(reader.marking.text)
        if intent.passage is not None and (span is None or reader.view.shown is None):
            self.said.emit(self.tr("The full text reads otherwise there. Select the passage again."))
            return
        if span is not None and reader.view.shown is not None:
            first, last = (reader.view.shown.map.position(offset) for offset in span)
            reader.view.select(first, last)
            reader.view.bring_into_view(first, last)
        if intent.action_id == "article.tag":
            self._table[intent.action_id].trigger()
        else:
            reader.commands()[intent.action_id]()

    @Slot(object)
    def _write_bottom_line(self, contents: BriefingContents) -> None:
        composer = self._middle.composer
        if composer is not None and contents.briefing.id == self._briefing:
            composer.editor.header.bottom_line.setFocus(Qt.FocusReason.OtherFocusReason)
