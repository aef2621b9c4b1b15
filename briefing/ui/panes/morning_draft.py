"""The draft of page 1 as it grows: top stories, what page 1 has no room for, and what comes in brief."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from briefing.domain.briefings import TOP_STORIES
from briefing.domain.triage import Decision, Morning
from briefing.ui.theme import Theme


class MorningDraft(QTextBrowser):
    """A page in small. Nothing can be typed in it: the composer is for that, once the draft stands."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ""
        self._morning: Morning | None = None
        self.setAccessibleName(self.tr("Draft of page 1"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(10)
        theme.changed.connect(self._paint)

    def show_draft(self, morning: Morning, title: str) -> None:
        """Show what was chosen so far."""
        if self._morning is not None and (self._morning.decided, self._morning.cards) == (
            morning.decided, morning.cards,
        ):  # fmt: skip
            self._morning = morning
            return
        self._morning, self._title = morning, title
        self._paint()

    @Slot()
    def _paint(self) -> None:
        if (morning := self._morning) is None:
            return
        tops = [morning.cards[place].title for place in morning.places(Decision.TOP)]
        briefs = [morning.cards[place].title for place in morning.places(Decision.BRIEF)]
        self.setHtml("".join([self._line(self._title, 14, bold=True), *self._tops(tops), *self._briefs(briefs)]))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if morning.decided and morning.decided[list(morning.decided)[-1]].decision is Decision.BRIEF:
            self.moveCursor(QTextCursor.MoveOperation.End)
        self.ensureCursorVisible()

    def _tops(self, titles: list[str]) -> list[str]:
        parts = [self._head(self.tr("Top stories"))]
        if not titles:
            parts.append(self._hint(self.tr("None yet. * makes a story one.")))
        for number, title in enumerate(titles, 1):
            if number == TOP_STORIES + 1:
                parts.append(self._hint(self.tr("Page 1 has room for three. These follow inside:")))
            parts.append(self._line(f"{number}. {title}", 13, bold=True))
        return parts

    def _briefs(self, titles: list[str]) -> list[str]:
        parts = [self._head(self.tr("In brief"))]
        if not titles:
            parts.append(self._hint(self.tr("None yet. = takes a story in brief.")))
        return parts + [self._line(f"– {title}", 13) for title in titles]

    def _head(self, words: str) -> str:
        return self._paragraph(f"<b>{escape(words)}</b>", 11, self._theme.tokens.ink3, "8px 0 2px 0")

    def _hint(self, words: str) -> str:
        return self._paragraph(escape(words), 12, self._theme.tokens.ink3, "0 0 3px 0")

    def _line(self, words: str, size: int, *, bold: bool = False) -> str:
        family = self._theme.serif(size).family()
        said = f"<b>{escape(words)}</b>" if bold else escape(words)
        return self._paragraph(f"<span style=\"font-family:'{family}'\">{said}</span>", size,
                               self._theme.tokens.ink, "0 0 3px 0")  # fmt: skip

    def _paragraph(self, inner: str, size: int, colour: QColor, margin: str) -> str:
        return f'<p style="color:{colour.name()}; font-size:{size}px; margin:{margin}">{inner}</p>'
