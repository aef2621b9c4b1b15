"""The text model: offsets count code points, and a text survives being written down."""

from __future__ import annotations

import json
from string import ascii_letters

from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.text import (
    ArticleText,
    Block,
    BlockKind,
    Run,
    from_plain_data,
    reading_minutes,
    to_plain_data,
)

words = st.text(alphabet=st.sampled_from(ascii_letters + "é🙂\u0301א漢 "), min_size=0, max_size=12)
runs = st.lists(
    st.builds(Run, words, bold=st.booleans(), italic=st.booleans(), link=st.sampled_from(["", "https://example.org"])),
    max_size=4,
).map(tuple)
tables = st.lists(st.lists(runs, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
blocks = st.one_of(
    st.builds(Block, st.just(BlockKind.PARAGRAPH), runs, struck=st.booleans(), page=st.integers(0, 2)),
    st.builds(Block, st.just(BlockKind.QUOTE), runs, page=st.just(3), turns=st.just(((2, 4), (5, 6)))),
    st.builds(Block, st.just(BlockKind.HEADING), runs, level=st.integers(1, 6)),
    st.builds(Block, st.just(BlockKind.LIST_ITEM), runs, level=st.integers(1, 3), ordered=st.booleans()),
    st.builds(Block, st.just(BlockKind.TABLE), rows=tables, header_rows=st.integers(0, 1)),
    st.builds(Block, st.just(BlockKind.IMAGE), runs, source=st.just("https://example.org/a.png"), alt=words),
)
texts = st.lists(blocks, max_size=6).map(lambda found: ArticleText(tuple(found)))


@given(texts)
def test_each_block_stands_at_its_start(text: ArticleText) -> None:
    for block, start in zip(text.blocks, text.starts, strict=True):
        assert text.text[start : start + len(block.text)] == block.text


@given(texts, st.data())
def test_every_offset_belongs_to_the_block_around_it(text: ArticleText, data: st.DataObject) -> None:
    if not text.blocks:
        return
    offset = data.draw(st.integers(0, len(text.text)))
    start, block = text.starts[text.block_at(offset)], text.blocks[text.block_at(offset)]
    assert start <= offset <= start + len(block.text)


@given(texts)
def test_a_text_survives_being_written_as_json(text: ArticleText) -> None:
    assert from_plain_data(json.loads(json.dumps(to_plain_data(text)))) == text


def test_a_place_stands_on_the_page_that_had_begun_there() -> None:
    blocks = (
        Block(BlockKind.HEADING, (Run("Head"),), level=1, page=2),
        Block(BlockKind.PARAGRAPH, (Run("over three pages"),), page=2, turns=((5, 3), (11, 5))),
        Block(BlockKind.PARAGRAPH, (Run("unknown"),)),
    )
    text = ArticleText(blocks)
    assert [text.page_at(offset) for offset in (0, 5, 9, 10, 15, 16, 20, 22)] == [2, 2, 2, 3, 3, 5, 5, 0]
    assert ArticleText().page_at(0) == 0


def test_bodies_written_before_there_were_pages_have_none() -> None:
    assert from_plain_data([{"kind": "paragraph", "runs": ["Old."]}]).blocks[0] == Block(
        BlockKind.PARAGRAPH, (Run("Old."),)
    )


def test_striking_out_moves_no_offset_and_leaves_the_readable_text() -> None:
    text = ArticleText(tuple(Block(BlockKind.PARAGRAPH, (Run(words),)) for words in ("One.", "Share", "Two.")))
    struck = text.with_struck([1])
    assert struck.text == text.text
    assert struck.readable == "One.\nTwo."
    assert struck.with_struck([]) == text


def test_reading_takes_at_least_a_minute() -> None:
    assert reading_minutes(3) == 1
    assert reading_minutes(1150) == 5
