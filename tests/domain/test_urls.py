"""Addresses of one article share a key; only safe addresses become links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.urls import host_of, is_web_url, safe_link, url_key

SAME = [
    "https://example.com/news/story",
    "http://example.com/news/story",
    "https://www.example.com/news/story/",
    "HTTPS://WWW.Example.COM:443/news/story",
    "http://example.com:80/news/story",
    "https://m.example.com/news/story",
    "https://amp.example.com/news/story",
    "https://example.com/news/story/amp",
    "https://example.com/news/story/amp/",
    "https://example.com/news/story?amp=1",
    "https://example.com/news/story#comments",
    "https://user@example.com/news/story",
    "https://example.com//news//story",
    "https://example.com/n%65ws/story",
    "https://example.com/news/story?utm_source=x&utm_medium=y&fbclid=z&gclid=1&mc_cid=2",
    "  https://example.com/news/story\n",
]


@pytest.mark.parametrize("url", SAME)
def test_variants_of_one_address_share_a_key(url: str) -> None:
    assert url_key(url) == url_key(SAME[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/?id=1", "https://example.com/?id=2"),
        ("https://example.com/A", "https://example.com/a"),
        ("https://example.com:8080/", "https://example.com/"),
        ("https://news.example.com/", "https://example.com/"),
        ("https://m.com/", "https://com/"),
        ("https://example.com/camp", "https://example.com/c"),
        ("https://example.com/#!/one", "https://example.com/#!/two"),
    ],
)
def test_other_articles_have_other_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


def test_the_order_of_parameters_does_not_count() -> None:
    assert url_key("https://example.com/?b=2&a=1&utm_id=9") == url_key("http://example.com/?a=1&b=2")


def test_international_hosts_have_one_key() -> None:
    assert url_key("https://bücher.example/ü") == url_key("https://xn--bcher-kva.example/%C3%BC")


@given(st.text())
def test_any_text_has_a_key_that_is_stable(text: str) -> None:
    assert url_key(text) == url_key(text.strip())


@given(st.text(alphabet="abz/%.?&=#:@[]é \x00", max_size=40))
def test_no_address_breaks_the_rules(rest: str) -> None:
    url = "https://example.com/" + rest
    url_key(url), safe_link(url), host_of(url)
    assert safe_link(rest, "https://example.com/").startswith(("http://", "https://", "mailto:")) or not safe_link(
        rest, "https://example.com/"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.com", True),
        (" http://example.com/a?b#c ", True),
        ("https://[::1]/", True),
        ("example.com", False),
        ("ftp://example.com/", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://example.com and more", False),
        ("https://[bad/", False),
        ("https://example.com:99999/", False),
        ("", False),
    ],
)
def test_what_is_a_web_address(text: str, *, expected: bool) -> None:
    assert is_web_url(text) is expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/about", "https://example.com/about"),
        ("other", "https://example.com/news/other"),
        ("//cdn.example.com/x", "https://cdn.example.com/x"),
        ("https://other.example/ä b", "https://other.example/ä%20b"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("javascript:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("http://[bad", ""),
        ("mailto:", ""),
    ],
)
def test_only_safe_addresses_become_links(address: str, expected: str) -> None:
    assert safe_link(address, "https://example.com/news/story") == expected


def test_a_relative_address_without_a_base_is_no_link() -> None:
    assert safe_link("/about") == ""


def test_the_host_is_shown_without_its_prefix() -> None:
    assert host_of("https://www.example.com/a") == "example.com"
    assert host_of("no address") == ""
