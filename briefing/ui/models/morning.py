"""The stories of a morning as rows: what waits, what was decided, what is on its way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from briefing.domain.triage import CHOSEN, Card, Decision, Morning

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `Row` of an index."""

Index = QModelIndex | QPersistentModelIndex


class State(StrEnum):
    """How far a story is."""

    WAITS = "waits"
    SKIPPED = "skipped"
    LATER = "later"
    BRIEF = "brief"
    TOP = "top"
    COMING = "coming"
    FAILED = "failed"


_STATES = {
    Decision.SKIP: State.SKIPPED,
    Decision.LATER: State.LATER,
    Decision.BRIEF: State.BRIEF,
    Decision.TOP: State.TOP,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A story of the queue.

    Attributes:
        problem: why it could not be kept, a sentence; "" when nothing went wrong.
    """

    card: Card
    state: State
    current: bool = False
    problem: str = ""


class MorningModel(QAbstractListModel):
    """The queue of a morning, in the order of its cards."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, morning: Morning, coming: Collection[int], problems: Mapping[int, str]) -> None:
        """Show how far a morning is.

        Args:
            coming: places of stories that are being kept.
            problems: why stories could not be kept, by their place.
        """
        rows = [_row(morning, place, place in coming, problems.get(place, "")) for place in range(len(morning.cards))]
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))

    def row(self, place: int) -> Row | None:
        """The row at a place, None outside of the queue."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.card.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.problem or row.card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = [row.card.title, *row.card.sources[:1], self.label(row.state), row.problem]
            return ". ".join(part.rstrip(".") for part in said if part) + "."
        return None

    def label(self, state: State) -> str:
        """The word for a state, "" for a story that waits."""
        words = {
            State.SKIPPED: self.tr("Skipped"),
            State.LATER: self.tr("Later"),
            State.BRIEF: self.tr("In brief"),
            State.TOP: self.tr("Top story"),
            State.COMING: self.tr("Keeping…"),
            State.FAILED: self.tr("Not kept"),
        }
        return words.get(state, "")


def _row(morning: Morning, place: int, coming: bool, problem: str) -> Row:
    card, what = morning.cards[place], morning.decided.get(place)
    state = _STATES[what.decision] if what is not None else State.WAITS
    chosen = what is not None and what.decision in CHOSEN
    if problem:
        state = State.FAILED
    elif coming and (chosen or what is None):
        state = State.COMING
    return Row(card, state, place == morning.at, problem)
