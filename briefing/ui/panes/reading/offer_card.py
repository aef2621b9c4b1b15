"""The offer to use the source's own "What this means for you" as a takeaway."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing.domain.annotations import Highlight, Takeaway
from briefing.domain.articles import OfferedTakeaway
from briefing.ui.delegates.text_lines import TextLines
from briefing.ui.theme import Theme

LINES = 3


class OfferCard(QWidget):
    """One question and two buttons.

    Signals:
        used(): take the section over.
        shown(int, int): show it in the text, from the first offset to the second.
    """

    used = Signal()
    shown = Signal(int, int)

    def __init__(self, theme: Theme, offer: OfferedTakeaway, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self.offer = theme, offer
        question = self.tr("The publisher wrote a “{heading}”. Use it as a takeaway?").format(heading=offer.heading)
        self.setAccessibleName(question)
        said = QLabel(question, self)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        self.use_button = QPushButton(self.tr("Use"), self)
        self.use_button.setAccessibleName(self.tr("Use the publisher’s words as a takeaway"))
        self.show_button = QPushButton(self.tr("Show passage"), self)
        self.show_button.setProperty("role", "quiet")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.use_button)
        buttons.addWidget(self.show_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(said)
        self._room = QWidget(self)
        column.addWidget(self._room)
        column.addLayout(buttons)
        self.use_button.clicked.connect(self.used)
        self.show_button.clicked.connect(self._show)
        self._lines: TextLines | None = None

    def resizeEvent(self, event: object) -> None:
        self._lines = TextLines(self.offer.text, self._theme.serif(14), self.width() - 24, LINES, leading=1.35)
        self._room.setFixedHeight(round(self._lines.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(tokens.ink3, 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._lines is not None:
            self._lines.paint(painter, self._room.x(), self._room.y(), tokens.ink2)

    @Slot()
    def _show(self) -> None:
        self.shown.emit(self.offer.start, self.offer.end)


def open_offers(
    offers: Sequence[OfferedTakeaway], highlights: Sequence[Highlight], takeaways: Sequence[Takeaway]
) -> list[OfferedTakeaway]:
    """The offers that no takeaway rests on yet; offers and highlights are those of one text."""
    cited = {highlight_id for takeaway in takeaways for highlight_id in takeaway.evidence}
    taken = {(highlight.start, highlight.end) for highlight in highlights if highlight.id in cited}
    return [offer for offer in offers if (offer.start, offer.end) not in taken]
