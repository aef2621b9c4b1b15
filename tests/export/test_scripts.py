"""Languages and directions."""

from __future__ import annotations

import pytest

from briefing.export.scripts import Language, is_latin, parse, read
from tests.export import large

ENGLISH, GERMAN = Language("en"), Language("de")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", Language("en")),
        ("en-GB", Language("en", "gb")),
        ("pt_BR", Language("pt", "br")),
        ("zh-Hant", Language("zh", "tw")),
        ("zh-Hans-CN", Language("zh", "cn")),
        ("sr-Latn-RS", Language("sr", "rs")),
        ("es-419", Language("es")),
        ("", None),
        ("english", None),
        ("x", None),
    ],
)
def test_parse(tag: str, language: Language | None) -> None:
    assert parse(tag) == language


@pytest.mark.parametrize(
    ("text", "code", "right_to_left"),
    [
        ("Plain words", "en", False),
        (large.ARABIC, "ar", True),
        (large.HEBREW, "he", True),
        (large.CHINESE, "zh", False),
        (large.JAPANESE, "ja", False),
        (large.KOREAN, "ko", False),
        (large.RUSSIAN, "ru", False),
        (large.GREEK, "el", False),
        ("२०२७ में बंदरगाह", "hi", False),
        ("12 %, 34", "en", False),
        ("", "en", False),
    ],
)
def test_the_letters_say_the_language(text: str, code: str, right_to_left: bool) -> None:
    reading = read(text, None, ENGLISH)
    assert (reading.language.code, reading.right_to_left) == (code, right_to_left)


def test_what_was_declared_stays_while_the_letters_fit() -> None:
    assert read("Der Hafen", GERMAN, ENGLISH).language == GERMAN
    assert read("بندر جدید", Language("fa"), ENGLISH).language == Language("fa")
    assert read("Новий порт", Language("uk"), ENGLISH).language == Language("uk")
    assert read("港口", Language("ja"), ENGLISH).language == Language("ja")


def test_what_was_declared_gives_way_to_the_letters() -> None:
    assert read(large.ARABIC, ENGLISH, ENGLISH).language.code == "ar"


def test_foreign_stretches_are_found_with_their_spaces() -> None:
    text = "He said שלום לכם and 你好."
    stretches = [(text[s.start : s.end], s.language and s.language.code) for s in read(text, None, ENGLISH).stretches]
    assert stretches == [("שלום לכם", "he"), ("你好", "zh")]


def test_latin_names_in_an_arabic_line_are_in_the_language_of_the_document() -> None:
    reading = read("قالت Harbour Group ذلك في اجتماع طويل", None, GERMAN)
    assert [stretch.language for stretch in reading.stretches] == [GERMAN]


def test_is_latin() -> None:
    assert is_latin("naïve façade – 12 € “quoted”")
    assert not is_latin("a а")  # the second is Cyrillic
