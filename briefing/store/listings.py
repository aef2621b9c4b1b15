"""Rows of lists: summaries of articles, page by page, and how many there are. See `plain` for why in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from briefing.domain.articles import ArticleId, ArticleSummary, Origin, Outcome, Shelf, Tag
from briefing.domain.errors import NotFoundError
from briefing.domain.listing import Cursor, Listing, ListingKind, Page
from briefing.domain.urls import url_key
from briefing.store.plain import AMONG, Reading, numbers, rows, value
from briefing.store.times import moment_of

_SHELVES = {shelf.value: shelf for shelf in Shelf}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_ORIGINS: dict[str | None, Origin] = {None: Origin.UNKNOWN} | {origin.value: origin for origin in Origin}

_COLUMNS = (
    "a.id, a.title, a.outlet, a.published, a.added_at, a.excerpt, a.word_count, a.shelf, a.outcome, a.starred, "
    "a.deleted_at, a.n_highlight, a.n_takeaway, a.n_briefing, a.origins ->> 'published'"
)


def page(reading: Reading, listing: Listing, *, after: Cursor | None = None, limit: int = 50) -> Page:
    """The next rows of a listing, newest first. The trash is ordered by the time of deletion."""
    values: list[int | None] = [] if listing.kind is not ListingKind.TAG else [listing.tag_id]
    if after is not None:
        values += [after.sort_at, after.id]
    found = rows(reading, page_statement(listing.kind, continued=after is not None), [*values, limit + 1])
    shown = found[:limit]
    tags = tags_of(reading, [row[0] for row in shown])
    last = Cursor(shown[-1][-1], shown[-1][0]) if len(found) > limit else None
    return Page(tuple(summary_of(row, tags.get(row[0], ())) for row in shown), last)


def page_statement(kind: ListingKind, *, continued: bool) -> str:
    """What reads a page. Its values: the tag, if it is of one; sort time and id of the last row; how many rows.

    Conditions of partial indexes are literal, as SQLite wants them to choose the index.
    """
    tables, wanted, place = "article a", f"a.deleted_at IS NULL AND a.shelf = '{kind.value}'", ("a.sort_at", "a.id")
    match kind:
        case ListingKind.ALL:
            wanted = "a.deleted_at IS NULL"
        case ListingKind.STARRED:
            wanted = "a.deleted_at IS NULL AND a.starred = 1"
        case ListingKind.TRASH:
            wanted, place = "a.deleted_at IS NOT NULL", ("a.deleted_at", "a.id")
        case ListingKind.TAG:
            tables = "article_tag y JOIN article a ON a.id = y.article_id"
            wanted, place = "a.deleted_at IS NULL AND y.tag_id = ?", ("y.sort_at", "y.article_id")
    if continued:
        wanted += f" AND ({place[0]}, {place[1]}) < (?, ?)"
    order = f"{place[0]} DESC, {place[1]} DESC"
    return f"SELECT {_COLUMNS}, {place[0]} FROM {tables} WHERE {wanted} ORDER BY {order} LIMIT ?"


def count(reading: Reading, listing: Listing) -> int:
    """How many articles a listing has, from the counters."""
    if listing.kind is ListingKind.TAG:
        return value(reading, "SELECT n_article FROM tag WHERE id = ?", [listing.tag_id]) or 0
    return value(reading, "SELECT n FROM counter WHERE name = ?", [listing.kind.value]) or 0


def counts(reading: Reading) -> dict[ListingKind, int]:
    """How many articles every listing but the tags has."""
    kept = {name: n for name, n in rows(reading, "SELECT name, n FROM counter")}  # noqa: C416  (rows are sequences)
    return {kind: kept[kind.value] for kind in ListingKind if kind.value in kept}


def summary(reading: Reading, article_id: ArticleId) -> ArticleSummary:
    """One row.

    Raises:
        NotFoundError: there is no such article.
    """
    if found := summaries(reading, [article_id]):
        return found[0]
    raise gone()


def summaries(reading: Reading, ids: Sequence[ArticleId]) -> list[ArticleSummary]:
    """The rows of these articles, in the order of `ids`; those that do not exist are left out."""
    tags = tags_of(reading, ids)
    statement = f"SELECT {_COLUMNS} FROM article a WHERE a.id IN {AMONG}"
    read = rows(reading, statement, [numbers(ids)])
    found = {row[0]: summary_of(row, tags.get(row[0], ())) for row in read}
    return [found[article_id] for article_id in ids if article_id in found]


def tags_of(reading: Reading, ids: Sequence[int]) -> dict[int, list[Tag]]:
    """The tags of each of these articles that has some, by name."""
    found: dict[int, list[Tag]] = defaultdict(list)
    known: dict[int, Tag] = {}
    statement = (
        "SELECT y.article_id, t.id, t.name, t.colour, t.n_article FROM article_tag y JOIN tag t ON t.id = y.tag_id "
        f"WHERE y.article_id IN {AMONG} ORDER BY t.name_key"
    )
    for article_id, tag_id, name, colour, n in rows(reading, statement, [numbers(ids)]):
        tag = known.get(tag_id)
        if tag is None:
            tag = known[tag_id] = Tag(tag_id, name, colour, n)
        found[article_id].append(tag)
    return found


def summary_of(row: Any, tags: Iterable[Tag]) -> ArticleSummary:
    """The summary that a row beginning with `_COLUMNS` holds. Called for every row that is drawn, so it is flat."""
    return ArticleSummary(
        row[0],
        row[1],
        row[2],
        row[3],
        moment_of(row[4]),
        row[5],
        row[6],
        _SHELVES[row[7]],
        _OUTCOMES[row[8]],
        bool(row[9]),
        row[10] is not None,
        row[11],
        row[12],
        row[13],
        tuple(tags),
        _ORIGINS[row[14]],
    )


def find_by_url(reading: Reading, url: str) -> ArticleId | None:
    """The newest article of this address, in whatever spelling; one in the trash only if there is no other."""
    if not (key := url_key(url)):
        return None
    # The second condition is that of the index.
    wanted = "url_key = ? AND url_key <> '' ORDER BY deleted_at IS NOT NULL, id DESC LIMIT 1"
    found = value(reading, f"SELECT id FROM article WHERE {wanted}", [key])
    return None if found is None else ArticleId(found)


def find_by_message_id(reading: Reading, message_id: str) -> ArticleId | None:
    """The newest article that came as this letter; one in the trash only if there is no other."""
    wanted = "message_id = ? AND message_id <> '' ORDER BY deleted_at IS NOT NULL, id DESC LIMIT 1"
    found = value(reading, f"SELECT id FROM article WHERE {wanted}", [message_id])
    return None if found is None else ArticleId(found)


def gone() -> NotFoundError:
    """The error for an article that is not there."""
    return NotFoundError("This article is no longer in the library.")
