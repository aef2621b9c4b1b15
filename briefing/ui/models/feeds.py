"""The table of feeds: one row each, with what its last check gave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from briefing.domain.feeds import Feed

FEED_ROLE = Qt.ItemDataRole.UserRole
"""The `Feed` of an index."""

TITLE, FOLDER, NEW, CHECKED, STATE = range(5)

Index = QModelIndex | QPersistentModelIndex


class FeedsModel(QAbstractTableModel):
    """Feeds in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feeds: list[Feed] = []

    def show(self, feeds: Sequence[Feed]) -> None:
        """Take over the feeds; rows that stay the same are left alone."""
        if [feed.id for feed in feeds] == [feed.id for feed in self._feeds]:
            for n, (old, new) in enumerate(zip(self._feeds, feeds, strict=True)):
                if old != new:
                    self._feeds[n] = new
                    self.dataChanged.emit(self.index(n, 0), self.index(n, STATE))
            return
        self.beginResetModel()
        self._feeds = list(feeds)
        self.endResetModel()

    def feed_at(self, row: int) -> Feed | None:
        """The feed of a row, None outside the table."""
        return self._feeds[row] if 0 <= row < len(self._feeds) else None

    # Qt model

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._feeds)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else STATE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # fmt: skip
        if role == Qt.ItemDataRole.TextAlignmentRole and section == NEW:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Feed"), self.tr("Folder"), self.tr("New"), self.tr("Last asked"), self.tr("State"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        feed = self.feed_at(index.row()) if index.isValid() else None
        if feed is None:
            return None
        if role == FEED_ROLE:
            return feed
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(feed, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return feed.error if index.column() == STATE and feed.error else feed.url
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == NEW:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _cell(self, feed: Feed, column: int) -> str:
        if column == TITLE:
            return feed.title
        if column == FOLDER:
            return feed.folder.replace("/", " / ")
        if column == NEW:
            return QLocale().toString(feed.new) if feed.new else ""
        if column == CHECKED:
            return self._moment(feed)
        if feed.paused:
            return self.tr("Paused. %1").replace("%1", feed.error) if feed.error else self.tr("Paused")
        return feed.error or (self.tr("Full text") if feed.full_text else "")

    def _moment(self, feed: Feed) -> str:
        if feed.checked_at is None:
            return self.tr("Never")
        moment = QDateTime.fromSecsSinceEpoch(int(feed.checked_at.timestamp()))
        today = moment.date() == QDateTime.currentDateTime().date()
        return QLocale().toString(moment, "HH:mm" if today else "d MMM HH:mm")
