"""Pages that are made to exhaust, confuse or attack what reads them, and pages that are only broken."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Mapping

SENTENCE = "The harbour master said that the new quay would open in spring, and that nobody had been surprised by it. "
ARTICLE = f"<article><h1>The quay</h1>{f'<p>{SENTENCE}{SENTENCE}</p>' * 8}</article>"
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
_JSON_LD = "<script type='application/ld+json'>"
_BOMB = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def _page(content: str, head: str = "") -> bytes:
    return f"<html><head><title>The quay</title>{head}</head><body>{content}</body></html>".encode()


def _nested(tag: str, depth: int) -> bytes:
    return _page(f"<{tag}>" * depth + ARTICLE + f"</{tag}>" * depth)


def _garbage() -> bytes:
    return b"<html>" + random.Random(7).randbytes(300_000)


def _table(rows: int, columns: int) -> str:
    return "<table>" + ("<tr>" + "<td>1" * columns) * rows + "</table>"


KINDS: Mapping[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "white space": lambda: b" \n\t" * 1000,
    "only a doctype": lambda: b"<!DOCTYPE html>",
    "no body": lambda: b"<html><head><title>The quay</title></head></html>",
    "1,000 divs deep": lambda: _nested("div", 1_000),
    "10,000 divs deep": lambda: _nested("div", 10_000),
    "100,000 divs deep": lambda: _nested("div", 100_000),
    "100,000 spans deep": lambda: _nested("span", 100_000),
    "3,000 quotes deep": lambda: _nested("blockquote", 3_000),
    "20,000 lists deep": lambda: _page("<ul><li>" * 20_000 + ARTICLE),
    "2,000 tables deep": lambda: _page("<table><tr><td>" * 2_000 + ARTICLE),
    "nested to 50 MB": lambda: _page("<div>" * 9_000_000),
    "flat divs to 10 MB": lambda: _page("<div>word</div>" * 650_000 + ARTICLE),
    "flat divs to 48 MB": lambda: _page("<div>word</div>" * 3_200_000),
    "140,000 paragraphs": lambda: _page("<p>A short paragraph of a page that never ends.</p>" * 140_000),
    "one text of 48 MB": lambda: _page("<p>" + "word " * 9_600_000 + "</p>"),
    "one word of 5 MB": lambda: _page("<p>" + "a" * 5_000_000 + "</p>" + ARTICLE),
    "one line of 200,000 links": lambda: _page("<a href=/x>a link</a> " * 200_000),
    "200,000 attributes": lambda: _page("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">text</p>" + ARTICLE),
    "an attribute of 5 MB": lambda: _page(f"<p title='{'x' * 5_000_000}'>text</p>{ARTICLE}"),
    "a class of 1 MB": lambda: _page(f"<div class='{'side-bar ' * 110_000}'>{ARTICLE}</div>"),
    "a table of 4,000 by 50": lambda: _page(_table(4_000, 50) + ARTICLE),
    "a cell over 10^9 columns": lambda: _page(f"<table><tr><td colspan=999999999 rowspan=99999999>1</table>{ARTICLE}"),
    "300,000 line breaks": lambda: _page("a<br>" * 300_000 + ARTICLE),
    "50,000 unclosed tags": lambda: _page("<p><b><i><a href=/x>word" * 12_500 + ARTICLE),
    "50,000 crossed tags": lambda: _page("<b><i>word</b></i>" * 50_000 + ARTICLE),
    "100,000 images": lambda: _page("<img src=/a.jpg>" * 55_000 + ARTICLE),
    "100,000 comments": lambda: _page("<!-- - -- > -->" * 100_000 + ARTICLE),
    "a comment that never ends": lambda: _page(ARTICLE + "<!-- " * 100_000),
    "a script that never ends": lambda: _page(ARTICLE + "<script>" * 100_000),
    "100,000 ampersands": lambda: _page("<p>" + "&amp" * 100_000 + "&" * 100_000 + "</p>" + ARTICLE),
    "numbers of no character": lambda: _page("<p>&#0;&#xD800;&#x110000;&#99999999999;</p>" + ARTICLE),
    "billion laughs": lambda: (
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{_BOMB}]><html><body><p>&l9;</p>{ARTICLE}</body></html>'.encode()
    ),
    "a file as an entity": lambda: (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><p>&e;</p>{ARTICLE}</html>'.encode()
    ),
    "an entity from the network": lambda: (
        f'<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/e.dtd"> %e;]><html>{ARTICLE}</html>'.encode()
    ),
    "JSON-LD 100,000 deep": lambda: _page(ARTICLE, f"{_JSON_LD}{'[' * 100_000}</script>"),
    "JSON-LD 30,000 objects deep": lambda: _page(
        ARTICLE, _JSON_LD + '{"a":' * 30_000 + "1" + "}" * 30_000 + "</script>"
    ),
    "JSON-LD of 2 MB": lambda: _page(
        ARTICLE, f'{_JSON_LD}{{"@type":"Article","headline":"{"a" * 2_000_000}"}}</script>'
    ),
    "2,000 blocks of JSON-LD": lambda: _page(ARTICLE, f'{_JSON_LD}{{"@type":"Article"}}</script>' * 2_000),
    "JSON-LD of odd types": lambda: _page(
        ARTICLE, _JSON_LD + '{"@type":["Article",5],"author":[[{}]],"datePublished":{},"headline":[1]}</script>'
    ),
    "100,000 meta elements": lambda: _page(ARTICLE, "<meta name=author content='Ada Quill'>" * 50_000),
    "a title of 5 MB": lambda: _page(ARTICLE, f"<title>{'The quay ' * 550_000}</title>"),
    "a byline that never ends": lambda: _page("<h1>The quay</h1><p>By " + "Ada and " * 50_000 + "</p>" + ARTICLE),
    "dates that never end": lambda: _page("<h1>The quay</h1><p>" + "1" * 200_000 + "/1/2025</p>" + ARTICLE),
    "commas and spaces": lambda: _page("<p>" + ", " * 500_000 + "</p><p>" + " " * 2_000_000 + "</p>" + ARTICLE),
    "NUL bytes": lambda: _page(ARTICLE).replace(b" ", b"\0 "),
    "control characters": lambda: _page(ARTICLE.replace("quay", "q\x01\x08\x1b\x7fuay")),
    "broken UTF-8": lambda: _page(ARTICLE).replace(b"quay", b"q\xff\xfe\xc3uay"),
    "UTF-16 without a mark": lambda: _page(ARTICLE).decode().encode("utf-16-le"),
    "UTF-16 called UTF-8": lambda: _page(ARTICLE, "<meta charset=utf-8>").decode().encode("utf-16"),
    "Japanese called Latin": lambda: (
        _page(
            "<article>" + "<p>これは日本語の文章です。とても長い文章です。</p>" * 20 + "</article>",
            "<meta charset=latin1>",
        )
        .decode()
        .encode("cp932")
    ),
    "a charset that is none": lambda: _page(ARTICLE, "<meta charset='../../etc/passwd'>"),
    "a PDF": lambda: _PDF,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "a compressed page": lambda: gzip.compress(_page(ARTICLE)),
    "noise": _garbage,
    "text without tags": lambda: (SENTENCE * 40).encode(),
    "frames": lambda: b"<html><frameset cols='*'><frame src=a.html></frameset></html>",
    "a page of a script": lambda: _page("<div id=root></div><noscript>Enable JavaScript</noscript>"),
    "addresses that run": lambda: _page(
        f"<a href='javascript:alert(1)'>x</a><img src=x onerror=alert(1)><base href='javascript:/'>{ARTICLE}"
    ),
    "a page within a page": lambda: _page(f"<iframe srcdoc='{ARTICLE}'></iframe>{ARTICLE}<html><body>{ARTICLE}"),
    "an address of 1 MB": lambda: _page(f"<a href='https://e.org/{'a' * 1_000_000}'>x</a>{ARTICLE}"),
}
