"""How often came true what was called likely: the steps of the scale, and the share that happened."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefing.domain.calibration import Calibration, Point
from briefing.ui.theme import Theme

HEIGHT = 132
LEFT, BOTTOM, TOP, RIGHT = 34, 22, 8, 8


class CalibrationPlot(QWidget):
    """Stated chances run to the right, the share that happened upwards; on the diagonal both are the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._calibration: Calibration | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(260, HEIGHT)

    def show_calibration(self, calibration: Calibration) -> None:
        """Draw a calibration, and say it for screen readers."""
        self._calibration = calibration
        said = [
            self.tr("%1 to %2 percent: %3 of %4 happened")
            .replace("%1", str(point.low))
            .replace("%2", str(point.high))
            .replace("%3", f"{point.share * point.count / 100:g}")
            .replace("%4", str(point.count))
            for point in calibration.points
            if point.share is not None
        ]
        self.setAccessibleName(self.tr("Calibration"))
        self.setAccessibleDescription(". ".join(said))
        self.setToolTip("\n".join(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._calibration is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)
        self._paint_axes(painter, area)
        for point in self._calibration.points:
            if point.share is not None:
                self._paint_point(painter, area, point)

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.sans(10))
        for percent in (0, 50, 100):
            y = _at(area, 0, percent).y()
            painter.setPen(QPen(tokens.rule, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(tokens.ink3)
            end = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, y - 8, LEFT - 6, 16), end, f"{percent} %")
            x = _at(area, percent, 0).x()
            below = QRectF(x - 24, area.bottom() + 4, 48, 16)
            below.moveRight(min(below.right(), self.width()))
            painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), f"{percent} %")
        painter.setPen(QPen(tokens.ink3, 1, Qt.PenStyle.DashLine))
        painter.drawLine(_at(area, 0, 0), _at(area, 100, 100))

    def _paint_point(self, painter: QPainter, area: QRectF, point: Point) -> None:
        """A dot for what happened, a bar for what so few cases leave open; hollow while they are too few."""
        tokens = self._theme.tokens
        middle = (point.low + point.high) / 2
        painter.setPen(QPen(tokens.accent, 1.5))
        painter.drawLine(_at(area, middle, point.from_share), _at(area, middle, point.to_share))
        painter.setBrush(tokens.accent if point.enough else tokens.paper)
        painter.drawEllipse(_at(area, middle, point.share or 0.0), 4, 4)
        painter.setPen(tokens.ink2)
        spot = _at(area, middle, point.share or 0.0)
        painter.drawText(QPointF(spot.x() + 7, spot.y() + 4), str(point.count))


def _at(area: QRectF, stated: float, happened: float) -> QPointF:
    return QPointF(area.left() + area.width() * stated / 100, area.bottom() - area.height() * happened / 100)
