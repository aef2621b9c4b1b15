"""What lies in the window: sidebar, article list and middle, and the way from place to place.

It is imported and made after the first paint of the window, which shows the same areas without what is in them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QMimeData, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from briefing.domain.articles import ArticleId, ArticleSummary, Shelf
from briefing.domain.briefings import BriefingId, SectionId
from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError, InvalidInputError, LibraryLockedError
from briefing.domain.listing import Listing, ListingKind
from briefing.ui.actions import Actions, keys_text, row_of
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.beside import Beside
from briefing.ui.main_window.coming_in import ComingIn
from briefing.ui.main_window.errands import Errands
from briefing.ui.main_window.incoming import IncomingPlace
from briefing.ui.main_window.looks import LooksPlace
from briefing.ui.main_window.middle import Middle
from briefing.ui.main_window.places import Place, Trail, listing_of
from briefing.ui.main_window.versions import Versions
from briefing.ui.main_window.wordings import Wordings
from briefing.ui.models.choices import Choice
from briefing.ui.models.sidebar import Entry
from briefing.ui.models.wording import counted
from briefing.ui.panes.captures import Captures, takes
from briefing.ui.panes.library import LibraryPane
from briefing.ui.panes.sidebar import Sidebar
from briefing.ui.panes.status_line import StatusLine
from briefing.ui.panes.tool_bar import SearchField
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.browse import Sidebar as State
    from briefing.operations.capture import Captured

PAUSE = 200
"""Milliseconds in which the window shows its first list and takes input before anything more is loaded."""


class Desk(QWidget):
    """Puts the panes together and shows one place after the other.

    Signals:
        library_wanted(): the person wants to open another library file.
        zoomed(float): the size of the article text changed.
    """

    library_wanted = Signal()
    zoomed = Signal(float)

    def __init__(
        self, jobs: Jobs, theme: Theme, actions: Actions, search: SearchField, state: QSettings, window: QWidget
    ) -> None:
        """Make the panes; nothing is read before `start`.

        Args:
            search: the field of the tool bar.
            state: keeps splitters and the last listing between sessions.
        """
        super().__init__(window)
        self.jobs, self.theme, self.table, self.search, self.state = jobs, theme, actions, search, state
        self.trail = Trail()
        self.counts: State | None = None
        self._undo_label: str | None = None
        self._at_work = False
        self._make_panes()
        self._connect()
        self._bind()
        self._restore()

    # assembling

    def _make_panes(self) -> None:
        jobs, theme, actions = self.jobs, self.theme, self.table
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.sidebar = Sidebar(jobs, theme, actions, self.splitter)
        self.column = QStackedWidget(self.splitter)
        self.library = LibraryPane(jobs, theme, actions, self.column)
        self.column.addWidget(self.library)
        self.captures = Captures(jobs, theme, self.library)
        self.library.above.addWidget(self.captures)
        self.middle = Middle(jobs, theme, actions, self.state, self.splitter)
        for stretch, pane in enumerate((self.sidebar, self.column, self.middle)):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(stretch, stretch // 2)
        em = self.fontMetrics().averageCharWidth()
        for pane, least in ((self.sidebar, 21), (self.column, 32), (self.middle, 66)):
            pane.setMinimumWidth(em * least)
        self.status = StatusLine(jobs, self)
        self.errands = Errands(jobs, theme, actions, self._selected, self.window())
        self.coming_in = ComingIn(self.captures, self.errands, self.status)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        self.jobs.open_failed.connect(self._show_problem)
        self.jobs.changed.connect(self._changed)
        self.sidebar.listing_chosen.connect(self.show_listing)
        self.sidebar.briefing_chosen.connect(self.show_briefing)
        self.sidebar.shown.connect(self._take_counts)
        self.sidebar.articles_dropped.connect(self._drop_on)
        self.sidebar.rename_wanted.connect(self.errands.rename)
        self.sidebar.recolour_wanted.connect(self.errands.recolour)
        self.sidebar.merge_wanted.connect(self.errands.merge)
        self.library.article_chosen.connect(self._show_article)
        self.library.read_wanted.connect(self._focus_reader)
        self.library.view.selectionModel().selectionChanged.connect(self._selection_changed)
        self.library.model.loaded.connect(self._say_count)
        self.search.textChanged.connect(self._search)
        self.search.entered.connect(self._get_ready)
        self.search.left.connect(self.library.view.setFocus)
        self.captures.captured.connect(self._captured)
        self.coming_in.article_wanted.connect(self.open_article)
        self.errands.captured.connect(self._captured)
        self.errands.briefing_made.connect(self.show_briefing)
        self.errands.said.connect(self.status.say)
        self.errands.save_wanted.connect(self.middle.flush)
        self.middle.article_wanted.connect(self.open_article)
        self.middle.articles_wanted.connect(self._articles_wanted)
        self.middle.briefing_wanted.connect(self.show_briefing)
        self.middle.export_wanted.connect(self._export)
        self.middle.article_missing.connect(self._show_nothing)
        self.middle.briefing_missing.connect(self._briefing_missing)
        self.middle.zoomed.connect(self.zoomed)
        self.middle.welcome.open_again.connect(self.jobs.open)
        self.middle.welcome.choose_library.connect(self.library_wanted)

    def _bind(self) -> None:
        for scope, widget in (("sidebar", self.sidebar), ("library", self.library)):
            self.table.attach(scope, widget)
        own: dict[str, Callable[..., Any]] = {
            "edit.search": self._focus_search,
            "view.palette": self.open_palette,
            "view.back": self.go_back,
            "view.forward": self.go_forward,
            "view.sidebar": self._toggle_sidebar,
            "view.next_pane": self._next_pane,
        }
        # The errand behind an action that a pane only asks for ("Tag…") comes first.
        bound = {**self.library.commands(), **self.sidebar.commands(), **self.errands.commands(),
                 **self.coming_in.commands(), **own}  # fmt: skip
        self.incoming = IncomingPlace(self.jobs, self.theme, self.table, self.trail, self.sidebar, self.column,
                                      self.library, self.middle, self.status)  # fmt: skip
        self.incoming.place_wanted.connect(self.go)
        self.errands.feed_given.connect(self.incoming.subscribe_to)
        self.looks = LooksPlace(self.jobs, self.theme, self.table, self.trail, self.sidebar, self.column,
                                self.library, self.middle, self.incoming, self.status,
                                self.state, self.errands.undo)  # fmt: skip
        self.looks.place_wanted.connect(self.go)
        self.looks.briefing_wanted.connect(self.show_briefing)
        bound |= self.looks.commands()
        for action_id, slot in bound.items():
            self.table.bind(action_id, slot)
        self.versions = Versions(self.middle, self.status, self.jobs, self.theme, self.table)
        self.wordings = Wordings(self.middle, self.status, self.jobs, self.theme, self.table)
        self.beside = Beside(self.middle, self.sidebar, self.status, self.jobs, self.theme, self.table)

    def _selected(self) -> Sequence[ArticleSummary]:
        """What commands act on: the articles selected in the list or, beside another list, the one that is read."""
        reader = self.middle.reader
        if self.looks.pane is not None and reader is not None and reader.summary is not None:
            return [reader.summary]
        return self.library.selected_articles()

    # starting and closing

    def start(self) -> None:
        """Read the library. Called after the first paint."""
        kept = str(self.state.value("listing", ListingKind.INBOX.value))
        kinds = {kind.value: kind for kind in ListingKind if kind is not ListingKind.TAG}
        self.show_listing(Listing(kinds.get(kept, ListingKind.INBOX)))
        self.sidebar.load()
        self.library.model.loaded.connect(self._first_rows, Qt.ConnectionType.SingleShotConnection)

    @Slot()
    def _first_rows(self) -> None:
        """The list is filled. Put the focus on it, unless the person was quicker and types already."""
        QTimer.singleShot(PAUSE, self._prepare)
        if not self.search.hasFocus():
            (self.library.view if self.library.view.isVisible() else self.library.empty).setFocus()

    @Slot()
    def _prepare(self) -> None:
        """Get ready what the person will want next: the reader."""
        self.middle.prepare()
        self.jobs.read("sample_files.has_sample", done=self._take_sample, key="sample")

    @Slot()
    def _get_ready(self) -> None:
        """Once, when the person begins to work: get ready what writing and searching need. Looking needs none of it."""
        if not self._at_work:
            self._at_work = True
            self.jobs.read("browse.get_ready", key="ready")

    def put_away(self) -> None:
        """Save what is typed and remember how the desk lies."""
        self.middle.close_panes()
        self.state.setValue("splitter/outer", self.splitter.saveState())
        here = self.trail.here
        if here is not None and here.listing is not None and here.listing.kind is not ListingKind.TAG:
            self.state.setValue("listing", here.listing.kind.value)

    def _restore(self) -> None:
        splitter = self.state.value("splitter/outer")
        if not (isinstance(splitter, QByteArray) and self.splitter.restoreState(splitter)):
            side, cards = self.sidebar.sizeHint().width(), self.library.sizeHint().width()
            self.splitter.setSizes([side, cards, max(300, self.window().width() - side - cards)])
        self.sidebar.setVisible(True)
        self.table["view.sidebar"].setChecked(True)
        self.middle.show_welcome().show_blank()

    # going places

    @Slot(object)
    def show_listing(self, listing: Listing, article: ArticleId | None = None) -> None:
        """Go to a listing, and to an article in it."""
        self.trail.go(Place(listing, article))
        self._show_place(Place(listing, article))

    @Slot(object)
    def show_briefing(self, briefing_id: BriefingId) -> None:
        """Go to a briefing."""
        self.trail.go(Place(briefing=briefing_id))
        self._show_place(Place(briefing=briefing_id))

    @Slot(object)
    def open_article(self, article_id: ArticleId) -> None:
        """Go to an article, in the listing in which it lies."""
        self.jobs.read("browse.summaries", [article_id], done=self._open_summaries, key="open")

    @Slot()
    def go_back(self) -> None:
        """Show what was shown before."""
        if place := self.trail.back():
            self._show_place(place)

    @Slot()
    def go_forward(self) -> None:
        """Show what Back left."""
        if place := self.trail.forward():
            self._show_place(place)

    def _open_summaries(self, articles: list[ArticleSummary]) -> None:
        for article in articles:
            self.show_listing(listing_of(article), article.id)

    def _show_place(self, place: Place) -> None:
        self.table.provide("back", self.trail.can_go_back)
        self.table.provide("forward", self.trail.can_go_forward)
        self.search.empty()
        self.incoming.leave()
        self.looks.leave()
        if place.incoming:
            self.incoming.come()
        elif place.look is not None:
            self.looks.come(place.look)
        elif place.briefing is not None:
            self.column.hide()
            self.sidebar.mark_briefing(place.briefing)
            self.middle.show_briefing(place.briefing)
        elif place.listing is not None:
            self.column.show()
            if self.middle.composes or self.middle.currentWidget() is self.middle.welcome:
                self._show_nothing()
            self.sidebar.mark_listing(place.listing)
            self.library.show_listing(place.listing, self._title(place.listing), place.article)

    @Slot(object)
    def _show_article(self, article_id: ArticleId | None) -> None:
        here = self.trail.here
        if here is not None and here.listing is None:
            return
        if not self.library.model.query:
            self.trail.read(article_id)
        if article_id is None:
            self._show_nothing()
        else:
            self.middle.show_article(article_id)
            QTimer.singleShot(PAUSE, self._get_ready)

    @Slot()
    def _show_nothing(self) -> None:
        welcome = self.middle.show_welcome()
        if self.counts is None:
            welcome.show_blank()
        elif not self.counts.counts[ListingKind.ALL] and not self.counts.counts[ListingKind.TRASH]:
            welcome.show_first()
        else:
            welcome.show_hint(here.look if (here := self.trail.here) is not None else None)

    @Slot()
    def _briefing_missing(self) -> None:
        here = self.trail.here
        if here is not None and here.briefing is not None:
            self.trail.forget(here.briefing)
        self.show_listing(Listing())

    @Slot(object)
    def _show_problem(self, error: BriefingError) -> None:
        welcome = self.middle.show_welcome()
        if isinstance(error, LibraryLockedError | InvalidInputError):  # no key, not its key, or no key at all
            welcome.show_locked(str(error))
        else:
            welcome.show_problem(str(error))

    def _title(self, listing: Listing) -> str:
        names = {
            ListingKind.INBOX: self.tr("Inbox"),
            ListingKind.LIBRARY: self.tr("Library"),
            ListingKind.STARRED: self.tr("Starred"),
            ListingKind.ALL: self.tr("All articles"),
            ListingKind.TRASH: self.tr("Trash"),
        }
        return names.get(listing.kind) or self.sidebar.tag_name(listing)

    # the library changes

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.listing:
            self.jobs.read("sample_files.has_sample", done=self._take_sample, key="sample")

    def _take_sample(self, there: bool) -> None:
        self.table.provide("sample", there)

    @Slot(object)
    def _take_counts(self, state: State) -> None:
        first = self.counts is None
        self.counts = state
        history = state.history
        for action_id, verb, label in (
            ("edit.undo", self.tr("Undo"), history.undo),
            ("edit.redo", self.tr("Redo"), history.redo),
        ):
            self.table[action_id].setText(f"{verb} {label}" if label else verb)
            self.table.provide(action_id.removeprefix("edit."), bool(label))
        is_new = history.undo != self._undo_label or self.status.awaits_step
        if not first and history.undo and is_new and not history.redo:
            offer = self.tr("Undo with %1.").replace("%1", keys_text(row_of("edit.undo")))
            self.status.say_step(self.tr("%1.").replace("%1", history.undo), offer)
        self._undo_label = history.undo
        self.table.provide("trash", bool(state.counts[ListingKind.TRASH]))
        self._say_count()
        here = self.trail.here
        if here is not None and here.listing is not None and not self.library.model.query:
            self.library.set_title(self._title(here.listing))
        if self.middle.currentWidget() is self.middle.welcome and self.jobs.is_open:
            self._selection_changed()

    @Slot()
    def _say_count(self) -> None:
        model, state = self.library.model, self.counts
        if model.query:
            self.library.set_count(counted(model.rowCount(), self.tr("%n found"), self.tr("%n found")))
        elif state is not None and model.listing is not None:
            tags = {Listing(ListingKind.TAG, tag.id): tag.count for tag in state.tags}
            count = tags.get(model.listing, state.counts.get(model.listing.kind, 0))
            self.library.set_count(counted(count, self.tr("1 article"), self.tr("%n articles")) if count else "")

    @Slot()
    def _selection_changed(self) -> None:
        many = len(self.library.view.selectionModel().selectedIndexes())
        if self.middle.currentWidget() is self.middle.welcome and not many:
            self._show_nothing()
        elif many > 1:
            self.status.say(counted(many, "", self.tr("%n articles selected. G tags them, B adds them to a briefing.")))

    @Slot(object, object)
    def _drop_on(self, ids: tuple[ArticleId, ...], entry: Entry) -> None:
        if entry.tag is not None:
            self.jobs.write("organise.tag", ids, entry.tag.name)
        elif entry.briefing is not None:
            self.errands.put_into(ids, entry.briefing.id)
        elif entry.listing is not None:
            kind = entry.listing.kind
            if kind is ListingKind.TRASH:
                self.jobs.write("organise.trash", ids)
            elif kind is ListingKind.STARRED:
                self.jobs.write("organise.star", ids, True)
            else:
                self.jobs.write("organise.move_to", ids, Shelf(kind.value))

    # coming in

    @Slot(object)
    def _captured(self, captured: Captured) -> None:
        if captured.existing:
            self.status.say(self.tr("This article was in the library already. Here it is."))
        listing = listing_of(captured.summary)
        here = self.trail.here
        if here is not None and here.listing == listing and not self.library.model.query:
            self.library.select_when_loaded(captured.article_id)
        else:
            self.show_listing(listing, captured.article_id)

    def takes(self, data: QMimeData) -> bool:
        """Whether something dragged over the window can be dropped on it."""
        return takes(data)

    def take(self, data: QMimeData) -> bool:
        """Take what was dropped on the window; False when nothing can be made of it."""
        return self.captures.take(data)

    @Slot(object, object)
    def _articles_wanted(self, _briefing_id: BriefingId, section_id: SectionId | None) -> None:
        if self.middle.composer is not None:
            self.errands.pick_articles(section_id, self.middle.composer.add_articles)

    @Slot(object)
    def _export(self, briefing_id: BriefingId) -> None:
        from briefing.ui.dialogs.export import ExportDialog

        self.middle.flush()
        warm = self.middle.preview.typesetter if self.middle.preview is not None else None
        dialog = ExportDialog(self.jobs, self.theme, briefing_id, self.window(), state=self.state, typesetter=warm)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # searching and looking

    @Slot(str)
    def _search(self, text: str) -> None:
        here = self.trail.here
        if text.strip():
            if here is not None and here.listing is None:
                self.incoming.leave()
                self.looks.leave()
                self.trail.go(Place(Listing()))
                self._show_nothing()
            self.column.show()
            self.sidebar.mark_listing(None)
            self.library.show_search(text)
        elif here is not None and self.library.model.query:
            self._show_place(here)

    @Slot()
    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _focus_reader(self) -> None:
        if self.middle.reader is not None and self.middle.reads:
            self.middle.reader.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _next_pane(self) -> None:
        panes = [
            pane
            for pane in (self.sidebar, self.column, self.middle.reader, self.middle.takeaways, self.middle.composer)
            if pane is not None and pane.isVisible()
        ]
        focus = self.window().focusWidget()
        at = next((n for n, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def open_palette(self) -> None:
        """Open the command palette."""
        from briefing.ui.dialogs.command_palette import CommandPalette

        places = []
        if self.counts is not None:
            places = [Choice(Place(briefing=b.id), b.title, self.tr("Briefing"), icon="notebook")
                      for b in self.counts.briefings]  # fmt: skip
            places += [Choice(Place(Listing(ListingKind.TAG, tag.id)), tag.name, self.tr("Tag"), colour=tag.colour)
                       for tag in self.counts.tags]  # fmt: skip
        palette = CommandPalette(self.theme, self.table, self.window(), places)
        palette.place_chosen.connect(self.go)
        palette.open()

    @Slot(object)
    def go(self, place: Place) -> None:
        """Go to a place."""
        self.trail.go(place)
        self._show_place(place)

    @Slot(bool)
    def _toggle_sidebar(self, on: bool) -> None:
        self.sidebar.setVisible(on)
