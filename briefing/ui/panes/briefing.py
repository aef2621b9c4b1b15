"""The briefing pane: the outline at the left, the form of what is selected beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from briefing.domain.annotations import TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingContents, BriefingId, ItemId, SectionId
from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError, NotFoundError
from briefing.ui.actions import Actions
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.jobs import Jobs
from briefing.ui.models.briefing_outline import BriefingOutlineModel
from briefing.ui.models.outline_rows import RowKind
from briefing.ui.panes.composer.arranger import Arranger
from briefing.ui.panes.composer.drafts import Drafts
from briefing.ui.panes.composer.editor import Editor
from briefing.ui.panes.composer.outline_side import OutlineSide
from briefing.ui.panes.composer.outline_view import OutlineView
from briefing.ui.panes.composer.record import Record
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.browse import ArticleView

OUTLINE_WIDTH = 260
VERBS = {
    RowKind.FRONT: "compose.edit_briefing",
    RowKind.SECTION: "compose.edit_section",
    RowKind.ITEM: "compose.edit_item",
}


class BriefingPane(QWidget):
    """Where a briefing is put together. Everything typed is saved within 2 seconds, or with `flush`.

    Signals:
        article_wanted(ArticleId): read this article.
        articles_wanted(BriefingId, SectionId or None): ask the person which articles to add; then `add_articles`.
        briefing_missing(): the briefing that was shown is gone.
        shown(BriefingContents): what is shown now, after every refresh.
    """

    article_wanted = Signal(object)
    articles_wanted = Signal(object, object)
    briefing_missing = Signal()
    shown = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._actions = jobs, actions
        self._id: BriefingId | None = None
        self._contents: BriefingContents | None = None
        self._next: Record | None = None
        self._rename_next = False
        self._writing: deque[tuple[ItemId, str]] = deque()
        self._drafts = Drafts(self)
        self.model = BriefingOutlineModel(self)
        self.outline = OutlineView(self.model, theme, actions, self)
        self.arranger = Arranger(jobs, self.model, self.outline, self)
        self.editor = Editor(jobs, theme, self._drafts, self)
        self._build(theme)
        self._connect()
        self.show_briefing(None)

    @property
    def briefing_id(self) -> BriefingId | None:
        """The briefing that is shown."""
        return self._id

    def show_briefing(self, briefing_id: BriefingId | None) -> None:
        """Show a briefing from its front page on, or the empty state."""
        self.flush()
        if briefing_id is not None and briefing_id == self._id:
            self._reload()
            return
        self._take(briefing_id)
        if briefing_id is not None:
            self._next = Record(RowKind.FRONT, 0)
            self._reload()

    def add_articles(self, article_ids: Sequence[ArticleId], section_id: SectionId | None = None) -> None:
        """Put articles at the end of a section, by default the one in which the current row stands."""
        self.arranger.add_articles(article_ids, section_id)

    def flush(self) -> None:
        """Save everything typed now."""
        self.editor.leave()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions of this pane and what they call."""
        return {
            "briefing.pick_articles": self.pick_articles,
            "briefing.add_section": self.arranger.add_section,
            "briefing.level_top": self.arranger.set_top,
            "briefing.level_brief": self.arranger.set_brief,
            "briefing.level_headline": self.arranger.set_headline,
            "briefing.up": self.arranger.move_up,
            "briefing.down": self.arranger.move_down,
            "briefing.open_article": self.open_article,
            "briefing.rename": self.outline.rename_current,
            "briefing.remove_item": self.arranger.remove_selected,
        }

    @Slot()
    def pick_articles(self) -> None:
        """Ask which articles to add to the section in which the current row stands."""
        if self._id is not None:
            self.articles_wanted.emit(self._id, self.outline.current_section())

    @Slot()
    def open_article(self) -> None:
        """Read the article of the selected item."""
        if self.editor.article_id is not None:
            self.article_wanted.emit(self.editor.article_id)

    def _take(self, briefing_id: BriefingId | None) -> None:
        self._id, self._contents = briefing_id, None
        self.arranger.briefing_id = briefing_id
        self.model.show(None)
        self.editor.forget()
        self.pages.setCurrentWidget(self.empty if briefing_id is None else self.splitter)
        self._provide()

    def _reload(self) -> None:
        self._jobs.read("browse.briefing", self._id, done=self._show, failed=self._missing, key="composer.briefing")

    def _show(self, contents: BriefingContents) -> None:
        if contents.briefing.id != self._id:
            return
        self._contents = contents
        self.editor.setProperty("language", contents.briefing.language)  # of its fields, for spelling
        self.model.show(contents)
        self._select_row()
        self._show_selected()
        self.shown.emit(contents)

    def _select_row(self) -> None:
        """Select what was just added, else keep the selection, else what now stands at its place."""
        if self._next is not None and self.outline.select(self._next.kind, self._next.id):
            self._next = None
            if self._rename_next:
                self._rename_next = False
                self.outline.setFocus()
                self.outline.rename_current()
        if not self.outline.selectedIndexes():
            current = self.outline.currentIndex()
            self.outline.setCurrentIndex(current if current.isValid() else self.model.index_of(RowKind.FRONT))

    def _missing(self, error: BriefingError) -> None:
        if isinstance(error, NotFoundError):
            self._take(None)
            self.briefing_missing.emit()
        else:
            self._jobs.failed.emit(error)

    @Slot(object)
    def _refused(self, error: BriefingError) -> None:
        self._jobs.failed.emit(error)
        self._reload()

    @Slot(object, bool)
    def _arrived(self, record: Record, rename: bool) -> None:
        self._next, self._rename_next = record, rename

    @Slot()
    def _show_selected(self) -> None:
        """Show the form of the selected row, or of several."""
        if self._contents is None or self._id is None:
            return
        rows = [row for index in self.outline.selectedIndexes() if (row := self.model.row_at(index))]
        before = self.editor.article_id
        if len(rows) > 1:
            self.editor.show_several(len(rows), {row.level for row in rows if row.level})
        elif rows:
            self.editor.show_record(Record(rows[0].kind, rows[0].id or self._id), self._contents)
        if self.editor.article_id != before:
            self._read_article()
        self._provide()

    def _read_article(self) -> None:
        article_id = self.editor.article_id
        if article_id is not None:
            self._jobs.read(
                "browse.article", article_id, done=self._show_article, failed=self._no_article, key="composer.article"
            )

    def _show_article(self, view: ArticleView) -> None:
        if view.article.id == self.editor.article_id:
            orphans = {each.id for each in view.highlights if each.needs_place(view.article.version)}
            self.editor.show_annotations(view.takeaways, view.highlights, orphans)

    def _no_article(self, _error: BriefingError) -> None:
        self.editor.show_annotations((), ())

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._id is None:
            return
        cited = set(self._contents.articles) if self._contents else set()
        if self._id in changes.briefings or cited & changes.articles or changes.audiences:
            self._reload()
        if self.editor.article_id in changes.articles or changes.audiences:
            self._read_article()

    @Slot(object, object)
    def _save(self, record: Record, values: Mapping[str, object]) -> None:
        for field, value in values.items():  # one by one: typing in one field is one step of Undo
            outcome = self._drafts.outcome(record, {field: value})
            change: dict[str, Any] = {field: value}
            self._jobs.write(VERBS[record.kind], record.id, done=outcome.done, failed=outcome.failed, **change)

    @Slot(object, object, str)
    def _write_takeaway(self, item_id: ItemId, kind: TakeawayKind, text: str) -> None:
        self._writing.append((item_id, text))  # writes end in the order in which they began
        self._jobs.write(
            "arrange.write_takeaway",
            self._id,
            item_id,
            kind,
            text,
            done=self._takeaway_saved,
            failed=self._takeaway_refused,
        )

    def _takeaway_saved(self, _takeaway_id: object) -> None:
        self.editor.takeaway_saved(*self._writing.popleft())

    def _takeaway_refused(self, error: BriefingError) -> None:
        self.editor.takeaway_refused(*self._writing.popleft(), str(error))

    def _build(self, theme: Theme) -> None:
        self.empty = EmptyState(theme)
        self.empty.say(
            "notebook",
            self.tr("No briefing is open"),
            self.tr("A briefing gathers articles, and what they mean for your reader, into one document."),
            self._actions["briefing.new"],
        )
        self.side = OutlineSide(self.outline, theme)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.side)
        self.splitter.addWidget(self.editor)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([OUTLINE_WIDTH, 560])
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.splitter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _connect(self) -> None:
        self._jobs.changed.connect(self._changed)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._drafts.save_wanted.connect(self._save)
        self.outline.picked.connect(self._show_selected)
        self.arranger.arrived.connect(self._arrived)
        self.arranger.refused.connect(self._refused)
        self.editor.article_wanted.connect(self.article_wanted)
        self.editor.articles_wanted.connect(self.pick_articles)
        self.editor.takeaway_written.connect(self._write_takeaway)
        self.editor.several.level_chosen.connect(self.arranger.set_level)
        self.editor.several.removal_wanted.connect(self.arranger.remove_selected)
        self.side.add_articles.clicked.connect(self.pick_articles)
        self.side.add_section.clicked.connect(self.arranger.add_section)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is not None and self.editor.isAncestorOf(old):
            self._drafts.flush()

    def _provide(self) -> None:
        self._actions.provide("briefing", self._id is not None)
        self._actions.provide("item", self._id is not None and bool(self.outline.selected_items()))
