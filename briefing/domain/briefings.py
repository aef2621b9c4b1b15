"""Briefings: the document a person composes from articles, takeaways and quotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from briefing.domain.annotations import Highlight, HighlightId, Takeaway, TakeawayId
from briefing.domain.articles import Article, ArticleId

BriefingId = NewType("BriefingId", int)
SectionId = NewType("SectionId", int)
ItemId = NewType("ItemId", int)

BOTTOM_LINE_WORDS = 50
"""The word budget of the bottom line; more is allowed, and shown."""

TOP_STORIES = 3
"""How many top stories page 1 holds."""


class Level(StrEnum):
    """How much room an item takes: a top story also stands on page 1, a headline is one line under "In brief"."""

    TOP = "top"
    BRIEF = "brief"
    HEADLINE = "headline"


class Classification(StrEnum):
    """Who may read the briefing; printed on every page."""

    PUBLIC = "Public"
    INTERNAL = "Internal"
    CONFIDENTIAL = "Confidential"
    RESTRICTED = "Restricted"


class Paper(StrEnum):
    """The paper a briefing is printed on."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True, slots=True)
class Item:
    """An article in a briefing.

    Attributes:
        headline: the writer's headline; the article's title when empty.
        comment: the editor's comment above the item.
        takeaways, quotes: which of the article's takeaways and highlights are printed here, in this order.
        full_text: print the article's whole text in the annex. Off unless the person chose it: see the note on
            rights in the export dialog.
        position: its place in the section, from 0.
    """

    id: ItemId
    briefing_id: BriefingId
    section_id: SectionId
    article_id: ArticleId
    level: Level = Level.BRIEF
    headline: str = ""
    comment: str = ""
    takeaways: tuple[TakeawayId, ...] = ()
    quotes: tuple[HighlightId, ...] = ()
    full_text: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing with its items in order. An empty one prints "No significant developments"."""

    id: SectionId
    briefing_id: BriefingId
    title: str
    intro: str = ""
    position: int = 0
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefingSummary:
    """What the sidebar shows of a briefing."""

    id: BriefingId
    title: str
    edition: str
    date: str
    items: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing with its sections.

    Attributes:
        date: ISO 8601 date of issue.
        cut_off: free text, the time after which nothing was read ("Sunday 18:00 CET").
        language: BCP 47 tag of the document.
        accent: "#rrggbb" of the brand.
        logo: PNG, JPEG or SVG bytes; empty for none.
    """

    id: BriefingId
    title: str
    subtitle: str = ""
    date: str = ""
    edition: str = ""
    audience: str = ""
    prepared_by: str = ""
    classification: Classification = Classification.INTERNAL
    bottom_line: str = ""
    cut_off: str = ""
    language: str = "en"
    paper: Paper = Paper.A4
    accent: str = "#1F4E8C"
    logo: bytes = b""
    sections: tuple[Section, ...] = ()


EDITABLE_FIELDS = (
    "title",
    "subtitle",
    "date",
    "edition",
    "audience",
    "prepared_by",
    "classification",
    "bottom_line",
    "cut_off",
    "language",
    "paper",
    "accent",
    "logo",
)
"""The fields of a briefing that a person changes."""


@dataclass(frozen=True, slots=True)
class BriefingContents:
    """A briefing and all it cites, read in one go: what an export needs, and nothing of the store.

    Attributes:
        pictures: image bytes by hexadecimal SHA-256, for the articles whose full text is printed.
    """

    briefing: Briefing
    articles: Mapping[ArticleId, Article] = field(default_factory=dict)
    takeaways: Mapping[TakeawayId, Takeaway] = field(default_factory=dict)
    highlights: Mapping[HighlightId, Highlight] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
