"""A highlight in a list of all articles: its mark, the passage, the note, and where it stands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from briefing.domain.review import MarkedPassage
from briefing.ui.delegates.card import GAP, PAD_Y, Card, short_date
from briefing.ui.delegates.highlight_row import paint_swatch
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.wording import joined

INDENT = 26
QUOTE_LINES, NOTE_LINES = 3, 1


class PassageCard(Card):
    """Paints cards of one height: the passage in up to three lines, its note in one."""

    def take_fonts(self) -> None:
        self._quote, self._note, self._small = self._theme.serif(14), self._theme.sans(12), self._theme.sans(11.5)
        self._line = QFontMetricsF(self._small).height()

    @property
    def height(self) -> int:
        quote = QUOTE_LINES * round(self._quote.pixelSize() * 1.32)
        note = round(self._note.pixelSize() * 1.4)
        return round(2 * PAD_Y + quote + note + 2 * GAP + self._line + 2)

    def paint_row(self, painter: QPainter, area: QRectF, row: MarkedPassage) -> None:
        tokens = self._theme.tokens
        paint_swatch(painter, row.highlight.meaning, QPointF(area.left(), area.top() + 2), tokens)
        width = area.width() - INDENT
        key = (row.highlight.quote, row.highlight.note, round(width))
        quote, note = self.kept(key, lambda: self._lay_out(row, width))
        quote.paint(painter, area.left() + INDENT, area.top(), tokens.ink3 if row.orphan else tokens.ink)
        if note is not None:
            note.paint(painter, area.left() + INDENT, area.top() + quote.height + GAP, tokens.ink2)
        place = QRectF(area.left() + INDENT, area.bottom() - self._line, width, self._line)
        painter.setFont(self._small)
        painter.setPen(tokens.ink3)
        words = QFontMetricsF(self._small).elidedText(self.place_of(row), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)

    def place_of(self, row: MarkedPassage) -> str:
        """Where it stands, when it was marked, and whether anything rests on it."""
        highlight = row.highlight
        parts = [row.outlet, row.title, short_date(highlight.created_at.astimezone().date().isoformat())]
        if row.orphan:
            parts.insert(0, self.tr("in an older text"))
        elif not row.used:
            parts.insert(0, self.tr("unused"))
        return joined([*parts, *highlight.tags])

    def _lay_out(self, row: MarkedPassage, width: float) -> tuple[TextLines, TextLines | None]:
        quote = TextLines(_short(row.highlight.quote), self._quote, width, QUOTE_LINES, leading=1.32)
        said = _short(row.highlight.note)
        return quote, TextLines(said, self._note, width, NOTE_LINES, leading=1.4) if said else None


def _short(text: str) -> str:
    """Enough of a long text for the lines that are shown, on one line."""
    return " ".join(text[:600].split())
