"""Files that are built to keep their reader busy, or to fill the memory, end soon with text or a sentence."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.domain.articles import Outcome
from briefing.domain.errors import CaptureError
from briefing.domain.text import BlockKind
from briefing.sources import documents, extract, plaintext

SECONDS = 12


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def book(chapters: int, paragraphs: int, *, more: str = "") -> bytes:
    items = "".join(f'<item id="i{number}" href="{number}.xhtml"/>' for number in range(chapters))
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(chapters))
    package = f"<package><metadata/><manifest>{items}{more}</manifest><spine>{spine}</spine></package>"
    page = "<html><body>" + "<p>Some words of a chapter.</p>" * paragraphs + "</body></html>"
    with zipfile.ZipFile(target := io.BytesIO(), "w", 8) as written:
        written.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        written.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="o/content.opf"/></rootfiles></container>',
        )
        written.writestr("o/content.opf", package)
        for number in range(chapters):
            written.writestr(f"o/{number}.xhtml", page)
    return target.getvalue()


def test_a_text_of_very_many_lines_is_kept_as_it_is() -> None:
    text = "".join(f"Line {number} of a log.\n" for number in range(plaintext.MAX_LINES + 10))
    began = time.monotonic()
    found = documents.capture_bytes(text.encode(), name="log.txt")
    assert time.monotonic() - began < SECONDS
    assert found.outcome is Outcome.SIMPLIFIED
    assert {block.kind for block in found.text.blocks} == {BlockKind.CODE}
    assert found.text.text.rstrip("\n") == text.rstrip("\n")


def test_a_long_text_is_read_as_a_short_one() -> None:
    text = "# Tides\n\n" + "The tide rose again at the old quay, it is said.\n\n" * 6_000
    assert len(text) > documents.SMALL_TEXT
    found = documents.capture_bytes(text.encode(), name="tides.md")
    assert (found.title, len(found.text.blocks)) == ("Tides", 6_000)
    assert found.snapshot is not None
    assert found.snapshot.body == text.encode()


def test_marks_that_never_close_do_not_keep_the_reader_busy() -> None:
    began = time.monotonic()
    found = documents.capture_bytes(("# T\n\n" + "**a " * 100_000).encode(), name="stars.md")
    assert time.monotonic() - began < SECONDS
    assert found.text.text.startswith("**a **a")


def test_a_book_of_very_many_chapters_is_read_as_far_as_it_goes() -> None:
    began = time.monotonic()
    found = documents.capture_bytes(book(2_000, 100), name="long.epub")
    assert time.monotonic() - began < SECONDS
    assert (found.outcome, found.reason[:14]) == (Outcome.PARTIAL, "Only the first")


def test_a_book_reaches_nothing_outside_itself(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xhtml"
    secret.write_text("<html><body><p>TOPSECRET</p></body></html>")
    more = f'<item id="x" href="../../../../../../../..{secret}"/>'
    found = documents.capture_bytes(book(1, 3, more=more), name="book.epub")
    assert "TOPSECRET" not in found.text.text
    assert documents.capture_bytes(book(1, 3), name="book.epub").text == found.text


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("empty.pdf", b"", "is empty"),
        ("zero.txt", b"\0" * 5_000, "is empty"),
        ("noise.html", bytes(range(256)) * 40, "without readable text"),
        ("report.pdf", b"PK\3\4" + b"x" * 500, "compressed archive"),
        ("half.docx", b"PK\3\4 word/" + b"x" * 500, "damaged"),
    ],
)
def test_what_is_no_document_is_named(name: str, body: bytes, sentence: str) -> None:
    with pytest.raises(CaptureError, match=sentence):
        documents.capture_bytes(body, name=name)


def test_a_link_that_leads_to_itself_ends_with_a_sentence(tmp_path: Path) -> None:
    loop = tmp_path / "loop.html"
    loop.symlink_to(loop)
    with pytest.raises(CaptureError, match=r"could not be read|no file"):
        documents.capture_file(loop)


def test_a_file_of_more_than_100_mb_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(120_000_000)
    with pytest.raises(CaptureError, match="larger than 50 MB"):
        documents.capture_file(large)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_letters_of_every_encoding_arrive(encoding: str) -> None:
    text = "Ein Titel\n\nDas ist ein Text mit Umlauten, äöü, der lang genug ist, um gelesen zu werden.\n"
    found = documents.capture_bytes(text.encode(encoding), name="brief.txt")
    assert (found.title, "äöü" in found.text.text) == ("Ein Titel", True)
