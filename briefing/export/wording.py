"""The sentences and dates that a printed briefing adds to what its writer wrote."""

from __future__ import annotations

import re
from datetime import date, datetime

from briefing.domain.annotations import Confidence
from briefing.domain.articles import Outcome
from briefing.export.document import Document, Source

CONFIDENCE: dict[Confidence, tuple[str, str]] = {
    Confidence.HIGH: (
        "High confidence",
        "Several independent, good sources agree, and little rests on assumption. High confidence is not certainty.",
    ),
    Confidence.MODERATE: (
        "Moderate confidence",
        "The reporting is credible and plausible, but not fully corroborated.",
    ),
    Confidence.LOW: (
        "Low confidence",
        "The information is thin, fragmented or from sources that cannot be judged.",
    ),
    Confidence.UNCONFIRMED: ("Unconfirmed", "Reported, not confirmed."),
}
"""The label of each level and what it says about the basis of a statement, not about the event."""

LIKELIHOOD = (
    ("almost no chance", "1–5 %"),
    ("very unlikely", "5–20 %"),
    ("unlikely", "20–45 %"),
    ("roughly even chance", "45–55 %"),
    ("likely", "55–80 %"),
    ("very likely", "80–95 %"),
    ("almost certain", "95–99 %"),
)
"""The scale of ICD 203 (D.6.e.2.a), in its first row of words."""

LIKELIHOOD_NOTE = (
    "Words of likelihood are about the event and stand for these chances; words of confidence are about the basis."
)
WHOSE_WORDS = (
    "Takeaways, comments and the bottom line are the writers’ own. Quotes, and passages marked as the publisher’s "
    "words, are taken over unchanged."
)
CITATIONS = (
    "[3] is the third source of the list, [3 ¶7] the seventh paragraph of its text, [3 p. 12] the twelfth page of its "
    "original. What a source does not say, such as a date or an author, is given as unknown; what was inferred is "
    "marked."
)

OUTCOMES = {
    Outcome.PARTIAL: "Only part of the article could be read.",
    Outcome.SIMPLIFIED: "The article was read without its structure.",
    Outcome.NO_ARTICLE: "The page holds no article.",
}

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?\Z")


def long_date(iso: str) -> str:
    """ "2026-06-14" as "14 June 2026"; what is no ISO 8601 date is given back as it is."""
    return _date(iso, short=False)


def short_date(iso: str) -> str:
    """ "2026-06-14" as "14 Jun 2026"; what is no ISO 8601 date is given back as it is."""
    return _date(iso, short=True)


def moment(time: datetime) -> str:
    """A time with its zone: "14 Jun 2026, 07:30 UTC+02:00"."""
    zone = ""
    if (offset := time.utcoffset()) is not None:
        minutes = int(offset.total_seconds()) // 60
        zone = " UTC" + (
            f"{'+' if minutes > 0 else '−'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else ""
        )
    return f"{time.day} {_MONTHS[time.month - 1][:3]} {time.year}, {time:%H:%M}{zone}"


def publication(source: Source) -> str:
    """When a source was published, as its list entry says it; unknown and uncertain dates say so."""
    if not source.published:
        return "Publication date not given"
    try:
        time = datetime.fromisoformat(source.published)
        known = moment(time) if "T" in source.published or " " in source.published else short_date(source.published)
    except ValueError:
        known = short_date(source.published)
    return f"Published {known} (date inferred, not stated)" if "published" in source.uncertain else f"Published {known}"


def capture(source: Source) -> str:
    """When a source was captured."""
    return f"Captured {moment(source.captured_at)}" if source.captured_at else "Capture date unknown"


def authors(source: Source) -> str:
    """Who wrote a source."""
    if not source.authors:
        return "No author named"
    names = ", ".join(source.authors)
    return f"{names} (author inferred)" if "authors" in source.uncertain else names


def outlet(source: Source) -> str:
    """Who published a source; the host of its address where it names nobody."""
    if source.outlet:
        return f"{source.outlet} (inferred)" if "outlet" in source.uncertain else source.outlet
    host = re.match(r"https?://(?:www\.)?([^/:?#]+)", source.url)
    return host[1] if host else "Publisher not named"


def nothing_new(document: Document) -> str:
    """What stands in an empty section or briefing."""
    since = f" up to {document.cut_off}" if document.cut_off else ""
    return f"No significant developments{since}."


def _date(iso: str, *, short: bool) -> str:
    if partial := _PARTIAL_DATE.match(iso):
        year, month = partial[1], int(partial[2] or 0)
        return f"{_month(month, short)} {year}" if 1 <= month <= 12 else year
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {_month(day.month, short)} {day.year}"


def _month(month: int, short: bool) -> str:
    return _MONTHS[month - 1][:3] if short else _MONTHS[month - 1]
