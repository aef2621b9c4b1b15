"""Articles: captured, read back, edited, moved, thrown away."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from briefing.domain.articles import (
    ArticleId,
    Capture,
    OfferedTakeaway,
    Origin,
    Outcome,
    Picture,
    Shelf,
    Snapshot,
)
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.domain.listing import Listing, ListingKind
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.store import articles, briefings, tags
from briefing.store.bodies import EXCERPT_LENGTH, excerpt
from briefing.store.database import Store
from briefing.store.schema import AssetRow
from tests.store.making import START, capture, paragraphs, put, put_one

EVERYTHING = Capture(
    title="Überraschung in 東京 🗼",
    text=ArticleText(
        (
            Block(BlockKind.HEADING, (Run("A heading"),), level=2),
            Block(BlockKind.PARAGRAPH, (Run("Bold", bold=True), Run(" link", link="https://example.com/"))),
            Block(BlockKind.LIST_ITEM, (Run("first"),), level=1, ordered=True),
            Block(BlockKind.TABLE, rows=(((Run("a"),), (Run("b"),)), ((Run("1"),), (Run("2"),))), header_rows=1),
            Block(BlockKind.IMAGE, (Run("A caption"),), source="https://example.com/i.png", sha256="ab", alt="Alt"),
            Block(BlockKind.CODE, (Run("x = 1\ny = 2", code=True),)),
            Block(BlockKind.RULE),
            Block(BlockKind.PARAGRAPH, (Run("Write a comment"),), struck=True),
        )
    ),
    authors=("Ada", "Bo"),
    outlet="The Post",
    published="2026-02-27T08:00:00+01:00",
    language="de",
    url="https://www.example.com/a?utm_source=x&id=7",
    origins={"title": Origin.PAGE, "published": Origin.GUESS},
    outcome=Outcome.PARTIAL,
    reason="The page ends at a paywall.",
    snapshot=Snapshot(b"<html>" + b"a" * 5000, "text/html", START, "https://example.com/a", "a.html"),
    pictures=(Picture(b"one", "image/png", "https://example.com/i.png"), Picture(b"one", "image/png", "again")),
    offers=(OfferedTakeaway("What this means for you", "Act.", 3, 7),),
)


def test_everything_of_a_capture_is_read_back(store: Store) -> None:
    (article_id,) = put(store, EVERYTHING)
    with store.read() as session:
        article = articles.full(session, article_id)
        original = articles.snapshot(session, article_id)
        picture = articles.picture(session, hashlib.sha256(b"one").hexdigest())
        assert articles.pictures(session, ["none", hashlib.sha256(b"one").hexdigest()]).keys() == {
            hashlib.sha256(b"one").hexdigest()
        }
    assert article.text == EVERYTHING.text
    assert original == EVERYTHING.snapshot
    assert picture == b"one"
    for name in ("title", "authors", "language", "url", "reason", "offers", "origins"):
        assert getattr(article, name) == getattr(EVERYTHING, name), name
    row = article.summary
    assert (row.outlet, row.published, row.outcome) == ("The Post", EVERYTHING.published, Outcome.PARTIAL)
    assert (row.added_at, row.shelf, row.starred, row.trashed) == (START, Shelf.INBOX, False, False)
    assert row.published_origin is Origin.GUESS
    assert row.word_count == EVERYTHING.text.word_count
    assert (article.captured_at, article.snapshot_sha256) == (START, EVERYTHING.snapshot and EVERYTHING.snapshot.sha256)


def test_what_was_captured_cannot_be_changed(store: Store) -> None:
    put(store, EVERYTHING)
    for statement in (
        "UPDATE snapshot SET body = x'00'",
        "UPDATE article_body SET blocks = x'00'",
        "UPDATE asset SET body = x'00'",
    ):
        with pytest.raises(IntegrityError, match="never changes"), store.write("") as write:
            write.session.connection().exec_driver_sql(statement)


def test_text_that_utf8_or_sqlite_cannot_hold_is_made_storable(store: Store) -> None:
    article_id = put_one(store, "Half an emoji \ud83d and a nul \0.", "Body \udc00 text")
    with store.read() as session:
        article = articles.full(session, article_id)
    assert article.title == "Half an emoji \ufffd and a nul ."
    article.text.text.encode()


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("https://www.example.com/a?utm_source=x&id=7", "http://example.com/a/?id=7#part"),
        ("https://example.com/a", "https://m.example.com/a?fbclid=1"),
    ],
)
def test_the_same_address_is_found_again_in_other_spellings(store: Store, first: str, again: str) -> None:
    article_id = put_one(store, url=first)
    put_one(store, "Other", url="https://example.com/other")
    with store.read() as session:
        assert articles.find_by_url(session, again) == article_id
        assert articles.find_by_url(session, "https://example.com/nothing") is None
        assert articles.find_by_url(session, "") is None


def test_an_article_in_the_trash_is_found_by_address_only_if_there_is_no_other(store: Store) -> None:
    old, new = put(store, *(capture(title, url="https://example.com/a") for title in ("Old", "New")))
    with store.read() as session:
        assert articles.find_by_url(session, "https://example.com/a") == new
    with store.write("Trash") as write:
        articles.trash(write.session, [new])
        assert articles.find_by_url(write.session, "https://example.com/a") == old
        articles.trash(write.session, [old])
        assert articles.find_by_url(write.session, "https://example.com/a") == new


def test_fields_become_the_persons_words(store: Store) -> None:
    (article_id,) = put(store, EVERYTHING)
    values = {
        "title": "  A new\ttitle ",
        "authors": "Cy; ; Di ",
        "outlet": "Elsewhere",
        "published": "2026-03-01",
        "language": "en-GB",
        "url": "https://example.org/b",
        "note": "First line\nsecond line",
    }
    with store.write("Edit") as write:
        articles.set_fields(write.session, article_id, values)
        assert articles.find_by_url(write.session, "https://example.org/b") == article_id
        assert articles.find_by_url(write.session, EVERYTHING.url) is None
    with store.read() as session:
        article = articles.full(session, article_id)
    assert (article.title, article.authors, article.summary.outlet) == ("A new title", ("Cy", "Di"), "Elsewhere")
    assert (article.language, article.note) == ("en-GB", "First line\nsecond line")
    assert set(article.origins.values()) == {Origin.USER}
    assert set(article.origins) == {"title", "authors", "outlet", "published", "language"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " \n"),
        ("published", "last Tuesday"),
        ("published", "2026-02-30"),
        ("published", "31.03.2026"),
        ("url", "not an address"),
        ("url", "javascript:alert(1)"),
        ("word_count", "7"),
    ],
)
def test_a_value_that_cannot_be_used_changes_nothing(store: Store, field: str, value: str) -> None:
    (article_id,) = put(store, EVERYTHING)
    with pytest.raises(InvalidInputError), store.write("Edit") as write:
        articles.set_fields(write.session, article_id, {field: value})
    with store.read() as session:
        assert articles.full(session, article_id).title == EVERYTHING.title


@pytest.mark.parametrize(
    "value", ["", "2026", "2026-03", "2026-03-31", "2026-03-31T08:00:00+02:00", "2026-03-31T08:00Z"]
)
def test_dates_may_be_as_exact_as_they_are_known(store: Store, value: str) -> None:
    article_id = put_one(store)
    with store.write("Edit") as write:
        articles.set_fields(write.session, article_id, {"published": value})
    with store.read() as session:
        assert articles.summary(session, article_id).published == value


def test_what_is_not_there_is_not_found(store: Store) -> None:
    absent = ArticleId(99)
    for call in (articles.full, articles.summary, articles.text_of):
        with pytest.raises(NotFoundError), store.read() as session:
            call(session, absent)
    with pytest.raises(NotFoundError), store.write("Edit") as write:
        articles.set_fields(write.session, absent, {"title": "x"})
    with store.read() as session:
        assert articles.snapshot(session, absent) is None
        assert articles.picture(session, "none") is None
        assert articles.summaries(session, [absent]) == []


def test_striking_a_block_keeps_the_text_and_its_offsets(store: Store) -> None:
    article_id = put_one(store, body="First words.\nShare this.\nLast words.")
    with store.write("Strike") as write:
        articles.set_struck(write.session, article_id, [1, 7, -1])
    with store.read() as session:
        article = articles.full(session, article_id)
    assert article.text.text == "First words.\nShare this.\nLast words."
    assert [block.struck for block in article.text.blocks] == [False, True, False]
    assert article.summary.excerpt == "First words. Last words."
    assert article.summary.word_count == 4
    with store.write("Unstrike") as write:
        articles.set_struck(write.session, article_id, [])
    with store.read() as session:
        assert articles.summary(session, article_id).word_count == 6


def test_the_excerpt_is_running_text_cut_between_words() -> None:
    text = ArticleText((Block(BlockKind.HEADING, (Run("Heading"),), level=1), *paragraphs("word " * 200).blocks))
    assert excerpt(text).startswith("word word")
    assert excerpt(text).endswith("word …")
    assert len(excerpt(text)) <= EXCERPT_LENGTH + 2
    assert excerpt(paragraphs("字" * 500)).startswith("字字")
    assert len(excerpt(paragraphs("字" * 500))) == EXCERPT_LENGTH
    assert excerpt(ArticleText()) == ""


def test_purge_removes_only_what_lies_in_the_trash_and_its_pictures(store: Store) -> None:
    picture = Picture(b"shared", "image/png")
    first = capture("First", pictures=(picture, Picture(b"own", "image/png")))
    one, two = put(store, first, capture("Second", pictures=(picture,)))
    with store.write("Trash") as write:
        articles.trash(write.session, [one])
    with store.write("Purge") as write:
        assert articles.purge(write.session, [one, two]) == ()
    with store.read() as session:
        assert articles.count(session, Listing(ListingKind.ALL)) == 1
        assert articles.count(session, Listing(ListingKind.TRASH)) == 0
        assert session.scalars(select(AssetRow.sha256)).all() == [picture.sha256]
        for table in ("article_body", "article_text", "snapshot"):
            query = f"SELECT count(*) FROM {table} WHERE article_id = {one}"
            assert session.connection().exec_driver_sql(query).scalar() == 0
    assert store.check() == []


def test_purge_keeps_what_a_briefing_cites(store: Store) -> None:
    article_id = put_one(store)
    with store.write("Compose") as write:
        briefing_id = briefings.add(write.session, "Weekly", date="2026-03-01")
        section = briefings.add_section(write.session, briefing_id, "News")
        briefings.add_item(write.session, section, article_id)
        articles.trash(write.session, [article_id])
    with store.write("Purge") as write:
        assert articles.purge(write.session, [article_id]) == (article_id,)
    with store.read() as session:
        assert [each.id for each in articles.cited_in(session, article_id)] == [briefing_id]
        assert briefings.contents(session, briefing_id).articles[article_id].title == "Markets fall"


def test_moving_many_articles_is_one_action(store: Store) -> None:
    ids = put(store, *(capture(str(number)) for number in range(5)))
    with store.write("Move") as write:
        articles.set_shelf(write.session, ids[:3], Shelf.LIBRARY)
        articles.set_starred(write.session, ids[1:], True)
        tags.assign(write.session, ids, tags.ensure(write.session, "Energy"))
    with store.read() as session:
        counted = {kind: articles.count(session, Listing(kind)) for kind in ListingKind if kind is not ListingKind.TAG}
    assert [counted[kind] for kind in ("inbox", "library", "starred", "all", "trash")] == [2, 3, 4, 5, 0]
