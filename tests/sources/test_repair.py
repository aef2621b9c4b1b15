"""The choice of an article's blocks is corrected by what the blocks themselves say."""

from __future__ import annotations

from briefing.sources import markup, repair
from briefing.sources.units import Unit, units

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day"


def page(html: str) -> list[Unit]:
    return units(markup.parse(f"<html><body>{html}</body></html>"))


def test_text_that_is_repeated_elsewhere_is_kept_once() -> None:
    found = page(
        f"<div><section><p>{PROSE}</p></section></div><div class=print><section><p>{PROSE}</p></section></div>"
    )
    assert repair.without_repeats(found, frozenset({0, 1})) == {0}


def test_of_a_repeat_the_one_that_is_shown_stays() -> None:
    found = page(f"<div hidden><section><p>{PROSE}</p></section></div><div><article><p>{PROSE}</p></article></div>")
    assert repair.without_repeats(found, frozenset({0, 1})) == {1}


def test_a_refrain_stays() -> None:
    found = page(f"<div><p>{PROSE}</p><p>Another line</p><p>{PROSE}</p></div>")
    assert repair.without_repeats(found, frozenset({0, 1, 2})) == {0, 1, 2}


def test_what_two_extractors_keep_in_the_middle_comes_along_but_no_links_to_more_or_buttons() -> None:
    link = "<p><a href=https://e.org/x>Also read this</a></p>"
    found = page(f"<div><p>{PROSE} one</p><p>left out</p><p>by one</p>{link}<p>Share</p><p>{PROSE} two</p></div>")
    others = [frozenset({0, 1, 3, 4}), frozenset({0, 1, 2, 3, 4})]
    assert repair.repaired(found, frozenset({0, 5}), others) == {0, 1, 5}


def test_lines_that_are_links_stay_where_the_text_stands_around_them_unless_they_lead_on() -> None:
    link = "<p><a href=https://e.org/x>{}</a></p>"
    lines = link.format("How to crane (Eva)") + link.format("Redacted by counsel") + link.format("Read more: quays")
    found = page(f"<div><p>{PROSE} one</p><p>Two friends wrote:</p>{lines}<p>{PROSE} two</p></div>")
    assert repair.repaired(found, frozenset({0, 1, 5}), [frozenset({2, 3, 4})]) == {0, 1, 2, 3, 5}
    assert repair.repaired(found, frozenset({0, 1, 5}), [frozenset({1})]) == {0, 1, 5}
    apart = page(f"<div><p>{PROSE} one</p></div><div>{lines}</div><div><p>{PROSE} two</p></div>")
    assert repair.repaired(apart, frozenset({0, 4}), [frozenset({1, 2, 3})]) == {0, 4}


def test_an_item_that_is_a_link_stays_in_its_list() -> None:
    found = page(f"<p>{PROSE}</p><ul><li>Rope<li><a href=https://e.org/x>Lamp</a><li>Oil</ul>")
    assert repair.repaired(found, frozenset({0, 1, 3}), [frozenset({0, 2})]) == {0, 1, 2, 3}


def test_a_list_that_the_text_leads_to_or_stands_around_comes_along() -> None:
    rows = "<ul><li>Rope for the boats<li>Oil for the lamps</ul>"
    found = page(f"<div><p>{PROSE}</p><p>It takes three things:</p>{rows}</div><div><p>{PROSE} two</p></div>")
    assert repair.repaired(found, frozenset({0, 1, 4}), [frozenset({2, 3})]) == {0, 1, 2, 3, 4}
    assert repair.repaired(found, frozenset({0, 1, 4}), [frozenset({2})]) == {0, 1, 2, 4}
    amid = page(f"<div><p>{PROSE}</p>{rows}<p>{PROSE} two</p></div>")
    assert repair.repaired(amid, frozenset({0, 3}), [frozenset({1, 2})]) == {0, 1, 2, 3}


def test_a_list_of_other_stories_stays_outside() -> None:
    rows = "<ul><li>Rope for the boats<li>Oil for the lamps</ul>"
    behind = page(f"<div><p>{PROSE}</p>{rows}</div><div><p>{PROSE} two</p></div>")
    assert repair.repaired(behind, frozenset({0, 3}), [frozenset({1, 2})]) == {0, 3}
    apart = page(f"<div><p>{PROSE}</p><p>In this issue:</p></div><div>{rows}</div><div><p>{PROSE} two</p></div>")
    assert repair.repaired(apart, frozenset({0, 1, 4}), [frozenset({2, 3})]) == {0, 1, 4}


def test_what_two_extractors_keep_beside_the_ends_of_the_text_comes_along() -> None:
    found = page(f"<main><p>In short</p><p>{PROSE}</p><p>To be continued</p></main><div><p>Of another page</p></div>")
    kept = frozenset({0, 1, 2, 3})
    assert repair.repaired(found, frozenset({1}), [kept, kept]) == {0, 1, 2}
    assert repair.repaired(found, frozenset({1}), [kept]) == {1}


def test_tables_in_the_middle_come_along_once() -> None:
    table = "<table><tr><td>Quay<td>Cost</tr><tr><td>Old<td>12</tr></table>"
    found = page(f"{table}<p>{PROSE}</p>{table}{table}<p>{PROSE} two</p><nav>{table}</nav><p>{PROSE} three</p>")
    assert repair.repaired(found, frozenset({1, 4, 6})) == {1, 2, 3, 4, 6}


def test_a_table_at_an_end_of_the_text_comes_along_unless_it_leads_elsewhere() -> None:
    table = "<table><tr><td>Quay<td>Cost</tr><tr><td>{0}<td>12</tr></table>"
    ways = "<table><tr><td><a href=https://e.org/a>Old quay</a><td><a href=https://e.org/b>New quay</a></tr>" * 2
    found = page(f"{table.format(1)}<h2>The cost</h2><p>{PROSE}</p><p>so</p>{table.format(2)}{ways}</table>")
    assert repair.repaired(found, frozenset({2})) == {0, 1, 2, 4}
    aside = page(f"<aside>{table.format(1)}</aside><p>{PROSE}</p><div hidden>{table.format(2)}</div>")
    assert repair.repaired(aside, frozenset({1})) == {1}


def test_an_opening_that_one_extractor_keeps_comes_along_up_to_the_headline() -> None:
    opening = f"<section><p>{PROSE} and the night before it</p><p>Three things helped.</p></section>"
    found = page(f"<p>{PROSE} above</p><h1>The quay</h1><p>By Ada</p>{opening}<section><p>{PROSE}</p></section>")
    assert repair.repaired(found, frozenset({5}), [frozenset({0, 2, 3, 4, 5})]) == {3, 4, 5}
    assert repair.repaired(found, frozenset({5}), [frozenset({2, 4, 5})]) == {5}
    ticker = page(f"<ul><li>{PROSE} and the night before it</ul><section><p>{PROSE}</p></section>")
    assert repair.repaired(ticker, frozenset({1}), [frozenset({0, 1})]) == {1}


def test_a_summary_above_the_byline_comes_along_and_nothing_else_from_there() -> None:
    lead = "<p>Spring will see the quay open, two years late and a third under its budget.</p>"
    top = f"<h1>The quay</h1><header>{lead}<p>By Ada</p><p>{PROSE[:60]} …</p></header>"
    found = page(f"{top}<article class=post><p>{PROSE} and more</p></article>")
    assert repair.repaired(found, frozenset({4}), [frozenset({1, 2, 3, 4})]) == {1, 4}
    assert repair.repaired(found, frozenset({4}), [frozenset({4})]) == {4}
    bare = page(f"<header>{lead}<p>By Ada</p></header><article class=post><p>{PROSE}</p></article>")
    assert repair.repaired(bare, frozenset({2}), [frozenset({0, 1, 2})]) == {2}
    teaser = page(f"<h1>The quay</h1><p>{PROSE} o…</p><article class=post><p>{PROSE} one</p></article>")
    assert repair.repaired(teaser, frozenset({2}), [frozenset({1, 2})]) == {2}
    hidden = page(f"<h1>The quay</h1><div hidden>{lead}</div><article class=post><p>{PROSE}</p></article>")
    assert repair.repaired(hidden, frozenset({2}), [frozenset({1, 2})]) == {2}


def test_headings_that_lead_to_themselves_are_no_links() -> None:
    found = units(
        markup.parse(f"<html><body><p>{PROSE}</p><h2><a href='#why'>Why</a></h2><p>{PROSE} two</p></body></html>"),
        "https://e.org/quay",
    )
    assert found[1].linked == 0
    assert repair.repaired(found, frozenset({0, 2})) == {0, 1, 2}


def test_what_a_browser_does_not_show_goes_unless_it_is_nearly_all() -> None:
    shown = page(f"<p>{PROSE}</p><p style='display:none'>{PROSE} two</p><div hidden><p>{PROSE} three</p></div>")
    assert repair.repaired(shown, frozenset({0, 1, 2})) == {0}
    scripted = page(f"<p>Wait</p><div hidden><p>{PROSE} two</p><p>{PROSE} three</p></div>")
    assert repair.repaired(scripted, frozenset({0, 1, 2})) == {0, 1, 2}


def test_nothing_is_left_out_of_a_little_page_but_menus_and_links() -> None:
    note = "<p>Moved to the new quay.</p><nav>Home</nav><p><a href=https://e.org/x>Elsewhere</a></p><div>Bye</div>"
    assert repair.little(page(note)) == {0, 3}
    assert repair.little(page(note + f"<p>{PROSE}</p>" * 12)) == frozenset()


def test_what_follows_related_articles_goes() -> None:
    found = page(f"<p>{PROSE}</p><p>{PROSE} two</p><p>{PROSE} three</p><h2>Related articles</h2><p>Four</p>")
    assert repair.repaired(found, frozenset(range(len(found)))) == {0, 1, 2}


def test_a_long_table_behind_offers_of_other_pages_stays() -> None:
    offer = "<p><a href=https://e.org/x>Another quay and what it cost</a></p>"
    table = "<p>The whole table:</p><table><tr><td>Quay<td>Cost</tr><tr><td>Old<td>12</tr></table>"
    text = f"<p>{PROSE}</p><p>{PROSE} two</p><p>{PROSE} three</p><h3>Related articles</h3>"
    found = page(f"<div>{text}{offer}{offer}{table}<p>Ada writes about quays.</p></div>")
    assert repair.repaired(found, frozenset(range(len(found)))) == {0, 1, 2, 6, 7}
    elsewhere = page(f"<div>{text}{offer}</div><section><div><div>{table}</div></div></section>")
    assert repair.repaired(elsewhere, frozenset(range(len(elsewhere)))) == {0, 1, 2}
    told = page(f"<div>{text}<p>Four quays</p>{table}</div>")
    assert repair.repaired(told, frozenset(range(len(told)))) == {0, 1, 2}


def test_the_caption_of_a_chosen_table_comes_along() -> None:
    table = "<table><caption>The cost</caption><tr><td>Quay<td>Cost</tr><tr><td>Old<td>12</tr></table>"
    found = page(f"<p>{PROSE}</p>{table}<p>{PROSE} two</p>")
    assert repair.repaired(found, frozenset({0, 3})) == {0, 1, 2, 3}


def test_such_a_heading_at_the_top_cuts_nothing() -> None:
    found = page(f"<h2>Related articles</h2><p>{PROSE}</p><p>{PROSE} two</p>")
    assert repair.repaired(found, frozenset({0, 1, 2})) >= {1, 2}


def test_headings_of_chosen_sections_come_along() -> None:
    found = page(f"<div><p>{PROSE}</p></div><header><h2>The cost</h2></header><div><p>{PROSE} two</p></div>")
    assert repair.repaired(found, frozenset({0, 2})) == {0, 1, 2}


def test_pictures_between_chosen_blocks_come_along() -> None:
    found = page(f"<img src=https://e.org/0.jpg><p>{PROSE}</p><img src=https://e.org/1.jpg><p>{PROSE} 2</p>")
    assert repair.with_pictures(found, frozenset({1, 3})) == {0, 1, 2, 3}
    assert repair.with_pictures(found, frozenset()) == frozenset()


def test_the_sources_of_a_work_of_reference_stay_behind_its_pointers_to_other_pages() -> None:
    text = f"<p>{PROSE}</p><p>{PROSE} two</p><p>{PROSE} three</p><h2>See also</h2><ul><li>Quays</ul>"
    found = page(f"{text}<h2>References</h2><ol><li>The Tide, 1998</ol>")
    assert repair.repaired(found, frozenset(range(7))) == frozenset(range(7))
    assert repair.repaired(page(text), frozenset(range(5))) == {0, 1, 2}
