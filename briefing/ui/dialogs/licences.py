"""The page of About that lists the parts of the program with their licences, read when it is first shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from briefing.ui.jobs import Jobs, Progress

if TYPE_CHECKING:
    from briefing.operations.about import Part

PART = Qt.ItemDataRole.UserRole


class LicencesPage(QWidget):
    """A list of parts and the text of the chosen one's licence."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asked = False
        self.list = QListWidget(self)
        self.list.setProperty("role", "palette")
        self.list.setAccessibleName(self.tr("Parts of the program"))
        self.list.setUniformItemSizes(True)
        self.list.currentItemChanged.connect(self._chosen)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # licences come with lines of their own
        self.text.setAccessibleName(self.tr("Licence"))
        self.text.setPlaceholderText(self.tr("Reading the licences …"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list, 1)
        row.addWidget(self.text, 2)

    def load(self) -> None:
        """Read the list, once."""
        if not self._asked:
            self._asked = True
            self._jobs.run("", _read_parts, done=self._show)

    def _show(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            item = QListWidgetItem(f"{part.name} {part.version}".strip(), self.list)
            item.setData(PART, part)
            item.setToolTip(part.terms)
        self.list.setCurrentRow(0)

    @Slot(QListWidgetItem)
    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._jobs.run("", partial(_read_text, part=item.data(PART)), done=self._show_text, key="licence")

    def _show_text(self, text: str) -> None:
        self.text.setPlainText(text)


def _read_parts(_progress: Progress) -> tuple[Part, ...]:
    from briefing.operations import about

    return about.parts()


def _read_text(_progress: Progress, part: Part) -> str:
    from briefing.operations import about

    return f"{part.name} {part.version}\n{part.terms}\n\n{about.licence_text(part)}"
