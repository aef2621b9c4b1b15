"""Pages from the person's own browser: kept, kept again with more, and the token of the bookmark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.domain.articles import Outcome
from briefing.domain.errors import CaptureError, InvalidInputError
from briefing.operations import browse, browser, maintain, organise
from briefing.sources import extract
from briefing.store.database import Store
from tests.sources.server import PAGE

URL = "https://harbour.example/tides"
TEASER = (
    "<!DOCTYPE html><html lang='en'><head><title>Tides and markets | Harbour Daily</title>"
    '<script type=\'application/ld+json\'>{"@context": "https://schema.org", "@type": "NewsArticle", '
    '"headline": "Tides and markets", "isAccessibleForFree": false}</script></head><body><article>'
    "<h1>Tides and markets</h1><p>Paragraph 0 says that the tide of number 0 rose again, and that nobody at the quay "
    "was surprised.</p><p>Subscribe to continue reading this article.</p></article></body></html>"
)


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def test_a_page_becomes_an_article_and_more_of_it_a_new_version(store: Store) -> None:
    first = browser.capture_page(store, URL, TEASER).value[0]
    assert first.summary.outcome is not Outcome.FULL
    captured, sentence = browser.capture_page(store, URL, PAGE.decode()).value
    assert (captured.article_id, captured.existing) == (first.article_id, True)
    assert "is in your library already" in sentence
    view = browse.article(store, first.article_id)
    assert "tide of number 7" in view.article.text.text
    assert (view.article.version, view.article.versions) == (2, 2)
    maintain.undo(store)
    assert browse.article(store, first.article_id).article.version == 1


def test_a_page_in_the_trash_comes_back(store: Store) -> None:
    article_id = browser.capture_page(store, URL, PAGE.decode()).value[0].article_id
    organise.trash(store, [article_id])
    captured, sentence = browser.capture_page(store, URL, PAGE.decode()).value
    assert not captured.summary.trashed
    assert sentence.endswith("Nothing changed: the page says what it said.")


def test_the_bytes_are_those_of_the_browser_whatever_the_page_says_of_them(store: Store) -> None:
    html = (
        PAGE.decode().replace("<head>", "<head><meta charset='windows-1252'>").replace("the quay", "the quay – “Ærø”")
    )
    found = browser.capture_page(store, URL, html).value[0]
    assert "“Ærø”" in browse.article(store, found.article_id).article.text.text


def test_an_empty_page_is_refused(store: Store) -> None:
    with pytest.raises(CaptureError):
        browser.capture_page(store, URL, "   ")


def test_a_token_is_made_once_and_again_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "settings"
    one = browser.bookmark(None, folder, 4711)
    assert browser.bookmark(None, folder, 4711) == one
    assert (folder / browser.TOKEN_FILE).stat().st_mode & 0o077 == 0
    assert len((folder / browser.TOKEN_FILE).read_text()) >= 32
    assert browser.bookmark(None, folder, 4711, new=True) != one


def test_a_token_that_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidInputError, match=r"could not be kept|cannot be read"):
        browser.bookmark(None, tmp_path / "file", 4711)
