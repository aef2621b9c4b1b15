"""The feeds of a page: those it names to programs come first, then those it links to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from briefing.sources import discovery, extract, feed_links
from briefing.sources.discovery import FeedLink

URL = "https://harbour.example/news/"


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def find(html: str) -> list[str]:
    return [address for address, _ in feed_links.find(html.encode(), URL)]


def test_links_of_the_head_come_first_and_comments_last() -> None:
    page = (
        "<html><head><link rel=alternate type=application/rss+xml href=/comments/feed title='Comments feed'>"
        "<link rel='alternate home' type='application/atom+xml; charset=utf-8' href=atom.xml title='  All  news '>"
        "<link rel=alternate hreflang=de href=/de><link rel=stylesheet href=/feed.css></head>"
        "<body><a href=/rss>RSS</a><a href=/about>About</a></body></html>"
    )
    assert feed_links.find(page.encode(), URL) == [
        ("https://harbour.example/news/atom.xml", "All news"),
        ("https://harbour.example/rss", ""),
        ("https://harbour.example/comments/feed", "Comments feed"),
    ]


def test_the_base_of_the_page_counts_and_odd_schemes_do_not() -> None:
    page = (
        "<html><head><base href='https://cdn.example/'><link rel=alternate type=application/feed+json href=feed.json>"
        "<link rel=alternate type=application/rss+xml href='javascript:alert(1)'></head></html>"
    )
    assert find(page) == ["https://cdn.example/feed.json"]


@pytest.mark.parametrize("href", ["/feed", "/blog/feed/", "/index.xml", "/news.rss", "/rss/world", "/?feed=rss2"])
def test_common_links_in_the_page_are_found(href: str) -> None:
    assert find(f"<html><body><p><a href='{href}'>RSS feed</a></p></body></html>") == ["https://harbour.example" + href]


@pytest.mark.parametrize("href", ["/feedback", "/newsfeed-story", "/rssi", "/articles/the-atom"])
def test_other_links_are_left_alone(href: str) -> None:
    assert find(f"<html><body><a href='{href}'>Our feed of stories</a></body></html>") == []


def test_the_worker_gives_the_same_and_nothing_for_a_page_that_is_none() -> None:
    page = b"<html><head><link rel=alternate type=application/rss+xml href=/feed title=News></head></html>"
    assert discovery.links(page, url=URL) == [FeedLink("https://harbour.example/feed", "News")]
    assert discovery.links(b"", url=URL) == []


def test_guesses_stay_on_the_site() -> None:
    assert all(guess.startswith("https://harbour.example/") for guess in discovery.guesses(URL))
