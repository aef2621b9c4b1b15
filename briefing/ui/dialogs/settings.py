"""The person's settings, in one place. Each holds as soon as it is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from briefing.settings import Settings
from briefing.ui.actions import Actions
from briefing.ui.models.wording import counted


class SettingsDialog(QDialog):
    """Says in whole words what each setting does; what an action switches is switched by that action.

    Signals:
        changed(): a setting has another value; they want to be saved.
    """

    changed = Signal()

    def __init__(self, settings: Settings, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._actions = settings, actions
        self.setWindowTitle(self.tr("Settings"))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(20)
        self._form.setVerticalSpacing(10)
        self._head(self.tr("New briefings"))
        self.prepared_by = QLineEdit(settings.prepared_by, self)
        self.prepared_by.setPlaceholderText(self.tr("Your name, or your team’s"))
        self.prepared_by.editingFinished.connect(self._keep_name)
        self._row(self.tr("Prepared by"), self.prepared_by)
        self.paper = self._choice("paper", {"a4": self.tr("A4"), "us-letter": self.tr("US Letter")}, self.tr("Paper"))
        self._head(self.tr("Appearance"))
        self.theme = self._modes()
        self._head(self.tr("Network"))
        self.refresh = self._choice("refresh_minutes", self._intervals(), self.tr("Ask the feeds"))
        self.offline = QCheckBox(self.tr("Work offline: send and fetch nothing"), self)
        self.offline.setChecked(actions["file.offline"].isChecked())
        self.offline.toggled.connect(self._switch_offline)
        actions["file.offline"].toggled.connect(self.offline.setChecked)
        self._form.addRow("", self.offline)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(18)
        column.addLayout(self._form)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)

    def done(self, result: int) -> None:
        self._keep_name()  # Escape leaves no field
        super().done(result)

    # Private

    def _intervals(self) -> Mapping[object, str]:
        names: dict[object, str] = {0: self.tr("only when I say so")}
        names |= {m: self.tr("every %1 minutes").replace("%1", str(m)) for m in (15, 30)}
        names |= {h * 60: counted(h, self.tr("every hour"), self.tr("every %n hours")) for h in (1, 3, 6, 12)}
        names[1440] = self.tr("once a day")
        return names

    def _head(self, text: str) -> None:
        label = QLabel(text, self)
        label.setProperty("role", "form-title")
        label.setIndent(0)
        self._form.addRow(label)

    def _row(self, text: str, field: QWidget) -> None:
        label = QLabel(text, self)
        label.setBuddy(field)
        field.setAccessibleName(text)
        self._form.addRow(label, field)

    def _choice(self, name: str, choices: Mapping[object, str], text: str) -> QComboBox:
        """A box that writes its value to the setting `name`."""
        box = QComboBox(self)
        box.setObjectName(name)
        for value, label in choices.items():
            box.addItem(label, value)
        box.setCurrentIndex(max(0, box.findData(getattr(self._settings, name))))
        box.activated.connect(self._keep_choice)
        self._row(text, box)
        return box

    def _modes(self) -> QComboBox:
        """The three colours of the window, each of which is an action."""
        box = QComboBox(self)
        for mode, label in (
            ("system", self.tr("as the system")),
            ("light", self.tr("light")),
            ("dark", self.tr("dark")),
        ):
            box.addItem(label, self._actions[f"view.theme_{mode}"])
        box.setCurrentIndex(max(0, ("system", "light", "dark").index(self._settings.theme)))
        box.activated.connect(self._choose_mode)
        self._row(self.tr("Colours"), box)
        return box

    @Slot()
    def _keep_choice(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox) and getattr(self._settings, box.objectName()) != box.currentData():
            setattr(self._settings, box.objectName(), box.currentData())
            self.changed.emit()

    @Slot(int)
    def _choose_mode(self, _row: int) -> None:
        action = self.theme.currentData()
        if isinstance(action, QAction):
            action.trigger()

    @Slot()
    def _keep_name(self) -> None:
        name = self.prepared_by.text().strip()
        if name != self._settings.prepared_by:
            self._settings.prepared_by = name
            self.changed.emit()

    @Slot(bool)
    def _switch_offline(self, on: bool) -> None:
        if self._actions["file.offline"].isChecked() != on:
            self._actions["file.offline"].trigger()
