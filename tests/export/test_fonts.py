"""Fonts come from locked packages, with a licence, and hold what is needed."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefing.domain.errors import ExportError
from briefing.export import fonts
from tests.export import large

FILES = fonts.files(fonts.folders())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_ranges_are_those_that_a_font_library_reads(path: Path) -> None:
    ours = {code for first, last in fonts.character_ranges(path) for code in range(first, last + 1)}
    with TTFont(path, lazy=True) as font:
        assert ours == set(font.getBestCmap())


@pytest.mark.parametrize("name", fonts._PACKAGES)
def test_each_package_carries_the_open_font_licence(name: str) -> None:
    distribution = next(iter(importlib.metadata.packages_distributions()[name]), "")
    files = importlib.metadata.files(importlib.metadata.packages_distributions()[name][0]) or []
    texts = [path.read_text(encoding="utf-8") for path in files if "LICENSE" in path.name]
    assert any("Open Font License" in text.title() or "OPEN FONT LICENSE" in text.upper() for text in texts), (
        distribution
    )


def test_every_script_of_the_fixture_is_covered() -> None:
    coverage = fonts.Coverage(fonts.folders())
    texts = (
        large.ARABIC,
        large.HEBREW,
        large.CHINESE,
        large.JAPANESE,
        large.KOREAN,
        large.RUSSIAN,
        large.GREEK,
        large.EMOJI,
    )
    assert not {character for text in texts for character in text if not coverage.covers(character)}


def test_what_is_missing_is_known() -> None:
    coverage = fonts.Coverage(fonts.folders())
    assert not coverage.covers("\U00012345")
    assert coverage.covers(coverage.mark)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_PACKAGES", ("no_such_font",))
    with pytest.raises(ExportError, match="no_such_font"):
        fonts.folders()


def test_a_file_without_characters_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttf"
    font = TTFont()
    font["cmap"] = table = __import__("fontTools.ttLib.tables._c_m_a_p", fromlist=["x"]).table__c_m_a_p()
    table.tableVersion, table.tables = 0, []
    font.save(path)
    with pytest.raises(ExportError, match="is damaged"):
        fonts.character_ranges(path)
