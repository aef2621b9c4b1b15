"""The article list: cards of a listing or of a search, and what can be done with the selected ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QMenu, QStackedLayout, QVBoxLayout, QWidget

from briefing.domain.articles import ArticleId, ArticleSummary, Shelf
from briefing.domain.listing import Listing, ListingKind
from briefing.ui.actions import Actions
from briefing.ui.delegates.article_card import ArticleCard
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.jobs import Jobs
from briefing.ui.models.article_list import ArticleListModel
from briefing.ui.panes.morning_button import MorningButton
from briefing.ui.theme import Theme

MENU = (
    "article.open", "article.original", "article.copy_link", "",
    "article.tag", "article.star", "briefing.add_article", "article.to_library", "article.to_inbox", "",
    "article.trash",
)  # fmt: skip
TRASH_MENU = ("article.open", "", "article.restore", "article.purge", "", "trash.empty")


class ArticleView(QListView):
    """The cards.

    Signals:
        opened(): Enter or a double click on a card: go and read.
        menu_wanted(QPoint): a context menu at this place of the screen.
    """

    opened = Signal()
    menu_wanted = Signal(QPoint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.opened.emit()
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # letters are commands here, not the beginning of a title
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(place)


class LibraryPane(QWidget):
    """The middle column.

    Signals:
        article_chosen(ArticleId | None): the article to show; None when there is none.
        read_wanted(): the person wants the focus in the reader.
    """

    article_chosen = Signal(object)
    read_wanted = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._actions = jobs, actions
        self._wanted: ArticleId | None = None
        self._shown: ArticleId | None = None
        self.model = ArticleListModel(jobs, self)
        self.view = self._make_view(theme)
        self.empty = EmptyState(theme, self)
        self._title = QLabel(self)
        self._title.setProperty("role", "pane-title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._count = QLabel(self)
        self._count.setProperty("role", "hint")
        self._morning = MorningButton(actions, self)
        self.above = QVBoxLayout()
        self._lay_out()
        self.model.loaded.connect(self._loaded)
        self.model.rowsInserted.connect(self._update_empty)
        self.model.rowsRemoved.connect(self._update_empty)
        self.model.dataChanged.connect(self._offer)
        self.setFocusProxy(self.view)
        theme.changed.connect(self.view.viewport().update)

    def _make_view(self, theme: Theme) -> ArticleView:
        view = ArticleView(self)
        view.setAccessibleName(self.tr("Articles"))
        view.setModel(self.model)
        view.setItemDelegate(ArticleCard(theme, view))
        view.setUniformItemSizes(True)
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.setDragDropMode(QListView.DragDropMode.DragOnly)
        view.setDefaultDropAction(Qt.DropAction.CopyAction)
        view.verticalScrollBar().setSingleStep(28)
        view.selectionModel().selectionChanged.connect(self._selection_changed)
        view.opened.connect(self.read_wanted)
        view.doubleClicked.connect(self.read_wanted)
        view.menu_wanted.connect(self._open_menu)
        return view

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.addWidget(self._title, 1)
        head.addWidget(self._morning)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.above.setContentsMargins(8, 0, 8, 0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self.above)
        column.addLayout(self._stack, 1)

    def sizeHint(self) -> QSize:
        return QSize(round(self.fontMetrics().averageCharWidth() * 41), 400)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions of this pane."""
        return {
            "article.open": self.read_wanted.emit,
            "article.next": self.go_next,
            "article.previous": self.go_previous,
            "article.star": self._star,
            "article.to_library": self._to_library,
            "article.to_inbox": self._to_inbox,
            "article.trash": self._trash,
            "article.restore": self._restore,
            "edit.select_all": self.view.selectAll,
        }

    def show_listing(self, listing: Listing, title: str, select: ArticleId | None = None) -> None:
        """Show a listing under its title; `select` is the article to select in it."""
        self._title.setText(title)
        self._wanted = select
        self.model.show_listing(listing)

    def show_search(self, query: str) -> None:
        """Show what a search finds."""
        self._title.setText(self.tr("Search"))
        self._wanted = None
        self.model.show_search(query)

    def set_count(self, text: str) -> None:
        """Say how many articles the listing holds."""
        self._count.setText(text)
        inbox = not self.model.query and self.model.listing == Listing(ListingKind.INBOX)
        self._morning.setVisible(inbox and bool(text))

    def set_title(self, title: str) -> None:
        """Give the listing another title (its tag was renamed)."""
        self._title.setText(title)

    def selected(self) -> tuple[ArticleId, ...]:
        """The selected articles, from the top."""
        return tuple(article.id for article in self.selected_articles())

    def selected_articles(self) -> list[ArticleSummary]:
        """The selected rows, from the top."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [article for article in map(self.model.article_at, rows) if article is not None]

    def select_article(self, article_id: ArticleId) -> bool:
        """Select an article if it is among the rows read so far; it is shown even when it is not."""
        row = self.model.row_of(article_id)
        if row < 0:
            return False
        self._go(row)
        return True

    def select_when_loaded(self, article_id: ArticleId) -> None:
        """Select an article now, or as soon as its row has arrived."""
        if not self.select_article(article_id):
            self._wanted = article_id

    @Slot()
    def go_next(self) -> None:
        """Select the next article."""
        self._step(1)

    @Slot()
    def go_previous(self) -> None:
        """Select the previous article."""
        self._step(-1)

    def _step(self, by: int) -> None:
        current = self.view.currentIndex()
        row = current.row() + by if current.isValid() and self.view.selectionModel().hasSelection() else 0
        if 0 <= row < self.model.rowCount():
            self._go(row)

    def _go(self, row: int) -> None:
        index = self.model.index(row)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index)

    @Slot()
    def _loaded(self) -> None:
        self._update_empty()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            if self.select_article(wanted):
                return
            self._shown = wanted  # it lies further down than the rows read so far; it can be read all the same
            self.view.clearSelection()
            self.article_chosen.emit(wanted)
            return
        if not self.view.selectionModel().hasSelection():
            self._selection_changed()

    @Slot()
    def _selection_changed(self) -> None:
        self._offer()
        articles = self.selected_articles()
        current = self.model.article_at(self.view.currentIndex().row())
        shown = current if current in articles else articles[0] if articles else None
        article_id = shown.id if shown is not None else None
        if article_id != self._shown:
            self._shown = article_id
            self.article_chosen.emit(article_id)

    @Slot()
    def _offer(self) -> None:
        if self.isHidden():
            return  # another list stands here, and says what its commands act on
        articles = self.selected_articles()
        trashed = bool(articles) and all(article.trashed for article in articles)
        self._actions.provide("article", bool(articles))
        self._actions.provide("trashed", trashed)
        self._actions.provide("live", bool(articles) and not trashed)
        self._actions.provide("rows", self.model.rowCount() > 0)
        if articles:
            starred = all(article.starred for article in articles)
            self._actions["article.star"].setText(self.tr("Remove star") if starred else self.tr("Star"))

    @Slot()
    def _update_empty(self) -> None:
        empty = self.model.rowCount() == 0
        if empty:
            self._say_empty()
        shown, hidden = (self.empty, self.view) if empty else (self.view, self.empty)
        focused = hidden.hasFocus()
        self._stack.setCurrentWidget(shown)
        if focused:
            shown.setFocus()

    def _say_empty(self) -> None:
        actions, kind = self._actions, self.model.listing.kind if self.model.listing else None
        words: dict[ListingKind | None, tuple[Any, ...]] = {
            None: ("magnifying-glass", self.tr("Nothing found"),
                   self.tr("No article holds these words. Try fewer, or the beginning of one.")),
            ListingKind.INBOX: ("tray", self.tr("The inbox is empty"),
                                self.tr("New articles arrive here. Paste one, or name its address."),
                                actions["file.add"], self.tr("Add article")),
            ListingKind.LIBRARY: ("books", self.tr("Nothing in the library yet"),
                                  self.tr("Articles you are done with move here from the inbox."),
                                  actions["view.inbox"], self.tr("Go to inbox")),
            ListingKind.STARRED: ("star", self.tr("No star yet"),
                                  self.tr("Star an article to find it again here."),
                                  actions["view.inbox"], self.tr("Go to inbox")),
            ListingKind.TRASH: ("trash", self.tr("The trash is empty"),
                                self.tr("Deleted articles wait here until you empty it.")),
            ListingKind.TAG: ("tag", self.tr("No article carries this tag"),
                              self.tr("Select an article and press G to tag it, or drag it onto the tag."),
                              actions["view.inbox"], self.tr("Go to inbox")),
        }  # fmt: skip
        self.empty.say(*words.get(kind, words[ListingKind.INBOX]))

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        if not self.selected():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions.fill(menu, TRASH_MENU if self._actions.is_there("trashed") else MENU)
        menu.popup(place)

    @Slot()
    def _star(self) -> None:
        if articles := self.selected_articles():
            on = not all(article.starred for article in articles)
            self._jobs.write("organise.star", self.selected(), on)

    @Slot()
    def _to_library(self) -> None:
        self._leave("organise.move_to", Shelf.LIBRARY, stays=self._listing_kind() is not ListingKind.INBOX)

    @Slot()
    def _to_inbox(self) -> None:
        self._leave("organise.move_to", Shelf.INBOX, stays=self._listing_kind() is not ListingKind.LIBRARY)

    @Slot()
    def _trash(self) -> None:
        self._leave("organise.trash")

    @Slot()
    def _restore(self) -> None:
        self._leave("organise.restore")

    def _leave(self, verb: str, *args: Any, stays: bool = False) -> None:
        """Do what makes the selected rows leave the list, and select the row that comes to stand in their place."""
        ids = self.selected()
        if not ids:
            return
        if not stays:
            neighbour = self._neighbour(ids)
            if neighbour is not None:
                self._go(self.model.row_of(neighbour))
            else:
                self.view.clearSelection()
        self._jobs.write(verb, ids, *args)

    def _neighbour(self, ids: tuple[ArticleId, ...]) -> ArticleId | None:
        """The first article below the last of `ids`, else the last one above them."""
        last = self.model.row_of(ids[-1])
        for row in (*range(last + 1, self.model.rowCount()), *range(last - 1, -1, -1)):
            article = self.model.article_at(row)
            if article is not None and article.id not in ids:
                return article.id
        return None

    def _listing_kind(self) -> ListingKind | None:
        return self.model.listing.kind if self.model.listing is not None else None
