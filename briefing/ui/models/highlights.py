"""The highlights of an article as the rows of a list, in text order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from briefing.domain.annotations import Highlight, HighlightId, Meaning

HIGHLIGHT_ROLE = Qt.ItemDataRole.UserRole + 1
ORPHAN_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether the highlight stands in another text than the one that its article shows."""
Index = QModelIndex | QPersistentModelIndex


class HighlightsModel(QAbstractListModel):
    """Rows are known by the id of their highlight, so that a refresh keeps selection and scroll position."""

    def __init__(self, labels: Mapping[Meaning, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._rows: list[Highlight] = []
        self._version = 0

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.quote
            case Qt.ItemDataRole.AccessibleTextRole:
                spoken = self.tr("{meaning}: {quote}").format(meaning=self._labels[row.meaning], quote=row.quote)
                if row.tags:
                    spoken = self.tr("{highlight}. Tags: {tags}").format(highlight=spoken, tags=", ".join(row.tags))
                if row.version != self._version:
                    spoken = self.tr("In an older text. {highlight}").format(highlight=spoken)
                return (
                    self.tr("{highlight}. Note: {note}").format(highlight=spoken, note=row.note) if row.note else spoken
                )
            case _ if role == ORPHAN_ROLE:
                return row.version != self._version
        return row if role == HIGHLIGHT_ROLE else None

    def show(self, highlights: Sequence[Highlight], version: int) -> None:
        """Show these highlights, in this order; rows that stay are not touched.

        Args:
            version: the text that the article shows; highlights of another one are orphans.
        """
        turned, self._version = version != self._version, version
        wanted = {highlight.id for highlight in highlights}
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place].id not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()
        if [row.id for row in self._rows] != [h.id for h in highlights if h.id in {row.id for row in self._rows}]:
            self.beginResetModel()  # passages changed places
            self._rows = list(highlights)
            self.endResetModel()
            return
        for place, highlight in enumerate(highlights):
            if place == len(self._rows) or self._rows[place].id != highlight.id:
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, highlight)
                self.endInsertRows()
            elif turned or self._rows[place] != highlight:
                self._rows[place] = highlight
                self.dataChanged.emit(self.index(place), self.index(place))

    def highlight(self, index: Index) -> Highlight:
        """The highlight of a row."""
        return self._rows[index.row()]

    def index_of(self, highlight_id: HighlightId) -> QModelIndex:
        """The row of a highlight; an invalid index when there is none."""
        place = next((place for place, row in enumerate(self._rows) if row.id == highlight_id), -1)
        return self.index(place) if place >= 0 else QModelIndex()
