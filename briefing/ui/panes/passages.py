"""Every highlight of the library, newest first, narrowed by meaning, tag, age, words, or to those nobody used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.annotations import Meaning
from briefing.domain.articles import Tag
from briefing.domain.changes import Changes
from briefing.domain.review import HighlightFilter, MarkedPassage
from briefing.ui.actions import Actions
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.delegates.passage_card import PassageCard
from briefing.ui.jobs import Jobs
from briefing.ui.models.paged import PagedModel
from briefing.ui.panes.library import ArticleView
from briefing.ui.panes.reading.meanings import meaning_labels
from briefing.ui.theme import Theme

QUIET_MS = 200
"""Milliseconds without a key after which the words typed narrow the list."""


class PassagesPane(QWidget):
    """The middle column while all highlights are shown.

    Signals:
        passage_wanted(ArticleId, HighlightId): show the article with this passage in view.
        read_wanted(): the person wants the focus in the text.
    """

    passage_wanted = Signal(object, object)
    read_wanted = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._actions = jobs, actions
        self.model = PagedModel(jobs, "review.highlights", lambda row: row.highlight.id, self._say, self)
        self.view = ArticleView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(PassageCard(theme, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(self.tr("All highlights"))
        self.empty = EmptyState(theme, self)
        self._make_filters()
        self._lay_out()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.show_rows)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.view.opened.connect(self.read_wanted)
        self.view.doubleClicked.connect(self.read_wanted)
        self.model.loaded.connect(self._update_empty)
        jobs.changed.connect(self._on_changed)
        self.setFocusProxy(self.view)
        theme.changed.connect(self.view.viewport().update)

    def show_rows(self) -> None:
        """Read the list from its top, narrowed by the filters."""
        self.model.show(wanted=self.wanted)
        self._jobs.read("browse.all_tags", done=self._take_tags, key="tags of highlights")

    @property
    def wanted(self) -> HighlightFilter:
        """What the filters ask for."""
        days, meaning = self.age.currentData(), self.meaning.currentData()
        return HighlightFilter(
            meaning=Meaning(meaning) if meaning else None,  # a combo box keeps the value alone
            tag_id=self.tag.currentData(),
            since=datetime.now(UTC) - timedelta(days=days) if days else None,
            unused=self.unused.isChecked(),
            text=self.words.text().strip(),
        )

    def sizeHint(self) -> QSize:
        return QSize(round(self.fontMetrics().averageCharWidth() * 41), 400)

    def go(self, by: int) -> None:
        """Select the next or the previous highlight."""
        current = self.view.currentIndex()
        place = current.row() + by if current.isValid() else 0
        if 0 <= place < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(place))

    # Private

    def _make_filters(self) -> None:
        self.meaning, self.tag, self.age = (self._box(name) for name in self._filter_names())
        self.meaning.addItem(self.tr("Meaning"), None)
        for meaning, label in meaning_labels().items():
            self.meaning.addItem(label, meaning.value)
        self.tag.addItem(self.tr("Tag"), None)
        for label, days in (
            (self.tr("Any time"), 0),
            (self.tr("Last 7 days"), 7),
            (self.tr("Last 30 days"), 30),
            (self.tr("Last year"), 365),
        ):
            self.age.addItem(label, days)
        self.unused = QCheckBox(self.tr("Unused only"), self)
        self.unused.setToolTip(self.tr("No takeaway rests on it and no briefing quotes it."))
        self.unused.toggled.connect(self.show_rows)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(self.tr("Words in the passage or the note"))
        self.words.setAccessibleName(self.tr("Words"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._typed)

    def _filter_names(self) -> tuple[str, str, str]:
        return self.tr("Meaning"), self.tr("Tag"), self.tr("Age")

    def _box(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.activated.connect(self.show_rows)
        return box

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Highlights"), self)
        title.setProperty("role", "pane-title")
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(8)
        first.addWidget(self.meaning, 1)
        first.addWidget(self.tag, 1)
        second.addWidget(self.age, 1)
        second.addWidget(self.unused, 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self.words)
        head.addLayout(first)
        head.addLayout(second)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)

    def _say(self, row: MarkedPassage) -> str:
        highlight = row.highlight
        parts = (meaning_labels()[highlight.meaning], highlight.quote, highlight.note, row.title)
        return ". ".join(part for part in parts if part)

    def _take_tags(self, tags: Sequence[Tag]) -> None:
        chosen = self.tag.currentData()
        while self.tag.count() > 1:
            self.tag.removeItem(1)
        for tag in tags:
            self.tag.addItem(tag.name, tag.id)
        self.tag.setCurrentIndex(max(0, self.tag.findData(chosen)))
        self.tag.setVisible(bool(tags))

    @Slot()
    def _typed(self) -> None:
        self._quiet.start()

    @Slot()
    def _chosen(self) -> None:
        row: MarkedPassage | None = self.model.row(self.view.currentIndex().row())
        if row is not None:
            self.passage_wanted.emit(row.highlight.article_id, row.highlight.id)

    @Slot()
    def _update_empty(self) -> None:
        if self.model.rowCount() == 0:
            if self.wanted == HighlightFilter():
                self.empty.say(
                    "highlighter-circle", self.tr("Nothing is marked yet"),
                    self.tr("Select words in an article and press 1 to 5. Whatever you mark is found here again."),
                )  # fmt: skip
            else:
                self.empty.say("highlighter-circle", "", self.tr("No highlight is like that. Widen the filters."))
        self._stack.setCurrentWidget(self.empty if self.model.rowCount() == 0 else self.view)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.articles or changes.briefings):
            self.model.refresh()
