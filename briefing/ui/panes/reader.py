"""The reader: an article on its page, and everything one does with its passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from briefing.domain.annotations import HighlightId
from briefing.domain.articles import Article, ArticleId, ArticleSummary, Outcome
from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError
from briefing.domain.text import reading_minutes
from briefing.ui.actions import Actions
from briefing.ui.article_document import build
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.jobs import Jobs
from briefing.ui.panes.reading.article_view import ArticleView
from briefing.ui.panes.reading.banner import Banner
from briefing.ui.panes.reading.find_bar import FindBar
from briefing.ui.panes.reading.finding import Finding
from briefing.ui.panes.reading.foot import ReaderFoot
from briefing.ui.panes.reading.look_sheet import LookSheet
from briefing.ui.panes.reading.marking import Marking
from briefing.ui.panes.reading.other_texts import OtherTexts
from briefing.ui.panes.reading.page_look import look_of, masthead_of, page_tokens, page_width
from briefing.ui.panes.reading.page_style import Ground, PageStyle
from briefing.ui.panes.reading.pictures import PictureLoader
from briefing.ui.panes.reading.place_keeper import PlaceKeeper
from briefing.ui.panes.reading.text_editing import TextEditing
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.browse import ArticleView as Contents

ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.1, 2.5, 3.0)
SCHEMES = ("http", "https", "mailto")

WAYS_ON: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.FULL: (),
    Outcome.PARTIAL: ("browser.capture", "article.paste_text", "article.recapture", "article.original"),
    Outcome.SIMPLIFIED: ("article.keep_only", "article.original"),
    Outcome.NO_ARTICLE: ("article.keep_only", "browser.capture", "article.paste_text", "article.original"),
}
"""How to go on from a capture that did not go well."""
_NEED_ADDRESS = ("article.recapture", "article.original", "browser.capture")


class ReaderPane(QWidget):
    """Shows one article; marks passages; finds words.

    Signals:
        takeaway_wanted(tuple[HighlightId, ...]): write what these passages mean; empty for the article as a whole.
        highlight_chosen(HighlightId): a highlight was chosen in the text.
        quote_wanted(HighlightId): quote this passage in the briefing that lies beside the article.
        article_missing(): the article is not in the library any more.
        shown(ArticleId): another article is on the page.
        zoomed(float): the person changed the size of the text; 1.0 is normal.
        styled(PageStyle): the person chose another look of articles.
        outline_wanted(ArticleText): show the headings of the article to go to one.
        said(str): a sentence for the person.

    Attributes:
        browse: opens an address outside of the program.
    """

    takeaway_wanted = Signal(object)
    highlight_chosen = Signal(object)
    quote_wanted = Signal(object)
    article_missing = Signal()
    shown = Signal(object)
    zoomed = Signal(float)
    styled = Signal(object)
    outline_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._theme, self._actions = jobs, theme, actions
        self._article_id: ArticleId | None = None
        self._contents: Contents | None = None
        self._passage: HighlightId | None = None
        self._zoom = 1.0
        self._style = PageStyle()
        self.browse: Callable[[QUrl], object] = QDesktopServices.openUrl
        self.setAccessibleName(self.tr("Reader"))
        self.view = ArticleView(theme, self)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.banner = Banner(theme, self)
        self.notice = Banner(theme, self)
        self.find_bar = FindBar(theme, self)
        self.marking = Marking(jobs, theme, self.view, self)
        self.texts = OtherTexts(jobs, theme, self.marking, self)
        self.finding = Finding(self.find_bar, self.view, self)
        self.find_bar.marked.connect(self.marking.mark)
        self._pictures = PictureLoader(jobs, self.view, self)
        self._place = PlaceKeeper(jobs, self.view, self)
        self.editing = TextEditing(jobs, theme, self.view, self.texts, self)
        self.editing.said.connect(self.said)
        self.editing.clipped.connect(self._await_passage)
        self.foot = ReaderFoot(actions, self.view, self)
        self._arrange()
        self.sheet = LookSheet(self)
        self.sheet.styled.connect(self._restyle)
        self.sheet.larger.connect(self.zoom_in)
        self.sheet.smaller.connect(self.zoom_out)
        self.setFocusProxy(self.view)
        self.marking.takeaway_wanted.connect(self.takeaway_wanted)
        self.marking.chosen.connect(self.highlight_chosen)
        self.marking.quote_wanted.connect(self.quote_wanted)
        self.marking.said.connect(self.said)
        self.marking.caption_wanted.connect(self.editing.begin_caption)
        self.texts.turned.connect(self._turn)
        self.texts.passage_wanted.connect(self._await_passage)
        self.texts.said.connect(self.said)
        self.view.escaped.connect(self.texts.go_back)
        self.view.link_clicked.connect(self._open_link)
        self.view.customContextMenuRequested.connect(self._show_menu)
        jobs.changed.connect(self._on_changed)
        theme.changed.connect(self._on_theme)

    @property
    def article_id(self) -> ArticleId | None:
        """The article that is shown, or on its way."""
        return self._article_id

    @property
    def summary(self) -> ArticleSummary | None:
        """The article that is shown, as a row of a list; None while it is on its way."""
        return self._contents.article.summary if self._contents is not None else None

    def show_article(self, article_id: ArticleId | None) -> None:
        """Show an article from where reading stopped, or the blank page."""
        if article_id == self._article_id:
            return
        self._place.leave()
        self.editing.leave()
        self.marking.clear()
        self.texts.clear()
        self.notice.say("")
        self.finding.close()
        self._pictures.forget()
        self._article_id, self._contents, self._passage = article_id, None, None
        if article_id is None:
            self._actions.provide("open_article", False)
            self.banner.say("")
            self._stack.setCurrentWidget(self._blank)
        else:
            self._read()

    def show_passage(self, highlight_id: HighlightId) -> None:
        """Bring the passage of a highlight into view and pulse it once; at once, or when its article is there.

        One that stands in another text of the article is shown there.
        """
        if self.marking.has(highlight_id):
            self.marking.show_passage(highlight_id)
        elif self.texts.has(highlight_id):
            self.texts.show_text_of(highlight_id)
        else:
            self._passage = highlight_id

    def place_highlight(self, highlight_id: HighlightId) -> None:
        """Put a highlight that stands in another text onto the selected passage."""
        self.texts.choose(highlight_id)
        self.texts.place()

    def show_text(self, start: int, end: int) -> None:
        """Bring a stretch of the canonical text into view and pulse it once."""
        self.texts.go_back()
        if self.view.shown is not None:
            self.view.pulse(list(self.view.shown.map.spans(start, end)))

    def flush(self) -> None:
        """Save what is being typed, and where reading stopped."""
        self.marking.note.close_sheet()
        self.editing.save()
        self._place.keep()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The methods behind the actions of this pane."""
        return {
            **self.marking.commands(),
            "highlight.place": self.texts.place,
            "reader.edit_paragraph": self.editing.begin,
            "highlight.old_text": self.texts.look_up,
            "highlight.keep": self.texts.keep,
            "reader.current_text": self.texts.go_back,
            "reader.find": self.find_words,
            "reader.find_next": self.finding.next,
            "reader.find_previous": self.finding.previous,
            "reader.outline": self.show_outline,
            "reader.print": self.print_article,
            "reader.appearance": self.choose_look,
            "view.zoom_in": self.zoom_in,
            "view.zoom_out": self.zoom_out,
            "view.zoom_reset": self.zoom_reset,
        }

    @Slot()
    def find_words(self) -> None:
        """Open the find bar with the selected words."""
        if self._contents is not None:
            stretch = self.marking.stretch()
            self.finding.open(self.marking.text[slice(*stretch)] if stretch else "")

    @Slot()
    def show_outline(self) -> None:
        """Ask for the headings of the article."""
        if self._contents is not None:
            self.outline_wanted.emit(self.texts.text)

    @Slot()
    def choose_look(self) -> None:
        """Open the sheet that changes how articles look."""
        self.sheet.show_look(self._style)
        self.sheet.open_at(self.foot.geometry().topRight() + self._page.pos())

    @Slot()
    def print_article(self) -> None:
        """Ask for a printer and print the article with its highlights and notes."""
        if self._contents is not None:
            from briefing.ui.panes.reading.printing import ask_and_print

            ask_and_print(self._contents, self._theme, self._style, self._jobs, self.said.emit, self)

    def set_style(self, style: PageStyle) -> None:
        """Show articles in this look; the line that is read stays where it is."""
        if style != self._style:
            self._style = style
            sepia = style.ground is Ground.SEPIA
            self.view.set_ground(style.ground, page_tokens(self._theme, style) if sepia else None)
            self.foot.update()
            self._lay_out(keep_place=True)

    @property
    def zoom(self) -> float:
        """The size of the text; 1.0 is normal."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the text in another size; the line that is read stays where it is."""
        if zoom != self._zoom and ZOOMS[0] <= zoom <= ZOOMS[-1]:
            self._zoom = zoom
            self._lay_out(keep_place=True)
            self.zoomed.emit(zoom)

    @Slot()
    def zoom_in(self) -> None:
        """Make the text larger."""
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self._zoom), ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """Make the text smaller."""
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self._zoom), ZOOMS[0]))

    @Slot()
    def zoom_reset(self) -> None:
        """Show the text in its normal size."""
        self.set_zoom(1.0)

    # Private

    def _arrange(self) -> None:
        self._blank = EmptyState(self._theme, self)
        self._blank.say(
            "book-open", "", self.tr("Choose an article on the left to read it here."), self._actions["file.add"]
        )
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.banner)
        column.addWidget(self.texts.banner)
        column.addWidget(self.find_bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._blank)
        self._stack.addWidget(page)
        self._page = page

    def _read(self) -> None:
        self._jobs.read(
            "browse.article", self._article_id, done=self._take, failed=self._fail, key=f"reader-{id(self)}"
        )

    def _take(self, contents: Contents) -> None:
        """Show what was read; the page stays as it is when only the highlights are others."""
        article = contents.article
        if article.id != self._article_id:
            return
        before, self._contents = self._contents, contents
        old = self.texts.text
        self.texts.take(contents)
        known = before is not None and old == self.texts.text
        if not known or before is None or masthead_of(before.article) != masthead_of(article):
            self._lay_out(keep_place=before is not None)
        else:
            self._show_marks()
        self._actions.provide("open_article", True)
        self._show_outcome(article)
        self._stack.setCurrentWidget(self._page)
        if before is None:
            self._place.open(contents, go=self._passage is None)
        elif not self.texts.looks_up:
            self._place.turn(article.version)
        self.editing.show(article.id)
        self._show_awaited()
        if self._passage is not None and self.texts.has(self._passage):
            self.texts.show_text_of(self._passage)
        if before is None:
            self.shown.emit(article.id)

    def _show_marks(self) -> None:
        self.marking.show(self._article_id, self.texts.text, self.texts.highlights, fixed=self.texts.looks_up)

    def _show_awaited(self) -> None:
        if self._passage is not None and self.marking.has(self._passage):
            passage, self._passage = self._passage, None
            self.marking.show_passage(passage)

    @Slot()
    def _turn(self) -> None:
        """Show another text of the article."""
        if self.texts.looks_up:
            self._place.pause()
        self._lay_out(keep_place=False)
        if not self.texts.looks_up:
            self._place.resume(go=self._passage is None)
        self._show_awaited()

    @Slot(object)
    def _await_passage(self, highlight_id: HighlightId) -> None:
        self._passage = highlight_id
        self._show_awaited()

    def _show_outcome(self, article: Article) -> None:
        """Say above the text how the capture went, when it did not go well, and how to go on."""
        outcome = article.summary.outcome
        ways = [self._actions[way] for way in WAYS_ON[outcome] if way not in _NEED_ADDRESS or article.url]
        self.banner.say("" if outcome is Outcome.FULL else article.reason, ways)

    def _lay_out(self, *, keep_place: bool) -> None:
        if self._contents is None:
            return
        article = self._contents.article
        anchor, cursor, current = self.view.top_anchor(), self.view.textCursor(), self.view.current
        look = look_of(self._theme, self._style, self._zoom)
        self.view.show_document(build(self.texts.text, masthead_of(article), look), page_width(look, self._style))
        self.foot.show_length(reading_minutes(article.summary.word_count or article.text.word_count))
        self._show_marks()
        self.finding.show(self.texts.text)
        self._pictures.load()
        if keep_place:
            self.view.set_current(current if current is not None and self.marking.has(current) else None)
            self.view.restore(anchor, cursor.anchor(), cursor.position())
        self.editing.place()

    def _fail(self, error: BriefingError) -> None:
        self.show_article(None)
        self.article_missing.emit()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._article_id is not None and self._article_id in changes.articles:
            self._read()

    @Slot()
    def _on_theme(self) -> None:
        self._lay_out(keep_place=True)

    @Slot(object)
    def _restyle(self, style: PageStyle) -> None:
        self.set_style(style)
        self.styled.emit(style)

    @Slot(str)
    def _open_link(self, address: str) -> None:
        url = QUrl(address)
        if url.scheme().lower() in SCHEMES:
            self.browse(url)

    @Slot(QPoint)
    def _show_menu(self, point: QPoint) -> None:
        menu = self.menu_at(point)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(point))

    def menu_at(self, point: QPoint) -> QMenu:
        """The context menu for a point of the page, which the caret goes to unless text is selected."""
        if not self.view.textCursor().hasSelection():
            self.view.setTextCursor(self.view.cursorForPosition(point))
        menu = QMenu(self)
        copy = menu.addAction(self.tr("Copy"), self.view.copy)
        copy.setEnabled(self.view.textCursor().hasSelection())
        menu.addSeparator()
        meanings = tuple(action_id for action_id in self.marking.commands() if action_id.startswith("highlight."))
        place = ("highlight.place",) if self.texts.banner.isVisible() else ()
        edit = ("highlight.clip", "reader.edit_paragraph", "reader.strike")
        self._actions.fill(menu, (*meanings[:6], *place, "highlight.remove", "", "takeaway.new", "", *edit))
        return menu
