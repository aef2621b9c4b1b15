"""What an operation touched, so that every view re-reads just that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds and ids an operation touched.

    Attributes:
        articles: articles of which a field, tag, highlight or takeaway changed.
        listing: articles came, went or moved between inbox, library and trash: lists have other rows now.
        tags: a tag or the count of one changed.
        briefings: briefings of which a field, section or item changed.
        history: there is something else to undo or redo now.
    """

    articles: frozenset[ArticleId] = frozenset()
    listing: bool = False
    tags: bool = False
    briefings: frozenset[BriefingId] = frozenset()
    history: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.articles | other.articles,
            self.listing or other.listing,
            self.tags or other.tags,
            self.briefings | other.briefings,
            self.history or other.history,
        )

    def __bool__(self) -> bool:
        return bool(self.articles or self.listing or self.tags or self.briefings or self.history)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The value an operation gives and what it touched on the way."""

    value: T
    changes: Changes = Changes()
