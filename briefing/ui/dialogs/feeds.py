"""All feeds: when each was asked last and what went wrong; sorting, pausing, removing, lists in and out."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError
from briefing.domain.feeds import Feed, local_feed_error
from briefing.ui.actions import Actions
from briefing.ui.delegates.feed_row import FeedRow
from briefing.ui.jobs import Jobs
from briefing.ui.models.feeds import CHECKED, FOLDER, NEW, STATE, TITLE, FeedsModel
from briefing.ui.models.wording import counted
from briefing.ui.theme import Theme


class FeedsDialog(QDialog):
    """A table of feeds; what is selected can be changed below it. Every change is undone like any other.

    Signals:
        refresh_wanted(list[FeedId]): ask these feeds now.
        allow_wanted(str): the person agrees to reach this host of the local network.
    """

    refresh_wanted = Signal(object)
    allow_wanted = Signal(str)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._actions = jobs, actions
        self._feed: Feed | None = None
        self.setWindowTitle(self.tr("Feeds"))
        self.model = FeedsModel(self)
        self.view = self._make_view(theme)
        self.title = QLineEdit(self)
        self.title.setAccessibleName(self.tr("Title of the feed"))
        self.folder = QLineEdit(self)
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.setPlaceholderText(self.tr("Folder"))
        self.full_text = QCheckBox(self.tr("Fetch the full text of what is kept"), self)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add = self._action_button("feed.subscribe", self.tr("Subscribe…"))
        self.read_list = self._action_button("feed.import", self.tr("Import…"))
        self.write_list = self._action_button("feed.export", self.tr("Export…"))
        self.refresh = self._button(self.tr("Refresh"), self._refresh)
        self.allow = self._button(self.tr("Allow"), self._allow)
        self.pause = self._button(self.tr("Pause"), self._pause)
        self.remove = self._button(self.tr("Unsubscribe"), self._remove)
        self.shut = self._button(self.tr("Close"), self.accept)
        self._lay_out()
        self.title.editingFinished.connect(self._rename)
        self.folder.editingFinished.connect(self._move)
        self.full_text.clicked.connect(self._set_full_text)
        jobs.changed.connect(self._on_changed)
        self._read()
        self._offer()

    def _make_view(self, theme: Theme) -> QTableView:
        view = QTableView(self)
        view.setModel(self.model)
        view.setItemDelegateForColumn(STATE, FeedRow(theme, view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.setTabKeyNavigation(False)
        view.setAccessibleName(self.tr("Feeds"))
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        em = self.fontMetrics().averageCharWidth()
        for column, letters in ((TITLE, 38), (FOLDER, 20), (NEW, 8), (CHECKED, 16)):
            view.setColumnWidth(column, em * letters)
        head.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().selectionChanged.connect(self._offer)
        return view

    def _button(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _action_button(self, action_id: str, text: str) -> QPushButton:
        action = self._actions[action_id]
        button = self._button(text, action.trigger)
        button.setToolTip(action.statusTip())
        return button

    def _lay_out(self) -> None:
        em = self.fontMetrics().averageCharWidth()
        top, edit, bottom = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for button in (self.add, self.read_list, self.write_list):
            top.addWidget(button)
        top.addStretch(1)
        edit.addWidget(self.title, 3)
        edit.addWidget(self.folder, 2)
        edit.addWidget(self.full_text)
        for button in (self.refresh, self.allow, self.pause, self.remove):
            bottom.addWidget(button)
        bottom.addStretch(1)
        bottom.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self.problem)
        column.addLayout(edit)
        column.addLayout(bottom)
        self.resize(em * 138, self.fontMetrics().lineSpacing() * 32)

    def chosen(self) -> list[Feed]:
        """The selected feeds, from the top."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [feed for feed in map(self.model.feed_at, rows) if feed is not None]

    def _read(self) -> None:
        self._jobs.read("arrivals.all_feeds", done=self._show, failed=self._failed, key="feeds dialog")

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.feeds or changes.incoming:
            self._read()

    def _show(self, feeds: Sequence[Feed]) -> None:
        kept = {feed.id for feed in self.chosen()}
        self.model.show(feeds)
        selection = self.view.selectionModel()
        if kept and not selection.hasSelection():
            for row, feed in enumerate(feeds):
                if feed.id in kept:
                    flags = selection.SelectionFlag
                    selection.select(self.model.index(row, 0), flags.Select | flags.Rows)
        elif feeds and not kept:
            self.view.selectRow(0)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        """Show what is selected, and what can be done with it."""
        feeds = self.chosen()
        self._feed = feeds[0] if len(feeds) == 1 else None
        for widget in (self.title, self.folder, self.full_text):
            widget.setEnabled(self._feed is not None)
        if self._feed is None or not self.title.hasFocus():
            self.title.setText(self._feed.title if self._feed is not None else "")
        if self._feed is None or not self.folder.hasFocus():
            self.folder.setText(self._feed.folder.replace("/", " / ") if self._feed is not None else "")
        self.full_text.setChecked(self._feed is not None and self._feed.full_text)
        for button in (self.refresh, self.pause, self.remove):
            button.setEnabled(bool(feeds))
        paused = bool(feeds) and all(feed.paused for feed in feeds)
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.allow.setVisible(bool(self._near()))
        self.write_list.setEnabled(self.model.rowCount() > 0)
        self._explain(feeds)

    def _explain(self, feeds: Sequence[Feed]) -> None:
        if not self.model.rowCount():
            self._say(self.tr("You are subscribed to no feed yet. Subscribe to one, or import a list."))
        elif self._feed is not None and self._feed.error:
            failures = counted(self._feed.failures, "", self.tr("It failed %n times in a row."))
            self._say(" ".join(filter(None, (self._feed.error, failures))), "error")
        elif self._feed is not None:
            self._say(self._feed.url)
        else:
            self._say(counted(len(feeds), "", self.tr("%n feeds are selected.")) if feeds else "")

    @Slot()
    def _refresh(self) -> None:
        self.refresh_wanted.emit([feed.id for feed in self.chosen()])

    def _near(self) -> str:
        """The host of the selected feed, when it waits to be allowed."""
        host = (urlsplit(self._feed.url).hostname or "") if self._feed is not None else ""
        return host if self._feed is not None and self._feed.error == local_feed_error(host) else ""

    @Slot()
    def _allow(self) -> None:
        if host := self._near():
            self.allow_wanted.emit(host)
            self._refresh()

    @Slot()
    def _pause(self) -> None:
        feeds = self.chosen()
        paused = not all(feed.paused for feed in feeds)
        self._jobs.write("feeds.pause", [feed.id for feed in feeds], paused, failed=self._failed)

    @Slot()
    def _remove(self) -> None:
        self._jobs.write("feeds.unsubscribe", [feed.id for feed in self.chosen()], failed=self._failed)

    @Slot()
    def _rename(self) -> None:
        feed, title = self._feed, self.title.text().strip()
        if feed is not None and title != feed.title:
            self._jobs.write("feeds.edit_feed", feed.id, title=title, failed=self._failed)

    @Slot()
    def _move(self) -> None:
        feed, folder = self._feed, self.folder.text()
        if feed is not None and folder != feed.folder.replace("/", " / "):
            self._jobs.write("feeds.edit_feed", feed.id, folder=folder, failed=self._failed)

    @Slot(bool)
    def _set_full_text(self, on: bool) -> None:
        if self._feed is not None:
            self._jobs.write("feeds.edit_feed", self._feed.id, full_text=on, failed=self._failed)

    def _failed(self, error: BriefingError) -> None:
        self._say(str(error), "error")

    def _say(self, sentence: str, role: str = "hint") -> None:
        self.problem.setText(sentence)
        if self.problem.property("role") != role:
            self.problem.setProperty("role", role)
            self.problem.style().unpolish(self.problem)
            self.problem.style().polish(self.problem)
