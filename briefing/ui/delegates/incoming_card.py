"""A card of the list of incoming items: where it comes from and when, its title and how it begins."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from briefing.domain.feeds import Incoming
from briefing.ui.delegates.card import GAP, PAD_Y, Card, short_date
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.incoming import Row
from briefing.ui.models.wording import dated

LINES = 4
"""Lines of title and excerpt together."""

DOT = 7


class IncomingCard(Card):
    """Paints cards of one height. A dot says that an item was not looked at yet."""

    def take_fonts(self) -> None:
        self._title = self._theme.serif(16, QFont.Weight.DemiBold)
        self._body = self._theme.sans(12.5)
        self._small = self._theme.sans(11.5)
        self._label = self._theme.sans(11, QFont.Weight.DemiBold)
        self._line = QFontMetricsF(self._small).height()

    @property
    def height(self) -> int:
        pitch, row = round(self._title.pixelSize() * 1.25), self._body.pixelSize() * 1.4
        return round(2 * PAD_Y + self._line + GAP + 2 * pitch + GAP + 2 * row + 2)

    def paint_row(self, painter: QPainter, area: QRectF, row: Row) -> None:
        self._paint_source(painter, area, row)
        self._paint_text(painter, area, row.item)

    def _paint_source(self, painter: QPainter, area: QRectF, row: Row) -> None:
        tokens, item = self._theme.tokens, row.item
        left = area.left()
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        if not row.seen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.accent)
            painter.drawEllipse(QRectF(left, area.top() + (self._line - DOT) / 2, DOT, DOT))
            left += DOT + 6
        date = self._date(item)
        width = QFontMetricsF(self._small).horizontalAdvance(date)
        painter.setFont(self._small)
        painter.setPen(tokens.ink3)
        painter.drawText(QRectF(area.right() - width - 1, area.top(), width + 2, self._line), middle, date)
        room = area.right() - left - width - 10
        source = QFontMetricsF(self._label).elidedText(item.source, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._label)
        painter.setPen(tokens.ink2)
        painter.drawText(QRectF(left, area.top(), room, self._line), middle, source)

    def _date(self, item: Incoming) -> str:
        if item.published:
            return dated(short_date(item.published), item.published_origin)
        return self.tr("came %1").replace("%1", short_date(item.received_at.astimezone().date().isoformat()))

    def _paint_text(self, painter: QPainter, area: QRectF, item: Incoming) -> None:
        tokens = self._theme.tokens
        key = (item.id, item.title, item.excerpt, round(area.width()))
        title, body = self.kept(key, lambda: self._lay_out(item, area.width()))
        y = area.top() + self._line + GAP
        title.paint(painter, area.left(), y, tokens.ink)
        if body is not None:
            body.paint(painter, area.left(), y + title.height + GAP, tokens.ink2)

    def _lay_out(self, item: Incoming, width: float) -> tuple[TextLines, TextLines | None]:
        title = TextLines(item.title, self._title, width, 2, leading=1.25)
        body = TextLines(item.excerpt, self._body, width, LINES - title.count, leading=1.4) if item.excerpt else None
        return title, body
