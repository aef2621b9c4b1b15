"""Dictionaries are found where each system keeps them; the systems are made of folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.sources.dictionaries import find, folders
from tests.dictionary import write_dictionary


def codes(root: Path, platform: str, **variables: str) -> list[str]:
    """What is found on a computer whose files lie below `root`."""
    places = folders(root / "own", platform=platform, environment=variables, home=root / "home", root=root)
    return [each.code for each in find(places)]


@pytest.mark.parametrize(
    "place",
    [
        "usr/share/hunspell",
        "usr/share/myspell/dicts",
        "usr/share/myspell",
        "run/host/usr/share/hunspell",
        "var/lib/snapd/hostfs/usr/share/hunspell",
        "usr/lib/libreoffice/share/extensions/dict-en",
        "opt/libreoffice24.8/share/extensions/dict-en",
        "home/.local/share/hunspell",
        "home/.config/libreoffice/4/user/uno_packages/cache/uno_packages/lu1.tmp_/en.oxt",
        "own",
    ],
)
def test_linux(tmp_path: Path, place: str) -> None:
    write_dictionary(tmp_path / place)
    assert codes(tmp_path, "linux") == ["en_US"]


def test_linux_with_folders_named_by_variables(tmp_path: Path) -> None:
    write_dictionary(tmp_path / "app/share/hunspell", "en_GB")
    write_dictionary(tmp_path / "profile/share/myspell/dicts", "fr")
    write_dictionary(tmp_path / "mine/hunspell", "de_DE")
    write_dictionary(tmp_path / "snap/usr/share/hunspell", "it_IT")
    shared = f"{tmp_path / 'app/share'}:{tmp_path / 'profile/share'}:"
    variables = {"XDG_DATA_DIRS": shared, "XDG_DATA_HOME": str(tmp_path / "mine"), "SNAP": str(tmp_path / "snap")}
    assert codes(tmp_path, "linux", **variables) == ["de_DE", "en_GB", "fr", "it_IT"]


@pytest.mark.parametrize(
    "place",
    [
        "home/Library/Spelling",
        "Library/Spelling",
        "opt/homebrew/share/hunspell",
        "Applications/LibreOffice.app/Contents/Resources/extensions/dict-en",
        "home/Applications/LibreOffice.app/Contents/Resources/extensions/dict-en",
        "home/Library/Application Support/LibreOffice/4/user/uno_packages/cache/uno_packages/lu1/en.oxt",
        "own",
    ],
)
def test_macos(tmp_path: Path, place: str) -> None:
    write_dictionary(tmp_path / place)
    assert codes(tmp_path, "darwin") == ["en_US"]


@pytest.mark.parametrize(
    "place",
    [
        "Program Files/LibreOffice/share/extensions/dict-en",
        "Roaming/LibreOffice/4/user/uno_packages/cache/uno_packages/lu1/en.oxt",
        "Roaming/hunspell",
        "Local/Programs/LibreOffice 24/share/extensions/dict-en",
        "own",
    ],
)
def test_windows(tmp_path: Path, place: str) -> None:
    write_dictionary(tmp_path / place)
    variables = {"APPDATA": "Roaming", "LOCALAPPDATA": "Local", "PROGRAMFILES": "Program Files"}
    assert codes(tmp_path, "win32", **{name: str(tmp_path / part) for name, part in variables.items()}) == ["en_US"]
    assert codes(tmp_path / "elsewhere", "win32") == []


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_chosen_folder_counts_first(tmp_path: Path, platform: str) -> None:
    chosen = write_dictionary(tmp_path / "chosen")
    for place in ("usr/share/hunspell", "Library/Spelling", "own"):
        write_dictionary(tmp_path / place)
    dicpath = os.pathsep.join([str(tmp_path / "not there"), str(tmp_path / "chosen")])
    places = folders(
        tmp_path / "own", platform=platform, environment={"DICPATH": dicpath}, home=tmp_path, root=tmp_path
    )
    (found,) = find(places)
    assert found.stem == chosen


def test_a_dictionary_is_two_files_named_by_a_language(tmp_path: Path) -> None:
    write_dictionary(tmp_path, "de_DE_frami")
    write_dictionary(tmp_path, "english")
    write_dictionary(tmp_path, "en_US")
    write_dictionary(tmp_path, "fr").with_suffix(".dic").unlink()
    (tmp_path / "hyph_it_IT.dic").write_text("UTF-8\n", encoding="utf-8")
    (tmp_path / "de_AT.aff").symlink_to("de_DE_frami.aff")
    (tmp_path / "de_AT.dic").symlink_to("de_DE_frami.dic")
    found = {each.code: (each.stem.name, each.original.name) for each in find([tmp_path, tmp_path / "missing"])}
    assert found == {
        "de_AT": ("de_AT", "de_DE_frami"),
        "de_DE": ("de_DE_frami", "de_DE_frami"),
        "en_US": ("en_US", "en_US"),
    }


def test_the_plain_name_counts_before_a_variant(tmp_path: Path) -> None:
    for code in ("fr-classique", "fr", "fr-moderne"):
        write_dictionary(tmp_path, code)
    assert [each.stem.name for each in find([tmp_path])] == ["fr"]
