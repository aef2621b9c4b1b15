"""A card of the article list: title, excerpt, where it comes from, its tags and what was written on it."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from briefing.domain.articles import ArticleSummary, Outcome, Tag
from briefing.domain.text import reading_minutes
from briefing.ui.delegates.card import GAP, PAD_Y, Card, short_date
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.models.article_list import Row, outcome_label
from briefing.ui.models.wording import dated
from briefing.ui.theme import Theme, blend, readable

LINES = 3
"""Lines of title and excerpt together."""

ICON = 14


class ArticleCard(Card):
    """Paints cards of one height. Layouts are kept by article, width and colours."""

    def take_fonts(self) -> None:
        self._title = self._theme.serif(16, QFont.Weight.DemiBold)
        self._body = self._theme.sans(12.5)
        self._small = self._theme.sans(11.5)
        self._label = self._theme.sans(11, QFont.Weight.DemiBold)
        self._line = QFontMetricsF(self._small).height()

    @property
    def height(self) -> int:
        pitch = round(self._title.pixelSize() * 1.25)
        return round(2 * PAD_Y + self._line + GAP + 2 * pitch + self._body.pixelSize() * 1.4 + GAP + self._line + 6)

    def paint_row(self, painter: QPainter, area: QRectF, row: Row) -> None:
        self._paint_source(painter, area, row.article)
        bottom = area.bottom() - self._line - 4
        footed = self._paint_foot(painter, QRectF(area.left(), bottom, area.width(), self._line + 4), row.article)
        self._paint_text(painter, area, row, footed)

    def _paint_source(self, painter: QPainter, area: QRectF, article: ArticleSummary) -> None:
        tokens = self._theme.tokens
        right = area.right()
        if article.starred:
            self._paint_icon(painter, "star-fill", tokens.warning, right - 14, area.top() + self._line / 2)
            right -= 20
        facts = " · ".join(
            part
            for part in (
                dated(short_date(article.published), article.published_origin)
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
        key = (row.article.id, row.article.title, row.article.excerpt, row.hit, round(area.width()), footed)
        title, body = self.kept(key, lambda: self._lay_out(row, area.width(), footed))
        y = area.top() + self._line + GAP
        title.paint(painter, area.left(), y, tokens.ink)
        if body is not None:
            body.paint(painter, area.left(), y + title.height + GAP, tokens.ink2)

    def _lay_out(self, row: Row, width: float, footed: bool) -> tuple[TextLines, TextLines | None]:
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
