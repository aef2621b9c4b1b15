"""How much of a word budget is used."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from briefing.domain.text import count_words


class WordMeter(QLabel):
    """ "23 of 50 words"; says how many too many in the colour of a risk, never by the colour alone."""

    def __init__(self, budget: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._budget = budget
        self.setProperty("role", "hint")
        self.measure("")

    def measure(self, text: str) -> None:
        """Count the words of `text`."""
        words = count_words(text)
        over = words - self._budget
        if over > 0:
            self.setText(self.tr("{n} of {all} words: {over} too many").format(n=words, all=self._budget, over=over))
        else:
            self.setText(self.tr("{n} of {all} words").format(n=words, all=self._budget))
        self._set_state("over" if over > 0 else "")

    def _set_state(self, state: str) -> None:
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)
