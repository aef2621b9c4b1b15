"""Dates and the words for what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from briefing.domain.articles import Outcome
from briefing.export import wording
from briefing.export.document import Source

SOURCE = Source(1, "Title", "", (), "", None, "", "", "", Outcome.FULL, 100)


@pytest.mark.parametrize(
    ("iso", "long", "short"),
    [
        ("2026-06-14", "14 June 2026", "14 Jun 2026"),
        ("2026-06-14T07:40:00+02:00", "14 June 2026", "14 Jun 2026"),
        ("2026-06", "June 2026", "Jun 2026"),
        ("2026", "2026", "2026"),
        ("2026-13", "2026", "2026"),
        ("some time in spring", "some time in spring", "some time in spring"),
        ("", "", ""),
    ],
)
def test_dates(iso: str, long: str, short: str) -> None:
    assert wording.long_date(iso) == long
    assert wording.short_date(iso) == short


def test_a_moment_names_its_zone() -> None:
    assert wording.moment(datetime(2026, 6, 14, 7, 5, tzinfo=UTC)) == "14 Jun 2026, 07:05 UTC"
    assert wording.moment(datetime(2026, 6, 14, 7, 5, tzinfo=timezone(timedelta(hours=5, minutes=30)))).endswith(
        "UTC+05:30"
    )
    assert wording.moment(datetime(2026, 6, 14, 7, 5, tzinfo=timezone(timedelta(hours=-4)))).endswith("UTC−04:00")


def test_what_is_unknown_is_said_to_be() -> None:
    assert wording.publication(SOURCE) == "Publication date not given"
    assert wording.capture(SOURCE) == "Capture date unknown"
    assert wording.authors(SOURCE) == "No author named"
    assert wording.outlet(SOURCE) == "Publisher not named"
    assert wording.outlet(replace(SOURCE, url="https://www.example.org/x")) == "example.org"


def test_what_was_guessed_is_marked() -> None:
    guessed = replace(
        SOURCE,
        published="2026-06-14",
        authors=("A",),
        outlet="O",
        uncertain=frozenset({"published", "authors", "outlet"}),
    )
    assert wording.publication(guessed) == "Published 14 Jun 2026 (date inferred, not stated)"
    assert wording.authors(guessed) == "A (author inferred)"
    assert wording.outlet(guessed) == "O (inferred)"


def test_publication_time() -> None:
    assert wording.publication(replace(SOURCE, published="2026-06-14T07:40:00+02:00")) == (
        "Published 14 Jun 2026, 07:40 UTC+02:00"
    )
    assert wording.publication(replace(SOURCE, published="in spring")) == "Published in spring"
