"""Looks across the whole library: highlights, open actions, judgements and how good they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.domain.annotations import Highlight, Meaning, Takeaway
from briefing.domain.articles import ArticleId, TagId
from briefing.domain.briefings import BriefingId

DONE_STATUSES = ("done", "dropped")
"""The states of an action in which nothing is left to do."""


@dataclass(frozen=True, slots=True)
class HighlightFilter:
    """Which highlights a list shows; what is left out does not narrow it.

    Attributes:
        since: marked at this moment or later.
        unused: no takeaway rests on it and no briefing quotes it.
        text: stands in the passage or in its note.
    """

    meaning: Meaning | None = None
    tag_id: TagId | None = None
    since: datetime | None = None
    unused: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class HighlightCursor:
    """The place after the last row of a page, newest first: microseconds since 1970 in UTC, and id."""

    created_at: int
    id: int


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A highlight in a list of several articles. `orphan`: the article shows another text by now."""

    highlight: Highlight
    title: str
    outlet: str
    used: bool
    orphan: bool


@dataclass(frozen=True, slots=True)
class HighlightPage:
    """Some highlights, newest first. `next` is None on the last page."""

    rows: tuple[MarkedPassage, ...] = ()
    next: HighlightCursor | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A briefing that prints a takeaway."""

    id: BriefingId
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class PlacedTakeaway:
    """A takeaway with its article and the briefings that print it."""

    takeaway: Takeaway
    article_id: ArticleId
    title: str
    briefings: tuple[Printed, ...] = ()

    @property
    def owner(self) -> str:
        """Who is to act."""
        return self.takeaway.fields.get("owner", "")

    @property
    def due(self) -> str:
        """By when, in the person's words or as an ISO 8601 date."""
        return self.takeaway.fields.get("due", "")


@dataclass(frozen=True, slots=True)
class TakeawayCursor:
    """The place after the last row of a page: the text it is ordered by, and id."""

    key: str
    id: int


@dataclass(frozen=True, slots=True)
class TakeawayPage:
    """Some takeaways. `next` is None on the last page."""

    rows: tuple[PlacedTakeaway, ...] = ()
    next: TakeawayCursor | None = None


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """Of the judgements that were given one likelihood and are resolved: how many happened.

    Attributes:
        likelihood: as it was said.
        partly: happened in part; these count half in a curve.
        unclear: nobody can say; these are left out of a curve.
    """

    likelihood: str
    happened: int = 0
    partly: int = 0
    failed: int = 0
    unclear: int = 0
