"""Painting of the outline: the mark of a level is a small picture of the room it takes on the page."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing.domain.briefings import Level
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.briefing_outline import ROW_ROLE
from briefing.ui.models.outline_rows import OutlineRow, RowKind
from briefing.ui.theme import Theme

_AnyIndex = QModelIndex | QPersistentModelIndex

_ELIDE = Qt.TextElideMode.ElideRight
LEFT, RIGHT, GAP, MARK = 12, 10, 3, 16
BAR = 2
TITLE_LINES = 2
CACHED = 2000
CHEVRON_ROOM = 26
"""Pixels at the left of a section row in which a click folds it."""


class OutlineRowDelegate(QStyledItemDelegate):
    """Paints the `OutlineRow` of an index; caches its wrapped titles by row, width and font."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles: dict[tuple[str, int, bool], TextLines] = {}
        theme.changed.connect(self._titles.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        row = index.data(ROW_ROLE)
        view = option.widget
        width = view.viewport().width() if hasattr(view, "viewport") else option.rect.width()
        if not isinstance(row, OutlineRow):
            return QSize(width, 0)
        if row.kind is RowKind.SECTION:
            return QSize(width, QFontMetrics(self._title_font(row)).height() + self._small().height() + 18)
        height = round(self._title(row, width - self._text_left(row) - RIGHT).height) + 14
        if row.detail or row.missing:
            height += self._small().height() + GAP
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, OutlineRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        if row.kind is RowKind.SECTION:
            self._paint_section(painter, option, row)
        else:
            self._paint_entry(painter, option, row)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("outline_editor")
        row = index.data(ROW_ROLE)
        name = self.tr("Headline") if row.kind is RowKind.ITEM else self.tr("Title of the section")
        editor.setAccessibleName(name)
        editor.setPlaceholderText(row.title)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        height = editor.sizeHint().height()
        left = option.rect.left() + self._text_left(row) - 8
        top = option.rect.top() + 3 + (7 if row.kind is RowKind.SECTION else 0)
        editor.setGeometry(QRect(left, top, option.rect.right() - left - 4, height))

    # Parts of a row

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens = self._theme.tokens
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, tokens.tint)
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), BAR, option.rect.height()), tokens.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, tokens.tint)
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -2), 4, 4)

    def _paint_section(self, painter: QPainter, option: QStyleOptionViewItem, row: OutlineRow) -> None:
        tokens = self._theme.tokens
        area = option.rect.adjusted(self._text_left(row), 0, -RIGHT, 0)
        painter.setPen(QPen(tokens.rule, 1))
        painter.drawLine(option.rect.left() + LEFT, option.rect.top(), option.rect.right() - RIGHT, option.rect.top())
        self._paint_chevron(painter, option)
        font = self._title_font(row)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(tokens.ink)
        title = QRect(area.left(), area.top() + 10, area.width(), metrics.height())
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(row.title, _ELIDE, title.width()))
        self._paint_detail(painter, row, QRect(area.left(), title.bottom() + 1, area.width(), self._small().height()))

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, row: OutlineRow) -> None:
        tokens = self._theme.tokens
        area = option.rect.adjusted(self._text_left(row), 7, -RIGHT, 0)
        title = self._title(row, area.width())
        title.paint(painter, area.left(), area.top(), tokens.ink2 if row.level is Level.HEADLINE else tokens.ink)
        middle = area.top() + title.height / title.count / 2
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_mark(painter, row, QPointF(area.left() - MARK - 8, middle), selected)
        if row.detail or row.missing:
            top = area.top() + round(title.height) + GAP - 1
            self._paint_detail(painter, row, QRect(area.left(), top, area.width(), self._small().height()))

    def _paint_detail(self, painter: QPainter, row: OutlineRow, place: QRect) -> None:
        tokens = self._theme.tokens
        metrics = self._small()
        painter.setFont(self._small_font())
        missing = row.missing
        room = place.width()
        if missing:
            gap = metrics.horizontalAdvance(" · ") if row.detail else 0
            room -= min(room, metrics.horizontalAdvance(missing) + gap)
        detail = metrics.elidedText(row.detail, _ELIDE, max(0, room))
        painter.setPen(tokens.ink3)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, detail + (" · " if detail and missing else ""))
        if missing:
            offset = metrics.horizontalAdvance(detail + " · ") if detail else 0
            painter.setPen(tokens.danger if row.withdrawn else tokens.warning)
            painter.drawText(
                place.adjusted(offset, 0, 0, 0),
                Qt.AlignmentFlag.AlignLeft,
                metrics.elidedText(missing, _ELIDE, place.width() - offset),
            )

    def _paint_chevron(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if not option.state & QStyle.StateFlag.State_Children:
            return
        painter.setPen(QPen(self._theme.tokens.ink3, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = option.rect.left() + LEFT + 4.0, option.rect.top() + 10 + QFontMetrics(option.font).height() / 2
        if option.state & QStyle.StateFlag.State_Open:
            points = [QPointF(x - 3.5, y - 1.5), QPointF(x, y + 2), QPointF(x + 3.5, y - 1.5)]
        else:
            points = [QPointF(x - 1.5, y - 3.5), QPointF(x + 2, y), QPointF(x - 1.5, y + 3.5)]
        painter.drawPolyline(points)

    def _paint_mark(self, painter: QPainter, row: OutlineRow, left_middle: QPointF, selected: bool) -> None:
        """A picture of the level: a block and two lines, a heading and a line, one thin line."""
        tokens = self._theme.tokens
        strong: QColor = tokens.accent if row.level is Level.TOP or selected else tokens.ink2
        x, y = left_middle.x(), left_middle.y()
        painter.setPen(Qt.PenStyle.NoPen)
        bars = {
            Level.TOP: ((-6, 6, MARK, strong), (2, 1.5, MARK, strong), (5, 1.5, MARK - 5, strong)),
            Level.BRIEF: ((-4, 3, MARK, tokens.ink2), (1, 1.5, MARK, tokens.ink3), (4, 1.5, MARK - 5, tokens.ink3)),
            Level.HEADLINE: ((-0.75, 1.5, MARK, tokens.ink3),),
            None: ((-6, 1.5, MARK, strong), (-2.5, 4, MARK, strong), (3.5, 1.5, MARK - 4, strong)),
        }[row.level]
        for top, height, width, colour in bars:
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(x, y + top, width, height), 0.75, 0.75)

    # Measures

    def _text_left(self, row: OutlineRow) -> int:
        return LEFT + 16 if row.kind is RowKind.SECTION else LEFT + MARK + 10 + (16 if row.kind is RowKind.ITEM else 0)

    def _title_font(self, row: OutlineRow) -> QFont:
        return self._theme.sans(13, QFont.Weight.DemiBold if _is_bold(row) else QFont.Weight.Normal)

    def _small_font(self) -> QFont:
        return self._theme.sans(11)

    def _small(self) -> QFontMetrics:
        return QFontMetrics(self._small_font())

    def _title(self, row: OutlineRow, width: int) -> TextLines:
        font = self._title_font(row)
        key = (row.title, width, _is_bold(row))
        if key not in self._titles:
            if len(self._titles) > CACHED:
                self._titles.clear()
            self._titles[key] = TextLines(row.title, font, max(20, width), TITLE_LINES)
        return self._titles[key]


def _is_bold(row: OutlineRow) -> bool:
    return row.kind is not RowKind.ITEM or row.level is Level.TOP
