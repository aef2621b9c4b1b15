"""The outline of a briefing: select, fold, rename, drag, drop and walk with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTreeView, QWidget

from briefing.domain.briefings import ItemId, SectionId
from briefing.ui.actions import Actions
from briefing.ui.delegates.outline_row import CHEVRON_ROOM, OutlineRowDelegate
from briefing.ui.models.briefing_outline import BriefingOutlineModel
from briefing.ui.models.outline_rows import OutlineRow, RowKind
from briefing.ui.theme import Theme

MENU = (
    "briefing.open_article",
    "briefing.rename",
    "",
    "briefing.level_top",
    "briefing.level_brief",
    "briefing.level_headline",
    "",
    "briefing.up",
    "briefing.down",
    "",
    "briefing.remove_item",
)


class OutlineView(QTreeView):
    """Shows a `BriefingOutlineModel`.

    Signals:
        picked(): the selection is another one now.
    """

    picked = Signal()

    def __init__(self, model: BriefingOutlineModel, theme: Theme, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._outline = model
        self._actions = actions
        self.setAccessibleName(self.tr("Outline of the briefing"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "outline")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setItemDelegate(OutlineRowDelegate(theme, self))
        self.setModel(model)
        model.rowsInserted.connect(self._unfold_new)
        self.selectionModel().selectionChanged.connect(self.picked)
        theme.changed.connect(self.doItemsLayout)

    def selected_items(self) -> list[ItemId]:
        """The selected items in the order of the outline."""
        chosen = {row.id for row in self._rows() if row.kind is RowKind.ITEM}
        return [i for section in self._outline.section_ids() for i in self._outline.item_ids(section) if i in chosen]

    def selected_sections(self) -> list[SectionId]:
        """The selected sections in their order."""
        chosen = {row.id for row in self._rows() if row.kind is RowKind.SECTION}
        return [section for section in self._outline.section_ids() if section in chosen]

    def current_section(self) -> SectionId | None:
        """The section in which the current row stands."""
        index = self.currentIndex()
        row = self._outline.row_at(index.parent() if index.parent().isValid() else index)
        return SectionId(row.id) if row is not None and row.kind is RowKind.SECTION else None

    def select(self, kind: RowKind, row_id: int = 0) -> bool:
        """Select one row and bring it into sight; False when it is not there."""
        index = self._outline.index_of(kind, row_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def rename_current(self) -> None:
        """Edit the title of the current row where it stands."""
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self._outline.row_at(index)
        on_chevron = event.position().x() < CHEVRON_ROOM
        if row is not None and row.kind is RowKind.SECTION and on_chevron and self.model().hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # titles wrap anew, so rows have other heights

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._outline.row_at(self.indexAt(event.pos()))
        if row is None or row.kind is RowKind.FRONT:
            return
        menu = QMenu(self)
        self._actions.fill(menu, MENU)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _rows(self) -> list[OutlineRow]:
        return [row for index in self.selectedIndexes() if (row := self._outline.row_at(index))]

    def _unfold_new(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            if first == 0:
                self.expand(parent)
            return
        for place in range(first, last + 1):
            self.expand(self.model().index(place, 0))
