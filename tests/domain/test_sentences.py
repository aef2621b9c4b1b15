"""Sentences in several languages, and the full stops that end none."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.sentences import sentence_at, sentences

ONE_SENTENCE = [
    "Mr. Osei met Dr. M. K. Brandt of Eastmere Ltd. on Sept. 3 at 9 a.m. to sign.",
    "Sales rose by 3.5 percent to $1.2 billion, i.e. twice the U.S. Treasury forecast.",
    "“Why now?” asked the minister.",
    "He wrote “Stop!” on the wall (twice!) and left.",
    "Wait … nothing happened.",
    "Das Gesetz gilt ab dem 3. Mai, z. B. für Banken, bzw. deren Töchter, vgl. Nr. 7.",
    "Im 3. Quartal stieg der Umsatz um 2,5 Mio. Euro.",
    "M. Dupont a dit « Non ! » et Mme. Roy est partie.",
    "It is listed as no. 12 in vol. 3, pp. 4 ff. of the report.",
    "1. Ask the suppliers",
    "see https://example.com/a.html?x=1 for version 2.0.1 of it",
    "Siehe § 3 Abs. 2 Nr. 1 der Verordnung.",
    "The case of Smith vs. Jones et al. Was closed",
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [(0, len(text))]


SEVERAL = [
    ["The bank closes.", "Shares fell!", "Why?", "Nobody knows…", "It ends"],
    ["He works at Acme Inc.", "The firm is old."],
    ["They met at 9 p.m.", "It was late."],
    ["They chose plan B.", "The board agreed."],
    ["It happened in 2024.", "Profits rose."],
    ["“We will sign.”", "He smiled."],
    ["(It was closed.)", "Then it opened."],
    ["Il a dit : « Non. »", "Puis il est parti."],
    ["Er sagte: „Nein.“", "Dann ging er."],
    ["Die Firma zahlt.", "Ärzte warnen."],
    ["¿Qué pasó?", "¡Nada!", "Así fue."],
    ["iPads sold well.", "iPhone sales fell."],
    ["Рост составил 3,5 %.", "Банк доволен."],
    ["Τι έγινε;", "Τίποτα."],
    ["ما الذي حدث؟", "لا شيء."],
    ["यह सच है।", "वह झूठ है।"],
    ["A first line without a stop", "A second one"],
    ["Rates rose.", "30 banks failed."],
]


@pytest.mark.parametrize("parts", SEVERAL, ids=lambda parts: parts[0])
def test_several_sentences_are_told_apart(parts: list[str]) -> None:
    between = "\n" if "without" in parts[0] else " "
    text = between.join(parts)
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_chinese_and_japanese_need_no_space() -> None:
    text = "他说:“不行。”然后走了。真的吗\uff1f"
    assert [text[start:end] for start, end in sentences(text)] == ["他说:“不行。”", "然后走了。", "真的吗\uff1f"]


def test_the_sentence_at_a_place() -> None:
    text = "  One here. Two there. "
    assert [text[slice(*sentence_at(text, at))] for at in (0, 5, 10, 11, 12, 22, 99)] == [
        "One here.", "One here.", "One here.", "Two there.", "Two there.", "Two there.", "Two there.",
    ]  # fmt: skip
    start, end = sentence_at("   ", 1)
    assert start == end


@given(st.text(alphabet=st.sampled_from("aB3 .!?…。\n“”«»()ßא字😀é\u0301\u00a0"), max_size=60))
def test_sentences_cover_all_that_can_be_seen_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(start < end and not text[start].isspace() and not text[end - 1].isspace() for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[s:e] for s, e in spans).split()) == "".join(text.split())


def test_a_long_text_takes_no_time() -> None:
    text = "Mr. A. B. said 3.5 … (“no!”) " * 5_000
    began = time.process_time()
    sentences(text + "." * 50_000 + "x" + "?" * 50_000 + "x")
    assert time.process_time() - began < 4
