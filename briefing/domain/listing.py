"""What a list can show: which articles, page by page, and what a search found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefing.domain.articles import ArticleSummary, TagId


class ListingKind(StrEnum):
    """The lists of the sidebar. ALL is inbox and library together; TRASH holds what was deleted."""

    INBOX = "inbox"
    LIBRARY = "library"
    STARRED = "starred"
    ALL = "all"
    TRASH = "trash"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of articles; `tag_id` is given for, and only for, ListingKind.TAG."""

    kind: ListingKind = ListingKind.INBOX
    tag_id: TagId | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after the last row of a page, in the order newest first: its sort time (Unix seconds, UTC) and id."""

    sort_at: int
    id: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a listing, newest first. `next` is None on the last page."""

    rows: tuple[ArticleSummary, ...] = ()
    next: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found.

    Attributes:
        snippet: a stretch of its text around the words found.
        spans: where those words stand in the snippet, in code points.
        where: "title", "text" or "note".
    """

    article: ArticleSummary
    snippet: str
    spans: tuple[tuple[int, int], ...] = ()
    where: str = "text"


@dataclass(frozen=True, slots=True)
class History:
    """What Undo and Redo would do, as the names of the actions; "" when there is nothing."""

    undo: str = ""
    redo: str = ""
