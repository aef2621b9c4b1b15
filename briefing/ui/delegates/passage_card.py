"""A highlight in a list of all articles: its mark, the passage, the note, and where it stands."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing.domain.review import MarkedPassage
from briefing.ui.delegates.article_card import GAP, KEPT_LAYOUTS, PAD_X, PAD_Y, short_date
from briefing.ui.delegates.highlight_row import paint_swatch
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.paged import ROW_ROLE
from briefing.ui.theme import Theme

INDENT = 26
QUOTE_LINES, NOTE_LINES = 3, 1

Index = QModelIndex | QPersistentModelIndex


class PassageCard(QStyledItemDelegate):
    """Paints cards of one height: the passage in up to three lines, its note in one."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept: OrderedDict[tuple[Any, ...], tuple[TextLines, TextLines | None]] = OrderedDict()
        self._take_fonts()
        theme.changed.connect(self._take_fonts)

    def _take_fonts(self) -> None:
        self._kept.clear()
        self._quote, self._note, self._small = self._theme.serif(14), self._theme.sans(12), self._theme.sans(11.5)
        self._line = QFontMetricsF(self._small).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        quote = QUOTE_LINES * round(self._quote.pixelSize() * 1.32)
        note = round(self._note.pixelSize() * 1.4)
        return QSize(200, round(2 * PAD_Y + quote + note + 2 * GAP + self._line + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: MarkedPassage | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_state(painter, option, self._theme)
        tokens = self._theme.tokens
        area = QRectF(option.rect).adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y)
        paint_swatch(painter, row.highlight.meaning, QPointF(area.left(), area.top() + 2), tokens)
        quote, note = self._lines(row, area.width() - INDENT)
        quote.paint(painter, area.left() + INDENT, area.top(), tokens.ink3 if row.orphan else tokens.ink)
        if note is not None:
            note.paint(painter, area.left() + INDENT, area.top() + quote.height + GAP, tokens.ink2)
        place = QRectF(area.left() + INDENT, area.bottom() - self._line, area.width() - INDENT, self._line)
        painter.setFont(self._small)
        painter.setPen(tokens.ink3)
        words = QFontMetricsF(self._small).elidedText(self.place_of(row), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()

    def place_of(self, row: MarkedPassage) -> str:
        """Where it stands, when it was marked, and whether anything rests on it."""
        highlight = row.highlight
        parts = [row.outlet, row.title, short_date(highlight.created_at.astimezone().date().isoformat())]
        if row.orphan:
            parts.insert(0, self.tr("in an older text"))
        elif not row.used:
            parts.insert(0, self.tr("unused"))
        return "  ·  ".join(part for part in [*parts, *highlight.tags] if part)

    def _lines(self, row: MarkedPassage, width: float) -> tuple[TextLines, TextLines | None]:
        key = (row.highlight.quote, row.highlight.note, round(width))
        if key not in self._kept:
            quote = TextLines(_short(row.highlight.quote), self._quote, width, QUOTE_LINES, leading=1.32)
            said = _short(row.highlight.note)
            note = TextLines(said, self._note, width, NOTE_LINES, leading=1.4) if said else None
            self._kept[key] = (quote, note)
            if len(self._kept) > KEPT_LAYOUTS:
                self._kept.popitem(last=False)
        return self._kept[key]


def paint_state(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """The ground of a card: selected, under the mouse, with the focus; and the hairline below it."""
    tokens, rect, state = theme.tokens, QRectF(option.rect), option.state
    if state & QStyle.StateFlag.State_Selected:
        active = option.widget is not None and option.widget.hasFocus()
        painter.fillRect(rect, tokens.tint_strong if active else tokens.tint)
        painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), tokens.accent)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, tokens.sunken)
    painter.fillRect(QRectF(rect.left() + PAD_X, rect.bottom() - 1, rect.width() - 2 * PAD_X, 1), tokens.rule)
    if state & QStyle.StateFlag.State_HasFocus and not state & QStyle.StateFlag.State_Selected:
        painter.setPen(QPen(tokens.accent, 2))
        painter.drawRoundedRect(rect.adjusted(2, 2, -2, -3), 4, 4)


def _short(text: str) -> str:
    """Enough of a long text for the lines that are shown, on one line."""
    return " ".join(text[:600].split())
