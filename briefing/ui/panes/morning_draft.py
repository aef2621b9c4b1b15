"""The draft of page 1 as it grows: top stories, what page 1 has no room for, and what comes in brief."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from briefing.domain.briefings import TOP_STORIES
from briefing.domain.triage import Decision, Morning
from briefing.ui.theme import Theme

FRESH_BRIEF = 40
"""Stories in brief that are listed by name."""


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
        self.document().setDocumentMargin(14)
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
        self.setHtml("".join(self._parts(tops, briefs)))
        self.moveCursor(self.textCursor().MoveOperation.Start)

    def _parts(self, tops: list[str], briefs: list[str]) -> list[str]:
        tokens = self._theme.tokens
        serif = self._theme.serif(14)
        hint = f"color:{tokens.ink3.name()}; font-size:12px"
        head = f"color:{tokens.ink3.name()}; font-size:11px; font-weight:600; margin:10px 0 3px 0"
        line = f"font-family:'{serif.family()}'; color:{tokens.ink.name()}; margin:0 0 4px 0"
        parts = [f'<p style="{line}; font-size:16px; font-weight:600; margin:0">{escape(self._title)}</p>']
        parts.append(f'<p style="{head}">{escape(self.tr("Bottom line"))}</p>')
        parts.append(f'<p style="{hint}; margin:0">{escape(self.tr("You write it at the end, on the draft."))}</p>')
        parts.append(f'<p style="{head}">{escape(self.tr("Top stories"))}</p>')
        if not tops:
            parts.append(f'<p style="{hint}; margin:0">{escape(self.tr("None yet. * makes a story one."))}</p>')
        for number, title in enumerate(tops, 1):
            if number == TOP_STORIES + 1:
                words = self.tr("Page 1 has room for three. These follow inside:")
                parts.append(f'<p style="{hint}; margin:4px 0">{escape(words)}</p>')
            parts.append(f'<p style="{line}; font-size:15px; font-weight:600">{number}. {escape(title)}</p>')
        parts.append(f'<p style="{head}">{escape(self.tr("In brief"))}</p>')
        if not briefs:
            parts.append(f'<p style="{hint}; margin:0">{escape(self.tr("None yet. = takes a story in brief."))}</p>')
        parts += [f'<p style="{line}; font-size:14px">– {escape(title)}</p>' for title in briefs[:FRESH_BRIEF]]
        return parts
