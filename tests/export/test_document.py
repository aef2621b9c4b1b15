"""The tree that is published: numbers, citations, levels, and what is left out."""

from __future__ import annotations

from dataclasses import replace

from briefing.domain.annotations import AudienceId, HighlightId, Meaning, TakeawayId, TakeawayKind, Variant
from briefing.domain.articles import Origin
from briefing.domain.briefings import Briefing, Level, Paper
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.export.copies import paragraph_numbers
from briefing.export.document import Citation, build
from tests.export.fixtures import BRIEFING_ID, NOW, Making, bullet, heading, paragraph, picture, small, table


def making() -> Making:
    return Making(Briefing(BRIEFING_ID, " Title "))


def test_sources_are_numbered_as_a_reader_meets_them() -> None:
    make = making()
    first, second, third = (make.article(name, paragraph(name)) for name in ("first", "second", "third"))
    make.item("A", first, Level.HEADLINE)
    make.item("A", second)
    make.item("B", third)
    document = build(make.contents(), generated_at=NOW)
    assert [source.title for source in document.sources] == ["second", "first", "third"]
    assert [entry.source for entry in document.entries] == [1, 2, 3]
    assert document.title == "Title"


def test_an_article_told_twice_is_one_source() -> None:
    make = making()
    article = make.article("One", paragraph("x"))
    items = make.item("A", article), make.item("B", article)
    document = build(make.contents(), generated_at=NOW)
    assert len(document.sources) == 1
    assert document.sources[0].cited_by == items


def test_evidence_names_the_paragraph_and_each_place_once() -> None:
    make = making()
    article = make.article(
        "One", heading("Head"), paragraph("first"), paragraph("second passage here"), bullet("third")
    )
    marks = [make.mark(article, words) for words in ("second", "passage", "third", "Head")]
    make.say(article, TakeawayKind.FOR_YOU, "So.", *marks)
    make.item("A", article)
    point = build(make.contents(), generated_at=NOW).entries[0].points[0]
    assert point.evidence == (Citation(1, 2), Citation(1, 3), Citation(1, 0))


def test_evidence_in_an_original_with_pages_names_each_page_once() -> None:
    make = making()
    pages = (replace(paragraph("first"), page=3), replace(paragraph("over the edge of it"), page=3, turns=((9, 4),)))
    article = make.article("One", *pages)
    marks = [make.mark(article, words) for words in ("first", "over", "edge", "of it")]
    make.say(article, TakeawayKind.FOR_YOU, "So.", *marks)
    make.item("A", article)
    point = build(make.contents(), generated_at=NOW).entries[0].points[0]
    assert point.evidence == (Citation(1, 1, 3), Citation(1, 2, 4))


def test_evidence_in_another_article_is_a_source_of_its_own() -> None:
    make = making()
    shown, other = make.article("Shown", paragraph("x")), make.article("Other", paragraph("the proof"))
    make.say(shown, TakeawayKind.FOR_YOU, "So.", make.mark(other, "proof"))
    make.item("A", shown)
    document = build(make.contents(), generated_at=NOW)
    assert [source.title for source in document.sources] == ["Shown", "Other"]
    assert document.entries[0].points[0].evidence == (Citation(2, 1),)


def test_paragraph_numbers_leave_out_headings_pictures_and_interface_text() -> None:
    text = ArticleText(
        (
            heading("h"),
            paragraph("a"),
            picture(b"x"),
            replace(paragraph("Write a comment"), struck=True),
            paragraph(" "),
            table(("a", "b")),
            paragraph("b"),
        )
    )
    assert paragraph_numbers(text) == (0, 1, 0, 0, 0, 2, 3)


def test_what_is_gone_is_left_out() -> None:
    make = making()
    article = make.article("One", paragraph("x"))
    make.item("A", article, takeaways=(TakeawayId(99),), quotes=(HighlightId(99),))
    contents = make.contents()
    assert build(contents, generated_at=NOW).entries[0].points == ()
    assert build(replace(contents, articles={}), generated_at=NOW).entries == ()


def test_an_empty_takeaway_prints_nothing() -> None:
    make = making()
    article = make.article("One", paragraph("x"))
    make.say(article, TakeawayKind.FOR_YOU, "  ")
    make.say(article, TakeawayKind.NUMBERS, "", value="3")
    make.item("A", article)
    assert [point.kind for point in build(make.contents(), generated_at=NOW).entries[0].points] == [
        TakeawayKind.NUMBERS
    ]


def test_page_one_tells_three_stories_at_most() -> None:
    make = making()
    for number in range(5):
        make.item("A", make.article(str(number), paragraph("x")), Level.TOP)
    assert [story.headline for story in build(make.contents(), generated_at=NOW).stories] == ["0", "1", "2"]


def test_full_texts_have_legal_headings_and_no_interface_text() -> None:
    make = making()
    article = make.article(
        "The title",
        heading("THE  TITLE", 1),
        heading("deep", 5),
        paragraph("a"),
        heading("deeper", 6),
        heading("up", 2),
        heading("down", 3),
        replace(paragraph("Share"), struck=True),
    )
    make.item("A", article, full_text=True)
    blocks = build(make.contents(), generated_at=NOW).copies[0].blocks
    assert [(entry.block.text, entry.block.level) for entry in blocks if entry.block.kind is BlockKind.HEADING] == [
        ("deep", 3),
        ("deeper", 4),
        ("up", 3),
        ("down", 4),
    ]
    assert "Share" not in [entry.block.text for entry in blocks]


def test_full_texts_only_where_they_were_asked_for() -> None:
    make = making()
    make.item("A", make.article("One", paragraph("x")))
    assert build(make.contents(), generated_at=NOW).copies == ()


def test_highlights_are_marked_across_blocks_and_do_not_overlap() -> None:
    make = making()
    article = make.article(
        "One", paragraph("alpha beta"), Block(BlockKind.PARAGRAPH, (Run("gamma "), Run("delta", bold=True)))
    )
    make.mark(article, "beta\ngamma", Meaning.RISK)
    make.mark(article, "gamma delta", Meaning.FACT)
    make.item("A", article, full_text=True)
    first, second = build(make.contents(), generated_at=NOW).copies[0].blocks
    assert [(mark.start, mark.end, mark.meaning) for mark in first.marks] == [(6, 10, Meaning.RISK)]
    assert [(mark.start, mark.end, mark.meaning) for mark in second.marks] == [
        (0, 5, Meaning.RISK),
        (5, 11, Meaning.FACT),
    ]


def test_guesses_are_remembered() -> None:
    make = making()
    make.item("A", make.article("One", paragraph("x"), origins={"published": Origin.GUESS, "title": Origin.PAGE}))
    assert build(make.contents(), generated_at=NOW).sources[0].uncertain == {"published"}


def test_paper_can_be_chosen_for_one_export() -> None:
    assert build(small(), generated_at=NOW).paper is Paper.A4
    assert build(small(), generated_at=NOW, paper=Paper.LETTER).paper is Paper.LETTER


def test_keywords_are_the_tags() -> None:
    assert build(small(), generated_at=NOW).keywords == ("logistics", "labour", "energy", "regulation")


def test_a_briefing_prints_the_wording_for_its_own_reader() -> None:
    make = Making(Briefing(BRIEFING_ID, "Title", audience=" board "))
    article = make.article("One", paragraph("words"))
    said = make.say(article, TakeawayKind.FOR_YOU, "Cash falls by 2 percent.")
    variant = Variant(AudienceId(1), "Board", "We stay within the covenant.")
    make.takeaways[said] = replace(make.takeaways[said], variants=(variant,))
    make.item("A", article)
    assert build(make.contents(), generated_at=NOW).entries[0].points[0].text == "We stay within the covenant."
    make.briefing = replace(make.briefing, audience="Sales")
    assert build(make.contents(), generated_at=NOW).entries[0].points[0].text == "Cash falls by 2 percent."


def test_a_passage_of_an_older_text_names_its_source_and_no_paragraph() -> None:
    make = making()
    article = make.article("One", paragraph("first"), paragraph("second"))
    mark = make.mark(article, "second")
    make.say(article, TakeawayKind.FOR_YOU, "So.", mark)
    make.articles[article] = replace(make.articles[article], version=2)
    make.item("A", article)
    assert build(make.contents(), generated_at=NOW).entries[0].points[0].evidence == (Citation(1),)
