"""Marking in the preview of an incoming item: nothing can be marked before the item is kept, so that comes first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from briefing.domain.anchoring import Anchor, locate
from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId
from briefing.domain.text import ArticleText
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.panes.reading.article_view import ArticleView
from briefing.ui.panes.reading.marking import Marking
from briefing.ui.theme import Theme

ANNOTATING = (
    "highlight.fact", "highlight.number", "highlight.quote", "highlight.risk", "highlight.question",
    "highlight.note", "takeaway.new", "article.tag",
)  # fmt: skip
"""The commands that make an item an article."""
SELECTING = ("reader.sentence", "reader.sentence_less")


@dataclass(frozen=True, slots=True)
class Intent:
    """What the person did to an item that is not an article yet: the command, and the selected passage, if any."""

    action_id: str
    passage: Anchor | None = None

    def place(self, text: str) -> tuple[int, int] | None:
        """Where the passage stands in the text of the article."""
        return locate(text, self.passage) if self.passage is not None else None


class ItemMarking(Marking):
    """The bar and the keys of the reader over the preview of an item. It writes nothing.

    Signals:
        intended(Intent): the item is to be kept, and then this done.
    """

    intended = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, view: ArticleView, pane: QWidget) -> None:
        super().__init__(jobs, theme, view, pane)
        self._table = actions
        view.installEventFilter(self)

    def show_text(self, text: ArticleText) -> None:
        """The preview shows this text."""
        self.show(ArticleId(0), text, ())

    @Slot(object)
    def mark(self, meaning: Meaning) -> None:
        """Mark the selection, once the item is kept."""
        if self.stretch() is not None:
            self._intend(f"highlight.{meaning.value}")

    @Slot()
    def write_note(self) -> None:
        """Write a note on the selection, once the item is kept."""
        if self.stretch() is not None:
            self._intend("highlight.note")

    @Slot()
    def ask_for_takeaway(self) -> None:
        """Begin a takeaway, once the item is kept."""
        self._intend("takeaway.new")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the reader do here what they do there; they are no shortcuts here, where there is no article."""
        if self._article_id is None or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        keys = QKeySequence(event.keyCombination())
        found = next((each for each in (*ANNOTATING, *SELECTING) if keys in self._table[each].shortcuts()), None)
        if found is None:
            return False
        if found == "article.tag":
            self._intend(found)
        else:
            self.commands()[found]()
        return True

    def _intend(self, action_id: str) -> None:
        passage = None
        if (stretch := self.stretch()) is not None:
            passage = Anchor.of(self.text, *stretch)
        self.bar.hide()
        self.intended.emit(Intent(action_id, passage))
