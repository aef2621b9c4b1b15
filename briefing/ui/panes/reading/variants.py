"""The wordings of a takeaway for other readers, each below the other and written where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from briefing.domain.annotations import Variant
from briefing.ui.actions import Actions
from briefing.ui.panes.reading.marked_field import MarkedField
from briefing.ui.theme import Theme


class Variants(QWidget):
    """One field for each audience. Emptied, the takeaway's own wording is for that audience again.

    Signals:
        edited(str, str): an audience and its new wording.
        left(): a field was left.
    """

    edited = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._actions = theme, actions
        self.fields: dict[str, MarkedField] = {}
        self._labels: dict[str, QLabel] = {}
        self._begun = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(1)
        self.hide()

    def show_variants(self, variants: Sequence[Variant], typed: Mapping[str, str]) -> None:
        """Show the wordings of the library, with what is typed and not there yet over them."""
        wanted = {variant.audience: variant.text for variant in variants} | dict(typed)
        if self._begun:
            wanted.setdefault(self._begun, "")
        for audience in [known for known in self.fields if known not in wanted]:
            self._drop(audience)
        for audience, text in wanted.items():
            if audience not in self.fields:
                self._add(audience)
            self.fields[audience].show_text(text)
        self.setVisible(bool(self.fields))

    def begin(self, audience: str) -> None:
        """Word it for an audience: its field is there, and has the caret."""
        self._begun = audience
        if audience not in self.fields:
            self._add(audience)
        self.show()
        self.fields[audience].setFocus()

    def apply_theme(self) -> None:
        """Take the font anew from the theme."""
        for field in self.fields.values():
            field.setFont(self._theme.serif(14))

    def _add(self, audience: str) -> None:
        label = QLabel(self.tr("For %1").replace("%1", audience), self)
        label.setProperty("role", "hint")
        field = MarkedField(self._theme, self._actions, self)
        field.setFont(self._theme.serif(14))
        field.setPlaceholderText(self.tr("The same, said for %1").replace("%1", audience))
        field.setAccessibleName(label.text())
        field.setObjectName(audience)
        field.edited.connect(self._type)
        field.left.connect(self.left)
        self._labels[audience], self.fields[audience] = label, field
        for widget in (label, field):
            self._column.addWidget(widget)
            widget.show()

    def _drop(self, audience: str) -> None:
        for widget in (self._labels.pop(audience), self.fields.pop(audience)):
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    @Slot(str)
    def _type(self, text: str) -> None:
        sender = self.sender()
        if sender is not None:
            self.edited.emit(sender.objectName(), text)
