"""The sidebar: lists, briefings and tags with their exact counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QListView, QMenu, QVBoxLayout, QWidget

from briefing.domain.briefings import BriefingId
from briefing.domain.changes import Changes
from briefing.domain.listing import Listing, ListingKind
from briefing.ui.actions import Actions
from briefing.ui.delegates.sidebar_row import SidebarRow
from briefing.ui.jobs import Jobs
from briefing.ui.models.sidebar import BRIEFINGS, INCOMING, Entry, Look, SidebarModel
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.browse import Sidebar as State


class _List(QListView):
    """The rows; a ring shows where dragged articles would land."""

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._ring(self.indexAt(event.position().toPoint()) if event.isAccepted() else QModelIndex())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._ring(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:
        self._ring(QModelIndex())
        super().dropEvent(event)

    def _ring(self, index: QModelIndex) -> None:
        row = index.row() if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsDropEnabled else -1
        if self.property("dropRow") != row:
            self.setProperty("dropRow", row)
            self.viewport().update()


class Sidebar(QWidget):
    """The lists of the library.

    Signals:
        listing_chosen(Listing), briefing_chosen(BriefingId), incoming_chosen(), look_chosen(Look): the person
            wants to see it.
        shown(State): the counts were read again; History and "is the library empty" ride on it.
        articles_dropped(tuple[ArticleId, ...], Entry): articles were dragged onto a row.
        rename_wanted(Entry), recolour_wanted(Entry), merge_wanted(Entry): from the context menu or by key.
    """

    listing_chosen = Signal(object)
    briefing_chosen = Signal(object)
    incoming_chosen = Signal()
    look_chosen = Signal(object)
    shown = Signal(object)
    articles_dropped = Signal(object, object)
    rename_wanted = Signal(object)
    recolour_wanted = Signal(object)
    merge_wanted = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._actions = jobs, actions
        self._wanted: tuple[str, object] = ("listing", Listing())
        self.setProperty("role", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = SidebarModel(self)
        self.view = _List(self)
        self.view.setProperty("role", "sidebar")
        self.view.setAccessibleName(self.tr("Lists, briefings and tags"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(SidebarRow(theme, self.view))
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setDragDropMode(QListView.DragDropMode.DropOnly)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.view.clicked.connect(self._chosen)
        self.model.dropped.connect(self.articles_dropped)
        self.model.modelReset.connect(self._select_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        theme.changed.connect(self.view.viewport().update)
        jobs.changed.connect(self._refresh)
        self._select_wanted()

    def sizeHint(self) -> QSize:
        return QSize(round(self.fontMetrics().averageCharWidth() * 27), 400)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions of this pane."""
        return {
            "sidebar.rename": self._rename,
            "sidebar.recolour": self._recolour,
            "sidebar.merge": self._merge,
            "sidebar.delete": self._delete,
            "view.inbox": self._go_inbox,
            "view.library": self._go_library,
            "view.starred": self._go_starred,
            "view.trash": self._go_trash,
        }

    def load(self) -> None:
        """Read the counts."""
        self._jobs.read("browse.sidebar", done=self._show, key="sidebar")

    def mark_listing(self, listing: Listing | None) -> None:
        """Show which list the window shows, without choosing it again; None for a search."""
        self._mark(("listing", listing) if listing is not None else ("", None))

    def mark_briefing(self, briefing_id: BriefingId) -> None:
        """Show which briefing the window shows."""
        self._mark(("briefing", briefing_id))

    def mark_incoming(self) -> None:
        """Show that the window shows the incoming items."""
        self._mark(INCOMING)

    def mark_look(self, look: Look) -> None:
        """Show that the window shows a look across the library."""
        self._mark(("look", look))

    def entry(self) -> Entry | None:
        """The row that is current."""
        return self.model.entry(self.view.currentIndex())

    def tag_name(self, listing: Listing) -> str:
        """The name of a tag's list, "" while it is not known."""
        entry = self.model.entry(self.model.index_of(("listing", listing)))
        return entry.text if entry is not None else ""

    def _mark(self, key: tuple[str, object]) -> None:
        self._wanted = key
        self._select_wanted()

    @Slot()
    def _select_wanted(self) -> None:
        index = self.model.index_of(self._wanted)
        selection = self.view.selectionModel()
        blocked = selection.blockSignals(True)
        if index.isValid():
            selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
        else:
            selection.clear()
        selection.blockSignals(blocked)
        self.view.viewport().update()
        self._offer()

    @Slot(QModelIndex)
    def _chosen(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is None or entry.key == self._wanted:
            return
        self._wanted = entry.key
        self._offer()
        if entry.briefing is not None:
            self.briefing_chosen.emit(entry.briefing.id)
        elif entry.listing is not None:
            self.listing_chosen.emit(entry.listing)
        elif entry.incoming:
            self.incoming_chosen.emit()
        elif entry.look is not None:
            self.look_chosen.emit(entry.look)

    def _offer(self) -> None:
        entry = self.entry()
        self._actions.provide("sidebar_item", entry is not None and bool(entry.tag or entry.briefing))

    @Slot(object)
    def _refresh(self, _changes: Changes) -> None:
        self.load()

    def _show(self, state: State) -> None:
        self.model.show(state)
        self.shown.emit(state)

    @Slot(QPoint)
    def _open_menu(self, point: QPoint) -> None:
        index = self.view.indexAt(point)
        entry = self.model.entry(index)
        if entry is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if entry.heading or entry.hint:
            menu.addAction(self._actions["briefing.new" if entry.heading == BRIEFINGS else "tag.manage"])
        elif entry.listing is not None and entry.listing.kind is ListingKind.TRASH:
            menu.addAction(self._actions["trash.empty"])
        elif entry.incoming:
            self._actions.fill(menu, ("feed.refresh", "feed.subscribe", "feed.manage"))
        elif entry.tag is not None or entry.briefing is not None:
            self.view.setCurrentIndex(index)
            ids = ("sidebar.rename", "sidebar.recolour", "sidebar.merge", "", "sidebar.delete")
            self._actions.fill(menu, ids if entry.tag is not None else ("sidebar.rename", "", "sidebar.delete"))
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.popup(self.view.viewport().mapToGlobal(point))

    @Slot()
    def _rename(self) -> None:
        if entry := self.entry():
            self.rename_wanted.emit(entry)

    @Slot()
    def _recolour(self) -> None:
        if (entry := self.entry()) and entry.tag:
            self.recolour_wanted.emit(entry)

    @Slot()
    def _merge(self) -> None:
        if (entry := self.entry()) and entry.tag:
            self.merge_wanted.emit(entry)

    @Slot()
    def _delete(self) -> None:
        entry = self.entry()
        if entry is None:
            return
        if entry.tag is not None:
            self._jobs.write("organise.delete_tag", entry.tag.id)
        elif entry.briefing is not None:
            self._jobs.write("compose.remove_briefing", entry.briefing.id)
        else:
            return
        self._go_inbox()

    @Slot()
    def _go_inbox(self) -> None:
        self.listing_chosen.emit(Listing(ListingKind.INBOX))

    @Slot()
    def _go_library(self) -> None:
        self.listing_chosen.emit(Listing(ListingKind.LIBRARY))

    @Slot()
    def _go_starred(self) -> None:
        self.listing_chosen.emit(Listing(ListingKind.STARRED))

    @Slot()
    def _go_trash(self) -> None:
        self.listing_chosen.emit(Listing(ListingKind.TRASH))
