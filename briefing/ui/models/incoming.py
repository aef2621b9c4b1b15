"""The rows of the list of incoming items: pages of what waits, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal, Slot

from briefing.domain.changes import Changes
from briefing.domain.feeds import FeedId, Incoming, IncomingCursor, IncomingId, IncomingPage
from briefing.ui.jobs import Jobs
from briefing.ui.models.paged import PAGE, ROW_ROLE, Index


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the list. `seen`: it was looked at since the window was opened."""

    item: Incoming
    seen: bool = False


class IncomingModel(QAbstractListModel):
    """Items that wait, read page by page as the view asks for them.

    Signals:
        loaded(): the list was read from its top, for the first time or again.
    """

    loaded = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.feed_id: FeedId | None = None
        self._rows: list[Row] = []
        self._seen: set[IncomingId] = set()
        self._next: IncomingCursor | None = None
        self._fetching = False
        self._shown = False
        jobs.changed.connect(self._refresh)

    def show_feed(self, feed_id: FeedId | None) -> None:
        """Show what waits of one feed, or everything, from its top."""
        self.feed_id, self._shown = feed_id, True
        self._ask(None, PAGE, self._first_page)

    def item_at(self, row: int) -> Incoming | None:
        """The item of a row, None outside the list."""
        return self._rows[row].item if 0 <= row < len(self._rows) else None

    def row_of(self, incoming_id: IncomingId) -> int:
        """The row of an item, -1 when it is not among the rows read so far."""
        return next((n for n, row in enumerate(self._rows) if row.item.id == incoming_id), -1)

    def mark_seen(self, incoming_id: IncomingId) -> None:
        """Take the dot off an item."""
        self._seen.add(incoming_id)
        n = self.row_of(incoming_id)
        if n >= 0 and not self._rows[n].seen:
            self._rows[n] = Row(self._rows[n].item, seen=True)
            self.dataChanged.emit(self.index(n), self.index(n))

    # Qt model

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [row.item.title, row.item.source, row.item.published[:10]]
            return ", ".join(part for part in (*parts, "" if row.seen else self.tr("not looked at yet")) if part)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._next is not None and not self._fetching

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask(self._next, PAGE, self._further_page)

    # results

    @Slot(object)
    def _refresh(self, changes: Changes) -> None:
        if changes.incoming and self._shown:
            self._ask(None, max(PAGE, len(self._rows) + 1), self._same_again)

    def _ask(self, after: IncomingCursor | None, limit: int, done: Any) -> None:
        self._fetching = True
        self._jobs.read("arrivals.page", after, limit, feed_id=self.feed_id, done=done, key="incoming list")

    def _row(self, item: Incoming) -> Row:
        return Row(item, item.id in self._seen)

    def _first_page(self, page: IncomingPage) -> None:
        self._fetching = False
        self.beginResetModel()
        self._rows, self._next = [self._row(item) for item in page.rows], page.next
        self.endResetModel()
        self.loaded.emit()

    def _further_page(self, page: IncomingPage) -> None:
        self._fetching = False
        self._next = page.next
        known = {row.item.id for row in self._rows}
        if fresh := [self._row(item) for item in page.rows if item.id not in known]:
            self._insert(len(self._rows), fresh)

    def _same_again(self, page: IncomingPage) -> None:
        """Turn the rows into those of `page` by removing and inserting, so that selection and scrolling stay."""
        self._fetching = False
        self._next = page.next
        wanted = {item.id for item in page.rows}
        for n in range(len(self._rows) - 1, -1, -1):
            if self._rows[n].item.id not in wanted:
                self.beginRemoveRows(QModelIndex(), n, n)
                del self._rows[n]
                self.endRemoveRows()
        present = {row.item.id for row in self._rows}
        if [row.item.id for row in self._rows] != [item.id for item in page.rows if item.id in present]:
            self._first_page(page)
            return
        at = 0
        while at < len(page.rows):  # neighbours come in together: a refresh brings hundreds
            end = at
            while end < len(page.rows) and page.rows[end].id not in present:
                end += 1
            if end > at:
                self._insert(at, [self._row(item) for item in page.rows[at:end]])
            at = end + 1
        self.loaded.emit()

    def _insert(self, at: int, rows: list[Row]) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._rows[at:at] = rows
        self.endInsertRows()
