"""The outline of one briefing as a tree: the front page, then the sections with their items.

The model never changes the briefing itself. What a person drags, drops or renames is told by a signal; the pane asks
an operation for it, and the new state comes back through `show`, which moves just the rows that moved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingContents, ItemId, SectionId
from briefing.ui.models.article_list import MIME_ARTICLES
from briefing.ui.models.outline_rows import Branch, OutlineRow, RowKind, front_row, item_row, section_row, spoken

ROWS_MIME = "application/x-briefing-outline"
"""Rows of this outline: {"sections": [ids], "items": [ids]}."""

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `OutlineRow` of an index: all that a delegate paints."""

_AnyIndex = QModelIndex | QPersistentModelIndex


class BriefingOutlineModel(QAbstractItemModel):
    """The rows of a briefing's outline. Row 0 is the front page, section `n` is row `n + 1`.

    Signals (emitted by the model while a view edits or drops):
        articles_dropped(section_id or None, position or -1, list of ArticleId)
        items_dropped(list of ItemId, section_id, position)   position counts the rows as they are shown now
        section_dropped(section_id, position)
        renamed(OutlineRow, new text)
    """

    articles_dropped = Signal(object, int, object)
    items_dropped = Signal(object, object, int)
    section_dropped = Signal(object, int)
    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._front: OutlineRow | None = None
        self._branches: list[Branch] = []
        self._headlines: dict[int, str] = {}

    # What is shown

    def show(self, contents: BriefingContents | None) -> None:
        """Show this briefing; rows that stay keep their place in every view. None shows nothing."""
        if contents is None:
            self.beginResetModel()
            self._front, self._branches = None, []
            self.endResetModel()
            return
        self._show_front(front_row(contents.briefing))
        self._headlines = {item.id: item.headline for section in contents.briefing.sections for item in section.items}
        wanted = [Branch(section_row(s), [item_row(i, contents) for i in s.items]) for s in contents.briefing.sections]
        self._sync_sections(wanted)
        self._sync_items(wanted)
        self._drop_gone_sections({branch.row.id for branch in wanted})
        self._repaint_changed(wanted)

    def row_at(self, index: _AnyIndex) -> OutlineRow | None:
        """The row of an index, None for an invalid one."""
        if not index.isValid():
            return None
        if index.internalId():
            branch = self._branch_of(index.internalId())
            return branch.items[index.row()] if branch and index.row() < len(branch.items) else None
        return self._front if index.row() == 0 else self._branches[index.row() - 1].row

    def index_of(self, kind: RowKind, row_id: int = 0) -> QModelIndex:
        """Where a front page, section or item stands; an invalid index when it is not in this briefing."""
        if kind is RowKind.FRONT:
            return self.index(0, 0)
        for place, branch in enumerate(self._branches):
            if kind is RowKind.SECTION and branch.row.id == row_id:
                return self.index(place + 1, 0)
            for row, item in enumerate(branch.items):
                if kind is RowKind.ITEM and item.id == row_id:
                    return self.index(row, 0, self.index(place + 1, 0))
        return QModelIndex()

    def section_ids(self) -> list[SectionId]:
        """The sections in their order."""
        return [SectionId(branch.row.id) for branch in self._branches]

    def item_ids(self, section_id: SectionId) -> list[ItemId]:
        """The items of a section in their order."""
        branch = self._branch_of(section_id)
        return [ItemId(item.id) for item in branch.items] if branch else []

    # QAbstractItemModel

    def index(self, row: int, column: int, parent: _AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008  Qt's own
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        if parent.isValid():
            return self.createIndex(row, 0, self._branches[parent.row() - 1].row.id)
        return self.createIndex(row, 0, 0)

    def parent(self, child: _AnyIndex = QModelIndex()) -> Any:  # noqa: B008
        if child.isValid() and (section_id := child.internalId()):
            for place, branch in enumerate(self._branches):
                if branch.row.id == section_id:
                    return self.createIndex(place + 1, 0, 0)
        return QModelIndex()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return (self._front is not None) + len(self._branches)
        if parent.internalId() or parent.row() == 0 or parent.column() != 0:
            return 0
        return len(self._branches[parent.row() - 1].items)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.EditRole:
            return row.title if row.kind is RowKind.SECTION else self._headlines.get(row.id, "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        return None

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index)
        text = str(value).strip()
        if row is None or role != Qt.ItemDataRole.EditRole or row.kind is RowKind.FRONT:
            return False
        if text == self.data(index, role) or (not text and row.kind is RowKind.SECTION):
            return False
        if text:
            self._put(index, replace(row, title=text))
        self.renamed.emit(row, text)
        return True

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if row.kind is RowKind.FRONT:
            return flags | Qt.ItemFlag.ItemNeverHasChildren
        flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        if row.kind is RowKind.SECTION:
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    # Drag and drop

    def mimeTypes(self) -> list[str]:
        return [ROWS_MIME, MIME_ARTICLES]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = [row for index in indexes if (row := self.row_at(index))]
        sections = [row.id for row in rows if row.kind is RowKind.SECTION]
        items = {row.id for row in rows if row.kind is RowKind.ITEM}
        in_order = [item.id for branch in self._branches for item in branch.items if item.id in items]
        data = QMimeData()
        payload = json.dumps({"sections": sections, "items": in_order})
        data.setData(ROWS_MIME, QByteArray(payload.encode()))
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _AnyIndex
    ) -> bool:  # the arguments are Qt's
        del action, column
        if self._front is None:
            return False
        if data.hasFormat(MIME_ARTICLES):
            return True
        moved = self._moved(data)
        if moved["items"] and not moved["sections"]:
            return parent.isValid()
        return len(moved["sections"]) == 1 and not moved["items"] and self._section_place(row, parent) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _AnyIndex) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        section = self._branches[parent.row() - 1].row.id if parent.isValid() and parent.row() > 0 else None
        if data.hasFormat(MIME_ARTICLES):
            ids = [ArticleId(int(number)) for number in re.findall(r"\d+", _text_of(data, MIME_ARTICLES))]
            self.articles_dropped.emit(section, row if section is not None else -1, ids)
            return True
        moved = self._moved(data)
        if moved["items"] and section is not None:
            place = row if row >= 0 else len(self._branches[parent.row() - 1].items)
            self.items_dropped.emit([ItemId(i) for i in moved["items"]], SectionId(section), place)
        elif (place_of := self._section_place(row, parent)) is not None and moved["sections"]:
            self.section_dropped.emit(SectionId(moved["sections"][0]), place_of)
        return True

    def _moved(self, data: QMimeData) -> Mapping[str, list[int]]:
        if not data.hasFormat(ROWS_MIME):
            return {"sections": [], "items": []}
        moved: Mapping[str, list[int]] = json.loads(_text_of(data, ROWS_MIME))
        return moved

    def _section_place(self, row: int, parent: _AnyIndex) -> int | None:
        """The place among the sections that a drop points at: between two, or on one."""
        if parent.isValid():
            return parent.row() - 1 if parent.row() > 0 and not parent.internalId() else None
        return max(0, row - 1) if row >= 0 else len(self._branches)

    # From the old rows to the new ones, one step at a time

    def _show_front(self, front: OutlineRow) -> None:
        if self._front is None:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._front = front
            self.endInsertRows()
        elif front != self._front:
            self._front = front
            self.dataChanged.emit(self.index(0, 0), self.index(0, 0))

    def _branch_of(self, section_id: int) -> Branch | None:
        return next((branch for branch in self._branches if branch.row.id == section_id), None)

    def _sync_sections(self, wanted: Sequence[Branch]) -> None:
        """Bring the sections that are to be shown to the front, in order; those that are gone stay behind them."""
        for place, branch in enumerate(wanted):
            old = next((i for i, b in enumerate(self._branches) if b.row.id == branch.row.id), None)
            if old is None:
                self.beginInsertRows(QModelIndex(), place + 1, place + 1)
                self._branches.insert(place, Branch(branch.row, []))
                self.endInsertRows()
            elif old != place:
                self.beginMoveRows(QModelIndex(), old + 1, old + 1, QModelIndex(), place + 1)
                self._branches.insert(place, self._branches.pop(old))
                self.endMoveRows()

    def _sync_items(self, wanted: Sequence[Branch]) -> None:
        for place, branch in enumerate(wanted):
            for row, item in enumerate(branch.items):
                self._bring_item(item, place, row)
        for place, branch in enumerate(wanted):
            self._remove_items(place, len(branch.items), len(self._branches[place].items))

    def _bring_item(self, item: OutlineRow, place: int, row: int) -> None:
        """Have `item` at `row` of the section at `place`: by moving it there, else by inserting it."""
        target, parent = self._branches[place], self.index(place + 1, 0)
        for old_place, branch in enumerate(self._branches):
            for old_row, old in enumerate(branch.items):
                if old.id != item.id:
                    continue
                if (old_place, old_row) != (place, row):
                    self.beginMoveRows(self.index(old_place + 1, 0), old_row, old_row, parent, row)
                    target.items.insert(row, branch.items.pop(old_row))
                    self.endMoveRows()
                return
        self.beginInsertRows(parent, row, row)
        target.items.insert(row, item)
        self.endInsertRows()

    def _remove_items(self, place: int, first: int, end: int) -> None:
        if first < end:
            self.beginRemoveRows(self.index(place + 1, 0), first, end - 1)
            del self._branches[place].items[first:end]
            self.endRemoveRows()

    def _drop_gone_sections(self, kept: set[int]) -> None:
        for place in reversed(range(len(self._branches))):
            if self._branches[place].row.id not in kept:
                self.beginRemoveRows(QModelIndex(), place + 1, place + 1)
                del self._branches[place]
                self.endRemoveRows()

    def _repaint_changed(self, wanted: Sequence[Branch]) -> None:
        for place, branch in enumerate(wanted):
            parent = self.index(place + 1, 0)
            self._put(parent, branch.row)
            for row, item in enumerate(branch.items):
                self._put(self.index(row, 0, parent), item)

    def _put(self, index: _AnyIndex, row: OutlineRow) -> None:
        if self.row_at(index) == row:
            return
        if index.internalId():
            branch = self._branch_of(index.internalId())
            assert branch is not None  # an index of ours
            branch.items[index.row()] = row
        else:
            self._branches[index.row() - 1].row = row
        self.dataChanged.emit(index, index)


def _text_of(data: QMimeData, kind: str) -> str:
    return bytes(data.data(kind).data()).decode()
