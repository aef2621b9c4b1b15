"""What a page says about itself is read, and what it does not say is not made up."""

from __future__ import annotations

import json

import pytest

from briefing.domain.articles import Origin
from briefing.sources import body, linked_data, markup, metadata
from briefing.sources.metadata import Metadata
from briefing.sources.units import units

URL = "https://www.harbour.example/news/the-quay"
PROSE = "<p>The harbour master said that the new quay would open in spring, and nobody was surprised.</p>" * 4


def read(head: str, content: str = "", url: str = URL) -> Metadata:
    body.quiet()
    page = markup.clean(f"<html><head>{head}</head><body>{content}{PROSE}</body></html>")
    tree = markup.parse(page.html)
    return metadata.read(tree, page, units(tree, url), url)


def linked(**data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **data})}</script>'


def test_linked_data_comes_first() -> None:
    found = read(
        linked(
            headline="The quay &amp; the sea",
            author=[{"@type": "Person", "name": "Ada Quill"}, {"@type": "Organization", "name": "Harbour Daily"}],
            datePublished="2025-06-03T08:00:00+02:00",
            publisher={"name": "Harbour Daily"},
            inLanguage="en_gb",
        )
    )
    assert found.title == "The quay & the sea"
    assert found.authors == ("Ada Quill",)
    assert found.outlet == "Harbour Daily"
    assert found.published == "2025-06-03T08:00:00+02:00"
    assert found.language == "en-GB"
    assert set(found.origins.values()) == {Origin.PAGE}


def test_nodes_may_point_at_each_other() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "The quay", "author": {"@id": "#ada"}, "publisher": {"@id": "#org"}},
            {"@type": "Person", "@id": "#ada", "name": "Ada Quill"},
            {"@type": "Organization", "@id": "#org", "name": "Harbour Daily"},
        ]
    }
    found = linked_data.read([f"<!-- {json.dumps(graph)[:-1]},}} -->"])
    assert [credit.name for credit in found.authors] == ["Ada Quill"]
    assert found.outlet == "Harbour Daily"


@pytest.mark.parametrize("block", ["[" * 100_000, "{", "", "null", '"text"', '{"@type": 5, "author": [[[]]]}', "\x00"])
def test_broken_linked_data_is_passed_over(block: str) -> None:
    assert linked_data.read([block]).authors == ()


@pytest.mark.parametrize(
    ("head", "content", "title"),
    [
        ("<title>The quay | Harbour Daily</title>", "<h1>The quay</h1>", "The quay"),
        ("<title>The quay - harbour.example</title>", "", "The quay"),
        (
            "<title>The quay that cost less – Harbour</title>",
            "<h1><a href='/'>Harbour</a></h1>",
            "The quay that cost less",
        ),
        ("<meta property=og:title content='The quay'><title>x</title>", "", "The quay"),
        ("<meta property='x:title dc:title' content='The quay'><title>x</title>", "", "The quay"),
        ("<title>The quay: a story</title>", "<h1>Menu</h1><h1>The quay: a story</h1>", "The quay: a story"),
        ("<title>Why the old quay stays</title>", "<h1>The old quay stays</h1>", "The old quay stays"),
        ("<title>State-of-the-art quays</title>", "", "State-of-the-art quays"),
        ("", "<h1>Only this</h1>", "Only this"),
        (
            "<meta property=og:title content='Why the quay stays'><title>Why the quay stays | A Harbour Blog</title>",
            "<h1>A Harbour Blog</h1><h1>Sources</h1>",
            "Why the quay stays",
        ),
        ("<title>Harbour</title>", "<h1>Why the old quay stays</h1>", "Why the old quay stays"),
        ('<title>(4) Ada Quill on X: "The quay"</title>', "", 'Ada Quill on X: "The quay"'),
        ("<title>(99+) Inbox</title>", "<h1>(99+) Inbox</h1>", "(99+) Inbox"),
        ("<title>A page</title>", "<h1>A page<a href='#a'>¶</a></h1>", "A page"),
        ("<title>Learning C#</title>", "<h1>Learning C#</h1>", "Learning C#"),
        ("", "", ""),
    ],
)
def test_the_title_is_the_headline_without_the_site(head: str, content: str, title: str) -> None:
    assert read(head, content).title == title


@pytest.mark.parametrize(
    ("head", "content", "authors"),
    [
        ("<meta name=author content='Ada Quill, Bo Marsh and Cy Dunn'>", "", ("Ada Quill", "Bo Marsh", "Cy Dunn")),
        ("<meta name=author content='By Ada Quill, PhD'>", "", ("Ada Quill",)),
        ("<meta name=author content='Ada Quill, Senior Editor'>", "", ("Ada Quill",)),
        ("<meta name=author content='Harbour Staff'>", "", ()),
        ("<meta name=author content='harbour'>", "", ()),
        ("<meta name=author content='https://facebook.com/ada'>", "", ()),
        ("", "<h1>T</h1><a rel=author href=/a>Ada Quill</a>", ("Ada Quill",)),
        ("", "<h1>T</h1><a rel=author href=/a>Ada</a><p><a rel=author href=/a>More About Ada »</a>", ("Ada",)),
        ("", "<h1>T</h1><a rel=author href=/a>View all posts by Ada Quill →</a>", ("Ada Quill",)),
        ("", "<h1>T</h1><p>By <a href='/author/ada'>Ada Quill</a></p>", ("Ada Quill",)),
        ("", "<h1>T</h1><span class='post-author'>Ada Quill</span>", ("Ada Quill",)),
        ("", "<h1>T</h1><div>By Ada Quill | June 3, 2025</div>", ("Ada Quill",)),
        ("", "<h1>T</h1><p>Reviewed by Ada Quill</p>", ()),
    ],
)
def test_authors_are_persons(head: str, content: str, authors: tuple[str, ...]) -> None:
    assert read(f"<title>T</title>{head}", content).authors == authors


@pytest.mark.parametrize(
    ("head", "content", "url", "date"),
    [
        (
            "<meta name=author content='Ada Quill'>"
            "<meta property='article:published_time' content='2025-06-03T10:00:00Z'>",
            "",
            URL,
            "2025-06-03T10:00:00+00:00",
        ),
        (
            "<meta name=author content='Ada Quill'>",
            "<time itemprop=datePublished datetime=2025-06-03>June</time>",
            URL,
            "2025-06-03",
        ),
        ("", "", "https://harbour.example/2025/06/03/quay", "2025-06-03"),
        ("", "", "https://harbour.example/2025-06-03-quay", "2025-06-03"),
        ("<title>T</title>", "<h1>T</h1><p>Published June 3, 2025</p>", URL, "2025-06-03"),
    ],
)
def test_a_date_that_the_page_states_is_certain(head: str, content: str, url: str, date: str) -> None:
    found = read(head, content, url)
    assert (found.published, found.origins["published"]) == (date, Origin.PAGE)


STATED = "<meta property='article:published_time' content='2025-06-03T10:00:00Z'>"
AUTHOR = "<meta name=author content='Ada Quill'>"
WHOLE_PAGE = '<script type="application/ld+json">{"@type": "%s", "datePublished": "2025-06-03"}</script>'


@pytest.mark.parametrize(
    ("head", "content", "date"),
    [
        (WHOLE_PAGE % "WebPage", "", "2025-06-03"),
        (WHOLE_PAGE % "VideoObject", "", "2025-06-03"),
        (WHOLE_PAGE % "Product" + STATED, "", "2025-06-03T10:00:00+00:00"),
        ("<meta property='og:type' content='product'>" + STATED, "", "2025-06-03T10:00:00+00:00"),
        ("<meta property='og:type' content='website'>" + WHOLE_PAGE % "BlogPosting", "", "2025-06-03"),
        ("", "<div>Feature: June 3, 2025, five minutes</div>", "2025-06-03"),
        ("", "<div><time datetime='2025-06-03T10:00'>06/03/2025</time> at home</div>", "2025-06-03"),
        ("", "<div>Checked and updated June 3, 2025</div>", "2025-06-03"),
        (STATED, "<div>7 min read · Dec 30, 2013</div>", "2013-12-30"),
    ],
)
def test_a_date_that_may_be_of_something_else_is_a_guess(head: str, content: str, date: str) -> None:
    found = read(f"<title>T</title>{head}", f"<h1>T</h1>{content}")
    assert (found.published, found.origins["published"]) == (date, Origin.GUESS)


@pytest.mark.parametrize(
    ("head", "content", "date"),
    [
        (STATED + AUTHOR, "<div>Dec 30, 2025</div>", "2025-06-03T10:00:00+00:00"),
        (STATED, "<div>June 2, 2025</div>", "2025-06-03T10:00:00+00:00"),
        (
            STATED + AUTHOR,
            "<p>The last time that it rained was on June 1, 2019, they say.</p>",
            "2025-06-03T10:00:00+00:00",
        ),
        ("", "<div>Updated June 3, 2025</div><p>This was originally published on 26 Sep 2019.</p>", "2019-09-26"),
        (WHOLE_PAGE % "WebPage", "<p>June 3, 2025</p>", "2025-06-03"),
        ("<meta property='og:type' content='website'>" + WHOLE_PAGE % "Article", "<p>June 3, 2025</p>", "2025-06-03"),
    ],
)
def test_a_date_that_nothing_contradicts_is_certain(head: str, content: str, date: str) -> None:
    found = read(f"<title>T</title>{head}", f"<h1>T</h1>{content}")
    assert (found.published, found.origins["published"]) == (date, Origin.PAGE)


@pytest.mark.parametrize(
    "content",
    [
        "<h1>T</h1><div>June 3, 2025</div>",
        "<h1>T</h1><div>Posted at noon on 3/6/2025</div>",
        "<h1>T</h1><div>Updated June 3, 2025</div>",
        "<h1>T</h1><p>By Ada Quill</p>",
    ],
)
def test_a_machine_date_is_certain_when_readers_see_it_or_somebody_signs(content: str) -> None:
    assert read(f"<title>T</title>{STATED}", content).origins["published"] is Origin.PAGE


@pytest.mark.parametrize("body_class", ["single single-post postid-7", "page page-id-7", ""])
def test_a_machine_date_that_nothing_bears_out_is_certain_only_of_a_post(body_class: str) -> None:
    body.quiet()
    page = markup.clean(f"<title>T</title>{STATED}<body class='{body_class}'><h1>T</h1>{PROSE}")
    tree = markup.parse(page.html)
    found = metadata.read(tree, page, units(tree, URL), URL)
    assert found.published == "2025-06-03T10:00:00+00:00"
    assert found.origins["published"] is (Origin.PAGE if "single-post" in body_class else Origin.GUESS)


def test_attributes_that_name_several_days_are_those_of_several_things() -> None:
    day = "<time itemprop=datePublished datetime={}>x</time>"
    others = PROSE * 4 + day.format("2015-12-07") + day.format("2024-10-29")
    assert read(f"<title>T</title>{AUTHOR}", f"<h1>T</h1>{others}").origins["published"] is Origin.GUESS
    found = read(f"<title>T</title>{AUTHOR}{STATED}", f"<h1>T</h1>{others}")
    assert (found.published, found.origins["published"]) == ("2025-06-03T10:00:00+00:00", Origin.PAGE)


def test_a_version_in_the_address_is_no_certain_date() -> None:
    assert read("", url="https://harbour.example/t/2024-4-4-2024-5-0-issue").origins["published"] is not Origin.PAGE


def test_an_earlier_date_in_the_address_is_no_longer_what_the_page_states() -> None:
    found = read(STATED, url="https://harbour.example/2019/7/12/quay")
    assert (found.published, found.origins["published"]) == ("2019-07-12", Origin.GUESS)


def test_a_page_without_a_date_gets_none_or_a_guess() -> None:
    assert read("<title>T</title>", "<h1>T</h1>").published == ""
    found = read("<title>T</title>", "<footer>Copyright 2021. Printed 3 June 2021</footer>")
    assert found.origins["published"] is not Origin.PAGE


def test_the_dates_in_tables_of_data_are_those_of_what_the_article_is_about() -> None:
    row = "<tr><th>Founded</th><td>{0}February 28, 1998 (1998-02-28)</td></tr><tr><th>Founder</th><td>Ada</td></tr>"
    for table in (f"<table>{row.format('')}</table>", f"<table class=infobox>{row.format('<ul><li>x</ul><h2>y</h2>')}"):
        assert read("<title>Quays</title>", f"<h1>Quays</h1>{table}</table>").published == ""
    layout = "<table><tr><td><h2>A</h2><td><p>1998-02-28</p></tr><tr><td>x<td>y</tr></table>"
    assert read("<title>Quays</title>", f"<h1>Quays</h1>{layout}").published == "1998-02-28"


def test_a_later_change_is_no_date_of_publication() -> None:
    found = read("<title>T</title>", "<h1>T</h1><p>Updated June 3, 2025</p>")
    assert found.origins["published"] is not Origin.PAGE


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://harbour.example/quay", "https://harbour.example/quay"),
        ("/quay", "https://www.harbour.example/quay"),
        ("https://harbour.example/", URL),
        ("https://elsewhere.example/quay", URL),
        ("javascript:alert(1)", URL),
    ],
)
def test_the_address_for_everyone_is_believed_only_on_its_own_site(canonical: str, url: str) -> None:
    assert read(f"<link rel=canonical href='{canonical}'>").url == url


def test_an_outlet_that_nobody_names_is_the_host_as_a_guess() -> None:
    found = read("<title>T</title>")
    assert (found.outlet, found.origins["outlet"]) == ("harbour.example", Origin.GUESS)


def test_a_language_that_nobody_names_is_a_guess() -> None:
    found = read("<title>T</title>")
    assert (found.language, found.origins["language"]) == ("en", Origin.GUESS)


def test_the_head_alone_gives_a_title() -> None:
    found = metadata.read_head("<title>The quay</title><meta property='og:title' content='The &quot;quay&quot;'>", URL)
    assert found.title == 'The "quay"'
    assert metadata.read_head("<title>(4) The quay</title>", URL).title == "The quay"
