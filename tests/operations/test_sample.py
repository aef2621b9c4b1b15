"""The sample comes whole, goes whole, and leaves the person's own work alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing import paths
from briefing.domain.annotations import FORMS, TakeawayKind
from briefing.domain.articles import Capture
from briefing.domain.briefings import BOTTOM_LINE_WORDS, BriefingContents, Level
from briefing.domain.listing import Listing, ListingKind
from briefing.domain.text import ArticleText, Block, BlockKind, Run, from_plain_data
from briefing.operations import sample
from briefing.store import annotations, articles, briefings, history, tags
from briefing.store.database import Store

FILES = sorted(path for path in (paths.resources() / "sample").glob("*.json") if path.stem != "briefing")


@pytest.fixture
def contents(store: Store) -> BriefingContents:
    """The sample briefing as an export reads it."""
    briefing_id = sample.add_sample(store).value
    with store.read() as session:
        return briefings.contents(session, briefing_id)


def titles(store: Store, kind: ListingKind = ListingKind.ALL) -> set[str]:
    with store.read() as session:
        return {row.title for row in articles.page(session, Listing(kind), after=None).rows}


def own_article(store: Store, title: str = "My own") -> int:
    text = ArticleText((Block(BlockKind.PARAGRAPH, (Run("Words of my own."),)),))
    with store.write("Add article") as write:
        return articles.add(write.session, Capture(title, text), added_at=datetime.now(UTC))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_names_passages_that_stand_once_in_its_text(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    text = from_plain_data(data["blocks"]).text
    named = {entry["key"] for entry in data["highlights"]}
    for entry in data["highlights"]:
        assert text.count(entry["quote"]) == 1, entry["quote"]
    for entry in data["takeaways"]:
        assert set(entry.get("evidence", ())) <= named
        assert set(entry.get("fields", ())) <= set(FORMS[TakeawayKind(entry["kind"])].fields)
        assert len(entry["text"].split()) <= 60


def test_the_sample_keeps_the_rules_it_teaches(contents: BriefingContents) -> None:
    assert len(contents.briefing.bottom_line.split()) <= BOTTOM_LINE_WORDS
    quotes = {highlight.id: highlight.quote for highlight in contents.highlights.values()}
    for takeaway in contents.takeaways.values():
        if takeaway.kind is TakeawayKind.KEY_QUOTE:
            assert takeaway.text in {quotes[id] for id in takeaway.evidence}
        if takeaway.kind in {TakeawayKind.WHAT_HAPPENED, TakeawayKind.NUMBERS}:
            assert takeaway.evidence, "a fact rests on a passage"


def test_it_shows_every_level_and_most_kinds(contents: BriefingContents) -> None:
    items = [item for section in contents.briefing.sections for item in section.items]
    assert {item.level for item in items} == set(Level)
    assert len({takeaway.kind for takeaway in contents.takeaways.values()}) >= 10
    assert any(item.quotes for item in items)
    assert all(item.takeaways for item in items), "takeaways are chosen"


def test_it_comes_and_goes_as_one_step_each(store: Store) -> None:
    assert not sample.has_sample(store)
    done = sample.add_sample(store)
    assert done.changes.listing
    assert done.value in done.changes.briefings
    assert sample.has_sample(store)
    history.undo(store)
    assert not sample.has_sample(store)
    history.redo(store)
    assert sample.has_sample(store)
    sample.remove_sample(store)
    assert not sample.has_sample(store)
    with store.read() as session:
        assert briefings.all_summaries(session) == []
        assert tags.all_tags(session) == []
    history.undo(store)
    assert sample.has_sample(store)
    assert len(titles(store)) == 3
    with store.read() as session:
        assert briefings.contents(session, done.value).briefing.title == "Weekly briefing"


def test_adding_it_twice_adds_nothing(store: Store, contents: BriefingContents) -> None:
    assert sample.add_sample(store).value == contents.briefing.id
    with store.read() as session:
        assert len(briefings.all_summaries(session)) == 1
        again = briefings.contents(session, contents.briefing.id)
    assert again.takeaways == contents.takeaways
    assert again.highlights == contents.highlights


def test_after_removal_it_can_come_again(store: Store) -> None:
    sample.add_sample(store)
    sample.remove_sample(store)
    assert titles(store, ListingKind.TRASH) == {
        path_title(stem) for stem in ("battery-prices", "port-strike", "reporting-rule")
    }
    briefing_id = sample.add_sample(store).value
    assert titles(store, ListingKind.TRASH) == set()
    with store.read() as session:
        contents = briefings.contents(session, briefing_id)
    assert len(contents.articles) == 3
    assert all(item.takeaways for section in contents.briefing.sections for item in section.items)


def test_removal_leaves_the_persons_own_work(store: Store, contents: BriefingContents) -> None:
    own = own_article(store)
    with store.write("My work") as write:
        tags.assign(write.session, [own], tags.ensure(write.session, "Logistics"))
        mine = briefings.add(write.session, "Mine", date="2026-10-01")
        section = briefings.add_section(write.session, mine, "Mixed")
        briefings.add_item(write.session, section, own)
        briefings.add_item(write.session, section, next(iter(contents.articles)))
    sample.remove_sample(store)
    assert titles(store) == {"My own"}
    with store.read() as session:
        assert [summary.title for summary in briefings.all_summaries(session)] == ["Mine"]
        (kept,) = briefings.full(session, mine).sections
        assert [item.article_id for item in kept.items] == [own]
        assert [(tag.name, tag.count) for tag in tags.all_tags(session)] == [("Logistics", 1)]


def test_what_the_person_wrote_into_the_sample_stays(store: Store, contents: BriefingContents) -> None:
    article_id = next(iter(contents.articles))
    with store.write("Takeaway") as write:
        annotations.add_takeaway(write.session, article_id, TakeawayKind.RISK, "Mine.")
    sample.add_sample(store)
    with store.read() as session:
        assert "Mine." in {takeaway.text for takeaway in annotations.takeaways(session, article_id)}


def path_title(stem: str) -> str:
    data = json.loads((paths.resources() / "sample" / f"{stem}.json").read_text(encoding="utf-8"))
    return str(data["title"])
