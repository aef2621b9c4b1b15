"""The highlights of the article beside its takeaways, with a key for everything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QSizePolicy, QWidget

from briefing.domain.annotations import Highlight, HighlightId, Meaning
from briefing.ui.delegates.highlight_row import HighlightRowDelegate
from briefing.ui.models.highlights import ORPHAN_ROLE, HighlightsModel
from briefing.ui.panes.reading.meanings import meaning_labels
from briefing.ui.theme import Theme

_MEANINGS = {Qt.Key(Qt.Key.Key_1 + place): meaning for place, meaning in enumerate(Meaning)}
_NOTE_KEYS = (Qt.Key.Key_N, Qt.Key.Key_F2)
_OTHER_KEYS = {
    Qt.Key.Key_T, Qt.Key.Key_G, Qt.Key.Key_P,
    Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter,
}  # fmt: skip


class HighlightList(QListView):
    """As high as its rows: the pane around it scrolls.

    Signals:
        jumped(HighlightId): show the passage of a highlight.
        note_wanted(Highlight, QRectF): write a note; the box of the row in the coordinates of the list.
        meaning_chosen(tuple[HighlightId, ...], Meaning), removed(tuple[HighlightId, ...]),
        takeaway_wanted(tuple[HighlightId, ...]), tags_wanted(tuple[HighlightId, ...]): what a key or the menu asked
            for.
        chosen(tuple[HighlightId, ...]): other rows are selected.
        place_wanted(HighlightId): put this highlight, which stands in an older text, onto the selected passage.
    """

    jumped = Signal(object)
    note_wanted = Signal(object, QRectF)
    meaning_chosen = Signal(object, object)
    removed = Signal(object)
    takeaway_wanted = Signal(object)
    tags_wanted = Signal(object)
    chosen = Signal(object)
    place_wanted = Signal(object)
    _resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = HighlightsModel(meaning_labels(), self)
        self._delegate = HighlightRowDelegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Highlights"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._jump)
        self.doubleClicked.connect(self._write_note)
        theme.changed.connect(self._fit)
        self._resized.connect(self._fit, Qt.ConnectionType.QueuedConnection)  # not while the layout is at work

    def show_highlights(self, highlights: Sequence[Highlight], version: int) -> None:
        """Show these, in text order, orphans last; selection and focus stay on the rows that stay.

        Args:
            version: the text that the article shows.
        """
        self._model.show(highlights, version)
        self._fit()

    def selected(self) -> tuple[HighlightId, ...]:
        """The selected highlights in text order."""
        rows = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return tuple(self._model.highlight(index).id for index in rows)

    def choose(self, highlight_id: HighlightId) -> QRectF | None:
        """Select one highlight; its box in the coordinates of the list, None when it is not in it."""
        index = self._model.index_of(highlight_id)
        if not index.isValid():
            return None
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return QRectF(self.visualRect(index))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.selected())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._resized.emit()

    def event(self, event: QEvent) -> bool:
        # The keys of the list win over the shortcuts of the window while the list has the focus.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ids, key = self.selected(), Qt.Key(event.key())
        if not ids or not self._is_ours(event):
            super().keyPressEvent(event)
        elif key in _MEANINGS:
            self.meaning_chosen.emit(ids, _MEANINGS[key])
        elif key in _NOTE_KEYS:
            self._write_note(self.currentIndex())
        elif key == Qt.Key.Key_T:
            self.takeaway_wanted.emit(ids)
        elif key == Qt.Key.Key_G:
            self.tags_wanted.emit(ids)
        elif key == Qt.Key.Key_P:
            self._place()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(ids)
        else:
            self._jump(self.currentIndex())

    def menu(self) -> QMenu:
        """What can be done with the selected highlights."""
        menu = QMenu(self)
        if self.currentIndex().data(ORPHAN_ROLE):
            menu.addAction(self.tr("Place on the selection") + "\tP").setData("place")
            menu.addAction(self.tr("Show in its text") + "\tEnter").setData("jump")
            menu.addSeparator()
        for place, (meaning, label) in enumerate(meaning_labels().items(), 1):
            menu.addAction(f"{label}\t{place}").setData(meaning)
        menu.addSeparator()
        menu.addAction(self.tr("Write a note") + "\tN").setData("note")
        menu.addAction(self.tr("New takeaway") + "\tT").setData("takeaway")
        menu.addAction(self.tr("Tag…") + "\tG").setData("tag")
        menu.addSeparator()
        menu.addAction(self.tr("Remove highlight") + "\tDel").setData("remove")
        menu.triggered.connect(self._run)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selected():
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    @Slot(QAction)
    def _run(self, action: QAction) -> None:
        ids, what = self.selected(), action.data()
        if what == "note":
            self._write_note(self.currentIndex())
        elif what == "takeaway":
            self.takeaway_wanted.emit(ids)
        elif what == "tag":
            self.tags_wanted.emit(ids)
        elif what == "remove":
            self.removed.emit(ids)
        elif what == "place":
            self._place()
        elif what == "jump":
            self._jump(self.currentIndex())
        else:
            self.meaning_chosen.emit(ids, Meaning(what))

    @staticmethod
    def _is_ours(event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        return Qt.Key(event.key()) in (*_MEANINGS, *_NOTE_KEYS, *_OTHER_KEYS)

    def _place(self) -> None:
        if self.currentIndex().data(ORPHAN_ROLE):
            self.place_wanted.emit(self._model.highlight(self.currentIndex()).id)

    @Slot(QModelIndex)
    def _jump(self, index: QModelIndex) -> None:
        if index.isValid():
            self.jumped.emit(self._model.highlight(index).id)

    @Slot(QModelIndex)
    def _write_note(self, index: QModelIndex) -> None:
        if index.isValid():
            self.note_wanted.emit(self._model.highlight(index), QRectF(self.visualRect(index)))

    @Slot()
    def _fit(self) -> None:
        self._delegate.set_width(self.viewport().width())
        self.scheduleDelayedItemsLayout()
        rows = range(self._model.rowCount())
        height = sum(self.sizeHintForIndex(self._model.index(row)).height() for row in rows)
        if height != self.height():
            self.setFixedHeight(height)
