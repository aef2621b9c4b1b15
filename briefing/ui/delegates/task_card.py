"""A takeaway in a list of all articles: what it says, who acts by when or how likely it is, and where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from briefing.domain.marked_text import readable
from briefing.domain.review import PlacedTakeaway
from briefing.ui.delegates.card import GAP, PAD_Y, Card
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.theme import Theme

TEXT_LINES = 3


class TaskCard(Card):
    """Paints cards of one height: a bold line, up to three lines of text, a quiet line."""

    def __init__(
        self, theme: Theme, head: Callable[[PlacedTakeaway], tuple[str, bool]],
        foot: Callable[[PlacedTakeaway], str], parent: QObject | None = None,
    ) -> None:  # fmt: skip
        """Make it.

        Args:
            head: the words above the text, and whether they are pressing.
            foot: the words below it.
        """
        super().__init__(theme, parent)
        self._head, self._foot = head, foot

    def take_fonts(self) -> None:
        self._text, self._small = self._theme.serif(15), self._theme.sans(11.5)
        self._label = self._theme.sans(11.5, QFont.Weight.DemiBold)
        self._line = QFontMetricsF(self._small).height()

    @property
    def height(self) -> int:
        text = TEXT_LINES * round(self._text.pixelSize() * 1.3)
        return round(2 * PAD_Y + 2 * self._line + 2 * GAP + text + 2)

    def paint_row(self, painter: QPainter, area: QRectF, row: PlacedTakeaway) -> None:
        tokens = self._theme.tokens
        head, pressing = self._head(row)
        painter.setFont(self._label)
        painter.setPen(tokens.danger if pressing else tokens.ink2)
        self._words(painter, QRectF(area.left(), area.top(), area.width(), self._line), head)
        self._lines(readable(row.takeaway.text), area.width()).paint(
            painter, area.left(), area.top() + self._line + GAP, tokens.ink
        )
        painter.setFont(self._small)
        painter.setPen(tokens.ink3)
        foot = QRectF(area.left(), area.bottom() - self._line, area.width(), self._line)
        self._words(painter, foot, self._foot(row))

    def _words(self, painter: QPainter, box: QRectF, words: str) -> None:
        short = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), short)

    def _lines(self, text: str, width: float) -> TextLines:
        key = (text, round(width))
        return self.kept(key, lambda: TextLines(text[:600], self._text, width, TEXT_LINES, leading=1.3))
