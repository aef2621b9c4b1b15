"""What the program is, which versions it runs on, where its files are, and the licences of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot, qVersion
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from briefing import __version__, paths
from briefing.ui.dialogs.licences import LicencesPage
from briefing.ui.dialogs.places import PlacesPage
from briefing.ui.jobs import Jobs, Progress

if TYPE_CHECKING:
    from briefing.operations.maintain import Places

Versions = tuple[tuple[str, str], ...]


class AboutDialog(QDialog):
    """Versions that a report of a bug needs, ready to be copied; folders to open; licences to read."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Briefing"))
        self._versions: Versions = ()
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.places = PlacesPage(self.tabs)
        self.licences = LicencesPage(jobs, self.tabs)
        self.tabs.addTab(self._versions_page(), self.tr("Versions"))
        self.tabs.addTab(self.places, self.tr("Folders"))
        self.tabs.addTab(self.licences, self.tr("Licences"))
        self.tabs.currentChanged.connect(self._turned)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy_button = QPushButton(self.tr("Copy versions"), self)
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._copy)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(self._head())
        column.addWidget(self.tabs, 1)
        column.addWidget(buttons)
        em = self.fontMetrics().averageCharWidth()
        self.resize(em * 118, self.fontMetrics().lineSpacing() * 30)
        jobs.run("", _read_versions, done=self._show)
        jobs.read("maintain.places", done=self._show_places)

    def text(self) -> str:
        """The versions as they are copied, a line each."""
        return "\n".join(f"{name} {version}" for name, version in self._versions)

    def _head(self) -> QHBoxLayout:
        mark = QLabel(self)
        mark.setPixmap(QIcon(str(paths.resources() / "icons" / "briefing.svg")).pixmap(56, 56))
        name = QLabel("Briefing", self)
        name.setProperty("role", "pane-title")
        version = QLabel(self.tr("Version %1 · free software under the MIT licence").replace("%1", __version__), self)
        version.setProperty("role", "hint")
        words = QLabel(self.tr("Nothing leaves this computer but the requests for the pages you fetch."), self)
        words.setProperty("role", "hint")
        names = QVBoxLayout()
        names.setSpacing(2)
        for label in (name, version, words):
            names.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(mark)
        head.addLayout(names, 1)
        return head

    def _versions_page(self) -> QWidget:
        page = QWidget(self.tabs)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 16, 4, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        return page

    def _show(self, versions: Versions) -> None:
        head, others = versions[:2], versions[2:]
        self._versions = (*head, ("Qt", qVersion()), *others)
        for line, (name, version) in enumerate(self._versions):
            label = QLabel(name, self)
            label.setProperty("role", "label")
            value = QLabel(version, self)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{name} {version}")
            self._grid.addWidget(label, line, 0)
            self._grid.addWidget(value, line, 1)

    def _show_places(self, places: Places) -> None:
        self.places.show_library(places)

    @Slot(int)
    def _turned(self, _page: int) -> None:
        if self.tabs.currentWidget() is self.licences:
            self.licences.load()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())


def _read_versions(_progress: Progress) -> Versions:
    """Worker thread: without waiting for the library, which may be what a report is about."""
    from briefing.operations import about

    return about.versions()
