"""Looking at what came in and waits, and at the feeds it comes from. Reads only, without SQLAlchemy (see `browse`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.domain.feeds import Feed, FeedId, IncomingCounts, IncomingCursor, IncomingPage, IncomingState
from briefing.store import arrivals

if TYPE_CHECKING:
    from briefing.store.database import Store


def page(
    store: Store,
    after: IncomingCursor | None = None,
    limit: int = 50,
    *,
    feed_id: FeedId | None = None,
    state: IncomingState = IncomingState.NEW,
) -> IncomingPage:
    """Some of the items, newest first; `after` is the `next` of the page before."""
    with store.look() as look:
        return arrivals.page(look, after=after, limit=limit, feed_id=feed_id, state=state)


def counts(store: Store) -> IncomingCounts:
    """How many items wait: all, and by feed."""
    with store.look() as look:
        return arrivals.counts(look)


def all_feeds(store: Store) -> list[Feed]:
    """Every feed, by folder and title, with what its last check gave."""
    with store.look() as look:
        return arrivals.all_feeds(look)
