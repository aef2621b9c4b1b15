"""A story of the morning's queue: a sign and a label for what was decided, its title, and what went wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.morning import ROW_ROLE, Index, MorningModel, Row, State
from briefing.ui.theme import Theme

PAD_X, PAD_Y, GAP = 16, 7, 2


class MorningRow(QStyledItemDelegate):
    """Paints rows: the current one with its title in full and where it comes from, a failed one with the reason."""

    def __init__(self, theme: Theme, model: MorningModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._kept: dict[tuple[Any, ...], TextLines] = {}
        self._take_fonts()
        theme.changed.connect(self._take_fonts)

    def _take_fonts(self) -> None:
        self._kept.clear()
        self._title = self._theme.serif(14)
        self._strong = self._theme.serif(15, QFont.Weight.DemiBold)
        self._small = self._theme.sans(11.5)
        self._label = self._theme.sans(11, QFont.Weight.DemiBold)
        self._line = QFontMetricsF(self._small).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row | None = index.data(ROW_ROLE)
        widget: Any = option.widget
        width = widget.viewport().width() if widget is not None else 300
        return QSize(200, round(self._height(row, width)) if row is not None else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, row)
        area = QRectF(option.rect).adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y)
        label_width = self._paint_label(painter, area, row)
        y = area.top()
        if row.current:
            self._paint_source(painter, QRectF(area.left(), y, area.width() - label_width, self._line), row)
            y += self._line + GAP
        title = self._title_of(row, option.rect.width())
        ink = self._theme.tokens.ink if row.current or row.state is not State.SKIPPED else self._theme.tokens.ink3
        title.paint(painter, area.left(), y, ink)
        if row.problem:
            reason = self._reason_of(row, option.rect.width())
            reason.paint(painter, area.left(), y + title.height + GAP, self._theme.tokens.danger)
            self._paint_again(painter, area)
        painter.restore()

    def again_box(self, index: Index, rect: QRectF) -> QRectF:
        """Where “Try again” stands in a row with this rectangle; nowhere when nothing went wrong."""
        row: Row | None = index.data(ROW_ROLE)
        if row is None or not row.problem:
            return QRectF()
        return self._again_box(rect.adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y))

    # Private

    def _height(self, row: Row, width: float) -> float:
        height: float = 2 * PAD_Y + self._title_of(row, width).height + 1
        if row.current:
            height += self._line + GAP
        if row.problem:
            height += GAP + self._reason_of(row, width).height + GAP + self._line
        return height

    def _title_of(self, row: Row, width: float) -> TextLines:
        room = width - 2 * PAD_X - (0 if row.current else self._label_width(row))
        font = self._strong if row.current else self._title
        return self._lines(row.card.title, font, room, 3 if row.current else 1)

    def _reason_of(self, row: Row, width: float) -> TextLines:
        return self._lines(row.problem, self._small, width - 2 * PAD_X, 3)

    def _lines(self, text: str, font: QFont, width: float, lines: int) -> TextLines:
        key = (text, font.key(), round(width), lines)
        if key not in self._kept:
            if len(self._kept) > 1000:
                self._kept.clear()
            self._kept[key] = TextLines(text, font, max(width, 40), lines, leading=1.3)
        return self._kept[key]

    def _label_width(self, row: Row) -> float:
        text = self._model.label(row.state)
        return QFontMetricsF(self._label).horizontalAdvance(text) + 12 if text else 0

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        tokens, rect = self._theme.tokens, QRectF(option.rect)
        if row.current:
            painter.fillRect(rect, tokens.tint)
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), tokens.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.sunken)
        painter.fillRect(QRectF(rect.left() + PAD_X, rect.bottom() - 1, rect.width() - 2 * PAD_X, 1), tokens.rule)
        if option.state & QStyle.StateFlag.State_HasFocus and not row.current:
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -3), 4, 4)

    def _paint_label(self, painter: QPainter, area: QRectF, row: Row) -> float:
        text = self._model.label(row.state)
        if not text:
            return 0
        width = self._label_width(row)
        painter.setFont(self._label)
        painter.setPen(self._colour(row.state))
        line = QFontMetricsF(self._title).height() if not row.current else self._line
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(area.right() - width, area.top(), width, line), right, text)
        return width

    def _paint_source(self, painter: QPainter, box: QRectF, row: Row) -> None:
        source = ", ".join(row.card.sources)
        painter.setFont(self._small)
        painter.setPen(self._theme.tokens.ink2)
        words = QFontMetricsF(self._small).elidedText(source, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)

    def _again_box(self, area: QRectF) -> QRectF:
        width = QFontMetricsF(self._label).horizontalAdvance(self._again_words())
        return QRectF(area.left(), area.bottom() - self._line, width + 2, self._line)

    def _again_words(self) -> str:
        return self.tr("Try again  R")

    def _paint_again(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self._label)
        painter.setPen(self._theme.tokens.accent)
        painter.drawText(self._again_box(area), int(Qt.AlignmentFlag.AlignVCenter), self._again_words())

    def _colour(self, state: State) -> QColor:
        tokens = self._theme.tokens
        colours = {State.TOP: tokens.accent, State.BRIEF: tokens.good, State.FAILED: tokens.danger}
        return colours.get(state, tokens.ink3)
