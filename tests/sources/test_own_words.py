"""The person's own words, kept in a plain file."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.domain.errors import SpellingError
from briefing.sources import own_words


def test_words_are_a_line_each_in_order(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "own-words.txt"
    assert own_words.read(path) == frozenset()
    own_words.write(path, frozenset({"turbine", "Aldmouth", "Ærø"}))
    assert path.read_bytes().decode() == "Aldmouth\nturbine\nÆrø\n"
    assert own_words.read(path) == {"Aldmouth", "turbine", "Ærø"}
    assert list(path.parent.iterdir()) == [path]


def test_a_list_written_by_hand_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own-words.txt"
    path.write_bytes(b"  Aldmouth \r\n\r\nturbine")
    assert own_words.read(path) == {"Aldmouth", "turbine"}


def test_a_list_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "own-words.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SpellingError, match="own-words"):
        own_words.read(path)
    assert path.read_bytes() == b"\xff\xfe"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SpellingError, match="file"):
        own_words.write(tmp_path / "file" / "own-words.txt", frozenset({"word"}))
