"""A row of the list of highlights: the mark of its meaning, the quote, the note, and when it stands elsewhere."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing.domain.annotations import Highlight, Meaning
from briefing.ui.delegates.highlight_marks import underline
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.highlights import HIGHLIGHT_ROLE, ORPHAN_ROLE
from briefing.ui.theme import Theme, Tokens

QUOTE_LINES = 3
NOTE_LINES = 4
INDENT = 34
PAD = 8
RIGHT = 12
KEPT_LAYOUTS = 300
LABEL = 17
"""Pixels of a line of tags, and of the one that says that a highlight stands in an older text."""

Index = QModelIndex | QPersistentModelIndex


class HighlightRowDelegate(QStyledItemDelegate):
    """Paints highlights. Layouts are kept by quote, note and width."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = 300
        self._kept: OrderedDict[tuple[str, str, int], tuple[TextLines, TextLines | None]] = OrderedDict()
        theme.changed.connect(self._kept.clear)

    def set_width(self, width: int) -> None:
        """The width of the list: rows are as high as their text needs."""
        self._width = width

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        quote, note = self._lines(index.data(HIGHLIGHT_ROLE), self._width)
        height = quote.height + (note.height + 4 if note else 0) + 2 * PAD
        labels = bool(index.data(ORPHAN_ROLE)) + bool(index.data(HIGHLIGHT_ROLE).tags)
        return QSize(self._width, round(height) + LABEL * labels)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        highlight: Highlight = index.data(HIGHLIGHT_ROLE)
        tokens = self._theme.tokens
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, tokens.tint)
            painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), tokens.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, tokens.sunken)
        paint_swatch(painter, highlight.meaning, QPointF(box.left() + 10, box.top() + PAD + 2), tokens)
        quote, note = self._lines(highlight, option.rect.width())
        orphan, top = bool(index.data(ORPHAN_ROLE)), box.top() + PAD
        if orphan:
            self._label(painter, box, top - 2, self.tr("In an older text"), tokens.warning)
            top += LABEL
        quote.paint(painter, box.left() + INDENT, top, tokens.ink3 if orphan else tokens.ink)
        if note:
            top += quote.height + 4
            painter.setPen(QPen(tokens.rule if not selected else tokens.ink3, 2))
            painter.drawLine(
                QPointF(box.left() + INDENT + 1, top + 2), QPointF(box.left() + INDENT + 1, top + note.height)
            )
            note.paint(painter, box.left() + INDENT + 10, top, tokens.ink2)
        if highlight.tags:
            self._label(painter, box, box.bottom() - PAD - LABEL + 3, "  ·  ".join(highlight.tags), tokens.ink3)
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def _label(self, painter: QPainter, box: QRectF, top: float, words: str, colour: QColor) -> None:
        """One small line; what there is no room for is left out."""
        painter.setFont(self._theme.sans(11))
        painter.setPen(colour)
        line = QRectF(box.left() + INDENT, top, box.width() - INDENT - RIGHT, LABEL)
        short = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, short)

    def _lines(self, highlight: Highlight, width: int) -> tuple[TextLines, TextLines | None]:
        key = (highlight.quote, highlight.note, width)
        if key not in self._kept:
            room = max(60, width - INDENT - RIGHT)
            quote = TextLines(_short(highlight.quote), self._theme.serif(14), room, QUOTE_LINES, leading=1.32)
            note = None
            if highlight.note:
                note = TextLines(_short(highlight.note), self._theme.sans(12), room - 10, NOTE_LINES, leading=1.4)
            self._kept[key] = (quote, note)
            if len(self._kept) > KEPT_LAYOUTS:
                self._kept.popitem(last=False)
        return self._kept[key]


def paint_swatch(painter: QPainter, meaning: Meaning, at: QPointF, tokens: Tokens) -> None:
    """The colour and the pattern of a meaning as a small square, 14 pixels wide."""
    box = QRectF(at.x(), at.y(), 14, 14)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.meanings[meaning])
    painter.drawRoundedRect(box, 3, 3)
    mark = tokens.marks[meaning]
    if meaning is Meaning.QUOTE:
        painter.setBrush(mark)
        painter.drawRoundedRect(QRectF(box.left(), box.top(), 3, box.height()), 1.5, 1.5)
    elif meaning is Meaning.FACT:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(mark, 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    else:
        underline(painter, meaning, mark, QPointF(box.left() + 3, box.bottom() - 3), 8)


def _short(text: str) -> str:
    """Enough of a long text for the lines that are shown, on one line."""
    return " ".join(text[:600].split())
