"""The fifteen-minute morning in the library: what waits, what was decided, and the draft of page 1 at the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from briefing.domain.annotations import TakeawayKind
from briefing.domain.articles import ArticleId, ArticleSummary, Shelf
from briefing.domain.briefings import BriefingId, Level
from briefing.domain.changes import Done
from briefing.domain.errors import InvalidInputError
from briefing.domain.feeds import Incoming, IncomingState
from briefing.domain.listing import Listing, ListingKind
from briefing.domain.triage import Card, Decision, Morning, collapsed
from briefing.operations import incoming
from briefing.store import annotations as store_annotations
from briefing.store import arrivals, articles, briefings, listings
from briefing.store import incoming as store_incoming
from briefing.store.database import Store, Write

Cancel = Callable[[], bool]

TOP_SECTION, BRIEF_SECTION = "Top stories", "In brief"
MOST = 300


def start(store: Store, limit: int = MOST) -> Morning:
    """The stories that wait, in the list of incoming items and in the inbox, newest first, copies on one card."""
    with store.look() as look:
        waiting = arrivals.page(look, limit=limit, state=IncomingState.NEW).rows
        unread = listings.page(look, Listing(ListingKind.INBOX), limit=limit).rows
    dated = [(each.received_at, _card_of_item(each)) for each in waiting]
    dated += [(each.added_at, _card_of_article(each)) for each in unread]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return Morning(tuple(collapsed(card for _, card in dated)), datetime.now(UTC))


def decide(store: Store, card: Card, decision: Decision, *, cancel: Cancel | None = None) -> Done[ArticleId | None]:
    """Do what was decided on a story, as one step of Undo; gives the article of a story that was kept.

    Skipped items leave the list, skipped articles go from the inbox to the library. What is kept goes into the
    library once its page could be read. `LATER` changes nothing.

    Raises:
        BriefingError: the page could not be read; the item waits where it was.
        Cancelled: `cancel` said so; nothing was changed.
    """
    if decision is Decision.LATER:
        return Done(None)
    if decision is Decision.SKIP:
        with store.write("Skip story") as write:
            store_incoming.set_state(write.session, card.incoming, IncomingState.SKIPPED)
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
    chosen = [
        (card, each.article_id)
        for card, each in zip(morning.cards, morning.decided, strict=False)
        if each.decision in (Decision.TOP, Decision.BRIEF)
    ]
    copies = [each for card, _ in chosen for each in (card.incoming if card.articles else card.incoming[1:])]
    store_incoming.set_state(write.session, copies, IncomingState.SKIPPED)
    ids = {article_id for _, article_id in chosen if article_id}
    articles.set_shelf(write.session, sorted(ids.union(*(card.articles for card, _ in chosen))), Shelf.LIBRARY)


def _card_of_item(item: Incoming) -> Card:
    return Card(
        item.title, item.url, item.excerpt, item.published, incoming=(item.id,), sources=(item.source,) if item.source
        else (),
    )  # fmt: skip


def _card_of_article(article: ArticleSummary) -> Card:
    sources = (article.outlet,) if article.outlet else ()
    return Card(article.title, "", article.excerpt, article.published, article.word_count, (), (article.id,), sources)
