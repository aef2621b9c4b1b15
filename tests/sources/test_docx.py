"""Word documents keep their structure, whatever wrote them, and end with a sentence where they cannot be read."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from briefing.domain.articles import Capture, Origin
from briefing.domain.errors import CaptureError
from briefing.sources import documents, docx, extract
from briefing.sources.units import words_of

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day."
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def saved(document: object) -> bytes:
    document.save(target := io.BytesIO())  # type: ignore[attr-defined]
    return target.getvalue()


def png() -> io.BytesIO:
    Image.new("RGB", (64, 64), "red").save(target := io.BytesIO(), "PNG")
    target.seek(0)
    return target


def with_part(body: bytes, name: str, content: bytes, old: bytes = b"", new: bytes = b"") -> bytes:
    """The package with a part more, or with words of a part replaced."""
    with zipfile.ZipFile(io.BytesIO(body)) as before, zipfile.ZipFile(target := io.BytesIO(), "w", 8) as after:
        for entry in before.namelist():
            if entry != name or old:
                after.writestr(entry, before.read(entry).replace(old, new) if entry == name else before.read(entry))
        if not old:
            after.writestr(name, content)
    return target.getvalue()


def report() -> bytes:
    document = python_docx.Document()
    document.core_properties.title = "A report on tides"
    document.core_properties.author = "Quill, Ada"
    document.core_properties.created = datetime(2025, 6, 3, 10, 0, tzinfo=UTC)
    document.add_heading("A report on tides", 0)
    paragraph = document.add_paragraph(f"{PROSE} It was ")
    paragraph.add_run("low").bold = True
    paragraph.add_run(" and ").italic = True
    relation = document.part.relate_to("https://harbour.example/more", LINK, is_external=True)
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:t>more</w:t></w:r></w:hyperlink>')
    )
    document.add_heading("The cost", 1)
    document.add_picture(png())
    document.inline_shapes[0]._inline.docPr.set("descr", "A red square")
    document.add_paragraph("The quay at dawn", style="Caption")
    document.add_paragraph("First", style="List Bullet")
    document.add_paragraph("Deeper", style="List Bullet 2")
    document.add_paragraph("One", style="List Number")
    table = document.add_table(2, 2)
    for index, text in enumerate(("Year", "Cost", "2024", "12 million")):
        table.cell(index // 2, index % 2).text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph(PROSE, style="Quote")
    return saved(document)


def test_a_report_keeps_its_structure(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(report())
    found = documents.capture_file(path)
    assert (found.title, found.authors, found.published) == ("A report on tides", ("Ada Quill",), "2025-06-03")
    assert (found.origins["title"], found.origins["published"]) == (Origin.DOCUMENT, Origin.GUESS)
    assert [(block.kind.value, block.level, block.ordered) for block in found.text.blocks] == [
        ("paragraph", 0, False),
        ("heading", 1, False),
        ("image", 0, False),
        ("list_item", 1, False),
        ("list_item", 1, False),
        ("list_item", 1, True),
        ("table", 0, False),
        ("quote", 0, False),
    ]
    first, _, image = found.text.blocks[:3]
    assert [(run.text, run.bold, run.italic, run.link) for run in first.runs] == [
        (f"{PROSE} It was ", False, False, ""),
        ("low", True, False, ""),
        (" and ", False, True, ""),
        ("more", False, False, "https://harbour.example/more"),
    ]
    assert (image.alt, image.text, image.sha256) == ("A red square", "The quay at dawn", found.pictures[0].sha256)
    assert (found.pictures[0].media_type, found.pictures[0].body) == ("image/png", png().read())
    assert found.text.blocks[6].text == "Year\tCost\n2024\t12 million"
    assert found.text.blocks[6].header_rows == 1
    assert found.snapshot is not None
    assert found.snapshot.body == path.read_bytes()


def test_what_other_readers_pass_over() -> None:
    document = python_docx.Document()
    document.add_heading("A title", 0)
    document.add_paragraph("Before.")
    for inner in (
        "<w:p {n}><w:ins w:id='1'><w:r><w:t>Inserted</w:t></w:r></w:ins>"
        "<w:del w:id='2'><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
        "<w:sdt {n}><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p {n}><w:r><w:t>Beside a box</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>",
        "<w:p {n}><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:r><w:t>Two</w:t><w:br/><w:t>lines</w:t></w:r></w:p>",
        "<w:p {n}><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK \"https://a.example/\"</w:instrText>"
        "<w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>field</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
    ):
        document.element.body.append(parse_xml(inner.replace("{n}", nsdecls("w"))))
    found = docx.read(saved(document))
    assert found.text.text.split("\n") == [
        *("Before.", "Inserted", "In a control", "Beside a box", "In a box", "Two", "lines", "field")
    ]
    assert found.text.blocks[-1].runs[0].link == "https://a.example/"


def test_footnotes_follow_the_text() -> None:
    document = python_docx.Document()
    document.add_heading("A title", 0)
    paragraph = document.add_paragraph("It was low")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='4'/></w:r>"))
    note = "<w:footnote w:id='4'><w:p><w:r><w:t>By hand.</w:t></w:r></w:p></w:footnote>"
    note = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    found = docx.read(with_part(saved(document), "word/footnotes.xml", note.encode()))
    assert found.text.text == "It was low[1]\n[1] By hand."


def referring(paragraph: Any, number: int, attributes: str = "", own: str = "") -> None:
    """A reference to a footnote at the end of a paragraph, maybe with a mark of its own."""
    mark = f"<w:t>{own}</w:t>" if own else ""
    run = f"<w:r {nsdecls('w')}><w:footnoteReference {attributes} w:id='{number}'/>{mark}</w:r>"
    paragraph._p.append(parse_xml(run))


def footnoted(document: Any, *texts: str) -> Capture:
    notes = "".join(
        f"<w:footnote w:id='{number}'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"
        for number, text in enumerate(texts, start=1)
    )
    part = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>"
    return docx.read(with_part(saved(document), "word/footnotes.xml", part.encode()))


@pytest.mark.parametrize("title", ["Title", "Heading 1"])
def test_titles_and_headings_have_no_marks_of_notes(title: str) -> None:
    document = python_docx.Document()
    referring(document.add_paragraph("Tides of 2025", style=title), 1)
    referring(document.add_paragraph(PROSE), 2)
    heading = document.add_heading("The cost", 2)
    referring(heading, 3, "w:customMarkFollows='1'", "*")
    document.add_paragraph(PROSE)
    found = footnoted(document, "By hand.", "By ear.", "By eye.")
    assert found.title == "Tides of 2025"
    assert [block.text for block in found.text.blocks] == [
        *(f"{PROSE}[2]", "The cost", PROSE),
        *("[1] By hand.", "[2] By ear.", "[3] By eye."),
    ]


def test_a_mark_of_its_own_stands_for_a_number_once() -> None:
    document = python_docx.Document()
    document.add_heading("A title", 0)
    referring(document.add_paragraph("It was low"), 1, "w:customMarkFollows='1'", "*")
    assert footnoted(document, "By hand.").text.text == "It was low[1]\n[1] By hand."


def test_a_plain_line_that_becomes_the_title_loses_the_marks_of_notes_alone() -> None:
    document = python_docx.Document()
    referring(document.add_paragraph("The tides of [7] seas"), 1)
    document.add_paragraph(PROSE)
    found = footnoted(document, "By hand.")
    assert found.title == "The tides of [7] seas"
    assert found.text.text == f"{PROSE}\n[1] By hand."


def test_merged_cells_keep_the_columns() -> None:
    document = python_docx.Document()
    document.add_paragraph(PROSE)
    table = document.add_table(2, 3)
    for index, text in enumerate("abcdef"):
        table.cell(index // 3, index % 3).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 2).merge(table.cell(1, 2))
    rows = docx.read(saved(document)).text.blocks[1].rows
    assert [["".join(run.text for run in cell) for cell in row] for row in rows] == [["a b", "", "c f"], ["d", "e", ""]]


def test_a_made_up_title_is_not_believed() -> None:
    document = python_docx.Document()
    document.core_properties.title, document.core_properties.author = "Word Document", "python-docx"
    document.add_heading("The tides", 1)
    document.add_paragraph("By Ada Quill | 3 June 2025")
    document.add_paragraph(PROSE)
    found = docx.read(saved(document), "x.docx")
    assert (found.title, found.authors, found.published) == ("The tides", ("Ada Quill",), "2025-06-03")


@pytest.mark.parametrize("keep", [100, 3000, 20000])
def test_half_a_document_ends_with_a_sentence(keep: int) -> None:
    with pytest.raises(CaptureError, match="damaged"):
        docx.read(report()[:keep])


def test_any_byte_changed_ends_well() -> None:
    body, chance = report(), random.Random(5)
    for _ in range(150):
        broken = bytearray(body)
        for _ in range(chance.choice((1, 20))):
            broken[chance.randrange(len(body) // 2, len(body))] = chance.randrange(256)
        try:
            assert docx.read(bytes(broken)).title
        except CaptureError as error:
            assert str(error).endswith(".")  # noqa: PT017


def test_a_bomb_is_refused_at_once() -> None:
    bomb = with_part(report(), "word/media/x.xml", b"<a>" + b" " * 80_000_000)
    began = time.monotonic()
    with pytest.raises(CaptureError, match="unpacks to far more"):
        documents.capture_bytes(bomb, name="bomb.docx")
    assert time.monotonic() - began < 5


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET")
    doctype = f'<!DOCTYPE x [<!ENTITY a "{"lol" * 50}"><!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    text = "<w:body><w:p><w:r><w:t>Seen &f; &a; again</w:t></w:r></w:p></w:body>"
    text = f"<w:document {nsdecls('w')}>{text}</w:document>"
    found = docx.read(with_part(report(), "word/document.xml", (doctype + text).encode()))
    assert "TOPSECRET" not in found.text.text
    assert "lol" not in found.text.text


def test_a_locked_document_says_so() -> None:
    name = "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(CaptureError, match="locked with a password"):
        documents.capture_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name + bytes(600), name="a.docx")


@pytest.mark.corpora
def test_every_document_of_the_corpora_ends_well(corpora: Path) -> None:
    close, scored = 0, 0
    for path in sorted((corpora / "3-docx").rglob("*.docx")):
        began = time.monotonic()
        try:
            found = documents.capture_file(path)
        except CaptureError as error:
            assert "no text" in str(error)  # noqa: PT017
            continue
        finally:
            assert time.monotonic() - began < 12, path
        expected = path.parent.parent / "groundtruth" / f"{path.name}.md"
        if expected.exists():
            scored += 1
            close += likeness(expected.read_text(encoding="utf-8"), words(found)) >= 0.9
    assert close >= 12 / 15 * scored  # formulas, numbers of headings and a drawing that is not ours to read aside


def words(found: Capture) -> str:
    """The text with its title, which was taken out of it unless it is only a guess."""
    lent = found.text.text.startswith(found.title.rstrip("…"))
    return found.text.text if lent else f"{found.title} {found.text.text}"


def likeness(expected: str, found: str) -> float:
    """The share of words that two texts have in common (F1)."""
    plain = re.sub(r"<!--.*?-->|\$.*?\$|!?\[([^\]]*)\]\([^)]*\)", r"\1", expected, flags=re.DOTALL)
    one, other = list(words_of(plain)), list(words_of(found))
    both = sum(min(one.count(word), other.count(word)) for word in set(one))
    return 2 * both / max(1, len(one) + len(other))
