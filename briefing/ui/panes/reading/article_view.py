"""The page that an article is read on: shows one document, paints the highlights, selects by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextBrowser, QToolTip, QWidget

from briefing.domain.annotations import HighlightId
from briefing.ui.article_document import GUTTER, ArticleDocument
from briefing.ui.delegates import highlight_marks
from briefing.ui.delegates.highlight_marks import Mark, Stretch
from briefing.ui.delegates.page_ornaments import paint_ornaments
from briefing.ui.panes.reading.blocks_in_view import blocks_between
from briefing.ui.panes.reading.meanings import plain_tip
from briefing.ui.theme import Theme, Tokens

PULSE_MS = 1100
_CARET_KEYS = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip


class ArticleView(QTextBrowser):
    """Shows an `ArticleDocument`. It loads nothing, from the network or from the disk, whatever an article says.

    Signals:
        selection_settled(): text was selected, or the selection is gone, and the person has let go.
        mark_clicked(HighlightId): a highlight was clicked without selecting text.
        link_clicked(str): a web or mail address was clicked, or Enter was pressed on it.
        scrolled(): the page moved below what floats above it.
        escaped(): Escape was pressed while nothing was selected or chosen.
    """

    selection_settled = Signal()
    mark_clicked = Signal(object)
    link_clicked = Signal(str)
    scrolled = Signal()
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tokens: Tokens | None = None
        self._shown: ArticleDocument | None = None
        self._measure = 640
        self._marks: tuple[Mark, ...] = ()
        self._lines: dict[Mark, list[Stretch]] = {}
        self._notes: dict[HighlightId, str] = {}
        self._hits: tuple[tuple[int, int], ...] = ()
        self._current: HighlightId | None = None
        self._pulsing: tuple[tuple[int, int], ...] = ()
        self._pressed_at = QPoint()
        self._first_in_view = 0  # the number of a block
        self._pulse = QTimer(self)
        self._pulse.setSingleShot(True)
        self._pulse.setInterval(PULSE_MS)
        self._pulse.timeout.connect(self._end_pulse)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(self.tr("Article"))
        self.setCursorWidth(2)
        self.anchorClicked.connect(self._open_anchor)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)

    # What is shown

    @property
    def tokens(self) -> Tokens:
        """The colours of the page."""
        return self._tokens or self._theme.tokens

    def set_ground(self, ground: str, tokens: Tokens | None) -> None:
        """Colour the page: `ground` is its name in the style sheet; no tokens are those of the window."""
        self._tokens = tokens
        if self.property("ground") != ground:
            self.setProperty("ground", ground)
            self.style().unpolish(self)
            self.style().polish(self)
        self.viewport().update()

    @property
    def shown(self) -> ArticleDocument | None:
        """What is shown now."""
        return self._shown

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The highlights that are painted, in text order."""
        return self._marks

    @property
    def current(self) -> HighlightId | None:
        """The highlight that was chosen last."""
        return self._current

    def show_document(self, shown: ArticleDocument, measure: int) -> None:
        """Show an article from its beginning.

        Args:
            measure: the width of the page in pixels, gutters included.
        """
        self._marks, self._notes, self._hits, self._pulsing, self._current = (), {}, (), (), None
        old = self._shown.document if self._shown is not None else None
        self._shown, self._measure = shown, measure
        shown.document.setParent(self)
        self._fit()
        self._lines.clear()
        self.setDocument(shown.document)
        shown.document.documentLayout().documentSizeChanged.connect(self._forget_lines)
        if old is not None:  # the first document is the widget's own, which it deletes itself
            old.deleteLater()
        self.verticalScrollBar().setValue(0)

    def set_marks(self, marks: Sequence[Mark], notes: dict[HighlightId, str]) -> None:
        """Paint these highlights, in text order, and show these notes at them."""
        self._marks, self._notes = tuple(marks), notes
        self._lines = {mark: lines for mark, lines in self._lines.items() if mark in self._marks}
        if self._current is not None and all(mark.id != self._current for mark in marks):
            self._current = None
        self.viewport().update()

    def set_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Frame these stretches (document positions): what a search found."""
        self._hits = tuple(hits)
        self.viewport().update()

    def set_current(self, highlight_id: HighlightId | None) -> None:
        """Draw a line around a highlight: the keys act on it."""
        self._current = highlight_id
        self.viewport().update()

    def pulse(self, spans: Sequence[tuple[int, int]]) -> None:
        """Bring a passage into view and draw the eye to it, once."""
        if not spans:
            return
        self._pulsing = tuple(spans)
        self.bring_into_view(*spans[0])
        self._pulse.start()
        self.viewport().update()

    def bring_into_view(self, first: int, last: int) -> None:
        """Scroll so that a passage stands in the upper third, unless the whole of it can be seen already."""
        lines = list(highlight_marks.stretches(self.document(), first, last))
        if not lines:
            return
        bar = self.verticalScrollBar()
        top, bottom = lines[0].box.top(), lines[-1].box.bottom()
        if top < bar.value() + 8 or bottom > bar.value() + self.viewport().height() - 8:
            bar.setValue(round(top - self.viewport().height() / 3))

    def select(self, first: int, last: int) -> None:
        """Select the text between two positions, with the caret at the end."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.selection_settled.emit()

    def selection_box(self) -> QRectF | None:
        """The box around the selected text in viewport coordinates, None when there is no selection."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        offset = self._offset()
        result = QRectF()
        bottom = float(self.verticalScrollBar().value() + self.viewport().height())
        for line in highlight_marks.stretches(
            self.document(), cursor.selectionStart(), cursor.selectionEnd(), lowest=bottom
        ):
            result = result.united(line.box.translated(offset))
        return None if result.isNull() else result

    def top_anchor(self) -> tuple[int, int]:
        """The position of the first line in view, and how far it stands above the top: see `restore_anchor`."""
        position = self.cursorForPosition(QPoint(GUTTER, 0)).position()
        return position, self.cursorRect(self._cursor_at(position)).top()

    def restore_anchor(self, anchor: tuple[int, int]) -> None:
        """Scroll so that the line of `top_anchor` stands where it stood."""
        position, top = anchor
        last = self.document().characterCount() - 1
        moved = self.cursorRect(self._cursor_at(min(position, last))).top() - top
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + moved)

    def restore(self, anchor: tuple[int, int], selected: int, caret: int) -> None:
        """Put scroll place, selection and caret back after the same text was laid out anew."""
        last = self.document().characterCount() - 1
        cursor = self._cursor_at(min(selected, last))
        cursor.setPosition(min(caret, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.restore_anchor(anchor)

    # Resources: only what the document was given

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Nothing is ever loaded; pictures are given to the document by the reader."""
        return _nothing()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        visible = self._visible_range(event.rect())
        shapes = self._visible_shapes(event.rect(), visible)
        offset = self._offset()
        tokens = self.tokens
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._shown is not None:
            paint_ornaments(painter, self._shown, visible, tokens, offset)
        self._paint_hits(painter, visible, offset)
        highlight_marks.paint_fills(painter, shapes, tokens, offset)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        highlight_marks.paint_patterns(painter, shapes, tokens, offset)
        for mark, lines in shapes:
            if mark.frame is not None:
                frame = highlight_marks.frame_of(self.document(), mark.frame).translated(offset)
                painter.setPen(QPen(tokens.marks[mark.meaning], 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(frame.adjusted(-7, -5, 7, 5), 5, 5)
            if mark.id == self._current:
                highlight_marks.paint_outline(painter, lines, tokens.accent, offset, 1.5)
            if mark.noted and lines:
                spot = QPointF(self.viewport().width() - GUTTER + 9, lines[0].box.top() + offset.y() + 5)
                highlight_marks.paint_note_sign(painter, spot, tokens.ink3, tokens.surface)
        self._paint_pulse(painter, offset, tokens.accent)
        painter.end()

    # Events

    def event(self, event: QEvent) -> bool:
        # A scroll area ignores the wheel over its margins, which here are most of a wide window.
        if event.type() == QEvent.Type.Wheel:
            return QApplication.sendEvent(self.verticalScrollBar(), event)
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
        self._forget_lines()
        self.scrolled.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._caret_into_view()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (href := self.textCursor().charFormat().anchorHref()):
            self.link_clicked.emit(href)
            return
        if key == Qt.Key.Key_Escape and (self.textCursor().hasSelection() or self._current is not None):
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
            self.set_current(None)
            self.selection_settled.emit()
            return
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        if key in _CARET_KEYS and not self.textCursor().hasSelection():
            self._caret_into_view()
        super().keyPressEvent(event)
        if key in _CARET_KEYS:
            self.selection_settled.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        near = (point - self._pressed_at).manhattanLength() < QApplication.startDragDistance()
        if near and not self.textCursor().hasSelection() and not self.anchorAt(point):
            mark = self._mark_at(QPointF(point))
            self.set_current(mark.id if mark else None)
            if mark:
                self.mark_clicked.emit(mark.id)
        self.selection_settled.emit()

    # Private

    @Slot(QUrl)
    def _open_anchor(self, url: QUrl) -> None:
        self.link_clicked.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    @Slot()
    def _end_pulse(self) -> None:
        self._pulsing = ()
        self.viewport().update()

    def _fit(self) -> None:
        """Centre the page: the text keeps its measure, so that a wider window does not lay it out again."""
        scroll = self.verticalScrollBar().sizeHint().width()
        side = max(0, (self.width() - scroll - self._measure) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def _offset(self) -> QPointF:
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _cursor_at(self, position: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        return cursor

    def _visible_range(self, area: QRect) -> tuple[int, int]:
        """The positions between which everything in `area` of the viewport stands."""
        top = self.verticalScrollBar().value() + area.top()
        first, last = blocks_between(self.document(), top - 40, top + area.height() + 40, self._first_in_view)
        self._first_in_view = first.blockNumber()
        return first.position(), last.position() + last.length()

    def _visible_shapes(self, area: QRect, visible: tuple[int, int]) -> list[tuple[Mark, list[Stretch]]]:
        """The highlights in `area` of the viewport with those of their lines that are in it."""
        top = self.verticalScrollBar().value() + area.top() - 40
        bottom = top + area.height() + 80
        result = []
        for mark in self._marks:
            ranges = mark.spans if mark.frame is None else (*mark.spans, mark.frame)
            if any(a < visible[1] and b > visible[0] for a, b in ranges):
                lines = [line for line in self._lines_of(mark) if line.box.top() < bottom and line.box.bottom() > top]
                result.append((mark, lines))
        return result

    def _lines_of(self, mark: Mark) -> list[Stretch]:
        """The lines of a highlight, found once for a layout."""
        if mark not in self._lines:
            self._lines[mark] = [
                line for a, b in mark.spans for line in highlight_marks.stretches(self.document(), a, b)
            ]
        return self._lines[mark]

    @Slot()
    def _forget_lines(self) -> None:
        self._lines.clear()

    def _mark_at(self, point: QPointF) -> Mark | None:
        """The highlight below a point of the viewport; of several the shortest, which no other can hide."""
        spot = point - self._offset()
        around = QRect(point.toPoint() - QPoint(0, 20), point.toPoint() + QPoint(1, 20))
        shapes = self._visible_shapes(around, self._visible_range(around))
        found = [mark for mark, lines in shapes if any(line.box.contains(spot) for line in lines)]
        return min(found, key=lambda mark: sum(b - a for a, b in mark.spans), default=None)

    def _paint_hits(self, painter: QPainter, visible: tuple[int, int], offset: QPointF) -> None:
        if not self._hits:
            return
        first, last = visible
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.tokens.rule)
        for a, b in self._hits:
            if a < last and b > first:
                for line in highlight_marks.stretches(self.document(), a, b):
                    painter.drawRoundedRect(line.box.translated(offset), 3, 3)

    def _paint_pulse(self, painter: QPainter, offset: QPointF, colour: QColor) -> None:
        for first, last in self._pulsing:
            lines = highlight_marks.stretches(self.document(), first, last)
            highlight_marks.paint_outline(painter, lines, colour, offset, 2.5)

    def _caret_into_view(self) -> None:
        """The caret follows the eye: when it stands out of view, it comes to the first line in view."""
        box = self.cursorRect()
        if box.bottom() < 0 or box.top() > self.viewport().height():
            self.setTextCursor(self.cursorForPosition(QPoint(GUTTER, 24)))

    def _show_tip(self, event: QHelpEvent) -> None:
        if link := self.anchorAt(event.pos()):
            QToolTip.showText(event.globalPos(), plain_tip(link), self)
        elif (mark := self._mark_at(QPointF(event.pos()))) and (note := self._notes.get(mark.id)):
            QToolTip.showText(event.globalPos(), plain_tip(note), self)
        else:
            QToolTip.hideText()


def _nothing() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image
