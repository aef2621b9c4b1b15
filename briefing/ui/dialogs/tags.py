"""All tags: rename, recolour, merge, delete. Every change is undone like any other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.articles import Tag, TagId
from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError
from briefing.ui.delegates.tag_row import TagRow
from briefing.ui.dialogs.choosers import tag_chooser
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import counted
from briefing.ui.theme import Theme

TAG_ROLE = Qt.ItemDataRole.UserRole + 1


class TagsDialog(QDialog):
    """A list of tags in which a name is changed by typing over it."""

    def __init__(self, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._theme = jobs, theme
        self._tags: list[Tag] = []
        self.setWindowTitle(self.tr("Tags"))
        self.model = QStandardItemModel(0, 2, self)
        self.view = QTreeView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(TagRow(theme, self.view))
        self.view.setRootIsDecorated(False)
        self.view.setHeaderHidden(True)
        self.view.setUniformRowHeights(True)
        self.view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.view.setAccessibleName(self.tr("Tags"))
        self.view.selectionModel().selectionChanged.connect(self._offer)
        self.model.itemChanged.connect(self._renamed)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.rename = QPushButton(self.tr("Rename"), self)
        self.colour = QPushButton(self.tr("Colour…"), self)
        self.merge = QPushButton(self.tr("Merge…"), self)
        self.remove = QPushButton(self.tr("Delete"), self)
        self.shut = QPushButton(self.tr("Close"), self)
        self.rename.clicked.connect(self._edit)
        self.colour.clicked.connect(self._recolour)
        self.merge.clicked.connect(self._merge)
        self.remove.clicked.connect(self._delete)
        self.shut.clicked.connect(self.accept)
        self._lay_out()
        jobs.changed.connect(self._refresh)
        self._read()
        self._say("")
        self._offer()

    def _lay_out(self) -> None:
        em = self.fontMetrics().averageCharWidth()
        self.view.setMinimumSize(em * 56, self.fontMetrics().lineSpacing() * 16)
        row = QHBoxLayout()
        for button in (self.rename, self.colour, self.merge, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.view, 1)
        column.addWidget(self.problem)
        column.addLayout(row)

    def chosen(self) -> list[Tag]:
        """The selected tags, from the top."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedIndexes()})
        return [self._tags[row] for row in rows if row < len(self._tags)]

    def _read(self) -> None:
        self._jobs.read("browse.all_tags", done=self._show, key="tags dialog")

    @Slot(object)
    def _refresh(self, changes: Changes) -> None:
        if changes.tags:
            self._read()

    def _show(self, tags: Sequence[Tag]) -> None:
        kept = {tag.id for tag in self.chosen()}
        self._tags = list(tags)
        blocked = self.model.blockSignals(True)
        self.model.setRowCount(0)
        self.model.blockSignals(blocked)
        for tag in self._tags:
            name, count = (
                QStandardItem(tag.name),
                QStandardItem(counted(tag.count, self.tr("1 article"), self.tr("%n articles"))),
            )
            name.setData(tag.colour, Qt.ItemDataRole.UserRole)
            name.setData(tag.id, TAG_ROLE)
            count.setEditable(False)
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.model.appendRow([name, count])
        self.view.resizeColumnToContents(1)
        self.view.header().setStretchLastSection(False)
        self.view.header().setSectionResizeMode(0, self.view.header().ResizeMode.Stretch)
        for row, tag in enumerate(self._tags):
            if tag.id in kept:
                flags = self.view.selectionModel().SelectionFlag
                self.view.selectionModel().select(self.model.index(row, 0), flags.Select | flags.Rows)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        count = len(self.chosen())
        self.rename.setEnabled(count == 1)
        self.colour.setEnabled(count == 1)
        self.merge.setEnabled(count >= 1 and len(self._tags) > count)
        self.remove.setEnabled(count >= 1)

    @Slot()
    def _edit(self) -> None:
        self.view.edit(self.model.index(self.view.currentIndex().row(), 0))

    @Slot(QStandardItem)
    def _renamed(self, item: QStandardItem) -> None:
        tag = next((tag for tag in self._tags if tag.id == item.data(TAG_ROLE)), None)
        if tag is not None and item.text() != tag.name:
            self._say("")
            self._jobs.write("organise.rename_tag", tag.id, item.text(), failed=self._failed)

    @Slot()
    def _recolour(self) -> None:
        for tag in self.chosen()[:1]:
            choose_colour(self._jobs, tag, self)

    @Slot()
    def _merge(self) -> None:
        sources = self.chosen()
        others = [tag for tag in self._tags if tag not in sources]
        picker = tag_chooser(self._theme, self, others, self.tr("Merge into which tag?"))
        picker.chosen.connect(self._merge_into)
        picker.open()

    @Slot(object)
    def _merge_into(self, target: int) -> None:
        self._jobs.write("organise.merge_tags", [tag.id for tag in self.chosen()], TagId(target), failed=self._failed)

    @Slot()
    def _delete(self) -> None:
        for tag in self.chosen():
            self._jobs.write("organise.delete_tag", tag.id, failed=self._failed)

    def _failed(self, error: BriefingError) -> None:
        self._say(str(error))
        self._read()

    def _say(self, sentence: str) -> None:
        self.problem.setProperty("role", "error")
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


class _Recolouring(QObject):
    """Writes the colour that a colour dialog chose."""

    def __init__(self, jobs: Jobs, tag: Tag, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._tag = jobs, tag

    @Slot(QColor)
    def write(self, colour: QColor) -> None:
        self._jobs.write("organise.recolour_tag", self._tag.id, colour.name())


def choose_colour(jobs: Jobs, tag: Tag, parent: QWidget) -> QColorDialog:
    """Ask for another colour of a tag, and write it."""
    dialog = QColorDialog(QColor(tag.colour), parent)
    dialog.setWindowTitle(parent.tr("Colour of “%1”").replace("%1", tag.name))
    dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    dialog.colorSelected.connect(_Recolouring(jobs, tag, dialog).write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
