"""Articles: what a source gave (Capture), what the library keeps (Article) and what a list shows (ArticleSummary)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from briefing.domain.text import ArticleText

ArticleId = NewType("ArticleId", int)
TagId = NewType("TagId", int)


class Origin(StrEnum):
    """Where the value of a field came from. A guess is shown as a guess, never as certain."""

    PAGE = "page"
    DOCUMENT = "document"  # a PDF, a text of a word processor, an e-book, a file of plain text
    MESSAGE = "message"  # an e-mail
    PASTE = "paste"
    FEED = "feed"
    GUESS = "guess"
    USER = "user"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How well a capture went."""

    FULL = "full"
    PARTIAL = "partial"  # a paywall or teaser: the text stops early
    SIMPLIFIED = "simplified"  # text without structure, because the page was beyond a limit
    NO_ARTICLE = "no_article"  # the page holds no article


class Shelf(StrEnum):
    """Where a live article lies. The trash is not a shelf: it is `deleted_at`."""

    INBOX = "inbox"
    LIBRARY = "library"


class MadeBy(StrEnum):
    """How a version of an article's text came to be."""

    CAPTURE = "capture"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The untouched original. `sha256` is the hexadecimal digest of `body`."""

    body: bytes
    media_type: str
    captured_at: datetime
    url: str = ""
    file_name: str = ""

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the original bytes."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of an image of an article, as they came."""

    body: bytes
    media_type: str
    source: str = ""

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the image's bytes."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class OfferedTakeaway:
    """A section of the source headed "What this means for you": the publisher's words, offered as a takeaway.

    Attributes:
        heading: the heading as the source has it.
        text: the section's text.
        start, end: its place in the canonical text, in code points.
    """

    heading: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that somebody marked in the original: `start` and `end` are code points in the canonical text."""

    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """What a source gave: everything an article needs, before it has a place in the library.

    Attributes:
        title: never empty; the first words of the text when the source names none.
        authors: persons, in the order given.
        outlet: the publication's name.
        published: ISO 8601 date or date-time as the source gave it, "" when unknown. Never guessed silently:
            `origins["published"]` says whose word it is.
        language: BCP 47 tag, "" when unknown.
        url: where the article can be read by anyone; "" for a paste or a file without an address.
        origins: field name to the origin of its value, for title, authors, outlet, published, language.
        reason: for every outcome but FULL, a sentence that says why and what to do.
        message_id: the Message-ID of the e-mail it came as (RFC 5322 3.6.4), without angle brackets; "" for others.
        accessed: when it was read at its source, if there is no snapshot that says so.
        marks: what was marked in the original; they become highlights.
        note: what was written on the original as a whole, or on a place that the text does not have.
    """

    title: str
    text: ArticleText
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    outcome: Outcome = Outcome.FULL
    reason: str = ""
    snapshot: Snapshot | None = None
    pictures: tuple[Picture, ...] = ()
    offers: tuple[OfferedTakeaway, ...] = ()
    message_id: str = ""
    accessed: datetime | None = None
    marks: tuple[Mark, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag. `colour` is "#rrggbb"; `count` the number of live articles that carry it."""

    id: TagId
    name: str
    colour: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What a row of the article list shows.

    Attributes:
        briefings: how many briefings cite the article.
        published_origin: whose word the date is; a guess is shown as one wherever the date is.
    """

    id: ArticleId
    title: str
    outlet: str
    published: str
    added_at: datetime
    excerpt: str
    word_count: int
    shelf: Shelf
    outcome: Outcome
    starred: bool = False
    trashed: bool = False
    highlights: int = 0
    takeaways: int = 0
    briefings: int = 0
    tags: tuple[Tag, ...] = ()
    published_origin: Origin = Origin.UNKNOWN


@dataclass(frozen=True, slots=True)
class Version:
    """An immutable text of an article, from 1.

    Attributes:
        word_count: of the text as it came, without the blocks that were struck out then.
        snapshot_sha256: of the original it was made from; "" when none was kept. That of an edit is its capture's.
    """

    number: int
    captured_at: datetime
    made_by: MadeBy
    outcome: Outcome
    word_count: int
    snapshot_sha256: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the library with its text.

    Attributes:
        version: the number of the text that is shown; offsets of highlights of this version count in it.
        versions: how many texts there are.
    """

    summary: ArticleSummary
    text: ArticleText
    authors: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    note: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    reason: str = ""
    captured_at: datetime | None = None
    snapshot_sha256: str = ""
    offers: tuple[OfferedTakeaway, ...] = ()
    version: int = 1
    versions: int = 1
    message_id: str = ""

    @property
    def id(self) -> ArticleId:
        """The article's id in its library."""
        return self.summary.id

    @property
    def title(self) -> str:
        """The article's title."""
        return self.summary.title


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading stopped: a code point of the canonical text of a version."""

    version: int
    offset: int
    at: datetime


EDITABLE_FIELDS = ("title", "authors", "outlet", "published", "language", "url", "note")
"""The fields a person may change; authors are given as one string, separated by semicolons."""
