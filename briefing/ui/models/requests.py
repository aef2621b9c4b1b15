"""The requests that the program made, as the rows of a table, newest first, read page by page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from briefing.domain.network import LedgerPage, Request

Index = QModelIndex | QPersistentModelIndex
REQUEST_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMNS = 5
SIZE = 4


class RequestsModel(QAbstractTableModel):
    """Shows what it was given and asks for more when the view comes near the end.

    Signals:
        more_wanted(object): the requests behind this mark of the ledger.
    """

    more_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Request] = []
        self._next: int | None = None
        self._asked: int | None = None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("When"), self.tr("To whom"), self.tr("Why"), self.tr("What came of it"), self.tr("Received"))[
            section
        ]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return row.url
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == SIZE:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return row if role == REQUEST_ROLE else None

    def canFetchMore(self, parent: Index) -> bool:
        return self._next is not None and self._next != self._asked

    def fetchMore(self, parent: Index) -> None:
        self._asked = self._next
        self.more_wanted.emit(self._next)

    def show(self, page: LedgerPage) -> None:
        """Show the newest requests."""
        self.beginResetModel()
        self._rows, self._next, self._asked = list(page.rows), page.next, None
        self.endResetModel()

    def append(self, page: LedgerPage) -> None:
        """Show older ones below."""
        if page.rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(page.rows) - 1)
            self._rows += page.rows
            self.endInsertRows()
        self._next, self._asked = page.next, None

    def _words(self, row: Request, column: int) -> str:
        match column:
            case 0:
                return _when(row)
            case 1:
                return row.host
            case 2:
                return row.purpose
            case 3:
                return f"{row.outcome} ({row.status})" if row.status else row.outcome
        english = QLocale(QLocale.Language.English)
        return english.formattedDataSize(row.received, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _when(row: Request) -> str:
    """The local time, to the second: two requests of one errand are told apart by it."""
    local = row.at.astimezone()
    return f"{local.day} {local:%b %Y, %H:%M:%S}"
