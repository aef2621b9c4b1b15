"""Feeds of every kind become items with what an article needs; what is missing stays missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.errors import Cancelled, CaptureError
from briefing.domain.feeds import IncomingDraft, ParsedFeed
from briefing.sources import extract, feed, feed_items, feed_parser

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour &amp; Daily</title>
<link>https://harbour.example/</link><language>en-gb</language>{items}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://tide.example/blog/" xml:lang="de">
<title>Gezeiten</title><link href="."/><author><name>Ada Quill</name></author>{items}</feed>"""
LONG = "<p>" + "The quay was lit by the tide again tonight. " * 30 + "</p>"


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def rss(*items: str) -> ParsedFeed:
    body = RSS.format(items="".join(f"<item>{item}</item>" for item in items))
    return feed_parser.parse(body.encode(), "https://harbour.example/feed")


def atom(*items: str) -> ParsedFeed:
    return feed_parser.parse(ATOM.format(items="".join(f"<entry>{item}</entry>" for item in items)).encode())


def only(found: ParsedFeed) -> tuple[IncomingDraft, Capture]:
    """The one item of a feed and what it would be as an article."""
    (item,) = found.items
    assert item.capture
    return item, item.capture


def test_an_item_of_rss_says_where_each_field_comes_from() -> None:
    found = rss(
        "<title>Tide &amp;amp; time</title><link>https://harbour.example/a?x=1&amp;y=2</link>"
        "<guid isPermaLink='false'>7</guid><dc:creator>Ada Quill and Ben Inker</dc:creator>"
        "<pubDate>Mon, 01 Jun 2026 10:20:30 +0200</pubDate>"
        f"<description>Short.</description><content:encoded><![CDATA[{LONG}]]></content:encoded>"
        "<enclosure url='https://harbour.example/a.mp3' length='1' type='audio/mpeg'/>"
    )
    item, capture = only(found)
    assert (found.title, found.site_url, found.language) == ("Harbour & Daily", "https://harbour.example/", "en-GB")
    assert (item.guid, item.title, item.url) == ("7", "Tide & time", "https://harbour.example/a?x=1&y=2")
    assert item.authors == ("Ada Quill", "Ben Inker")
    assert item.published == "2026-06-01T10:20:30+02:00"
    assert capture.outcome is Outcome.FULL
    assert capture.text.text.startswith("The quay was lit")
    assert {capture.origins[name] for name in ("title", "authors", "outlet", "published")} == {Origin.FEED}
    assert "mp3" not in repr(capture)


def test_atom_resolves_links_and_lends_its_author() -> None:
    found = atom(
        "<id>tag:1</id><title type='html'>&lt;b&gt;Ebbe&lt;/b&gt;</title><link href='eins'/>"
        "<published>2026-06-01T08:00:00Z</published><content type='html' xml:base='https://cdn.example/'>"
        "&lt;p&gt;Sieh &lt;a href='zwei'&gt;hier&lt;/a&gt;.&lt;/p&gt;&lt;script&gt;steal()&lt;/script&gt;</content>"
    )
    item, capture = only(found)
    assert (item.title, item.url, item.authors) == ("Ebbe", "https://tide.example/blog/eins", ("Ada Quill",))
    assert [run.link for run in capture.text.blocks[0].runs if run.link] == ["https://cdn.example/zwei"]
    assert "steal" not in capture.text.text
    assert capture.language == "de"


def test_rdf_and_json_feeds_are_read() -> None:
    rdf = feed_parser.parse(
        b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old</title><link>https://o.example</link>
        </channel><item rdf:about="https://o.example/1"><title>One</title><link>https://o.example/1</link>
        <dc:date>2026-06-01</dc:date></item></rdf:RDF>"""
    )
    assert [(item.title, item.published) for item in rdf.items] == [("One", "2026-06-01")]
    body = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://j.example/",
            "authors": [{"name": "Ada Quill"}],
            "items": [{"id": 7, "url": "/a", "content_html": "<p>Hi <a href='b'>b</a></p>", "title": "A",
                       "date_published": "2026-06-01T08:00:00Z"},
                      {"id": "8", "content_text": "Plain < text"}, 9]}  # fmt: skip
    found = feed_parser.parse(json.dumps(body).encode(), "https://j.example/feed.json")
    assert [(item.guid, item.url, item.authors) for item in found.items] == [
        ("7", "https://j.example/a", ("Ada Quill",)),
        ("8", "", ("Ada Quill",)),
    ]
    assert found.items[1].title == "Plain < text"


def test_what_is_missing_is_not_made_up() -> None:
    item, capture = only(rss("<description>Only a few words stand here.</description>"))
    assert (item.published, item.authors, item.url) == ("", (), "")
    assert (item.title, capture.origins["title"]) == ("Only a few words stand here.", Origin.GUESS)
    assert capture.origins["published"] is Origin.UNKNOWN
    assert item.guid.startswith("sha256:")
    assert item.guid == only(rss("<description>Only a few words stand here.</description>"))[0].guid


def test_a_day_ahead_and_a_day_of_change_are_guesses() -> None:
    ahead = (datetime.now(UTC) + timedelta(days=40)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    _, later = only(rss(f"<title>A</title><pubDate>{ahead}</pubDate>"))
    assert later.published
    assert later.origins["published"] is Origin.GUESS
    _, changed = only(atom("<id>1</id><title>A</title><updated>2026-06-01T08:00:00Z</updated>"))
    assert (changed.published, changed.origins["published"]) == ("2026-06-01T08:00:00+00:00", Origin.GUESS)


@pytest.mark.parametrize(
    "text", [LONG[:200] + "… [&amp;hellip;]", "Short words.", LONG + "&lt;p&gt;Read more »&lt;/p&gt;"]
)
def test_a_teaser_is_told_from_a_text(text: str) -> None:
    escaped = text.replace("<", "&lt;")
    _, capture = only(
        rss(f"<title>A</title><link>https://harbour.example/a</link><description>{escaped}</description>")
    )
    assert capture.outcome is Outcome.PARTIAL
    assert "beginning" in capture.reason


def test_the_line_of_wordpress_is_struck_and_nobody_is_no_author() -> None:
    _, capture = only(
        rss(
            "<title>A</title><dc:creator>admin</dc:creator><content:encoded>"
            f"<![CDATA[{LONG}<p>The post <a href='x'>A</a> appeared first on <a href='y'>Harbour</a>.</p>]]>"
            "</content:encoded>"
        )
    )
    assert capture.authors == ()
    assert capture.text.blocks[-1].struck


def test_the_same_item_comes_once_and_a_flood_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(rss("<guid>1</guid><title>A</title>", "<guid>1</guid><title>A</title>").items) == 1
    monkeypatch.setattr(feed_parser, "MAX_ITEMS", 3)
    assert len(rss(*(f"<guid>{n}</guid><title>{n}</title>" for n in range(9))).items) == 3
    assert feed_items.MAX_ITEMS == 50_000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"<html><head><title>Page</title></head><body><p>Hi</p></body></html>", "no feed here"),
        (b"just words", "no feed here"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "cut off"),
        (b'{"hello": 1}', "no feed"),
        (b"[" * 100_000, "cut off"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_sentence(body: bytes, words: str) -> None:
    with pytest.raises(CaptureError, match=words):
        feed_parser.parse(body)


def test_broken_feeds_are_read_as_far_as_they_go() -> None:
    cut = RSS.format(items="<item><title>One</title></item><item><title>Two</title>").encode()[:-16]
    assert [item.title for item in feed_parser.parse(cut).items] == ["One", "Two"]
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
    found = feed_parser.parse(bomb + RSS.format(items="<item><title>&c; x</title></item>").encode())
    assert len(found.items) == 1
    assert len(found.items[0].title) < 100
    odd = RSS.format(items="<item><title>Odd &#99999999; and & more</title></item>").encode()
    assert "Odd" in feed_parser.parse(odd).items[0].title


def test_encodings_are_read_as_declared() -> None:
    text = RSS.format(items="<item><title>Ebbe über Köln</title></item>").replace(
        '"1.0"?', '"1.0" encoding="iso-8859-1"?'
    )
    assert feed_parser.parse(text.encode("iso-8859-1")).items[0].title == "Ebbe über Köln"


def test_the_worker_gives_the_same_and_can_be_cancelled() -> None:
    body = RSS.format(
        items=f"<item><guid>7</guid><title>A</title><content:encoded><![CDATA[{LONG}]]></content:encoded></item>"
    )
    found = feed.read(body.encode(), url="https://harbour.example/feed")
    assert found == feed_parser.parse(body.encode(), "https://harbour.example/feed")
    with pytest.raises(CaptureError, match="no feed here"):
        feed.read(b"<html><body>x</body></html>")
    with pytest.raises(Cancelled):
        feed.read(RSS.format(items="<item><title>A</title></item>" * 5000).encode(), cancel=lambda: True)


def test_a_feed_that_takes_too_long_is_read_from_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    ask = extract.ask

    def slow_at_first(request: dict[str, object], body: bytes, **more: object) -> object:
        asked.append(len(body))
        if len(asked) == 1:
            raise extract.WorkerError("timeout")
        return ask(request, body, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "ask", slow_at_first)
    monkeypatch.setattr(feed, "SHORT_TIMEOUT", 30.0)
    items = "".join(f"<item><guid>{n}</guid><title>Item {n}</title></item>" for n in range(20_000))
    found = feed.read(RSS.format(items=items).encode())
    assert asked[1] < asked[0]
    assert 100 < len(found.items) < 20_000
    assert found.items[0].title == "Item 0"
