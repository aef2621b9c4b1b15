"""A list of the headings that stand further down is no part of an article."""

from __future__ import annotations

import pytest

from briefing.sources import contents, markup
from briefing.sources.units import Unit, units

PARTS = (
    "<h2>1. The quay</h2><p>It is old.</p><h2>2. The crane</h2><p>It is new.</p><h2>3. The lamp</h2><p>It is lit.</p>"
)


def page(html: str) -> list[Unit]:
    return units(markup.parse(f"<html><body>{html}</body></html>"), "https://e.org/harbour")


def left_out(html: str, chosen: frozenset[int] | None = None) -> list[str]:
    found = page(html)
    kept = frozenset(range(len(found))) if chosen is None else chosen
    return [found[index].block.text for index in sorted(contents.of(found, kept))]


@pytest.mark.parametrize("label", ["Table of contents", "Jump to:", "In this article", "Inhaltsverzeichnis", "目次"])
def test_a_list_of_the_headings_goes_with_its_label(label: str) -> None:
    listed = "<ul><li>The quay<li>The crane<li>The lamp</ul>"
    assert left_out(f"<p>Tide.</p><h2>{label}</h2>{listed}{PARTS}") == [label, "The quay", "The crane", "The lamp"]
    lines = "<p>The quay</p><p>The crane</p>"
    assert left_out(f"<p>Tide.</p><p>{label}</p>{lines}<p>A tide of old.</p>{PARTS}") == [
        label,
        "The quay",
        "The crane",
    ]


def test_lines_that_lead_to_places_on_the_page_need_not_say_what_the_headings_do() -> None:
    listed = "<ol><li><a href='#a'>Stone</a><li><a href='https://e.org/harbour#b'>Iron</a><li>Oil</ol>"
    assert left_out(f"<p>Tide.</p><p>On this page</p>{listed}{PARTS}") == ["On this page", "Stone", "Iron", "Oil"]


def test_a_label_whose_lines_were_left_out_goes() -> None:
    html = f"<p>Tide.</p><p>Contents</p><ul><li><a href='#a'>The quay</a></ul><p>It rose.</p>{PARTS}"
    assert left_out(html, frozenset({0, 1, 3, 4, 5})) == ["Contents"]
    assert left_out(f"<p>Tide.</p><h2>Table of Contents</h2>{PARTS}") == ["Table of Contents"]


def test_a_list_without_a_label_goes_when_the_page_names_it_so() -> None:
    listed = "<li><a href='#a'>The quay</a><li><a href='#b'>The crane</a><li><a href='#c'>The lamp</a>"
    assert left_out(f"<p>Tide.</p><div id='ez-toc'><ul>{listed}</ul></div>{PARTS}") == [
        "The quay",
        "The crane",
        "The lamp",
    ]
    assert left_out(f"<p>Three things helped:</p><ul>{listed}</ul>{PARTS}") == []
    assert left_out(f"<div class='post has-toc'><p>Three things helped:</p><ul>{listed}</ul>{PARTS}</div>") == []


def test_a_list_of_other_things_stays_under_such_a_label() -> None:
    listed = "<ul><li>Two cranes<li>A lamp of brass<li>The quay</ul>"
    assert left_out(f"<p>Tide.</p><p>What’s inside</p>{listed}{PARTS}") == []
    assert left_out(f"<p>In this article, you will find the tide.</p>{PARTS}") == []
