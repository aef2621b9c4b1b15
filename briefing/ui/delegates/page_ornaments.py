"""What stands on a page beside the letters: the line of a quotation, the ground of code, bullets, short rules."""

from __future__ import annotations

import bisect

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextCursor

from briefing.domain.text import BlockKind
from briefing.ui.article_document import GUTTER, ArticleDocument, Ornament
from briefing.ui.theme import Tokens

RULE_WIDTH = 72.0
CODE_PAD = 10.0
LABEL_GAP = 9.0


def paint_ornaments(
    painter: QPainter, shown: ArticleDocument, visible: tuple[int, int], tokens: Tokens, offset: QPointF
) -> None:
    """Draw the ornaments of the blocks between two document positions. Letters are painted over them."""
    layout = shown.document.documentLayout()
    right = shown.document.textWidth() - GUTTER
    begin = bisect.bisect_left(shown.ornaments, visible[0], key=lambda ornament: ornament.last)
    for ornament in shown.ornaments[begin:]:
        if ornament.first > visible[1]:
            return
        block = shown.document.findBlock(ornament.first)
        box = layout.blockBoundingRect(block)
        if ornament.kind is BlockKind.LIST_ITEM:
            _bullet(painter, ornament, block, box.topLeft() + offset, tokens)
            continue
        if ornament.kind is BlockKind.TABLE:
            _row(painter, ornament, block, QRectF(GUTTER, box.top(), right - GUTTER, 0).translated(offset), tokens)
            continue
        box = box.united(layout.blockBoundingRect(shown.document.findBlock(ornament.last)))
        box = QRectF(GUTTER, box.top(), right - GUTTER, box.height()).translated(offset)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.sunken if ornament.kind is BlockKind.CODE else tokens.rule)
        match ornament.kind:
            case BlockKind.CODE:
                painter.drawRoundedRect(box.adjusted(0, -CODE_PAD, 0, CODE_PAD), 6, 6)
            case BlockKind.RULE:
                painter.drawRect(QRectF(box.center().x() - RULE_WIDTH / 2, round(box.center().y()), RULE_WIDTH, 1.0))
            case BlockKind.QUOTE:
                backwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
                x = box.right() - 3 if backwards else box.left()
                painter.drawRoundedRect(QRectF(x, box.top() + 2, 3.0, box.height() - 2), 1.5, 1.5)


def _row(painter: QPainter, ornament: Ornament, block: QTextBlock, line: QRectF, tokens: Tokens) -> None:
    """The hairline above a row of a table, and below the last one."""
    table = QTextCursor(block).currentTable()
    form = table.format().toTableFormat()
    painter.setPen(Qt.PenStyle.NoPen)
    if ornament.label != "none":
        painter.setBrush(tokens.ink3 if ornament.label == "head" else tokens.rule)
        painter.drawRect(QRectF(line.left(), round(line.top() - form.cellPadding()), line.width(), 1.0))
    if ornament.level == table.rows() - 1:
        # Not by frameBoundingRect, which lays the whole document out first.
        layout = block.document().documentLayout()
        top, bottom = layout.blockBoundingRect(block).top(), 0.0
        while block.isValid() and block.position() <= ornament.last:
            bottom = max(bottom, layout.blockBoundingRect(block).bottom())
            block = block.next()
        painter.setBrush(tokens.rule)
        y = round(line.top() + bottom - top + form.cellPadding())
        painter.drawRect(QRectF(line.left(), y, line.width(), 1.0))


def _bullet(painter: QPainter, ornament: Ornament, block: QTextBlock, origin: QPointF, tokens: Tokens) -> None:
    """The sign of a list item: its number, or a dot, ring or dash by depth, before its first line."""
    if not block.layout().lineCount():
        return
    line = block.layout().lineAt(0)
    backwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
    edge = line.x() + line.width() if backwards else line.x()
    font = block.charFormat().font()
    height, baseline = font.pixelSize(), origin.y() + line.y() + line.ascent()
    painter.setPen(QPen(tokens.ink2, 1.2))
    if ornament.label:
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(ornament.label)
        x = origin.x() + (edge + LABEL_GAP if backwards else edge - LABEL_GAP - width)
        painter.drawText(QPointF(x, baseline), ornament.label)
        return
    x = origin.x() + (edge + LABEL_GAP + 3 if backwards else edge - LABEL_GAP - 3)
    centre, radius = QPointF(x, baseline - 0.27 * height), 0.145 * height
    match (ornament.level - 1) % 3:
        case 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.ink2)
            painter.drawEllipse(centre, radius, radius)
        case 1:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, radius, radius)
        case _:
            painter.drawLine(centre - QPointF(radius * 1.4, 0), centre + QPointF(radius * 1.4, 0))
