"""The densest part of a page is its article, whatever stands around it or cuts it."""

from __future__ import annotations

from briefing.sources import markup
from briefing.sources.density import densest
from briefing.sources.units import Unit, units

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day"


def page(html: str) -> list[Unit]:
    return units(markup.parse(f"<html><body>{html}</body></html>"))


def texts(html: str) -> list[str]:
    found = page(html)
    return [found[index].block.text.split()[-1] for index in sorted(densest(found))]


def test_menus_and_footers_are_left_out() -> None:
    menu = (
        "<ul>" + "<li><a href=https://e.org/x>A long line that only leads to another page of the site</a>" * 9 + "</ul>"
    )
    body = "".join(f"<p>{PROSE} {n}</p>" for n in range(4))
    assert texts(f"{menu}<div>{body}</div><footer><p>{PROSE} foot</p></footer>") == ["0", "1", "2", "3"]


def test_an_article_cut_by_advertisements_is_whole() -> None:
    parts = "".join(f"<section><p>{PROSE} {n}</p><p>{PROSE} {n}</p></section><div class=ad>Buy</div>" for n in range(3))
    assert texts(f"<main>{parts}</main>") == ["0", "0", "1", "1", "2", "2"]


def test_what_is_hidden_does_not_count() -> None:
    hidden = "".join(f"<p>{PROSE} hidden</p>" for _ in range(9))
    assert texts(f"<div style='display:none'>{hidden}</div><div><p>{PROSE} seen</p><p>{PROSE} too</p></div>") == [
        "seen",
        "too",
    ]


def test_a_page_without_prose_has_no_article() -> None:
    assert densest(page("<ul><li>One<li>Two</ul>")) == frozenset()
    assert densest([]) == frozenset()
