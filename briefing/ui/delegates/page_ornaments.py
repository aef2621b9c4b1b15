"""What stands on a page beside the letters: the line left of a quotation, and the short rule between two parts."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextDocument

from briefing.domain.text import BlockKind
from briefing.ui.article_document import ArticleDocument
from briefing.ui.theme import Tokens

QUOTE_GAP = 14.0
RULE_WIDTH = 72.0


def paint_ornaments(
    painter: QPainter, shown: ArticleDocument | None, visible: tuple[int, int], tokens: Tokens, offset: QPointF
) -> None:
    """Draw the ornaments of the blocks between two document positions."""
    if shown is None:
        return
    document: QTextDocument = shown.document
    layout = document.documentLayout()
    for kind, first, last in shown.ornaments:
        if last < visible[0] or first > visible[1]:
            continue
        box = layout.blockBoundingRect(document.findBlock(first))
        box = box.united(layout.blockBoundingRect(document.findBlock(last))).translated(offset)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.rule)
        if kind is BlockKind.RULE:
            painter.drawRect(QRectF(box.center().x() - RULE_WIDTH / 2, box.center().y(), RULE_WIDTH, 1.0))
            continue
        right = document.findBlock(first).textDirection() == Qt.LayoutDirection.RightToLeft
        x = box.right() + QUOTE_GAP - 3 if right else box.left() - QUOTE_GAP
        painter.drawRoundedRect(QRectF(x, box.top(), 3.0, box.height()), 1.5, 1.5)
