"""Looking: lists, articles, briefings, search. Reads only.

What the window shows first, lists and articles, is read without SQLAlchemy (see `store.plain`). What needs it imports
its part of the store when it is called.
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.domain.annotations import Highlight, Takeaway
from briefing.domain.articles import Article, ArticleId, ArticleSummary, Place, Snapshot, Tag
from briefing.domain.briefings import BriefingContents, BriefingId, BriefingSummary
from briefing.domain.listing import Cursor, History, Hit, Listing, ListingKind, Page
from briefing.store import contents, listings, notes, reading

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
    """An article with everything written on it.

    Attributes:
        place: where reading stopped, None when it was never begun.
    """

    article: Article
    highlights: tuple[Highlight, ...]
    takeaways: tuple[Takeaway, ...]
    cited_in: tuple[BriefingSummary, ...]
    place: Place | None = None


def get_ready(store: Store) -> None:
    """Load what writing and searching need, so that the first of them need not wait for it."""
    import briefing.operations.annotate
    import briefing.operations.organise
    import briefing.store.search  # noqa: F401
    from briefing.store.base import map_tables

    with store.read() as session:
        session.connection()
    map_tables()
    _keep_for_good()


@functools.cache
def _keep_for_good() -> None:
    """Take what is loaded by now out of what the garbage collector looks through. It stays as long as the program.

    A full collection goes through every object of every module, which takes 90 ms, and whatever thread it falls in,
    the window stands still. Python starts one after each quarter of new objects, so several while feeds are read.
    """
    gc.freeze()


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
    with store.look() as look:
        return ArticleView(
            reading.full(look, article_id),
            tuple(notes.highlights(look, article_id)),
            tuple(notes.takeaways(look, article_id)),
            tuple(contents.briefings(look, citing=article_id)),
            reading.place(look, article_id),
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
    """The audiences of the list and those that takeaways name, for completion."""
    with store.look() as look:
        return notes.audiences(look)


def picture(store: Store, sha256: str) -> bytes | None:
    """The stored bytes of an image, or None when they were never kept."""
    with store.look() as look:
        return reading.picture(look, sha256)


def original(store: Store, article_id: ArticleId) -> Snapshot | None:
    """The untouched original of an article, or None when it was typed or pasted without one."""
    from briefing.store import bodies

    with store.read() as session:
        return bodies.snapshot(session, article_id)
