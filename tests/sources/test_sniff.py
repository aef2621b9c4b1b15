"""What a file is, its content says; its name is only a hint."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.sniff import Kind, kind_of


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", Kind.EMPTY),
        (b" \n\t", Kind.EMPTY),
        (b"<!DOCTYPE html><p>x", Kind.HTML),
        (b"\xef\xbb\xbf\n<HTML><p>x", Kind.HTML),
        (b"<?xml version='1.0'?><!DOCTYPE html><html/>", Kind.HTML),
        (b"<!-- saved --><div>x</div>", Kind.HTML),
        ("<html><body>ä".encode("utf-16"), Kind.HTML),
        (b"Just some words, and a < b.", Kind.TEXT),
        (b"%PDF-1.7 x", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
        (b"RIFF1234WEBP", Kind.IMAGE),
        (b"{\\rtf1 x}", Kind.RTF),
        (b"From: a@b.c\nTo: d@e.f\nSubject: x\n\nHello", Kind.MAIL),
        (b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n", Kind.MHTML),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", Kind.FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><title>a</title></feed>", Kind.FEED),
        (b"<?xml version='1.0'?><opml/>", Kind.XML),
        (b'{"a": 1}', Kind.JSON),
        (bytes(range(256)) * 9, Kind.BINARY),
        (b"SQLite format 3\0", Kind.DATABASE),
        (b"MZ\x90\0", Kind.PROGRAM),
        (b"MZ is how this text begins", Kind.TEXT),
        (zipped("word/document.xml"), Kind.DOCX),
        (zipped("xl/workbook.xml"), Kind.OFFICE),
        (zipped("a.txt"), Kind.ARCHIVE),
        ("Привет".encode("cp1251"), Kind.TEXT),
    ],
)
def test_kinds(body: bytes, kind: Kind) -> None:
    assert kind_of(body, "page.html") is kind


def test_only_the_name_tells_markdown_from_text() -> None:
    assert kind_of(b"# A title", "note.md") is Kind.MARKDOWN
    assert kind_of(b"# A title", "note.txt") is Kind.TEXT


@given(st.binary(max_size=600))
def test_any_bytes_have_a_kind(body: bytes) -> None:
    assert kind_of(body) in Kind
