"""One text beside another: what may replace it, and what an edit keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.articles import Capture, Outcome
from briefing.domain.errors import InvalidInputError
from briefing.domain.revision import doubt, pictures_gained, says_the_same, with_block_text, with_strikes_of
from briefing.domain.text import ArticleText, Block, BlockKind, Run, plain

WORDS = " ".join(f"word{n}" for n in range(120))
OTHER = " ".join(f"else{n}" for n in range(120))


def text(*paragraphs: str) -> ArticleText:
    return ArticleText(tuple(Block(BlockKind.PARAGRAPH, (Run(words),)) for words in paragraphs))


def capture(words: str, outcome: Outcome = Outcome.FULL) -> Capture:
    return Capture("Tides", text(words), outcome=outcome)


@pytest.mark.parametrize(
    ("old", "old_outcome", "new", "said"),
    [
        (WORDS, Outcome.FULL, capture(WORDS + " and more"), ""),
        (WORDS, Outcome.FULL, capture("Please enable JavaScript", Outcome.NO_ARTICLE), "no article"),
        (WORDS, Outcome.FULL, capture(" ".join(WORDS.split()[:100]), Outcome.PARTIAL), "Less of the article"),
        (WORDS, Outcome.FULL, capture(WORDS + " and more", Outcome.PARTIAL), ""),
        (WORDS, Outcome.FULL, capture(" ".join(WORDS.split()[:60])), "much shorter"),
        (WORDS, Outcome.FULL, capture(" ".join(WORDS.split()[:80])), ""),
        (WORDS, Outcome.FULL, capture(OTHER), "Another text"),
        (WORDS, Outcome.PARTIAL, capture(WORDS + OTHER), ""),
        ("Enable it", Outcome.NO_ARTICLE, capture(OTHER), ""),
        ("Enable it", Outcome.NO_ARTICLE, capture("Enable", Outcome.NO_ARTICLE), "no article"),
        ("A short note.", Outcome.FULL, capture("Another short note."), ""),
        ("潮" * 80 + "は満ちて" * 20, Outcome.FULL, capture("港" * 80 + "は静かだ" * 20), "Another text"),
        ("潮の" * 80, Outcome.FULL, capture("潮の" * 80 + "港"), ""),
    ],
)
def test_a_worse_text_is_doubted(old: str, old_outcome: Outcome, new: Capture, said: str) -> None:
    found = doubt(text(old), old_outcome, new)
    assert (said in found) if said else not found


def test_the_same_words_say_the_same_whatever_pictures_stand_between() -> None:
    image = Block(BlockKind.IMAGE, source="https://x.example/a.png")
    one, two = text("a b", "c"), text("a  b", "c")
    assert says_the_same(one, ArticleText((*two.blocks, image)))
    assert not says_the_same(one, text("a b", "d"))
    assert not says_the_same(one, text("c", "a b"))


def test_a_picture_more_is_a_gain() -> None:
    with_one = ArticleText((Block(BlockKind.IMAGE, sha256="1"),))
    assert pictures_gained(ArticleText(), with_one)
    assert not pictures_gained(with_one, ArticleText())
    assert not pictures_gained(with_one, with_one)


def test_what_was_struck_out_stays_so() -> None:
    found = with_strikes_of(text("Share", "Words").with_struck([0]), text("New", "Share", "Words"))
    assert [block.struck for block in found.blocks] == [False, True, False]


STYLED = ArticleText(
    (
        Block(BlockKind.HEADING, (Run("Tides"),), level=2),
        Block(
            BlockKind.PARAGRAPH,
            (Run("The "), Run("old", bold=True), Run(" quay is "), Run("here", link="https://x.example/"), Run(".")),
        ),
        Block(BlockKind.TABLE, rows=(((Run("a", bold=True),), (Run("b"),)), ((Run("c"),), (Run("d"),)))),
        Block(BlockKind.IMAGE, (Run("The quay"),), sha256="1"),
        Block(BlockKind.CODE, (Run("x = 1\ny = 2"),)),
    )
)


def test_an_edit_keeps_the_styles_of_what_stays() -> None:
    block = with_block_text(STYLED, 1, "The very old quay is here.").blocks[1]
    assert block.text == "The very old quay is here."
    assert [run.text for run in block.runs if run.bold] == ["old"]
    assert [run.text for run in block.runs if run.link] == ["here"]
    block = with_block_text(STYLED, 1, "The ancient quay is here.").blocks[1]
    assert [run.text for run in block.runs if run.bold] == ["ancient"], "a word in its place takes its style"


def test_an_edit_can_remove_split_and_leave_alone() -> None:
    assert [block.text for block in with_block_text(STYLED, 0, " \n ").blocks] == [b.text for b in STYLED.blocks[1:]]
    two = with_block_text(STYLED, 1, "One.\r\n\r\nTwo.").blocks[1:3]
    assert [(block.kind, block.text) for block in two] == [(BlockKind.PARAGRAPH, "One."), (BlockKind.PARAGRAPH, "Two.")]
    assert with_block_text(STYLED, 1, STYLED.blocks[1].text) == STYLED
    assert with_block_text(STYLED, 0, "Ti\0des").blocks[0].text == "Tides"
    assert with_block_text(STYLED, 4, "x = 1\ny = 3").blocks[4].text == "x = 1\ny = 3"


def test_a_picture_without_caption_stays_and_a_table_keeps_its_shape() -> None:
    assert with_block_text(STYLED, 3, "").blocks[3] == Block(BlockKind.IMAGE, sha256="1")
    table = with_block_text(STYLED, 2, "a\tB\nc\td").blocks[2]
    assert table.text == "a\tB\nc\td"
    assert table.rows[0][0][0].bold
    with pytest.raises(InvalidInputError, match="rows and columns"):
        with_block_text(STYLED, 2, "a\tb\tc\nc\td")
    assert len(with_block_text(STYLED, 2, "").blocks) == 4


@pytest.mark.parametrize("index", [-1, 5])
def test_a_block_that_is_not_there_cannot_be_edited(index: int) -> None:
    with pytest.raises(InvalidInputError):
        with_block_text(STYLED, index, "x")


@given(st.text("ab c", min_size=1, max_size=12), st.text("ab c", min_size=1, max_size=12), st.integers(0, 12))
def test_an_edit_says_what_was_typed(before: str, after: str, cut: int) -> None:
    runs = (Run(before[:cut], bold=True), Run(before[cut:]))
    block = Block(BlockKind.PARAGRAPH, tuple(run for run in runs if run.text))
    found = with_block_text(ArticleText((block,)), 0, after).blocks
    assert [plain(b.runs) for b in found] == ([" ".join(after.split())] if after.strip() else [])
