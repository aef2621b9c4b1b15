"""Dates of feeds: read in their many spellings, with their zone, and never completed."""

from __future__ import annotations

import time

import pytest

from briefing.sources import feed_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 01 Jun 2026 10:20:30 GMT", "2026-06-01T10:20:30+00:00"),
        ("Mon, 1 Jun 26 10:20 EST", "2026-06-01T10:20:00-05:00"),
        ("01 Jun 2026 10:20:30 +0530", "2026-06-01T10:20:30+05:30"),
        ("2026-06-01T10:20:30Z", "2026-06-01T10:20:30+00:00"),
        ("2026-06-01T10:20:30.123+02:00", "2026-06-01T10:20:30+02:00"),
        ("2026-06-01", "2026-06-01"),
        ("2026-06-01 10:20:30", "2026-06-01T10:20:30"),
        ("", ""),
        ("2026", ""),
        ("2026-06", ""),
        ("yesterday", ""),
        ("2026-13-40", ""),
        ("Mon, 40 Jun 2026 10:20:30 GMT", ""),
        ("Thu, 01 Jan 1970 00:00:00 GMT", ""),
        ("0001-01-01T00:00:00Z", ""),
    ],
)
def test_a_date_is_read_or_stays_unknown(text: str, expected: str) -> None:
    assert feed_dates.read(text) == expected


def test_what_only_the_feed_parser_knows_is_taken_in_utc() -> None:
    parsed = time.gmtime(1_780_000_000)
    assert feed_dates.read("2026년 5월 28일", parsed) == "2026-05-28T20:26:40+00:00"
    assert feed_dates.read("2026", parsed) == ""
