"""Versions of texts: added, shown, undone; highlights on them; what search and exports see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from briefing.domain.annotations import HighlightId, Meaning
from briefing.domain.articles import ArticleId, Capture, MadeBy, Origin, Outcome, Picture, Snapshot
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store import annotations, articles, history, versions
from briefing.store.database import Store
from briefing.store.schema import BodyRow, ChangeRow, SnapshotRow
from briefing.store.search import search
from tests.store.making import START, capture, dump, put_one

LATER = START + timedelta(days=1)
FIRST = "Alpha beta.\nGamma delta."
SECOND = "Intro words.\nAlpha beta.\nOmega words."


@pytest.fixture
def article_id(store: Store) -> ArticleId:
    original = Snapshot(b"<p>one</p>", "text/html", START, "https://example.org/one")
    return put_one(store, body=FIRST, snapshot=original, url="https://example.org/one")


def again(body: str = SECOND, **fields: object) -> Capture:
    original = Snapshot(body.encode(), "text/html", LATER, "https://example.org/two")
    return replace(capture("Markets fall further", body, snapshot=original), **fields)  # type: ignore[arg-type]


def add(
    store: Store,
    article_id: ArticleId,
    new: Capture,
    places: dict[HighlightId, tuple[int, int]] | None = None,
    made_by: str = "capture",
) -> int:
    with store.write("Capture again") as write:
        number = versions.add(write.session, article_id, new, at=LATER, made_by=made_by, places=places)
    assert article_id in write.changes.articles
    return number


def mark(store: Store, article_id: ArticleId, quote: str) -> HighlightId:
    with store.write("Highlight") as write:
        text = articles.text_of(write.session, article_id).text
        start = text.index(quote)
        return annotations.add_highlight(write.session, article_id, start, start + len(quote), Meaning.FACT)


def found(store: Store, words: str) -> bool:
    with store.read() as session:
        return bool(search(session, words))


def test_a_new_article_has_one_version(store: Store, article_id: ArticleId) -> None:
    with store.look() as look:
        (only,) = versions.all_of(look, article_id)
        article = articles.full(look, article_id)
    assert (only.number, only.captured_at, only.made_by, only.outcome) == (1, START, MadeBy.CAPTURE, Outcome.FULL)
    assert only.snapshot_sha256 == article.snapshot_sha256 != ""
    assert (article.version, article.versions, only.url) == (1, 1, "https://example.org/one")


def test_a_capture_adds_a_version_and_keeps_the_one_before(store: Store, article_id: ArticleId) -> None:
    assert add(store, article_id, again(outcome=Outcome.PARTIAL, reason="A paywall.")) == 2
    with store.look() as look:
        first, second = versions.all_of(look, article_id)
        article = articles.full(look, article_id)
        assert versions.text(look, article_id, 1).text == FIRST
        assert versions.text(look, article_id, 2).text == SECOND == articles.text_of(look, article_id).text
    assert (article.version, article.versions, article.reason) == (2, 2, "A paywall.")
    assert article.summary.outcome is Outcome.PARTIAL
    assert article.summary.excerpt.startswith("Intro words.")
    assert (first.word_count, second.word_count, article.summary.word_count) == (4, 6, 6)
    assert first.snapshot_sha256 != second.snapshot_sha256 == article.snapshot_sha256
    with store.read() as session:
        older, newer = (articles.snapshot(session, article_id, number) for number in (1, 2))
        assert articles.snapshot(session, article_id) == newer
        assert older is not None
        assert older.body == b"<p>one</p>"
    assert store.check() == []


def test_search_knows_the_text_that_is_shown_alone(store: Store, article_id: ArticleId) -> None:
    add(store, article_id, again())
    assert found(store, "omega")
    assert not found(store, "gamma")
    history.undo(store)
    assert found(store, "gamma")
    assert not found(store, "omega")
    history.redo(store)
    assert found(store, "omega")
    with store.write("Go back") as write:
        versions.use(write.session, article_id, 1)
    assert found(store, "gamma")
    assert store.check() == []


def test_undo_of_a_capture_shows_the_version_before_and_redo_the_new_one(store: Store, article_id: ArticleId) -> None:
    before = dump(store)
    add(store, article_id, again())
    after = dump(store)
    history.undo(store)
    assert dump(store) == before
    with store.look() as look:
        assert [version.number for version in versions.all_of(look, article_id)] == [1]
        with pytest.raises(NotFoundError):
            versions.text(look, article_id, 2)
    history.redo(store)
    assert dump(store) == after
    assert store.check() == []


def test_no_text_goes_through_the_log(store: Store, article_id: ArticleId) -> None:
    body = "Unmistakable. " * 5000
    add(store, article_id, again(body))
    with store.read() as session:
        images = session.execute(select(ChangeRow.before, ChangeRow.after)).all()
    assert max(len(image or "") for row in images for image in row) < 2000


def test_what_was_undone_is_forgotten_when_it_cannot_be_redone(store: Store, article_id: ArticleId) -> None:
    add(store, article_id, again("Undone text."))
    history.undo(store)
    assert add(store, article_id, again()) == 3  # the text of 2 is still there: this very action ends its redo
    assert add(store, article_id, again("Fourth text.")) == 4
    with store.read() as session:
        assert [v.number for v in versions.all_of(session, article_id)] == [1, 3, 4]
        for table in (BodyRow, SnapshotRow):
            assert sorted(session.scalars(select(table.version))) == [1, 3, 4]
    while history.undo(store).value != "Capture again":
        pass
    assert store.check() == []


def test_highlights_are_carried_or_stay_as_orphans(store: Store, article_id: ArticleId) -> None:
    carried, orphan = mark(store, article_id, "beta"), mark(store, article_id, "delta")
    start = SECOND.index("beta")
    number = add(store, article_id, again(), {carried: (start, start + 4)})
    with store.read() as session:
        first, second = annotations.highlights(session, article_id)
    assert (first.id, first.version, first.start, first.quote) == (carried, number, start, "beta")
    assert first.prefix == SECOND[:start]
    assert (second.id, second.version, second.start, second.quote) == (orphan, 1, FIRST.index("delta"), "delta")
    history.undo(store)
    with store.read() as session:
        assert {each.version for each in annotations.highlights(session, article_id)} == {1}


def test_an_orphan_is_placed_anew_in_the_text_that_is_shown(store: Store, article_id: ArticleId) -> None:
    orphan = mark(store, article_id, "delta")
    add(store, article_id, again())
    with store.write("Note") as write:
        annotations.set_highlight(write.session, orphan, note="Where is it?")
        assert annotations.highlights(write.session, article_id)[0].version == 1
    start = SECOND.index("Omega")
    with store.write("Place") as write:
        annotations.set_highlight(write.session, orphan, start=start, end=start + 5)
    with store.read() as session:
        (placed,) = annotations.highlights(session, article_id)
    assert (placed.version, placed.quote, placed.note) == (2, "Omega", "Where is it?")
    fresh = mark(store, article_id, "Intro")
    with store.read() as session:
        assert {each.id: each.version for each in annotations.highlights(session, article_id)}[fresh] == 2


@pytest.mark.parametrize("place", [(5, 5), (-1, 3), (0, len(SECOND) + 1)])
def test_a_place_outside_of_the_text_changes_nothing(
    store: Store, article_id: ArticleId, place: tuple[int, int]
) -> None:
    carried = mark(store, article_id, "beta")
    before = dump(store)
    with pytest.raises(InvalidInputError):
        add(store, article_id, again(), {carried: place})
    assert dump(store) == before


def test_a_highlight_of_another_article_is_not_carried(store: Store, article_id: ArticleId) -> None:
    other = mark(store, put_one(store, "Other"), "market")
    with pytest.raises(NotFoundError):
        add(store, article_id, again(), {other: (0, 3)})


def test_what_the_person_wrote_wins_over_a_capture(store: Store, article_id: ArticleId) -> None:
    with store.write("Edit") as write:
        articles.set_fields(write.session, article_id, {"title": "My title"})
    origins = {"title": Origin.PAGE, "outlet": Origin.PAGE}
    add(store, article_id, again(outlet="The Post", authors=("Ada",), origins=origins, language=""))
    with store.read() as session:
        article = articles.full(session, article_id)
    assert (article.title, article.summary.outlet, article.authors) == ("My title", "The Post", ("Ada",))
    assert (article.origins["title"], article.origins["outlet"]) == (Origin.USER, Origin.PAGE)
    assert article.url == "https://example.org/one"


def test_an_edit_brings_its_text_alone_and_keeps_its_original(store: Store, article_id: ArticleId) -> None:
    add(store, article_id, again(outcome=Outcome.PARTIAL, reason="A paywall."))
    number = add(store, article_id, capture("No title of its own", "Alpha beta."), made_by=MadeBy.EDIT)
    with store.read() as session:
        article = articles.full(session, article_id)
        edit = versions.all_of(session, article_id)[-1]
        original = articles.snapshot(session, article_id)
    assert (edit.number, edit.made_by, edit.captured_at) == (number, MadeBy.EDIT, LATER)
    assert (article.title, article.text.text) == ("Markets fall further", "Alpha beta.")
    assert (article.summary.outcome, article.reason) == (Outcome.PARTIAL, "A paywall.")
    assert original is not None
    assert original.sha256 == article.snapshot_sha256 == edit.snapshot_sha256
    assert article.captured_at == original.captured_at


def test_each_version_remembers_what_was_struck_out_in_it(store: Store, article_id: ArticleId) -> None:
    with store.write("Strike") as write:
        articles.set_struck(write.session, article_id, [1])
    add(store, article_id, again())
    with store.read() as session:
        assert [block.struck for block in articles.text_of(session, article_id).blocks] == [False] * 3
        assert [block.struck for block in versions.text(session, article_id, 1).blocks] == [False, True]
    with store.write("Back") as write:
        versions.use(write.session, article_id, 1)
    with store.read() as session:
        article = articles.full(session, article_id)
        assert [block.struck for block in article.text.blocks] == [False, True]
        assert article.summary.word_count == 2
        assert article.versions == 2
    with store.write("Nothing") as write:
        versions.use(write.session, article_id, 1)
    assert not write.changes


def test_pictures_of_every_version_are_kept_once_and_go_with_the_article(store: Store, article_id: ArticleId) -> None:
    picture = Picture(b"\x89PNG", "image/png", "https://example.org/a.png")
    for _ in range(2):
        add(store, article_id, again(pictures=(picture,)))
    with store.write("Trash") as write:
        articles.trash(write.session, [article_id])
    with store.write("Purge") as write:
        articles.purge(write.session, [article_id])
    with store.read() as session:
        for table in ("asset", "article_asset", "article_body", "snapshot", "article_version", "change_log"):
            assert session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0, table


def test_a_version_that_is_not_there_is_not_found(store: Store, article_id: ArticleId) -> None:
    for absent in (lambda s: versions.use(s, article_id, 7), lambda s: versions.use(s, ArticleId(99), 1)):
        with pytest.raises(NotFoundError), store.write("Use") as write:
            absent(write.session)
    with store.read() as session:
        for call in (lambda: versions.all_of(session, ArticleId(99)), lambda: versions.text(session, article_id, 9)):
            with pytest.raises(NotFoundError):
                call()


def test_a_letter_is_found_by_its_message_id(store: Store) -> None:
    article_id = put_one(store, "A letter", message_id="a@example.org", accessed=START - timedelta(days=3))
    with store.read() as session:
        assert articles.find_by_message_id(session, "a@example.org") == article_id
        assert articles.find_by_message_id(session, "") is None
        article = articles.full(session, article_id)
    assert (article.message_id, article.captured_at) == ("a@example.org", START - timedelta(days=3))
