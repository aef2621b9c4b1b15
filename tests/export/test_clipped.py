"""Clips as they are printed: pictures as pictures, tables as tables, each once, with its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefing.domain.annotations import HighlightId
from briefing.export.document import Document, build, pictures_of
from briefing.export.pdf import PdfResult
from tests.export import clipped, fixtures
from tests.export.reading import Reading, plain

Documents = Callable[[str], Document]


def test_a_clip_stands_below_the_first_takeaway_that_rests_on_it(document: Documents) -> None:
    happened, for_you = document("clipped").entries[0].points
    assert [each.clip for each in happened.clips if each.clip] == [happened.clips[0].clip, clipped.BERTHS]
    assert [(each.text, each.citation.source, each.citation.paragraph) for each in happened.clips] == [
        (clipped.CAPTION, 1, 0),
        (clipped.BERTHS.text, 1, 3),
    ]
    assert for_you.clips == ()
    assert for_you.evidence == happened.evidence[:1]


def test_a_clip_that_the_item_quotes_is_not_told_twice() -> None:
    contents = clipped.clipped()
    (section,) = contents.briefing.sections
    story = replace(section.items[0], quotes=(HighlightId(1),))
    sections = (replace(section, items=(story, *section.items[1:])),)
    made = build(replace(contents, briefing=replace(contents.briefing, sections=sections)), generated_at=fixtures.NOW)
    assert [each.clip for each in made.entries[0].points[0].clips] == [clipped.BERTHS]
    assert made.entries[0].quotes[0].text == clipped.CAPTION


def test_a_clip_of_an_older_text_is_quoted_by_its_words() -> None:
    contents = clipped.clipped()
    older = {id_: replace(mark, version=0) for id_, mark in contents.highlights.items()}
    made = build(replace(contents, highlights=older), generated_at=fixtures.NOW)
    assert made.entries[0].points[0].clips == ()
    assert [each.clip for each in made.entries[1].quotes] == [None] * 4
    assert pictures_of(made) == set()


def test_pictures_are_figures_with_caption_source_and_text_alternative(reading: Callable[[str], Reading]) -> None:
    figures = reading("clipped").elements("Figure")
    assert [str(figure.node.Alt) for figure in figures] == [clipped.ALT]
    assert plain(f"{clipped.CAPTION}[1]") in reading("clipped").text
    captions = reading("clipped").elements("Caption")
    assert len(captions) == 1


def test_tables_are_tables_with_heads_on_every_page(reading: Callable[[str], Reading]) -> None:
    read = reading("clipped")
    rows = [sum(each.kind == "TR" for each in table.walk()) for table in read.elements("Table")]
    assert [count for count in rows if count in (3, 60)] == [3, 60, 3]
    assert "\t" not in "".join(read.pages)
    pages = [number for number, text in enumerate(read.pages, 1) if "R59C7" in text or "R1C0" in text]
    assert len(pages) == 2
    assert all("R0C0" in read.pages[number - 1] for number in pages)
    assert plain(f"Source: [2 ¶2] Note: {clipped.NOTE}") in read.text


def test_a_picture_that_was_never_fetched_is_named(
    printed: Callable[[str], PdfResult], reading: Callable[[str], Reading]
) -> None:
    (warning,) = printed("clipped").warnings
    assert "A wall of stone" in warning
    assert plain(clipped.LOST_CAPTION) in reading("clipped").text
