"""A row of the sidebar: icon or tag dot, name, count; headings in small capitals."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing.ui.models.sidebar import ENTRY_ROLE, Entry
from briefing.ui.theme import ICON_SIZE, Theme

Index = QModelIndex | QPersistentModelIndex
INSET = 8
"""Pixels between the pane's edge and a row's background."""


class SidebarRow(QStyledItemDelegate):
    """Paints the rows. The row that is shown in the window is selected; the one dropped on gets a ring."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._take_fonts()
        theme.changed.connect(self._take_fonts)

    def _take_fonts(self) -> None:
        self._font = self._theme.sans(13)
        self._strong = self._theme.sans(13, QFont.Weight.DemiBold)
        self._count = self._theme.sans(12)
        self._label = self._theme.sans(11, QFont.Weight.DemiBold)
        self._label.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        self._label.setCapitalization(QFont.Capitalization.AllUppercase)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry | None = index.data(ENTRY_ROLE)
        line = QFontMetricsF(self._font).height()
        return QSize(80, round(line + (26 if entry is not None and entry.heading else 12)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry | None = index.data(ENTRY_ROLE)
        if entry is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if entry.heading:
            painter.setFont(self._label)
            painter.setPen(self._theme.tokens.ink3)
            words = rect.adjusted(INSET + 10, 0, -INSET, -6)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), entry.text)
        else:
            self._paint_row(painter, option, rect.adjusted(INSET, 1, -INSET, -1), entry)
        painter.restore()

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, entry: Entry) -> None:
        tokens = self._theme.tokens
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = selected and option.widget is not None and option.widget.hasFocus()
        painter.setPen(Qt.PenStyle.NoPen)
        if selected:
            painter.setBrush(tokens.tint_strong if focused else tokens.tint)
            painter.drawRoundedRect(box, 6, 6)
            painter.setBrush(tokens.accent)
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 6, 2, box.height() - 12), 1, 1)
        elif option.state & QStyle.StateFlag.State_MouseOver and not entry.hint:
            painter.setBrush(tokens.rule)
            painter.drawRoundedRect(box, 6, 6)
        right = self._paint_count(painter, box, entry)
        words = QRectF(box.left() + 36, box.top(), right - box.left() - 40, box.height())
        if entry.hint:
            words.setLeft(box.left() + 10)
        else:
            self._paint_symbol(painter, box, entry, selected)
        font = self._strong if selected else self._font
        painter.setFont(font)
        painter.setPen(tokens.ink3 if entry.hint else tokens.ink if selected else tokens.ink2)
        text = QFontMetricsF(font).elidedText(entry.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        if option.widget is not None and option.widget.property("dropRow") == option.index.row():
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_symbol(self, painter: QPainter, box: QRectF, entry: Entry, selected: bool) -> None:
        left, middle = box.left() + 10, box.center().y()
        if entry.tag is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(entry.tag.colour))
            painter.drawEllipse(QRectF(left + 3.5, middle - 4.5, 9, 9))
            return
        tokens = self._theme.tokens
        icon = self._theme.icon(entry.icon, tokens.accent if selected else None)
        icon.paint(painter, round(left), round(middle - ICON_SIZE / 2), ICON_SIZE, ICON_SIZE)

    def _paint_count(self, painter: QPainter, box: QRectF, entry: Entry) -> float:
        """Paint the count at the right; gives where it begins."""
        if not entry.count:
            return box.right() - 8
        painter.setFont(self._count)
        painter.setPen(self._theme.tokens.ink3)
        text = QLocale().toString(entry.count)
        words = box.adjusted(0, 0, -10, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)
        return words.right() - QFontMetricsF(self._count).horizontalAdvance(text) - 6
