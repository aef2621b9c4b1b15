"""Asking for one name, with the reason beside the field when it cannot be used."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from briefing.domain.errors import BriefingError
from briefing.ui.jobs import Jobs


class NameDialog(QDialog):
    """A field and a button. The dialog closes once the write has succeeded; until then the typed name stays."""

    def __init__(
        self, jobs: Jobs, title: str, name: str, parent: QWidget, verb: str, target: object, *, keyword: str = ""
    ) -> None:
        """Make the dialog.

        Args:
            verb: the operation that takes `target` and the new name; without a target the name alone.
            keyword: the name of the operation's argument for the new name, "" when it is the second one.
        """
        super().__init__(parent)
        self._jobs, self._verb, self._target, self._keyword = jobs, verb, target, keyword
        self.setWindowTitle(title)
        self.field = QLineEdit(name, self)
        self.field.setAccessibleName(title)
        self.field.selectAll()
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    @Slot()
    def _save(self) -> None:
        name = self.field.text().strip()
        args: tuple[Any, ...] = () if self._target is None else (self._target,)
        if not self._keyword:
            args = (*args, name)
        more = {self._keyword: name} if self._keyword else {}
        self._jobs.write(self._verb, *args, done=self._saved, failed=self._failed, **more)

    def _saved(self, _value: object) -> None:
        self.accept()

    def _failed(self, error: BriefingError) -> None:
        self.problem.setText(str(error))
        self.problem.show()
        self.field.setFocus()
