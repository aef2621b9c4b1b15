"""Exporting a briefing: on which paper and where to; then what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.briefings import Briefing, BriefingContents, BriefingId, Paper
from briefing.domain.errors import BriefingError, Cancelled
from briefing.ui.delegates.segmented import SegmentedChoice
from briefing.ui.dialogs import export_place
from briefing.ui.dialogs.export_outcome import ExportOutcome
from briefing.ui.jobs import Job, Jobs
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.export.pdf import Typesetter
    from briefing.operations.publish import Exported

OPEN_KEY = "export/open"


class ExportDialog(QDialog):
    """Asks, exports and tells. An existing file is replaced only if the system's dialog has asked about it."""

    def __init__(
        self,
        jobs: Jobs,
        theme: Theme,
        briefing_id: BriefingId,
        parent: QWidget | None = None,
        *,
        state: QSettings | None = None,
        typesetter: Typesetter | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            state: where the last folder is kept.
            typesetter: a warm one, if there is one; the export then takes a fraction of the time.
        """
        super().__init__(parent)
        self._jobs, self._theme, self._id, self._typesetter = jobs, theme, briefing_id, typesetter
        self._state = state or QSettings()
        self._path: Path | None = None
        self._may_replace = False
        self._job: Job | None = None
        self.setWindowTitle(self.tr("Export as PDF"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 74)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._build_choices())
        self.outcome = ExportOutcome(theme, self)
        self.outcome.done.connect(self.accept)
        self.pages.addWidget(self.outcome)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.addWidget(self.pages)
        theme.changed.connect(self._set_look)
        self._set_look()
        jobs.read("browse.briefing", briefing_id, done=self._show, failed=self._fail)

    @property
    def path(self) -> Path | None:
        """Where the file will be, or is."""
        return self._path

    def set_path(self, path: Path, *, may_replace: bool) -> None:
        """Choose a place; `may_replace` when the person has agreed to replace what stands there."""
        self._path = path if path.suffix.casefold() == ".pdf" else path.with_name(path.name + ".pdf")
        self._may_replace = may_replace and self._path == path
        self.name.setText(self._path.name)
        self.folder.setText(str(self._path.parent))
        self.folder.setToolTip(str(self._path))
        self._say("")

    def reject(self) -> None:
        """Break the export off, or close."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    # Choosing

    def _show(self, contents: BriefingContents) -> None:
        briefing = contents.briefing
        self.title.setText(briefing.title or self.tr("Untitled briefing"))
        self.paper.set_value(briefing.paper.value)
        if self._path is None:
            self.set_path(export_place.suggested(briefing, self._state), may_replace=False)
        self._show_rights(briefing)
        self.export_button.setEnabled(True)
        self.export_button.setFocus()

    def _show_rights(self, briefing: Briefing) -> None:
        full = sum(item.full_text for section in briefing.sections for item in section.items)
        words = (
            self.tr("One article is printed in full.") if full == 1 else self.tr("{n} articles are printed in full.")
        )
        note = self.tr("Passing whole articles on usually needs the publisher’s licence.")
        self.rights.setText(f"{words.format(n=full)} {note}")
        self.rights.setVisible(full > 0)

    @Slot()
    def choose_place(self) -> None:
        """Ask the system's dialog where to; it asks before a file is replaced."""
        dialog = QFileDialog(self, self.tr("Export as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        if self._path is not None:
            dialog.setDirectory(str(self._path.parent))
            dialog.selectFile(self._path.name)
        dialog.fileSelected.connect(self._take_place)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _take_place(self, name: str) -> None:
        self.set_path(Path(name), may_replace=True)

    # Exporting

    @Slot()
    def export(self) -> None:
        """Write the file."""
        if self._path is None or self._job is not None:
            return
        if self._path.exists() and not self._may_replace:
            self._say(
                self.tr("A file with this name is there already. Choose another place, or confirm to replace it.")
            )
            self.place_button.setFocus()
            return
        self._say("")
        self._set_running(True)
        self._job = self._jobs.run(
            self.tr("Exporting {name}").format(name=self._path.name),
            "publish.export_briefing",
            self._id,
            "pdf",
            self._path,
            typesetter=self._typesetter,
            paper=Paper(self.paper.value),
            done=self._saved,
            failed=self._fail,
        )

    def _saved(self, exported: Exported) -> None:
        self._job = None
        self._set_running(False)
        export_place.remember(exported.path, self._state)
        self._state.setValue(OPEN_KEY, self.open_after.isChecked())
        self.outcome.show_file(exported.path, exported.pages, exported.warnings)
        self.pages.setCurrentWidget(self.outcome)
        if self.open_after.isChecked():
            self.outcome.open_file()

    def _fail(self, error: BriefingError) -> None:
        self._job = None
        self._set_running(False)
        if isinstance(error, Cancelled):
            self._say("")
        else:
            self._say(str(error))
            self.place_button.setFocus()

    # Layout

    def _build_choices(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.title = QLabel(page)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        column.addWidget(self.title)
        column.addSpacing(10)
        names = {Paper.A4.value: self.tr("A4"), Paper.LETTER.value: self.tr("US Letter")}
        self.paper = SegmentedChoice(self.tr("Paper"), names, page)
        column.addWidget(self._label(self.tr("Paper"), page))
        column.addWidget(self.paper)
        column.addSpacing(10)
        column.addWidget(self._label(self.tr("Save as"), page))
        column.addWidget(self._build_place(page))
        column.addSpacing(4)
        self.open_after = QCheckBox(self.tr("Open the PDF when it is saved"), page)
        self.open_after.setChecked(bool(self._state.value(OPEN_KEY, False, type=bool)))
        self.rights = self._label("", page, role="hint")
        self.problem = self._label("", page, role="error")
        self.problem.hide()
        self.rights.hide()
        for widget in (self.open_after, self.rights, self.problem):
            column.addWidget(widget)
        column.addStretch(1)
        column.addSpacing(10)
        column.addLayout(self._build_run(page))
        return page

    def _build_place(self, page: QWidget) -> QWidget:
        card = QFrame(page)
        card.setProperty("role", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 8, 8, 8)
        self.symbol = QLabel(card)
        self.name = QLabel(card)
        self.folder = self._label("", card, role="hint")
        for line in (self.name, self.folder):
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setWordWrap(True)
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.folder)
        self.place_button = QPushButton(self.tr("Change…"), card)
        self.place_button.setAccessibleName(self.tr("Choose another name or folder"))
        self.place_button.setAutoDefault(False)
        self.place_button.clicked.connect(self.choose_place)
        row.addWidget(self.symbol)
        row.addSpacing(4)
        row.addLayout(words, 1)
        row.addWidget(self.place_button)
        return card

    def _build_run(self, page: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.progress = QProgressBar(page)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Exporting"))
        self.progress.hide()
        self.cancel_button = QPushButton(self.tr("Cancel"), page)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.export_button = QPushButton(self.tr("Export"), page)
        self.export_button.setDefault(True)
        self.export_button.setEnabled(False)
        self.export_button.clicked.connect(self.export)
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        row.addWidget(self.cancel_button)
        row.addWidget(self.export_button)
        row.insertStretch(1, 1)
        return row

    def _label(self, text: str, parent: QWidget, *, role: str = "label") -> QLabel:
        label = QLabel(text, parent)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _say(self, message: str) -> None:
        self.problem.setText(message)
        self.problem.setVisible(bool(message))

    def _set_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        for widget in (self.paper, self.place_button, self.export_button, self.open_after):
            widget.setEnabled(not running)

    @Slot()
    def _set_look(self) -> None:
        self.symbol.setPixmap(self._theme.icon("file-pdf", self._theme.tokens.danger).pixmap(24, 24))
