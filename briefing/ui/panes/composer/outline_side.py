"""The left part of the briefing pane: the outline and the two buttons that add to it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing.ui.panes.composer.outline_view import OutlineView
from briefing.ui.theme import Theme

NARROWEST = 208


class OutlineSide(QWidget):
    """A heading, the outline, and buttons to add articles and sections."""

    def __init__(self, outline: OutlineView, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumWidth(NARROWEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heading = QLabel(self.tr("Outline"), self)
        heading.setProperty("role", "group")
        heading.setContentsMargins(12, 14, 12, 6)
        column.addWidget(heading)
        column.addWidget(outline, 1)
        row = QHBoxLayout()
        row.setContentsMargins(10, 8, 10, 10)
        row.setSpacing(6)
        self.add_articles = QPushButton(self.tr("Articles…"), self)
        self.add_articles.setAccessibleName(self.tr("Add articles to the briefing"))
        self.add_section = QPushButton(self.tr("Section"), self)
        self.add_section.setAccessibleName(self.tr("Add a section"))
        for button in (self.add_articles, self.add_section):
            button.setProperty("role", "narrow")
            row.addWidget(button, 1)
        column.addLayout(row)
        theme.changed.connect(self._set_look)
        self._set_look()

    @Slot()
    def _set_look(self) -> None:
        self.add_articles.setIcon(self._theme.icon("plus"))
        self.add_section.setIcon(self._theme.icon("rows"))
