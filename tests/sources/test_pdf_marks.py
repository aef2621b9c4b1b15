"""Links, marks and notes of a PDF come along; what has no place in the text is written down."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pypdfium2
import pytest

from briefing.domain.articles import Capture, Mark
from briefing.sources import pdf
from briefing.sources.messages import from_message, to_message
from tests.sources.test_pdf import typeset

SOURCE = """
#set document(title: "On tides")
#set page(paper: "a5")
#set text(lang: "en", size: 10pt, hyphenate: true)
#set par(justify: true)
The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day.
#link("https://tides.example/report")[A report of the harbourmaster, which is longer than one line of this page,]
says why, and #link(<end>)[its end] says for whom.

- The first gauge stands at the mole.

A second paragraph that nobody marks.
#pagebreak()
Nothing was lost. <end>
"""
Entry = tuple[str, Sequence[str], dict[str, object]]


def marked(body: bytes, *entries: Entry, page: int = 0) -> bytes:
    """The PDF with annotations: kind, the words below it, other keys."""
    document = pypdfium2.PdfDocument(body)
    text_page = document[page].get_textpage()
    with pikepdf.open(io.BytesIO(body)) as written:
        for kind, words, keys in entries:
            boxes = [box for each in words for box in boxes_of(text_page, each)]
            quads = [float(v) for left, bottom, right, top in boxes for v in
                     (left, top, right, top, left, bottom, right, bottom)]  # fmt: skip
            entry = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + kind), Rect=[10, 10, 30, 30], **keys
            )
            if quads:
                entry.QuadPoints = quads
            annotations = written.pages[page].obj.get("/Annots", pikepdf.Array())
            annotations.append(written.make_indirect(entry))
            written.pages[page].obj.Annots = annotations
        written.save(target := io.BytesIO())
    document.close()
    return target.getvalue()


def boxes_of(text_page: pypdfium2.PdfTextPage, words: str) -> list[tuple[float, float, float, float]]:
    """A box for each line of some words, as high as a line, as viewers draw them."""
    text = text_page.get_text_range()
    letters = "".join(char for char in text if not char.isspace() and char not in "\x02\ufffe")
    indexes = [index for index, char in enumerate(text) if not char.isspace() and char not in "\x02\ufffe"]
    wanted = "".join(words.split())
    start = letters.index(wanted)
    found: list[tuple[float, float, float, float]] = []
    for offset in range(len(wanted)):
        left, bottom, right, top = text_page.get_charbox(indexes[start + offset], loose=True)
        if found and found[-1][1] == bottom:
            left = found.pop()[0]
        found.append((left, bottom, right, top))
    return found


def passages(found: Capture) -> list[tuple[str, str]]:
    return [(found.text.text[mark.start : mark.end], mark.note) for mark in found.marks]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return typeset(SOURCE)


def test_links_to_the_web_keep_their_words_and_links_within_are_text(paper: bytes) -> None:
    runs = pdf.read(paper).text.blocks[0].runs
    assert [(run.text, run.link) for run in runs if run.link] == [
        (
            "A report of the harbourmaster, which is longer than one line of this page,",
            "https://tides.example/report",
        )
    ]
    assert "its end says for whom." in runs[-1].text


def test_each_block_knows_its_page(paper: bytes) -> None:
    assert [block.page for block in pdf.read(paper).text.blocks] == [1, 1, 1, 2]


def test_a_paragraph_over_the_edge_of_a_page_knows_where_it_turns() -> None:
    words = " ".join(f"word{number}" for number in range(400))
    found = pdf.read(typeset(f'#set page(paper: "a6")\n{words}'))
    (block,) = found.text.blocks
    assert [page for _, page in block.turns] == [2, 3, 4][: len(block.turns)]
    assert block.turns
    document = pypdfium2.PdfDocument(typeset(f'#set page(paper: "a6")\n{words}'))
    for start, page in block.turns:
        first = document[page - 1].get_textpage().get_text_range().split()[0]
        assert block.text[start:].startswith(first)
        assert (found.text.page_at(start - 1), found.text.page_at(start)) == (page - 1, page)
    document.close()


def test_marked_words_become_marks_at_exactly_these_words(paper: bytes) -> None:
    long = "nobody in the harbour was surprised by what it brought that day."
    body = marked(
        paper,
        ("Highlight", [long], {"Contents": "Ask them.", "T": "Ada"}),
        ("Underline", ["first gauge"], {}),
        ("Highlight", ["stands at the mole."], {"Contents": "stands at the mole."}),
    )
    assert passages(pdf.read(body)) == [(long, "Ask them. (Ada)"), ("first gauge", ""), ("stands at the mole.", "")]


def test_a_mark_over_several_blocks_is_one_passage(paper: bytes) -> None:
    body = marked(paper, ("Highlight", ["for whom.", "The first gauge stands at the mole.", "A second"], {}))
    assert passages(pdf.read(body)) == [("for whom.\nThe first gauge stands at the mole.\nA second", "")]


def test_what_has_no_place_in_the_text_is_written_down(paper: bytes) -> None:
    body = marked(
        paper,
        ("Text", [], {"Contents": "Who wrote this?", "T": "Ben"}),
        ("FreeText", [], {"Contents": "Draft\rof May"}),
        ("Highlight", [], {"Contents": "An empty place."}),
        ("Popup", [], {"Contents": "Said already."}),
        ("Text", [], {"Contents": "Hidden.", "F": 2}),
    )
    found = pdf.read(body)
    assert found.marks == ()
    assert found.note.split("\n") == [
        "From the PDF, without a place of its own in the text:",
        *("Page 1: Who wrote this? (Ben)", "Page 1: Draft", "of May", "Page 1: An empty place."),
    ]


def test_a_mark_on_the_title_is_written_down_since_the_text_goes_on_below_it() -> None:
    body = typeset("#set text(size: 10pt)\n#text(size: 22pt)[Tides of the year]\n\nThe tide rose again at the quay.")
    found = pdf.read(marked(body, ("Highlight", ["Tides of the year"], {"Contents": "Good."})))
    assert (found.title, found.marks) == ("Tides of the year", ())
    assert found.note.endswith("Page 1: “Tides of the year” – Good.")


def test_answers_follow_the_note_that_they_answer(paper: bytes) -> None:
    body = marked(paper, ("Highlight", ["first gauge"], {"Contents": "Is it?", "T": "Ada"}))
    with pikepdf.open(io.BytesIO(body)) as written:
        annotations = written.pages[0].obj.Annots
        for contents, keys in (("It is.", {}), ("Accepted", {"StateModel": "Review", "State": "Accepted"})):
            answer = pikepdf.Dictionary(
                Subtype=pikepdf.Name.Text, Rect=[1, 1, 9, 9], Contents=contents, T="Ben", IRT=annotations[-1], **keys
            )
            annotations.append(written.make_indirect(answer))
            if keys:
                continue
            first = annotations[-2]
            answer.IRT = first
        written.save(target := io.BytesIO())
    assert passages(pdf.read(target.getvalue())) == [("first gauge", "Is it? (Ada)\nIt is. (Ben)")]


def test_marks_and_the_note_survive_the_way_from_the_worker(paper: bytes) -> None:
    body = marked(paper, ("Highlight", ["first gauge"], {}), ("Text", [], {"Contents": "Hm."}))
    found = pdf.read(body)
    assert from_message(*to_message(found)) == found
    assert isinstance(found.marks[0], Mark)
