"""Numbers that Word counts and comments that its readers make: both are part of what a document says."""

from __future__ import annotations

import docx as python_docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefing.domain.articles import Capture
from briefing.sources import docx
from briefing.sources.docx_numbering import Lists, _roman
from briefing.sources.packages import Package
from tests.sources.test_docx import PROSE, saved

LEVELS = (
    ("decimal", "%1."),
    ("lowerLetter", "(%2)"),
    ("lowerRoman", "%3."),
    ("decimal", "%1.%4"),
)


def document() -> python_docx.document.Document:
    """A document with a list 77 of the levels above, and 78, which is the same list begun at 5."""
    made = python_docx.Document()
    numbering = made.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(LEVELS)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    numbering.insert(0, abstract)
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    for list_id, more in ((77, ""), (78, override)):
        link = f'<w:abstractNumId w:val="77"/>{more}'
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{list_id}">{link}</w:num>'))
    return made


def numbered(
    made: python_docx.document.Document, text: str, list_id: int, depth: int, style: str | None = None
) -> None:
    place = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    made.add_paragraph(text, style=style)._p.get_or_add_pPr().append(parse_xml(place))


def texts(found: Capture) -> list[tuple[str, bool, str]]:
    return [(block.kind.value, block.ordered, block.text) for block in found.text.blocks]


def test_numbers_that_would_be_shown_otherwise_are_text() -> None:
    made = document()
    made.add_paragraph(PROSE)
    for text, depth in (("One", 0), ("Two", 0), ("Two a", 1), ("Two b", 1), ("Three", 0)):
        numbered(made, text, 77, depth)
    made.add_paragraph(PROSE)
    numbered(made, "Four", 77, 0)
    numbered(made, "Four i", 77, 2)
    numbered(made, "Five anew", 78, 0)
    assert texts(docx.read(saved(made)))[1:] == [
        *(("list_item", True, "One"), ("list_item", True, "Two")),
        *(("paragraph", False, "(a) Two a"), ("paragraph", False, "(b) Two b"), ("paragraph", False, "3. Three")),
        *(("paragraph", False, PROSE), ("paragraph", False, "4. Four"), ("paragraph", False, "i. Four i")),
        ("paragraph", False, "5. Five anew"),
    ]


def test_headings_keep_the_numbers_by_which_the_text_names_them() -> None:
    made = document()
    numbered(made, "Scope", 77, 0, "Heading 1")
    made.add_paragraph(f"{PROSE} See 1.1 below.")
    numbered(made, "Words", 77, 3, "Heading 2")
    made.add_paragraph(PROSE)
    found = docx.read(saved(made))
    assert [found.title, *(block.text for block in found.text.blocks if block.kind == "heading")] == [
        *("1. Scope", "1.1 Words"),
    ]


def test_an_empty_paragraph_of_a_list_is_not_counted() -> None:
    made = document()
    made.add_paragraph(PROSE)
    for text in ("One", "", "Two"):
        numbered(made, text, 77, 0)
    assert texts(docx.read(saved(made)))[1:] == [("list_item", True, "One"), ("list_item", True, "Two")]


@pytest.mark.parametrize(("value", "roman"), [(4, "iv"), (9, "ix"), (14, "xiv"), (1999, "mcmxcix")])
def test_roman_numbers(value: int, roman: str) -> None:
    assert _roman(value) == roman


def test_a_document_without_lists_has_no_labels() -> None:
    lists = Lists(Package(saved(python_docx.Document())), "word/none.xml")
    assert (lists.form("1", 0), lists.label("1", 0)) == ("", "")


def test_comments_are_marks_on_their_passage() -> None:
    made = python_docx.Document()
    made.add_paragraph(f"{PROSE} The end.")
    first = made.add_paragraph("It was ")
    low = first.add_run("very low")
    first.add_run(" that day.")
    last = made.add_paragraph("Nobody ")
    came = last.add_run("came")
    made.add_comment(low, text="How low?", author="Ada")
    made.add_comment([low, came], text="Over two paragraphs.", author="")
    found = docx.read(saved(made))
    assert "\ufdd0" not in found.text.text
    assert [(found.text.text[mark.start : mark.end], mark.note) for mark in found.marks] == [
        ("very low", "How low? (Ada)"),
        ("very low that day.\nNobody came", "Over two paragraphs."),
    ]
    assert found.text.text.endswith("It was very low that day.\nNobody came")


def test_a_comment_without_words_below_it_is_written_down() -> None:
    made = python_docx.Document()
    made.add_paragraph(PROSE)
    made.add_comment(made.add_paragraph().add_run(""), text="A picture here?", author="Ada")
    found = docx.read(saved(made))
    assert (found.marks, found.text.text) == ((), PROSE)
    assert found.note.endswith("\nA picture here? (Ada)")


def test_comments_in_tables_and_with_spaces_around_them() -> None:
    made = python_docx.Document()
    made.add_paragraph(PROSE)
    table = made.add_table(2, 2)
    for index, text in enumerate(("Year", "Cost", "2024")):
        table.cell(index // 2, index % 2).text = text
    runs = table.cell(1, 1).paragraphs[0]
    runs.add_run("about ")
    million = runs.add_run(" 12 million ")
    runs.add_run(" euro")
    made.add_comment(million, text="Source?", author="")
    found = docx.read(saved(made))
    (mark,) = found.marks
    assert found.text.text[mark.start : mark.end] == "12 million"
    assert found.text.text.endswith("2024\tabout 12 million euro")
