"""A card of the list of incoming items: where it comes from and when, its title and how it begins."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing.domain.feeds import Incoming
from briefing.ui.delegates.article_card import GAP, KEPT_LAYOUTS, PAD_X, PAD_Y, short_date
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.incoming import ROW_ROLE, Row
from briefing.ui.theme import Theme

LINES = 4
"""Lines of title and excerpt together."""

DOT = 7

Index = QModelIndex | QPersistentModelIndex


class IncomingCard(QStyledItemDelegate):
    """Paints cards of one height. A dot says that an item was not looked at yet."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept: OrderedDict[tuple[Any, ...], tuple[TextLines, TextLines | None]] = OrderedDict()
        self._take_fonts()
        theme.changed.connect(self._take_fonts)

    def _take_fonts(self) -> None:
        self._kept.clear()
        self._title = self._theme.serif(16, QFont.Weight.DemiBold)
        self._body = self._theme.sans(12.5)
        self._small = self._theme.sans(11.5)
        self._label = self._theme.sans(11, QFont.Weight.DemiBold)
        self._line = QFontMetricsF(self._small).height()

    @property
    def height(self) -> int:
        """The height of every card in pixels."""
        pitch, row = round(self._title.pixelSize() * 1.25), self._body.pixelSize() * 1.4
        return round(2 * PAD_Y + self._line + GAP + 2 * pitch + GAP + 2 * row + 2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_state(painter, option)
        area = QRectF(option.rect).adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y)
        self._paint_source(painter, area, row)
        self._paint_text(painter, area, row.item)
        painter.restore()

    def _paint_state(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens, rect, state = self._theme.tokens, QRectF(option.rect), option.state
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
            return short_date(item.published)
        return self.tr("came %1").replace("%1", short_date(item.received_at.astimezone().date().isoformat()))

    def _paint_text(self, painter: QPainter, area: QRectF, item: Incoming) -> None:
        tokens = self._theme.tokens
        title, body = self._layouts(item, area.width())
        y = area.top() + self._line + GAP
        title.paint(painter, area.left(), y, tokens.ink)
        if body is not None:
            body.paint(painter, area.left(), y + title.height + GAP, tokens.ink2)

    def _layouts(self, item: Incoming, width: float) -> tuple[TextLines, TextLines | None]:
        key = (item.id, item.title, item.excerpt, round(width))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        title = TextLines(item.title, self._title, width, 2, leading=1.25)
        body = TextLines(item.excerpt, self._body, width, LINES - title.count, leading=1.4) if item.excerpt else None
        self._kept[key] = (title, body)
        if len(self._kept) > KEPT_LAYOUTS:
            self._kept.popitem(last=False)
        return title, body
