"""Bytes become text in the right letters, and no input is too odd or too large to end."""

from __future__ import annotations

import pytest

from briefing.sources import markup

TEXT = "Größe, Москва, 東京, naïve “quotes”"


@pytest.mark.parametrize(
    ("body", "label"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (b"\xef\xbb\xbf" + TEXT.encode(), ""),
        (TEXT.encode("utf-16"), ""),
        (("<p>" + TEXT + "</p>" + "<b>x</b>" * 50).encode("utf-16-le"), ""),
    ],
)
def test_unicode_is_decoded_whatever_the_label_says(body: bytes, label: str) -> None:
    assert TEXT in markup.decode(body, label)


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        ("Größe “x” €", "cp1252", "text/html; charset=ISO-8859-1"),
        ("Привет, мир, это текст", "cp1251", "text/html; charset=windows-1251"),
        ("これは日本語の文章です", "cp932", "text/html; charset=Shift_JIS"),
        ("这是一个中文句子", "gb18030", "text/html; charset=gb2312"),
    ],
)
def test_old_encodings_by_the_label_and_by_the_page_itself(text: str, encoding: str, label: str) -> None:
    assert markup.decode(text.encode(encoding), label) == text
    name = label.partition("charset=")[2]
    page = f"<meta http-equiv=content-type content='text/html; charset={name}'>{text}"
    assert markup.decode(page.encode(encoding)).endswith(text)


def test_an_old_encoding_without_any_label_is_recognised() -> None:
    text = "<p>" + "Привет, мир. Это обычный русский текст без указания кодировки. " * 5
    assert markup.decode(text.encode("cp1251")) == text


def test_what_was_encoded_twice_is_decoded_twice() -> None:
    twice = TEXT.encode().decode("latin-1")
    assert markup.decode(f"<p>{twice} é{twice}</p>".encode()) == f"<p>{TEXT} é{TEXT}</p>"
    assert markup.decode("<p>SÃ£o Paulo and â\x80\x99 é</p>".encode()) == "<p>São Paulo and ’ é</p>"


@pytest.mark.parametrize("text", ["Â«Ã©Â»", "é\x85", "\x80 and à\x81", "ð\x9f and ô\xbf\xbf\xbf\x80"])
def test_letters_that_only_look_as_if_they_were_encoded_twice_stay(text: str) -> None:
    assert markup.decode(text.encode()) == text


def test_an_unknown_label_is_no_obstacle() -> None:
    assert "caf" in markup.decode("café".encode("cp1252"), "text/html; charset=no-such-thing")


def test_what_stands_behind_the_end_of_the_page_belongs_to_it() -> None:
    page = markup.clean("<html><body><header>Menu</header></body></HTML ><main><p>The text</p></main></body></html>")
    assert "The text" in markup.parse(page.html).text_content()


def test_scripts_go_and_linked_data_stays_apart() -> None:
    page = markup.clean(
        "<p>a<script>var x = '<p>'</script>b<!-- c --><STYLE>p{}</STYLE>d</p>"
        '<script type=\'application/ld+json\'>{"@type": "Article"}</script>'
    )
    assert page.html == "<p>abd</p>"
    assert page.linked_data == ('{"@type": "Article"}',)


@pytest.mark.parametrize("opening", ["<script>", "<!--", "<style>", "<svg>", "<p a='"])
def test_what_is_never_closed_costs_no_more_than_its_length(opening: str) -> None:
    page = markup.clean("<p>kept</p>" + opening * 50_000)
    assert "kept" in page.html


def test_entities_are_never_expanded() -> None:
    page = markup.clean('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY l "lol">]><p>&e;&l;</p>')
    tree = markup.parse(page.html)
    assert tree is not None
    assert tree.text_content().strip() == "&e;&l;"


@pytest.mark.parametrize(
    "html",
    ["<p>x</p>" * 61_000, "<p>" + "word " * 500_000 + "</p>", "<p>a</p>" * 700_000],
)
def test_a_page_over_a_limit_says_so(html: str) -> None:
    page = markup.clean(html)
    assert page.over
    assert len(page.html) <= markup.MAX_LENGTH


def test_the_words_of_a_page_need_no_parser() -> None:
    page = markup.clean("<h1>The <b>quay</b></h1><p>a &lt; b<br>c</p>" + "<div>" * 50_000 + "deep")
    assert [line.split() for line in markup.words(page).split("\n") if line.strip()] == [
        ["The", "quay"],
        ["a", "<", "b"],
        ["c"],
        ["deep"],
    ]


def test_too_many_attributes_are_cut() -> None:
    page = markup.clean("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">text</p>")
    assert len(page.html) < 1000
    assert "text" in page.html


def test_a_page_that_is_too_deep_or_empty_has_no_tree() -> None:
    assert markup.parse("<div>" * 2_500) is None
    assert markup.parse("") is None
    assert markup.parse("<div>" * 1_000 + "x") is not None
