"""The child's side: what is written anew, what is left out, and that templates stay harmless."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefing import paths
from briefing.domain.errors import ExportError
from briefing.export import fonts
from briefing.export.data import FRAME, data_files
from briefing.export.document import Document, build
from briefing.export.typesetting import Job, Typist
from tests.export import fixtures, large
from tests.export.reading import Reading, plain

TEMPLATES = sorted((paths.resources() / "templates").glob("*.typ"))


@pytest.fixture(scope="module")
def typist() -> Typist:
    return Typist()


@pytest.fixture
def job(typist: Typist, tmp_path: Path, document: Callable[[str], Document]) -> Job:
    (tmp_path / "raw").mkdir()
    job = Job(tmp_path, typist._coverage, typist._fonts)
    job.update(data_files(document("small")))
    return job


def spoil(job: Job, number: int) -> None:
    """Make an article's data so that it cannot be set."""
    path = job.root / "articles" / f"{number}.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for item in data["items"].values():
        item["headline"] = {"lang": "en", "region": "", "rtl": False, "runs": [{"no": "text"}]}
    path.write_text(json.dumps(data), encoding="utf-8")


def test_an_article_that_cannot_be_set_is_left_out_and_named(job: Job) -> None:
    spoil(job, 2)
    pdf, warnings = job.compile(0)
    title = "Grid batteries fall below a price that utilities had hoped for by 2030"
    assert f"“{title}” could not be printed and was left out." in warnings
    reading = Reading(pdf)
    assert plain("Dockers set a date for a strike") in reading.text
    assert plain("One article could not be printed here.") in reading.text
    assert plain("Grid batteries fall below") not in reading.text
    reading.close()


def test_several_culprits_are_found(job: Job) -> None:
    spoil(job, 1)
    spoil(job, 3)
    _, warnings = job.compile(0)
    left_out = [warning for warning in warnings if "left out" in warning]
    assert len(left_out) == 2
    assert any("Dockers" in warning for warning in left_out)
    assert any("Regulator" in warning for warning in left_out)


def test_a_frame_that_cannot_be_set_is_an_error(job: Job) -> None:
    (job.root / f"{FRAME}.json").write_text('{"logo": null}', encoding="utf-8")
    with pytest.raises(ExportError, match="The PDF could not be made"):
        job.compile(0)


def test_what_breaks_the_standards_alone_is_printed_without_them(job: Job) -> None:
    path = job.root / f"{FRAME}.json"
    frame = json.loads(path.read_text(encoding="utf-8"))
    frame["bottom_line"] = [{"kind": "paragraph", "text": "A sign \U00012345 that no font holds."}]
    path.write_text(json.dumps(frame), encoding="utf-8")
    pdf, warnings = job.compile(0)
    assert pdf.startswith(b"%PDF")
    assert "does not conform to PDF/A and PDF/UA" in warnings[-1]


def test_only_the_article_that_changed_is_written(job: Job, document: Callable[[str], Document]) -> None:
    before = {path: path.stat().st_mtime_ns for path in job.root.rglob("*.json")}
    contents = fixtures.small()
    last = max(contents.takeaways)
    edited = dict(contents.takeaways) | {
        last: replace(contents.takeaways[last], text="Nothing changes for us this year.")
    }
    job.update(data_files(build(replace(contents, takeaways=edited), generated_at=fixtures.NOW)))
    changed = [path.name for path, time in before.items() if path.stat().st_mtime_ns != time]
    assert changed == ["3.json"]


def test_a_removed_article_is_forgotten(job: Job) -> None:
    contents = fixtures.small()
    sections = contents.briefing.sections[:1]
    shorter = replace(contents, briefing=replace(contents.briefing, sections=sections))
    job.update(data_files(build(shorter, generated_at=fixtures.NOW)))
    pdf, _ = job.compile(0)
    reading = Reading(pdf)
    assert plain("Grid batteries") not in reading.text
    reading.close()


def test_the_language_of_the_document_decides_how_texts_are_marked(job: Job) -> None:
    contents = fixtures.small()
    german = replace(contents, briefing=replace(contents.briefing, language="de-CH"))
    job.update(data_files(build(german, generated_at=fixtures.NOW)))
    frame = json.loads((job.root / f"{FRAME}.json").read_text(encoding="utf-8"))
    assert frame["language"] == {"lang": "de", "region": "ch"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_evaluate_nothing_and_fetch_nothing(template: Path) -> None:
    source = re.sub(r"//.*", "", template.read_text(encoding="utf-8"))
    assert not re.search(r"\beval\s*\(", source)
    assert "@preview" not in source
    assert "plugin(" not in source
    for path in re.findall(r"\b(?:import|include|read|json|image)[ (]+\"([^\"\n]+)\"", source):
        assert re.fullmatch(r"[a-z]+\.(typ|json)|articles/", path), path


def test_templates_are_there() -> None:
    assert "main.typ" in [path.name for path in TEMPLATES]


def test_the_compiler_sees_only_its_folder(typist: Typist, tmp_path: Path) -> None:
    import typst

    (tmp_path / "root").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    main = tmp_path / "root" / "main.typ"
    main.write_text('#read("../secret.txt")')
    compiler = typst.Compiler(str(main), root=str(tmp_path / "root"), font_paths=typist._fonts)
    with pytest.raises(typst.TypstError):
        compiler.compile(format="pdf")


def test_no_font_of_the_system_is_used(typist: Typist) -> None:
    folders = [str(folder) for folder in fonts.folders()]
    for font in typist._fonts.fonts():
        assert font.path
        assert any(font.path.startswith(folder) for folder in folders)


def test_a_small_edit_does_not_touch_other_articles() -> None:
    contents = large.thirty()
    first = data_files(build(contents, generated_at=fixtures.NOW))
    takeaway = list(contents.takeaways)[20]
    edited = dict(contents.takeaways) | {takeaway: replace(contents.takeaways[takeaway], text="Shorter.")}
    second = data_files(build(replace(contents, takeaways=edited), generated_at=fixtures.NOW))
    assert [name for name in first if first[name] != second[name]] != []
    assert len([name for name in first if first[name] != second[name]]) <= 2  # the article, and the minutes to read
