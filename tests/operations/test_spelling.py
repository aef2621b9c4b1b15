"""Checking the spelling as the window asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import paths
from briefing.domain.errors import SpellingError
from briefing.operations import spelling
from briefing.sources import spelling as checker
from tests.dictionary import write_dictionary


def test_what_is_there_is_found_and_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_dictionary(tmp_path, "xx_XX")
    write_dictionary(paths.data_dir() / "dictionaries", "yy_YY")
    monkeypatch.setenv("DICPATH", str(tmp_path))
    found = spelling.look_around(None)
    by_code = {each.code: each for each in found.dictionaries}
    assert {"xx_XX", "yy_YY"} <= by_code.keys()
    assert found.folder == paths.data_dir() / "dictionaries"
    assert spelling.check(None, by_code["xx_XX"], ["harbour", "habour"]) == {"harbour": True, "habour": False}
    assert spelling.suggest(None, by_code["yy_YY"], "habour") == ("harbour",)
    checker.close()


def test_words_are_taught_and_forgotten() -> None:
    assert spelling.teach(None, "Aldmouth") == {"Aldmouth"}
    assert spelling.teach(None, "turbine") == {"Aldmouth", "turbine"}
    assert spelling.look_around(None).own_words == {"Aldmouth", "turbine"}
    assert spelling.forget(None, "Aldmouth") == {"turbine"}
    assert spelling.forget(None, "never known") == {"turbine"}
    assert (paths.data_dir() / spelling.WORDS_FILE).read_text(encoding="utf-8") == "turbine\n"


def test_a_spoilt_list_is_not_written_over() -> None:
    path = paths.data_dir() / spelling.WORDS_FILE
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff")
    with pytest.raises(SpellingError):
        spelling.teach(None, "word")
    assert path.read_bytes() == b"\xff"
