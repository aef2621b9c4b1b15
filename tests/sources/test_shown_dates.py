"""A date that stands alone near the title is certain only when nothing says that it is of something else."""

from __future__ import annotations

import pytest

from briefing.sources import body, front, markup, shown_dates
from briefing.sources.shown_dates import Shown
from briefing.sources.units import units


def read(content: str) -> Shown:
    body.quiet()
    tree = markup.parse(markup.clean(f"<html><body>{content}</body></html>").html)
    assert tree is not None
    page = units(tree, "")
    return shown_dates.read(tree, page, list(front.around_title(page, "The quay")))


TITLE = "<h1>The quay</h1>"
FAR = "<p>Tides</p><p>Winds</p><p>Ships</p><p>Cranes</p><p>Ropes</p>"


@pytest.mark.parametrize(
    "content",
    [
        f"{TITLE}<p>June 3, 2025</p>",
        f"<p>June 3, 2025</p>{TITLE}",
        f"{TITLE}<p>June 3, 2025</p><p>June 3, 2025</p>",
        f"{TITLE}<p>Posted on</p><p>June 3, 2025</p><p>Updated at</p><p>June 9, 2025</p>",
        f"{TITLE}<p>By Ada Quill | June 3, 2025</p><p>June 1, 2025</p>",
        f"{TITLE}{FAR}<p>Published: June 3, 2025</p>",
        f"{TITLE}<p>Edited by Ada Quill</p><p>June 3, 2025</p>",
    ],
)
def test_one_date_by_the_title_is_certain(content: str) -> None:
    assert read(content).certain(credited=False) == "2025-06-03"


@pytest.mark.parametrize(
    "content",
    [
        f"{TITLE}<p>March 16, 2026</p><h2>Ropes</h2><p>March 17, 2026</p><h2>Knots</h2>",
        f"{TITLE}<p>A</p><p>June 3, 2025</p><p>B</p><p>June 3, 2025</p><p>C</p><p>June 3, 2025</p>",
        f"{TITLE}<p>Last active</p><p>June 3, 2025 13:58</p>",
        f"{TITLE}<p>Last updated on:</p><img src=a.png><p>June 3, 2025</p>",
        f"{TITLE}<p>1/27/2025 - 3/24/2025</p>",
        f"{TITLE}<p>DATE: 2025-06-03 – 2025-06-17</p>",
        f"{TITLE}<p>2025-06-03.clover</p>",
        f"{TITLE}<h2>10 April 2025, 18:00 - Rome time @ The talk</h2>",
    ],
)
def test_a_date_of_something_else_is_not(content: str) -> None:
    assert read(content).certain(credited=True) == ""


def test_a_date_far_from_the_title_needs_an_author() -> None:
    shown = read(f"{TITLE}{FAR}<p>June 3, 2025</p>")
    assert (shown.certain(credited=False), shown.certain(credited=True)) == ("", "2025-06-03")


def test_the_line_next_to_the_title_is_the_first_guess() -> None:
    assert read(f"<p>May 1, 2025</p>{TITLE}<p>Seen on June 3, 2025 in port</p>").plain == ["2025-06-03", "2025-05-01"]


@pytest.mark.parametrize("line", ["June 3, 2025", "Updated 4 June 2025", "06/03/2025 by Ada", "at noon on 3.6.25"])
def test_readers_see_a_day_however_it_is_written(line: str) -> None:
    assert read(f"{TITLE}<p>{line}</p>").has("2025-06-03T10:00:00")


@pytest.mark.parametrize("line", ["June 30, 2025", "06/13/2025", "16/3/2025", "7 min read"])
def test_another_day_is_not_that_day(line: str) -> None:
    assert not read(f"{TITLE}<p>{line}</p>").has("2025-06-03")
