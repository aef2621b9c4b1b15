"""The column of the morning: the meter, the queue of stories, the keys, and the draft of page 1 that grows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QListView, QSplitter, QToolButton, QVBoxLayout, QWidget

from briefing.domain.triage import Morning
from briefing.ui.actions import Actions
from briefing.ui.delegates.morning_row import MorningRow
from briefing.ui.models.morning import MorningModel
from briefing.ui.panes.morning_draft import MorningDraft
from briefing.ui.panes.morning_meter import MorningMeter
from briefing.ui.panes.reading.flow_layout import FlowLayout
from briefing.ui.theme import Theme

DECISIONS = ("morning.skip", "morning.brief", "morning.top", "morning.later", "morning.open", "morning.finish")


class QueueView(QListView):
    """The queue. Its current row is the story to decide on; letters are commands, no search in the list.

    Signals:
        retried(int): “Try again” in the row at this place was clicked.
    """

    retried = Signal(int)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index, delegate = self.indexAt(event.position().toPoint()), self.itemDelegate()
        box = QRectF(self.visualRect(index))
        # Looked up before the press makes the row the current one, which moves what stands in it.
        if isinstance(delegate, MorningRow) and delegate.again_box(index, box).contains(event.position()):
            self.retried.emit(index.row())
        else:
            super().mousePressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters and signs are commands."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
            return
        super().keyPressEvent(event)


class MorningPane(QWidget):
    """Shows how far the morning is. What the person wants of it is said by signals; `MorningPlace` does it.

    Signals:
        came(): the morning is shown: begin it, or go on.
        stepped(int): the person wants to look at the next story, or at the previous one.
        picked(int): the person wants to look at the story at this place.
        retried(int): the person wants the story at this place to be kept after all.
        text_wanted(): the person wants the focus in the text.
    """

    came = Signal()
    stepped = Signal(int)
    picked = Signal(int)
    retried = Signal(int)
    text_wanted = Signal()

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._shown = -1
        self.setAccessibleName(self.tr("Morning"))
        self.meter = MorningMeter(self)
        self.model = MorningModel(self)
        self.queue = QueueView(self)
        self.draft = MorningDraft(theme, self)
        self.problem = QLabel(self)
        self._arrange(theme)
        self.setFocusProxy(self.queue)
        self.queue.clicked.connect(self.text_wanted)
        self.queue.selectionModel().currentChanged.connect(self._moved)
        theme.changed.connect(self.queue.viewport().update)

    def show_rows(self) -> None:
        """The morning is shown."""
        self.came.emit()

    def go(self, by: int) -> None:
        """Look at the next story, or at the previous one."""
        self.stepped.emit(by)

    def show_morning(self, morning: Morning, title: str, coming: Collection[int], problems: Mapping[int, str]) -> None:
        """Show how far the morning is; `title` is that of the draft, the rest is as in `MorningModel.show`."""
        self.model.show(morning, coming, problems)
        self.draft.show_draft(morning, title)
        self._shown = morning.at
        index = self.model.index(morning.at) if morning.card is not None else QModelIndex()
        self.queue.setCurrentIndex(index)
        self.queue.doItemsLayout()
        if index.isValid():
            self.queue.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def say(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def sizeHint(self) -> QSize:
        return QSize(round(self.fontMetrics().averageCharWidth() * 41), 400)

    # Private

    def _arrange(self, theme: Theme) -> None:
        title = QLabel(self.tr("Morning"), self)
        title.setProperty("role", "pane-title")
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self._make_queue(theme)
        keys = FlowLayout(spacing=4)
        for action_id in DECISIONS:
            keys.addWidget(self._button(action_id))
        upper, lower = QWidget(self), QWidget(self)
        above, below = QVBoxLayout(upper), QVBoxLayout(lower)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.setSpacing(8)
        for widget in (title, self.meter, self.problem):
            head.addWidget(widget)
        above.addLayout(head)
        above.addWidget(self.queue, 1)
        below.setContentsMargins(16, 8, 16, 12)
        below.setSpacing(8)
        below.addLayout(keys)
        below.addWidget(self.draft, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for pane, share in ((upper, 1), (lower, 1)):
            split.addWidget(pane)
            split.setStretchFactor(split.indexOf(pane), share)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _make_queue(self, theme: Theme) -> None:
        self.queue.setModel(self.model)
        self.queue.setItemDelegate(MorningRow(theme, self.model, self.queue))
        self.queue.retried.connect(self.retried)
        self.queue.setAccessibleName(self.tr("Stories of this morning"))
        self.queue.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.queue.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.queue.setMouseTracking(True)
        self.queue.setFrameShape(QListView.Shape.NoFrame)

    def _button(self, action_id: str) -> QToolButton:
        action = self._actions[action_id]
        button = QToolButton(self)
        button.setDefaultAction(action)
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        action.setIconText(f"{action.text()}  {keys}")  # a button takes its words from there
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("role", "chip")
        return button

    @Slot(QModelIndex)
    def _moved(self, index: QModelIndex) -> None:
        """The arrow keys, or a click, went to another row."""
        if index.isValid() and index.row() != self._shown and self.queue.hasFocus():
            self.picked.emit(index.row())
