"""Looking without SQLAlchemy gives what a session gives, sees one state, and cannot write."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, OfferedTakeaway, Picture
from briefing.domain.errors import LibraryError
from briefing.domain.listing import Listing, ListingKind
from briefing.store import annotations, articles, briefings, contents, listings, notes, plain, reading, tags
from briefing.store.database import Store
from tests.store.making import START, put_one

PICTURE = Picture(b"\x89PNG", "image/png", "https://example.org/a.png")


@pytest.fixture
def article_id(store: Store) -> ArticleId:
    """An article that uses everything a library can hold, beside another one."""
    other = put_one(store, "Other")
    article_id = put_one(store, offers=(OfferedTakeaway("For you", "The market", 0, 10),), pictures=(PICTURE,))
    with store.write("Work") as write:
        session = write.session
        tags.assign(session, [article_id], tags.ensure(session, "Energy"))
        articles.set_starred(session, [other], True)
        first = annotations.add_highlight(session, article_id, 4, 10, Meaning.RISK, "note")
        second = annotations.add_highlight(session, article_id, 0, 3, Meaning.FACT)
        kind = TakeawayKind.ACTION
        fields = {"owner": "Finance"}
        annotations.add_takeaway(
            session, article_id, kind, "Act", audience="Board", fields=fields, evidence=(first, second)
        )
        briefing_id = briefings.add(session, "Weekly", date="2026-03-01")
        section_id = briefings.add_section(session, briefing_id, "News")
        briefings.add_item(session, section_id, article_id)
    return article_id


READS: dict[str, Callable[[Any, ArticleId], object]] = {
    "page": lambda source, _: [listings.page(source, Listing(kind)) for kind in ListingKind],
    "counts": lambda source, _: listings.counts(source),
    "summaries": lambda source, id: listings.summaries(source, [id]),
    "address": lambda source, _: listings.find_by_url(source, "https://example.org/1"),
    "tags": lambda source, _: contents.all_tags(source),
    "briefings": lambda source, id: [contents.briefings(source), contents.briefings(source, citing=id)],
    "history": lambda source, _: contents.history(source),
    "article": lambda source, id: reading.full(source, id),
    "text": lambda source, id: reading.text_of(source, id),
    "picture": lambda source, _: reading.picture(source, PICTURE.sha256),
    "highlights": lambda source, id: notes.highlights(source, id),
    "takeaways": lambda source, id: notes.takeaways(source, id),
    "audiences": lambda source, _: notes.audiences(source),
}


def test_what_is_read_in_plain_sql_needs_no_sqlalchemy() -> None:
    names = ("arrivals", "contents", "listings", "notes", "reading", "review", "watching", "database")
    program = "; ".join(f"import briefing.store.{name}" for name in names)
    program += "; import sys; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("name", READS)
def test_a_look_gives_what_a_session_gives(store: Store, article_id: ArticleId, name: str) -> None:
    with store.look() as look, store.read() as session:
        found = READS[name](look, article_id)
        assert found == READS[name](session, article_id)
    assert found or name == "address"


def test_what_is_read_has_the_types_of_the_domain(store: Store, article_id: ArticleId) -> None:
    with store.look() as look:
        article = reading.full(look, article_id)
        (takeaway,) = notes.takeaways(look, article_id)
    assert article.summary.added_at == START
    assert article.summary.starred is False
    assert article.offers == (OfferedTakeaway("For you", "The market", 0, 10),)
    assert takeaway.fields == {"owner": "Finance"}
    assert takeaway.publisher_words is False
    assert len(takeaway.evidence) == 2


def test_a_session_sees_what_it_has_not_written_yet(store: Store, article_id: ArticleId) -> None:
    with store.write("Edit") as write:
        (takeaway,) = notes.takeaways(write.session, article_id)
        annotations.set_takeaway(write.session, takeaway.id, text="Act now")
        assert notes.takeaways(write.session, article_id)[0].text == "Act now"


def test_a_look_sees_one_state(store: Store) -> None:
    with store.look() as look:
        assert listings.count(look, Listing()) == 0
        put_one(store)
        assert listings.count(look, Listing()) == 0
    with store.look() as look:
        assert listings.count(look, Listing()) == 1


def test_a_look_cannot_write(store: Store) -> None:
    with pytest.raises(LibraryError, match="cannot be written"), store.look() as look:
        plain.rows(look, "DELETE FROM article")
    with store.look() as look:
        assert listings.count(look, Listing()) == 0


def test_looks_beside_each_other_have_connections_of_their_own(store: Store) -> None:
    with store.look() as one, store.look() as other:
        assert listings.counts(one) == listings.counts(other)
        assert one is not other


def test_an_abandoned_connection_is_not_used_again() -> None:
    made: list[str] = []

    class Connection:
        def execute(self, statement: str) -> None:
            made.append(statement)

        def close(self) -> None:
            made.append("closed")

    lookers = plain.Lookers(Connection)
    with pytest.raises(ValueError, match="halfway"), lookers.look():
        raise ValueError("halfway")
    with lookers.look():
        pass
    lookers.close()
    assert made == ["BEGIN", "closed", "BEGIN", "ROLLBACK", "closed"]
