"""The face of the window while the library is encrypted and its key is not on this computer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from briefing.ui.theme import Theme


class LockPage(QWidget):
    """Asks for the recovery key. What was typed stays in the field until the library is open.

    Signals:
        unlock_wanted(str): open the library with this recovery key.
        open_again(): ask the key store once more; it may have been locked.
        choose_library(): the person wants another library file.
    """

    unlock_wanted = Signal(str)
    open_again = Signal()
    choose_library = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tried = False
        self.symbol = QLabel(self)
        title = QLabel(self.tr("This library is encrypted"), self)
        title.setProperty("role", "pane-title")
        self.words = self._label("body")
        self.problem = self._label("error")
        self.field = QLineEdit(self)
        self.field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.field.setPlaceholderText("XXXXX-XXXXX-XXXXX-…")
        self.field.setAccessibleName(self.tr("Recovery key"))
        self.unlock = QPushButton(self.tr("Unlock"), self)
        self.unlock.setProperty("role", "primary")
        self.again = QPushButton(self.tr("Ask the key store again"), self)
        self.other = QPushButton(self.tr("Open another library…"), self)
        self.unlock.clicked.connect(self._unlock)
        self.field.returnPressed.connect(self._unlock)
        self.field.textChanged.connect(self._typed)
        self.again.clicked.connect(self._again)
        self.other.clicked.connect(self.choose_library)
        self._lay_out(title)
        self._typed()
        theme.changed.connect(self._take_icons)
        self._take_icons()

    def ask(self, sentence: str) -> None:
        """Say why the library is shut; after a try, say it as what went wrong with it."""
        if not self._tried:
            self.words.setText(sentence)
        self.problem.setText(sentence)
        self.problem.setVisible(self._tried)
        self._tried = False
        self._typed()
        self.field.setFocus()

    def hideEvent(self, event: object) -> None:
        self.field.clear()
        self.problem.hide()

    def _lay_out(self, title: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.unlock, self.again, self.other):
            buttons.addWidget(button)
        buttons.addStretch(1)
        label = self._label("label")
        label.setText(self.tr("Recovery key"))
        label.setBuddy(self.field)
        column = QVBoxLayout()
        column.addStretch(2)
        for widget, space in (
            (self.symbol, 10), (title, 4), (self.words, 20), (label, 4), (self.field, 6), (self.problem, 14),
        ):  # fmt: skip
            column.addWidget(widget)
            column.addSpacing(space)
        column.addLayout(buttons)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 32, 32, 32)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        self.problem.hide()
        self.field.setMinimumWidth(self.field.fontMetrics().horizontalAdvance("0" * 67))
        self.words.setFixedWidth(self.field.minimumWidth())
        self.problem.setFixedWidth(self.field.minimumWidth())

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    @Slot()
    def _typed(self) -> None:
        self.unlock.setEnabled(bool(self.field.text().strip()) and not self._tried)

    @Slot()
    def _unlock(self) -> None:
        if self.unlock.isEnabled():
            self._tried = True
            self._typed()
            self.unlock_wanted.emit(self.field.text().strip())

    @Slot()
    def _again(self) -> None:
        self._tried = True
        self.open_again.emit()

    @Slot()
    def _take_icons(self) -> None:
        self.symbol.setPixmap(self._theme.icon("lock-simple", self._theme.tokens.accent).pixmap(32, 32))
