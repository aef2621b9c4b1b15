"""The environment is made once, kept up to date with the lock, and costs nothing when nothing changed."""

from __future__ import annotations

import re
from pathlib import Path

import environment
import pytest
from system import SetUpError, System

from tests.packaging.fakes import Computer

DEBIAN = System("linux", like=("debian",), is_root=True)
LOCK = """\
ruff==1 \\
    --hash=sha256:00
uv==0.13.9 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
uvloop==2 \\
    --hash=sha256:cc
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK, encoding="utf-8")
    return path


def ready(tmp_path: Path) -> Path:
    """A folder that looks like an environment whose Python is there but says nothing of use."""
    python = environment.interpreter(tmp_path / "venv")
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    python.chmod(0o755)
    return tmp_path / "venv"


def test_everything_comes_from_the_lock_with_its_hashes(tmp_path: Path, lock: Path, computer: Computer) -> None:
    environment.ensure(DEBIAN, ready(tmp_path), lock)
    (packages,) = computer.lines(str(lock))
    assert "-m uv pip install" in packages
    assert "--require-hashes" in packages
    assert "--compile-bytecode" in packages
    (project,) = computer.lines("--editable")
    assert "--no-deps" in project
    assert "--no-build-isolation" in project


def test_a_second_start_calls_no_program(tmp_path: Path, lock: Path, computer: Computer) -> None:
    venv = ready(tmp_path)
    environment.ensure(DEBIAN, venv, lock)
    computer.ran.clear()
    environment.ensure(DEBIAN, venv, lock)
    assert computer.ran == []


def test_a_changed_lock_is_installed(tmp_path: Path, lock: Path, computer: Computer) -> None:
    venv = ready(tmp_path)
    environment.ensure(DEBIAN, venv, lock)
    computer.ran.clear()
    lock.write_text(LOCK + "new==1\n", encoding="utf-8")
    environment.ensure(DEBIAN, venv, lock)
    assert len(computer.lines("--require-hashes")) == 1
    assert not computer.lines("-m venv")


def test_an_interrupted_set_up_goes_on_next_time(tmp_path: Path, lock: Path, computer: Computer) -> None:
    venv = ready(tmp_path)
    computer.answers["--require-hashes"] = [(1, ""), (1, "")]
    with pytest.raises(SetUpError, match="online"):
        environment.ensure(DEBIAN, venv, lock)
    environment.ensure(DEBIAN, venv, lock)
    assert len(computer.lines("--editable")) == 1


def test_pip_takes_over_where_uv_cannot(tmp_path: Path, lock: Path, computer: Computer) -> None:
    computer.answers["-m uv pip install"] = [(1, "no index")]
    environment.ensure(DEBIAN, ready(tmp_path), lock)
    assert any("-m pip install" in line and "--require-hashes" in line for line in computer.lines(str(lock)))


def test_a_missing_uv_is_installed_by_its_hash(tmp_path: Path, lock: Path, computer: Computer) -> None:
    computer.answers["-m uv --version"] = [(1, "No module named uv")]
    environment.ensure(DEBIAN, ready(tmp_path), lock)
    assert any("-m pip install" in line and "--require-hashes" in line for line in computer.lines("uv.txt"))
    assert "-m uv pip install" in computer.lines(str(lock))[0]


def test_without_any_uv_pip_does_it_all(tmp_path: Path, lock: Path, computer: Computer) -> None:
    computer.answers["-m uv --version"] = [(1, "No module named uv")]
    computer.answers["uv.txt"] = [(1, "no wheel for this processor")]
    environment.ensure(DEBIAN, ready(tmp_path), lock)
    assert not computer.lines("-m uv pip")
    assert len(computer.lines(str(lock))) == 1


def test_the_entry_of_a_package_is_just_its_own() -> None:
    expected = "uv==0.13.9 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
    assert environment.locked_entry(LOCK, "uv") == expected
    assert environment.locked_entry(LOCK, "missing") == ""


def test_an_environment_for_the_tests_opens_the_program_too(tmp_path: Path, lock: Path, computer: Computer) -> None:
    venv, larger = ready(tmp_path), tmp_path / "requirements-test.lock"
    larger.write_text(LOCK + "pytest==9\n", encoding="utf-8")
    environment.ensure(DEBIAN, venv, larger, larger)
    computer.ran.clear()
    environment.ensure(DEBIAN, venv, lock, larger)
    assert computer.ran == []


@pytest.mark.parametrize("path", [environment.LOCK, environment.TEST_LOCK])
def test_the_real_locks_name_uv_and_no_index(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert environment.locked_entry(text, "uv").count("--hash") > 3
    assert "://" not in text


def test_the_lock_of_the_tests_holds_all_of_the_other() -> None:
    def versions(path: Path) -> set[str]:
        return set(re.findall(r"^[a-z0-9_.-]+==[^ ;\\]+", path.read_text(encoding="utf-8"), re.MULTILINE))

    assert versions(environment.LOCK) < versions(environment.TEST_LOCK)


def test_debian_without_the_venv_package_gets_it(tmp_path: Path, lock: Path, computer: Computer) -> None:
    computer.answers["-m venv"] = [(1, "The virtual environment was not created because ensurepip is not available")]
    with pytest.raises(FileNotFoundError):  # the pretended venv makes no folder for the stamp
        environment.ensure(DEBIAN, tmp_path / "venv", lock)
    assert len(computer.lines("-m venv")) == 2
    assert any("-venv" in line for line in computer.lines("apt-get install"))


def test_without_rights_the_one_line_is_said(tmp_path: Path, lock: Path, computer: Computer) -> None:
    computer.answers["-m venv"] = [(1, "ensurepip is not available")]
    with pytest.raises(SetUpError, match=r"sudo apt-get install -y --no-install-recommends python3\.\d+-venv"):
        environment.ensure(System("linux", like=("ubuntu", "debian")), tmp_path / "venv", lock)
    assert not computer.lines("apt-get")
