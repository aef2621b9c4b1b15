"""What the corpora expect of PDFs, Word documents and packed pages: met in 95 of 100 cases, the rest is printed."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import docx as python_docx
import pytest

from briefing.domain.articles import Capture
from briefing.domain.errors import CaptureError
from briefing.domain.text import BlockKind
from briefing.sources import documents, extract
from tests.sources.test_docx import likeness, words

SECONDS = 12
SHARE = 0.95

pytestmark = pytest.mark.corpora

Outcome = Capture | str
"""An article, or the sentence that stands for it."""

LOCKED, PICTURES, EMPTY, BROKEN = "locked with a password", "no text layer", "no text in", "packed|breaks off|page"
PDF_TEXTS = {
    "PDF 2.0 UTF-8 string and annotation": PICTURES,
    "PDF 2.0 image with BPC": "It should appear orange and black",
    "PDF 2.0 via incremental save": "PDF 2.0 Words Have Spacing",
    "PDF 2.0 with offset start": "This is a PDF 2.0 document",
    "PDF 2.0 with page level output intent": "effective resolution of 16.7dpi",
    "Simple PDF 2.0 file": "Hello World",
    "pdf20-utf8-test": "PDF 2.0",
    "aes-128-m": LOCKED,
    "aes-256-m": LOCKED,
    "base": "Secret!",
    "font-size-test": "Styles 12",
    "jo": "序",
    "sampleOneByteIdentityEncode": "abc",
    "simple1": "Hello World",
    "simple2": PICTURES,
    "zen_of_python_corrupted": "Beautiful is better than ugly.",
}
"""For the PDFs without a list of their own: words of their page, or of the sentence."""

DOCX_TEXTS = {
    "comments": "Ouch",
    "empty": EMPTY,
    "endnotes": "Ouch",
    "simple-list": "Apple\nBanana",
    "strikethrough": "Salmon",
    "tiny-picture-target-base-relative": EMPTY,
    "utf8-bom": "This XML has a byte order mark.",
}


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def read(path: Path) -> Outcome:
    """What becomes of a file, in the time that a file may take."""
    began = time.monotonic()
    found: Outcome
    try:
        found = documents.capture_file(path)
    except CaptureError as error:
        found = str(error)
    assert time.monotonic() - began < SECONDS, path
    if isinstance(found, str):
        assert found.endswith("."), path
        assert "broke" not in found, path
    else:
        assert found.title.strip(), path
    return found


def judged(paths: list[Path], fault: Callable[[Path, Outcome], str]) -> None:
    """Print each file that is not as expected, with the reason; fail when they are too many."""
    faults = [(path.name, said) for path in paths if (said := fault(path, read(path)))]
    print(f"\n{len(paths) - len(faults)} of {len(paths)} as expected")
    for name, said in faults:
        print(f"  {name}: {said}")
    assert len(faults) <= (1 - SHARE) * len(paths), faults


def test_pdfs(corpora: Path) -> None:
    lists = {
        Path(entry["path"]).name: entry
        for entry in json.loads(next((corpora / "3-pdf").rglob("files.json")).read_text())["data"]
    }

    def fault(path: Path, outcome: Outcome) -> str:
        if path.name in lists:
            return _listed_fault(lists[path.name], outcome)
        wanted = PDF_TEXTS[path.stem]
        said = outcome if isinstance(outcome, str) else f"{outcome.title}\n{outcome.text.text}"
        return "" if wanted in said else f"“{wanted}” is missing in {said[:80]!r}"

    judged(sorted((corpora / "3-pdf").rglob("*.pdf")), fault)


def _listed_fault(entry: dict[str, object], outcome: Outcome) -> str:
    if entry["encrypted"]:
        return "" if LOCKED in str(outcome) else "the lock is not told"
    if isinstance(outcome, str):
        return "" if PICTURES in outcome else f"not read: {outcome}"
    pages = {block.page for block in outcome.text.blocks}
    if 0 in pages or max(pages) > int(str(entry["pages"])):
        return f"pages {pages} of {entry['pages']}"
    notes = entry.get("annotations") or {}
    assert isinstance(notes, dict)
    wanted = sum(notes.get(kind, 0) for kind in ("Highlight", "Text", "FreeText"))
    kept = len(outcome.marks) + len(outcome.note.splitlines()[1:])
    return "" if kept >= wanted else f"{kept} of {wanted} notes"


def test_word_documents(corpora: Path) -> None:
    def fault(path: Path, outcome: Outcome) -> str:
        if path.stem in DOCX_TEXTS:
            said = outcome if isinstance(outcome, str) else f"{outcome.title}\n{outcome.text.text}"
            return "" if DOCX_TEXTS[path.stem] in said else f"“{DOCX_TEXTS[path.stem]}” is missing in {said[:80]!r}"
        known = path.parent.parent / "groundtruth" / f"{path.name}.md"
        expected = known.read_text(encoding="utf-8") if known.exists() else _plain(path)
        if isinstance(outcome, str):
            return "" if EMPTY in outcome and not expected.strip() else f"not read: {outcome}"
        share = likeness(expected, words(outcome))
        return "" if share >= 0.85 else f"{share:.2f} of the words"

    judged(sorted((corpora / "3-docx").rglob("*.docx")), fault)


def _plain(path: Path) -> str:
    document = python_docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_packed_pages(corpora: Path) -> None:
    def fault(path: Path, outcome: Outcome) -> str:
        if path.stem not in ("mdn", "wikipedia"):
            return "" if isinstance(outcome, str) and re.search(BROKEN, outcome) else "not refused"
        if isinstance(outcome, str):
            return f"not read: {outcome}"
        pictures = [block for block in outcome.text.blocks if block.kind is BlockKind.IMAGE and block.sha256]
        good = outcome.text.word_count > 300 and (pictures or path.stem == "mdn")
        return "" if good else f"{outcome.text.word_count} words, {len(pictures)} pictures"

    judged(sorted((corpora / "3-mhtml").rglob("*.mhtml")), fault)
