"""The self-test of the program, run as a person runs it, and what it says when a part is broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefing import selftest

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefing", "--self-test", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, encoding="utf-8")


def test_every_part_works_in_the_environment() -> None:
    done = run()
    assert done.returncode == 0, done.stdout + done.stderr
    rows = done.stdout.splitlines()
    assert rows[-1] == f"All {len(selftest.CHECKS)} parts work."
    assert [row.split()[0] for row in rows[1:-1]] == ["ok"] * len(selftest.CHECKS)
    assert "Greek, Hebrew, Arabic" in done.stdout


def test_a_part_that_ends_its_process_is_a_row_of_the_table(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = "import os, sys; print('libgone.so: cannot open', file=sys.stderr, flush=True); os.abort()"
    monkeypatch.setattr(selftest, "_command", lambda name: [sys.executable, "-c", broken if name == "pdf" else "1"])
    assert selftest.main() == 1
    said = capfd.readouterr().out
    assert "FAIL  pdf" in said
    assert "libgone.so: cannot open" in said
    assert said.splitlines()[-1] == "Failed: pdf."


def test_a_part_that_does_the_wrong_thing_fails() -> None:
    with pytest.raises(SystemExit, match="the icons are missing"):
        selftest._require(False, "the icons are missing")


def test_nothing_of_the_person_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("library", "window"):
        assert run(name).returncode == 0
    assert [path.name for path in tmp_path.iterdir() if "riefing" in path.name] == []
