"""Plain drawings of a few symbols, for the second before the icon font is there: no button of the window is blank."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

GRID = 16.0
RATIOS = (1.0, 2.0)
SHARE = 0.86
"""How much of its square a symbol of the icon font fills."""


def stand_in(name: str, colour: QColor, size: int) -> QIcon | None:
    """A drawing of the icon `name`, None when there is none."""
    draw = _DRAWINGS.get(name.removesuffix("-bold"))
    if draw is None:
        return None
    icon = QIcon()
    for ratio in RATIOS:
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(size / GRID, size / GRID)
        painter.translate(GRID * (1 - SHARE) / 2, GRID * (1 - SHARE) / 2)
        painter.scale(SHARE, SHARE)
        weight = 1.9 if name.endswith("-bold") else 1.15
        painter.setPen(QPen(colour, weight, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(draw())
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for (x, y), *others in strokes:
        path.moveTo(x, y)
        for to in others:
            path.lineTo(*to)
    return path


def _left() -> QPainterPath:
    return _lines(((13.5, 8), (2.5, 8)), ((7, 3.5), (2.5, 8), (7, 12.5)))


def _right() -> QPainterPath:
    return _lines(((2.5, 8), (13.5, 8)), ((9, 3.5), (13.5, 8), (9, 12.5)))


def _plus() -> QPainterPath:
    return _lines(((8, 2.5), (8, 13.5)), ((2.5, 8), (13.5, 8)))


def _glass() -> QPainterPath:
    path = _lines(((10.4, 10.4), (14, 14)))
    path.addEllipse(QPointF(7, 7), 4.8, 4.8)
    return path


def _moon() -> QPainterPath:
    whole, shadow = QPainterPath(), QPainterPath()
    whole.addEllipse(QRectF(2.5, 2.5, 11, 11))
    shadow.addEllipse(QRectF(6.5, 0.5, 10, 10))
    return whole.subtracted(shadow)


def _sun() -> QPainterPath:
    around = [(math.cos(turn * math.pi / 4), math.sin(turn * math.pi / 4)) for turn in range(8)]
    path = _lines(*(((8 + 5.4 * x, 8 + 5.4 * y), (8 + 7 * x, 8 + 7 * y)) for x, y in around))
    path.addEllipse(QPointF(8, 8), 3.4, 3.4)
    return path


_DRAWINGS: dict[str, Callable[[], QPainterPath]] = {
    "arrow-left": _left,
    "arrow-right": _right,
    "plus": _plus,
    "magnifying-glass": _glass,
    "moon": _moon,
    "sun": _sun,
}
