"""Arranging several rows of a briefing at once, each as one step of Undo."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing import paths, settings
from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, Capture
from briefing.domain.briefings import Briefing, BriefingId, ItemId, Level, Paper
from briefing.domain.errors import NotFoundError
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.operations import annotate, arrange, compose, maintain
from briefing.store import annotations, articles, briefings
from briefing.store.database import Store


@pytest.fixture
def ids(store: Store) -> list[ArticleId]:
    """Six articles."""
    found = []
    for number in range(6):
        with store.write("Add") as write:
            capture = Capture(f"Story {number}", ArticleText((Block(BlockKind.PARAGRAPH, (Run("Some words."),)),)))
            found.append(articles.add(write.session, capture, added_at=datetime(2026, 6, number + 1, tzinfo=UTC)))
    return found


@pytest.fixture
def briefing(store: Store, ids: list[ArticleId]) -> BriefingId:
    """Two sections: the first with stories 0 to 3, the second with story 4."""
    briefing_id = compose.create_briefing(store, "Weekly", "2026-06-12").value
    compose.add_articles(store, briefing_id, None, ids[:4])
    second = compose.add_section(store, briefing_id, "Second").value
    compose.add_articles(store, briefing_id, second, ids[4:5])
    return briefing_id


def full(store: Store, briefing_id: BriefingId) -> Briefing:
    with store.read() as session:
        return briefings.full(session, briefing_id)


def order(store: Store, briefing_id: BriefingId, ids: list[ArticleId]) -> list[list[int]]:
    return [[ids.index(item.article_id) for item in s.items] for s in full(store, briefing_id).sections]


@pytest.mark.parametrize(
    ("moved", "section", "position", "expected"),
    [
        ([0, 2], 0, 4, [[1, 3, 0, 2], [4]]),
        ([1, 3], 0, 0, [[1, 3, 0, 2], [4]]),
        ([1, 2], 0, 2, [[0, 1, 2, 3], [4]]),
        ([0, 3], 1, 0, [[1, 2], [0, 3, 4]]),
        ([4, 0], 0, 2, [[1, 4, 0, 2, 3], []]),
        ([0, 1, 2, 3], 1, 1, [[], [4, 0, 1, 2, 3]]),
    ],
)
def test_items_are_moved_together(
    store: Store,
    briefing: BriefingId,
    ids: list[ArticleId],
    moved: list[int],
    section: int,
    position: int,
    expected: list[list[int]],
) -> None:
    before = order(store, briefing, ids)
    sections = full(store, briefing).sections
    items = {ids.index(item.article_id): item.id for part in sections for item in part.items}
    done = arrange.move_items(store, briefing, [items[n] for n in moved], sections[section].id, position)
    assert order(store, briefing, ids) == expected
    if expected != before:
        assert done.changes.briefings == {briefing}
        maintain.undo(store)
        assert order(store, briefing, ids) == before


def test_articles_come_in_at_a_place_and_not_twice(store: Store, briefing: BriefingId, ids: list[ArticleId]) -> None:
    first = full(store, briefing).sections[0]
    items = arrange.insert_articles(store, briefing, first.id, 1, [ids[5], ids[4]]).value
    assert order(store, briefing, ids) == [[0, 5, 1, 2, 3], [4]]
    assert items[1] == full(store, briefing).sections[1].items[0].id
    maintain.undo(store)
    assert order(store, briefing, ids) == [[0, 1, 2, 3], [4]]


def test_levels_are_set_together(store: Store, briefing: BriefingId) -> None:
    items = [item.id for item in full(store, briefing).sections[0].items]
    arrange.set_level(store, items[:2], Level.TOP)
    assert [item.level for item in full(store, briefing).sections[0].items] == [
        Level.TOP,
        Level.TOP,
        Level.BRIEF,
        Level.BRIEF,
    ]
    maintain.undo(store)
    assert {item.level for item in full(store, briefing).sections[0].items} == {Level.BRIEF}


def test_rows_are_removed_together(store: Store, briefing: BriefingId, ids: list[ArticleId]) -> None:
    first, second = full(store, briefing).sections
    arrange.remove_rows(store, [second.id], [first.items[1].id])
    assert order(store, briefing, ids) == [[0, 2, 3]]
    maintain.undo(store)
    assert order(store, briefing, ids) == [[0, 1, 2, 3], [4]]


def test_a_takeaway_is_written_and_chosen_in_one_step(store: Store, briefing: BriefingId) -> None:
    item = full(store, briefing).sections[0].items[0]
    takeaway = arrange.write_takeaway(store, briefing, item.id, TakeawayKind.RISK, "If it rains …").value
    assert full(store, briefing).sections[0].items[0].takeaways == (takeaway,)
    maintain.undo(store)
    assert full(store, briefing).sections[0].items[0].takeaways == ()
    with store.read() as session:
        assert annotations.takeaways(session, item.article_id) == []


def test_an_item_that_is_gone_takes_no_takeaway(store: Store, briefing: BriefingId) -> None:
    with pytest.raises(NotFoundError):
        arrange.write_takeaway(store, briefing, ItemId(999), TakeawayKind.RISK, "If it rains …")


def test_a_new_briefing_carries_what_the_settings_say(store: Store) -> None:
    settings.save(settings.Settings(prepared_by="Market desk", paper="us-letter"), paths.config_dir())
    made = full(store, compose.create_briefing(store, "Weekly", "2026-06-12").value)
    assert (made.prepared_by, made.paper) == ("Market desk", Paper.LETTER)
    maintain.undo(store)
    with pytest.raises(NotFoundError):
        full(store, made.id)


def test_a_quoted_passage_brings_its_article_along_in_one_step(store: Store, ids: list[ArticleId]) -> None:
    made = compose.create_briefing(store, "Weekly", "2026-06-12").value
    highlight = annotate.highlight(store, ids[0], 0, 4, Meaning.FACT).value
    arrange.quote_highlight(store, made, highlight)
    arrange.quote_highlight(store, made, highlight)
    (item,) = full(store, made).sections[0].items
    assert (item.article_id, item.quotes) == (ids[0], (highlight,))
    maintain.undo(store)
    assert full(store, made).sections[0].items == ()
