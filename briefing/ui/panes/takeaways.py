"""The takeaways pane: what the article means, the passages that prove it, and what the source said about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from briefing.domain.annotations import (
    Highlight,
    HighlightId,
    SentenceMark,
    Takeaway,
    TakeawayId,
    TakeawayKind,
)
from briefing.domain.articles import ArticleId, OfferedTakeaway, Tag, TagId
from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError
from briefing.ui.actions import Actions
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.jobs import Jobs
from briefing.ui.panes.composer.drafts import Drafts
from briefing.ui.panes.reading.details_form import DetailsForm
from briefing.ui.panes.reading.highlight_editing import HighlightEditing
from briefing.ui.panes.reading.highlight_list import HighlightList
from briefing.ui.panes.reading.note_popover import NotePopover
from briefing.ui.panes.reading.offer_card import OfferCard, open_offers
from briefing.ui.panes.reading.saving import Saving
from briefing.ui.panes.reading.section_head import SectionHead, hint
from briefing.ui.panes.reading.takeaway_card import TakeawayCard
from briefing.ui.panes.reading.text_commands import TextCommands
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.browse import ArticleView as Contents


class TakeawaysPane(QWidget):
    """Everything that is written on one article. What is typed is saved within two seconds, and when it is left.

    Signals:
        passage_wanted(HighlightId): show the passage of a highlight.
        place_wanted(HighlightId): put a highlight of an older text onto the selected passage.
        orphan_chosen(HighlightId): a row was chosen in the list of highlights; it may stand in an older text.
        text_wanted(int, int): show a stretch of the canonical text.
        briefing_wanted(BriefingId): open a briefing that cites the article.
        history_wanted(TakeawayId): show what a takeaway was before.
        reader_wanted(TakeawayId): ask for the reader whom it is to be worded for, see `reword`.
    """

    passage_wanted = Signal(object)
    place_wanted = Signal(object)
    orphan_chosen = Signal(object)
    text_wanted = Signal(int, int)
    briefing_wanted = Signal(object)
    history_wanted = Signal(object)
    reader_wanted = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._theme, self._actions = jobs, theme, actions
        self._article_id: ArticleId | None = None
        self._contents: Contents | None = None
        self._highlights: dict[HighlightId, Highlight] = {}
        self._pages: dict[HighlightId, int] = {}
        self._audiences: list[str] = []
        self._focus_on: TakeawayId | None = None
        self._shown_next: TakeawayId | None = None
        self._choose: HighlightId | None = None
        self.cards: dict[TakeawayId, TakeawayCard] = {}
        self.offers: list[OfferCard] = []
        self.drafts = Drafts(self)
        self._texts = TextCommands(self)
        self.setAccessibleName(self.tr("Takeaways"))
        self.note = NotePopover(theme, self)
        self._arrange()
        self._connect()
        jobs.changed.connect(self._on_changed)

    @property
    def article_id(self) -> ArticleId | None:
        """The article that is shown, or on its way."""
        return self._article_id

    def show_article(self, article_id: ArticleId | None) -> None:
        """Show what is written on an article; what was typed on the one before is saved."""
        if article_id == self._article_id:
            return
        self.flush()
        self._article_id, self._contents, self._focus_on, self._choose = article_id, None, None, None
        if article_id is None:
            self._highlights = {}
            self._show_cards(())
            self._show_offers(())
            self._stack.setCurrentWidget(self._blank)
        else:
            self._scroll.verticalScrollBar().setValue(0)
            self._read()

    def new_takeaway(self, evidence: Sequence[HighlightId] = ()) -> None:
        """Begin a takeaway that rests on these highlights; the caret goes into it."""
        if self._article_id is not None:
            self.flush()
            self._jobs.write(
                "annotate.add_takeaway",
                self._article_id,
                TakeawayKind.FOR_YOU,
                evidence=tuple(evidence),
                done=self._added,
            )

    def show_takeaway(self, takeaway_id: TakeawayId) -> None:
        """Bring a takeaway into view, now or when it is read; the focus stays where it is."""
        self._shown_next = takeaway_id
        self._show_wanted()

    def choose_highlight(self, highlight_id: HighlightId) -> None:
        """Select a highlight in the list, now or when it is read."""
        box = self.highlights.choose(highlight_id)
        self._choose = highlight_id if box is None else None
        if box is not None:
            self._reveal(self.highlights, box)

    def flush(self) -> None:
        """Save what was typed now."""
        self.note.close_sheet()
        self.drafts.flush()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The methods behind the actions of this pane."""
        return {
            "takeaway.up": self.move_up,
            "takeaway.down": self.move_down,
            "takeaway.remove": self.remove_takeaway,
            "takeaway.history": self.show_history,
            "takeaway.reword": self.ask_for_reader,
            "takeaway.mark_sentence": self.mark_sentence,
            "takeaway.from_highlights": self.make_from_highlights,
            "takeaway.accept_offer": self.accept_offer,
            "article.edit": self.edit_details,
            **self._texts.commands(),
        }

    @Slot()
    def move_up(self) -> None:
        """Move the takeaway with the focus before the one above it."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Move the takeaway with the focus behind the one below it."""
        self._move(1)

    @Slot()
    def remove_takeaway(self) -> None:
        """Drop the takeaway with the focus. Undo brings it back."""
        if (card := self._card()) is None:
            return
        ids = list(self.cards)
        place = ids.index(card.id)
        self.drafts.flush()
        self._focus_on = next(iter(ids[place + 1 :] or ids[:place][-1:]), None)
        self._jobs.write("annotate.remove_takeaway", card.id)

    @Slot()
    def show_history(self) -> None:
        """Ask for the earlier wordings of the takeaway with the focus."""
        if (card := self._card()) is not None:
            self.drafts.flush()
            self.history_wanted.emit(card.id)

    @Slot()
    def ask_for_reader(self) -> None:
        """Ask for another reader of the takeaway with the focus."""
        if (card := self._card()) is not None:
            self.drafts.flush()
            self.reader_wanted.emit(card.id)

    def reword(self, takeaway_id: TakeawayId, audience: str) -> None:
        """Begin the wording of a takeaway for an audience."""
        if (card := self.cards.get(takeaway_id)) is not None:
            card.variants.begin(audience)

    @Slot()
    def mark_sentence(self) -> None:
        """Make the sentence at the caret a judgement, or a fact."""
        if (card := self._card()) is not None:
            card.mark_sentence()

    @Slot()
    def make_from_highlights(self) -> None:
        """Make a takeaway of the highlights that are selected in the list, or of all of them.

        The one that was marked last is selected by itself, so one alone was not chosen; T makes a takeaway of it.
        """
        selected = self.highlights.selected()
        ids = selected if len(selected) > 1 else tuple(self._highlights)
        if self._article_id is not None and ids:
            self.flush()
            self._jobs.write("takeaways.from_highlights", self._article_id, ids, done=self._added)

    @Slot()
    def accept_offer(self) -> None:
        """Take the first offer of the source over as a takeaway."""
        if self.offers:
            self._use(self.offers[0].offer)

    @Slot()
    def edit_details(self) -> None:
        """Put the caret into the title."""
        if self._contents is not None:
            field = self.details.rows["title"].field
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._reveal(field)

    # Building

    def _arrange(self) -> None:
        self._blank = EmptyState(self._theme, self)
        self._blank.say("lightbulb", "", self.tr("What an article means for your reader is written here."))
        self._body = QWidget(self)
        self._body.setProperty("role", "plain")
        self._body.setMinimumWidth(1)  # everything gives way in a narrow pane: nothing ever scrolls sideways
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._blank)
        self._stack.addWidget(self._scroll)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(16, 12, 12, 24)
        column.setSpacing(8)
        column.addWidget(self._heads()[0])
        column.addLayout(self._offer_column)
        column.addLayout(self._card_column)
        column.addWidget(self._no_takeaway)
        column.addSpacing(16)
        column.addWidget(self._highlights_head)
        column.addWidget(self.highlights)
        column.addWidget(self._no_highlight)
        column.addSpacing(16)
        column.addWidget(self._details_head)
        column.addWidget(self.details)
        column.addStretch(1)

    def _heads(self) -> tuple[SectionHead, ...]:
        theme, body = self._theme, self._body
        self._takeaways_head = SectionHead(theme, self.tr("Takeaways"), body, self._actions["takeaway.new"])
        self._highlights_head = SectionHead(theme, self.tr("Highlights"), body)
        self._details_head = SectionHead(theme, self.tr("Details"), body)
        self._offer_column, self._card_column = QVBoxLayout(), QVBoxLayout()
        for column in (self._offer_column, self._card_column):
            column.setSpacing(8)
        self._no_takeaway = hint(self.tr("Select a passage and press T to write what it means for your reader."), body)
        self._no_highlight = hint(self.tr("Select words in the article and press 1 to 5 to mark them."), body)
        self.highlights = HighlightList(theme, body)
        self.details = DetailsForm(body)
        self.details.setMinimumWidth(1)
        return self._takeaways_head, self._highlights_head, self._details_head

    def _connect(self) -> None:
        Saving(self._jobs, self.drafts)
        self.drafts.failed_changed.connect(self._show_problem)
        HighlightEditing(self._jobs, self.highlights, self.note, self)
        self.highlights.jumped.connect(self.passage_wanted)
        self.highlights.place_wanted.connect(self.place_wanted)
        self.highlights.chosen.connect(self._offer_evidence)
        self.highlights.takeaway_wanted.connect(self.new_takeaway)
        self.details.edited.connect(self._type_detail)
        self.details.left.connect(self.drafts.flush)
        self.details.briefing_wanted.connect(self.briefing_wanted)
        self.details.tags.added.connect(self._add_tag)
        self.details.tags.removed.connect(self._remove_tag)

    # Reading

    def _read(self) -> None:
        key = f"takeaways-{id(self)}"
        self._jobs.read("browse.article", self._article_id, done=self._take, failed=self._fail, key=key)
        self._jobs.read("browse.audiences", done=self._take_audiences, key=f"{key}-audiences")
        self._jobs.read("browse.all_tags", done=self._take_tags, key=f"{key}-tags")

    def _take(self, contents: Contents) -> None:
        article = contents.article
        if article.id != self._article_id:
            return
        self._contents = contents
        self._highlights = {highlight.id: highlight for highlight in contents.highlights}
        here = [highlight for highlight in contents.highlights if highlight.version == article.version]
        self._pages = {highlight.id: article.text.page_at(highlight.start) for highlight in here}
        self._show_offers(open_offers(contents.article.offers, here, contents.takeaways))
        self._show_cards(contents.takeaways)
        self._highlights_head.set_count(len(contents.highlights))
        self.highlights.show_highlights(contents.highlights, article.version)
        self._no_highlight.setVisible(not contents.highlights)
        self.details.show_article(article, self._typed_detail)
        self.details.show_citations(contents.cited_in)
        self._stack.setCurrentWidget(self._scroll)
        self._order_tabs()
        if self._choose is not None:
            self.choose_highlight(self._choose)
        self._focus_wanted()
        self._show_wanted()

    def _order_tabs(self) -> None:
        """Tab goes from the top of the pane to its foot, whenever its parts were made."""
        offers = [button for card in self.offers for button in (card.use_button, card.show_button)]
        cards = [widget for card in self.cards.values() for widget in card.tab_chain()]
        chain = [*offers, *cards, self.highlights, *self.details.tab_chain()]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _take_audiences(self, audiences: list[str]) -> None:
        self._audiences = audiences
        for card in self.cards.values():
            card.set_audiences(audiences)

    def _take_tags(self, tags: list[Tag]) -> None:
        self.details.set_known_tags(tags)

    def _fail(self, error: BriefingError) -> None:
        self.show_article(None)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._article_id is not None and (self._article_id in changes.articles or changes.audiences):
            self._read()

    # Cards and offers

    def _show_cards(self, takeaways: Sequence[Takeaway]) -> None:
        wanted = {takeaway.id for takeaway in takeaways}
        for takeaway_id in [known for known in self.cards if known not in wanted]:
            self._drop_card(self.cards.pop(takeaway_id))
        order: dict[TakeawayId, TakeawayCard] = {}
        for place, takeaway in enumerate(takeaways):
            card = self.cards.get(takeaway.id) or self._make_card(takeaway)
            if self._card_column.indexOf(card) != place:
                self._card_column.insertWidget(place, card)
            record = ("takeaway", takeaway.id)
            card.set_pages(self._pages)
            if self._contents is not None:
                summary = self._contents.article.summary
                card.set_outlet(summary.outlet)
                orphans = self._highlights.keys() - self._pages.keys()
                kept = {each for each in orphans if self._highlights[each].kept}
                card.set_source(orphans, kept, withdrawn=summary.trashed)
            card.show_takeaway(takeaway, self._highlights, self.drafts.over(record), self.drafts.error(record))
            typed = self.drafts.over(("variant", takeaway.id))
            card.show_variants(takeaway.variants, {name: str(text) for name, text in typed.items()})
            order[takeaway.id] = card
        self.cards = order
        self._takeaways_head.set_count(len(takeaways))
        self._no_takeaway.setVisible(not takeaways and not self.offers)
        self._actions.provide("takeaway", bool(takeaways))

    def _make_card(self, takeaway: Takeaway) -> TakeawayCard:
        card = TakeawayCard(self._theme, self._actions, takeaway, self._body)
        card.setMinimumWidth(1)
        card.set_audiences(self._audiences)
        card.edited.connect(self._type_takeaway)
        card.left.connect(self.drafts.flush)
        card.retried.connect(self.drafts.flush)
        card.passage_wanted.connect(self.passage_wanted)
        card.evidence_wanted.connect(self._add_evidence)
        card.mark_wanted.connect(self._mark_sentence)
        card.reworded.connect(self._type_variant)
        card.show()
        return card

    def _drop_card(self, card: TakeawayCard) -> None:
        self.drafts.forget(("takeaway", card.id))
        self.drafts.forget(("variant", card.id))
        self._card_column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _card(self) -> TakeawayCard | None:
        """The card that a command acts on: the one with the focus, or the only one."""
        focused = next((card for card in self.cards.values() if card.has_focus), None)
        return focused or (next(iter(self.cards.values())) if len(self.cards) == 1 else None)

    def _move(self, by: int) -> None:
        if (card := self._card()) is not None:
            place = list(self.cards).index(card.id) + by
            if 0 <= place < len(self.cards):
                self._jobs.write("annotate.move_takeaway", card.id, place)

    def _added(self, takeaway_id: TakeawayId) -> None:
        self._focus_on = takeaway_id
        self._focus_wanted()

    def _focus_wanted(self) -> None:
        card = self.cards.get(self._focus_on) if self._focus_on is not None else None
        if card is not None:
            self._focus_on = None
            card.start_typing()
            QTimer.singleShot(0, card, partial(self._reveal, card))  # it has its place when the pane has grown

    def _show_wanted(self) -> None:
        card = self.cards.get(self._shown_next) if self._shown_next is not None else None
        if card is not None:
            self._shown_next = None
            QTimer.singleShot(0, card, partial(self._reveal, card))

    def _reveal(self, widget: QWidget, box: QRectF | None = None) -> None:
        """Scroll up or down so that a widget, or a box of it, can be seen."""
        area = QRectF(widget.rect()) if box is None else box
        middle = widget.mapTo(self._body, area.center().toPoint()).y()
        self._scroll.ensureVisible(0, middle, 0, round(area.height() / 2) + 24)

    def _show_offers(self, offers: Sequence[OfferedTakeaway]) -> None:
        if [card.offer for card in self.offers] != list(offers):
            for card in self.offers:
                self._offer_column.removeWidget(card)
                card.hide()
                card.deleteLater()
            self.offers = []
            for offer in offers:
                card = OfferCard(self._theme, offer, self._body)
                card.used.connect(self._use_sender)
                card.shown.connect(self.text_wanted)
                self._offer_column.addWidget(card)
                card.show()
                self.offers.append(card)
        self._actions.provide("offer", bool(offers))

    @Slot()
    def _use_sender(self) -> None:
        card = self.sender()
        if isinstance(card, OfferCard):
            self._use(card.offer)

    def _use(self, offer: OfferedTakeaway) -> None:
        if self._contents is not None:
            index = self._contents.article.offers.index(offer)
            self._jobs.write("annotate.accept_offer", self._article_id, index, done=self._added)

    # Writing

    @Slot(object, str, object, bool)
    def _type_takeaway(self, takeaway_id: TakeawayId, name: str, value: object, chosen: bool) -> None:
        self.drafts.put(("takeaway", takeaway_id), name, value, now=chosen)

    @Slot(object, str, str)
    def _type_variant(self, takeaway_id: TakeawayId, audience: str, text: str) -> None:
        self.drafts.put(("variant", takeaway_id), audience, text)

    @Slot(object, str, object)
    def _mark_sentence(self, takeaway_id: TakeawayId, sentence: str, mark: SentenceMark | None) -> None:
        self._jobs.write("takeaways.mark_sentence", takeaway_id, sentence, mark)

    @Slot(str, str)
    def _type_detail(self, name: str, value: str) -> None:
        self.drafts.put(("article", self._article_id, name), name, value)

    def _typed_detail(self, name: str) -> str | None:
        record = ("article", self._article_id, name)
        waiting = self.drafts.over(record).get(name)
        self.details.show_problem(name, self.drafts.error(record))
        return None if waiting is None else str(waiting)

    @Slot(object)
    def _show_problem(self, record: tuple[Any, ...]) -> None:
        if record[0] in ("takeaway", "variant") and (card := self.cards.get(record[1])):
            typed = self.drafts.over(("takeaway", card.id))
            card.show_takeaway(card.takeaway, self._highlights, typed, self.drafts.error(record))
        elif record[0] == "article" and record[1] == self._article_id:
            self.details.show_problem(record[2], self.drafts.error(record))

    @Slot(object)
    def _offer_evidence(self, selected: tuple[HighlightId, ...]) -> None:
        for card in self.cards.values():
            card.evidence.set_selected(selected)
        if selected:
            self.orphan_chosen.emit(selected[0])

    @Slot(object)
    def _add_evidence(self, takeaway_id: TakeawayId) -> None:
        card = self.cards[takeaway_id]
        fresh = [chosen for chosen in self.highlights.selected() if chosen not in card.takeaway.evidence]
        evidence = (*card.takeaway.evidence, *fresh)
        self._jobs.write("annotate.edit_takeaway", takeaway_id, evidence=evidence)

    @Slot(str)
    def _add_tag(self, name: str) -> None:
        if self._article_id is not None:
            self._jobs.write("organise.tag", [self._article_id], name)

    @Slot(object)
    def _remove_tag(self, tag_id: TagId) -> None:
        if self._article_id is not None:
            self._jobs.write("organise.untag", [self._article_id], tag_id)
