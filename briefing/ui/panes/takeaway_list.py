"""A list of takeaways of the whole library, as the middle column shows it: the frame of two panes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QListView, QStackedLayout, QVBoxLayout, QWidget

from briefing.domain.changes import Changes
from briefing.domain.marked_text import readable
from briefing.domain.review import PlacedTakeaway
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.delegates.task_card import TaskCard
from briefing.ui.jobs import Jobs
from briefing.ui.models.paged import PagedModel
from briefing.ui.panes.library import ArticleView
from briefing.ui.theme import Theme


class TakeawayList(QWidget):
    """A title, the cards, and below them what can be done with the current one.

    Signals:
        takeaway_wanted(ArticleId, TakeawayId): show the article with this takeaway in view.
        read_wanted(): the person wants the focus in the text.
        current_changed(): another row is current, or it was read again.
    """

    takeaway_wanted = Signal(object, object)
    read_wanted = Signal()
    current_changed = Signal()

    def __init__(
        self, jobs: Jobs, theme: Theme, verb: str, title: str, head: Callable[[PlacedTakeaway], tuple[str, bool]],
        foot: Callable[[PlacedTakeaway], str], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Make it; `head` and `foot` are those of `TaskCard`, `verb` that of `PagedModel`."""
        super().__init__(parent)
        self._jobs, self._head_of, self._foot_of = jobs, head, foot
        self.model = PagedModel(jobs, verb, lambda row: row.takeaway.id, self._say, self)
        self.view = ArticleView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(TaskCard(theme, head, foot, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(title)
        self.empty = EmptyState(theme, self)
        self.above, self.below = QVBoxLayout(), QVBoxLayout()
        self._title = QLabel(title, self)
        self._title.setProperty("role", "pane-title")
        self._title.setContentsMargins(16, 14, 16, 8)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addLayout(self.above)
        column.addLayout(self._stack, 1)
        column.addLayout(self.below)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.view.opened.connect(self.read_wanted)
        self.view.doubleClicked.connect(self.read_wanted)
        self.model.loaded.connect(self._loaded)
        jobs.changed.connect(self._on_changed)
        self.setFocusProxy(self.view)
        theme.changed.connect(self.view.viewport().update)

    @property
    def current(self) -> PlacedTakeaway | None:
        """The row that is current."""
        row = self.model.row(self.view.currentIndex().row())
        return row if isinstance(row, PlacedTakeaway) else None

    def show_rows(self) -> None:
        """Read the list from its top."""
        self.model.show()

    def sizeHint(self) -> QSize:
        return QSize(round(self.fontMetrics().averageCharWidth() * 41), 400)

    def go(self, by: int) -> None:
        """Select the next or the previous row."""
        current = self.view.currentIndex()
        place = current.row() + by if current.isValid() else 0
        if 0 <= place < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(place))

    def _say(self, row: PlacedTakeaway) -> str:
        return f"{self._head_of(row)[0]}. {readable(row.takeaway.text)}. {self._foot_of(row)}"

    @Slot()
    def _chosen(self) -> None:
        self.current_changed.emit()
        if (row := self.current) is not None:
            self.takeaway_wanted.emit(row.article_id, row.takeaway.id)

    @Slot()
    def _loaded(self) -> None:
        self._stack.setCurrentWidget(self.view if self.model.rowCount() else self.empty)
        self.current_changed.emit()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.articles or changes.briefings or changes.audiences):
            self.model.refresh()
