"""Words that were used before, offered while a line is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit


class KnownWords(QCompleter):
    """Completes a line of text; capitals do not count and any part of a word finds it.

    A line edit does not tell of a word that is picked as of one that is typed: who listens to `textEdited` has to
    listen to `activated`, too.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(self)
        line.textEdited.connect(self._dress)  # before the list opens; made with the field, it costs a millisecond each

    @property
    def words(self) -> list[str]:
        """The words that are offered."""
        return list(self._words.stringList())

    def offer(self, words: Sequence[str]) -> None:
        """Offer these words from now on."""
        if self.words != list(words):
            self._words.setStringList(list(words))

    @Slot()
    def _dress(self) -> None:
        """Give the list its look: lists have no ground of their own, so this one would be black."""
        if (shown := self.popup()) is not None:
            shown.setProperty("role", "words")
