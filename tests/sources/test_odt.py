"""OpenDocument texts keep their structure, and end with a sentence where they cannot be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from PIL import Image

from briefing.domain.errors import CaptureError
from briefing.sources import documents, extract, odt

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day."
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"'
    for name, kind in {
        "office": "office", "text": "text", "style": "style", "fo": "xsl-fo-compatible", "table": "table",
        "draw": "drawing", "meta": "meta", "svg": "svg-compatible",
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
STYLES = """<office:automatic-styles>
<style:style style:name="T1" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>
<text:list-level-style-bullet text:level="2"/></text:list-style></office:automatic-styles>"""
BODY = f"""<text:p text:style-name="Title">On tides</text:p>
<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
<text:p>{PROSE} It<text:s text:c="2"/>was
<text:span text:style-name="T1">low</text:span><text:note><text:note-citation>1
</text:note-citation><text:note-body><text:p>By hand.</text:p></text:note-body></text:note>, see
<text:a xlink:href="https://harbour.example/more">more</text:a>.</text:p>
<text:h text:outline-level="2">The cost</text:h>
<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A red square</svg:desc></draw:frame></text:p>
<text:list text:style-name="L1"><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Deeper</text:p>
</text:list-item></text:list></text:list-item></text:list>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell>
<table:table-cell><text:p>Cost</text:p></table:table-cell></table:table-row>
</table:table-header-rows><table:table-row>
<table:table-cell><text:p>2024</text:p></table:table-cell>
<table:table-cell><text:p>12 million</text:p></table:table-cell>
</table:table-row></table:table><text:p text:style-name="P1">So said the master.</text:p>"""
META = """<office:meta><dc:title>A report on tides</dc:title><meta:initial-creator>Ada Quill</meta:initial-creator>
<meta:creation-date>2025-06-03T10:00:00</meta:creation-date></office:meta>"""


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def package(body: str = BODY, meta: str = META, manifest: str = "") -> bytes:
    Image.new("RGB", (64, 64), "red").save(png := io.BytesIO(), "PNG")
    with zipfile.ZipFile(target := io.BytesIO(), "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"{STYLES}<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {SPACES}>{content}</office:document-content>")
        archive.writestr("meta.xml", f"<office:document-meta {SPACES}>{meta}</office:document-meta>")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("Pictures/a.png", png.getvalue())
    return target.getvalue()


def test_titles_and_headings_have_no_marks_of_notes() -> None:
    note = "<text:note><text:note-body><text:p>By hand.</text:p></text:note-body></text:note>"
    body = f"""<text:p text:style-name="Title">On tides{note}</text:p><text:p>{PROSE}{note}</text:p>
<text:h text:outline-level="2">The cost{note}</text:h><text:p>{PROSE}</text:p>"""
    found = odt.read(package(body, meta=""), "r.odt")
    assert found.title == "On tides"
    texts = [block.text for block in found.text.blocks]
    assert texts == [f"{PROSE}[2]", "The cost", PROSE, "[1] By hand.", "[2] By hand.", "[3] By hand."]


def test_a_report_keeps_its_structure() -> None:
    found = documents.capture_bytes(package(), name="r.odt")
    assert (found.title, found.authors, found.published) == ("A report on tides", ("Ada Quill",), "2025-06-03")
    assert [(block.kind.value, block.level, block.ordered, block.text) for block in found.text.blocks] == [
        ("heading", 1, False, "On tides"),
        ("paragraph", 0, False, f"{PROSE} It was low[1], see more."),
        ("heading", 2, False, "The cost"),
        ("image", 0, False, ""),
        ("list_item", 1, True, "One"),
        ("list_item", 2, False, "Deeper"),
        ("table", 0, False, "Year\tCost\n2024\t12 million"),
        ("quote", 0, False, "So said the master."),
        ("paragraph", 0, False, "[1] By hand."),
    ]
    runs = {run.text: run for run in found.text.blocks[1].runs}
    assert runs["low"].bold
    assert runs["more"].link == "https://harbour.example/more"
    assert (found.text.blocks[3].sha256, found.text.blocks[3].alt) == (found.pictures[0].sha256, "A red square")
    assert found.text.blocks[6].header_rows == 1
    assert found.snapshot is not None
    assert found.snapshot.media_type == "application/vnd.oasis.opendocument.text"


def test_without_a_title_property_the_title_style_names_it() -> None:
    found = odt.read(package(meta="<office:meta/>"))
    assert found.title == "On tides"
    assert not found.text.text.startswith("On tides")


def test_a_locked_and_a_damaged_document_say_so() -> None:
    with pytest.raises(CaptureError, match="locked with a password"):
        odt.read(package(manifest="<encryption-data/>"))
    with pytest.raises(CaptureError, match="damaged"):
        odt.read(package(body="<unclosed>"))
    with pytest.raises(CaptureError, match="no text"):
        odt.read(package(body="<text:p/>"))
