"""A field for sentences that is as high as what stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from briefing.ui.offsets import units


class GrowingText(QPlainTextEdit):
    """Plain text without a scroll bar of its own. Tab leaves it, as in a form.

    Signals:
        edited(str): the person changed the text; never emitted by `show_text`.
        came(), left(): the focus came here, or went elsewhere.
        entered(): Enter in a field of one paragraph, Ctrl+Enter in any.
    """

    edited = Signal(str)
    came = Signal()
    left = Signal()
    entered = Signal()
    _resized = Signal()

    def __init__(self, parent: QWidget, *, role: str, one_paragraph: bool = False) -> None:
        super().__init__(parent)
        self._one_paragraph = one_paragraph
        self._showing = False
        self._text = ""
        self.setProperty("role", role)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._tell)
        # Queued: a height that changes while the layout gives out widths would be forgotten by the layouts above it.
        self._resized.connect(self.fit, Qt.ConnectionType.QueuedConnection)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)

    def show_text(self, text: str) -> None:
        """Show a text of the library; caret and undo history stay when it is the same."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.fit()

    def underline(self, spans: Sequence[tuple[int, int]], colour: QColor) -> None:
        """Draw a dashed line below some words, given in code points of the text; a wavy one says misspelled."""
        text = self.toPlainText()
        selections = []
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            cursor = self.textCursor()
            cursor.setPosition(units(text[:start]))
            cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            selection.format.setUnderlineColor(colour)
            selections.append(selection)
        self.setExtraSelections(selections)

    def select(self, start: int, end: int) -> None:
        """Select some words, given in code points of the text."""
        text, cursor = self.toPlainText(), self.textCursor()
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    @property
    def caret(self) -> int:
        """Where the caret stands, in code points of the text."""
        before = self.toPlainText().encode("utf-16-le")[: 2 * self.textCursor().position()]
        return len(before.decode("utf-16-le", errors="ignore"))

    def setPlaceholderText(self, placeholderText: str) -> None:
        super().setPlaceholderText(placeholderText)
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        self.insertPlainText(" ".join(text.split()) if self._one_paragraph else text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (self._one_paragraph or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._resized.emit()

    @Slot()
    def fit(self) -> None:
        """Be as high as the text, or as the placeholder while there is none."""
        margin = 2 * self.document().documentMargin()
        if self.document().isEmpty():
            room = max(40, round(self.viewport().width() - margin))
            wrap = Qt.TextFlag.TextWordWrap
            box = self.fontMetrics().boundingRect(0, 0, room, 1000, wrap, self.placeholderText() or "x")
            height = float(box.height())
        else:
            height, block = 0.0, self.document().firstBlock()
            while block.isValid():
                height += self.blockBoundingRect(block).height()
                block = block.next()
        frame = self.height() - self.viewport().height()
        wanted = round(height + margin) + max(0, frame)
        if wanted != self.height():
            self.setFixedHeight(wanted)
            self.updateGeometry()

    @Slot()
    def _tell(self) -> None:
        text = self.toPlainText()
        if text == self._text:
            return  # it is only painted anew, which Qt tells as a change of the text
        self._text = text
        if not self._showing:
            self.edited.emit(text)
