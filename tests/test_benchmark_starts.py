"""The benchmarks of starts: a program that cannot open a window is told apart from one that is slow."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks import startup
from tests.benchmarks.starting import NoWindowError, started


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"QT_QPA_PLATFORM": "no-such-platform"}, "QT_QPA_PLATFORM=no-such-platform"),
        pytest.param(
            {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4711"},
            "DISPLAY=:4711",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="only X11 has displays that can be dead"),
        ),
    ],
)
def test_a_program_that_dies_says_so_at_once(environment: dict[str, str], told: str, tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(NoWindowError) as failure:
        startup.start("bare", environment, tmp_path, tmp_path / "none.briefing-library")
    assert time.monotonic() - began < startup.PATIENCE / 2
    sentence = str(failure.value)
    assert sentence.startswith("the bare window ended with exit code ")
    assert told in sentence
    assert "no Qt platform plugin could be initialized" in sentence, "the last lines of what it said"


def test_a_program_that_shows_nothing_is_late() -> None:
    command = [sys.executable, "-c", "import sys, time; print('Stuck.', file=sys.stderr, flush=True); time.sleep(60)"]
    with started("stuck", command, os.environ) as program:
        program.check()
        assert str(program.late(30)).startswith("the stuck window did not come up within 30 s (DISPLAY=")


def test_a_program_that_ended_is_noticed_between_two_looks() -> None:
    command = [sys.executable, "-c", "raise SystemExit('Broken.')"]
    with started("broken", command, os.environ) as program:
        program.process.wait()
        with pytest.raises(NoWindowError, match=r"(?s)ended with exit code 1 .*\n  Broken\.$"):
            program.check()
