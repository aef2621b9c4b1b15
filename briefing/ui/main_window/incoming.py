"""Incoming in the window: its list and its text, subscriptions, and the round over the feeds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError, Cancelled
from briefing.domain.feeds import Feed, FeedId, IncomingCounts, IncomingId
from briefing.ui.actions import Actions
from briefing.ui.jobs import Job, Jobs
from briefing.ui.main_window.middle import Middle
from briefing.ui.main_window.places import Place, Trail
from briefing.ui.models.wording import counted
from briefing.ui.panes.library import LibraryPane
from briefing.ui.panes.sidebar import Sidebar
from briefing.ui.panes.status_line import StatusLine
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.feed_answers import Refreshed
    from briefing.operations.feeds import Imported
    from briefing.settings import Settings
    from briefing.ui.panes.incoming import IncomingPane
    from briefing.ui.panes.incoming_item import IncomingItemPane


class IncomingPlace(QObject):
    """Makes the panes of incoming items when they are first wanted, and runs what belongs to feeds.

    Signals:
        place_wanted(Place): the person wants to go there.
        settings_changed(): the settings changed; they want to be saved.
    """

    place_wanted = Signal(object)
    settings_changed = Signal()

    def __init__(
        self, jobs: Jobs, theme: Theme, table: Actions, trail: Trail, sidebar: Sidebar, column: QStackedWidget,
        library: LibraryPane, middle: Middle, status: StatusLine,
    ) -> None:  # fmt: skip
        """Bind the commands; nothing is made or read yet.

        Args:
            column: holds the library; its place is taken while incoming items are shown.
        """
        super().__init__(column)
        self._jobs, self._theme, self._table, self._trail = jobs, theme, table, trail
        self._sidebar, self._column, self._library, self._middle, self._status = (
            sidebar, column, library, middle, status,
        )  # fmt: skip
        self._feeds: list[Feed] = []
        self._counts = IncomingCounts()
        self._settings: Settings | None = None
        self._round: Job | None = None
        self.pane: IncomingPane | None = None
        self.item: IncomingItemPane | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._refresh_by_itself)
        for action_id, slot in (
            ("view.incoming", self.go), ("feed.subscribe", self.subscribe), ("feed.refresh", self.refresh),
            ("feed.manage", self.manage), ("feed.import", self.import_list), ("feed.export", self.export_list),
        ):  # fmt: skip
            self._table.bind(action_id, slot)
        sidebar.incoming_chosen.connect(self.go)
        self._jobs.changed.connect(self._changed)
        self._jobs.opened.connect(self.load)

    @property
    def is_here(self) -> bool:
        """Whether incoming items are what the window shows."""
        here = self._trail.here
        return here is not None and here.incoming

    def use(self, settings: Settings) -> None:
        """Ask the feeds as often as the person has set, which is never unless they say so."""
        self._settings = settings
        self.keep_time()

    @Slot()
    def keep_time(self) -> None:
        """The settings changed."""
        minutes = self._settings.refresh_minutes if self._settings is not None else 0
        if minutes:
            self._timer.start(minutes * 60_000)
        else:
            self._timer.stop()

    @Slot()
    def load(self) -> None:
        """Read how many items wait."""
        self._jobs.read("arrivals.counts", done=self._take_counts, key="incoming counts")

    # going there and away

    @Slot()
    def go(self) -> None:
        """Go to the incoming items."""
        self.place_wanted.emit(Place(incoming=True))

    def come(self) -> None:
        """Show the list and the text in place of the library's."""
        pane, item = self._panes()
        self._library.view.clearSelection()
        self._column.setCurrentWidget(pane)
        self._column.show()
        self._sidebar.mark_incoming()
        self._middle.show_welcome()
        self._middle.setCurrentWidget(item)
        item.set_look(*self._middle.look)
        pane.show_items()
        self.load()
        self._jobs.read("browse.get_ready", key="ready")  # reading the first item needs what writing does
        pane.setFocus()

    def show_item(self, incoming_id: IncomingId) -> None:
        """Show an item beside another list than that of incoming items."""
        _, item = self._panes()
        self._middle.setCurrentWidget(item)
        item.set_look(*self._middle.look)
        item.show_item(incoming_id)

    def made_item(self) -> IncomingItemPane:
        """The text of items, made when it is first wanted."""
        return self._panes()[1]

    def leave(self) -> None:
        """Give the place back to the library."""
        if self.pane is not None and self.item is not None:
            self.pane.forget()
            self.item.show_item(None)
            self._column.setCurrentWidget(self._library)

    @Slot()
    def go_next(self) -> None:
        """Select the next row of the list that is shown."""
        (self.pane if self.is_here and self.pane is not None else self._library).go_next()

    @Slot()
    def go_previous(self) -> None:
        """Select the previous row of the list that is shown."""
        (self.pane if self.is_here and self.pane is not None else self._library).go_previous()

    def _panes(self) -> tuple[IncomingPane, IncomingItemPane]:
        if self.pane is None or self.item is None:
            from briefing.ui.panes.incoming import IncomingPane
            from briefing.ui.panes.incoming_item import IncomingItemPane

            self.pane = IncomingPane(self._jobs, self._theme, self._table, self._column)
            self.item = IncomingItemPane(self._jobs, self._theme, self._table, self._middle)
            self._column.addWidget(self.pane)
            self._middle.addWidget(self.item)
            for widget in (self.pane, self.item):
                self._table.attach("incoming", widget)
            for action_id, slot in self.pane.commands().items():
                self._table.bind(action_id, slot)
            self._table.bind("incoming.original", self.item.open_page)
            self.pane.item_chosen.connect(self.item.show_item)
            self.pane.read_wanted.connect(self.item.setFocus)
            self.pane.said.connect(self._status.say)
            self.item.missing.connect(self.pane.show_items)
        return self.pane, self.item

    # what waits

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.incoming or changes.feeds:
            self.load()

    def _take_counts(self, counts: IncomingCounts) -> None:
        self._counts = counts
        self._sidebar.model.show_incoming(counts.new)
        if self.pane is not None:
            self._jobs.read("arrivals.all_feeds", done=self._take_feeds, key="incoming feeds")

    def _take_feeds(self, feeds: list[Feed]) -> None:
        self._feeds = feeds
        if self.pane is not None:
            self.pane.show_counts(feeds, self._counts)

    # feeds

    @Slot()
    def subscribe(self) -> None:
        """Ask for an address and subscribe to its feed."""
        self.subscribe_to("")

    @Slot(str)
    def subscribe_to(self, address: str) -> None:
        """Open the dialog with an address in it."""
        from briefing.ui.dialogs.subscribe import SubscribeDialog

        dialog = SubscribeDialog(self._jobs, self._settings, self._column.window(), address)
        dialog.subscribed.connect(self._subscribed)
        dialog.consented.connect(self.settings_changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def manage(self) -> None:
        """Open the dialog of all feeds."""
        from briefing.ui.dialogs.feeds import FeedsDialog

        dialog = FeedsDialog(self._jobs, self._theme, self._table, self._column.window())
        dialog.refresh_wanted.connect(self.refresh_some)
        dialog.allow_wanted.connect(self._allow)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _allow(self, host: str) -> None:
        if self._settings is not None and host not in self._settings.private_hosts:
            self._settings.private_hosts.append(host)
            self.settings_changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Ask all feeds for new items."""
        self.refresh_some(None)

    @Slot(object)
    def refresh_some(self, feed_ids: list[FeedId] | None) -> None:
        """Ask some feeds for new items; a round that is under way goes on alone."""
        if self._round is None:
            self._round = self._jobs.run(
                self.tr("Refreshing feeds"), "feeds.refresh", feed_ids, done=self._refreshed, failed=self._not_refreshed
            )

    @Slot()
    def _refresh_by_itself(self) -> None:
        if self._settings is not None and not self._settings.offline:
            self.refresh()

    def _refreshed(self, result: Refreshed) -> None:
        self._round = None
        if not result.checked:
            self._status.say(
                self.tr("No feed is to be asked now. Subscribe to one, or resume those that are paused.")
                if not self._feeds
                else self.tr("No feed is to be asked now: each is paused, or asked to be left alone for a while.")
            )
            return
        said = counted(result.new, self.tr("1 new item."), self.tr("%n new items.")) if result.new else ""
        said = said or self.tr("Nothing new.")
        if result.failed:
            said += " " + counted(
                len(result.failed), self.tr("1 feed could not be read; File, Feeds says why."),
                self.tr("%n feeds could not be read; File, Feeds says why."),
            )  # fmt: skip
        self._status.say(said)

    def _not_refreshed(self, error: BriefingError) -> None:
        self._round = None
        if not isinstance(error, Cancelled):
            self._status.show_error(error)

    @Slot(str)
    def _subscribed(self, title: str) -> None:
        self._status.say_outcome(self.tr("You are subscribed to “%1”.").replace("%1", title))
        self.go()

    # lists of feeds

    @Slot()
    def import_list(self) -> None:
        """Ask for a list of feeds and subscribe to those it names."""
        dialog = QFileDialog(self._column.window(), self.tr("Import subscriptions"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Lists of feeds (*.opml *.xml)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._import)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _import(self, name: str) -> None:
        self._jobs.run(self.tr("Importing subscriptions"), "feeds.import_list", Path(name), done=self._imported)

    def _imported(self, result: Imported) -> None:
        said = counted(result.added, self.tr("1 feed was added."), self.tr("%n feeds were added."))
        if result.known:
            said += " " + counted(result.known, self.tr("1 was known already."), self.tr("%n were known already."))
        if result.added:
            self._status.say_outcome(f"{said} {self.tr('Refresh feeds to fetch their items.')}")
        else:
            self._status.say(said)
        self.go()

    @Slot()
    def export_list(self) -> None:
        """Ask where to, and write the subscriptions."""
        dialog = QFileDialog(self._column.window(), self.tr("Export subscriptions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("opml")
        dialog.selectFile("Subscriptions.opml")
        dialog.fileSelected.connect(self._export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _export(self, name: str) -> None:
        self._jobs.read("feeds.export_list", Path(name), done=self._exported)

    def _exported(self, count: int) -> None:
        self._status.say(counted(count, self.tr("1 feed was written."), self.tr("%n feeds were written.")))
