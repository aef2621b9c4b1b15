"""What About tells, from an environment and from a bundle."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from briefing.operations import about


def test_every_installed_part_has_a_name_and_terms() -> None:
    parts = {part.name: part for part in about.parts()}
    assert {"SQLAlchemy", "PySide6_Essentials", "sqlcipher3", "fontpkg-inter", "Python"} <= set(parts)
    assert len(parts) == len(about.parts()), "each is named once"
    assert all(part.terms and part.version for part in parts.values())
    assert "pytest" not in parts, "only what the program itself needs"
    assert "Permission is hereby granted" in about.licence_text(parts["alembic"])
    assert "LGPL" in about.licence_text(parts["PySide6_Essentials"])


def test_a_bundle_names_what_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    licences = tmp_path / "licences"
    for folder, text in (("lxml-6.1.3", "BSD words"), ("libxcb1", "X words")):
        (licences / folder).mkdir(parents=True)
        (licences / folder / "copyright").write_text(text)
    (licences / "INDEX.txt").write_text("lxml 6.1.3: BSD-3-Clause\nPython 3.11.7: PSF-2.0\n")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    lib, lxml, python = about.parts()
    assert (lib.name, lib.terms, about.licence_text(lib)) == ("libxcb1", "system library", "X words")
    assert (lxml.name, lxml.version, lxml.terms, about.licence_text(lxml)) == (
        *("lxml", "6.1.3", "BSD-3-Clause", "BSD words"),
    )
    assert "comes without a text" in about.licence_text(python)
