"""How much of a word budget is used."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from briefing.domain.word_count import count_words


class WordMeter(QLabel):
    """ "23 of 50 words"; says how many too many in the colour of a risk, never by the colour alone."""

    def __init__(self, budget: int, parent: QWidget | None = None, *, brief: bool = False) -> None:
        """Make it; a `brief` one shows "23/50" and leaves the sentence to its tip and to screen readers."""
        super().__init__(parent)
        self._budget, self._brief = budget, brief
        self.setProperty("role", "hint")
        self.measure("")

    def measure(self, text: str) -> None:
        """Count the words of `text`."""
        words = count_words(text)
        over = words - self._budget
        sentence = self.tr("{n} of {all} words: {over} too many") if over > 0 else self.tr("{n} of {all} words")
        sentence = sentence.format(n=words, all=self._budget, over=over)
        self.setText(f"{words}/{self._budget}" if self._brief else sentence)
        self.setAccessibleName(sentence)
        self.setToolTip(sentence if self._brief else "")
        self._set_state("over" if over > 0 else "")

    def _set_state(self, state: str) -> None:
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)
