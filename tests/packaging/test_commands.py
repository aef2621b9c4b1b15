"""Opening the program, with a window and without one."""

from __future__ import annotations

from pathlib import Path

import commands
import environment
import pytest
import suite
import window
from system import SetUpError, System

from tests.packaging.fakes import Computer

DESKTOP = System("linux", like=("debian",))
SERVER = System("linux", like=("debian",), has_display=False)


@pytest.fixture(autouse=True)
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, computer: Computer) -> None:
    """The environment is there; the current folder is the test's own."""
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    monkeypatch.setattr(environment, "ensure", lambda system, **_: tmp_path / "venv" / "bin" / "python")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_window_opens_with_the_arguments(computer: Computer) -> None:
    assert commands.start(DESKTOP, ["--library", "my file"]) == 0
    assert computer.ran[-1].endswith("-m briefing --library my file")


def test_without_a_display_the_sample_is_exported_here(
    computer: Computer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.start(SERVER, []) == 0
    (line,) = computer.ran
    assert f"-m briefing sample -o {tmp_path / 'briefing-sample.pdf'} --library " in line
    said = capsys.readouterr().err
    assert "no display" in said
    assert str(tmp_path / "briefing-sample.pdf") in said


def test_a_dead_display_is_no_display(computer: Computer) -> None:
    computer.answers["-c"] = [(-6, "starting\ncould not connect to display")]
    assert commands.start(DESKTOP, []) == 0
    assert "-m briefing sample" in computer.ran[-1]


def test_a_failed_export_is_not_called_a_success(computer: Computer, capsys: pytest.CaptureFixture[str]) -> None:
    computer.answers["sample"] = [(4, "")]
    assert commands.start(SERVER, []) == 4
    assert "sample briefing is in" not in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["list", "--json"], ["--help"], ["--version"], ["--self-test"]])
def test_the_command_line_needs_no_window(computer: Computer, arguments: list[str]) -> None:
    assert commands.start(SERVER, arguments) == 0
    assert [line.split(" -m ", 1)[1] for line in computer.ran] == ["briefing " + " ".join(arguments)]


def test_after_a_bad_end_qt_is_tried_again(computer: Computer, tmp_path: Path) -> None:
    computer.answers["-m briefing"] = [(1, "")]
    assert commands.start(DESKTOP, []) == 1
    assert not list((tmp_path / "venv").glob("briefing-qt*"))


def test_what_cannot_go_on_is_one_message(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(system: System) -> Path:
        raise SetUpError("Install this, then start again.")

    monkeypatch.setattr(environment, "ensure", fails)
    assert commands.run([]) == 1
    assert capsys.readouterr().err == "Install this, then start again.\n"


def test_the_test_command_hands_its_arguments_to_pytest(computer: Computer) -> None:
    assert commands.run(["test", "-k", "offsets"]) == 0
    assert computer.ran[-1].endswith("-m pytest -n auto --dist worksteal -k offsets")
    assert computer.environments[-1] == {"QT_QPA_PLATFORM": "offscreen"}


def test_the_test_command_ends_as_pytest_does(computer: Computer) -> None:
    computer.answers["-m pytest"] = [(1, "")]
    assert suite.run(DESKTOP, ["-n", "0"]) == 1
    assert computer.ran[-1].endswith("-m pytest -n 0")


def test_a_platform_that_was_asked_for_is_kept(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    suite.run(DESKTOP, [])
    assert computer.environments[-1] == {}


def test_the_window_module_is_asked_for_a_screen(computer: Computer) -> None:
    commands.start(DESKTOP, [])
    assert computer.ran[0].endswith(" xcb")
    assert window.SCREEN_PACKAGES
