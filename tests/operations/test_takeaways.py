"""Takeaways made of passages, worded for several readers, marked, remarked on and brought back."""

from __future__ import annotations

import pytest

from briefing.domain.annotations import HighlightId, Meaning, SentenceMark, Takeaway, TakeawayId, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.domain.wording import Rule
from briefing.operations import annotate, maintain, takeaways
from briefing.store import notes
from briefing.store.database import Store
from tests.store.making import put_one

BODY = "The market fell by 4% on Monday.\nAnalysts blamed the weather. “We will wait,” said one of them."


@pytest.fixture
def article(store: Store) -> ArticleId:
    return put_one(store, body=BODY)


def mark(store: Store, article: ArticleId, quote: str, meaning: Meaning, note: str = "") -> HighlightId:
    found = annotate.highlight_quote(store, article, quote, meaning).value
    if note:
        annotate.edit_highlight(store, found, note=note)
    return found


def read(store: Store, takeaway_id: TakeawayId) -> Takeaway:
    with store.look() as look:
        return notes.takeaway(look, takeaway_id)


def test_facts_become_what_happened_in_the_publishers_words(store: Store, article: ArticleId) -> None:
    later = mark(store, article, "Analysts blamed the weather.", Meaning.FACT)
    first = mark(store, article, "The market fell by 4% on Monday.", Meaning.FACT)
    made = read(store, takeaways.from_highlights(store, article, [later, first]).value)
    assert (made.kind, made.evidence, made.publisher_words) == (TakeawayKind.WHAT_HAPPENED, (first, later), True)
    assert made.text == "The market fell by 4% on Monday. Analysts blamed the weather."
    annotate.edit_takeaway(store, made.id, text="It fell.")
    assert not read(store, made.id).publisher_words


def test_a_quote_keeps_its_words_and_notes_are_the_persons_own(store: Store, article: ArticleId) -> None:
    one = mark(store, article, "The market fell", Meaning.QUOTE)
    two = mark(store, article, "We will wait", Meaning.QUOTE, note="Ask who.")
    quote = read(store, takeaways.from_highlights(store, article, [one, two]).value)
    assert (quote.kind, quote.text, quote.publisher_words) == (
        TakeawayKind.KEY_QUOTE, "The market fell […] We will wait", False,
    )  # fmt: skip
    assert takeaways.remarks(store, article) == {}
    noted = read(store, takeaways.from_highlights(store, article, [one, two], kind=TakeawayKind.RISK).value)
    assert (noted.kind, noted.text) == (TakeawayKind.RISK, "Ask who.")


def test_passages_of_several_meanings_make_what_this_means(store: Store, article: ArticleId) -> None:
    ids = [mark(store, article, "fell by 4%", Meaning.NUMBER), mark(store, article, "the weather", Meaning.RISK)]
    made = read(store, takeaways.from_highlights(store, article, ids).value)
    assert (made.kind, made.text, made.evidence) == (TakeawayKind.FOR_YOU, "", tuple(ids))
    maintain.undo(store)
    with store.look() as look:
        assert notes.takeaways(look, article) == []


def test_a_takeaway_needs_passages_that_are_there(store: Store, article: ArticleId) -> None:
    other = mark(store, put_one(store, "Other"), "Analysts", Meaning.FACT)
    with pytest.raises(InvalidInputError):
        takeaways.from_highlights(store, article, [])
    with pytest.raises(NotFoundError):
        takeaways.from_highlights(store, article, [other])


def test_wordings_for_several_readers(store: Store, article: ArticleId) -> None:
    made = annotate.add_takeaway(store, article, text="We pay less.").value
    takeaways.word_for(store, made, "Board", "Margin rises.")
    takeaways.word_for(store, made, "Sales EMEA", "Quote less.")
    assert [read(store, made).text_for(name) for name in ("board", "Sales EMEA", "CFO")] == [
        "Margin rises.", "Quote less.", "We pay less.",
    ]  # fmt: skip
    takeaways.word_for(store, made, "Board", "")
    assert read(store, made).text_for("Board") == "We pay less."
    maintain.undo(store)
    assert read(store, made).text_for("Board") == "Margin rises."


def test_marks_of_sentences(store: Store, article: ArticleId) -> None:
    made = annotate.add_takeaway(store, article, text="Prices fell. They will rise.").value
    takeaways.mark_sentence(store, made, "Prices fell.", SentenceMark.FACT)
    takeaways.mark_sentence(store, made, "They will rise.", SentenceMark.JUDGEMENT)
    assert [finding.rule for finding in takeaways.remarks(store, article)[made]] == [
        Rule.NO_READER, Rule.FACT_WITHOUT_PASSAGE, Rule.JUDGEMENT_WITHOUT_CONFIDENCE,
    ]  # fmt: skip
    with pytest.raises(InvalidInputError):
        takeaways.mark_sentence(store, made, "Gone.", SentenceMark.FACT)
    annotate.edit_takeaway(store, made, text="They will rise.")
    takeaways.mark_sentence(store, made, "They will rise.", None)
    assert read(store, made).sentences == {}


def test_marks_of_style_are_no_words(store: Store, article: ArticleId) -> None:
    made = annotate.add_takeaway(store, article, text="Prices **fell**. [They](https://x.org) rise.").value
    takeaways.mark_sentence(store, made, "Prices fell.", SentenceMark.FACT)
    annotate.edit_takeaway(store, made, text="*Prices* fell. They rise.")
    takeaways.mark_sentence(store, made, "They rise.", SentenceMark.JUDGEMENT)
    assert set(read(store, made).sentences) == {"Prices fell.", "They rise."}


def test_a_takeaway_turns_red_when_its_source_goes(store: Store, article: ArticleId) -> None:
    passage = mark(store, article, "The market fell by 4% on Monday.", Meaning.FACT)
    made = takeaways.from_highlights(store, article, [passage]).value
    assert takeaways.remarks(store, article) == {}
    annotate.remove_highlights(store, [passage])
    assert [finding.rule for finding in takeaways.remarks(store, article)[made]] == [Rule.FACT_WITHOUT_PASSAGE]


def test_an_earlier_wording_comes_back(store: Store, article: ArticleId) -> None:
    made = annotate.add_takeaway(store, article, text="First words.").value
    annotate.edit_takeaway(store, made, kind=TakeawayKind.RISK)
    annotate.edit_takeaway(store, made, text="Second words.")
    earlier = takeaways.history(store, made).versions
    assert [(version.takeaway.kind, version.takeaway.text) for version in earlier] == [
        (TakeawayKind.RISK, "First words."), (TakeawayKind.FOR_YOU, "First words."),
    ]  # fmt: skip
    assert takeaways.restore(store, earlier[-1].id).value == made
    assert (read(store, made).kind, read(store, made).text) == (TakeawayKind.FOR_YOU, "First words.")
    assert takeaways.history(store, made).versions[0].takeaway.text == "Second words."
    maintain.undo(store)
    assert read(store, made).text == "Second words."
