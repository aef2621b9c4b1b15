"""Looking: lists, articles, briefings, search. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.domain.annotations import Highlight, Takeaway
from briefing.domain.articles import Article, ArticleId, ArticleSummary, Snapshot, Tag
from briefing.domain.briefings import BriefingContents, BriefingId, BriefingSummary
from briefing.domain.listing import Cursor, History, Hit, Listing, ListingKind, Page
from briefing.store import annotations as store_annotations
from briefing.store import articles, briefings, history, tags
from briefing.store import search as search_index
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
    kinds = [kind for kind in ListingKind if kind is not ListingKind.TAG]
    with store.read() as session:
        return Sidebar(
            {kind: articles.count(session, Listing(kind)) for kind in kinds},
            tuple(tags.all_tags(session)),
            tuple(briefings.all_summaries(session)),
            history.peek(session),
        )


def page(store: Store, listing: Listing, after: Cursor | None = None, limit: int = 50) -> Page:
    """One page of a list, newest first; `after` is the `next` of the page before."""
    with store.read() as session:
        return articles.page(session, listing, after=after, limit=limit)


def summaries(store: Store, ids: Sequence[ArticleId]) -> list[ArticleSummary]:
    """The rows of these articles, in this order; articles that are gone are left out."""
    with store.read() as session:
        return articles.summaries(session, ids)


def article(store: Store, article_id: ArticleId) -> ArticleView:
    """An article with its highlights in text order and its takeaways.

    Raises:
        NotFoundError: the article is not in the library.
    """
    with store.read() as session:
        return ArticleView(
            articles.full(session, article_id),
            tuple(store_annotations.highlights(session, article_id)),
            tuple(store_annotations.takeaways(session, article_id)),
            tuple(articles.cited_in(session, article_id)),
        )


def search(store: Store, query: str, limit: int = 20) -> list[Hit]:
    """Articles that hold the words of `query`, the best of the newest first. Any text is a valid query."""
    with store.read() as session:
        return search_index.search(session, query, limit=limit)


def all_tags(store: Store) -> list[Tag]:
    """Every tag with the number of live articles that carry it, by name."""
    with store.read() as session:
        return tags.all_tags(session)


def all_briefings(store: Store) -> list[BriefingSummary]:
    """Every briefing, the one changed last first."""
    with store.read() as session:
        return briefings.all_summaries(session)


def briefing(store: Store, briefing_id: BriefingId) -> BriefingContents:
    """A briefing with all it cites.

    Raises:
        NotFoundError: the briefing is not in the library.
    """
    with store.read() as session:
        return briefings.contents(session, briefing_id)


def audiences(store: Store) -> list[str]:
    """The audiences that takeaways and briefings have named so far, for completion."""
    with store.read() as session:
        return store_annotations.audiences(session)


def picture(store: Store, sha256: str) -> bytes | None:
    """The stored bytes of an image, or None when they were never kept."""
    with store.read() as session:
        return articles.picture(session, sha256)


def original(store: Store, article_id: ArticleId) -> Snapshot | None:
    """The untouched original of an article, or None when it was typed or pasted without one."""
    with store.read() as session:
        return articles.snapshot(session, article_id)
