"""The head of a section of the takeaways pane: its name in small capitals, a count, perhaps a button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from briefing.ui.theme import Theme


class SectionHead(QWidget):
    """Stands above a section; the button does what its action does."""

    def __init__(self, theme: Theme, name: str, parent: QWidget, action: QAction | None = None) -> None:
        super().__init__(parent)
        self._theme, self._action = theme, action
        self._name = QLabel(name, self)
        self._name.setProperty("role", "group")
        font = QFont(self._name.font())
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        self._name.setFont(font)
        self._count = QLabel(self)
        self._count.setProperty("role", "group")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._name)
        row.addWidget(self._count)
        row.addStretch()
        self.button: QToolButton | None = None
        if action is not None:
            self.button = QToolButton(self)
            self.button.setAccessibleName(action.text())
            self.button.setToolTip(action.toolTip())
            self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.button.setText(self.tr("New"))
            self.button.setProperty("role", "small")
            self.button.clicked.connect(action.trigger)
            row.addWidget(self.button)
        theme.changed.connect(self.apply_theme)
        self.apply_theme()

    def set_count(self, count: int) -> None:
        """Show how many there are; nothing for none."""
        self._count.setText(str(count) if count else "")

    @Slot()
    def apply_theme(self) -> None:
        """Take the icon anew from the theme."""
        if self.button is not None:
            self.button.setIcon(self._theme.icon("plus"))


def hint(text: str, parent: QWidget) -> QLabel:
    """A quiet sentence below a head that has nothing else below it."""
    label = QLabel(text, parent)
    label.setProperty("role", "hint")
    label.setWordWrap(True)
    return label
