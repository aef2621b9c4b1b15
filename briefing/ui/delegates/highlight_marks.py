"""Painting of highlights into a page of text: a fill below the letters, and a pattern of its own per meaning.

A fact is the plain fill, a number has a dotted underline, a quote a bar in the margin, a risk a wavy underline and a
question a dashed one: who cannot tell the colours apart reads the patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
    QTextBlock,
    QTextDocument,
    QTextLine,
)

from briefing.domain.annotations import HighlightId, Meaning
from briefing.ui.article_document import GUTTER
from briefing.ui.theme import Tokens

RADIUS = 3.0
TILE_HEIGHT = 6
BAR_WIDTH = 3.0
BAR_GAP = 10.0
CELL_BAR_GAP = 5.0
"""Pixels between the bar of a quote and the column of text, on the page and in a cell of a table."""
_PATTERNS = {Meaning.NUMBER: 4, Meaning.QUESTION: 8, Meaning.RISK: 6}
"""The meanings that have an underline, and the pixels after which its pattern begins anew."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight as a page shows it; `spans` are pairs of document positions, one for each block or cell.

    Attributes:
        frame: the first and the last position of a clipped picture or table, None for a passage of text.
    """

    id: HighlightId
    meaning: Meaning
    spans: tuple[tuple[int, int], ...]
    noted: bool = False
    frame: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a passage on one line: the box around its letters, the base line, the place of a bar."""

    box: QRectF
    baseline: float
    bar: float


def stretches(document: QTextDocument, first: int, last: int, *, lowest: float = float("inf")) -> Iterator[Stretch]:
    """The lines that the text from position `first` to `last` runs over, in document coordinates.

    Args:
        lowest: do not go below this height: nobody sees it.
    """
    block = document.findBlock(first)
    while block.isValid() and block.position() < last:
        origin = document.documentLayout().blockBoundingRect(block).topLeft()
        if origin.y() > lowest:
            return
        end = min(last - block.position(), block.length() - 1)
        yield from _of_block(block, origin, max(0, first - block.position()), end)
        block = block.next()


def paint_fills(
    painter: QPainter, shapes: Iterable[tuple[Mark, Sequence[Stretch]]], tokens: Tokens, offset: QPointF
) -> None:
    """Fill below the letters; where highlights overlap, both colours stay to be seen."""
    mode = QPainter.CompositionMode
    painter.setCompositionMode(mode.CompositionMode_Lighten if tokens.dark else mode.CompositionMode_Multiply)
    painter.setPen(Qt.PenStyle.NoPen)
    for mark, lines in shapes:
        painter.setBrush(tokens.meanings[mark.meaning])
        for line in lines:
            painter.drawRoundedRect(line.box.translated(offset), RADIUS, RADIUS)
    painter.setCompositionMode(mode.CompositionMode_SourceOver)


def paint_patterns(
    painter: QPainter, shapes: Iterable[tuple[Mark, Sequence[Stretch]]], tokens: Tokens, offset: QPointF
) -> None:
    """Draw the patterns on top of the letters."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for mark, lines in shapes:
        colour = tokens.marks[mark.meaning]
        if mark.meaning is Meaning.QUOTE:
            _bar(painter, lines, colour, offset)
            continue
        for line in lines:
            box = line.box.translated(offset)
            underline(painter, mark.meaning, colour, QPointF(box.left(), box.bottom() - 1.5), box.width())


def underline(painter: QPainter, meaning: Meaning, colour: QColor, start: QPointF, width: float) -> None:
    """The line that stands for a meaning, from `start` to the right. A fact and a quote have none."""
    if meaning not in _PATTERNS:
        return
    tile = _tile(meaning, colour, painter.device().devicePixelRatio())
    top = start.y() - TILE_HEIGHT / 2
    painter.drawTiledPixmap(QRectF(round(start.x()), round(top), round(width), TILE_HEIGHT), tile)


def _tile(meaning: Meaning, colour: QColor, ratio: float) -> QPixmap:
    """One period of a pattern. Drawn once: dashes and waves by the pen took most of a frame."""
    name = f"mark-{meaning.value}-{colour.rgba():x}-{ratio}"
    tile = QPixmap()
    if QPixmapCache.find(name, tile):
        return tile
    period = _PATTERNS[meaning]
    tile = QPixmap(round(period * ratio), round(TILE_HEIGHT * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = TILE_HEIGHT / 2
    pen = QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    if meaning is Meaning.NUMBER:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(period / 2, middle), 1.05, 1.05)
    elif meaning is Meaning.QUESTION:
        painter.setPen(pen)
        painter.drawLine(QPointF(1.2, middle), QPointF(period - 3, middle))
    else:
        pen.setWidthF(1.3)
        painter.setPen(pen)
        wave = QPainterPath(QPointF(-period / 4, middle))
        for half in range(5):
            x = (half - 0.5) * period / 2 + period / 4
            wave.quadTo(x, middle + (2.6 if half % 2 else -2.6), x + period / 4, middle)
        painter.drawPath(wave)
    painter.end()
    QPixmapCache.insert(name, tile)
    return tile


def paint_outline(painter: QPainter, lines: Iterable[Stretch], colour: QColor, offset: QPointF, width: float) -> None:
    """Draw a line around a passage: it is the chosen one, or the one that is being shown."""
    pen = QPen(colour, width)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in lines:
        painter.drawRoundedRect(line.box.translated(offset).adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)


def frame_of(document: QTextDocument, frame: tuple[int, int]) -> QRectF:
    """The box around a clipped picture or table, in document coordinates."""
    box, block = QRectF(), document.findBlock(frame[0])
    while block.isValid() and block.position() <= frame[1]:
        box = box.united(document.documentLayout().blockBoundingRect(block))
        block = block.next()
    return box


def paint_note_sign(painter: QPainter, at: QPointF, colour: QColor, paper: QColor) -> None:
    """A small sheet of paper with two lines, 11 x 12 pixels, that says a highlight has a note."""
    sheet = QRectF(at.x(), at.y(), 11, 12)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(paper)
    painter.drawRoundedRect(sheet, 2, 2)
    for y in (4.2, 7.4):
        painter.drawLine(QPointF(sheet.left() + 3, sheet.top() + y), QPointF(sheet.right() - 3, sheet.top() + y))


def _of_block(block: QTextBlock, origin: QPointF, start: int, end: int) -> Iterator[Stretch]:
    layout = block.layout()
    height = block.charFormat().font().pixelSize()
    mixed = _is_mixed(block.text())
    backwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
    bar = origin.x() - (BAR_GAP if origin.x() <= GUTTER + 1 else CELL_BAR_GAP)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first >= last:
            continue
        baseline = origin.y() + line.y() + line.ascent()
        top, size = baseline - 0.96 * height, 1.3 * height
        for left, right in _extents(line, first, last, mixed):
            if right - left > 0.5:
                box = QRectF(origin.x() + left - 1, top, right - left + 2, size)
                yield Stretch(box, baseline, bar if not backwards else origin.x() + line.x() + line.width() + 6)


def _extents(line: QTextLine, first: int, last: int, mixed: bool) -> list[tuple[float, float]]:
    """Where the text from `first` to `last` stands on a line; several places when directions are mixed."""
    if not mixed:
        one, other = float(line.cursorToX(first)[0]), float(line.cursorToX(last)[0])  # type: ignore[index]
        return [(min(one, other), max(one, other))]
    found: list[tuple[float, float]] = []
    for run in line.glyphRuns(first, last - first):
        positions, box = run.positions(), run.boundingRect()
        if positions:
            found.append((box.left(), box.right()))
    return _joined(found)


def _joined(extents: list[tuple[float, float]]) -> list[tuple[float, float]]:
    result: list[tuple[float, float]] = []
    for left, right in sorted(extents):
        if result and left <= result[-1][1] + 6:  # the space between two words belongs to the passage
            result[-1] = (result[-1][0], max(right, result[-1][1]))
        else:
            result.append((left, right))
    return result


def _is_mixed(text: str) -> bool:
    """Whether a paragraph holds letters of a script that runs from right to left."""
    return not text.isascii() and any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufeff" for c in text)


def _bar(painter: QPainter, lines: Sequence[Stretch], colour: QColor, offset: QPointF) -> None:
    """A vertical bar beside the lines, one for each column of text that the passage runs through."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    columns: dict[float, tuple[float, float]] = {}
    for line in lines:
        top, bottom = columns.get(line.bar, (line.box.top(), line.box.bottom()))
        columns[line.bar] = (min(top, line.box.top()), max(bottom, line.box.bottom()))
    for x, (top, bottom) in columns.items():
        painter.drawRoundedRect(QRectF(x + offset.x(), top + offset.y(), BAR_WIDTH, bottom - top), 1.5, 1.5)
    painter.restore()
