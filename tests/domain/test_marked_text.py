"""Light marks: what is one and what is not, and that no character of a text is ever lost."""

from __future__ import annotations

import timeit
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.marked_text import Words, is_address, line_pieces, parse, pieces, plain, readable
from briefing.domain.text import Block, BlockKind, Run

MARKED = st.text(alphabet="*[]()-1. \nab,\"'重é😀") | st.lists(
    st.sampled_from(
        ["**", "*", "***", "[", "](https://a.b)", "- ", "1. ", "2. ", "\n", " ", "word", "x", ".", "重", "(", ")", "😀"]
    ),
    max_size=24,
).map("".join)
ANY = MARKED | st.text()


def said(text: str) -> list[tuple[str, str]]:
    """The runs of a text, each with the initials of its styles."""
    return [
        ("B" * run.bold + "I" * run.italic + "L" * bool(run.link), run.text)
        for block in parse(text)
        for run in block.runs
    ]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("a **b** c", [("", "a "), ("B", "b"), ("", " c")]),
        ("*b*", [("I", "b")]),
        ("***b***", [("BI", "b")]),
        ("**a *b* c**", [("B", "a "), ("BI", "b"), ("B", " c")]),
        ("**a **b** c**", [("B", "a b c")]),
        ("*a **b***", [("I", "a "), ("BI", "b")]),
        ("**Rates rise.** Then", [("B", "Rates rise."), ("", " Then")]),
        ("“*Vogue*”, (**so**)", [("", "“"), ("I", "Vogue"), ("", "”, ("), ("B", "so"), ("", ")")]),
        ("*“yes”*, he said", [("I", "“yes”"), ("", ", he said")]),
        ("重要**な**こと", [("", "重要"), ("B", "な"), ("", "こと")]),
        ("[w](https://x.y/a_(b)) z", [("L", "w"), ("", " z")]),
        ("**[w *i*](http://x)** t", [("BL", "w "), ("BIL", "i"), ("", " t")]),
        ("[Ada](mailto:ada@x.org)", [("L", "Ada")]),
    ],
)  # fmt: skip
def test_marks_are_styles(text: str, runs: list[tuple[str, str]]) -> None:
    assert said(text) == runs


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 * 2", "2*3*4", "2**3**4", "*args and **kwargs", "*.py and *.txt", "Sales* rose. *Unaudited.", "*", "**",
        "un**glaub**lich", "**a*", "(*) see (*)", '"*" and "*"', "/*comment*/", "a * b*", "**** four ****",
        "[a](javascript:alert)", "[a](file:///x)", "[a](https://x y)", "[](https://x.y)", "[a] (https://x.y)",
        "[…] left out", "-5 percent", "24. Dezember", "3. x", "* * *", "- -", "-", "1.", "1.5 percent", "x\n*a\nb*",
    ],
)  # fmt: skip
def test_what_is_no_mark_is_text(text: str) -> None:
    assert plain(text) == text
    assert all(not (run.bold or run.italic or run.link) for block in parse(text) for run in block.runs)
    assert all(block.kind is BlockKind.PARAGRAPH for block in parse(text))


def test_lines_are_paragraphs_and_items() -> None:
    text = "Two things:\n- one\n  • two\n\n1. first\n2. **second**\n4. no item"
    item, counted = BlockKind.LIST_ITEM, BlockKind.LIST_ITEM
    assert parse(text) == (
        Block(BlockKind.PARAGRAPH, (Run("Two things:"),)),
        Block(item, (Run("one"),), level=1),
        Block(item, (Run("two"),), level=1),
        Block(counted, (Run("first"),), level=1, ordered=True),
        Block(counted, (Run("second", bold=True),), level=1, ordered=True),
        Block(BlockKind.PARAGRAPH, (Run("4. no item"),)),
    )
    assert plain(text) == "Two things:\none\ntwo\n\nfirst\nsecond\n4. no item"
    assert readable(text) == "Two things:\n- one\n  • two\n\n1. first\n2. second\n4. no item"


def test_a_place_in_the_words_is_found_in_the_text() -> None:
    text = "- It **might** [rain](https://x.y)."
    words = Words(text)
    assert words.text == "It might rain."
    assert text[slice(*words.span(3, 8))] == "might"
    assert text[slice(*words.span(9, 13))] == "rain"
    assert text[slice(*words.span(0, 14))] == text[2:]
    assert [words.index(text.index(each)) for each in ("It", "might", "rain", "https")] == [0, 3, 9, 13]


@given(ANY)
def test_the_pieces_of_a_text_are_all_of_it(text: str) -> None:
    found = [piece for piece in pieces(text) if piece.start < piece.end]
    assert "".join(text[piece.start : piece.end] for piece in found) == text
    assert all(one.end == two.start for one, two in pairwise(found))


@given(ANY)
def test_marks_are_made_of_signs_alone(text: str) -> None:
    marks = [text[piece.start : piece.end] for piece in pieces(text) if piece.mark]
    for mark in marks:
        assert set(mark) <= set("*[ \t-•–·.0123456789") or mark.startswith("]("), mark
    assert len(plain(text)) + sum(map(len, marks)) == len(text)
    assert "".join(run.text for block in parse(text) for run in block.runs) == "".join(
        line for line in plain(text).split("\n") if line.strip()
    )


@given(ANY)
def test_places_and_words_go_together(text: str) -> None:
    for words in (Words(text), Words(text, markers=True)):
        places = [words.place(index) for index in range(len(words.text))]
        assert "".join(text[place] for place in places) == words.text
        assert places == sorted(places)
        assert [words.index(place) for place in places] == list(range(len(words.text)))
        assert words.place(len(words.text)) == len(text)


@given(ANY)
def test_a_line_alone_is_read_as_in_its_text(text: str) -> None:
    number, runs = 0, []
    for line in text.split("\n"):
        found, number = line_pieces(line, number)
        runs += [line[p.start : p.end] for p in found if not p.mark]
    assert "".join(runs) == plain(text).replace("\n", "")


@given(st.from_regex(r"[A-Za-z]([A-Za-z ,]{0,9}[A-Za-z])?", fullmatch=True), st.sampled_from(["*", "**", "***"]))
def test_words_between_marks_have_the_style(words: str, sign: str) -> None:
    assert said(f"so {sign}{words}{sign}, yes")[1] == ({"*": "I", "**": "B", "***": "BI"}[sign], words)


@pytest.mark.parametrize(
    "text", ["*a " * 4000, "**a b* " * 4000, "[a](https://" * 2000, "[" * 5000, "[a](https://b.c) **d** " * 1000]
)
def test_a_long_line_is_read_at_once(text: str) -> None:
    assert min(timeit.repeat(lambda: parse(text), number=1, repeat=2)) < 0.5


def test_addresses_lead_to_the_web_or_a_mailbox() -> None:
    assert all(map(is_address, ("https://x.y/z?a=b#c", "HTTP://X.Y", "mailto:a@b.c", "https://x.y/(a)")))
    assert not any(
        map(
            is_address,
            ("x.y", "ftp://x.y", "https://", "https://x y", "https://x\u202ey", "mailto:a", "https://" + "x" * 2000),
        )
    )
