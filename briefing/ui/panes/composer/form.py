"""How the three forms are laid out: one calm column, labels above their fields."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

MEASURE = 640
"""The widest a form gets, in pixels at the base font; longer lines are hard to read."""

NARROWEST = 292
"""The narrowest a form gets; nothing in it may need more."""


class FormScroll(QScrollArea):
    """Scrolls one form up and down and keeps it in the middle of the room there is."""

    def __init__(self, form: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "form")
        middle = QWidget()
        middle.setProperty("role", "form")
        row = QHBoxLayout(middle)
        row.setContentsMargins(16, 20, 16, 24)
        form.setMaximumWidth(MEASURE)
        self.setMinimumWidth(NARROWEST)
        row.addStretch(1)
        row.addWidget(form, 100)
        row.addStretch(1)
        self.setWidget(middle)

    def event(self, event: QEvent) -> bool:
        # Delete removes what is selected in the outline, never while something in the form has the focus.
        asks = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asks and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)


def column(form: QWidget) -> QVBoxLayout:
    """The layout of a form: its rows from the top, nothing stretched."""
    layout = QVBoxLayout(form)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    return layout


def label(text: str, field: QWidget, parent: QWidget | None) -> QLabel:
    """The label above a field, which also names it for screen readers."""
    made = QLabel(text, parent)
    made.setProperty("role", "label")
    made.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(text)
    return made


def hint(parent: QWidget, text: str = "", *, state: str = "") -> QLabel:
    """A quiet line under a field; `state` "error" makes it one that must be read."""
    made = QLabel(text, parent)
    made.setWordWrap(True)
    made.setProperty("role", "hint")
    made.setProperty("state", state)
    made.setVisible(bool(text))
    return made


def say(line: QLabel, text: str) -> None:
    """Show a text in a hint line, or hide the line."""
    line.setText(text)
    line.setVisible(bool(text))


def add_field(layout: QVBoxLayout, text: str, field: QWidget, *, space: int = 12) -> QLabel:
    """A label and its field below what is there, with `space` pixels above."""
    layout.addSpacing(space)
    parent = layout.parentWidget()
    made = label(text, field, parent)
    layout.addWidget(made)
    layout.addWidget(field)
    return made


def group_title(text: str, parent: QWidget) -> QLabel:
    """The heading of a group of fields."""
    made = QLabel(text, parent)
    made.setProperty("role", "group")
    return made


def rule(parent: QWidget) -> QFrame:
    """A hairline."""
    line = QFrame(parent)
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line
