"""Feeds, and what comes in by them and by mail: items that wait, apart from the library, until they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from briefing.domain.articles import ArticleId, Capture, Origin

FeedId = NewType("FeedId", int)
IncomingId = NewType("IncomingId", int)

FOLDER_SEPARATOR = "/"
"""Between the names of a folder and of one within it."""


def local_feed_error(host: str) -> str:
    """Why a feed was not asked whose host is near and that the person has not agreed to reach; the person may allow
    it in the list of feeds."""
    return f"“{host}” is on this computer or its local network. Allow it below if this feed is yours to read."


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed as a list of feeds (OPML) names it. `folder` is as in `Feed`."""

    url: str
    title: str = ""
    folder: str = ""
    site_url: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as it was read: what it says of itself, and its entries, in its own order, each once."""

    title: str
    site_url: str = ""
    language: str = ""
    items: tuple[IncomingDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request for a feed cheap: ETag and Last-Modified as the server gave them (RFC 9110 13.1)."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is subscribed to.

    Attributes:
        folder: "/" divides folders within folders, as OPML outlines do; "" for none.
        checked_at: when it was asked last; None for never.
        next_at: when it may be asked again; None for at any time.
        error: what went wrong at the last check, a sentence; "" for nothing.
        failures: how many checks in a row went wrong.
        full_text: the whole page is fetched for each item that is kept, because the feed carries teasers only.
        paused: it is not asked.
        new: how many of its items wait.
    """

    id: FeedId
    url: str
    title: str
    site_url: str = ""
    folder: str = ""
    checked_at: datetime | None = None
    next_at: datetime | None = None
    error: str = ""
    failures: int = 0
    full_text: bool = False
    paused: bool = False
    new: int = 0


class IncomingState(StrEnum):
    """What the person decided about an incoming item."""

    NEW = "new"
    KEPT = "kept"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class IncomingDraft:
    """An item before it is in the list.

    Attributes:
        guid: what its source calls it: the feed's name for it, or the Message-ID of a letter.
        published: ISO 8601, "" when unknown.
        capture: the text and original, if its source gave them; else the page has to be fetched.
    """

    guid: str
    title: str
    url: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    excerpt: str = ""
    capture: Capture | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """An item of the list of incoming ones.

    Attributes:
        feed_id: None for what came by mail or from a folder, and for what a removed feed left.
        source: the title of the feed or the name of the sender.
        received_at: when it came in here.
        article_id: the article it became, when it was kept.
        has_text: its source gave a text, so that keeping it needs no network.
        published_origin: whose word the date is, as far as its source gave a text; a guess is shown as one.
    """

    id: IncomingId
    feed_id: FeedId | None
    source: str
    title: str
    url: str
    authors: tuple[str, ...]
    published: str
    received_at: datetime
    excerpt: str
    state: IncomingState = IncomingState.NEW
    article_id: ArticleId | None = None
    has_text: bool = False
    published_origin: Origin = Origin.UNKNOWN


@dataclass(frozen=True, slots=True)
class IncomingCursor:
    """The place after the last row of a page, newest first: its sort time (Unix seconds, UTC) and id."""

    sort_at: int
    id: int


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """Some incoming items, newest first. `next` is None on the last page."""

    rows: tuple[Incoming, ...] = ()
    next: IncomingCursor | None = None


@dataclass(frozen=True, slots=True)
class IncomingCounts:
    """How many items wait: all, and by feed (feeds without any are left out)."""

    new: int = 0
    by_feed: Mapping[FeedId, int] = field(default_factory=dict)
