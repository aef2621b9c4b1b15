"""Lists: their order, their pages, their counts, and the index that each of them walks."""

from __future__ import annotations

import pytest

from briefing.domain.articles import ArticleId, Origin, Shelf, TagId
from briefing.domain.listing import Cursor, Listing, ListingKind
from briefing.store import articles, listings, tags
from briefing.store.database import Store
from tests.store.making import capture, put


@pytest.fixture
def many(store: Store) -> dict[Listing, list[ArticleId]]:
    """Twenty articles in every list; the lists with the ids they should show, in order."""
    ids = put(store, *(capture(f"Article {number}") for number in range(20)))
    with store.write("Arrange") as write:
        session = write.session
        articles.set_shelf(session, ids[::2], Shelf.LIBRARY)
        articles.set_starred(session, ids[::3], True)
        tag_id = tags.ensure(session, "Energy")
        tags.assign(session, ids[1:11], tag_id)
        articles.trash(session, [ids[4], ids[5], ids[6]])
    live = [article_id for number, article_id in enumerate(ids) if number not in (4, 5, 6)]
    return {
        Listing(ListingKind.ALL): live[::-1],
        Listing(ListingKind.INBOX): [i for i in live[::-1] if i not in ids[::2]],
        Listing(ListingKind.LIBRARY): [i for i in live[::-1] if i in ids[::2]],
        Listing(ListingKind.STARRED): [i for i in live[::-1] if i in ids[::3]],
        Listing(ListingKind.TAG, tag_id): [i for i in live[::-1] if i in ids[1:11]],
        Listing(ListingKind.TRASH): [ids[6], ids[5], ids[4]],
        Listing(ListingKind.TAG, TagId(99)): [],
    }


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_every_listing_shows_its_articles_newest_first_page_by_page(
    store: Store, many: dict[Listing, list[ArticleId]], limit: int
) -> None:
    for listing, expected in many.items():
        found: list[ArticleId] = []
        after: Cursor | None = None
        with store.read() as session:
            while True:
                page = articles.page(session, listing, after=after, limit=limit)
                assert len(page.rows) <= limit
                found += [row.id for row in page.rows]
                if (after := page.next) is None:
                    break
            assert articles.count(session, listing) == len(expected)
        assert found == expected, listing


def test_a_page_that_ends_with_the_listing_has_no_next(store: Store) -> None:
    put(store, *(capture(str(number)) for number in range(4)))
    with store.read() as session:
        assert articles.page(session, Listing(), limit=4).next is None
        assert articles.page(session, Listing(), limit=3).next is not None


def test_rows_carry_their_tags_by_name_with_counts(store: Store) -> None:
    first, second = put(store, capture("A"), capture("B"))
    with store.write("Tag") as write:
        for name, ids in (("zebra", [first]), ("Ant", [first, second])):
            tags.assign(write.session, ids, tags.ensure(write.session, name))
    with store.read() as session:
        rows = {row.id: row.tags for row in articles.page(session, Listing()).rows}
    assert [(tag.name, tag.count) for tag in rows[first]] == [("Ant", 2), ("zebra", 1)]
    assert [tag.name for tag in rows[second]] == ["Ant"]


def test_summaries_keep_the_order_asked_for(store: Store) -> None:
    ids = put(store, *(capture(str(number)) for number in range(3)))
    with store.read() as session:
        found = articles.summaries(session, [ids[1], ArticleId(99), ids[0], ids[2]])
    assert [row.title for row in found] == ["1", "0", "2"]


def test_rows_say_whose_word_their_date_is(store: Store) -> None:
    first, second = put(store, capture("A", origins={"published": Origin.GUESS}), capture("B"))
    with store.read() as session:
        said = {row.id: row.published_origin for row in articles.page(session, Listing()).rows}
    assert said == {first: Origin.GUESS, second: Origin.UNKNOWN}
    with store.write("Correct") as write:
        articles.set_fields(write.session, first, {"published": "2026-03-01"})
    with store.read() as session:
        assert articles.summary(session, first).published_origin is Origin.USER


def test_all_counts_at_once(store: Store, many: dict[Listing, list[ArticleId]]) -> None:
    with store.read() as session:
        assert listings.counts(session) == {
            listing.kind: len(ids) for listing, ids in many.items() if listing.kind is not ListingKind.TAG
        }


INDEXES = {
    ListingKind.ALL: "ix_article_all",
    ListingKind.INBOX: "ix_article_shelf",
    ListingKind.LIBRARY: "ix_article_shelf",
    ListingKind.STARRED: "ix_article_starred",
    ListingKind.TRASH: "ix_article_trash",
    ListingKind.TAG: "ix_article_tag_newest",
}


@pytest.mark.parametrize("kind", list(ListingKind))
@pytest.mark.parametrize("continued", [False, True])
def test_every_page_walks_an_index_and_sorts_nothing(store: Store, kind: ListingKind, continued: bool) -> None:
    statement = listings.page_statement(kind, continued=continued)
    values = (5,) * statement.count("?")
    with store.read() as session:
        plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any(INDEXES[kind] in step for step in plan), plan
    assert not any("TEMP B-TREE" in step or step == "SCAN article" for step in plan), plan
