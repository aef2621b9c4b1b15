"""A row of a picker: mark, icon or dot, text, hint."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing.ui.models.choices import CHOICE_ROLE, Choice
from briefing.ui.theme import ICON_SIZE, Theme

Index = QModelIndex | QPersistentModelIndex


class ChoiceRow(QStyledItemDelegate):
    """Paints the rows of a picker."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.sans(13)
        self._small = theme.sans(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, round(QFontMetricsF(self._font).height() + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice | None = index.data(CHOICE_ROLE)
        if choice is None:
            return
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(6, 1, -6, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setBrush(tokens.tint_strong if selected else tokens.sunken)
            painter.drawRoundedRect(box, 6, 6)
        left = box.left() + 10
        if choice.checked is not None:
            self._paint_mark(painter, QRectF(left, box.center().y() - 7, 14, 14), choice)
            left += 24
        if choice.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(choice.colour))
            painter.drawEllipse(QRectF(left + 2, box.center().y() - 4.5, 9, 9))
            left += 20
        elif choice.icon:
            icon = self._theme.icon(choice.icon)
            icon.paint(painter, round(left), round(box.center().y() - ICON_SIZE / 2), ICON_SIZE, ICON_SIZE)
        if choice.checked is None and not choice.colour:
            left += ICON_SIZE + 10
        self._paint_words(painter, QRectF(left, box.top(), box.right() - left - 10, box.height()), choice)
        painter.restore()

    def _paint_mark(self, painter: QPainter, box: QRectF, choice: Choice) -> None:
        tokens = self._theme.tokens
        on = bool(choice.checked)
        painter.setPen(QPen(tokens.accent if on or choice.partly else tokens.ink3, 1.2))
        painter.setBrush(tokens.accent if on or choice.partly else tokens.surface)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(tokens.on_accent, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if choice.partly:
            painter.drawLine(QPointF(box.left() + 4, box.center().y()), QPointF(box.right() - 4, box.center().y()))
        elif on:
            middle = QPointF(box.left() + 6, box.bottom() - 4)
            painter.drawLine(QPointF(box.left() + 3.4, box.center().y() + 0.4), middle)
            painter.drawLine(middle, QPointF(box.right() - 3, box.top() + 4))

    def _paint_words(self, painter: QPainter, box: QRectF, choice: Choice) -> None:
        tokens = self._theme.tokens
        hint = QFontMetricsF(self._small).horizontalAdvance(choice.hint) if choice.hint else 0.0
        painter.setFont(self._small)
        painter.setPen(tokens.ink3)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), choice.hint)
        room = box.width() - (hint + 16 if hint else 0)
        painter.setFont(self._font)
        painter.setPen(tokens.ink)
        text = QFontMetricsF(self._font).elidedText(choice.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
