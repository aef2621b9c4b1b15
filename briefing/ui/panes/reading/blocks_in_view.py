"""Which paragraphs of a document stand at a height, whether all of it is laid out by now or not.

Qt lays a document out bit by bit, and until it has come to a table, the table stands at the very top. That misleads
`hitTest` and `cursorForPosition`: in the space between two paragraphs they name the end of the document, and whoever
asks where that is has all of the document laid out, which takes half a second for a long one. `blockBoundingRect` of
a paragraph lays out no more than what stands above it, so the paragraphs are asked.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable


def blocks_between(document: QTextDocument, top: float, bottom: float, near: int = 0) -> tuple[QTextBlock, QTextBlock]:
    """The first and the last of the blocks that stand between two heights, in document coordinates.

    Args:
        near: the number of a block that may stand not far from there; what lies far below it is not laid out.
    """
    layout = document.documentLayout()
    first = last = _beginning(_block_at(document, top, near))
    while (after := last.next()).isValid() and layout.blockBoundingRect(after).top() <= bottom:
        last = after
    return first, last


def _block_at(document: QTextDocument, height: float, near: int) -> QTextBlock:
    """The last block that begins at or above a height. Cells of one row count as one, whatever they hold."""
    layout, end = document.documentLayout(), document.blockCount()

    def is_above(number: int) -> bool:
        return layout.blockBoundingRect(document.findBlockByNumber(number)).top() <= height

    low, step = min(near, end - 1), 1
    while low > 0 and not is_above(low):
        low, step = max(0, low - step), step * 2
    high, step = low + 1, 1
    while high < end and is_above(high):
        low, high, step = high, min(end, high + step), step * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_above(middle) else (low, middle)
    return document.findBlockByNumber(low)


def _beginning(block: QTextBlock) -> QTextBlock:
    """The first block of the row of a table that a block stands in; elsewhere the block itself."""
    table = cast("QTextTable | None", QTextCursor(block).currentTable())  # None outside a table, whatever its type says
    if table is None:
        return block
    row = table.cellAt(block.position()).row()
    return table.cellAt(row, 0).firstCursorPosition().block()
