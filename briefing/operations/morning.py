"""The fifteen-minute morning in the library: what waits, what was decided, and the draft of page 1 at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from briefing.domain.annotations import TakeawayKind
from briefing.domain.articles import ArticleId, ArticleSummary, Shelf
from briefing.domain.briefings import BriefingId, Level
from briefing.domain.changes import Done
from briefing.domain.errors import InvalidInputError
from briefing.domain.feeds import Incoming, IncomingId, IncomingState
from briefing.domain.listing import Listing, ListingKind
from briefing.domain.triage import CHOSEN, Card, Decision, Facts, Morning, collapsed
from briefing.domain.triage_record import resumed
from briefing.operations import incoming
from briefing.store import annotations as store_annotations
from briefing.store import arrivals, articles, briefings, listings
from briefing.store import incoming as store_incoming
from briefing.store.database import Store, Write

Cancel = Callable[[], bool]

TOP_SECTION, BRIEF_SECTION = "Top stories", "In brief"
MOST = 300


def start(store: Store, limit: int = MOST, *, record: str = "") -> Morning:
    """The stories that wait, in the list of incoming items and in the inbox, newest first, copies on one card.

    Args:
        record: what `triage_record.record` gave of a morning that was left in the middle: what was decided then comes
            first. One of another library is left alone.
    """
    library = hashlib.sha256(str(store.path).encode()).hexdigest()[:16]
    kept = resumed(record, library)
    with store.look() as look:
        done = _cards(arrivals.items(look, kept.incoming), listings.summaries(look, kept.articles))
        waiting = arrivals.page(look, limit=limit, state=IncomingState.NEW).rows
        unread = listings.page(look, Listing(ListingKind.INBOX), limit=limit).rows
    known_items, known_articles = set(kept.incoming), set(kept.articles)
    fresh = _cards(
        [each for each in waiting if each.id not in known_items],
        [each for each in unread if each.id not in known_articles],
    )
    return kept.morning(done, collapsed(fresh), datetime.now(UTC))


def look_up(store: Store, morning: Morning) -> Facts:
    """What the library says of the stories of a morning now."""
    item_ids = [each for card in morning.cards for each in card.incoming]
    with store.look() as look:
        items = arrivals.items(look, item_ids)
        kept = {each.id: each.article_id for each in items if each.article_id is not None}
        chosen = [each.article_id for each in (*morning.decided.values(), *morning.undone.values()) if each.article_id]
        ids = {*chosen, *kept.values(), *(each for card in morning.cards for each in card.articles)}
        found = listings.summaries(look, sorted(ids))
    there = {each.id for each in found if not each.trashed}
    return Facts(
        frozenset(each.id for each in items if each.state is IncomingState.NEW),
        kept,
        frozenset(each.id for each in found if each.id in there and each.shelf is Shelf.INBOX),
        frozenset(ids - there),
    )


def decide(store: Store, card: Card, decision: Decision, *, cancel: Cancel | None = None) -> Done[ArticleId | None]:
    """Do what was decided on a story, as one step of Undo; gives the article of a story that was kept.

    Skipped items leave the list, skipped articles go from the inbox to the library. What is kept goes into the
    library once its page could be read. For `LATER`, the story waits where it waited before it was skipped.

    Raises:
        BriefingError: the page could not be read; the item waits where it was.
        Cancelled: `cancel` said so; nothing was changed.
    """
    if decision is Decision.LATER:
        with store.write("Decide later") as write:
            _turn(write, card.incoming, IncomingState.SKIPPED, IncomingState.NEW)
            articles.set_shelf(write.session, card.articles, Shelf.INBOX)
        return Done(None, write.changes)
    if decision is Decision.SKIP:
        with store.write("Skip story") as write:
            _turn(write, card.incoming, IncomingState.NEW, IncomingState.SKIPPED)
            articles.set_shelf(write.session, card.articles, Shelf.LIBRARY)
        return Done(None, write.changes)
    if card.articles:
        return Done(card.articles[0])
    kept = incoming.keep(store, card.incoming[:1], cancel=cancel)
    return Done(kept.value.article_ids[0], kept.changes)


def finish(store: Store, morning: Morning, title: str, date: str) -> Done[BriefingId]:
    """Draft the briefing of a morning, as one step of Undo: top stories and those in brief, with what was marked.

    Every item prints its takeaways, and its highlights as quotes. The bottom line is that of the first story with one.
    A section without a story says so in print. Copies of chosen stories leave the lists.

    Args:
        date: the ISO 8601 date of issue.

    Raises:
        InvalidInputError: the briefing has no title.
    """
    if not title.strip():
        raise InvalidInputError("Give the briefing a title.")
    with store.write("Draft briefing") as write:
        briefing_id = briefings.add(write.session, title.strip(), date=date)
        tops, others = morning.chosen(Decision.TOP), morning.chosen(Decision.BRIEF)
        _add_items(write, briefing_id, TOP_SECTION, tops, Level.TOP)
        _add_items(write, briefing_id, BRIEF_SECTION, [each for each in others if each not in tops], Level.BRIEF)
        if line := _bottom_line(write, (*tops, *others)):
            briefings.set_fields(write.session, briefing_id, {"bottom_line": line})
        _put_away(write, morning)
    return Done(briefing_id, write.changes)


def _add_items(
    write: Write, briefing_id: BriefingId, title: str, ids: tuple[ArticleId, ...] | list[ArticleId], level: Level
) -> None:
    section_id = briefings.add_section(write.session, briefing_id, title)
    for article_id in dict.fromkeys(ids):
        marked = store_annotations.highlights(write.session, article_id)
        written = store_annotations.takeaways(write.session, article_id)
        bare = level is Level.BRIEF and not marked and not written
        item_id = briefings.add_item(write.session, section_id, article_id, level=Level.HEADLINE if bare else level)
        cited = {each for takeaway in written for each in takeaway.evidence}
        briefings.set_item(write.session, item_id, quotes=[each.id for each in marked if each.id not in cited])


def _bottom_line(write: Write, ids: tuple[ArticleId, ...]) -> str:
    lines = (
        takeaway.text
        for article_id in ids
        for takeaway in store_annotations.takeaways(write.session, article_id)
        if takeaway.kind is TakeawayKind.BOTTOM_LINE and takeaway.text.strip()
    )
    return next(lines, "")


def _put_away(write: Write, morning: Morning) -> None:
    """Chosen articles leave the inbox, and other copies of chosen stories the list."""
    places = [place for place, each in morning.decided.items() if each.decision in CHOSEN and each.article_id]
    cards = [morning.cards[place] for place in places]
    _turn(write, [each for card in cards for each in card.incoming], IncomingState.NEW, IncomingState.SKIPPED)
    ids = {each for card in cards for each in card.articles}
    ids |= {*morning.chosen(Decision.TOP), *morning.chosen(Decision.BRIEF)}
    articles.set_shelf(write.session, sorted(ids), Shelf.LIBRARY)


def _turn(write: Write, ids: Sequence[IncomingId], before: IncomingState, after: IncomingState) -> None:
    """Change the state of those of some items that have the one before."""
    chosen = [each.id for each in store_incoming.items(write.session, ids) if each.state is before]
    store_incoming.set_state(write.session, chosen, after)


def _cards(items: Sequence[Incoming], unread: Sequence[ArticleSummary]) -> list[Card]:
    """A card for each item and article, the newest first."""
    dated = [(each.received_at, _card_of_item(each)) for each in items]
    dated += [(each.added_at, _card_of_article(each)) for each in unread]
    return [card for _, card in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def _card_of_item(item: Incoming) -> Card:
    return Card(
        item.title, item.url, item.excerpt, item.published, incoming=(item.id,), sources=(item.source,) if item.source
        else (),
    )  # fmt: skip


def _card_of_article(article: ArticleSummary) -> Card:
    sources = (article.outlet,) if article.outlet else ()
    return Card(article.title, "", article.excerpt, article.published, article.word_count, (), (article.id,), sources)
