"""Rows to choose from by typing: commands, tags, briefings, articles."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

CHOICE_ROLE = Qt.ItemDataRole.UserRole
"""The `Choice` of an index."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Choice:
    """A row.

    Attributes:
        key: what is handed back when it is chosen.
        hint: quiet words at the right, such as a shortcut or a count.
        also: more words that find it.
        colour: "#rrggbb" of a dot in the place of an icon.
        checked: True, False, or None for a row without a mark; `partly` when it holds for some of the articles only.
    """

    key: object
    text: str
    hint: str = ""
    also: str = ""
    icon: str = ""
    colour: str = ""
    checked: bool | None = None
    partly: bool = False


class ChoiceModel(QAbstractListModel):
    """The choices that hold every typed word, the best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self._shown: list[Choice] = []
        self._typed = ""
        self._extra: Choice | None = None

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; what is typed goes on to hold."""
        self._all = tuple(choices)
        self.narrow(self._typed, self._extra)

    def narrow(self, typed: str, extra: Choice | None = None) -> None:
        """Show what holds the typed words; `extra` stands below it all ("Create tag …")."""
        self._typed, self._extra = typed, extra
        found = ranked(self._all, typed)
        if extra is not None:
            found.append(extra)
        if [choice.key for choice in found] == [choice.key for choice in self._shown]:
            self._shown = found
            if found:
                self.dataChanged.emit(self.index(0), self.index(len(found) - 1))
            return
        self.beginResetModel()
        self._shown = found
        self.endResetModel()

    @property
    def all_choices(self) -> tuple[Choice, ...]:
        """Every choice, whatever is typed."""
        return self._all

    def choice(self, row: int) -> Choice | None:
        """The choice of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        choice = self.choice(index.row()) if index.isValid() else None
        if choice is None:
            return None
        if role == CHOICE_ROLE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{choice.text}, {choice.hint}" if choice.hint else choice.text
        return None


def folded(text: str) -> str:
    """`text` as typing finds it: without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def ranked(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that hold every word of `typed`: those that begin with it first, then those with a word that does."""
    words = folded(typed).split()
    if not words:
        return list(choices)
    found: list[tuple[int, int, Choice]] = []
    for n, choice in enumerate(choices):
        text = folded(choice.text)
        if not all(word in text or word in folded(choice.also) for word in words):
            continue
        if text.startswith(" ".join(words)):
            rank = 0
        elif all(any(part.startswith(word) for part in text.split()) for word in words):
            rank = 1
        else:
            rank = 2 if all(word in text for word in words) else 3
        found.append((rank, n, choice))
    return [choice for _rank, _n, choice in sorted(found, key=lambda entry: entry[:2])]
