"""Packed pages become articles with the pictures that came along, or say why they cannot."""

from __future__ import annotations

import base64
import contextlib
import plistlib
import quopri
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.domain.articles import Capture, Outcome, Picture
from briefing.domain.errors import CaptureError
from briefing.domain.text import BlockKind
from briefing.sources import documents, extract, mhtml
from briefing.sources.sniff import Kind, kind_of

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day."
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
URL = "https://harbour.example/news/quay"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The quay</title><meta charset="utf-8"></head><body>
<nav><a href="/">Home</a></nav><main><article><h1>The quay</h1><p>{PROSE * 3} Größe.</p>
<figure><img src="SOURCE" alt="A quay"><figcaption>The quay at dawn</figcaption></figure>
<p>{PROSE * 3} See <a href="/more">more</a>.</p><p>{PROSE * 3} Again.</p></article></main></body></html>"""


def packed(source: str = "/img/quay.png", *, page: str = PAGE, headers: str = "", picture_headers: str = "") -> bytes:
    html = quopri.encodestring(page.replace("SOURCE", source).encode()).decode()
    return (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {URL}\r\n"
        "Subject: =?utf-8?Q?The_quay?=\r\nDate: Tue, 3 Jun 2025 08:12:13 -0000\r\nMIME-Version: 1.0\r\n"
        f'{headers}Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b----"\r\n\r\n\r\n'
        "------b----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {URL}\r\n\r\n{html}\r\n"
        "------b----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        f"{picture_headers or 'Content-Location: https://harbour.example/img/quay.png'}\r\n\r\n"
        f"{base64.encodebytes(PIXEL).decode()}\r\n------b------\r\n"
    ).encode()


def archived(**changes: object) -> dict[str, object]:
    return {
        "WebMainResource": {
            "WebResourceData": PAGE.replace("SOURCE", "/img/quay.png").encode("cp1252"),
            "WebResourceURL": URL,
            "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "windows-1252",
        },
        "WebSubresources": [
            {"WebResourceURL": "https://harbour.example/style.css", "WebResourceData": b"p {}"},
            {"WebResourceURL": "https://harbour.example/img/quay.png", "WebResourceData": PIXEL},
            "no resource",
        ],
        **changes,
    }


def check(found: Capture) -> None:
    assert (found.title, found.url, found.language, found.outcome) == ("The quay", URL, "en", Outcome.FULL)
    assert [block.kind.value for block in found.text.blocks] == ["paragraph", "image", "paragraph", "paragraph"]
    assert found.text.blocks[0].text.endswith("Größe.")
    assert found.text.blocks[2].runs[1].link == "https://harbour.example/more"
    assert [picture.body for picture in found.pictures] == [PIXEL]
    assert found.text.blocks[1].sha256 == found.pictures[0].sha256


def test_a_page_saved_by_a_browser_brings_its_pictures() -> None:
    found = mhtml.read(packed())
    check(found)
    assert found.text.blocks[1].source == "https://harbour.example/img/quay.png"
    assert found.pictures == (Picture(PIXEL, "image/png", "https://harbour.example/img/quay.png"),)


def test_a_picture_named_by_its_identifier() -> None:
    found = mhtml.read(packed("cid:quay@h", picture_headers="Content-ID: <quay@h>"))
    check(found)
    assert found.text.blocks[1].source == ""


def test_the_whole_way_through_the_worker(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_bytes(packed())
    try:
        found = documents.capture_file(path)
    finally:
        extract.close()
    check(found)
    assert found.snapshot is not None
    assert (found.snapshot.body, found.snapshot.media_type) == (path.read_bytes(), "multipart/related")
    assert (found.snapshot.captured_at, found.snapshot.url) == (datetime(2025, 6, 3, 8, 12, 13, tzinfo=UTC), URL)


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_web_archive_of_safari(form: plistlib.PlistFormat) -> None:
    body = plistlib.dumps(archived(), fmt=form)
    assert kind_of(body) is Kind.WEBARCHIVE
    check(mhtml.read_webarchive(body))


def test_a_letter_with_pictures_is_no_packed_page() -> None:
    letter = (
        b"From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: multipart/related; boundary=b\n\n--b\n\nx\n"
    )
    assert kind_of(letter) is Kind.MAIL
    assert kind_of(packed()) is Kind.MHTML
    assert kind_of(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n") is Kind.MHTML


def test_the_subject_is_the_title_of_a_page_that_has_none() -> None:
    body = packed(page=PAGE.replace("<title>The quay</title>", "").replace("<h1>The quay</h1>", ""))
    assert mhtml.read(body).title == "The quay"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (packed().replace(b'\tboundary="----b----"', b"\tx=y"), "where its parts begin"),
        (packed().replace(b"Content-Type: text/html\r\n", b"Content-Type: text/css\r\n"), "no page"),
        (packed(page=""), "is empty"),
        (packed(page="<!DOCTYPE html><html><head><meta"), "breaks off"),
        (b"Content-Type: multipart/related; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n" * 2_000, "."),
    ],
    ids=["no boundary", "no page", "empty", "cut off", "layers"],
)
def test_a_packed_page_that_is_broken_says_so(body: bytes, words: str) -> None:
    with pytest.raises(CaptureError, match=words):
        mhtml.read(body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"bplist00" + bytes(range(200)), "damaged"),
        (b"bplist00", "damaged"),
        (plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY), "list of settings"),
        (plistlib.dumps(archived(WebMainResource={"WebResourceData": b" "}), fmt=plistlib.FMT_BINARY), "is empty"),
        (
            b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><plist>&c;</plist>',
            "damaged",
        ),
    ],
    ids=["noise", "cut off", "settings", "empty", "entities"],
)
def test_a_web_archive_that_is_none_says_so(body: bytes, words: str) -> None:
    with pytest.raises(CaptureError, match=words):
        mhtml.read_webarchive(body)


@pytest.fixture
def packed_pages(corpora: Path) -> Iterator[list[Path]]:
    yield sorted((corpora / "3-mhtml").rglob("*.mhtml"))
    extract.close()


@pytest.mark.corpora
def test_what_the_corpora_expect(packed_pages: list[Path]) -> None:
    """Whole pages give title and text, broken ones a sentence."""
    read: dict[str, Capture] = {}
    for path in packed_pages:
        with contextlib.suppress(CaptureError):
            read[path.stem] = documents.capture_file(path)
    assert set(read) == {"mdn", "wikipedia"}
    assert read["mdn"].title == "Element.scrollIntoView()"
    assert read["wikipedia"].title == "Node.js"
    assert any(block.sha256 for block in read["wikipedia"].text.blocks if block.kind is BlockKind.IMAGE)
