"""The rows of the sidebar: the lists, the briefings and the tags, each with its exact count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from briefing.domain.articles import ArticleId, Tag
from briefing.domain.briefings import BriefingSummary
from briefing.domain.listing import Listing, ListingKind
from briefing.ui.models.article_list import MIME_ARTICLES

if TYPE_CHECKING:
    from briefing.operations.browse import Sidebar

ENTRY_ROLE = Qt.ItemDataRole.UserRole
"""The `Entry` of an index."""

Index = QModelIndex | QPersistentModelIndex

BRIEFINGS, TAGS = "briefings", "tags"
INCOMING: tuple[str, object] = ("incoming", None)
"""The key of the list of incoming items."""


class Look(StrEnum):
    """The lists across the whole library. The values are the scopes of their keys."""

    HIGHLIGHTS = "highlights"
    ACTIONS = "actions"
    JUDGEMENTS = "judgements"
    MORNING = "morning"  # in no row of the sidebar: it is a time of the day, not a place


LISTS = (
    (ListingKind.INBOX, "tray"),
    (ListingKind.LIBRARY, "books"),
    (ListingKind.STARRED, "star"),
    (ListingKind.TRASH, "trash"),
)
DROPPABLE = (ListingKind.INBOX, ListingKind.LIBRARY, ListingKind.STARRED, ListingKind.TRASH)
"""The lists that articles can be dragged onto; tags and briefings always take them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the sidebar.

    Attributes:
        listing: the list of articles that it shows; for a tag with `tag` beside it.
        incoming: it is the list of incoming items.
        look: it is a list across the library.
        heading: BRIEFINGS or TAGS for the line above each; `hint` is the line of an empty one. Neither can be chosen.
    """

    text: str
    listing: Listing | None = None
    briefing: BriefingSummary | None = None
    tag: Tag | None = None
    heading: str = ""
    hint: bool = False
    icon: str = ""
    count: int | None = None
    incoming: bool = False
    look: Look | None = None

    @property
    def key(self) -> tuple[str, object]:
        """What stays the same when the row is read again."""
        if self.briefing is not None:
            return ("briefing", self.briefing.id)
        if self.listing is not None:
            return ("listing", self.listing)
        if self.incoming:
            return INCOMING
        if self.look is not None:
            return ("look", self.look)
        return ("hint" if self.hint else "heading", self.heading or self.text)


class SidebarModel(QAbstractListModel):
    """The rows of the sidebar.

    Signals:
        dropped(tuple[ArticleId, ...], Entry): articles were dropped on a row.
    """

    dropped = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._incoming: int | None = None
        self._entries: list[Entry] = self._make({}, (), ())

    def show(self, state: Sidebar) -> None:
        """Take over the state of the library; rows that stay the same are left alone."""
        fresh = self._make(state.counts, state.briefings, state.tags)
        if [entry.key for entry in fresh] == [entry.key for entry in self._entries]:
            for n, (old, new) in enumerate(zip(self._entries, fresh, strict=True)):
                if old != new:
                    self._entries[n] = new
                    self.dataChanged.emit(self.index(n), self.index(n))
            return
        self.beginResetModel()
        self._entries = fresh
        self.endResetModel()

    def show_incoming(self, count: int) -> None:
        """Say how many incoming items wait."""
        self._incoming = count
        index = self.index_of(INCOMING)
        self._entries[index.row()] = replace(self._entries[index.row()], count=count)
        self.dataChanged.emit(index, index)

    def entry(self, index: Index) -> Entry | None:
        """The row of an index."""
        return self._entries[index.row()] if index.isValid() and index.row() < len(self._entries) else None

    def index_of(self, key: tuple[str, object]) -> QModelIndex:
        """Where the row with this key stands; invalid when it is gone."""
        for n, entry in enumerate(self._entries):
            if entry.key == key:
                return self.index(n)
        return QModelIndex()

    # Qt model

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                entry.text
                if entry.count is None
                else self.tr("%1, %2").replace("%1", entry.text).replace("%2", str(entry.count))
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entry(index)
        if entry is None or entry.heading or entry.hint:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsDropEnabled if self._takes(entry) else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME_ARTICLES]

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        entry = self.entry(parent)
        return entry is not None and self._takes(entry) and data.hasFormat(MIME_ARTICLES)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        entry = self.entry(parent)
        if entry is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        ids = tuple(ArticleId(int(part)) for part in bytes(data.data(MIME_ARTICLES).data()).decode().split(",") if part)
        self.dropped.emit(ids, entry)
        # False keeps the view from removing the dragged rows itself; the list re-reads what changed.
        return False

    def _takes(self, entry: Entry) -> bool:
        return bool(entry.tag or entry.briefing or (entry.listing and entry.listing.kind in DROPPABLE))

    def _make(
        self, counts: dict[ListingKind, int], briefings: Sequence[BriefingSummary], tags: Sequence[Tag]
    ) -> list[Entry]:
        names = {
            ListingKind.INBOX: self.tr("Inbox"),
            ListingKind.LIBRARY: self.tr("Library"),
            ListingKind.STARRED: self.tr("Starred"),
            ListingKind.TRASH: self.tr("Trash"),
        }
        entries = [Entry(names[kind], listing=Listing(kind), icon=icon, count=counts.get(kind)) for kind, icon in LISTS]
        entries.insert(1, Entry(self.tr("Incoming"), icon="rss", count=self._incoming, incoming=True))
        entries += [
            Entry(self.tr("Highlights"), icon="highlighter-circle", look=Look.HIGHLIGHTS),
            Entry(self.tr("Open actions"), icon="check-circle", look=Look.ACTIONS),
            Entry(self.tr("Judgements"), icon="scales", look=Look.JUDGEMENTS),
        ]
        entries.append(Entry(self.tr("Briefings"), heading=BRIEFINGS))
        entries += [Entry(b.title, briefing=b, icon="notebook", count=b.items) for b in briefings]
        if not briefings:
            entries.append(Entry(self.tr("No briefing yet"), hint=True))
        entries.append(Entry(self.tr("Tags"), heading=TAGS))
        entries += [Entry(t.name, listing=Listing(ListingKind.TAG, t.id), tag=t, count=t.count) for t in tags]
        if not tags:
            entries.append(Entry(self.tr("No tag yet"), hint=True))
        return entries
