"""E-books are read chapter by chapter, or end with a sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from PIL import Image

from briefing.domain.articles import Origin
from briefing.domain.errors import CaptureError
from briefing.sources import documents, epub, extract

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day."
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book/content.opf"/></rootfiles></container>"""
OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>The quay book</dc:title><dc:creator>Ada Quill</dc:creator><dc:creator>Ben Osei</dc:creator>
<dc:date>2025-06-03T00:00:00Z</dc:date><dc:language>en</dc:language>
<dc:publisher>Harbour Press</dc:publisher></metadata>
<manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="a" href="text/one.xhtml"/>
<item id="b" href="text/two%20b.xhtml"/></manifest>
<spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/><itemref idref="gone"/></spine></package>"""
ONE = f"""<html xmlns="http://www.w3.org/1999/xhtml"><body><h2>Later</h2><p>{PROSE}</p></body></html>"""
TWO = f"""<html><body><h2>First</h2><p>{PROSE} <a href="one.xhtml">Inside</a>, <a href="https://a.example/">outside</a></p>
<p><img src="../pictures/a.png" alt="Red"/></p><script>evil()</script></body></html>"""


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def book(**more: str) -> bytes:
    Image.new("RGB", (64, 64), "red").save(png := io.BytesIO(), "PNG")
    with zipfile.ZipFile(target := io.BytesIO(), "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        parts = {"META-INF/container.xml": CONTAINER, "book/content.opf": OPF, "book/nav.xhtml": "<p>Contents</p>"}
        for name, text in (parts | {"book/text/one.xhtml": ONE, "book/text/two b.xhtml": TWO} | more).items():
            archive.writestr(name, text)
        archive.writestr("book/pictures/a.png", png.getvalue())
    return target.getvalue()


def test_chapters_in_the_order_of_the_spine() -> None:
    found = documents.capture_bytes(book(), name="quay.epub")
    assert (found.title, found.authors, found.outlet) == ("The quay book", ("Ada Quill", "Ben Osei"), "Harbour Press")
    assert (found.published, found.origins["published"], found.language) == ("2025-06-03", Origin.DOCUMENT, "en")
    assert [(block.kind.value, block.text) for block in found.text.blocks] == [
        ("heading", "First"),
        ("paragraph", f"{PROSE} Inside, outside"),
        ("image", ""),
        ("heading", "Later"),
        ("paragraph", PROSE),
    ]
    assert [run.link for run in found.text.blocks[1].runs] == ["", "https://a.example/"]
    image = found.text.blocks[2]
    assert (image.sha256, image.source, image.alt) == (found.pictures[0].sha256, "", "Red")
    assert found.snapshot is not None
    assert found.snapshot.media_type == "application/epub+zip"


def test_a_locked_book_says_so_and_hidden_fonts_do_not_matter() -> None:
    method = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    with pytest.raises(CaptureError, match="locked by its shop"):
        epub.read(book(**{"META-INF/encryption.xml": method.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}))
    fonts = book(**{"META-INF/encryption.xml": method.format("http://www.idpf.org/2008/embedding")})
    assert epub.read(fonts).title == "The quay book"


def test_a_book_without_chapters_ends_with_a_sentence() -> None:
    with pytest.raises(CaptureError, match="list of its chapters is missing"):
        epub.read(book(**{"book/content.opf": "<package/>"}))
    with pytest.raises(CaptureError, match="no text"):
        epub.read(book(**{"book/text/one.xhtml": "", "book/text/two b.xhtml": ""}))
