"""The page of About that says where the library, its backups, the log and the settings are, and opens those folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing import paths

if TYPE_CHECKING:
    from briefing.operations.maintain import Places


class PlaceRow(QFrame):
    """A name, a path and a button that opens its folder."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._name = QLabel(name, self)
        self._name.setProperty("role", "title")
        self.path = QLabel(self)
        self.path.setProperty("role", "hint")
        self.path.setTextFormat(Qt.TextFormat.PlainText)
        self.path.setWordWrap(True)
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_button = QPushButton(self.tr("Open folder"), self)
        self.open_button.setAccessibleName(self.tr("Open the folder: %1").replace("%1", name))
        self.open_button.setAutoDefault(False)
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self._open)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self.path)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_place(self, folder: Path, words: str) -> None:
        """Show a place; the button works when its folder is there."""
        self._folder = folder
        self.path.setText(words)
        self.open_button.setEnabled(folder.is_dir())

    @Slot()
    def _open(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


class PlacesPage(QWidget):
    """Four places; those of the library are known once it is open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.library = PlaceRow(self.tr("Library"), self)
        self.backups = PlaceRow(self.tr("Backups"), self)
        self.log = PlaceRow(self.tr("Log"), self)
        self.settings = PlaceRow(self.tr("Settings"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 9, 4, 0)
        column.setSpacing(0)
        for row in (self.library, self.backups, self.log, self.settings):
            column.addWidget(row)
        column.addStretch(1)
        for row in (self.library, self.backups):
            row.path.setText(self.tr("The library is not open."))
        self.log.show_place(paths.log_dir(), str(paths.log_dir()))
        self.settings.show_place(paths.config_dir(), str(paths.config_dir()))

    def show_library(self, places: Places) -> None:
        """Show the places of the open library."""
        facts = QLocale().formattedDataSize(places.size)
        facts += ", " + (self.tr("encrypted") if places.encrypted else self.tr("not encrypted"))
        self.library.show_place(places.library.parent, f"{places.library}\n{facts}")
        there = str(places.backups) if places.backups.is_dir() else self.tr("There is no backup yet.")
        self.backups.show_place(places.backups, there)
