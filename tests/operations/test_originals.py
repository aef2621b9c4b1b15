"""The original of an article as a file for a browser."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.domain.articles import ArticleId, Capture
from briefing.domain.errors import NotFoundError
from briefing.domain.text import ArticleText
from briefing.operations import capture, originals
from briefing.store import articles
from briefing.store.database import Store
from tests.operations.test_story import PAGE, PASTE


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def article(store: Store, tmp_path: Path) -> ArticleId:
    page = tmp_path / "battery.html"
    page.write_text(PAGE.replace("<title>Battery prices", "<title>Battery: prices / costs"), encoding="utf-8")
    return capture.capture_file(store, page).value.article_id


def test_it_is_a_file_of_this_person_alone_named_after_the_article(store: Store, article: ArticleId) -> None:
    path = originals.original_file(store, article)
    assert path.suffix == ".html"
    assert path.name.startswith("Battery")
    assert "Content-Security-Policy" in path.read_text(encoding="utf-8-sig")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_files_of_yesterday_go_and_those_of_today_stay(store: Store, article: ArticleId) -> None:
    old, fresh = originals.original_file(store, article), originals.original_file(store, article)
    os.utime(old, (time.time() - 100_000,) * 2)
    latest = originals.original_file(store, article)
    assert not old.exists()
    assert fresh.exists()
    assert latest.exists()


@pytest.mark.skipif(os.name != "posix", reason="links are for those who may make them")
def test_a_folder_that_somebody_else_put_there_is_not_used(store: Store, article: ArticleId, temporary: Path) -> None:
    elsewhere = temporary / "elsewhere"
    elsewhere.mkdir()
    (temporary / f"briefing-originals-{os.getuid()}").symlink_to(elsewhere)
    path = originals.original_file(store, article)
    assert path.is_file()
    assert not list(elsewhere.iterdir())


def test_a_paste_is_its_own_original_and_what_has_none_says_so(store: Store) -> None:
    pasted = capture.capture_text(store, PASTE).value.article_id
    assert originals.original_file(store, pasted).read_text(encoding="utf-8") == PASTE
    with store.write("Add") as write:
        bare = articles.add(write.session, Capture("Typed", ArticleText()), added_at=datetime.now(UTC))
    with pytest.raises(NotFoundError, match="No original"):
        originals.original_file(store, bare)
    with pytest.raises(NotFoundError):
        originals.original_file(store, ArticleId(99))
