"""The house rules, each as a test: format, lint, types, imports, sizes, templates, and what a commit may not hold."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import checks
import pytest

from briefing.cli.parser import COMMAND_NAMES

ROOT = Path(__file__).resolve().parent.parent
TEXT = {".py", ".md", ".toml", ".yml", ".yaml", ".lock", ".typ", ".qss", ".json", ".sh", ".cfg", ".txt", ".mako", ""}
INDEX = re.compile(r"pypi\.org|pythonhosted|(?:--|\b)(?:extra-)?index-url|\bfind-links\b", re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.])/(?:root|home/[a-z]|Users/[a-z]|work|opt)/", re.IGNORECASE)


def committed() -> list[Path]:
    """The text files of the repository; without Git, everything that no tool has made."""
    paths = [ROOT / name for name in _listed_by_git().split("\0") if name] or _found()
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


def _listed_by_git() -> str:
    if shutil.which("git") is None:
        return ""
    return subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout


def _found() -> list[Path]:
    made = (".", "__pycache__", "build", "dist")
    tops = [path for path in ROOT.iterdir() if not path.name.startswith(made) or path.name in {".ci", ".github"}]
    found = [path for top in tops for path in (top, *top.rglob("*"))]
    return [path for path in found if "__pycache__" not in path.parts]


@pytest.mark.parametrize("name", checks.CHECKS)
def test_check(name: str) -> None:
    if found := checks.CHECKS[name]():
        pytest.fail(found, pytrace=False)


@pytest.mark.parametrize("pattern", [INDEX, MACHINE], ids=["index address", "machine path"])
def test_no_committed_file_names_an_index_or_a_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in committed()
        if path.name not in {Path(__file__).name, "LICENSE"} and "tests/data" not in path.as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_commands_of_the_readme_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("python3 packaging/run.py\n", "python3 packaging/run.py test\n"):
        assert command in readme
    assert "packaging/run.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_lists_every_command_of_the_command_line() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `")]
    listed = {word for cell in table for word in re.findall(r"`([a-z]+)", cell)}
    assert set(COMMAND_NAMES) <= listed


def test_packaging_never_becomes_a_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists(), "a package of PyPI has this name"


def test_no_lock_of_uv_is_committed() -> None:
    assert ROOT / "uv.lock" not in committed(), "it would hold the address of an index"
