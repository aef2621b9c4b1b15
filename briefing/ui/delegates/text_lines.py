"""A few lines of text laid out once and painted often, the last one elided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from briefing.ui.offsets import Segment, shown


class TextLines:
    """`text` in at most `lines` lines of `width` pixels. Line breaks in it count as spaces.

    Attributes:
        count: the lines it takes.
        height: its height in pixels.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        lines: int,
        *,
        leading: float = 1.3,
        marks: Sequence[tuple[int, int]] = (),
        mark_colour: QColor | None = None,
    ) -> None:
        """Lay the text out.

        Args:
            leading: the distance of lines as a multiple of the font's pixel size.
            marks: stretches (code points in `text`) painted on `mark_colour`.
        """
        self._pitch = round(font.pixelSize() * leading)
        plain = shown(text).replace("\u2028", " ").replace("\t", " ")
        self._layout = QTextLayout(plain, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._layout.setTextOption(option)
        self._mark(plain, marks, mark_colour)
        found = self._break(width, lines + 1)
        if len(found) > lines:
            units = Segment.of(plain, 0, 0, 0)
            start = units.offset_of(found[-2].textStart())
            last = QFontMetricsF(font).elidedText(plain[start:], Qt.TextElideMode.ElideRight, width)
            plain = plain[:start] + last
            self._layout.setText(plain)
            self._mark(plain, marks, mark_colour)
            found = self._break(width, lines)
        self.count = len(found)
        self.height = self.count * self._pitch

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor) -> None:
        """Paint it with its top left corner at (x, y)."""
        painter.setPen(colour)
        self._layout.draw(painter, QPointF(x, y))

    def _break(self, width: float, lines: int) -> list[QTextLine]:
        self._layout.beginLayout()
        found: list[QTextLine] = []
        while len(found) < lines:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, len(found) * self._pitch + (self._pitch - line.height()) / 2))
            found.append(line)
        self._layout.endLayout()
        return found

    def _mark(self, plain: str, marks: Sequence[tuple[int, int]], colour: QColor | None) -> None:
        """Mark the stretches. Before the lines are broken: formats undo the layout."""
        if colour is None or not marks:
            return
        units = Segment.of(plain, 0, 0, 0)
        form = QTextCharFormat()
        form.setBackground(colour)
        form.setFontWeight(QFont.Weight.DemiBold)
        ranges = []
        for start, end in marks:
            first, last = min(start, len(plain)), min(end, len(plain))
            if first < last:
                stretch = QTextLayout.FormatRange()
                stretch.start = units.position_of(first)
                stretch.length = units.position_of(last) - stretch.start
                stretch.format = form
                ranges.append(stretch)
        self._layout.setFormats(ranges)
