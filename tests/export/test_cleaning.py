"""Text made printable: what is taken out, what is kept, what is marked."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.export import fonts
from briefing.export.cleaning import LONGEST_WORD, Cleaner
from briefing.export.links import safe_link, shown_address
from briefing.export.scripts import Language
from tests.export import large


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(fonts.Coverage(fonts.folders()), Language("en"))


def words_of(text: Any) -> str:
    """The plain text of a cleaned line."""
    if isinstance(text, str):
        return text
    return "".join(run if isinstance(run, str) else run["text"] for run in text["runs"])


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x00b\x1b[0m", "ab[0m"),
        ("\ufeffmark", "mark"),
        ("\u202eevil\u202c and \u2066isolated\u2069", "evil and isolated"),
        ("private \ue000\U000f1234 use", "private use"),
        ("non \ufffe\U0001ffff\ufdd0 characters", "non characters"),
        ("lone \ud800 half", "lone half"),
        ("tab\tand\r\nlines\u2028here", "tab and lines here"),
        ("  too   many  spaces ", "too many spaces"),
        ("cafe\u0301", "café"),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
        ("10\u202f000\u00a0€", "10\u202f000\u00a0€"),
        ("👩\u200d💻 👍🏽 🇩🇰", "👩\u200d💻 👍🏽 🇩🇰"),
        (large.HOSTILE, large.HOSTILE),
    ],
)
def test_line(dirty: str, clean: str, cleaner: Cleaner) -> None:
    assert cleaner.line(dirty) == clean
    assert not cleaner.take_replaced()


def test_what_no_font_holds_becomes_a_mark_and_is_counted(cleaner: Cleaner) -> None:
    assert cleaner.line("x \U00012345 y \U00012345") == "x \ufffd y \ufffd"
    assert cleaner.take_replaced() == {"\U00012345": 2}
    assert not cleaner.take_replaced()


def test_a_plain_line_stays_a_string(cleaner: Cleaner) -> None:
    assert cleaner.text(["Plain words."]) == "Plain words."
    assert cleaner.text(["Plain words."], "en-GB")["lang"] == "en"


def test_an_arabic_line_runs_right_to_left(cleaner: Cleaner) -> None:
    text = cleaner.text([large.ARABIC])
    assert (text["lang"], text["rtl"], text["upright"]) == ("ar", True, True)


def test_a_foreign_name_is_marked_within_its_line(cleaner: Cleaner) -> None:
    text = cleaner.text(["The ministry (وزارة التجارة) said so."])
    assert (text["lang"], text["rtl"]) == ("en", False)
    assert {"text": "وزارة التجارة", "lang": "ar"} in text["runs"]


def test_styles_and_links_are_kept(cleaner: Cleaner) -> None:
    text = cleaner.text(
        [{"text": "a", "bold": True}, {"text": "b", "link": "https://example.org"}, {"text": "c", "link": "file:///x"}]
    )
    assert text["runs"] == [{"text": "a", "bold": True}, {"text": "b", "link": "https://example.org"}, "c"]


def test_typed_text_becomes_paragraphs_and_lists(cleaner: Cleaner) -> None:
    entries = cleaner.paragraphs("First.\n\n- one\n• two\n-3 degrees\nLast.")
    assert [(entry["kind"], entry["text"]) for entry in entries] == [
        ("paragraph", "First."),
        ("entry", "one"),
        ("entry", "two"),
        ("paragraph", "-3 degrees"),
        ("paragraph", "Last."),
    ]


def test_code_keeps_its_indentation(cleaner: Cleaner) -> None:
    assert cleaner.code("if x:\n    y\x00\n") == "if x:\n    y\n"


def test_only_texts_are_changed(cleaner: Cleaner) -> None:
    data = {"link": "https://a.b/\u200b", "file": "abc", "n": 3, "none": None, "t": {"runs": ["a\x00"]}, "l": ["b\x00"]}
    assert cleaner.clean(data) == data | {"t": "a", "l": ["b"]}


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("mailto:desk@example.org", True),
        ("https://例え.jp/パス", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        ("https://example.org/\u202egnp.exe", False),
        ("https://example.org/a b", False),
        ("https://example.org/\nfile:", False),
        ("//example.org", False),
        ("", False),
        ("https://" + "x" * 3000, False),
    ],
)
def test_links(address: str, safe: bool) -> None:
    assert safe_link(address) == (address if safe else "")


def test_an_address_is_shown_whole_and_may_break() -> None:
    shown = shown_address("https://www.example.org/2026/a-long-name?x=1")
    assert shown.replace("\u200b", "") == "example.org/2026/a-long-name?x=1"
    assert "\u200b" in shown


@given(st.text(max_size=300))
def test_nothing_forbidden_is_left(text: str) -> None:
    cleaner = Cleaner(_COVERAGE, Language("en"))
    clean = words_of(cleaner.text([text]))
    for character in clean:
        assert unicodedata.category(character) not in ("Cs", "Co", "Cn"), hex(ord(character))
        assert unicodedata.category(character) != "Cc"
        assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
        assert _COVERAGE.covers(character)
    assert cleaner.line(cleaner.line(text)) == cleaner.line(text)


@given(st.text(alphabet="abcäß", min_size=LONGEST_WORD + 1, max_size=200))
def test_a_word_without_end_may_break(text: str) -> None:
    clean = words_of(Cleaner(_COVERAGE, Language("en")).text([text]))
    assert max(map(len, clean.split("\u200b"))) <= LONGEST_WORD
    assert clean.replace("\u200b", "") == unicodedata.normalize("NFC", text)


_COVERAGE = fonts.Coverage(fonts.folders())
