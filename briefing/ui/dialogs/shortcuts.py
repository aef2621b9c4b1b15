"""Every key of the program, from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefing.ui.actions import ACTIONS, MENUS, ActionRow
from briefing.ui.models.choices import folded

COLUMNS = 2


class ShortcutsDialog(QDialog):
    """A sheet of keys, by menu, narrowed by typing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.field = QLineEdit(self)
        self.field.setProperty("role", "search")
        self.field.setPlaceholderText(self.tr("Find a key or a command"))
        self.field.setAccessibleName(self.tr("Find a key or a command"))
        self.field.setClearButtonEnabled(False)
        self.rows: list[tuple[str, QLabel, QWidget]] = []
        sheet = QWidget(self)
        sheet.setProperty("role", "plain")
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(40)
        stacks = [QVBoxLayout() for _ in range(COLUMNS)]
        for stack in stacks:
            columns.addLayout(stack, 1)
        lengths = [0] * COLUMNS
        for name in MENUS:
            rows = [row for row in ACTIONS if row.menu == name and row.keys]
            shortest = lengths.index(min(lengths))
            stacks[shortest].addWidget(self._group(name, rows))
            lengths[shortest] += len(rows) + 2
        for stack in stacks:
            stack.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.field)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        self.field.textChanged.connect(self._narrow)
        em = self.fontMetrics().averageCharWidth()
        self.resize(em * 124, self.fontMetrics().lineSpacing() * 40)

    def _group(self, name: str, rows: list[ActionRow]) -> QWidget:
        group = QWidget(self)
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        title = QLabel(QCoreApplication.translate("Menus", name).upper(), group)
        title.setProperty("role", "caps")
        grid.addWidget(title, 0, 0)
        for line, row in enumerate(rows, 1):
            text = QCoreApplication.translate("Actions", row.text).removesuffix("…")
            label = QLabel(text, group)
            keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in row.keys]
            caps = self._caps(keys, group)
            grid.addWidget(label, line, 0)
            grid.addWidget(caps, line, 1, Qt.AlignmentFlag.AlignRight)
            self.rows.append((folded(f"{text} {name} {' '.join(keys)}"), label, caps))
        return group

    def _caps(self, keys: list[str], parent: QWidget) -> QWidget:
        holder = QWidget(parent)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for key in dict.fromkeys(keys):
            cap = QLabel(key, holder)
            cap.setProperty("role", "key")
            row.addWidget(cap)
        return holder

    def _narrow(self, typed: str) -> None:
        words = folded(typed).split()
        for text, label, caps in self.rows:
            shown = all(word in text for word in words)
            label.setVisible(shown)
            caps.setVisible(shown)
