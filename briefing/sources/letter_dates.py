"""The date of a letter, as its header or a program that forwards it writes it."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from briefing.sources.dates import read_date

_FIRST_YEAR = 1970
_MAX_LENGTH = 120


def read_sent(text: str) -> str:
    """A date in RFC 5322 form, or any that `read_date` knows, as ISO 8601; "" when it is none or cannot be right."""
    text = " ".join(text.split())[:_MAX_LENGTH]
    if not text:
        return ""
    try:
        return iso(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return read_date(re.sub(r"\s+(?:at|um|à|a las|alle ore|kl\.?|o)\s+.*$", "", text))


def iso(moment: datetime) -> str:
    """A moment in ISO 8601 with its offset, to the second; "" when nobody can have written a letter then."""
    now = datetime.now().astimezone()
    if not _FIRST_YEAR <= moment.year <= now.year + 1:
        return ""
    return moment.replace(microsecond=0).isoformat()
