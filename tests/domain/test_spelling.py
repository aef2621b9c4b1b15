"""Which words are looked up, and in which dictionary."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.spelling import Dictionary, Word, best, code_of, distinct, is_form_of, words


def looked_up(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We recieve two, don’t we?", ["We", "recieve", "two", "don’t", "we"]),
        ("“Quoted” (and) 'plain' words’", ["Quoted", "and", "plain", "words"]),
        ("See https://x.org/recieve?a=b#c, www.recieve.de and ftp://a/b.", ["See", "and"]),
        ("[words](https://x.org/recieve) **bold** *italic*", ["words", "bold", "italic"]),
        ("Ask jane.doe+a@mail.example.org or @jane, #tides", ["Ask", "or"]),
        ("mailto:jane or report.pdf of bbc.co.uk in the U.S. today", ["or", "of", "in", "the", "today"]),
        ("Q3 rose 12% to 4.5bn, COVID-19 and 3rd or H2O", ["rose", "to", "and", "or"]),
        ("NATO and the EU, UNESCO’s, CEOs, the EU’s", ["and", "the", "UNESCO’s", "the"]),
        ("a b C d’", []),
        ("snake_case stays", ["stays"]),
        ("潮汐照亮 กระแสน้ำ ひらがな 한국 Прилив", ["Прилив"]),
        ("cafe\u0301s and הַגֵּאוּת", ["cafe\u0301s", "and", "הַגֵּאוּת"]),
        ("x" * 61 + " ok", ["ok"]),
        ("", []),
    ],
)
def test_words_that_a_dictionary_can_know(text: str, found: list[str]) -> None:
    assert looked_up(text) == found


def test_what_hyphens_join_is_one_word_with_parts() -> None:
    assert list(words("a well-known EU-led X-ray, EU-US")) == [
        Word(2, 12, "well-known", ("well", "known")),
        Word(13, 19, "EU-led", ("led",)),
        Word(20, 25, "X-ray", ("ray",)),
    ]


@given(st.text(alphabet=st.sampled_from("ab-'’ .@/:w\n*[]()é😀1_ "), max_size=60))
def test_words_stand_in_the_text_in_order(text: str) -> None:
    found = list(words(text))
    assert [text[word.start : word.end] for word in found] == [word.text for word in found]
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("Aldmouth", True), ("ALDMOUTH", True), ("Aldmouth’s", True), ("Aldmouth's", True), ("aldmouth", False),
        ("turbine", True), ("Turbine", True), ("TURBINE", True), ("tUrbine", False), ("turbines", False),
    ],
)  # fmt: skip
def test_own_words_also_stand_at_the_start_and_in_capitals(word: str, right: bool) -> None:
    assert is_form_of(word, frozenset({"Aldmouth", "turbine"})) is right


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("de", "de"), ("de_DE", "de_DE"), ("de-CH", "de_CH"), ("de_DE_frami", "de_DE"), ("en_US.UTF-8", "en_US"),
        ("sr_Latn_RS", "sr_Latn_RS"), ("sr-Latn", "sr_Latn"), ("de_DE@euro", "de_DE"), ("fr-classique", "fr"),
        ("es_419", "es_419"), ("ast", "ast"), ("C", ""), ("hyph_en", ""), ("english", ""), ("", ""),
    ],
)  # fmt: skip
def test_codes_are_found_in_names(name: str, code: str) -> None:
    assert code_of(name) == code


def dictionary(code: str, original: str = "") -> Dictionary:
    return Dictionary(code, Path("d", code), Path("d", original or code))


@pytest.mark.parametrize(
    ("codes", "wanted", "chosen"),
    [
        ("en_AU en_GB en_US", "en-GB", "en_GB"),
        ("en_AU en_GB en_US", "en", "en_US"),
        ("en_AU en_GB", "en_US", "en_GB"),
        ("en_AU en_ZA", "en_US", "en_AU"),
        ("de_AT de_CH de_DE", "de", "de_DE"),
        ("de de_DE", "de_CH", "de"),
        ("pt_BR pt_PT", "pt", "pt_PT"),
        ("sr_Latn_RS sr_RS", "sr-Latn-RS", "sr_Latn_RS"),
        ("de_DE", "en_US", None),
        ("de_DE", "C", None),
        ("", "en_US", None),
    ],
)
def test_the_dictionary_of_the_region_or_of_the_home_is_chosen(codes: str, wanted: str, chosen: str | None) -> None:
    found = best([dictionary(code) for code in codes.split()], wanted)
    assert (found.code if found else None) == chosen


def test_other_names_of_one_dictionary_are_not_offered() -> None:
    found = [dictionary("de_BE", "de_DE"), dictionary("de_DE"), dictionary("de_LU", "de_DE"), dictionary("fr", "fr_FR")]
    assert [each.code for each in distinct(found)] == ["de_DE", "fr"]
    assert [each.code for each in distinct(found[::-1])] == ["de_DE", "fr"]
