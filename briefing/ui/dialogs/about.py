"""What the program is, which versions it runs on, and its licence."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot, qVersion
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing import __version__, paths
from briefing.ui.jobs import Jobs

if TYPE_CHECKING:
    from briefing.store.database import Versions


class AboutDialog(QDialog):
    """Versions that a report of a bug needs, ready to be copied."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Briefing"))
        mark = QLabel(self)
        mark.setPixmap(QIcon(str(paths.resources() / "icons" / "briefing.svg")).pixmap(56, 56))
        name = QLabel("Briefing", self)
        name.setProperty("role", "pane-title")
        version = QLabel(self.tr("Version %1").replace("%1", __version__), self)
        version.setProperty("role", "hint")
        words = QLabel(
            self.tr(
                "Collect articles, say what each one means for your reader, and send a briefing worth framing.\n\n"
                "Free software under the MIT licence. Nothing leaves this computer but the pages you fetch."
            ),
            self,
        )
        words.setWordWrap(True)
        self.versions = QLabel(self._versions("…", "…"), self)
        self.versions.setProperty("role", "hint")
        self.versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = QPushButton(self.tr("Copy versions"), self)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(mark)
        names = QVBoxLayout()
        names.addWidget(name)
        names.addWidget(version)
        head.addLayout(names, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(words)
        column.addWidget(self.versions)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        jobs.read("maintain.versions", done=self._show)

    def _versions(self, sqlite: str, driver: str) -> str:
        return "\n".join(
            (
                f"Briefing {__version__}",
                f"Python {platform.python_version()}, Qt {qVersion()}",
                f"SQLite {sqlite}, sqlcipher3 {driver}",
                platform.platform(),
            )
        )

    def _show(self, versions: Versions) -> None:
        self.versions.setText(self._versions(versions.sqlite, versions.driver))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.versions.text())
