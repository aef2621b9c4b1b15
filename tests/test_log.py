"""The log is written where it was asked for, rotates, and never keeps the program from starting."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import log


@pytest.fixture(autouse=True)
def _no_handlers_left() -> Iterator[None]:
    root = logging.getLogger("briefing")
    before = list(root.handlers)
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()


def test_lines_go_to_the_file(tmp_path: Path) -> None:
    file = log.set_up(tmp_path / "logs")
    assert file is not None
    logging.getLogger("briefing.store").info("opened")
    assert "briefing.store: opened" in file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert log.set_up(tmp_path / "file" / "logs") is None
