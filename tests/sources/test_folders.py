"""The files of a folder: those that a person means, within limits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.sources import folders


def names(folder: Path) -> list[str]:
    """The files found, as paths from the folder; with a problem behind a colon."""
    found = folders.files_in(folder)
    return [path.relative_to(folder).as_posix() + (f": {problem}" if problem else "") for path, problem in found]


def make(folder: Path, *files: str) -> None:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def test_all_files_by_name_whatever_they_are(tmp_path: Path) -> None:
    make(tmp_path, "b.html", "A.pdf", "inner/c.txt", "inner/deeper/d.eml", "z.bin")
    assert names(tmp_path) == ["A.pdf", "b.html", "inner/c.txt", "inner/deeper/d.eml", "z.bin"]


def test_hidden_files_litter_and_parts_of_saved_pages_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, ".git/x", ".hidden", "Thumbs.db", "~$report.docx", "__MACOSX/a", "tides.html")
    make(tmp_path, "tides_files/a.png", "tides-Dateien/b.png", "my_files/kept.txt")
    assert names(tmp_path) == ["my_files/kept.txt", "tides.html"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "inner/a.txt")
    (tmp_path / "inner/round").symlink_to(tmp_path)
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    assert names(tmp_path) == ["inner/a.txt"]


def test_what_is_too_much_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "1.txt", "2.txt", "3.txt", "4.txt")
    monkeypatch.setattr(folders, "MAX_FILES", 3)
    found = names(tmp_path)
    assert found[:3] == ["1.txt", "2.txt", "3.txt"]
    assert found[3].endswith("more than 3 files; the rest was left out. Add it by parts.")
    assert len(found) == 4


def test_a_folder_too_deep_has_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/b/c.txt", "a/d.txt")
    monkeypatch.setattr(folders, "MAX_DEPTH", 1)
    assert names(tmp_path) == ["a/b: This folder lies too deep in others. Add it by itself.", "a/d.txt"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_has_its_line(tmp_path: Path) -> None:
    make(tmp_path, "closed/a.txt", "b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        assert names(tmp_path)[0].startswith("closed: This folder could not be read")
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_folder_that_is_gone_has_its_line(tmp_path: Path) -> None:
    assert names(tmp_path / "gone")[0].startswith(".: This folder could not be read")
