"""A field for a few sentences that is as tall as what stands in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

MAX_LINES = 14


class NoteField(QPlainTextEdit):
    """Plain text that grows with its lines; Tab leaves it, as in a form.

    Signals:
        edited(str): the person changed the text; never emitted by `set_text`.
        entered(): Enter in a field of one paragraph, Ctrl+Enter in any.
    """

    edited = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 2, one_paragraph: bool = False) -> None:
        super().__init__(parent)
        self._lines = lines
        self._one_paragraph = one_paragraph
        self._text = ""
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "note")
        self.setProperty("spelled", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def set_text(self, text: str) -> None:
        """Show a text of the library; the cursor and the undo history stay when it is the same."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._text = self.toPlainText()
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(self.document().toPlainText())))
        self.setTextCursor(cursor)
        self._grow()

    def setPlaceholderText(self, text: str) -> None:
        super().setPlaceholderText(text)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (self._one_paragraph or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    @Slot()
    def _tell(self) -> None:
        text = self.toPlainText()
        if text == self._text:
            return  # it is only painted anew, which Qt tells as a change of the text
        if self._one_paragraph and "\n" in text:  # pasted lines become one
            place = self.textCursor().position()
            self.set_text(" ".join(text.split("\n")))
            cursor = self.textCursor()
            cursor.setPosition(place)
            self.setTextCursor(cursor)
            text = self.toPlainText()
        self._text = text
        self.edited.emit(text)

    @Slot()
    def _grow(self) -> None:
        # QPlainTextDocumentLayout measures its height in lines, not in pixels.
        lines = int(self.document().size().height()) if self.toPlainText() else self._placeholder_lines()
        shown = min(MAX_LINES, max(self._lines, lines))
        around = self.height() - self.contentsRect().height() + 2 * int(self.document().documentMargin())
        height = shown * self.fontMetrics().lineSpacing() + around
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > MAX_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        if height != self.height():
            self.setFixedHeight(height)

    def _placeholder_lines(self) -> int:
        """The lines that the placeholder takes, so that an empty field shows all of it."""
        room = self.viewport().width() - 2 * int(self.document().documentMargin())
        whole = QRect(0, 0, max(40, room), 1000)
        box = self.fontMetrics().boundingRect(whole, Qt.TextFlag.TextWordWrap, self.placeholderText())
        return round(box.height() / self.fontMetrics().lineSpacing())
