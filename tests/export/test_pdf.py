"""The PDF as a file: standards, determinism, warnings, size, cancel, and how it is saved."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from briefing.domain.briefings import Paper
from briefing.domain.errors import Cancelled, ExportError
from briefing.domain.text import ArticleText
from briefing.export.document import Document, build
from briefing.export.pdf import PdfResult, Typesetter, write
from tests.export import fixtures, large
from tests.export.reading import Reading, plain

Printed = Callable[[str], PdfResult]

KNOWN_FALSE_ALARMS = ("GLYPH-WIDTH", "STREAM-LENGTH")
"""page-validation 0.11 reads the widths of fonts with several private dictionaries wrongly, and takes a carriage return
that ends a stream for a line end. Both are checked here in its place."""

everything = pytest.mark.parametrize("name", ["small", "thirty", "odd", "one", "empty", "styled", "clipped"])


@everything
def test_conforms_to_both_standards(name: str, printed: Printed) -> None:
    import page

    for profile in ("2a", "ua1"):
        report = page.validate_pdf_bytes(printed(name).body, profile=profile)
        failures = {f.rule_id: f.message for f in report.failures if not f.rule_id.endswith(rules())}
        assert not failures


def rules() -> tuple[str, ...]:
    """The endings of the names of rules that raise a false alarm."""
    return tuple(f"{alarm}-001" for alarm in KNOWN_FALSE_ALARMS)


@everything
def test_widths_of_embedded_fonts_are_those_of_the_file(name: str, reading: Callable[[str], Reading]) -> None:
    from fontTools.cffLib import CFFFontSet
    from fontTools.pens.basePen import NullPen

    for font in reading(name).pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") != "/CIDFontType0":
            continue
        file = CFFFontSet()
        file.decompile(io.BytesIO(font.FontDescriptor.FontFile3.read_bytes()), None)
        widths = declared_widths(font)
        for index, glyph in enumerate(file[0].charset):
            outline = file[0].CharStrings[glyph]
            outline.draw(NullPen())
            assert outline.width == pytest.approx(widths.get(index, float(font.get("/DW", 1000))), abs=1)


def declared_widths(font: pikepdf.Dictionary) -> dict[int, float]:
    """The widths that a CID font declares in its /W array (ISO 32000-1 9.7.4.3)."""
    widths: dict[int, float] = {}
    entries = list(font.get("/W", []))
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, pikepdf.Array):
            widths |= {first + offset: float(width) for offset, width in enumerate(second)}
        else:
            widths |= dict.fromkeys(range(first, int(second) + 1), float(entries.pop(0)))
    return widths


@pytest.mark.parametrize("name", ["small", "thirty", "styled", "clipped"])
def test_outloud_finds_no_error(name: str, printed: Printed, tmp_path: Path) -> None:
    path = tmp_path / "briefing.pdf"
    path.write_bytes(printed(name).body)
    program = shutil.which("outloud", path=str(Path(sys.executable).parent)) or shutil.which("outloud")
    if program is None:
        pytest.skip("the accessibility checker outloud is not installed: it is in the dev group of pyproject.toml")
    run = subprocess.run([program, "--no-info", str(path)], capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout


@everything
def test_qpdf_finds_no_fault(name: str, printed: Printed, tmp_path: Path) -> None:
    program = shutil.which("qpdf")
    if program is None:
        pytest.skip("qpdf is not installed")
    path = tmp_path / "briefing.pdf"
    path.write_bytes(printed(name).body)
    run = subprocess.run([program, "--check", str(path)], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@everything
def test_opens_in_the_viewer_of_the_window(name: str, printed: Printed, tmp_path: Path, qapp: object) -> None:
    from PySide6.QtPdf import QPdfDocument

    path = tmp_path / "briefing.pdf"
    path.write_bytes(printed(name).body)
    viewer = QPdfDocument()
    assert viewer.load(str(path)) == QPdfDocument.Error.None_
    assert viewer.pageCount() == printed(name).pages
    viewer.close()


def test_same_input_and_time_give_the_same_bytes(printed: Printed, document: Callable[[str], Document]) -> None:
    with_own_process = Typesetter()
    try:
        assert with_own_process.render(document("small")).body == printed("small").body
    finally:
        with_own_process.close()


def test_the_time_is_in_the_file(typesetter: Typesetter) -> None:
    later = typesetter.render(build(fixtures.small(), generated_at=fixtures.NOW + timedelta(hours=1)))
    reading = Reading(later.body)
    assert plain("15 Jun 2026, 06:30 UTC") in reading.text
    reading.close()


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_paper(paper: Paper, size: tuple[int, int], typesetter: Typesetter) -> None:
    result = typesetter.render(build(fixtures.small(), generated_at=fixtures.NOW, paper=paper))
    reading = Reading(result.body)
    assert [round(float(edge)) for edge in reading.pdf.pages[0].mediabox[2:]] == list(size)
    assert plain("CONTENTS") in plain(reading.pages[1])
    reading.close()


def test_pictures_that_cannot_be_printed_are_named_and_the_rest_is(printed: Printed) -> None:
    warnings = "\n".join(printed("odd").warnings)
    assert "the picture “Broken” is not printed: it is not an image of a known kind." in warnings
    assert "the picture “Never captured” is not printed: it was not captured." in warnings
    assert len(printed("odd").warnings) == 2, "the picture in print colours should be converted"


def test_characters_without_a_font_are_marked_and_named(typesetter: Typesetter) -> None:
    contents = fixtures.small()
    briefing = replace(
        contents.briefing, bottom_line="A sign \U00012345\U00012345 nobody has, \x00\x1b\ue000 and \u202espoof."
    )
    result = typesetter.render(build(replace(contents, briefing=briefing), generated_at=fixtures.NOW))
    assert result.warnings == ("The briefing: 2 characters that no font holds are printed as \ufffd (U+12345).",)
    reading = Reading(result.body)
    assert plain("A sign \ufffd\ufffd nobody has, and spoof.") in reading.text
    reading.close()


def test_originals_with_pages_are_cited_by_page(typesetter: Typesetter) -> None:
    contents = fixtures.small()
    articles = {
        id_: replace(article, text=ArticleText(tuple(replace(block, page=12) for block in article.text.blocks)))
        for id_, article in contents.articles.items()
    }
    result = typesetter.render(build(replace(contents, articles=articles), generated_at=fixtures.NOW))
    reading = Reading(result.body)
    assert plain("[1 p. 12]") in reading.text
    assert "¶1]" not in reading.text
    reading.close()


def test_logo_is_printed_and_a_bad_one_is_named(typesetter: Typesetter) -> None:
    contents = fixtures.small()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 14"><rect width="40" height="14" fill="red"/></svg>'
    for logo, warnings in (
        (fixtures.jpeg(), ()),
        (svg, ()),
        (b"GIF89a", ("The logo is not printed: it is not an image of a known kind.",)),
    ):
        branded = replace(contents, briefing=replace(contents.briefing, logo=logo))
        result = typesetter.render(build(branded, generated_at=fixtures.NOW))
        assert result.warnings == warnings
        reading = Reading(result.body)
        assert ("Logo" in [str(figure.node.Alt) for figure in reading.elements("Figure")]) == (not warnings)
        reading.close()


@pytest.mark.parametrize("name", ["small", "thirty"])
def test_size_is_modest(name: str, printed: Printed, document: Callable[[str], Document]) -> None:
    pictures = sum(map(len, document(name).pictures.values()))
    fonts = 400_000  # subsets of the faces of eight scripts
    assert len(printed(name).body) <= 1.2 * pictures + 12_000 * printed(name).pages + fonts


def test_cancel_ends_the_work_and_the_next_call_succeeds(document: Callable[[str], Document]) -> None:
    typesetter = Typesetter()
    try:
        with pytest.raises(Cancelled):
            typesetter.render(document("thirty"), cancel=lambda: True)
        assert typesetter.render(document("one")).pages
    finally:
        typesetter.close()


def test_close_leaves_no_folder_behind(
    document: Callable[[str], Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    typesetter = Typesetter()
    typesetter.render(document("one"))
    assert list(tmp_path.glob("briefing-pdf-*"))
    typesetter.close()
    assert not list(tmp_path.iterdir())


def test_write_replaces_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")
    write(b"new", path)
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.pdf"]


def test_write_keeps_a_link_and_replaces_its_target(tmp_path: Path) -> None:
    target = tmp_path / "target.pdf"
    target.write_bytes(b"old")
    link = tmp_path / "link.pdf"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    write(b"new", link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_write_says_what_to_do_where_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"does not exist\. Choose another place\."):
        write(b"x", tmp_path / "missing" / "out.pdf")
    with pytest.raises(ExportError, match=r"is a folder\. Choose a file name\."):
        write(b"x", tmp_path)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "You may not write in the folder"),
        (errno.EIO, "could not be saved"),
    ],
)
def test_a_failed_write_leaves_the_old_file(
    code: int, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")

    def fail(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match=sentence):
        write(b"new", path)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.pdf"]


def test_a_file_that_is_open_elsewhere_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "used by another process")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ExportError, match="open in another program"):
        write(b"new", path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.pdf"]


def test_the_text_is_as_it_was(reading: Callable[[str], Reading]) -> None:
    """Golden text: run with BRIEFING_UPDATE_GOLDEN=1 to accept a change, then read the difference."""
    golden = Path(__file__).parent.parent / "golden" / "small.pdf.txt"
    pages = ["\n".join(line.rstrip() for line in page.splitlines()) for page in reading("small").pages]
    text = "\n\f\n".join(pages) + "\n"
    if os.environ.get("BRIEFING_UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def test_pictures_lie_once_in_the_file(printed: Printed) -> None:
    """The same picture in six articles is stored once."""
    full = large.thirty(full_text=True, count=12)
    typesetter = Typesetter()
    try:
        result = typesetter.render(build(full, generated_at=fixtures.NOW))
    finally:
        typesetter.close()
    with Reading(result.body).pdf as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert len({hashlib.sha256(image.read_raw_bytes()).digest() for image in images}) == len(images)
