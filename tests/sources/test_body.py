"""Extractors that do not agree: the text is not left to the one that lost most of it."""

from __future__ import annotations

import pytest

from briefing.sources import body, markup
from briefing.sources.body import Proposals
from briefing.sources.linked_data import LinkedData
from briefing.sources.metadata import Metadata
from briefing.sources.units import units

PAGE = units(markup.parse("<html><body>" + "<p>one two three four five</p>" * 8 + "</body></html>"))
LITTLE, MORE, MOST = frozenset({1}), frozenset({2, 3, 4}), frozenset(range(8))


def settled(facts: Metadata, agreement: float = 0.4) -> frozenset[int]:
    choices = {"densest": LITTLE, body.TRAFILATURA: MORE, "resiliparse": MOST}
    return body.settled(PAGE, Proposals(choices, "densest", agreement), facts)


def of_kind(*kinds: str) -> Metadata:
    return Metadata(linked=LinkedData(kinds=frozenset(kinds)))


def test_what_the_extractors_agree_on_is_not_touched() -> None:
    assert settled(Metadata(), agreement=0.8) == LITTLE


@pytest.mark.parametrize("facts", [of_kind("NewsArticle"), Metadata(page_type="article")])
def test_an_article_gets_what_trafilatura_keeps_as_well(facts: Metadata) -> None:
    assert settled(facts) == LITTLE | MORE


@pytest.mark.parametrize("facts", [Metadata(), of_kind("QAPage", "Question"), of_kind("DiscussionForumPosting")])
def test_of_any_other_page_the_most_is_kept(facts: Metadata) -> None:
    assert settled(facts) == MOST


def test_an_article_with_a_discussion_below_is_no_discussion() -> None:
    assert settled(of_kind("BlogPosting", "DiscussionForumPosting")) == LITTLE | MORE


@pytest.mark.parametrize("facts", [of_kind("Product"), Metadata(page_type="product.item")])
def test_a_product_stays_apart_from_the_products_around_it(facts: Metadata) -> None:
    assert settled(facts) == LITTLE


def test_a_winner_that_lost_little_stays() -> None:
    choices = {"densest": frozenset(range(6)), body.TRAFILATURA: MOST}
    assert body.settled(PAGE, Proposals(choices, "densest", 0.6), Metadata()) == frozenset(range(6))
