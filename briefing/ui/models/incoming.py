"""The rows of the list of incoming items: pages of what waits, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from briefing.domain.changes import Changes
from briefing.domain.feeds import FeedId, Incoming, IncomingId
from briefing.ui.jobs import Jobs
from briefing.ui.models.paged import Index, PagedModel
from briefing.ui.models.wording import dated


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the list. `seen`: it was looked at since the window was opened."""

    item: Incoming
    seen: bool = False


class IncomingModel(PagedModel):
    """Items that wait, read page by page as the view asks for them."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, "arrivals.page", lambda row: row.item.id, self._spoken, parent, dress=self._row)
        self.feed_id: FeedId | None = None
        self._seen: set[IncomingId] = set()
        self._shown = False
        jobs.changed.connect(self._follow)

    def show_feed(self, feed_id: FeedId | None) -> None:
        """Show what waits of one feed, or everything, from its top."""
        self.feed_id, self._shown = feed_id, True
        self.show(feed_id=feed_id)

    def item_at(self, row: int) -> Incoming | None:
        """The item of a row, None outside the list."""
        found: Row | None = self.row(row)
        return found.item if found is not None else None

    def row_of(self, incoming_id: IncomingId) -> int:
        """The row of an item, -1 when it is not among the rows read so far."""
        return self.place_of(incoming_id)

    def mark_seen(self, incoming_id: IncomingId) -> None:
        """Take the dot off an item."""
        self._seen.add(incoming_id)
        place = self.row_of(incoming_id)
        if place >= 0:
            self._replace(place, self._row(self._rows[place].item))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            item = self.item_at(index.row()) if index.isValid() else None
            return item.title if item is not None else None
        return super().data(index, role)

    @Slot(object)
    def _follow(self, changes: Changes) -> None:
        if changes.incoming and self._shown:
            self.refresh()

    def _row(self, item: Incoming) -> Row:
        return Row(item, item.id in self._seen)

    def _spoken(self, row: Row) -> str:
        parts = [row.item.title, row.item.source, dated(row.item.published[:10], row.item.published_origin)]
        return ", ".join(part for part in (*parts, "" if row.seen else self.tr("not looked at yet")) if part)
