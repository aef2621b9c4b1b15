"""Rows of lists: summaries of articles, page by page, and how many there are."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, literal_column, select, tuple_
from sqlalchemy.orm import Session

from briefing.domain.articles import ArticleId, ArticleSummary, Outcome, Shelf, Tag, TagId
from briefing.domain.errors import NotFoundError
from briefing.domain.listing import Cursor, Listing, ListingKind, Page
from briefing.store.schema import ArticleRow, ArticleTagRow, CounterRow, TagRow

COLUMNS = (
    ArticleRow.id,
    ArticleRow.title,
    ArticleRow.outlet,
    ArticleRow.published,
    ArticleRow.added_at,
    ArticleRow.excerpt,
    ArticleRow.word_count,
    ArticleRow.shelf,
    ArticleRow.outcome,
    ArticleRow.starred,
    ArticleRow.deleted_at,
    ArticleRow.n_highlight,
    ArticleRow.n_takeaway,
    ArticleRow.n_briefing,
)


def page(session: Session, listing: Listing, *, after: Cursor | None = None, limit: int = 50) -> Page:
    """The next rows of a listing, newest first. The trash is ordered by the time of deletion."""
    place, query = _ordered(listing)
    if after is not None:
        query = query.where(tuple_(*place) < (after.sort_at, after.id))
    rows = session.execute(query.order_by(*(column.desc() for column in place)).limit(limit + 1)).all()
    shown = rows[:limit]
    tags = tags_of(session, [row.id for row in shown])
    last = Cursor(shown[-1].place, shown[-1].id) if len(rows) > limit else None
    return Page(tuple(summary_of(row, tags[row.id]) for row in shown), last)


def count(session: Session, listing: Listing) -> int:
    """How many articles a listing has, from the counters."""
    if listing.kind is ListingKind.TAG:
        found = session.scalar(select(TagRow.n_article).where(TagRow.id == listing.tag_id))
    else:
        found = session.scalar(select(CounterRow.n).where(CounterRow.name == listing.kind.value))
    return found or 0


def counts(session: Session) -> dict[ListingKind, int]:
    """How many articles every listing but the tags has."""
    return {ListingKind(name): n for name, n in session.execute(select(CounterRow.name, CounterRow.n))}


def summary(session: Session, article_id: ArticleId) -> ArticleSummary:
    """One row.

    Raises:
        NotFoundError: there is no such article.
    """
    if found := summaries(session, [article_id]):
        return found[0]
    raise gone()


def summaries(session: Session, ids: Sequence[ArticleId]) -> list[ArticleSummary]:
    """The rows of these articles, in the order of `ids`; those that do not exist are left out."""
    found = {}
    for first in range(0, len(ids), 500):
        part = ids[first : first + 500]
        tags = tags_of(session, part)
        for row in session.execute(select(*COLUMNS).where(ArticleRow.id.in_(part))):
            found[row.id] = summary_of(row, tags[row.id])
    return [found[article_id] for article_id in ids if article_id in found]


def tags_of(session: Session, ids: Iterable[int]) -> dict[int, list[Tag]]:
    """The tags of each of these articles, by name; a default dictionary."""
    found: dict[int, list[Tag]] = defaultdict(list)
    query = select(ArticleTagRow.article_id, TagRow.id, TagRow.name, TagRow.colour, TagRow.n_article)
    query = query.join(TagRow, TagRow.id == ArticleTagRow.tag_id).where(ArticleTagRow.article_id.in_(list(ids)))
    for article_id, tag_id, name, colour, n in session.execute(query.order_by(TagRow.name_key)):
        found[article_id].append(Tag(TagId(tag_id), name, colour, n))
    return found


def summary_of(row: Any, tags: Iterable[Tag]) -> ArticleSummary:
    """The summary that a row of `COLUMNS` holds."""
    return ArticleSummary(
        id=ArticleId(row.id),
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        added_at=row.added_at,
        excerpt=row.excerpt,
        word_count=row.word_count,
        shelf=Shelf(row.shelf),
        outcome=Outcome(row.outcome),
        starred=row.starred,
        trashed=row.deleted_at is not None,
        highlights=row.n_highlight,
        takeaways=row.n_takeaway,
        briefings=row.n_briefing,
        tags=tuple(tags),
    )


def gone() -> NotFoundError:
    """The error for an article that is not there."""
    return NotFoundError("This article is no longer in the library.")


def unix_now() -> int:
    """Now, in the whole seconds that lists are ordered by."""
    return int(time.time())


def _ordered(listing: Listing) -> tuple[tuple[Any, Any], Select[Any]]:
    """The columns a listing is ordered by, and its rows. Conditions of partial indexes are literal, as SQLite asks."""
    place: Any = (ArticleRow.sort_at, ArticleRow.id)
    query: Any = select(*COLUMNS, ArticleRow.sort_at.label("place"))
    live = ArticleRow.deleted_at.is_(None)
    match listing.kind:
        case ListingKind.ALL:
            return place, query.where(live)
        case ListingKind.STARRED:
            return place, query.where(live, ArticleRow.starred == literal_column("1"))
        case ListingKind.TRASH:
            place = (ArticleRow.deleted_at, ArticleRow.id)
            query = select(*COLUMNS, ArticleRow.deleted_at.label("place"))
            return place, query.where(ArticleRow.deleted_at.is_not(None))
        case ListingKind.TAG:
            place = (ArticleTagRow.sort_at, ArticleTagRow.article_id)
            query = query.join(ArticleTagRow, ArticleTagRow.article_id == ArticleRow.id)
            return place, query.where(ArticleTagRow.tag_id == listing.tag_id, live)
        case _:
            return place, query.where(live, ArticleRow.shelf == listing.kind.value)
