"""A sheet beside a highlight to write a note on it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from briefing.domain.annotations import HighlightId
from briefing.ui.theme import Theme

SIZE = QSize(320, 132)


class NotePopover(QWidget):
    """Opens at a passage; Ctrl+Enter, Escape and a click elsewhere close it and keep what was typed.

    Signals:
        written(HighlightId, str): the note changed.
        closed(): the sheet is gone; the text has the focus again.
    """

    written = Signal(object, str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._highlight: HighlightId | None = None
        self._before = ""
        self.setAccessibleName(self.tr("Note on the highlight"))
        self.editor = _NoteEditor(self)
        self.editor.setAccessibleName(self.tr("Note"))
        self.editor.setProperty("spelled", True)
        self.editor.setPlaceholderText(self.tr("What do you think of this passage?"))
        self.editor.setTabChangesFocus(True)
        self.editor.setFrameShape(QFrame.Shape.NoFrame)
        self.editor.left.connect(self.close_sheet)
        self._hint = QLabel(self.tr("Saved when you leave.  Esc"), self)
        self._hint.setProperty("role", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(2)
        column.addWidget(self.editor, 1)
        column.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    def open(self, highlight_id: HighlightId, note: str, passage: QRectF, area: QRect) -> None:
        """Show the note of a highlight below its passage; boxes in the coordinates of the parent."""
        if self.isVisible():
            self.close_sheet()
        self._highlight, self._before = highlight_id, note
        self.editor.setPlainText(note)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        y = passage.bottom() + 6
        if y + SIZE.height() > area.bottom():
            y = max(area.top() + 4.0, passage.top() - SIZE.height() - 6)
        x = min(max(passage.left(), area.left() + 4), area.right() - SIZE.width() - 4)
        self.setGeometry(round(x), round(y), SIZE.width(), SIZE.height())
        self.show()
        self.raise_()
        self.editor.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Close the sheet; a changed note is announced."""
        if self._highlight is None:
            return
        highlight, self._highlight = self._highlight, None
        note = self.editor.toPlainText().strip()
        self.hide()
        if note != self._before:
            self.written.emit(highlight, note)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.accent, 1.5))
        painter.setBrush(tokens.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class _NoteEditor(QPlainTextEdit):
    """The field of the sheet.

    Signals:
        left(): the person is done with it.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()
