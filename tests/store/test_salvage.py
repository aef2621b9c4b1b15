"""Damaged libraries, and what can be saved of them."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import Picture
from briefing.domain.errors import LibraryDamagedError, LibraryError, LibraryForeignError
from briefing.domain.feeds import IncomingDraft
from briefing.domain.listing import Listing
from briefing.store import annotations, articles, driver, feeds, incoming, tags, versions
from briefing.store.bodies import packed
from briefing.store.database import Store
from briefing.store.salvage import salvage
from briefing.store.search import search
from tests.store.making import START, capture, dump, paragraphs, put

PAGE = 4096
ARTICLES = 300
FIRST = Path(__file__).parent.parent / "databases" / "schema-0001.briefing-library"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library with annotated articles."""
    store = Store.open(tmp_path_factory.mktemp("full") / "full.briefing-library")
    texts = (f"Text {n}. " + " ".join(f"w{n * k % 977}" for k in range(1, 150)) for n in range(ARTICLES))
    ids = put(store, *(capture(f"Title {number}", text) for number, text in enumerate(texts)), label="")
    with store.write("Annotate") as write:
        tag_id = tags.ensure(write.session, "Energy")
        tags.assign(write.session, ids, tag_id)
        for article_id in ids[::10]:
            mark = annotations.add_highlight(write.session, article_id, 0, 4, Meaning.FACT)
            annotations.add_takeaway(write.session, article_id, TakeawayKind.FOR_YOU, "So", evidence=[mark])
        versions.add(write.session, ids[0], capture("Title 0", "Text anew."), at=START)
        feed_id = feeds.add(write.session, "https://example.org/feed", "Feed")
        drafts = [IncomingDraft(str(n), f"Item {n}", capture=capture("Item", "Text waits.")) for n in range(50)]
        incoming.put(write.session, feed_id, "Feed", drafts, at=START)
    store.close()
    return store.path


@pytest.fixture
def full_library(made_once: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may damage."""
    return Path(shutil.copyfile(made_once, tmp_path / "full.briefing-library"))


def test_a_sound_library_is_saved_whole(full_library: Path, tmp_path: Path) -> None:
    before = Store.open(full_library)
    expected = dump(before)
    before.close()
    assert salvage(full_library, tmp_path / "saved.briefing-library") == []
    saved = Store.open(tmp_path / "saved.briefing-library", create=False)
    assert dump(saved) == expected
    saved.close()


@pytest.mark.parametrize("seed", range(4))
def test_three_lost_pages_cost_little_and_the_rest_is_a_sound_library(
    full_library: Path, tmp_path: Path, seed: int
) -> None:
    content = bytearray(full_library.read_bytes())
    chance = random.Random(seed)
    for page in chance.sample(range(60, len(content) // PAGE), 3):
        content[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)
    full_library.write_bytes(content)
    target = tmp_path / "saved.briefing-library"
    salvage(full_library, target)
    assert full_library.read_bytes() == content
    saved = Store.open(target, create=False)
    assert saved.check() == []
    with saved.read() as session:
        assert articles.count(session, Listing()) >= ARTICLES * 0.9
        row = articles.page(session, Listing()).rows[0]
        assert articles.full(session, row.id).text.text.startswith("Text ")
        assert search(session, "text")
    saved.close()


def test_a_library_of_an_earlier_version_is_saved_into_one_of_today(tmp_path: Path) -> None:
    target = tmp_path / "saved.briefing-library"
    assert salvage(FIRST, target) == []
    saved = Store.open(target, create=False)
    assert saved.check() == []
    with saved.read() as session:
        row = articles.page(session, Listing()).rows[0]
        article = articles.full(session, row.id)
        assert (article.version, article.versions, article.snapshot_sha256 != "") == (1, 1, True)
        assert [each.version for each in annotations.highlights(session, row.id)] == [1]
    saved.close()


@pytest.mark.parametrize("words", [True, False])
def test_a_lost_text_is_replaced_by_its_words_or_by_an_earlier_version(tmp_path: Path, words: bool) -> None:
    store = Store.open(tmp_path / "mine.briefing-library")
    article_id = put(store, capture("One", "Older text."))[0]
    with store.write("Work") as write:
        annotations.add_highlight(write.session, article_id, 0, 5, Meaning.FACT)
        versions.add(write.session, article_id, capture("One", "Newer text."), at=START)
    with store.unlogged() as session:
        run = session.connection().exec_driver_sql
        run("DELETE FROM article_body WHERE version = 2")
        run("DELETE FROM article_version")
        if not words:
            run("DELETE FROM article_text")
    store.close()
    (sentence,) = salvage(store.path, tmp_path / "saved.briefing-library")
    assert ("lost its headings" if words else "shows an earlier one") in sentence
    saved = Store.open(tmp_path / "saved.briefing-library", create=False)
    assert saved.check() == []
    with saved.read() as session:
        shown = articles.full(session, article_id)
        assert shown.text.text == ("Newer text." if words else "Older text.")
        assert versions.text(session, article_id, 1).text == "Older text."
        assert (shown.version, shown.versions) == ((2, 2) if words else (1, 1))
    saved.close()


@pytest.mark.parametrize("table", ["asset", "article_body", "incoming_text"])
def test_rows_around_a_damaged_page_are_saved(tmp_path: Path, table: str) -> None:
    """Whatever their key: rows are read in the order in which they lie in the file."""
    store = Store.open(tmp_path / "mine.briefing-library")
    chance = random.Random(5)
    texts = ["".join(chance.choices("abcdefgh ", k=5000)) for _ in range(80)]
    pictures = [Picture(text[::-1].encode(), "image/png") for text in texts]
    put(store, *(capture("A", text, pictures=(pictures[n],)) for n, text in enumerate(texts[:40])), label="")
    with store.write("") as write:
        drafts = [IncomingDraft(str(n), str(n), capture=capture("x", text)) for n, text in enumerate(texts[40:])]
        incoming.put(write.session, None, "Feed", drafts, at=START)
    store.close()
    middle = {"asset": pictures[20].body, "article_body": packed(paragraphs(texts[20]))}
    content = bytearray(store.path.read_bytes())
    place = content.index(middle.get(table, packed(paragraphs(texts[60])))[:100]) // PAGE * PAGE
    content[place : place + PAGE] = chance.randbytes(PAGE)
    store.path.write_bytes(content)
    lost = salvage(store.path, tmp_path / "saved.briefing-library")
    saved = driver.connect(tmp_path / "saved.briefing-library")
    (left,) = saved.execute(f"SELECT count(*) FROM {table}").fetchone()
    saved.close()
    # An article without its text gets one of plain words, and this is said.
    left -= sum("lost its headings" in sentence for sentence in lost)
    assert 35 <= left < 40


def test_an_existing_file_is_never_replaced(full_library: Path) -> None:
    with pytest.raises(LibraryError, match="exists"):
        salvage(full_library, full_library)


def test_a_file_of_noise_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"SQLite format 3\0" + random.Random(1).randbytes(50_000))
    with pytest.raises((LibraryDamagedError, LibraryForeignError)):
        salvage(tmp_path / "noise", tmp_path / "saved.briefing-library")
    assert not (tmp_path / "saved.briefing-library").exists()
