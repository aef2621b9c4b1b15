"""What came of an export: the file, and what to do with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing.ui.dialogs.export_place import show_in_folder
from briefing.ui.theme import Theme


class ExportOutcome(QWidget):
    """ "Saved", the name, what had to be left out, and Open, Show in folder, Done.

    Signals:
        done(): the person has seen it.
    """

    done = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._path: Path | None = None
        self.tick = QLabel(self)
        self.name = self._label("", "")
        self.detail = self._label("", "hint")
        self.left_out = self._label("", "notice")
        self.left_out.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_button = self._button(self.tr("Open"))
        self.folder_button = self._button(self.tr("Show in folder"))
        self.done_button = self._button(self.tr("Done"))
        self.open_button.clicked.connect(self.open_file)
        self.folder_button.clicked.connect(self.show_in_folder)
        self.done_button.clicked.connect(self.done)
        self._lay_out()
        theme.changed.connect(self._set_look)
        self._set_look()

    def show_file(self, path: Path, pages: int, warnings: tuple[str, ...]) -> None:
        """Show where the file is and what it lacks."""
        self._path = path
        self.name.setText(path.name)
        count = self.tr("1 page") if pages == 1 else self.tr("{n} pages").format(n=pages)
        self.detail.setText(f"{count} · {path.parent}")
        self.left_out.setText("\n".join(warnings))
        self.left_out.setVisible(bool(warnings))
        self.done_button.setDefault(True)
        self.open_button.setFocus()

    @Slot()
    def open_file(self) -> None:
        """Open the PDF in the program the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    @Slot()
    def show_in_folder(self) -> None:
        """Show the PDF among its neighbours."""
        if self._path is not None:
            show_in_folder(self._path)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.tick)
        head.addWidget(self._label(self.tr("Saved"), "title"), 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.open_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        row.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addSpacing(10)
        for widget in (self.name, self.detail, self.left_out):
            column.addWidget(widget)
        column.addStretch(1)
        column.addSpacing(16)
        column.addLayout(row)

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    @Slot()
    def _set_look(self) -> None:
        self.tick.setPixmap(self._theme.icon("check-circle", self._theme.tokens.good).pixmap(22, 22))
