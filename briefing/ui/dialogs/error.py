"""A bug: say so, and give the details in a form that can be copied."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import Qt, Slot, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from briefing import __version__, paths


class ErrorDialog(QDialog):
    """What to do after a bug, and its details."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        title = QLabel(self.tr("Briefing made a mistake"), self)
        title.setProperty("role", "title")
        words = QLabel(
            self.tr(
                "Your library is safe: everything that was saved is saved. You can go on working. "
                "If it happens again, send these details to the makers; look through them first, "
                "they can hold words of your articles."
            ),
            self,
        )
        words.setWordWrap(True)
        words.setProperty("role", "body")
        self.details = QPlainTextEdit(details_of(error), self)
        self.details.setReadOnly(True)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        where = QLabel(self.tr("They are also in the log in %1.").replace("%1", str(paths.log_dir())), self)
        where.setProperty("role", "hint")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton(self.tr("Copy details"), self)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (title, words, self.details, where, buttons):
            column.addWidget(widget)
        em = self.fontMetrics().averageCharWidth()
        self.details.setMinimumSize(em * 90, self.fontMetrics().lineSpacing() * 14)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())


def details_of(error: BaseException) -> str:
    """Everything about a bug that helps to find it."""
    head = f"Briefing {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return head + "\n\n" + "".join(traceback.format_exception(error))
