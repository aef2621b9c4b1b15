"""Tags: one per name, exact counts, merged without loss."""

from __future__ import annotations

import pytest

from briefing.domain.articles import ArticleId, TagId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store import articles, tags
from briefing.store.database import Store
from tests.store.making import capture, put


def listed(store: Store) -> list[tuple[str, int]]:
    with store.read() as session:
        return [(tag.name, tag.count) for tag in tags.all_tags(session)]


def tagged(store: Store, name: str, ids: list[ArticleId]) -> TagId:
    with store.write("Tag") as write:
        tag_id = tags.ensure(write.session, name)
        tags.assign(write.session, ids, tag_id)
    return tag_id


@pytest.mark.parametrize("again", ["energy", "ENERGY", "  Energy ", "Ｅｎｅｒｇｙ"])
def test_spellings_of_a_name_are_one_tag(store: Store, again: str) -> None:
    first = tagged(store, "Energy", [])
    assert tagged(store, again, []) == first
    with store.read() as session:
        found = tags.find(session, again)
    assert found is not None
    assert found.name == "Energy"


def test_new_tags_take_the_colours_by_turns(store: Store) -> None:
    for number in range(11):
        tagged(store, f"Tag {number:02}", [])
    with store.read() as session:
        colours = [tag.colour for tag in tags.all_tags(session)]
    assert colours[:10] == list(tags.PALETTE)
    assert colours[10] == tags.PALETTE[0]


@pytest.mark.parametrize("name", ["", " \t", "x" * 81])
def test_what_cannot_be_a_name_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InvalidInputError), store.write("Tag") as write:
        tags.ensure(write.session, name)
    assert listed(store) == []


def test_counts_follow_tagging_and_the_trash(store: Store) -> None:
    ids = put(store, capture("A"), capture("B"), capture("C"))
    tag_id = tagged(store, "Energy", ids)
    tagged(store, "Energy", ids[:1])
    assert listed(store) == [("Energy", 3)]
    with store.write("Trash") as write:
        articles.trash(write.session, ids[:2])
    assert listed(store) == [("Energy", 1)]
    with store.write("Restore") as write:
        articles.restore(write.session, ids[:1])
        tags.unassign(write.session, ids[1:], tag_id)
    assert listed(store) == [("Energy", 1)]


def test_renaming_onto_another_tag_says_merge(store: Store) -> None:
    first = tagged(store, "Energy", [])
    tagged(store, "Power", [])
    with pytest.raises(InvalidInputError, match="merge"), store.write("Rename") as write:
        tags.rename(write.session, first, "POWER")
    with store.write("Rename") as write:
        tags.rename(write.session, first, "ENERGY")
    assert write.changes.tags
    assert listed(store) == [("ENERGY", 0), ("Power", 0)]


def test_merging_moves_every_article_once(store: Store) -> None:
    ids = put(store, *(capture(str(number)) for number in range(4)))
    sources = [tagged(store, "Energy", ids[:2]), tagged(store, "Electricity", ids[1:3])]
    target = tagged(store, "Power", ids[2:])
    with store.write("Merge") as write:
        assert tags.merge(write.session, [*sources, target], target) == 2
    assert listed(store) == [("Power", 4)]
    assert write.changes.articles == set(ids[:3])
    assert store.check() == []


def test_recolouring_takes_colours_only(store: Store) -> None:
    tag_id = tagged(store, "Energy", [])
    with pytest.raises(InvalidInputError), store.write("Colour") as write:
        tags.recolour(write.session, tag_id, "red")
    with store.write("Colour") as write:
        tags.recolour(write.session, tag_id, "#123abc")
        assert tags.all_tags(write.session)[0].colour == "#123abc"


def test_a_tag_that_is_gone_is_not_found(store: Store) -> None:
    gone = TagId(99)
    for call in (
        lambda session: tags.assign(session, [], gone),
        lambda session: tags.rename(session, gone, "x"),
        lambda session: tags.recolour(session, gone, "#000000"),
        lambda session: tags.merge(session, [], gone),
    ):
        with pytest.raises(NotFoundError), store.write("Tag") as write:
            call(write.session)
