"""Qt is really started once; what it lacks is installed or named in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
import window
from system import SetUpError, System

from tests.packaging.fakes import Computer

DEBIAN = System("linux", like=("debian",))
DEBIAN_ROOT = System("linux", like=("ubuntu", "debian"), is_root=True)
FEDORA = System("linux", like=("fedora",), is_root=True)
MISSING = (1, "missing: libGL.so.1: cannot open shared object file: No such file or directory\n")
NO_DISPLAY = (-6, "starting\nqt.qpa.xcb: could not connect to display :77\n")


@pytest.fixture
def python(tmp_path: Path) -> Path:
    (tmp_path / "bin").mkdir()
    return tmp_path / "bin" / "python"


def test_a_success_is_remembered(python: Path, computer: Computer) -> None:
    assert window.ensure(DEBIAN, python, screen=True) is window.Outcome.WORKS
    assert window.ensure(DEBIAN, python, screen=True) is window.Outcome.WORKS
    assert len(computer.ran) == 1


def test_a_bad_end_of_the_program_lets_it_be_tried_again(python: Path, computer: Computer) -> None:
    window.ensure(DEBIAN, python, screen=True)
    window.forget(python)
    window.ensure(DEBIAN, python, screen=True)
    assert len(computer.ran) == 2


def test_tests_need_no_screen(python: Path, computer: Computer) -> None:
    window.ensure(DEBIAN, python, screen=False)
    assert computer.ran[0].endswith(" offscreen")
    assert computer.environments == [{"QT_QPA_PLATFORM": "offscreen"}]


def test_root_on_debian_gets_what_is_missing(python: Path, computer: Computer) -> None:
    computer.answers["-c"] = [MISSING]
    assert window.ensure(DEBIAN_ROOT, python, screen=True) is window.Outcome.WORKS
    assert computer.ran[1] == "apt-get update -q"
    assert computer.ran[2].startswith("apt-get install -y --no-install-recommends libgl1 ")
    assert "libxcb-cursor0" in computer.ran[2]


def test_a_person_on_debian_is_told_one_line(python: Path, computer: Computer) -> None:
    computer.answers["-c"] = [MISSING]
    with pytest.raises(SetUpError) as caught:
        window.ensure(DEBIAN, python, screen=False)
    message = str(caught.value)
    assert "libGL.so.1" in message
    assert [line.strip() for line in message.splitlines() if "apt-get" in line] == [
        "sudo apt-get install -y --no-install-recommends " + " ".join(window.PACKAGES)
    ]
    assert not computer.lines("apt-get")


def test_other_systems_are_told_the_names(python: Path, computer: Computer) -> None:
    computer.answers["-c"] = [MISSING]
    with pytest.raises(SetUpError, match="libxcb-cursor0"):
        window.ensure(FEDORA, python, screen=True)
    assert not computer.lines("apt-get")


def test_a_failed_installation_shows_what_apt_said(python: Path, computer: Computer) -> None:
    computer.answers["apt-get update"] = [(100, "E: no network")]
    computer.answers["-c"] = [MISSING]
    with pytest.raises(SetUpError, match="E: no network"):
        window.ensure(DEBIAN_ROOT, python, screen=True)


def test_a_display_that_does_not_answer_is_no_display(python: Path, computer: Computer) -> None:
    computer.answers["-c"] = [NO_DISPLAY]
    assert window.ensure(DEBIAN, python, screen=True) is window.Outcome.NO_DISPLAY
    window.ensure(DEBIAN, python, screen=True)
    assert len(computer.ran) == 2  # not remembered


def test_an_unknown_failure_is_shown_whole(python: Path, computer: Computer) -> None:
    computer.answers["-c"] = [(1, "Traceback: something else")]
    with pytest.raises(SetUpError, match="something else"):
        window.ensure(DEBIAN, python, screen=True)


def test_the_workflow_installs_the_same_libraries() -> None:
    workflow = Path(__file__).resolve().parents[2] / ".github" / "workflows" / "ci.yml"
    assert " ".join(window.PACKAGES) + "\n" in workflow.read_text(encoding="utf-8")
