"""The look of a page becomes structure: tables, columns, lists with their numbers, titles, running heads."""

from __future__ import annotations

import pytest

from briefing.domain.articles import Capture, Origin
from briefing.domain.text import BlockKind, plain
from briefing.sources import pdf
from tests.sources.test_pdf import PROSE, changed, typeset


def read(source: str) -> Capture:
    return pdf.read(typeset('#set page(paper: "a5")\n#set text(size: 10pt)\n' + source))


def cells(found: Capture) -> list[list[str]]:
    (table,) = [block for block in found.text.blocks if block.kind is BlockKind.TABLE]
    return [[plain(cell) for cell in row] for row in table.rows]


def test_a_table_keeps_its_rows_and_columns() -> None:
    table = (
        "#table(columns: (1fr, 1fr, 1fr), stroke: none, [*Port*], [*Ships*], [*Change*], [Velm], [1,204], [3 %],"
        + ("[Ruhn an der See], [87], [], [Osk], [12], [–4 %])")
    )
    found = read(f"{PROSE}\n\n{table}\n\n{PROSE}")
    assert cells(found) == [
        ["Port", "Ships", "Change"],
        ["Velm", "1,204", "3 %"],
        ["Ruhn an der See", "87", ""],
        ["Osk", "12", "–4 %"],
    ]
    assert [block.header_rows for block in found.text.blocks] == [0, 1, 0]


def test_a_cell_of_two_lines_is_one_cell() -> None:
    rows = "[Velm], [1], [a long remark that needs two lines of it], [Osk], [2], [short], [Ruhn], [3], [short]"
    found = read(f"#table(columns: (2cm, 2cm, 4cm), stroke: none, {rows})")
    assert cells(found)[0] == ["Velm", "1", "a long remark that needs two lines of it"]


def test_prose_with_wide_spaces_is_no_table() -> None:
    found = read(f"#set par(justify: true)\n#block(width: 3cm)[{PROSE * 2}]")
    assert all(block.kind is BlockKind.PARAGRAPH for block in found.text.blocks)


def test_columns_that_are_drawn_line_by_line_are_read_one_after_the_other() -> None:
    left = [f"left {number} goes on for some more words" for number in range(8)]
    right = [f"right {number} goes on for some more words" for number in range(8)]
    rows = "".join(f"[{one}], [{other}]," for one, other in zip(left, right, strict=True))
    found = read(f"#set page(width: 18cm)\n#grid(columns: (7cm, 7cm), row-gutter: 0.5em, {rows})")
    assert found.text.text == " ".join([*left, *right])


def test_small_figures_stay_apart_from_the_number_before_them() -> None:
    small = "#let small = super.with(typographic: false)\n#let low = sub.with(typographic: false)\n"
    found = read(
        small + "The town has 273.879.750#small[1] people and 4 km#small[2] of water, H#low[2]O, that is. It is so."
    )
    assert found.text.text.startswith("The town has 273.879.750¹ people and 4 km² of water, H₂O, that is.")


def test_numbers_of_a_list_that_would_be_shown_otherwise_stay_text() -> None:
    first = "Words come first. They are long enough to be a paragraph."
    lists = "1. One thing\n2. Two things\n\nWords between the lists.\n\n+ x\n\nMore.\n\n4. Four"
    assert [(block.kind.value, block.ordered, block.text) for block in read(f"{first}\n\n{lists}").text.blocks] == [
        *(("paragraph", False, first), ("list_item", True, "One thing")),
        *(("list_item", True, "Two things"), ("paragraph", False, "Words between the lists.")),
        *(("list_item", True, "x"), ("paragraph", False, "More."), ("paragraph", False, "4. Four")),
    ]


def test_bullets_are_not_numbered() -> None:
    found = read("Words come first. They are no title.\n\n- One thing\n- Two things")
    assert [block.ordered for block in found.text.blocks] == [False, False, False]


def test_a_title_that_a_template_handed_on_gives_way_to_the_largest_line() -> None:
    body = typeset(f"#set text(size: 10pt)\n#text(size: 22pt)[Tides of the year]\n\n{PROSE}")
    found = pdf.read(changed(body, "Annual plan of the museum", ""))
    assert (found.title, found.origins["title"]) == ("Tides of the year", Origin.GUESS)
    assert pdf.read(changed(body, "Tides of this year", "")).title == "Tides of this year"


def test_a_table_of_contents_is_neither_title_nor_headings() -> None:
    contents = "#text(size: 16pt)[*Contents*]\n\n*Gauges #box(width: 1fr, repeat[.]) 2*\n\n*Moles 2*\n\n#pagebreak()\n"
    found = pdf.read(typeset(f"{contents}\n*Gauges*\n\n{PROSE}\n\n*Moles*\n\n{PROSE}"), "gauges of 2025.pdf")
    assert found.title == "gauges of 2025"
    assert [block.text for block in found.text.blocks if block.kind is BlockKind.HEADING] == [
        *("Contents", "Gauges", "Moles"),
    ]
    assert "Gauges...2" in found.text.text.replace(" ", "")


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        ("Harbour papers #counter(page).display() of 9", False),
        ("Chapter 3", False),
        ("Rainfall #(counter(page).get().first() * 37) mm", True),
    ],
)
def test_running_heads_go_and_figures_that_only_look_alike_stay(head: str, kept: bool) -> None:
    page = f"#context [{head}]\n\n{PROSE * 3}\n#pagebreak()\n"
    found = read("#set page(margin: (top: 1cm))\n" + page * 5)
    words = head.split(maxsplit=1)[0]
    assert (f"{found.title} {found.text.text}".count(words) >= 5) is kept


def test_numbers_of_lines_in_the_margin_are_left_out() -> None:
    rows = "".join(f"#place(dx: -1cm)[{number}]\nline number {number} says so.\n\n" for number in range(1, 12))
    found = read(f"#set page(margin: (left: 3cm))\n{rows}")
    assert [block.text for block in found.text.blocks if block.text.isdecimal()] == []
    assert found.text.text.count("says so") >= 10
