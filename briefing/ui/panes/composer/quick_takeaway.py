"""Write a takeaway without leaving the briefing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing.domain.annotations import FORMS, TakeawayKind
from briefing.ui.panes.composer.note_field import NoteField
from briefing.ui.theme import Theme


class QuickTakeaway(QWidget):
    """A kind, a text and a button. The text stays until it is saved.

    Signals:
        written(TakeawayKind, str): the person wants this takeaway added.
    """

    written = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.text = NoteField(self, lines=2)
        self.text.setAccessibleName(self.tr("New takeaway"))
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(self.tr("Kind of the new takeaway"))
        self.kind.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(3)
        self.kind.setMaximumWidth(220)
        for kind, form in FORMS.items():
            self.kind.addItem(self.tr(form.label), kind)
        self.kind.setCurrentIndex(self.kind.findData(TakeawayKind.FOR_YOU))
        self.add = QPushButton(self.tr("Add takeaway"), self)
        self.add.setToolTip(self.tr("Adds it to the article and prints it here (Ctrl+Enter)."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kind, 1)
        row.addStretch()  # what the kind leaves
        row.addWidget(self.add)
        column.addWidget(self.text)
        column.addLayout(row)
        self.text.edited.connect(self._enable)
        self.text.entered.connect(self._write)
        self.add.clicked.connect(self._write)
        self.kind.currentIndexChanged.connect(self._ask)
        theme.changed.connect(self._set_look)
        self._set_look()
        self._ask()
        self._enable()

    def clear(self, saved: str) -> None:
        """Empty the field once `saved` is in the library; what was typed since stays."""
        if self.text.toPlainText().strip() == saved:
            self.text.set_text("")
        self._enable()

    def restore(self, text: str) -> None:
        """Show a text that could not be saved, unless something newer stands here."""
        if not self.text.toPlainText().strip():
            self.text.set_text(text)
        self._enable()

    def hand_over(self) -> None:
        """Save what is typed, as leaving any other field does, and be empty for the next item."""
        self._write()
        self.text.set_text("")
        self._enable()

    @Slot()
    def _write(self) -> None:
        text = self.text.toPlainText().strip()
        if text:
            self.written.emit(TakeawayKind(self.kind.currentData()), text)

    @Slot()
    def _enable(self) -> None:
        self.add.setEnabled(bool(self.text.toPlainText().strip()))

    @Slot()
    def _ask(self) -> None:
        form = FORMS[TakeawayKind(self.kind.currentData())]
        self.text.setPlaceholderText(f"{self.tr(form.question)} {self.tr(form.rule)}")

    @Slot()
    def _set_look(self) -> None:
        self.text.setFont(self._theme.serif(15))
        self.add.setIcon(self._theme.icon("plus"))
