"""What is typed into the search field, and what it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.store.query import MOST_WORDS, parse


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("market", '"market" *'),
        ("market ", '"market"'),
        ("the mark", '"the" AND "mark" *'),
        ("plan b", '"plan"'),
        ("plan b ", '"plan" AND "b"'),
        ("b", '"b"'),
        ('"interest rates"', '"interest rates"'),
        ('"interest ra', '"interest ra" *'),
        ("c++", '"c++"'),
        ("a:b", '"a:b" *'),
        ("NEAR(x y) AND NOT", '"NEAR(x" AND "y)" AND "AND" AND "NOT" *'),
        ("-- * & '", ""),
        ('say "hi" now', '"say" AND "hi" AND "now" *'),
        ("東京", '"東\x1f京\x1f"'),
        ("東", '"東\x1f"'),
        ("", ""),
        ('"', ""),
    ],
)
def test_words_become_a_safe_expression(typed: str, match: str) -> None:
    assert parse(typed).match == match


def test_operators_narrow_and_are_no_words() -> None:
    query = parse('oil tag:energy TAG:"new york" outlet:Post is:starred has:takeaway has:nothing')
    assert (query.tags, query.outlets) == (("energy", "new york"), ("Post",))
    assert query.switches == {"is:starred", "has:takeaway"}
    assert query.match == '"oil" AND "has:nothing" *'


def test_an_operator_that_is_still_being_typed_asks_for_nothing() -> None:
    assert parse("oil tag:").match == '"oil" AND "tag:"'
    assert not parse('tag:""')


def test_an_endless_text_is_cut() -> None:
    assert parse("word " * 1000).match.count("AND") == MOST_WORDS - 1


@given(st.text())
def test_no_text_is_an_error(typed: str) -> None:
    parse(typed)
