"""Folders into which letters are saved: what is new, what is still being written, and that nothing is touched."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.domain.errors import CaptureError
from briefing.sources import extract, watched
from briefing.sources.watched import Look, Stamp

LETTER = (
    b"From: Ada <ada@tide.example>\nSubject: Harbour\nMessage-ID: <1@tide>\n\nThe tide rose again today, they say.\n"
)


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def _save(folder: Path, name: str, body: bytes = LETTER, age: float = 0) -> Path:
    path = folder / name
    path.write_bytes(body)
    moment = time.time() - age
    os.utime(path, (moment, moment))
    return path


def _rested(look: Look) -> Look:
    """The look as if it had been long ago."""
    return Look(look.ready, {path: (stamp, since - 10) for path, (stamp, since) in look.waiting.items()})


def test_letters_are_found_and_everything_else_is_left_alone(tmp_path: Path) -> None:
    old, older = _save(tmp_path, "b.eml", age=100), _save(tmp_path, "a.MSG", age=200)
    for name in ("note.txt", ".hidden.eml", "~lock.eml", "half.eml.part"):
        _save(tmp_path, name, age=100)
    (tmp_path / "folder.eml").mkdir()
    assert watched.look(tmp_path, {}).ready == (older, old)


def test_a_file_is_read_once_until_it_is_written_again(tmp_path: Path) -> None:
    path = _save(tmp_path, "a.eml", age=100)
    found, seen = watched.read(path)
    known = {seen.path: Stamp(seen.size, seen.modified_ns)}
    assert (found.title, found.message_id) == ("Harbour", "1@tide")
    assert path.read_bytes() == LETTER
    assert watched.look(tmp_path, known) == Look()
    _save(tmp_path, "a.eml", LETTER + b"More of it.\n", age=90)
    assert watched.look(tmp_path, known).ready == (path,)


def test_a_file_that_is_being_written_is_left_until_it_is_still(tmp_path: Path) -> None:
    path = _save(tmp_path, "a.eml", LETTER[:60])
    first = watched.look(tmp_path, {})
    assert (first.ready, set(first.waiting)) == ((), {path})
    assert watched.look(tmp_path, {}, first).ready == (), "too soon to tell"
    _save(tmp_path, "a.eml")
    second = watched.look(tmp_path, {}, _rested(first))
    assert (second.ready, set(second.waiting)) == ((), {path}), "it grew"
    assert watched.look(tmp_path, {}, _rested(second)).ready == (path,)


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [("a.eml", b"%PDF-1.7\n" + b"1 0 obj\n" * 50, "holds no e-mail"), ("b.eml", b"", "is empty")],
)
def test_a_file_that_is_no_letter_says_so(tmp_path: Path, name: str, body: bytes, words: str) -> None:
    with pytest.raises(CaptureError, match=words):
        watched.read(_save(tmp_path, name, body))


def test_a_folder_or_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="is not there"):
        watched.look(tmp_path / "gone", {})
    with pytest.raises(CaptureError, match="could not be read"):
        watched.read(tmp_path / "gone.eml")
