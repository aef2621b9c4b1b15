"""Damaged libraries, and what can be saved of them."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.errors import LibraryDamagedError, LibraryError, LibraryForeignError
from briefing.domain.listing import Listing
from briefing.store import annotations, articles, tags
from briefing.store.database import Store
from briefing.store.salvage import salvage
from briefing.store.search import search
from tests.store.making import capture, dump, put

PAGE = 4096
ARTICLES = 300


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


def test_an_existing_file_is_never_replaced(full_library: Path) -> None:
    with pytest.raises(LibraryError, match="exists"):
        salvage(full_library, full_library)


def test_a_file_of_noise_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"SQLite format 3\0" + random.Random(1).randbytes(50_000))
    with pytest.raises((LibraryDamagedError, LibraryForeignError)):
        salvage(tmp_path / "noise", tmp_path / "saved.briefing-library")
    assert not (tmp_path / "saved.briefing-library").exists()
