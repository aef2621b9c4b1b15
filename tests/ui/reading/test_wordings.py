"""Facts and judgements, remarks, other readers and earlier wordings, as a person meets them on a card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from briefing.domain.annotations import Confidence, Meaning, SentenceMark, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.findings import Rule
from briefing.operations import annotate, audiences, takeaways
from briefing.ui.panes.reading.earlier_wordings import earlier_wordings
from tests.ui.reading.conftest import Desk, Library
from tests.ui.reading.test_takeaways import only_card

Key = Qt.Key


def test_a_fact_without_a_passage_is_named_until_it_has_one(desk: Desk, library: Library, article: ArticleId) -> None:
    said = annotate.add_takeaway(library.store, article, TakeawayKind.WHAT_HAPPENED, "The harbour closes in May.").value
    desk.open(article)
    card = only_card(desk)
    desk.qtbot.waitUntil(card.remarks.summary.isVisible)
    assert card.remarks.summary.text() == "1 fact rests on no passage."
    assert card.text.extraSelections()
    highlight = annotate.highlight(library.store, article, 4, 30, Meaning.FACT).value
    annotate.edit_takeaway(library.store, said, evidence=(highlight,))
    desk.takeaways.show_article(None)
    desk.takeaways.show_article(article)
    desk.qtbot.waitUntil(lambda: len(desk.takeaways.cards) == 1 and not only_card(desk).remarks.isVisible())


def test_remarks_follow_the_typing_and_lead_to_their_words(desk: Desk, library: Library, article: ArticleId) -> None:
    annotate.add_takeaway(
        library.store, article, TakeawayKind.ASSESSMENT, "Rates will rise.", confidence=Confidence.LOW
    )
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    desk.qtbot.keyClicks(card.text, " It might rain.")
    desk.qtbot.waitUntil(lambda: Rule.VAGUE in {finding.rule for finding in card.remarks.findings})
    row = next(row for row in card.remarks.rows if "might" in row.words.text())
    desk.qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert card.text.textCursor().selectedText() == "might"


def test_the_chance_of_a_word_is_told_at_the_caret(desk: Desk, library: Library, article: ArticleId) -> None:
    annotate.add_takeaway(library.store, article, TakeawayKind.ASSESSMENT, "It is likely")
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    desk.qtbot.waitUntil(card.term.isVisible)
    assert card.term.text() == "“likely” stands for 55–80 %."
    desk.qtbot.keyClick(card.text, Key.Key_Home)
    assert not card.term.isVisible()


def test_a_sentence_is_made_a_judgement_by_key_and_by_click(desk: Desk, library: Library, article: ArticleId) -> None:
    said = annotate.add_takeaway(library.store, article, TakeawayKind.FOR_YOU, "The harbour closed. We ship later.")
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    chips: list[QToolButton] = card.remarks.chips
    desk.qtbot.waitUntil(lambda: len(card.remarks.chips) > 0)
    before = [chip.text() for chip in chips]
    desk.actions["takeaway.mark_sentence"].trigger()
    desk.settle()
    marks = library.takeaways(article)[0].sentences
    assert set(marks) == {"We ship later."}
    desk.qtbot.waitUntil(lambda: [chip.text() for chip in card.remarks.chips] != before)
    desk.qtbot.mouseClick(card.remarks.chips[0], Qt.MouseButton.LeftButton)
    desk.settle()
    assert library.takeaways(article)[0].sentences["The harbour closed."] in set(SentenceMark)
    assert said


def test_a_takeaway_is_worded_for_another_reader_and_nothing_typed_is_lost(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    said = annotate.add_takeaway(library.store, article, TakeawayKind.FOR_YOU, "Cash falls.").value
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    asked: list[object] = []
    desk.takeaways.reader_wanted.connect(asked.append)
    desk.actions["takeaway.reword"].trigger()
    assert asked == [said]
    desk.takeaways.reword(said, "Board")
    field = card.variants.fields["Board"]
    desk.qtbot.waitUntil(field.hasFocus)
    desk.qtbot.keyClicks(field, "We keep the covenant.")
    desk.takeaways.flush()
    desk.settle()
    (variant,) = library.takeaways(article)[0].variants
    assert (variant.audience, variant.text) == ("Board", "We keep the covenant.")
    desk.qtbot.waitUntil(lambda: card.variants.fields["Board"].toPlainText() == "We keep the covenant.")


def test_a_wording_follows_its_audience_to_another_name(desk: Desk, library: Library, article: ArticleId) -> None:
    said = annotate.add_takeaway(library.store, article, TakeawayKind.FOR_YOU, "Cash falls.").value
    takeaways.word_for(library.store, said, "CFO", "Watch the covenant.")
    desk.open(article)
    card = only_card(desk)
    assert list(card.variants.fields) == ["CFO"]
    (audience,) = audiences.all_audiences(library.store)
    desk.jobs.write("audiences.rename", audience.id, "Finance")
    desk.qtbot.waitUntil(lambda: list(card.variants.fields) == ["Finance"])
    assert card.variants.fields["Finance"].toPlainText() == "Watch the covenant."


def test_three_highlights_make_one_takeaway_in_one_key(desk: Desk, library: Library, article: ArticleId) -> None:
    ids = [annotate.highlight(library.store, article, n * 10, n * 10 + 6, Meaning.RISK).value for n in range(3)]
    desk.open(article)
    desk.qtbot.waitUntil(lambda: desk.takeaways.highlights.model().rowCount() == 3)
    desk.reader.view.setFocus()
    desk.qtbot.keyClick(desk.reader.view, Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    card = only_card(desk)
    desk.qtbot.waitUntil(card.text.hasFocus)
    (made,) = library.takeaways(article)
    assert (made.kind, made.evidence) == (TakeawayKind.RISK, tuple(ids))


def test_an_earlier_wording_comes_back(desk: Desk, library: Library, article: ArticleId) -> None:
    said = annotate.add_takeaway(library.store, article, TakeawayKind.FOR_YOU, "First.").value
    annotate.edit_takeaway(library.store, said, text="Second.")
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    asked: list[object] = []
    desk.takeaways.history_wanted.connect(asked.append)
    desk.actions["takeaway.history"].trigger()
    assert asked == [said]
    (before,) = takeaways.history(library.store, said).versions
    desk.jobs.write("takeaways.restore", before.id)
    desk.qtbot.waitUntil(lambda: card.text.toPlainText() == "First.")


def test_two_earlier_wordings_of_one_text_can_be_told_apart(library: Library, article: ArticleId) -> None:
    said = annotate.add_takeaway(library.store, article, TakeawayKind.FOR_YOU, "First.").value
    annotate.edit_takeaway(library.store, said, text="Second.")
    annotate.edit_takeaway(library.store, said, kind=TakeawayKind.RISK, audience="Sales")
    passage = annotate.highlight(library.store, article, 4, 30, Meaning.FACT).value
    annotate.edit_takeaway(library.store, said, confidence=Confidence.LOW, evidence=(passage,))
    takeaways.word_for(library.store, said, "Board", "For the board.")
    takeaways.mark_sentence(library.store, said, "Second.", SentenceMark.FACT)
    takeaways.word_for(library.store, said, "Board", "For all of the board.")
    annotate.edit_takeaway(library.store, said, fields={"likelihood": "likely"})
    takeaways.word_for(library.store, said, "Board", "")
    rows = earlier_wordings(takeaways.history(library.store, said))
    assert [row.text for row in rows] == ["Second."] * 7 + ["First."]
    assert ["  ·  ".join(row.hint.split("  ·  ")[:-1]) for row in rows] == [
        "with a wording for Board",
        "other details",
        "another wording for Board",
        "other details",
        "without a wording for Board",
        "Confidence not stated  ·  resting on 0 passages",
        "What this means for you  ·  for no named reader",
        "",
    ]


def test_one_key_makes_a_takeaway_of_all_highlights_or_of_those_selected(
    desk: Desk, library: Library, article: ArticleId
) -> None:
    marked = [annotate.highlight(library.store, article, n, n + 6, Meaning.FACT).value for n in (4, 20, 40)]
    desk.open(article)
    listed = desk.takeaways.highlights
    desk.qtbot.waitUntil(lambda: listed.model().rowCount() == 3)
    listed.choose(marked[2])  # as a highlight is that was just made
    desk.takeaways.make_from_highlights()
    desk.settle()
    assert library.takeaways(article)[0].evidence == tuple(marked)
    listed.choose(marked[0])
    desk.qtbot.keyClick(listed, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.takeaways.make_from_highlights()
    desk.settle()
    assert sorted(each.evidence for each in library.takeaways(article)) == [tuple(marked[:2]), tuple(marked)]


def test_a_remark_is_read_whole_in_a_narrow_pane(desk: Desk, library: Library, article: ArticleId) -> None:
    text = "It is likely that rates rise, with high confidence."
    annotate.add_takeaway(library.store, article, TakeawayKind.ASSESSMENT, text, confidence=Confidence.LOW)
    desk.open(article)
    card = only_card(desk)
    card.start_typing()
    desk.qtbot.waitUntil(lambda: Rule.LIKELIHOOD_AND_CONFIDENCE in {finding.rule for finding in card.remarks.findings})
    for row in card.remarks.rows:
        needed = row.words.heightForWidth(row.words.width())
        assert row.words.height() >= needed > 0
        assert row.width() <= card.width()
