"""The log is written where it was asked for, rotates, and never keeps the program from starting."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
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


DYING = """
import faulthandler, sys
from pathlib import Path
from briefing import log
log.set_up(Path(sys.argv[1]))
log.catch_crashes(Path(sys.argv[1]))
if sys.argv[2] == "die":
    faulthandler._sigsegv()
"""


def test_a_crash_of_the_process_is_in_the_log_at_the_next_start(tmp_path: Path) -> None:
    for how in ("die", "live", "live"):
        subprocess.run([sys.executable, "-c", DYING, str(tmp_path), how], timeout=60, check=False)
    written = (tmp_path / log.FILE_NAME).read_text(encoding="utf-8")
    assert written.count("Segmentation fault") == 1
    assert 'File "<string>", line 8 in <module>' in written


def test_a_thread_that_ends_unexpectedly_is_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = log.set_up(tmp_path)
    assert file is not None
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    log.catch_threads()
    thread = threading.Thread(target=lambda: [].pop(), name="worker 7")
    thread.start()
    thread.join()
    assert "worker 7" in file.read_text(encoding="utf-8")
    assert "IndexError" in file.read_text(encoding="utf-8")
