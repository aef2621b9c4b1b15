"""A tag in the dialog of tags: a dot in its colour before its name."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROOM = 26


class TagRow(QStyledItemDelegate):
    """Paints the dot; the name is edited beside it."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + (ROOM if index.column() == 0 else 8), size.height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() == 0:
            whole = QRect(option.rect)
            option.rect = whole.adjusted(ROOM, 0, 0, 0)
            super().paint(painter, option, index)
            option.rect = whole
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(str(index.data(Qt.ItemDataRole.UserRole))))
            painter.drawEllipse(QRectF(whole.left() + 10, whole.center().y() - 4, 9, 9))
            painter.restore()
        else:
            super().paint(painter, option, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(ROOM, 0, 0, 0))
