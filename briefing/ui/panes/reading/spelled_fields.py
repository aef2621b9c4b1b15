"""The fields whose spelling is checked: each from the moment when it first has the focus."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from briefing.ui.models.spelling import OFF, Spelling
from briefing.ui.theme import Theme

PROPERTY = "spelled"
"""A QPlainTextEdit with this property set holds words of the person's own."""


class SpelledFields(QObject):
    """Watches the focus: reading costs nothing, and the first dictionary is looked for when somebody writes.

    Signals:
        said(str): a sentence for the person.
    """

    said = Signal(str)

    def __init__(self, spelling: Spelling, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._spelling, self._theme, self._window = spelling, theme, parent
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    @Slot()
    def select_next(self) -> None:
        """Select the next misspelled word of the field with the focus, or say why there is none to select."""
        from briefing.ui.panes.reading.field_spelling import FieldSpelling
        from briefing.ui.panes.reading.spelling_menu import missing

        focus = self._window.window().focusWidget()
        field = focus.findChild(FieldSpelling) if focus is not None else None
        if field is None:
            self.said.emit(self.tr("Put the caret into a text that you write; its spelling is checked there."))
        elif self._spelling.choice == OFF:
            self.said.emit(self.tr("The spelling is not checked. The menu of the text has the languages."))
        elif self._spelling.problem:
            self.said.emit(self._spelling.problem)
        elif self._spelling.found is not None and self._spelling.dictionary(field.language) is None:
            self.said.emit(" ".join(missing(self._spelling, field.language)[:2]))
        elif not field.select_next():
            waits = self._spelling.found is None or self._spelling.is_waiting
            self.said.emit(self.tr("The words are still looked up.") if waits else self.tr("No misspelled word here."))

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if (
            not isinstance(now, QPlainTextEdit)
            or not now.property(PROPERTY)
            or now.window() is not self._window.window()
        ):
            return
        from briefing.ui.panes.reading.field_spelling import FieldSpelling

        if now.findChild(FieldSpelling) is None:
            FieldSpelling(now, self._spelling, self._theme)
        if self._spelling.found is None:
            self._spelling.look_around()
