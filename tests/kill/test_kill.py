"""Killed at any moment, the library has all that was acknowledged and is consistent."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.kill.killing import kill_and_check

KILLS = 24


@pytest.mark.kill
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a signal of POSIX systems")
def test_a_killed_program_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    outcome = kill_and_check(tmp_path / "library.briefing-library", KILLS, seed=1)
    assert outcome.kills == KILLS
    assert outcome.promised > KILLS
    assert not outcome.lost
    assert not outcome.problems
