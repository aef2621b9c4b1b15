"""The extra fields of a kind of takeaway: owner, due and status of an action, and the like."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from briefing.domain.annotations import FORMS, TakeawayKind
from briefing.ui.panes.reading.fitting_field import FittingField
from briefing.ui.panes.reading.meanings import field_choices


class KindFields(QWidget):
    """A label and a field each. Values of fields that another kind has are kept, not shown.

    Signals:
        edited(dict[str, str]): all values, after one of them was typed.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind: TakeawayKind | None = None
        self._values: dict[str, str] = {}
        self.fields: dict[str, FittingField] = {}
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(1, 1)

    def show_fields(self, kind: TakeawayKind, values: Mapping[str, str]) -> None:
        """Show the fields of a kind with their values."""
        self._values = dict(values)
        if kind is not self._kind:
            self._build(kind)
        for name, field in self.fields.items():
            field.show_text(values.get(name, ""))

    def _build(self, kind: TakeawayKind) -> None:
        self._kind = kind
        for widget in (*self._labels, *self.fields.values()):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._labels, self.fields = [], {}
        choices = field_choices()
        for row, name in enumerate(FORMS[kind].fields):
            caption = name[:1].upper() + name[1:]
            label = QLabel(caption, self)
            label.setProperty("role", "hint")
            field = FittingField("", self)
            field.setAccessibleName(caption)
            field.set_words(choices.get(name, ()))
            field.textEdited.connect(self._tell)
            if completer := field.completer():
                completer.activated.connect(self._tell)
            label.setBuddy(field)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
            label.show()
            field.show()
            self._labels.append(label)
            self.fields[name] = field
        self.setVisible(bool(self.fields))

    def _tell(self) -> None:
        for name, field in self.fields.items():
            if field.text().strip() or name in self._values:
                self._values[name] = field.text().strip()
        self.edited.emit(dict(self._values))
