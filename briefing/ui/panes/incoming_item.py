"""An incoming item as it would read, before it is kept: the text its source gave, with Keep and Skip above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from briefing.domain.articles import Outcome
from briefing.domain.errors import BriefingError
from briefing.domain.feeds import IncomingId
from briefing.domain.text import ArticleText, reading_minutes
from briefing.ui.actions import Actions, keys_text, row_of
from briefing.ui.article_document import Masthead, build
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import dated
from briefing.ui.panes.reading.article_view import ArticleView
from briefing.ui.panes.reading.banner import Banner
from briefing.ui.panes.reading.meanings import readable_date
from briefing.ui.panes.reading.page_look import look_of, page_width
from briefing.ui.panes.reading.page_style import PageStyle
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.incoming import IncomingView

SCHEMES = ("http", "https", "mailto")


class IncomingItemPane(QWidget):
    """Shows one item. Nothing of it is loaded from the network: it has no pictures before it is kept.

    Signals:
        missing(): the item is not there any more.
        shown(ArticleText): this text is on the page.

    Attributes:
        browse: opens an address outside of the program.
    """

    missing = Signal()
    shown = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._theme, self._actions = jobs, theme, actions
        self._wanted: IncomingId | None = None
        self._view: IncomingView | None = None
        self._style, self._zoom = PageStyle(), 1.0
        self.browse: Callable[[QUrl], object] = QDesktopServices.openUrl
        self.setProperty("role", "surface")
        self.text = ArticleView(theme, self)
        self.text.setAccessibleName(self.tr("Text of the item"))
        self.banner = Banner(theme, self)
        self._lay_out()
        self.setFocusProxy(self.text)
        self.text.link_clicked.connect(self._open_link)
        theme.changed.connect(self._show_text)

    def _lay_out(self) -> None:
        self._bar = QWidget(self)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(19, 8, 16, 8)
        row.setSpacing(8)
        self._lead = QLabel(self.tr("Not in your library yet."), self._bar)
        self._lead.setProperty("role", "hint")
        row.addWidget(self._lead, 1)
        self._ways = [self._button(way) for way in ("incoming.skip", "incoming.keep_full", "incoming.keep")]
        for button in self._ways:
            row.addWidget(button)
        self._blank = EmptyState(self._theme, self)
        self._blank.say("article", "", self.tr("Select an item to read it. I keeps it in your inbox, X skips it."))
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.banner)
        column.addWidget(self.text, 1)
        self._page = page
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._blank)
        self._stack.addWidget(page)

    def _button(self, action_id: str) -> QPushButton:
        row, action = row_of(action_id), self._actions[action_id]
        button = QPushButton(f"{action.text()}   {keys_text(row)}", self._bar)
        button.setToolTip(action.statusTip())
        button.setAccessibleName(action.text())
        if action_id == "incoming.keep":
            button.setProperty("role", "primary")
        button.clicked.connect(action.trigger)
        return button

    def show_item(self, incoming_id: IncomingId | None) -> None:
        """Show an item, or the blank page."""
        self._wanted = incoming_id
        if incoming_id is None:
            self._view = None
            self._stack.setCurrentWidget(self._blank)
        else:
            self._jobs.read("incoming.view", incoming_id, done=self._take, failed=self._fail, key="incoming item")

    def set_look(self, style: PageStyle | None, zoom: float) -> None:
        """Show the text as articles are shown."""
        if (style or PageStyle(), zoom) != (self._style, self._zoom):
            self._style, self._zoom = style or PageStyle(), zoom
            self._show_text()

    def lend(self, lead: str) -> None:
        """Say something else above the text while another list decides on the item; "" for the usual words and keys."""
        self._lead.setText(lead or self.tr("Not in your library yet."))
        for button in self._ways:
            button.setVisible(not lead)

    @Slot()
    def open_page(self) -> None:
        """Open the item's own page in the web browser."""
        if self._view is not None and self._view.item.url:
            self.browse(QUrl(self._view.item.url))

    def _take(self, view: IncomingView) -> None:
        if view.item.id == self._wanted:
            self._view = view
            self._show_text()
            self._stack.setCurrentWidget(self._page)

    def _fail(self, _error: BriefingError) -> None:
        self.show_item(None)
        self.missing.emit()

    @Slot()
    def _show_text(self) -> None:
        if self._view is None:
            return
        item, capture = self._view.item, self._view.capture
        text = capture.text if capture is not None else ArticleText()
        details = []
        if item.published:
            details.append(dated(readable_date(item.published), item.published_origin))
        if text.word_count:
            details.append(self.tr("%1 min").replace("%1", str(reading_minutes(text.word_count))))
        byline = self.tr("By %1").replace("%1", ", ".join(item.authors)) if item.authors else ""
        look = look_of(self._theme, self._style, self._zoom)
        masthead = Masthead(item.title, item.source, "  ·  ".join(details), byline)
        self.text.show_document(build(text, masthead, look), page_width(look, self._style))
        self.banner.say(self._reason())
        self.shown.emit(text)

    def _reason(self) -> str:
        assert self._view is not None
        capture = self._view.capture
        if capture is None:
            return self.tr("Its source gave no text. Keep fetches its page.")
        return "" if capture.outcome is Outcome.FULL else capture.reason

    @Slot(str)
    def _open_link(self, address: str) -> None:
        url = QUrl(address)
        if url.scheme().lower() in SCHEMES:
            self.browse(url)
