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
        incoming: items of the list of incoming ones came, went or changed their state.
        feeds: feeds, mailboxes or watched folders, or what is known of their last check.
        network: the network ledger.
        audiences: the list of audiences.
    """

    articles: frozenset[ArticleId] = frozenset()
    listing: bool = False
    tags: bool = False
    briefings: frozenset[BriefingId] = frozenset()
    history: bool = False
    incoming: bool = False
    feeds: bool = False
    network: bool = False
    audiences: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.articles | other.articles,
            self.listing or other.listing,
            self.tags or other.tags,
            self.briefings | other.briefings,
            self.history or other.history,
            self.incoming or other.incoming,
            self.feeds or other.feeds,
            self.network or other.network,
            self.audiences or other.audiences,
        )

    def __bool__(self) -> bool:
        return self != Changes()


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The value an operation gives and what it touched on the way."""

    value: T
    changes: Changes = Changes()
