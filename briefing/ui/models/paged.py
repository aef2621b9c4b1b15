"""Rows of a long list, read page by page as the view asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from briefing.ui.jobs import Jobs

PAGE = 50
ROW_ROLE = Qt.ItemDataRole.UserRole
"""The row of an index."""

Index = QModelIndex | QPersistentModelIndex


class Page(Protocol):
    """Some rows, and where the next ones begin; `next` is None on the last page."""

    @property
    def rows(self) -> Sequence[Any]: ...

    @property
    def next(self) -> Any: ...


class PagedModel(QAbstractListModel):
    """Shows what one verb of `operations` gives. Rows that stay keep selection and scrolling when it is read again.

    Signals:
        loaded(): the list was read from its top, for the first time or again.
    """

    loaded = Signal()

    def __init__(
        self, jobs: Jobs, verb: str, key_of: Callable[[Any], object], say: Callable[[Any], str],
        parent: QObject | None = None, *, dress: Callable[[Any], Any] = lambda row: row,
    ) -> None:  # fmt: skip
        """Make an empty list.

        Args:
            verb: takes `after` and `limit` and gives a `Page`.
            key_of: what stays the same when a row is read again.
            say: a row in words, for screen readers.
            dress: a row of the list, from what the page holds for it.
        """
        super().__init__(parent)
        self._jobs, self._verb, self._key_of, self._say, self._dress = jobs, verb, key_of, say, dress
        self._job = f"list {id(self)}"  # a newer question takes the place of the one before
        self._what: dict[str, Any] = {}
        self._rows: list[Any] = []
        self._next: Any = None
        self._fetching = False

    def show(self, **what: Any) -> None:
        """Read the list from its top; `what` goes to the verb, now and for the pages to come."""
        self._what = what
        self._ask(None, PAGE, self._take_first)

    def refresh(self) -> None:
        """Read the rows that are shown again."""
        self._ask(None, max(PAGE, len(self._rows) + 1), self._take_again)

    def row(self, place: int) -> Any:
        """The row at a place, None outside of the list."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, key: object) -> int:
        """The place of the row with a key, -1 when it is not among those read so far."""
        return next((place for place, row in enumerate(self._rows) if self._key_of(row) == key), -1)

    @property
    def complete(self) -> bool:
        """Whether every row has been read."""
        return self._next is None and not self._fetching

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._say(row)
        return row if role == ROW_ROLE else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._next is not None and not self._fetching

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask(self._next, PAGE, self._take_more)

    def _ask(self, after: Any, limit: int, done: Callable[[Any], None]) -> None:
        self._fetching = True
        self._jobs.read(self._verb, after=after, limit=limit, done=done, key=self._job, **self._what)

    def _take_first(self, page: Page) -> None:
        self._fetching = False
        self._reset([self._dress(row) for row in page.rows], page.next)

    def _take_more(self, page: Page) -> None:
        self._fetching = False
        self._next = page.next
        known = {self._key_of(row) for row in self._rows}
        fresh = [row for row in map(self._dress, page.rows) if self._key_of(row) not in known]
        self._insert(len(self._rows), fresh)

    def _take_again(self, page: Page) -> None:
        """Turn the rows into those of `page`: what went is removed, what came is put in, what changed is shown anew."""
        self._fetching = False
        self._next = page.next
        rows = [self._dress(row) for row in page.rows]
        wanted = [self._key_of(row) for row in rows]
        self._remove_others({*wanted})
        there = [self._key_of(row) for row in self._rows]
        present = {*there}
        if there != [key for key in wanted if key in present]:
            self._reset(rows, page.next)
            return
        at = 0
        while at < len(rows):  # neighbours come in together: a refresh brings hundreds
            end = at
            while end < len(rows) and wanted[end] not in present:
                end += 1
            self._insert(at, rows[at:end])
            at = end + 1
        for place, row in enumerate(rows):
            self._replace(place, row)
        self.loaded.emit()

    def _reset(self, rows: list[Any], further: Any) -> None:
        self.beginResetModel()
        self._rows, self._next = rows, further
        self.endResetModel()
        self.loaded.emit()

    def _insert(self, at: int, rows: list[Any]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows[at:at] = rows
            self.endInsertRows()

    def _remove_others(self, keys: Set[object]) -> None:
        for place in range(len(self._rows) - 1, -1, -1):
            if self._key_of(self._rows[place]) not in keys:
                self._remove(place)

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self.endRemoveRows()

    def _replace(self, place: int, row: Any) -> None:
        if row != self._rows[place]:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))
