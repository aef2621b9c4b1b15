"""A card of the article list: title, excerpt, where it comes from, its tags and what was written on it."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from functools import cache
from typing import Any

from PySide6.QtCore import QDate, QLocale, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing.domain.articles import ArticleSummary, Outcome, Tag
from briefing.domain.text import reading_minutes
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.article_list import ROW_ROLE, Row, outcome_label
from briefing.ui.theme import Theme, blend, readable

LINES = 3
"""Lines of title and excerpt together."""

PAD_X, PAD_Y, GAP = 16, 12, 4
KEPT_LAYOUTS = 400
ICON = 14

Index = QModelIndex | QPersistentModelIndex


class ArticleCard(QStyledItemDelegate):
    """Paints cards of one height. Layouts are kept by article, width and colours."""

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
        pitch = round(self._title.pixelSize() * 1.25)
        return round(2 * PAD_Y + self._line + GAP + 2 * pitch + self._body.pixelSize() * 1.4 + GAP + self._line + 6)

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
        self._paint_source(painter, area, row.article)
        bottom = area.bottom() - self._line - 4
        footed = self._paint_foot(painter, QRectF(area.left(), bottom, area.width(), self._line + 4), row.article)
        self._paint_text(painter, area, row, footed)
        painter.restore()

    def _paint_state(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens, rect, state = self._theme.tokens, QRectF(option.rect), option.state
        if state & QStyle.StateFlag.State_Selected:
            active = bool(state & QStyle.StateFlag.State_HasFocus) or _has_focus(option.widget)
            painter.fillRect(rect, tokens.tint_strong if active else tokens.tint)
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), tokens.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.sunken)
        painter.fillRect(QRectF(rect.left() + PAD_X, rect.bottom() - 1, rect.width() - 2 * PAD_X, 1), tokens.rule)
        if state & QStyle.StateFlag.State_HasFocus and not state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -3), 4, 4)

    def _paint_source(self, painter: QPainter, area: QRectF, article: ArticleSummary) -> None:
        tokens = self._theme.tokens
        right = area.right()
        if article.starred:
            self._paint_icon(painter, "star-fill", tokens.warning, right - 14, area.top() + self._line / 2)
            right -= 20
        facts = " · ".join(
            part
            for part in (
                short_date(article.published)
                or self.tr("added %1").replace("%1", short_date(article.added_at.astimezone().date().isoformat())),
                self.tr("%1 min").replace("%1", str(reading_minutes(article.word_count))),
            )
            if part
        )
        small = QFontMetricsF(self._small)
        room = right - area.left() - small.horizontalAdvance(facts) - 8
        outlet = QFontMetricsF(self._label).elidedText(article.outlet, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._label)
        painter.setPen(tokens.ink2)
        line = QRectF(area.left(), area.top(), right - area.left(), self._line)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(line, int(middle), outlet)
        shift = QFontMetricsF(self._label).horizontalAdvance(outlet)
        painter.setFont(self._small)
        painter.setPen(tokens.ink3)
        painter.drawText(line.adjusted(shift, 0, 0, 0), int(middle), (" · " if outlet else "") + facts)

    def _paint_text(self, painter: QPainter, area: QRectF, row: Row, footed: bool) -> None:
        tokens = self._theme.tokens
        title, body = self._layouts(row, area.width(), footed)
        y = area.top() + self._line + GAP
        title.paint(painter, area.left(), y, tokens.ink)
        if body is not None:
            body.paint(painter, area.left(), y + title.height + GAP, tokens.ink2)

    def _layouts(self, row: Row, width: float, footed: bool) -> tuple[TextLines, TextLines | None]:
        key = (row.article.id, row.article.title, row.article.excerpt, row.hit, round(width), footed)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._theme.tokens.found
        hit, article = row.hit, row.article
        in_title = hit is not None and hit.where == "title" and hit.snippet == article.title
        marks = hit.spans if hit is not None else ()
        title = TextLines(
            article.title, self._title, width, 2, leading=1.25, marks=marks if in_title else (), mark_colour=found
        )
        lines = LINES - title.count + (0 if footed else 1)
        text = hit.snippet if hit is not None and hit.snippet and not in_title else article.excerpt
        body = None
        if text and lines > 0:
            marks = () if text is article.excerpt else marks
            body = TextLines(text, self._body, width, lines, leading=1.4, marks=marks, mark_colour=found)
        self._kept[key] = (title, body)
        if len(self._kept) > KEPT_LAYOUTS:
            self._kept.popitem(last=False)
        return title, body

    def _paint_foot(self, painter: QPainter, line: QRectF, article: ArticleSummary) -> bool:
        """Tags at the left, counts at the right; false when there is nothing to paint."""
        right = line.right()
        painter.setFont(self._small)
        for count, icon in (
            (article.briefings, "notebook"),
            (article.takeaways, "lightbulb"),
            (article.highlights, "quotes"),
        ):
            if count:
                right = self._paint_count(painter, line, right, count, icon)
        left = line.left()
        if article.outcome is not Outcome.FULL:
            left = self._paint_badge(painter, line, left, outcome_label(article.outcome))
        hidden = 0
        for tag in article.tags:
            width = chip_width(tag.name, self._small)
            if hidden or left + width > right - 26:
                hidden += 1
                continue
            paint_chip(painter, QRectF(left, line.top(), width, line.height()), tag, self._small, self._theme)
            left += width + 6
        if hidden:
            painter.setPen(self._theme.tokens.ink3)
            painter.drawText(
                QRectF(left, line.top(), 40, line.height()), int(Qt.AlignmentFlag.AlignVCenter), f"+{hidden}"
            )
        return left > line.left() or right < line.right() or bool(hidden)

    def _paint_count(self, painter: QPainter, line: QRectF, right: float, count: int, icon: str) -> float:
        metrics = QFontMetricsF(self._small)
        width = metrics.horizontalAdvance(str(count))
        painter.setPen(self._theme.tokens.ink3)
        painter.drawText(
            QRectF(right - width, line.top(), width, line.height()), int(Qt.AlignmentFlag.AlignVCenter), str(count)
        )
        self._paint_icon(painter, icon, self._theme.tokens.ink3, right - width - ICON - 3, line.center().y())
        return right - width - ICON - 11

    def _paint_icon(self, painter: QPainter, name: str, colour: QColor, left: float, middle: float) -> None:
        pixels = self._theme.pixmap(name, colour, ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(round(left), round(middle - ICON / 2)), pixels)

    def _paint_badge(self, painter: QPainter, line: QRectF, left: float, text: str) -> float:
        tokens = self._theme.tokens
        width = QFontMetricsF(self._small).horizontalAdvance(text) + 14
        box = QRectF(left, line.top(), width, line.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(blend(tokens.warning, tokens.paper, 0.5), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(tokens.warning)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        return left + width + 6


def short_date(published: str) -> str:
    """An ISO 8601 date as a person writes it, without the year in this one; "" when it is none."""
    day = QDate.fromString(published[:10], Qt.DateFormat.ISODate)
    if not day.isValid():
        return published[:7] if len(published) in (4, 7) else ""
    form = "d MMM" if day.year() == date.today().year else "d MMM yyyy"  # noqa: DTZ011
    return QLocale().toString(day, form)


def chip_width(name: str, font: QFont) -> float:
    """The width of a tag's chip; long names are cut."""
    return min(QFontMetricsF(font).horizontalAdvance(name), 130.0) + 23


def paint_chip(painter: QPainter, box: QRectF, tag: Tag, font: QFont, theme: Theme) -> None:
    """A tag as a pill: a dot in its colour and its name, on a breath of that colour."""
    tokens = theme.tokens
    colour = QColor(tag.colour)
    ground, ink = _chip_colours(tag.colour, tokens.surface.name())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(box.left() + 7, box.center().y() - 3, 6, 6))
    painter.setFont(font)
    painter.setPen(ink)
    words = box.adjusted(17, 0, -5, 0)
    name = QFontMetricsF(font).elidedText(tag.name, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)


@cache
def _chip_colours(colour: str, surface: str) -> tuple[QColor, QColor]:
    """The ground and the letters of a chip."""
    ground = blend(QColor(colour), QColor(surface), 0.12)
    return ground, readable(QColor(colour), ground)


def _has_focus(widget: QWidget | None) -> bool:
    return widget is not None and widget.hasFocus()
