"""The list of incoming items: what feeds and newsletters brought, until it is kept or skipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QListView, QMenu, QStackedLayout, QVBoxLayout, QWidget

from briefing.domain.errors import BriefingError, Cancelled
from briefing.domain.feeds import Feed, FeedId, Incoming, IncomingCounts, IncomingId
from briefing.ui.actions import Actions
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.delegates.incoming_card import IncomingCard
from briefing.ui.jobs import Jobs
from briefing.ui.models.incoming import IncomingModel
from briefing.ui.models.wording import counted
from briefing.ui.panes.library import ArticleView
from briefing.ui.panes.morning_button import MorningButton
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.incoming import Kept

MENU = ("incoming.keep", "incoming.keep_full", "incoming.skip", "", "incoming.original")


class IncomingPane(QWidget):
    """The middle column while incoming items are shown.

    Signals:
        item_chosen(IncomingId | None): the item to show; None when there is none.
        read_wanted(): the person wants the focus in the text.
        said(str): something for the status line.
    """

    item_chosen = Signal(object)
    read_wanted = Signal()
    said = Signal(str)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._actions = jobs, actions
        self._feeds: tuple[Feed, ...] = ()
        self._shown: IncomingId | None = None
        self.model = IncomingModel(jobs, self)
        self.view = self._make_view(theme)
        self.empty = EmptyState(theme, self)
        self._title = QLabel(self.tr("Incoming"), self)
        self._title.setProperty("role", "pane-title")
        self._count = QLabel(self)
        self._count.setProperty("role", "hint")
        self._morning = MorningButton(actions, self)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setContentsMargins(16, 0, 16, 10)
        self.problem.hide()
        self.filter = QComboBox(self)
        self.filter.setAccessibleName(self.tr("Show the items of"))
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(10)
        self._lay_out()
        self.filter.activated.connect(self._filter)
        self.model.loaded.connect(self._loaded)
        self.model.rowsInserted.connect(self._update_empty)
        self.model.rowsRemoved.connect(self._update_empty)
        self.setFocusProxy(self.view)
        theme.changed.connect(self.view.viewport().update)

    def _make_view(self, theme: Theme) -> ArticleView:
        view = ArticleView(self)
        view.setAccessibleName(self.tr("Incoming items"))
        view.setModel(self.model)
        view.setItemDelegate(IncomingCard(theme, view))
        view.setUniformItemSizes(True)
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.verticalScrollBar().setSingleStep(28)
        view.selectionModel().selectionChanged.connect(self._selection_changed)
        view.opened.connect(self.read_wanted)
        view.doubleClicked.connect(self.read_wanted)
        view.menu_wanted.connect(self._open_menu)
        return view

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 6)
        head.addWidget(self._title, 1)
        head.addWidget(self._morning)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        choice = QHBoxLayout()
        choice.setContentsMargins(16, 0, 16, 10)
        choice.addWidget(self.filter, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(choice)
        column.addWidget(self.problem)
        column.addLayout(self._stack, 1)

    def sizeHint(self) -> QSize:
        return QSize(round(self.fontMetrics().averageCharWidth() * 41), 400)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions of this pane."""
        return {"incoming.keep": self.keep, "incoming.keep_full": self.keep_full, "incoming.skip": self.skip}

    def show_items(self) -> None:
        """Read the list from its top."""
        self.model.show_feed(self.model.feed_id)

    def show_counts(self, feeds: Sequence[Feed], counts: IncomingCounts) -> None:
        """Say how many items wait, and offer the feeds that have some."""
        self._feeds = tuple(feeds)
        self._count.setText(counted(counts.new, self.tr("1 item"), self.tr("%n items")) if counts.new else "")
        self._morning.setVisible(counts.new > 0)
        chosen = self.model.feed_id
        self.filter.clear()
        self.filter.addItem(self.tr("All sources"), None)
        for feed in sorted(feeds, key=lambda feed: feed.title.casefold()):
            new = counts.by_feed.get(feed.id, 0)
            if new or feed.id == chosen:
                self.filter.addItem(f"{feed.title}  ({new})" if new else feed.title, feed.id)
        self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))
        self.filter.setVisible(self.filter.count() > 1)
        self._update_empty()

    def selected(self) -> tuple[IncomingId, ...]:
        """The selected items, from the top."""
        return tuple(item.id for item in self.selected_items())

    def selected_items(self) -> list[Incoming]:
        """The selected rows, from the top."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [item for item in map(self.model.item_at, rows) if item is not None]

    @Slot()
    def go_next(self) -> None:
        """Select the next item."""
        self._step(1)

    @Slot()
    def go_previous(self) -> None:
        """Select the previous item."""
        self._step(-1)

    @Slot()
    def keep(self) -> None:
        """Make articles of the selected items, in the inbox."""
        self._keep(full_text=False)

    @Slot()
    def keep_full(self) -> None:
        """The same, with the full text of their pages."""
        self._keep(full_text=True)

    @Slot()
    def skip(self) -> None:
        """Take the selected items out of the list."""
        if ids := self._leave():
            self._jobs.write("incoming.skip", ids)

    def _keep(self, *, full_text: bool) -> None:
        if ids := self._leave():
            name = counted(len(ids), self.tr("Keeping 1 item"), self.tr("Keeping %n items"))
            self._jobs.run(name, "incoming.keep", ids, full_text=full_text, done=self._kept, failed=self._failed)

    def _kept(self, kept: Kept) -> None:
        said = ""
        if kept.failed:
            said = counted(len(kept.failed), self.tr("1 item could not be kept:"),
                           self.tr("%n items could not be kept:"))  # fmt: skip
        elif kept.short:
            said = self.tr("Kept as the feed has it; the full text could not be fetched:")
        reasons = [reason for _, reason in (*kept.failed, *kept.short)]
        self._say(" ".join([said, *reasons[:1]]) if said else "")

    def _failed(self, error: BriefingError) -> None:
        self._say("" if isinstance(error, Cancelled) else str(error))

    def _say(self, sentence: str) -> None:
        """Show above the list why something could not be kept, until the next item is kept or skipped."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _leave(self) -> tuple[IncomingId, ...]:
        """The selected items; the row that comes to stand in their place is selected."""
        self._say("")
        ids = self.selected()
        if ids:
            last = self.model.row_of(ids[-1])
            rows = (*range(last + 1, self.model.rowCount()), *range(last - 1, -1, -1))
            for row in rows:
                item = self.model.item_at(row)
                if item is not None and item.id not in ids:
                    self._go(row)
                    return ids
            self.view.clearSelection()
        return ids

    def _step(self, by: int) -> None:
        current = self.view.currentIndex()
        row = current.row() + by if current.isValid() and self.view.selectionModel().hasSelection() else 0
        if 0 <= row < self.model.rowCount():
            self._go(row)

    def _go(self, row: int) -> None:
        index = self.model.index(row)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index)

    @Slot(int)
    def _filter(self, row: int) -> None:
        chosen = self.filter.itemData(row)
        self.model.show_feed(FeedId(chosen) if chosen is not None else None)

    @Slot()
    def _loaded(self) -> None:
        self._update_empty()
        if not self.view.selectionModel().hasSelection():
            self._selection_changed()

    @Slot()
    def _selection_changed(self) -> None:
        items = self.selected_items()
        self._actions.provide("incoming", bool(items))
        current = self.model.item_at(self.view.currentIndex().row())
        shown = current if current in items else items[0] if items else None
        incoming_id = shown.id if shown is not None else None
        if incoming_id is not None:
            self.model.mark_seen(incoming_id)
        if incoming_id != self._shown:
            self._shown = incoming_id
            self.item_chosen.emit(incoming_id)
        if len(items) > 1:
            self.said.emit(counted(len(items), "", self.tr("%n items selected. I keeps them, X skips them.")))

    def forget(self) -> None:
        """The list is left: nothing is selected any more."""
        self.view.clearSelection()
        self._actions.provide("incoming", False)

    @Slot()
    def _update_empty(self) -> None:
        empty = self.model.rowCount() == 0
        if empty:
            self._say_empty()
        shown, hidden = (self.empty, self.view) if empty else (self.view, self.empty)
        focused = hidden.hasFocus()
        self._stack.setCurrentWidget(shown)
        if focused:
            shown.setFocus()

    def _say_empty(self) -> None:
        if self._feeds:
            self.empty.say(
                "rss", self.tr("Nothing waits here"),
                self.tr("Refresh your feeds to see what is new. You keep what you want; the rest never "
                        "enters your library."), self._actions["feed.refresh"],
            )  # fmt: skip
        else:
            self.empty.say(
                "rss", self.tr("Let articles come to you"),
                self.tr("Subscribe to the feed of a paper or a site. New items wait here until you keep them."),
                self._actions["feed.subscribe"],
            )  # fmt: skip

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        if self.selected():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._actions.fill(menu, MENU)
            menu.popup(place)
