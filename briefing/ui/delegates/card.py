"""What the cards of every long list have in common: one height, a ground that says its state, layouts that are kept."""

from __future__ import annotations

from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QDate, QLocale, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing.ui.models.paged import ROW_ROLE
from briefing.ui.theme import Theme

PAD_X, PAD_Y, GAP = 16, 12, 4
KEPT_LAYOUTS = 400
"""As many layouts as some screens of cards need; the ones not painted for the longest time go first."""

Index = QModelIndex | QPersistentModelIndex
Layout = TypeVar("Layout")


class Card(QStyledItemDelegate):
    """Paints the ground of a row and leaves what stands on it to `paint_row`."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self.take_fonts()
        theme.changed.connect(self._begin_anew)

    @abstractmethod
    def take_fonts(self) -> None:
        """Take the fonts of the card from the theme; called again when the theme changes."""

    @property
    @abstractmethod
    def height(self) -> int:
        """The height of every card in pixels."""

    @abstractmethod
    def paint_row(self, painter: QPainter, area: QRectF, row: Any) -> None:
        """Paint a row of the model into the area within the card's padding."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option, self._theme)
        self.paint_row(painter, QRectF(option.rect).adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y), row)
        painter.restore()

    def kept(self, key: tuple[Any, ...], make: Callable[[], Layout]) -> Layout:
        """What was laid out under `key`, made now if it is not there; the key names all that the layout depends on."""
        if key in self._kept:
            self._kept.move_to_end(key)
        else:
            self._kept[key] = make()
            if len(self._kept) > KEPT_LAYOUTS:
                self._kept.popitem(last=False)
        layout: Layout = self._kept[key]
        return layout

    def _begin_anew(self) -> None:
        self._kept.clear()
        self.take_fonts()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Selected, under the mouse, with the focus; and the hairline below."""
    tokens, rect, state = theme.tokens, QRectF(option.rect), option.state
    if state & QStyle.StateFlag.State_Selected:
        # With several rows selected only the current one has the focus, but all of them are in the view that has it.
        active = option.widget is not None and option.widget.hasFocus()
        painter.fillRect(rect, tokens.tint_strong if active else tokens.tint)
        painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), tokens.accent)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, tokens.sunken)
    painter.fillRect(QRectF(rect.left() + PAD_X, rect.bottom() - 1, rect.width() - 2 * PAD_X, 1), tokens.rule)
    if state & QStyle.StateFlag.State_HasFocus and not state & QStyle.StateFlag.State_Selected:
        painter.setPen(QPen(tokens.accent, 2))
        painter.drawRoundedRect(rect.adjusted(2, 2, -2, -3), 4, 4)


def short_date(published: str) -> str:
    """An ISO 8601 date as a person writes it, without the year in this one; "" when it is none."""
    day = QDate.fromString(published[:10], Qt.DateFormat.ISODate)
    if not day.isValid():
        return published[:7] if len(published) in (4, 7) else ""
    form = "d MMM" if day.year() == date.today().year else "d MMM yyyy"  # noqa: DTZ011
    return QLocale().toString(day, form)
