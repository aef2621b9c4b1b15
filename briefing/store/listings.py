"""Rows of lists: summaries of articles, page by page, and how many there are."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select, tuple_
from sqlalchemy.orm import Session

from briefing.domain.articles import ArticleId, ArticleSummary, Outcome, Shelf, Tag
from briefing.domain.errors import NotFoundError
from briefing.domain.listing import Cursor, Listing, ListingKind, Page
from briefing.store.columns import Json
from briefing.store.schema import ArticleRow, ArticleTagRow, CounterRow, TagRow

_SHELVES = {shelf.value: shelf for shelf in Shelf}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}

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
    values: dict[str, object] = {"tag": listing.tag_id, "rows": limit + 1}
    if after is not None:
        values |= {"place": after.sort_at, "id": after.id}
    rows = session.connection().execute(_page_query(listing.kind, after is not None), values).all()
    shown = rows[:limit]
    tags = tags_of(session, [row[0] for row in shown])
    last = Cursor(shown[-1][-1], shown[-1][0]) if len(rows) > limit else None
    return Page(tuple(summary_of(row, tags.get(row[0], ())) for row in shown), last)


def count(session: Session, listing: Listing) -> int:
    """How many articles a listing has, from the counters."""
    values = {"name": listing.kind.value, "tag": listing.tag_id}
    return session.connection().execute(_count_query(listing.kind is ListingKind.TAG), values).scalar() or 0


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
    tags = tags_of(session, ids)
    rows = session.connection().execute(_rows_query(), {"ids": list(ids)})
    found = {row[0]: summary_of(row, tags.get(row[0], ())) for row in rows}
    return [found[article_id] for article_id in ids if article_id in found]


def tags_of(session: Session, ids: Sequence[int]) -> dict[int, list[Tag]]:
    """The tags of each of these articles that has some, by name."""
    found: dict[int, list[Tag]] = defaultdict(list)
    known: dict[int, Tag] = {}
    for article_id, tag_id, name, colour, n in session.connection().execute(_tags_query(), {"ids": list(ids)}):
        tag = known.get(tag_id)
        if tag is None:
            tag = known[tag_id] = Tag(tag_id, name, colour, n)
        found[article_id].append(tag)
    return found


def summary_of(row: Any, tags: Iterable[Tag]) -> ArticleSummary:
    """The summary that a row beginning with `COLUMNS` holds. Called for every row that is drawn, so it is flat."""
    return ArticleSummary(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        _SHELVES[row[7]],
        _OUTCOMES[row[8]],
        row[9],
        row[10] is not None,
        row[11],
        row[12],
        row[13],
        tuple(tags),
    )


def among(name: str) -> Any:
    """The numbers of a parameter that is a list. One parameter, whatever its length: the statement is built once."""
    numbers = func.json_each(bindparam(name, type_=Json)).table_valued("value")
    return select(numbers.c.value)


def gone() -> NotFoundError:
    """The error for an article that is not there."""
    return NotFoundError("This article is no longer in the library.")


def unix_now() -> int:
    """Now, in the whole seconds that lists are ordered by."""
    return int(time.time())


@cache
def _page_query(kind: ListingKind, continued: bool) -> Any:
    """A page of a listing. Conditions of partial indexes are literal, as SQLite wants them to choose the index."""
    place: Any = (ArticleRow.sort_at, ArticleRow.id)
    live = ArticleRow.deleted_at.is_(None)
    wanted: tuple[Any, ...] = (live, ArticleRow.shelf == kind.value)
    match kind:
        case ListingKind.ALL:
            wanted = (live,)
        case ListingKind.STARRED:
            wanted = (live, ArticleRow.starred == literal_column("1"))
        case ListingKind.TRASH:
            place = (ArticleRow.deleted_at, ArticleRow.id)
            wanted = (ArticleRow.deleted_at.is_not(None),)
        case ListingKind.TAG:
            place = (ArticleTagRow.sort_at, ArticleTagRow.article_id)
            wanted = (live, ArticleTagRow.tag_id == bindparam("tag"), ArticleTagRow.article_id == ArticleRow.id)
    query = select(*COLUMNS, place[0]).where(*wanted)
    if continued:
        query = query.where(tuple_(*place) < tuple_(bindparam("place"), bindparam("id")))
    return query.order_by(*(column.desc() for column in place)).limit(bindparam("rows"))


@cache
def _count_query(of_tag: bool) -> Any:
    if of_tag:
        return select(TagRow.n_article).where(TagRow.id == bindparam("tag"))
    return select(CounterRow.n).where(CounterRow.name == bindparam("name"))


@cache
def _rows_query() -> Any:
    return select(*COLUMNS).where(ArticleRow.id.in_(among("ids")))


@cache
def _tags_query() -> Any:
    query = select(ArticleTagRow.article_id, TagRow.id, TagRow.name, TagRow.colour, TagRow.n_article)
    query = query.join(TagRow, TagRow.id == ArticleTagRow.tag_id)
    return query.where(ArticleTagRow.article_id.in_(among("ids"))).order_by(TagRow.name_key)
