"""Offsets and positions: every code point stands where the map says, whatever an article holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from briefing.domain.text import ArticleText
from briefing.ui.article_document import ArticleDocument, Masthead, build
from briefing.ui.offsets import Segment, TextMap, shown, units
from tests.ui.reading.texts import LOOK, article_texts

pytestmark = pytest.mark.usefixtures("qapp")


def between(document: ArticleDocument, first: int, last: int) -> str:
    """What a person would copy from between two positions."""
    cursor = QTextCursor(document.document)
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


@given(text=article_texts(), title=st.text(max_size=12))
def test_every_offset_goes_to_its_position_and_back(qapp: object, text: ArticleText, title: str) -> None:
    made = build(text, Masthead(title, outlet="📰 Outlet", byline="By 𝔄da"), LOOK(qapp))
    for offset in range(len(text.text) + 1):
        assert made.map.offset(made.map.position(offset)) == offset


@given(text=article_texts(), data=st.data())
def test_every_stretch_shows_the_same_characters(qapp: object, text: ArticleText, data: st.DataObject) -> None:
    made = build(text, Masthead("Title"), LOOK(qapp))
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    seen = "".join(between(made, first, last) for first, last in made.map.spans(start, end))
    assert seen == shown(canonical_without_separators(text, start, end))


@given(text=article_texts())
def test_a_selection_of_everything_is_the_whole_text(qapp: object, text: ArticleText) -> None:
    made = build(text, Masthead("Title", "Outlet", "today", "By one"), LOOK(qapp))
    everything = made.map.selected(0, made.document.characterCount() - 1)
    assert everything == ((0, len(text.text)) if text.text else None)


@given(st.text())
def test_shown_text_keeps_every_length(text: str) -> None:
    assert len(shown(text)) == len(text)
    assert units(shown(text)) == units(text) == len(shown(text).encode("utf-16-le", "surrogatepass")) // 2


def test_a_position_inside_a_surrogate_pair_belongs_to_its_character() -> None:
    segment = Segment.of("a🙂b", 0, 10, 100)
    assert [segment.position_of(offset) for offset in (10, 11, 12, 13)] == [100, 101, 103, 104]
    assert [segment.offset_of(position) for position in (100, 101, 102, 103, 104)] == [10, 11, 11, 12, 13]


def test_positions_outside_of_the_text_go_to_the_neighbour_asked_for() -> None:
    text_map = TextMap([Segment.of("one", 0, 0, 20), Segment.of("two", 1, 4, 30)])
    assert text_map.offset(5) == 0
    assert text_map.offset(26) == 3
    assert text_map.offset(26, forward=True) == 4
    assert text_map.selected(0, 19) is None
    assert text_map.selected(24, 29) is None
    assert text_map.selected(21, 32) == (1, 6)
    assert list(text_map.spans(1, 6)) == [(21, 23), (30, 32)]
    assert text_map.block_at(25) is None
    assert text_map.block_at(31) == 1


def test_an_empty_map_has_one_place() -> None:
    text_map = TextMap()
    assert (text_map.position(7), text_map.offset(7)) == (0, 0)
    assert list(text_map.spans(0, 5)) == []
    assert text_map.selected(0, 5) is None
    assert text_map.block_at(0) is None


def canonical_without_separators(text: ArticleText, start: int, end: int) -> str:
    """`text.text[start:end]` without the line feeds and tabs that join blocks and cells."""
    separators = set()
    for block, first in zip(text.blocks, text.starts, strict=True):
        separators.add(first - 1)
        offset = first
        for place, row in enumerate(block.rows if block.kind == "table" else ()):
            for number, cell in enumerate(row):
                offset += sum(len(run.text) for run in cell)
                if number + 1 < len(row) or place + 1 < len(block.rows):
                    separators.add(offset)
                offset += 1
            if not row:
                separators.add(offset)
                offset += 1
    return "".join(c for place, c in enumerate(text.text[start:end], start) if place not in separators)
