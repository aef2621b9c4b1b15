"""The readers whom takeaways are written for: add, rename, order, merge, remove. Every change can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTreeView, QVBoxLayout, QWidget

from briefing.domain.annotations import Audience
from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError
from briefing.ui.dialogs.name import NameDialog
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import counted


class AudiencesDialog(QDialog):
    """A list in which a name is changed by typing over it; the order is the one in which choosers offer them."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._audiences: list[Audience] = []
        self.setWindowTitle(self.tr("Audiences"))
        self.model = QStandardItemModel(0, 2, self)
        self.view = QTreeView(self)
        self.view.setModel(self.model)
        self.view.setRootIsDecorated(False)
        self.view.setHeaderHidden(True)
        self.view.setUniformRowHeights(True)
        self.view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.view.setAccessibleName(self.tr("Audiences"))
        self.view.selectionModel().selectionChanged.connect(self._offer)
        self.model.itemChanged.connect(self._renamed)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.add, self.up, self.down, self.merge, self.remove = (self._button(text) for text in self._texts())
        self.shut = QPushButton(self.tr("Close"), self)
        self.shut.setDefault(True)
        self.add.clicked.connect(self._add)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.merge.clicked.connect(self._merge)
        self.remove.clicked.connect(self._remove)
        self.shut.clicked.connect(self.accept)
        self._lay_out()
        jobs.changed.connect(self._on_changed)
        self._say("")
        self._offer()
        self._read()

    def chosen(self) -> list[Audience]:
        """The selected audiences, from the top."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        return [self._audiences[row] for row in rows if row < len(self._audiences)]

    # Private

    def _texts(self) -> tuple[str, ...]:
        return self.tr("Add…"), self.tr("Up"), self.tr("Down"), self.tr("Merge"), self.tr("Remove")

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        em = self.fontMetrics().averageCharWidth()
        self.view.setMinimumSize(em * 60, self.fontMetrics().lineSpacing() * 14)
        row = QHBoxLayout()
        for button in (self.add, self.up, self.down, self.merge, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.shut)
        lead = QLabel(self.tr("A takeaway can be worded for each; a briefing prints the wording for its own audience."))
        lead.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(lead)
        column.addWidget(self.view, 1)
        column.addWidget(self.problem)
        column.addLayout(row)

    def _read(self) -> None:
        self._jobs.read("audiences.all_audiences", done=self._show, key="audiences dialog")

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.audiences or changes.articles:
            self._read()

    def _show(self, audiences: Sequence[Audience]) -> None:
        kept = {audience.name for audience in self.chosen()}
        self._audiences = list(audiences)
        blocked = self.model.blockSignals(True)
        self.model.setRowCount(0)
        self.model.blockSignals(blocked)
        for audience in self._audiences:
            name = QStandardItem(audience.name)
            name.setEditable(audience.id is not None)
            uses = QStandardItem(counted(audience.uses, self.tr("1 takeaway"), self.tr("%n takeaways")))
            uses.setEditable(False)
            uses.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.model.appendRow([name, uses])
        self.view.header().setStretchLastSection(False)
        self.view.header().setSectionResizeMode(0, self.view.header().ResizeMode.Stretch)
        self.view.resizeColumnToContents(1)
        selection = self.view.selectionModel()
        for row, audience in enumerate(self._audiences):
            if audience.name in kept:
                selection.select(
                    self.model.index(row, 0), selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                )
        self._offer()

    @Slot()
    def _offer(self) -> None:
        chosen = self.chosen()
        listed = bool(chosen) and all(audience.id is not None for audience in chosen)
        last = sum(1 for audience in self._audiences if audience.id is not None) - 1
        one = listed and len(chosen) == 1
        self.up.setEnabled(one and chosen[0].position > 0)
        self.down.setEnabled(one and chosen[0].position < last)
        self.merge.setEnabled(listed and len(chosen) > 1)
        self.remove.setEnabled(listed)
        # A name that takeaways use and that was never put into the list can be put there.
        self.add.setText(self.tr("Put into the list") if chosen and not listed else self.tr("Add…"))
        if len(chosen) > 1:
            self.merge.setToolTip(self.tr("Into “%1”, the first of them").replace("%1", chosen[0].name))

    @Slot()
    def _add(self) -> None:
        loose = [audience for audience in self.chosen() if audience.id is None]
        for audience in loose:
            self._jobs.write("audiences.add", audience.name, failed=self._failed)
        if loose:
            return
        dialog = NameDialog(self._jobs, self.tr("New audience"), "", self, "audiences.add", None)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(QStandardItem)
    def _renamed(self, item: QStandardItem) -> None:
        audience = self._audiences[item.row()]
        if item.column() == 0 and item.text() != audience.name:
            self._say("")
            self._jobs.write("audiences.rename", audience.id, item.text(), failed=self._failed)

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        for audience in self.chosen():
            self._jobs.write("audiences.move", audience.id, audience.position + by, failed=self._failed)

    @Slot()
    def _merge(self) -> None:
        target, *sources = self.chosen()
        self._jobs.write("audiences.merge", [source.id for source in sources], target.id, failed=self._failed)

    @Slot()
    def _remove(self) -> None:
        for audience in self.chosen():
            self._jobs.write("audiences.remove", audience.id, failed=self._failed)

    def _failed(self, error: BriefingError) -> None:
        self._say(str(error))
        self._read()

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
