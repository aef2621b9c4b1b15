"""Looking: lists, articles, briefings, search. Reads only.

The lists and the sidebar are what the window shows first, so they are read without SQLAlchemy (see `store.plain`).
What needs it imports its part of the store when it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.domain.annotations import Highlight, Takeaway
from briefing.domain.articles import Article, ArticleId, ArticleSummary, Snapshot, Tag
from briefing.domain.briefings import BriefingContents, BriefingId, BriefingSummary
from briefing.domain.listing import Cursor, History, Hit, Listing, ListingKind, Page
from briefing.store import contents, listings

if TYPE_CHECKING:
    from briefing.store.database import Store


@dataclass(frozen=True, slots=True)
class Sidebar:
    """The counts, tags and briefings of the whole library, read in one transaction."""

    counts: dict[ListingKind, int]
    tags: tuple[Tag, ...]
    briefings: tuple[BriefingSummary, ...]
    history: History


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with everything written on it."""

    article: Article
    highlights: tuple[Highlight, ...]
    takeaways: tuple[Takeaway, ...]
    cited_in: tuple[BriefingSummary, ...]


def sidebar(store: Store) -> Sidebar:
    """The lists with their exact counts, the tags, the briefings and what Undo would do."""
    with store.look() as look:
        return Sidebar(
            listings.counts(look),
            tuple(contents.all_tags(look)),
            tuple(contents.briefings(look)),
            contents.history(look),
        )


def page(store: Store, listing: Listing, after: Cursor | None = None, limit: int = 50) -> Page:
    """One page of a list, newest first; `after` is the `next` of the page before."""
    with store.look() as look:
        return listings.page(look, listing, after=after, limit=limit)


def summaries(store: Store, ids: Sequence[ArticleId]) -> list[ArticleSummary]:
    """The rows of these articles, in this order; articles that are gone are left out."""
    with store.look() as look:
        return listings.summaries(look, ids)


def article(store: Store, article_id: ArticleId) -> ArticleView:
    """An article with its highlights in text order and its takeaways.

    Raises:
        NotFoundError: the article is not in the library.
    """
    from briefing.store import annotations as store_annotations
    from briefing.store import articles

    with store.read() as session:
        return ArticleView(
            articles.full(session, article_id),
            tuple(store_annotations.highlights(session, article_id)),
            tuple(store_annotations.takeaways(session, article_id)),
            tuple(articles.cited_in(session, article_id)),
        )


def search(store: Store, query: str, limit: int = 20) -> list[Hit]:
    """Articles that hold the words of `query`, the best of the newest first. Any text is a valid query."""
    from briefing.store import search as search_index

    with store.read() as session:
        return search_index.search(session, query, limit=limit)


def all_tags(store: Store) -> list[Tag]:
    """Every tag with the number of live articles that carry it, by name."""
    with store.look() as look:
        return contents.all_tags(look)


def all_briefings(store: Store) -> list[BriefingSummary]:
    """Every briefing, the one changed last first."""
    with store.look() as look:
        return contents.briefings(look)


def briefing(store: Store, briefing_id: BriefingId) -> BriefingContents:
    """A briefing with all it cites.

    Raises:
        NotFoundError: the briefing is not in the library.
    """
    from briefing.store import briefings

    with store.read() as session:
        return briefings.contents(session, briefing_id)


def audiences(store: Store) -> list[str]:
    """The audiences that takeaways and briefings have named so far, for completion."""
    from briefing.store import annotations as store_annotations

    with store.read() as session:
        return store_annotations.audiences(session)


def picture(store: Store, sha256: str) -> bytes | None:
    """The stored bytes of an image, or None when they were never kept."""
    from briefing.store import bodies

    with store.read() as session:
        return bodies.picture(session, sha256)


def original(store: Store, article_id: ArticleId) -> Snapshot | None:
    """The untouched original of an article, or None when it was typed or pasted without one."""
    from briefing.store import bodies

    with store.read() as session:
        return bodies.snapshot(session, article_id)
