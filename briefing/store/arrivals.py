"""Feeds and incoming items as they are read. See `plain` for why in SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefing.domain.articles import ArticleId, Origin
from briefing.domain.errors import NotFoundError
from briefing.domain.feeds import (
    Feed,
    FeedId,
    Incoming,
    IncomingCounts,
    IncomingCursor,
    IncomingId,
    IncomingPage,
    IncomingState,
)
from briefing.store.plain import AMONG, Reading, numbers, rows, value
from briefing.store.times import moment_of

_FEED = "id, url, title, site_url, folder, checked_at, next_at, error, failures, full_text, paused, n_new"
_ITEM = (
    "i.id, i.feed_id, i.source, i.title, i.url, i.authors, i.published, i.received_at, i.excerpt, i.state, "
    # NULL without a text, else whose word the date is: one look at the text's row for both.
    "i.article_id, (SELECT coalesce(t.rest ->> '$.origins.published', '') FROM incoming_text t "
    "WHERE t.incoming_id = i.id)"
)


def all_feeds(reading: Reading) -> list[Feed]:
    """Every feed, by folder and title."""
    found = [_feed(row) for row in rows(reading, f"SELECT {_FEED} FROM feed")]
    return sorted(found, key=lambda feed: (feed.folder.casefold(), feed.title.casefold(), feed.id))


def feed(reading: Reading, feed_id: FeedId) -> Feed:
    """A feed.

    Raises:
        NotFoundError: there is no such feed.
    """
    for row in rows(reading, f"SELECT {_FEED} FROM feed WHERE id = ?", [feed_id]):
        return _feed(row)
    raise no_feed()


def page(
    reading: Reading,
    *,
    after: IncomingCursor | None = None,
    limit: int = 50,
    feed_id: FeedId | None = None,
    state: IncomingState = IncomingState.NEW,
) -> IncomingPage:
    """The next items of a state, newest first; those of one feed, if it is given."""
    values: list[object] = [state.value] if feed_id is None else [feed_id, state.value]
    if after is not None:
        values += [after.sort_at, after.id]
    found = rows(
        reading, page_statement(of_feed=feed_id is not None, continued=after is not None), [*values, limit + 1]
    )
    shown = found[:limit]
    last = IncomingCursor(shown[-1][-1], shown[-1][0]) if len(found) > limit else None
    return IncomingPage(tuple(_item(row) for row in shown), last)


def page_statement(*, of_feed: bool, continued: bool) -> str:
    """What reads a page. Its values: the feed, if it is of one; the state; the last row's sort time and id; a limit."""
    wanted = "i.feed_id = ? AND i.state = ?" if of_feed else "i.state = ?"
    if continued:
        wanted += " AND (i.sort_at, i.id) < (?, ?)"
    return f"SELECT {_ITEM}, i.sort_at FROM incoming i WHERE {wanted} ORDER BY i.sort_at DESC, i.id DESC LIMIT ?"


def items(reading: Reading, ids: Sequence[IncomingId]) -> list[Incoming]:
    """These items, in the order of `ids`; those that do not exist are left out."""
    read = rows(reading, f"SELECT {_ITEM} FROM incoming i WHERE i.id IN {AMONG}", [numbers(ids)])
    found = {row[0]: row for row in read}
    return [_item(found[incoming_id]) for incoming_id in ids if incoming_id in found]


def item(reading: Reading, incoming_id: IncomingId) -> Incoming:
    """An item.

    Raises:
        NotFoundError: there is no such item.
    """
    if found := items(reading, [incoming_id]):
        return found[0]
    raise NotFoundError("This item is no longer in the list of incoming ones.")


def counts(reading: Reading) -> IncomingCounts:
    """How many items wait, from the counters."""
    new = value(reading, "SELECT n FROM counter WHERE name = 'incoming'") or 0
    by_feed = rows(reading, "SELECT id, n_new FROM feed WHERE n_new > 0")
    return IncomingCounts(new, {FeedId(feed_id): n for feed_id, n in by_feed})


def no_feed() -> NotFoundError:
    """The error for a feed that is not there."""
    return NotFoundError("This feed is no longer subscribed to.")


def _feed(row: Sequence[Any]) -> Feed:
    feed_id, url, title, site_url, folder, checked_at, next_at, error, failures, full_text, paused, new = row
    return Feed(
        id=FeedId(feed_id),
        url=url,
        title=title,
        site_url=site_url,
        folder=folder,
        checked_at=None if checked_at is None else moment_of(checked_at),
        next_at=None if next_at is None else moment_of(next_at),
        error=error,
        failures=failures,
        full_text=bool(full_text),
        paused=bool(paused),
        new=new,
    )


def _item(row: Sequence[Any]) -> Incoming:
    return Incoming(
        id=IncomingId(row[0]),
        feed_id=None if row[1] is None else FeedId(row[1]),
        source=row[2],
        title=row[3],
        url=row[4],
        authors=tuple(json.loads(row[5])),
        published=row[6],
        received_at=moment_of(row[7]),
        excerpt=row[8],
        state=IncomingState(row[9]),
        article_id=None if row[10] is None else ArticleId(row[10]),
        has_text=row[11] is not None,
        published_origin=Origin(row[11]) if row[11] else Origin.UNKNOWN,
    )
