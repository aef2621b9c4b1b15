"""A takeaway in a list of all articles: what it says, who acts by when or how likely it is, and where it stands."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from briefing.domain.marked_text import readable
from briefing.domain.review import PlacedTakeaway
from briefing.ui.delegates.article_card import GAP, KEPT_LAYOUTS, PAD_X, PAD_Y
from briefing.ui.delegates.passage_card import paint_state
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.paged import ROW_ROLE
from briefing.ui.theme import Theme

TEXT_LINES = 3

Index = QModelIndex | QPersistentModelIndex


class TaskCard(QStyledItemDelegate):
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
        super().__init__(parent)
        self._theme, self._head, self._foot = theme, head, foot
        self._kept: OrderedDict[tuple[Any, ...], TextLines] = OrderedDict()
        self._take_fonts()
        theme.changed.connect(self._take_fonts)

    def _take_fonts(self) -> None:
        self._kept.clear()
        self._text, self._small = self._theme.serif(15), self._theme.sans(11.5)
        self._label = self._theme.sans(11.5, QFont.Weight.DemiBold)
        self._line = QFontMetricsF(self._small).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = TEXT_LINES * round(self._text.pixelSize() * 1.3)
        return QSize(200, round(2 * PAD_Y + 2 * self._line + 2 * GAP + text + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PlacedTakeaway | None = index.data(ROW_ROLE)
        if row is None:
            return
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_state(painter, option, self._theme)
        area = QRectF(option.rect).adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y)
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
        painter.restore()

    def _words(self, painter: QPainter, box: QRectF, words: str) -> None:
        short = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), short)

    def _lines(self, text: str, width: float) -> TextLines:
        key = (text, round(width))
        if key not in self._kept:
            self._kept[key] = TextLines(text[:600], self._text, width, TEXT_LINES, leading=1.3)
            if len(self._kept) > KEPT_LAYOUTS:
                self._kept.popitem(last=False)
        return self._kept[key]
