"""Remarks on takeaways: each rule where it should speak, and silence on ordinary prose."""

from __future__ import annotations

import json
import time
import timeit
from pathlib import Path

import pytest

from briefing import paths
from briefing.domain.annotations import Confidence, SentenceMark, Takeaway, TakeawayId, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.wording import WHOLE, Basis, Rule, check, mixed_rows, parts_of

Kind = TakeawayKind
ANY = Basis(("Some words.",), ("The Ledger",))


def takeaway(kind: TakeawayKind, text: str, confidence: Confidence = Confidence.UNSTATED, **fields: str) -> Takeaway:
    fields = {name.replace("_", " "): value for name, value in fields.items()}
    return Takeaway(TakeawayId(1), ArticleId(1), kind, text, confidence=confidence, fields=fields)


def rules(kind: TakeawayKind, text: str, basis: Basis = ANY, confidence: Confidence = Confidence.MODERATE,
          **fields: str) -> list[Rule]:  # fmt: skip
    return [finding.rule for finding in check(takeaway(kind, text, confidence, **fields), basis)]


@pytest.mark.parametrize(
    ("kind", "text", "rule", "words"),
    [
        (Kind.ASSESSMENT, "We have high confidence that it is likely to pass.", Rule.LIKELIHOOD_AND_CONFIDENCE,
         "We have high confidence that it is likely"),
        (Kind.ASSESSMENT, "It is likely to pass. A veto is improbable.", Rule.MIXED_ROWS, "improbable"),
        (Kind.ASSESSMENT, "Prices could fall.", Rule.VAGUE, "could"),
        (Kind.FOR_YOU, "Our costs may rise.", Rule.VAGUE, "may"),
        (Kind.FOR_YOU, "We cannot rule out a strike.", Rule.VAGUE, "cannot rule out"),
        (Kind.BOTTOM_LINE, "It is possible that the fund closes.", Rule.VAGUE, "possible"),
        (Kind.FOR_YOU, "Perhaps we have to move.", Rule.VAGUE, "Perhaps"),
        (Kind.ASSESSMENT, "It will definitely pass, which is unlikely.", Rule.CERTAIN, "definitely"),
        (Kind.FOR_YOU, "The bank is certain to close our branch.", Rule.CERTAIN, "is certain to"),
        (Kind.ASSESSMENT, "There is no doubt that it is likely.", Rule.CERTAIN, "no doubt"),
        (Kind.WHAT_HAPPENED, "The bank is likely to close.", Rule.JUDGEMENT_AMONG_FACTS, "likely"),
        (Kind.WHAT_HAPPENED, "Unfortunately the bank closed.", Rule.JUDGEMENT_AMONG_FACTS, "Unfortunately"),
        (Kind.ACTION, "Purchasing should ask the suppliers.", Rule.VERB_FIRST, "Purchasing"),
        (Kind.ACTION, "The suppliers have to be asked.", Rule.VERB_FIRST, "The"),
        (Kind.BOTTOM_LINE, "Prices fall. We buy.", Rule.NOT_ONE_SENTENCE, "We buy."),
    ],
)  # fmt: skip
def test_words_that_are_remarked_on(kind: TakeawayKind, text: str, rule: Rule, words: str) -> None:
    found = check(takeaway(kind, text, Confidence.MODERATE, likelihood="likely", owner="A", due="B"), ANY)
    assert [(finding.rule, text[finding.start : finding.end]) for finding in found] == [(rule, words)]
    assert all(finding.message.endswith(".") and finding.help.endswith(".") for finding in found)


QUIET = [
    (Kind.FOR_YOU, "In May we pay the second half; on 3 May our contract ends."),
    (Kind.FOR_YOU, "The ministry said it may raise our fees."),
    (Kind.FOR_YOU, "Tell our customers as soon as possible, and where possible in person."),
    (Kind.FOR_YOU, "Our military might is no match for theirs."),
    (Kind.FOR_YOU, "Certain products of ours are cheaper now."),
    (Kind.FOR_YOU, "It is almost certain that our fee rises; we would almost certainly pay more."),
    (Kind.FOR_YOU, "Consumer confidence is likely to fall in our markets."),
    (Kind.FOR_YOU, "A low confidence vote is likely, so our bill waits."),
    (Kind.FOR_YOU, "Our remote work rules do not change."),
    (Kind.FOR_YOU, "There is almost no chance that we are asked."),
    (Kind.FOR_YOU, "It is as likely as not that our tariff stays."),
    (Kind.WHAT_HAPPENED, "The bank said a cut was likely."),
    (Kind.WHAT_HAPPENED, "The spokesman could not be reached."),
    (Kind.WHAT_HAPPENED, "The court found probable cause for a search."),
    (Kind.KEY_QUOTE, "Some words."),
    (Kind.RISK, "If the crews stop work, then the port could close a second time."),
    (Kind.OPEN_QUESTION, "Could one form do for all, and might it come this year?"),
    (Kind.BOTTOM_LINE, "The U.S. rule reaches us at 9 a.m. on Sept. 3, and Acme Inc. has to report 3.5 percent."),
    (Kind.WATCH, "The tugboat talks: a date for a strike vote would be the first sign."),
    (Kind.ACTION, "No action required."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), QUIET)
def test_ordinary_prose_is_left_alone(kind: TakeawayKind, text: str) -> None:
    assert rules(kind, text) == []


def test_the_sample_is_left_alone_but_for_what_it_leaves_open() -> None:
    folder = paths.resources() / "sample"
    remarks = [
        (entry["text"][:30], finding.rule)
        for path in sorted(Path(folder).glob("*.json"))
        for data in [json.loads(path.read_text(encoding="utf-8"))]
        if "takeaways" in data
        for entry in data["takeaways"]
        for finding in check(
            Takeaway(
                TakeawayId(1), ArticleId(1), Kind(entry["kind"]), entry["text"], entry.get("audience", ""),
                Confidence(entry.get("confidence", "")), entry.get("fields", {}),
            ),
            Basis(tuple(h["quote"] for h in data["highlights"] if h["key"] in entry["evidence"]), (data["outlet"],)),
        )
    ]  # fmt: skip
    assert remarks == []


def test_a_fact_needs_a_passage_and_a_judgement_confidence() -> None:
    assert rules(Kind.WHAT_HAPPENED, "It closed. It opened.", Basis()) == [Rule.FACT_WITHOUT_PASSAGE] * 2
    assert rules(Kind.ASSESSMENT, "It is likely.", confidence=Confidence.UNSTATED) == [
        Rule.JUDGEMENT_WITHOUT_CONFIDENCE
    ]
    assert rules(Kind.ASSESSMENT, "It is likely. We have low confidence in this.", confidence=Confidence.UNSTATED) == []


def test_the_mark_of_the_person_wins() -> None:
    text = "Our order was not shipped. Our costs will rise."
    marked = Takeaway(
        TakeawayId(1), ArticleId(1), Kind.FOR_YOU, text,
        sentences={"Our order was not shipped.": SentenceMark.JUDGEMENT, "Our costs will rise.": SentenceMark.FACT},
    )  # fmt: skip
    assert [(part.mark, part.chosen) for part in parts_of(marked)] == [
        (SentenceMark.JUDGEMENT, True), (SentenceMark.FACT, True),
    ]  # fmt: skip
    assert [part.mark for part in parts_of(takeaway(Kind.FOR_YOU, text))] == [
        SentenceMark.FACT, SentenceMark.JUDGEMENT,
    ]  # fmt: skip
    assert [finding.rule for finding in check(marked, Basis())] == [
        Rule.JUDGEMENT_WITHOUT_CONFIDENCE, Rule.FACT_WITHOUT_PASSAGE,
    ]  # fmt: skip


def test_high_confidence_needs_two_outlets() -> None:
    text = "It is likely that the fund closes."
    assert rules(Kind.ASSESSMENT, text, Basis(("a",), ("FT", " ft ")), Confidence.HIGH) == [Rule.HIGH_CONFIDENCE]
    assert rules(Kind.ASSESSMENT, text, Basis(("a",), ("FT", "Reuters")), Confidence.HIGH) == []


def test_what_is_not_confirmed_did_not_happen_yet() -> None:
    assert rules(Kind.WHAT_HAPPENED, "It closed.", confidence=Confidence.UNCONFIRMED) == [Rule.UNCONFIRMED_FACT]


def test_for_you_is_short_and_names_its_reader() -> None:
    long = "our " + "word " * 60 + "end."
    found = check(takeaway(Kind.FOR_YOU, long), ANY)
    assert [(f.rule, f.sentence, long[f.start : f.end]) for f in found] == [(Rule.TOO_LONG, WHOLE, "word end.")]
    assert rules(Kind.FOR_YOU, "The fee rises.") == [Rule.NO_READER]


def test_the_fields_that_a_kind_needs() -> None:
    assert rules(Kind.ACTION, "Ask them.") == [Rule.NO_OWNER, Rule.NO_DUE_DATE]
    assert rules(Kind.DECISION, "Who pays?", options="the buyer") == [Rule.TOO_FEW_OPTIONS]
    assert rules(Kind.DECISION, "Who pays?", options="the buyer; the seller") == []
    assert rules(Kind.WATCH, "The talks go on.") == [Rule.NO_SIGNAL]
    assert rules(Kind.WATCH, "The talks go on.", date_or_signal="30 November") == []
    assert rules(Kind.ASSESSMENT, "The fund closes.") == [Rule.NO_LIKELIHOOD]
    assert rules(Kind.ASSESSMENT, "The fund closes.", likelihood="60–70 %") == []


def test_figures_stand_in_a_passage() -> None:
    basis = Basis(("It lost 1,200 million euros and eleven suppliers.",), ("FT",))
    assert rules(Kind.NUMBERS, "A loss of 1.2 billion, and 11 suppliers fewer.", basis) == []
    assert rules(Kind.NUMBERS, "A loss of 1.3 billion.", basis) == [Rule.FIGURE]
    assert rules(Kind.NUMBERS, "The loss.", basis, value="1.2", unit="billion") == []
    assert rules(Kind.NUMBERS, "The loss.", basis, value="1.4", unit="billion") == [Rule.FIGURE]


def test_a_quote_is_word_for_word() -> None:
    basis = Basis(("He said: “The gates are open, but nobody\u00a0should plan.” Then he left.",), ("FT",))
    assert rules(Kind.KEY_QUOTE, '"The gates are open, but nobody should plan."', basis) == []
    assert rules(Kind.KEY_QUOTE, "The gates […] should plan.", basis) == []
    assert rules(Kind.KEY_QUOTE, "The gates were open.", basis) == [Rule.QUOTE]
    two = Basis(("the gates", "We wait"), ("FT",))
    assert rules(Kind.KEY_QUOTE, "the gates […] We wait", two) == []
    assert rules(Kind.KEY_QUOTE, "the gates We wait", two) == [Rule.QUOTE]


def test_one_row_of_words_in_a_briefing() -> None:
    texts = ["It is likely.", "A strike is very unlikely.", "A veto is highly improbable."]
    assert [(index, texts[index][term.start : term.end]) for index, term in mixed_rows(texts)] == [
        (2, "highly improbable")
    ]


def test_nothing_is_said_about_an_empty_takeaway() -> None:
    assert check(takeaway(Kind.ACTION, "  \n"), Basis()) == []


def test_a_check_is_over_before_the_next_key() -> None:
    one = takeaway(Kind.FOR_YOU, "Our order of 2,000 cells has not been shipped. It could cost less. " * 3)
    spent = timeit.repeat(lambda: check(one, ANY), number=10, repeat=5, timer=time.process_time)
    assert min(spent) / 10 < 0.003


def test_remarks_see_the_words_and_lie_where_they_stand() -> None:
    text = "- It **might** rain.\n- It is *very* [un**likely**](https://x.org) to [*definitely*](https://y.org) snow."
    found = check(takeaway(Kind.ASSESSMENT, text, Confidence.MODERATE, likelihood="likely"), ANY)
    assert [(finding.rule, text[finding.start : finding.end]) for finding in found] == [
        (Rule.VAGUE, "might"), (Rule.CERTAIN, "definitely"),
    ]  # fmt: skip
    text = "- It **might** rain.\n- It is *very* unlikely to snow."
    first, second = parts_of(takeaway(Kind.ASSESSMENT, text))
    assert (first.text, second.text) == ("It might rain.", "It is very unlikely to snow.")
    assert text[second.start : second.end] == "It is *very* unlikely to snow."
    assert [(second.text[term.start : term.end]) for term in second.terms] == ["very unlikely"]


def test_marks_and_addresses_are_not_counted() -> None:
    text = " ".join(["[**word**](https://example.org/our) "] * 60)
    assert rules(Kind.FOR_YOU, text + "we.") == [Rule.TOO_LONG]
    assert rules(Kind.FOR_YOU, text) == [Rule.NO_READER]
