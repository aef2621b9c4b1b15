"""Dates of feeds to ISO 8601. A date that is not all there stays unknown: no month, day or time zone is made up."""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz

from briefing.domain.articles import Origin

_FIRST_DAY = date(1970, 1, 2)
"""An older date is what programs write that have none: the zero of their calendar."""

_PARTIAL = re.compile(r"\d{2,4}(?:-\d{1,2})?|--?\d\d.*")
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ]\s?(?P<time>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?)?"
)
_TOLERANCE = timedelta(days=1)


def read(text: str, parsed: time.struct_time | None = None) -> str:
    """The date that a feed gives for an item, with the time and zone it names; "" when it cannot be told.

    Args:
        text: as RFC 822, RFC 3339 and their many misspellings have it.
        parsed: what the feed parser made of it, in UTC, for the forms that it alone knows.
    """
    text = " ".join(text.split())[:100]
    found = _iso(text) or _letter_date(text)
    if not found and parsed and not _PARTIAL.fullmatch(text):
        found = _in_utc(parsed)
    return found if found and date.fromisoformat(found[:10]) >= _FIRST_DAY else ""


def origin(published: str, *, now: datetime) -> Origin:
    """Whose word a date is: the feed's, unless it lies ahead."""
    if not published:
        return Origin.UNKNOWN
    moment = datetime.fromisoformat(published)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Origin.GUESS if moment > now + _TOLERANCE else Origin.FEED


def _iso(text: str) -> str:
    match = _ISO.fullmatch(text)
    if not match:
        return ""
    zone = "+00:00" if match["zone"] in ("Z", "z") else match["zone"] or ""
    try:
        if match["time"]:
            return datetime.fromisoformat(f"{match['day']}T{match['time']}{zone}").isoformat()
        return date.fromisoformat(match["day"]).isoformat()
    except ValueError:
        return ""


def _letter_date(text: str) -> str:
    """A date as letters have it (RFC 822 5, with years of four digits as RSS 2.0 asks for)."""
    try:
        parts = parsedate_tz(text)
        if parts is None or not re.search(r"[A-Za-z]{3}", text):
            return ""
        zone = timezone(timedelta(seconds=parts[9])) if parts[9] is not None else None
        return datetime(*parts[:6], tzinfo=zone).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _in_utc(parsed: time.struct_time) -> str:
    try:
        return datetime(*parsed[:6], tzinfo=UTC).isoformat()
    except ValueError:
        return ""
