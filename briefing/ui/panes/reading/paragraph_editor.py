"""A field over a paragraph of the article, to write other words into it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from briefing.ui.panes.reading.growing_text import GrowingText
from briefing.ui.theme import Theme

LEAST, MARGIN = 84, 10


class ParagraphEditor(QWidget):
    """Stands where the paragraph stands. It saves nothing itself and loses nothing that was typed.

    Signals:
        saved(): Ctrl+Enter.
        left(): the focus went elsewhere in the program.
        cancelled(): Escape.
    """

    saved = Signal()
    left = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field = _Field(self, role="plain")
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.field)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 8, MARGIN, 6)
        column.setSpacing(3)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.problem)
        column.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignRight)
        self.field.entered.connect(self.saved)
        self.field.left.connect(self._leave)
        self.field.escaped.connect(self.cancelled)
        self.field.cursorPositionChanged.connect(self._follow)
        self.hide()

    def open(self, words: str, typed: str, problem: str, font: QFont, *, caption: bool = False) -> None:
        """Show the words of a paragraph; where it stands is said with `place`.

        Args:
            typed: what the person wrote in their place.
            problem: why that could not be saved, "" at first.
            caption: it is the caption of a picture that is to be clipped.
        """
        self._name(caption=caption)
        self.field.setFont(font)
        self.field.show_text(words)
        if typed != words:
            self.field.show_text(typed)
        self.say(problem)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)

    def _name(self, *, caption: bool) -> None:
        """Say what is written here, and what comes of it."""
        if caption:
            self.setAccessibleName(self.tr("Caption of the picture"))
            self.field.setPlaceholderText(self.tr("This picture has no caption. Say in a few words what it shows."))
            self._hint.setText(self.tr("Ctrl+Enter saves and clips.  Esc cancels.  The original stays as it is."))
        else:
            self.setAccessibleName(self.tr("Edit this paragraph"))
            self.field.setPlaceholderText(self.tr("Saved without words, the paragraph is removed."))
            self._hint.setText(self.tr("Ctrl+Enter saves.  Esc cancels.  The original stays as it is."))
        self.field.setAccessibleName(self.accessibleName() if caption else self.tr("Words of the paragraph"))

    def say(self, problem: str) -> None:
        """Say why it could not be saved."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def place(self, block: QRectF, area: QRect) -> None:
        """Stand over a block, inside of `area`; both in the coordinates of the parent."""
        height = max(LEAST, min(round(block.height()) + 58, area.height() - 16))
        y = min(max(round(block.top()) - 9, area.top() + 8), area.bottom() - height - 8)
        self.setGeometry(round(block.left()) - MARGIN - 2, y, round(block.width()) + 2 * MARGIN + 4, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.accent, 1.5))
        painter.setBrush(tokens.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    @Slot()
    def _leave(self) -> None:
        if self.isVisible() and self.isActiveWindow():  # another window in front takes nothing from what is typed here
            self.left.emit()

    @Slot()
    def _follow(self) -> None:
        caret = self.field.cursorRect()
        self._scroll.ensureVisible(caret.x(), caret.center().y(), 0, caret.height())


class _Field(GrowingText):
    """The words.

    Signals:
        escaped(): Escape was pressed.
    """

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
