"""The large part of the window: the reader with the takeaways, or the composer with the preview, or a welcome.

The panes are made when they are first needed, so that the first paint of the window waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from briefing.domain.annotations import HighlightId, TakeawayId
from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingId
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.panes.welcome import Welcome
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.ui.panes.beside import BesidePane
    from briefing.ui.panes.briefing import BriefingPane
    from briefing.ui.panes.preview import PreviewPane
    from briefing.ui.panes.reader import ReaderPane
    from briefing.ui.panes.reading.page_style import PageStyle
    from briefing.ui.panes.takeaways import TakeawaysPane


class Middle(QStackedWidget):
    """Shows an article, a briefing, or a welcome.

    Signals:
        article_wanted(ArticleId): the composer asks to read an article.
        articles_wanted(BriefingId, SectionId | None): the composer asks which articles to add.
        briefing_wanted(BriefingId): show a briefing that cites the article.
        export_wanted(BriefingId): ask where to, and export.
        article_missing(), briefing_missing(): what was shown is gone.
        zoomed(float), styled(PageStyle): the size or the look of the article text changed.
        outline_wanted(ArticleText): show the headings of the article to go to one.
        quote_wanted(HighlightId): quote this passage in the briefing beside.
        history_wanted(TakeawayId), reader_wanted(TakeawayId): show earlier wordings; ask for another reader.
        tags_wanted(tuple[HighlightId, ...]): ask for the tags of highlights.
        said(str): a sentence for the person.
        outcome(str): what came of a step that can be undone.
        left_reading(): a briefing takes the place of the article and of what lies beside it.
    """

    article_wanted = Signal(object)
    articles_wanted = Signal(object, object)
    briefing_wanted = Signal(object)
    export_wanted = Signal(object)
    article_missing = Signal()
    briefing_missing = Signal()
    zoomed = Signal(float)
    styled = Signal(object)
    outline_wanted = Signal(object)
    quote_wanted = Signal(object)
    history_wanted = Signal(object)
    reader_wanted = Signal(object)
    tags_wanted = Signal(object)
    said = Signal(str)
    outcome = Signal(str)
    left_reading = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, state: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs, self._theme, self._actions, self._state = jobs, theme, actions, state
        self._zoom = 1.0
        self._style: PageStyle | None = None
        self._wanted: ArticleId | None = None
        self._shares = QByteArray()  # how composer and preview shared their room before the preview was lent
        self._then_passage: HighlightId | None = None
        self._then_takeaway: TakeawayId | None = None
        self.reader: ReaderPane | None = None
        self.takeaways: TakeawaysPane | None = None
        self.composer: BriefingPane | None = None
        self.preview: PreviewPane | None = None
        self._reading: QSplitter | None = None
        self._composing: QSplitter | None = None
        self.welcome = Welcome(theme, actions, self)
        self.addWidget(self.welcome)
        for action_id, slot in self._commands().items():
            actions.bind(action_id, slot)

    def _commands(self) -> Mapping[str, Callable[..., None]]:
        return {
            "view.takeaways": self._toggle_takeaways,
            "view.preview": self._toggle_preview,
            "view.zoom_in": self._zoom_in,
            "view.zoom_out": self._zoom_out,
            "view.zoom_reset": self._zoom_reset,
        }

    @property
    def composes(self) -> bool:
        """Whether a briefing is shown."""
        return self._composing is not None and self.currentWidget() is self._composing

    @property
    def reads(self) -> bool:
        """Whether an article is shown."""
        return self._reading is not None and self.currentWidget() is self._reading

    def show_article(self, article_id: ArticleId) -> None:
        """Show an article with its takeaways."""
        self._wanted = article_id
        if self._reading is None:
            QTimer.singleShot(0, self._show_wanted)  # it takes a moment to make; let the list show its row first
        else:
            self._show_wanted()

    @Slot()
    def _show_wanted(self) -> None:
        article_id, self._wanted = self._wanted, None
        if article_id is None:
            return
        reading = self._make_reading()
        assert self.reader is not None
        assert self.takeaways is not None
        self.leave_briefing()
        self.setCurrentWidget(reading)
        self.reader.show_article(article_id)
        self.takeaways.show_article(article_id)
        self._actions.provide("open_article", True)
        self._reveal()

    def show_passage(self, highlight_id: HighlightId) -> None:
        """Bring a passage of the article that was asked for into view, once it is there."""
        self._then_passage, self._then_takeaway = highlight_id, None
        self._reveal()

    def show_takeaway(self, takeaway_id: TakeawayId) -> None:
        """Bring a takeaway of the article that was asked for into view, once it is there."""
        self._then_passage, self._then_takeaway = None, takeaway_id
        self._reveal()

    def _reveal(self) -> None:
        """Show what was asked for beside the article; while the article waits for its panes, later."""
        if self._wanted is not None or self.reader is None or self.takeaways is None:
            return
        if self._then_passage is not None:
            self.reader.show_passage(self._then_passage)
        if self._then_takeaway is not None:
            self.takeaways.show_takeaway(self._then_takeaway)
        self._then_passage = self._then_takeaway = None

    def show_briefing(self, briefing_id: BriefingId) -> None:
        """Show a briefing in the composer, with its preview."""
        self._wanted = None
        self.left_reading.emit()
        composing = self._make_composing()
        assert self.composer is not None
        assert self.preview is not None
        self._actions.provide("open_article", False)
        self.setCurrentWidget(composing)
        self.composer.show_briefing(briefing_id)
        self.preview.show_briefing(briefing_id)

    def show_welcome(self) -> Welcome:
        """Show no article; gives the page that says why."""
        self._wanted = None
        self.leave_briefing()
        self._actions.provide("open_article", False)
        for pane in (self.reader, self.takeaways):
            if pane is not None:
                pane.show_article(None)
        self.setCurrentWidget(self.welcome)
        return self.welcome

    def leave_briefing(self) -> None:
        """Save what is typed in the briefing and put it away."""
        if self.composer is not None and self.preview is not None and self.composes:
            self.composer.show_briefing(None)
            self.preview.show_briefing(None)
        self._actions.provide("briefing", False)
        self._actions.provide("item", False)

    @Slot()
    def prepare(self) -> None:
        """Make the reader now, so that the first article comes up at once."""
        self._make_reading()

    def set_zoom(self, zoom: float) -> None:
        """The size of the article text; 1.0 is normal."""
        self._zoom = zoom
        if self.reader is not None:
            self.reader.set_zoom(zoom)

    def set_style(self, style: PageStyle) -> None:
        """The look of articles."""
        self._style = style
        if self.reader is not None:
            self.reader.set_style(style)

    @Slot()
    def flush(self) -> None:
        """Save everything that is being typed."""
        for pane in self._panes():
            if flush := getattr(pane, "flush", None):
                flush()

    @property
    def look(self) -> tuple[PageStyle | None, float]:
        """How articles are shown: their look, None for the usual one, and the size of the text."""
        return self._style, self._zoom

    def lay_beside(self, pane: BesidePane) -> None:
        """Lay a pane between the reader and the takeaways; the keys of the reader work in it, too."""
        reading = self._make_reading()
        reading.insertWidget(1, pane)
        QTimer.singleShot(0, self._halve)  # the room that others leave is there once they are laid out
        self._actions.attach("reader", pane.reader)
        self._keys.add(pane.reader)
        pane.reader.takeaway_wanted.connect(self._write_beside)
        pane.reader.said.connect(self.said)
        pane.reader.editing.outcome.connect(self.outcome)
        pane.reader.set_zoom(self._zoom)
        if self._style is not None:
            pane.reader.set_style(self._style)

    def lend_preview(self) -> PreviewPane:
        """The preview, for a pane beside the article."""
        self._make_composing()
        assert self.preview is not None
        if self._composing is not None and self.preview.parent() is self._composing:
            self._shares = self._composing.saveState()
        return self.preview

    def take_back(self, pane: BesidePane) -> None:
        """Take the preview back that was lent to a pane, if it was."""
        if (preview := pane.release()) is not None and self._composing is not None:
            preview.show_briefing(None)
            self._composing.addWidget(preview)
            self._composing.restoreState(self._shares)
            self._show_side("view.preview", preview)

    def close_panes(self) -> None:
        """Save what is typed and let the panes end what they own."""
        self.flush()
        if self.preview is not None:
            self.preview.close_down()
        for name, splitter in (("reading", self._reading), ("composing", self._composing)):
            if splitter is not None:
                self._state.setValue(f"splitter/{name}", splitter.saveState())

    def _panes(self) -> list[Any]:
        panes = (self.reader, self.takeaways, self.composer, self.preview)
        return [pane for pane in panes if pane is not None]

    def _make_reading(self) -> QSplitter:
        if self._reading is not None:
            return self._reading
        from briefing.ui.main_window.reader_keys import ReaderKeys
        from briefing.ui.panes.reader import ReaderPane
        from briefing.ui.panes.takeaways import TakeawaysPane

        self._reading = self._splitter()
        self.reader = ReaderPane(self._jobs, self._theme, self._actions, self._reading)
        self.takeaways = TakeawaysPane(self._jobs, self._theme, self._actions, self._reading)
        letter = self.fontMetrics().averageCharWidth()
        self.reader.setMinimumWidth(36 * letter)
        self.takeaways.setMinimumWidth(28 * letter)
        self._fill(self._reading, "reading", self.reader, self.takeaways, 40)
        self.takeaways.installEventFilter(self)
        self.reader.takeaway_wanted.connect(self.takeaways.new_takeaway)
        self.reader.highlight_chosen.connect(self.takeaways.choose_highlight)
        self.reader.article_missing.connect(self.article_missing)
        self.reader.zoomed.connect(self.zoomed)
        self.reader.styled.connect(self.styled)
        self.reader.outline_wanted.connect(self.outline_wanted)
        self.reader.quote_wanted.connect(self.quote_wanted)
        self.takeaways.passage_wanted.connect(self.reader.show_passage)
        self.takeaways.text_wanted.connect(self.reader.show_text)
        self.takeaways.place_wanted.connect(self.reader.place_highlight)
        self.takeaways.highlights.tags_wanted.connect(self.tags_wanted)
        self.takeaways.orphan_chosen.connect(self.reader.texts.choose)
        self.reader.said.connect(self.said)
        self.reader.editing.outcome.connect(self.outcome)
        self.takeaways.briefing_wanted.connect(self.briefing_wanted)
        self.takeaways.history_wanted.connect(self.history_wanted)
        self.takeaways.reader_wanted.connect(self.reader_wanted)
        self.reader.set_zoom(self._zoom)
        if self._style is not None:
            self.reader.set_style(self._style)
        self._actions.attach("reader", self.reader)
        self._keys = ReaderKeys(self._actions, self.reader)
        self._bind("takeaways", self.takeaways)
        self._show_side("view.takeaways", self.takeaways)
        return self._reading

    def _make_composing(self) -> QSplitter:
        if self._composing is not None:
            return self._composing
        from briefing.ui.panes.briefing import BriefingPane
        from briefing.ui.panes.preview import PreviewPane

        self._composing = self._splitter()
        self.composer = BriefingPane(self._jobs, self._theme, self._actions, self._composing)
        self.preview = PreviewPane(self._jobs, self._theme, self._actions, self._composing)
        self._fill(self._composing, "composing", self.composer, self.preview, 58)
        self.composer.article_wanted.connect(self.article_wanted)
        self.composer.articles_wanted.connect(self.articles_wanted)
        self.composer.briefing_missing.connect(self.briefing_missing)
        self.preview.export_wanted.connect(self.export_wanted)
        self._bind("briefing", self.composer)
        self._bind("preview", self.preview)
        self._show_side("view.preview", self.preview)
        return self._composing

    @Slot()
    def _halve(self) -> None:
        """Give the article and what lies beside it the same room."""
        if self._reading is not None and len(sizes := self._reading.sizes()) > 2:
            half = (sizes[0] + sizes[1]) // 2
            self._reading.setSizes([half, half, *sizes[2:]])

    @Slot(object)
    def _write_beside(self, evidence: tuple[HighlightId, ...]) -> None:
        """A takeaway from the article beside: its takeaways are shown, with a new one."""
        reader = self.sender()
        if self.takeaways is not None and isinstance(article_id := getattr(reader, "article_id", None), int):
            self.takeaways.setVisible(True)
            self.takeaways.show_article(ArticleId(article_id))
            self.takeaways.new_takeaway(evidence)

    def _splitter(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        return splitter

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape that no field of the takeaways has a use for leads back to the text."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self.reader is None:
            return super().eventFilter(watched, event)
        if watched is not self.takeaways or event.key() != Qt.Key.Key_Escape:
            return super().eventFilter(watched, event)
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _fill(self, splitter: QSplitter, name: str, left: QWidget, right: QWidget, letters: int) -> None:
        """Put two panes beside each other; the right one begins `letters` wide and keeps its width."""
        for widget, share in ((left, 1), (right, 0)):
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.indexOf(widget), share)
        self.addWidget(splitter)
        kept = self._state.value(f"splitter/{name}")
        if not (isinstance(kept, QByteArray) and splitter.restoreState(kept)):
            side = self.fontMetrics().averageCharWidth() * letters
            splitter.setSizes([max(300, self.width() - side), side])

    def _bind(self, scope: str, pane: Any) -> None:
        self._actions.attach(scope, pane)
        for action_id, slot in pane.commands().items():
            if not action_id.startswith("view."):
                self._actions.bind(action_id, slot)

    def _show_side(self, action_id: str, pane: QWidget) -> None:
        shown = self._state.value(f"shown/{action_id}", True, type=bool)
        self._actions[action_id].setChecked(bool(shown))
        pane.setVisible(bool(shown))

    @Slot(bool)
    def _toggle_takeaways(self, on: bool) -> None:
        self._state.setValue("shown/view.takeaways", on)
        if self.takeaways is not None:
            self.takeaways.setVisible(on)

    @Slot(bool)
    def _toggle_preview(self, on: bool) -> None:
        self._state.setValue("shown/view.preview", on)
        if self.preview is not None:
            self.preview.setVisible(on)

    def _zooming(self, action_id: str) -> None:
        """Larger and smaller mean the preview while a briefing is shown, else the article."""
        pane: Any = self.preview if self.composes else self.reader
        if pane is not None and (slot := pane.commands().get(action_id)):
            slot()

    @Slot()
    def _zoom_in(self) -> None:
        self._zooming("view.zoom_in")

    @Slot()
    def _zoom_out(self) -> None:
        self._zooming("view.zoom_out")

    @Slot()
    def _zoom_reset(self) -> None:
        self._zooming("view.zoom_reset")
