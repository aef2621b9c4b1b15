"""An article on sheets of paper: the same page as in the window, cut into sheets, each with a foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextBlock, QTextCursor, QTextFormat

from briefing.ui.article_document import GUTTER, ArticleDocument
from briefing.ui.delegates.highlight_marks import Mark, paint_patterns, stretches
from briefing.ui.delegates.page_ornaments import paint_ornaments
from briefing.ui.page_formats import Look
from briefing.ui.theme.tokens import light

DOTS = 96
"""Pixels of a document in an inch of paper. Letters are sized in pixels, so a printer has to scale the page."""
SIDE, TOP, BOTTOM = 30.0, 22.0, 26.0
"""Millimetres around the text of a sheet: on A4 they leave a line of some 85 letters."""
SHARES = 0.15, 0.08, 0.1
"""The same, as shares of the width and the height of the sheet, for small paper; the smaller of the two holds."""


def text_area(paper: QSizeF) -> QRectF:
    """Where the text stands on a sheet of `paper`, both in pixels of the document."""
    millimetre = DOTS / 25.4
    side = min(SIDE * millimetre, SHARES[0] * paper.width())
    top, bottom = (
        min(distance * millimetre, share * paper.height())
        for distance, share in zip((TOP, BOTTOM), SHARES[1:], strict=True)
    )
    return QRectF(side, top, paper.width() - 2 * side, paper.height() - top - bottom)


class Sheets:
    """Lays a document out for sheets of one size and draws them one by one.

    Args:
        quotes: the highlights that have a bar beside the text; all other marks are in the formats of the document.
        paper: the size of a sheet in pixels of the document, see `DOTS`.
    """

    def __init__(self, page: ArticleDocument, quotes: Sequence[Mark], look: Look, title: str, paper: QSizeF) -> None:
        self._page, self._look, self._title = page, look, title
        self._paper, self._text = paper, text_area(paper)
        document = page.document
        document.setUseDesignMetrics(True)
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(0)
        frame.setBottomMargin(0)
        document.rootFrame().setFrameFormat(frame)
        document.setPageSize(QSizeF(self._text.width() + 2 * GUTTER, self._text.height()))
        self._keep_headings()
        self._bars = [(mark, [line for span in mark.spans for line in stretches(document, *span)]) for mark in quotes]

    @property
    def count(self) -> int:
        """How many sheets the article takes."""
        return self._page.document.pageCount()

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw sheet `number`, from 0, with the corner of the paper at the painter's origin."""
        document, height = self._page.document, self._text.height()
        # One pixel less than the sheet: a picture at the top of the next one would leave a hair of itself at this foot.
        band = QRectF(0, number * height, self._text.width() + 2 * GUTTER, height - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._text.left() - GUTTER, self._text.top() - band.top())
        painter.setClipRect(band)
        hit, fuzzy = document.documentLayout().hitTest, Qt.HitTestAccuracy.FuzzyHit
        shown = max(0, hit(band.topLeft(), fuzzy)), max(0, hit(band.bottomRight(), fuzzy))
        tokens, nowhere = light(), QPointF(0, 0)
        paint_ornaments(painter, self._page, shown, tokens, nowhere)
        here = [(mark, [line for line in lines if band.intersects(line.box)]) for mark, lines in self._bars]
        paint_patterns(painter, here, tokens, nowhere)
        document.drawContents(painter, band)
        painter.restore()
        self._draw_foot(painter, number)

    def _draw_foot(self, painter: QPainter, number: int) -> None:
        """The title at the left and the number of the sheet at the right, below the text."""
        line = QRectF(self._text.left(), self._text.bottom(), self._text.width(), self._paper.height())
        line.setHeight((self._paper.height() - self._text.bottom()) * 0.75)
        painter.setFont(self._look.interface)
        painter.setPen(self._look.ink3)
        metrics = QFontMetricsF(self._look.interface)
        place = f"{number + 1} / {self.count}"
        room = line.width() - metrics.horizontalAdvance(place) - 2 * metrics.averageCharWidth()
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignRight, place)
        title = metrics.elidedText(" ".join(self._title.split()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignLeft, title)

    def _keep_headings(self) -> None:
        """Begin a new sheet before a heading that would stand alone at the foot of one."""
        block = self._page.document.begin()
        while block.isValid():
            following = block.next()
            form = block.blockFormat()
            if form.headingLevel() and following.isValid() and self._sheet_of(block) < self._sheet_of(following):
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(form)
            block = following

    def _sheet_of(self, block: QTextBlock) -> int:
        """The number of the sheet that the first line of a block stands on."""
        top = self._page.document.documentLayout().blockBoundingRect(block).top()
        line = block.layout().lineAt(0).y() if block.layout().lineCount() else 0.0
        return int((top + line) // self._text.height())
