"""Dates and bylines as people write them; what can be read two ways is not read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.byline import is_name, read_byline
from briefing.sources.dates import dates_in, read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-06-03", "2025-06-03"),
        ("2025-06-03T10:11:12Z", "2025-06-03T10:11:12+00:00"),
        ("2025-06-03T10:11:12.123+0200", "2025-06-03T10:11:12+02:00"),
        ("June 3, 2025", "2025-06-03"),
        ("Tuesday, June 3rd, 2025 at 10:30 AM", "2025-06-03"),
        ("3 June 2025", "2025-06-03"),
        ("3. Juni 2025, 10:30 Uhr", "2025-06-03"),
        ("3 de junio de 2025", "2025-06-03"),
        ("3 июня 2025", "2025-06-03"),
        ("2025年6月3日", "2025-06-03"),
        ("03.06.2025", "2025-06-03"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("03/04/2025", ""),
        ("2025-13-40", ""),
        ("June 2025", ""),
        ("3 Jumbo 2025", ""),
        ("2999-01-01", ""),
        ("2026-02-25.clover", ""),
        ("2025.06.03", "2025-06-03"),
        ("2025. 6. 3.", "2025-06-03"),
        ("2025.6.3", ""),
        ("2024.4.4 → 2024.5.0 issue", ""),
        ("yesterday", ""),
        ("04-ago-2021", "2021-08-04"),
        ("4/Aug/2021", "2021-08-04"),
        ("04-ago.-2021 - 10:30", "2021-08-04"),
        ("04-ago/2021", ""),
        ("Do, 3. Juni 2025", "2025-06-03"),
        ("By June 3, 2025", ""),
        ("until 3 June 2025", ""),
        ("bis 3. Juni 2025", ""),
        ("In June 3, 2025 people were told that something else would happen", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Feature Mar 27, 2025 5 mins", ["2025-03-27"]),
        ("On 8 Oct 2022 in News", ["2022-10-08"]),
        ("Mental HealthDECEMBER 22, 2022Updated: JANUARY 02, 2026", ["2022-12-22", "2026-01-02"]),
        ("am 3. Juni 2025 um 10 Uhr", ["2025-06-03"]),
        ("Version 2024.4.4 costs 3.50", []),
        ("On 03/04/2025", []),
        ("Madrid, 04-ago-2021, 10:30", ["2021-08-04"]),
    ],
)
def test_dates_within_a_line(text: str, dates: list[str]) -> None:
    assert [day for _, day in dates_in(text)] == dates


@pytest.mark.parametrize(
    ("text", "authors", "published"),
    [
        ("By Ada Quill", ("Ada Quill",), ""),
        ("BY ADA QUILL AND BO MARSH", ("ADA QUILL", "BO MARSH"), ""),
        ("By Ada Quill | June 3, 2025 | 4 min read", ("Ada Quill",), "2025-06-03"),
        ("By Ada Quill, Senior Editor", ("Ada Quill",), ""),
        ("Von Anna-Lena Maier, 3. März 2025", ("Anna-Lena Maier",), "2025-03-03"),
        ("Par Zoé de la Tour", ("Zoé de la Tour",), ""),
        ("Published: 2025-06-03", (), "2025-06-03"),
        ("Updated June 3, 2025", (), ""),
        ("By Ada Quill June 3, 2025", ("Ada Quill",), "2025-06-03"),
        ("by Ada Quill on Jun 3, 2025", ("Ada Quill",), "2025-06-03"),
        ("June 3, 2025 by Ada Quill", ("Ada Quill",), "2025-06-03"),
        ("03/06/2025 by Ada Quill, Member of the Harbour Council", ("Ada Quill",), ""),
        ("ByAda QuillJune 3, 2025", ("Ada Quill",), "2025-06-03"),
        ("ByAda Quill Updated onJune 3, 2025", ("Ada Quill",), ""),
        ("Authors: Ada Quill and Bo Marsh, harbour educators", ("Ada Quill", "Bo Marsh"), ""),
        ("by Ada Quill ● June 3, 2025 ● 6 min read", ("Ada Quill",), "2025-06-03"),
        ("Authored by: Ada Quill", ("Ada Quill",), ""),
    ],
)
def test_bylines(text: str, authors: tuple[str, ...], published: str) -> None:
    found = read_byline(text)
    assert found is not None
    assert (found.authors, found.published) == (authors, published)


@pytest.mark.parametrize(
    "text",
    [
        "By the end of the year",
        "By",
        "A plain line",
        "By Ada Quill said that it would rain on the whole coast",
        "By Ada Quill, who said that it would rain.",
        "By then it was June 3, 2025",
        "June 3, 2025 – June 9, 2025",
        "",
        "   ",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert read_byline(text) is None


def test_names() -> None:
    assert is_name("Ludwig van Beethoven")
    assert not is_name("the quick fox")
    assert not is_name("Ada")


@given(st.text(max_size=160))
def test_no_line_breaks_the_readers(text: str) -> None:
    read_date(text)
    read_byline(text)
    list(dates_in(text))
