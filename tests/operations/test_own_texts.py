"""The person says what the text of an article is: by pasting it, or by cutting a page down to the article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.domain.annotations import Meaning
from briefing.domain.articles import ArticleId, Capture, Outcome
from briefing.domain.errors import InvalidInputError
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import annotate, browse, maintain, versions
from briefing.store import articles
from briefing.store.database import Store

MENU = "Home  Markets  Opinion"
STORY = "The harbour closes in May, the port said on Monday."
MORE = "Nine other stories that you may like."


@pytest.fixture
def page(store: Store) -> ArticleId:
    """A page with a menu, a story and other stories, captured as one text."""
    text = ArticleText(tuple(Block(BlockKind.PARAGRAPH, (Run(words),)) for words in (MENU, STORY, MORE)))
    capture = Capture("Harbour", text, outcome=Outcome.NO_ARTICLE, reason="This page holds no article.")
    with store.write("Add") as write:
        return articles.add(write.session, capture, added_at=datetime(2026, 6, 1, tzinfo=UTC))


def test_the_selected_part_becomes_the_article(store: Store, page: ArticleId) -> None:
    start = len(MENU) + 1
    inside = annotate.highlight(store, page, start + 4, start + 11, Meaning.FACT).value
    outside = annotate.highlight(store, page, 0, 4, Meaning.FACT).value
    done = versions.keep_only(store, page, start + 2, start + 9).value
    view = browse.article(store, page)
    assert view.article.text.text == STORY
    assert (view.article.summary.outcome, view.article.reason) == (Outcome.FULL, "")
    placed = {h.id: (h.start, h.end, h.version) for h in view.highlights}
    assert placed == {inside: (4, 11, 2), outside: (0, 4, 1)}
    assert done.orphans == (outside,)
    maintain.undo(store)
    view = browse.article(store, page)
    assert (view.article.text.blocks[0].text, view.article.summary.outcome) == (MENU, Outcome.NO_ARTICLE)
    assert {h.version for h in view.highlights} == {1}


def test_a_selection_without_words_changes_nothing(store: Store, page: ArticleId) -> None:
    with pytest.raises(InvalidInputError):
        versions.keep_only(store, page, 5, 5)
    assert browse.article(store, page).article.version == 1


def test_a_pasted_text_takes_the_place_of_what_was_captured(store: Store, page: ArticleId) -> None:
    versions.paste_text(store, page, f"Harbour\n\n{STORY}\n\nIt opens again in June, with a new quay and two cranes.\n")
    view = browse.article(store, page)
    assert "two cranes" in view.article.text.text
    assert (view.article.version, view.article.versions) == (2, 2)
    assert view.article.summary.outcome is Outcome.FULL
    assert versions.version_text(store, page, 1).blocks[0].text == MENU
