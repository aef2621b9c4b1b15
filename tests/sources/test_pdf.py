"""PDFs become articles by their text layer, or end with a sentence that says what to do."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
import typst

from briefing.domain.articles import Origin, Outcome
from briefing.domain.errors import Cancelled, CaptureError
from briefing.domain.text import BlockKind
from briefing.sources import documents, extract, pdf

PROSE = (
    "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day, "
    "because the internationalisation of the responsibilities had been announced by the harbourmaster long before. "
)
REPORT = f"""
#set document(title: "A report on tides", author: ("Ada Quill", "Ben Osei"))
#set document(date: datetime(year: 2025, month: 6, day: 3))
#set page(paper: "a5", header: [Harbour papers 17], footer: context align(center, counter(page).display()))
#set text(lang: "en", size: 10pt, hyphenate: true)
#set par(justify: true)
#show heading: set text(size: 14pt)
#text(size: 22pt)[A report on tides]

{PROSE * 4}

#heading[What was measured]

{PROSE * 5}

- One gauge at the quay
- Another gauge at the mole, which was built by hand from stone that came by boat
  from the north of the country and is still there

*The cost of it*

{PROSE * 6}

{PROSE * 6}
"""


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


@pytest.fixture(scope="module")
def report() -> bytes:
    return typeset(REPORT)


def typeset(source: str) -> bytes:
    return typst.compile(source.encode())


def changed(body: bytes, title: str = "", author: str = "", **save: object) -> bytes:
    """The PDF with other Info entries and no XMP."""
    with pikepdf.open(io.BytesIO(body)) as document:
        if "/Metadata" in document.Root:
            del document.Root.Metadata
        document.docinfo["/Title"], document.docinfo["/Author"] = title, author
        document.save(target := io.BytesIO(), **save)
    return target.getvalue()


def test_a_report_keeps_its_structure_and_loses_heads_and_page_numbers(report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "r17.pdf"
    path.write_bytes(report)
    found = documents.capture_file(path, url="https://harbour.example/r17.pdf")
    assert (found.title, found.authors, found.language) == ("A report on tides", ("Ada Quill", "Ben Osei"), "en")
    assert (found.outcome, found.url) == (Outcome.FULL, "https://harbour.example/r17.pdf")
    assert [block.kind.value for block in found.text.blocks] == [
        *("paragraph", "heading", "paragraph", "list_item", "list_item", "heading", "paragraph", "paragraph")
    ]
    assert [block.text for block in found.text.blocks if block.kind is BlockKind.HEADING] == [
        "What was measured",
        "The cost of it",
    ]
    assert found.text.blocks[0].text == (PROSE * 4).strip()
    assert found.text.blocks[7].text == (PROSE * 6).strip()  # over a page break
    assert found.text.blocks[4].text.endswith("from the north of the country and is still there")
    assert "Harbour papers" not in found.text.text
    assert found.snapshot is not None
    assert (found.snapshot.body, found.snapshot.media_type) == (report, "application/pdf")


def test_the_day_a_file_was_made_is_only_a_guess(report: bytes) -> None:
    found = pdf.read(report)
    assert (found.published, found.origins["published"]) == ("2025-06-03", Origin.GUESS)
    assert (found.origins["title"], found.origins["authors"]) == (Origin.DOCUMENT, Origin.DOCUMENT)


@pytest.mark.parametrize("title", ["", "Microsoft Word - r17 final.docx", "report_v2", "untitled"])
def test_a_title_that_is_a_file_name_gives_way_to_the_largest_line(report: bytes, title: str) -> None:
    found = pdf.read(changed(report, title, "admin"), "report_v2.pdf")
    assert (found.title, found.origins["title"]) == ("A report on tides", Origin.GUESS)
    assert found.authors == ()
    assert not found.text.text.startswith("A report on tides")


def test_authors_of_the_info_entry(report: bytes) -> None:
    assert pdf.read(changed(report, "On tides", "Quill, Ada; Ben Osei and Cy Do")).authors == (
        *("Ada Quill", "Ben Osei", "Cy Do"),
    )


@pytest.mark.parametrize(
    "author", ["jsmith", "Harbour Incorporated", "HARBOUR\\\\jsmith", "Default User", "a@b.example"]
)
def test_accounts_and_companies_are_no_authors(report: bytes, author: str) -> None:
    assert pdf.read(changed(report, "On tides", author)).authors == ()


def test_two_columns_are_read_one_after_the_other() -> None:
    found = pdf.read(
        typeset(f"#set page(columns: 2)\n#set text(size: 9pt)\n{PROSE * 20}\n#colbreak()\nThe end of it is here.")
    )
    assert [block.text for block in found.text.blocks] == [(PROSE * 20).strip(), "The end of it is here."]


def test_chinese_lines_are_joined_without_spaces() -> None:
    text = "潮水再次在老码头上涨港口里没有人对它带来的东西感到惊讶" * 8
    source = f'#set text(font: "Noto Sans CJK JP")\n#set page(width: 300pt)\n{text}'
    fonts = str(Path(__import__("noto_cjk_sans_jp_regular").__file__).parent)
    assert text in pdf.read(typst.compile(source.encode(), font_paths=[fonts])).text.text


def test_pages_without_a_text_layer_end_with_a_sentence() -> None:
    with pytest.raises(CaptureError, match="no text layer"):
        documents.capture_bytes(typeset("#rect(width: 50%, fill: red)"), name="scan.pdf")


def test_pictures_among_the_pages_are_told(report: bytes) -> None:
    found = pdf.read(typeset(f"{PROSE}\n#pagebreak()\n#rect(fill: red)\n#pagebreak()\n#rect(fill: blue)"))
    assert (found.outcome, found.reason[:25]) == (Outcome.PARTIAL, "2 of 3 pages hold no text")


def test_a_password_is_told_and_an_empty_one_opens(report: bytes) -> None:
    locked = changed(report, encryption=pikepdf.Encryption(user="tide", owner="tide"))
    with pytest.raises(CaptureError, match="locked with a password"):
        documents.capture_bytes(locked, name="locked.pdf")
    assert (
        pdf.read(changed(report, "Open tides", encryption=pikepdf.Encryption(user="", owner="x"))).title == "Open tides"
    )


@pytest.mark.parametrize("keep", [20, 400, 3000])
def test_a_damaged_pdf_ends_with_a_sentence(report: bytes, keep: int) -> None:
    with pytest.raises(CaptureError, match=r"damaged|no text layer"):
        documents.capture_bytes(report[:keep], name="half.pdf")


def test_a_long_report_tells_how_far_it_is_and_can_be_cancelled() -> None:
    body = typeset('#set page(paper: "a5")\n' + f"{PROSE * 3}\n#pagebreak()\n" * 60)
    told: list[tuple[int, int]] = []
    found = documents.capture_bytes(body, name="long.pdf", progress=lambda *pages: told.append(pages))
    assert max(block.page for block in found.text.blocks) == 60
    assert told == sorted(told)
    assert all(0 < done < total == 61 for done, total in told)
    with pytest.raises(Cancelled):
        documents.capture_bytes(body, name="long.pdf", cancel=lambda: True)


def test_dates_of_info() -> None:
    assert [
        pdf._day(text) for text in ("D:20240103093826+01'00'", "2024-01-03T09:38", "D:2024", "D:20249903", "x")
    ] == [*("2024-01-03", "2024-01-03", "", "", "")]
    assert datetime.fromisoformat(pdf._day("D:20240103"))


@pytest.mark.corpora
def test_every_pdf_of_the_corpora_ends_well(corpora: Path) -> None:
    sentences: dict[str, str] = {}
    for path in sorted((corpora / "3-pdf").rglob("*.pdf")):
        began = time.monotonic()
        try:
            found = documents.capture_file(path)
            assert found.title.strip(), path
            assert found.text.text.strip(), path
        except CaptureError as error:
            sentences[path.name] = str(error)
        assert time.monotonic() - began < 12, path
    # images alone, three locked ones, one that draws nothing
    assert len(sentences) <= 10, sentences
    assert not any("broke" in sentence for sentence in sentences.values()), sentences
