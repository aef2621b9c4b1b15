"""A page becomes blocks with their inline text, lists, tables and images."""

from __future__ import annotations

import pytest

from briefing.domain.text import Block, BlockKind, Run
from briefing.sources import markup
from briefing.sources.units import units, words_of


def blocks(html: str, base: str = "https://example.com/news/") -> list[Block]:
    tree = markup.parse(markup.clean(f"<html><body>{html}</body></html>").html)
    return [unit.block for unit in units(tree, base)]


def test_inline_text_keeps_its_style_and_single_spaces() -> None:
    (block,) = blocks("<p>  A <b>bold\n and <i>both</i></b> <code>x = 1</code>,\u00a0<a href='/a?b'>a  link</a>. </p>")
    assert block.runs == (
        Run("A "),
        Run("bold and ", bold=True),
        Run("both", bold=True, italic=True),
        Run(" "),
        Run("x = 1", code=True),
        Run(", "),
        Run("a link", link="https://example.com/a?b"),
        Run("."),
    )


def test_only_safe_links_are_kept() -> None:
    (block,) = blocks("<p><a href='javascript:alert(1)'>a</a> <a href='data:x'>b</a> <a href='mailto:a@b.c'>c</a></p>")
    assert [run.link for run in block.runs if run.link] == ["mailto:a@b.c"]


def test_a_link_to_another_place_on_the_page_is_only_text() -> None:
    (block,) = blocks("<p>See <a href='#note-1'>1</a> and <a href='/b#c'>b</a></p>")
    assert [run.link for run in block.runs if run.link] == ["https://example.com/b#c"]


@pytest.mark.parametrize("sign", ["#", "¶", "§", "🔗", "Permalink", "Link to this heading"])
def test_the_sign_of_a_permalink_is_no_part_of_a_heading(sign: str) -> None:
    found = blocks(
        f"<h2>The <i>C#</i> quay<a href='#quay'>{sign}</a></h2><p>x</p><h2><a href=/p#b>{sign}</a> After</h2>"
    )
    assert [block.text for block in found] == ["The C# quay", "x", "After"]


def test_the_link_by_which_a_wiki_is_edited_is_no_part_of_its_text() -> None:
    edit = "<span class=x><span>[</span><a href='/w/i?title=Quay&amp;action=edit&amp;section=1'>bearbeiten</a>]</span>"
    found = blocks(f"<h2>The quay{edit}</h2><div><h3>The mole</h3>{edit}</div><p>x<sup>[<a href='#n2'>2</a>]</sup></p>")
    assert [block.text for block in found] == ["The quay", "The mole", "x[2]"]


def test_the_cells_of_a_table_with_titled_columns_may_have_parts() -> None:
    head = "<thead><tr><td></td><th>Chrome</th><th>Edge</th></tr></thead>"
    row = "<tr><th>Support</th><td>29</td><td>12<section>Not for <code>smooth</code></section></td></tr>"
    (table,) = blocks(f"<table>{head}{row}</table>")
    assert [["".join(run.text for run in cell) for cell in cells] for cells in table.rows] == [
        ["", "Chrome", "Edge"], ["Support", "29", "12 Not for smooth"],
    ]  # fmt: skip
    assert all(block.kind is not BlockKind.TABLE for block in blocks(f"<table>{row}{row}</table>"))


def test_what_leads_to_a_note_stays_in_a_heading() -> None:
    found = blocks(
        "<h2>The quay<a href='#n'>*</a></h2><h2><a href='#c'>Learning C#</a></h2><h2>Part <a href=/x>#</a></h2>"
    )
    assert [block.text for block in found] == ["The quay*", "Learning C#", "Part #"]


def test_no_more_images_are_looked_at_than_a_page_can_have() -> None:
    assert len(blocks("<img src=/a.jpg><p>x</p>" * 2_500)) == 2_500 + 2_000


def test_nothing_of_a_script_style_or_form_is_text() -> None:
    found = blocks(
        "<script>x()</script><style>p{}</style><!-- c --><svg><text>s</text></svg><select><option>o</select>"
        "<template><p>t</p></template><noscript>n</noscript><p>Only this.</p>"
    )
    assert [block.text for block in found] == ["Only this."]


def test_lists_have_depth_and_numbers() -> None:
    found = blocks("<ul><li>one<ol><li>deep<li><p>deeper</p></ol><li><p>two</p><p>more of two</p></ul>")
    assert [(b.kind.value, b.level, b.ordered, b.text) for b in found] == [
        ("list_item", 1, False, "one"),
        ("list_item", 2, True, "deep"),
        ("list_item", 2, True, "deeper"),
        ("list_item", 1, False, "two"),
        ("paragraph", 0, False, "more of two"),
    ]


def test_headings_quotes_code_and_rules() -> None:
    found = blocks("<h2>A <b>head</b>ing</h2><blockquote><p>said</p></blockquote><pre>a\n  b\n</pre><hr><div>loose")
    assert [(b.kind.value, b.level, b.text) for b in found] == [
        ("heading", 2, "A heading"),
        ("quote", 0, "said"),
        ("code", 0, "a\n  b"),
        ("rule", 0, ""),
        ("paragraph", 0, "loose"),
    ]
    assert found[0].runs == (Run("A heading"),)


def test_forced_breaks_part_paragraphs_but_not_headings() -> None:
    assert [b.text for b in blocks("<h1>Two<br>lines</h1><p>one<br>two<br><br>three</p>")] == [
        "Two lines",
        "one",
        "two",
        "three",
    ]


def test_a_table_of_data_keeps_its_grid() -> None:
    (block,) = blocks(
        "<table><thead><tr><th>Year<th>Cost</tr></thead><tr><td rowspan=2>2024<td><b>12</b></tr><tr><td>13</tr>"
        "<tr><td colspan=2>total</tr></table>"
    )
    assert block.kind is BlockKind.TABLE
    assert block.header_rows == 1
    assert block.text == "Year\tCost\n2024\t12\n\t13\ntotal\t"
    assert block.rows[1][1] == (Run("12", bold=True),)


def test_headings_may_be_the_titles_of_columns() -> None:
    (table,) = blocks("<table><tr><td><h3>Quay</h3><td><h3> Cost </h3></tr><tr><td>Old<td>12</tr></table>")
    assert (table.kind, table.header_rows) == (BlockKind.TABLE, 1)
    assert table.text == "Quay\tCost\nOld\t12"


def test_cells_outside_a_row_make_rows_as_in_a_browser() -> None:
    (table,) = blocks(
        "<table><thead><td>Quay<td>Cost</thead><tbody> <td>Old<td>12</tr>\n<td>New<td>13</tr></tbody></table>"
    )
    assert table.text == "Quay\tCost\nOld\t12\nNew\t13"


def test_the_foot_of_a_table_is_its_last_row_wherever_it_is_written() -> None:
    (table,) = blocks(
        "<table><thead><tr><th>Quay<th>Cost</tr></thead><tfoot><tr><td>All<td>12</tr></tfoot>"
        "<tbody><tr><td>Old<td>12</tr></tbody></table>"
    )
    assert table.text == "Quay\tCost\nOld\t12\nAll\t12"


def test_the_caption_of_a_table_stands_before_it() -> None:
    rows = "<tr><td>Old<td>12</tr><tr><td>New<td>13</tr>"
    found = blocks(f"<table><caption>Cost by <i>quay</i></caption>{rows}</table>")
    assert [(b.kind.value, b.text) for b in found] == [
        ("paragraph", "Cost by quay"),
        ("table", "Old\t12\nNew\t13"),
    ]
    spoken = blocks(f"<table><caption class='sr-only'>A table of two</caption>{rows}</table>")
    put_away = blocks(f"<table><caption hidden>A table of two</caption>{rows}</table>")
    assert [b.kind for b in spoken + put_away] == [BlockKind.TABLE, BlockKind.TABLE]


def test_rows_and_columns_that_only_keep_others_apart_are_left_out() -> None:
    (table,) = blocks(
        "<table><tr><th><img src=/a.png></th><th></th><th></th></tr><tr><th>Quay<th>&nbsp;<th>Cost</tr>"
        "<tr><td colspan=3></tr><tr><td>Old<td><td></tr></table>"
    )
    assert (table.text, table.header_rows) == ("Quay\tCost\nOld\t", 1)
    assert [b.kind for b in blocks("<table><tr><td>a<td></tr><tr><td>b<td></tr></table>")] == [BlockKind.PARAGRAPH] * 2


def test_what_a_browser_hides_is_in_no_cell() -> None:
    (table,) = blocks(
        "<table><tr><td class='sort hidden'>0<td><span style='display:none'>0007</span>7 May<td>Old</tr>"
        "<tr><td class='sort hidden'>1<td><b hidden>0008</b>8 May<td class='hidden md:table-cell'>New</tr></table>"
    )
    assert table.text == "7 May\tOld\n8 May\tNew"


def test_a_picture_in_the_place_of_text_tells_what_it_shows() -> None:
    (table,) = blocks(
        "<table><tr><td>Quay<td>Crane<td>Lamp<td>Rope</tr>"
        "<tr><td>Old<td><img src=/a.svg alt='Available'><td><i class='fa fa-check'></i>"
        "<td><i class='icon-xmark'></i></tr>"
        "<tr><td>New<td><img src=/b.svg alt='img_2024.png'><td><img src=/c.svg alt='new'>"
        "<td><i class='fa star'></i></tr></table>"
    )
    assert table.text == "Quay\tCrane\tLamp\tRope\nOld\tAvailable\t✓\t✗\nNew\t\t\t"


def test_a_formula_in_a_cell_keeps_its_tex() -> None:
    (table,) = blocks("<table><tr><td>Energy<td><math alttext='mc^2'><mi>m</mi></math></tr><tr><td>Work<td>Fs</table>")
    assert table.text == "Energy\tmc^2\nWork\tFs"


def test_a_table_may_be_built_of_other_elements() -> None:
    (table,) = blocks(
        "<div role=table><div role=rowgroup><div role=row><span role=columnheader>Quay</span><span role=columnheader>"
        "Cost</span></div></div><div role=row><div role=cell>Old</div><div role=cell>12</div></div></div>"
    )
    assert (table.kind, table.text, table.header_rows) == (BlockKind.TABLE, "Quay\tCost\nOld\t12", 1)


def test_a_table_for_layout_is_read_as_text() -> None:
    found = blocks("<table><tr><td><h2>Side</h2></td><td><p>by side</p></td></tr><tr><td>a<td>b</table>")
    assert [block.kind for block in found][:2] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_images_have_their_real_address_and_caption() -> None:
    found = blocks(
        "<figure><img src='data:image/gif;base64,R0lG' data-src='/big.jpg' alt=' The  quay '><figcaption>At <i>dawn</i>"
        "</figcaption></figure><p>text <img src='small.png' srcset='s.png 320w, l.png 1280w'></p>"
        "<img src='/pixel.gif' width=1 height=1><img src='javascript:x'>"
    )
    assert [(b.kind.value, b.source, b.alt, b.text) for b in found] == [
        ("image", "https://example.com/big.jpg", "The quay", "At dawn"),
        ("paragraph", "", "", "text"),
        ("image", "https://example.com/news/small.png", "", ""),
    ]
    assert found[0].runs == (Run("At "), Run("dawn", italic=True))


def test_formulas_keep_their_tex() -> None:
    found = blocks(
        "<p>So <img class=latex src=/1.png alt='e = mc^2'> and <math alttext='{\\displaystyle a_{1}}'><mi>a</mi></math>"
        " and <math><mi>b</mi><annotation encoding='application/x-tex'>b^2</annotation></math>.</p>"
        "<img src=/2.png alt='\\frac{a}{b}' width=300 height=20><img src=/3.jpg alt='A quay'>"
    )
    assert [run.text for block in found for run in block.runs if run.code] == [
        "e = mc^2",
        "a_{1}",
        "b^2",
        "\\frac{a}{b}",
    ]
    assert [block.alt for block in found if block.kind is BlockKind.IMAGE] == ["A quay"]


def test_an_article_for_readers_without_scripts_is_read() -> None:
    assert len(blocks("<noscript><p>" + "The tide rose. " * 60 + "</p><p>It fell.</p></noscript>")) == 2


def test_depth_does_not_break_the_walk() -> None:
    assert blocks("<div>" * 1800 + "deep")[0].text == "deep"


def test_words_are_counted_in_every_script() -> None:
    assert words_of("Two WORDS") == ("two", "words")
    assert words_of("日本語 and") == ("日", "本", "語", "and")
