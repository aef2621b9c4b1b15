"""The form of a section: its title and the words under it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from briefing.ui.panes.composer.form import add_field, column, hint, say
from briefing.ui.panes.composer.note_field import NoteField
from briefing.ui.theme import Theme


class SectionForm(QWidget):
    """Shows and edits one section.

    Signals:
        typed(str, object): a field and what stands in it now.
        articles_wanted(): the person wants to put articles into this section.
    """

    typed = Signal(str, object)
    articles_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        layout = column(self)
        self.title = QLineEdit(self)
        self.title.setAccessibleName(self.tr("Title of the section"))
        self.title.setPlaceholderText(self.tr("Title of the section"))
        self.title.setProperty("role", "headline")
        self.title.textEdited.connect(partial(self.typed.emit, "title"))
        self.error = hint(self, state="error")
        layout.addWidget(self.title)
        layout.addWidget(self.error)
        self.intro = NoteField(self, lines=3)
        self.intro.setPlaceholderText(self.tr("Words that stand above the articles of this section, if any."))
        self.intro.edited.connect(partial(self.typed.emit, "intro"))
        add_field(layout, self.tr("Introduction"), self.intro)
        layout.addSpacing(20)
        self.empty = QLabel(self)
        self.empty.setProperty("role", "hint")
        self.empty.setWordWrap(True)
        layout.addWidget(self.empty)
        row = QHBoxLayout()
        self.add_button = QPushButton(self.tr("Add articles…"), self)
        self.add_button.clicked.connect(self.articles_wanted)
        row.addWidget(self.add_button)
        row.addStretch(1)
        layout.addSpacing(8)
        layout.addLayout(row)
        layout.addStretch(1)
        theme.changed.connect(self._set_look)
        self._set_look()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the fields of a section; `items` is how many articles it has."""
        for field, text in ((self.title, str(values["title"])),):
            if field.text() != text:
                place = field.cursorPosition()
                field.setText(text)
                field.setCursorPosition(min(place, len(text)))
        self.intro.set_text(str(values["intro"]))
        empty = not values["items"]
        self.empty.setVisible(empty)
        self.empty.setText(
            self.tr("No article stands here yet. Left empty, the section prints “No significant developments”.")
        )
        if (self.add_button.property("role") == "primary") != empty:
            self.add_button.setProperty("role", "primary" if empty else "")
            self.add_button.style().unpolish(self.add_button)
            self.add_button.style().polish(self.add_button)
            self._set_look()

    def show_error(self, message: str) -> None:
        """Say why the section could not be saved, or stop saying it."""
        say(self.error, message)

    @Slot()
    def _set_look(self) -> None:
        self.title.setFont(self._theme.serif(22, QFont.Weight.DemiBold))
        self.intro.setFont(self._theme.serif(17))
        primary = self.add_button.property("role") == "primary"
        self.add_button.setIcon(self._theme.icon("plus", self._theme.tokens.on_accent if primary else None))
