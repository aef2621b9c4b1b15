"""Finding words in the article on the page."""

from __future__ import annotations

import bisect
import re

from PySide6.QtCore import QObject, Slot

from briefing.domain.text import ArticleText
from briefing.ui.panes.reading.article_view import ArticleView
from briefing.ui.panes.reading.find_bar import FindBar


class Finding(QObject):
    """Joins the find bar to the page: frames what was found, selects one place after the other."""

    def __init__(self, bar: FindBar, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._bar, self._view = bar, view
        self._text = ""
        self._places: list[tuple[int, int]] = []
        self._index = 0
        bar.typed.connect(self._search)
        bar.stepped.connect(self.step)
        bar.accepted.connect(self.accept)
        bar.closed.connect(self.close)

    def show(self, text: ArticleText) -> None:
        """Search this text from now on; an open search goes on in it."""
        self._text = text.text
        if self._bar.isVisible():
            self._places = places(self._text, self._bar.field.text())
            self._index = min(self._index, max(0, len(self._places) - 1))
            self._frame()

    def open(self, words: str) -> None:
        """Open the bar; `words` are what is selected on the page."""
        self._bar.open("" if "\n" in words or len(words) > 80 else words)

    @Slot()
    def next(self) -> None:
        """Go to the next place."""
        self.step(1)

    @Slot()
    def previous(self) -> None:
        """Go to the previous place."""
        self.step(-1)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go on by so many places, around the end of the text."""
        if not self._places:
            return
        self._index = (self._index + by) % len(self._places)
        self._select()

    @Slot()
    def accept(self) -> None:
        """Leave the bar with the place selected, so that the keys of the page act on it."""
        if self._places:
            self.close()

    @Slot()
    def close(self) -> None:
        """Close the bar and give the focus back to the page."""
        if self._bar.isVisible():
            had_focus = self._bar.field.hasFocus()
            self._bar.hide()
            self._view.set_hits(())
            if had_focus:
                self._view.setFocus()
            self._view.selection_settled.emit()

    @Slot(str)
    def _search(self, words: str) -> None:
        self._places = places(self._text, words)
        shown, cursor = self._view.shown, self._view.textCursor()
        here = shown.map.offset(cursor.selectionStart(), forward=True) if shown else 0
        self._index = bisect.bisect_left(self._places, (here, 0)) % max(1, len(self._places))
        self._frame()
        if self._places:
            self._select()

    def _frame(self) -> None:
        shown = self._view.shown
        if shown is None:
            return
        self._view.set_hits([span for place in self._places for span in shown.map.spans(*place)])
        self._bar.show_count(self._index, len(self._places))

    def _select(self) -> None:
        shown = self._view.shown
        if shown is None:
            return
        start, end = self._places[self._index]
        first, last = shown.map.position(start), shown.map.position(end)
        self._view.select(first, last)
        self._view.bring_into_view(first, last)
        self._bar.show_count(self._index, len(self._places))


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text`, in code points. Letter case and the kind of quotes or white space do not count."""
    pattern = r"\s+".join(_letters(word) for word in words.split())
    if not pattern:
        return []
    return [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]


def _letters(word: str) -> str:
    quotes = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”„]', "“": '["“”„]', "”": '["“”„]', "-": "[-‐‑–]"}
    return "".join(quotes.get(letter) or re.escape(letter) for letter in word)
