"""What the set-up finds out about the computer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from system import SetUpError, System, ask, install_packages, this_system

from tests.packaging.fakes import Computer

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads what Linux tells")


def release(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "os-release"
    path.write_text(text, encoding="utf-8")
    return path


@linux_only
@pytest.mark.parametrize(
    ("text", "has_apt"),
    [
        ('NAME="Debian GNU/Linux"\nID=debian\n', True),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True),
        ("ID=fedora\n", False),
        ("", False),
    ],
)
def test_descendants_of_debian_have_apt(tmp_path: Path, text: str, has_apt: bool) -> None:
    assert this_system({}, release(tmp_path, text)).has_apt is has_apt


@linux_only
def test_a_system_without_a_name_is_not_guessed(tmp_path: Path) -> None:
    assert this_system({}, tmp_path / "missing").like == ()


@linux_only
@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, False), ({"DISPLAY": ""}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)],
)
def test_a_display_is_x_or_wayland(environment: dict[str, str], expected: bool) -> None:
    assert this_system(environment).has_display is expected


def test_programs_answer_with_all_they_print() -> None:
    code, output = ask([sys.executable, "-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"])
    assert code == 3
    assert set(output.split()) == {"out", "err"}


def test_nothing_is_installed_without_rights(computer: Computer) -> None:
    with pytest.raises(SetUpError, match=r"sudo apt-get install -y --no-install-recommends one two\n"):
        install_packages(System("linux", like=("debian",)), ["one", "two"], "Two are missing.")
    assert computer.ran == []
