"""The persons who wrote an article, from what the page says by its title, in its head and in its data."""

from __future__ import annotations

import json

import pytest

from briefing.domain.articles import Origin
from briefing.sources import body, markup, metadata
from briefing.sources.metadata import Metadata
from briefing.sources.units import units

PROSE = "<p>The harbour master said that the new quay would open in spring, and nobody was surprised.</p>" * 4
TITLE = "<h1>The quay</h1>"


def read(head: str, content: str, url: str = "https://harbour.example/quay") -> Metadata:
    body.quiet()
    page = markup.clean(f"<html><head><title>The quay</title>{head}</head><body>{content}{PROSE}</body></html>")
    tree = markup.parse(page.html)
    return metadata.read(tree, page, units(tree, url), url)


def meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{value}">'


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<p>By</p><p>Ada Quill</p>", ("Ada Quill",)),
        ("<p>Written by:</p><img src=a.png><p>Ada Quill and Bo Marsh</p>", ("Ada Quill", "Bo Marsh")),
        ("<h3>Author</h3><p>Ada Quill</p>", ("Ada Quill",)),
        ("<p>By Ada Quill June 3, 2025</p>", ("Ada Quill",)),
        ("<p>03/01/2017 by Ada Quill, Member of the Harbour Council</p>", ("Ada Quill",)),
        ("<p><a href='/producers/ada'>Ada Quill</a> in port</p>", ("Ada Quill",)),
        ("<p>Reviewed by</p><p>Ada Quill</p>", ()),
        ("<p>By the Harbour People</p>", ()),
    ],
)
def test_people_sign_by_the_title(line: str, authors: tuple[str, ...]) -> None:
    assert read("", TITLE + line).authors == authors


@pytest.mark.parametrize(
    "name",
    [
        "Ministerium für Hafen und Fischerei",
        "Landesanstalt für Wald und Fische, LWF",
        "Harbour Daily, Kiel, Germany",
        "Deutscher Hafenverband e. V.",
        "Quillwerke AG",
        "dpa",
        "www.harbour.example",
        "hafen.ch",
        "publisher",
        "CC BY",
    ],
)
def test_an_office_an_address_and_a_licence_are_no_persons(name: str) -> None:
    assert read(meta("author", name), TITLE).authors == ()


@pytest.mark.parametrize("name", ["Efe Aydin", "Ag Quill", "Vera Amt"])
def test_a_person_may_be_called_as_an_agency_is(name: str) -> None:
    assert read(meta("author", name), TITLE).authors == (name,)


@pytest.mark.parametrize(
    "name",
    ["Zeige alle Beiträge von Ada Quill", "Eingestellt von Ada Quill", "Publié par Ada Quill", "Ada QuillAda Quill"],
)
def test_what_is_said_around_a_name_is_no_part_of_it(name: str) -> None:
    assert read(meta("author", name), TITLE).authors == ("Ada Quill",)


def test_who_signs_comes_before_the_account_that_put_it_online() -> None:
    account = meta("author", "Bo Marsh")
    found = read(account, f"{TITLE}<p>By Ada Quill, Harbour Columnist</p>")
    assert (found.authors, found.origins["authors"]) == (("Ada Quill",), Origin.PAGE)
    others = "<p>Tides</p><p>Winds</p><p>Ships</p><p>Cranes</p><p>Ropes</p><p>Knots</p>"
    assert read(account, f"{TITLE}{others}<p>By Ada Quill</p>").authors == ("Bo Marsh",)
    assert read(meta("author", "Ada Quill, Bo Marsh"), f"{TITLE}<p>By Dr Ada Quill</p>").authors == (
        "Ada Quill",
        "Bo Marsh",
    )


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (meta("twitter:label1", "Written by") + meta("twitter:data1", "Ada Quill"), ("Ada Quill",)),
        (meta("twitter:label1", "Time to read") + meta("twitter:data1", "Ada Quill"), ()),
        (meta("citation_author", "Quill, Ada") + meta("citation_author", "Marsh, Bo"), ("Ada Quill", "Bo Marsh")),
        (meta("author", "Ada Quill (Content Manager)"), ("Ada Quill",)),
        (meta("author", "content: Harbour, design: Ada Quill, code: Bo Marsh, Quayside"), ()),
        (meta("author", "View more posts"), ()),
        (meta("author", "Full Bio"), ()),
    ],
)
def test_names_in_the_head(head: str, authors: tuple[str, ...]) -> None:
    assert read(head, TITLE).authors == authors


def test_who_comments_is_no_author() -> None:
    comment = "<div class='comment-list'><div class=c><a rel=author href=/b>Bo Marsh</a></div></div>"
    assert read("", f"{TITLE}<a rel=author href=/a>Ada Quill</a>{PROSE}{comment}").authors == ("Ada Quill",)
    assert read("", f"{TITLE}{PROSE * 4}{comment}").authors == ()


@pytest.mark.parametrize(
    ("site", "company", "authors"),
    [
        ("Ada Quill", False, ("Ada Quill",)),
        ("Ada Quill", True, ()),
        ("The Quayfarers", False, ()),
        ("Quayside Dental Care", False, ()),
        ("Harbour", False, ()),
    ],
)
def test_a_site_may_have_the_name_of_who_writes_it(site: str, company: bool, authors: tuple[str, ...]) -> None:
    data = json.dumps({"@type": "LocalBusiness" if company else "WebSite", "name": site})
    head = f"<meta property='og:site_name' content='{site}'>{meta('author', site)}"
    assert read(f'{head}<script type="application/ld+json">{data}</script>', TITLE).authors == authors
