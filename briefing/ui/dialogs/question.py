"""Asking before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(window: QWidget, title: str, question: str, warning: str, go: str, slot: Callable[[], object]) -> QMessageBox:
    """Ask a question and call `slot`, a bound method, when the person presses `go`; Return means Cancel."""
    box = QMessageBox(window)
    box.setWindowTitle(title)
    box.setText(question)
    box.setInformativeText(warning)
    button = box.addButton(go, QMessageBox.ButtonRole.DestructiveRole)
    button.setIcon(QIcon())
    button.setProperty("role", "danger")
    button.style().unpolish(button)  # the box has given it its look already
    button.style().polish(button)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    button.clicked.connect(slot)
    box.finished.connect(box.deleteLater)
    box.open()
    return box
