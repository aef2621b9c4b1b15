"""The Python environment in `.venv`: made once, and brought up to date whenever the lock file changes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from system import ROOT, SetUpError, System, ask, call, install_packages, say

LOCK = ROOT / "packaging" / "requirements.lock"
"""What the program needs."""

TEST_LOCK = ROOT / "packaging" / "requirements-test.lock"
"""The same versions, and what the tests and checks need besides: some 400 MB that nobody needs to write a briefing."""

VENV = ROOT / ".venv"


def interpreter(venv: Path = VENV) -> Path:
    """The Python of the environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def ensure(system: System, venv: Path = VENV, lock: Path = LOCK, larger: Path = TEST_LOCK) -> Path:
    """Make the environment, or bring it up to date with the lock; return its Python. A second call costs a file read.

    Args:
        larger: a lock that holds all of `lock`; an environment that is up to date with it will do.

    Raises:
        SetUpError: with what the person has to do.
    """
    python, stamp = interpreter(venv), venv / "briefing-lock.sha256"
    wanted = fingerprint(lock)
    if python.exists() and _text(stamp) in (wanted, fingerprint(larger)):
        return python
    if not _works(python):
        _make(system, venv)
    _install(python, lock)
    stamp.write_text(wanted, encoding="utf-8")
    return python


def fingerprint(lock: Path) -> str:
    """What the environment depends on: the locked packages, the project's own description, and this Python."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    digest.update(f"{ROOT} {sys.version_info[:2]}".encode())
    return digest.hexdigest()


def _make(system: System, venv: Path) -> None:
    say(f"Making a Python environment in {venv} (once).")
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    code, output = ask(command)
    if code != 0 and system.has_apt and "ensurepip" in output:
        # Debian and Ubuntu keep this part of the standard library in a package of its own.
        package = f"python3.{sys.version_info[1]}-venv"
        install_packages(system, [package], "Python's module for environments is not complete here.")
        code, output = ask(command)
    if code != 0:
        raise SetUpError(f"{output}\nPython could not make an environment in {venv}: see the lines above.")


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    test = "import sys, pip; sys.exit(sys.version_info[:2] != ({}, {}))".format(*sys.version_info[:2])
    try:
        return subprocess.run([str(python), "-c", test], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _install(python: Path, lock: Path) -> None:
    say("Installing the locked packages (a minute or two the first time).")
    # pip also knows the package index that a company has written into pip's own settings; uv does not read those.
    ways = [[str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]]
    if _has_uv(python, ways[0], lock):
        ways.insert(0, [str(python), "-m", "uv", "pip", "install", "--quiet", "--python", str(python)])
    if not any(_succeeds(way, "--require-hashes", "-r", str(lock)) for way in ways):
        raise SetUpError(
            "The packages could not be installed: see the lines above. Is the computer online, and is there room "
            "for 1.5 GB? Starting again goes on where this stopped."
        )
    if not any(_succeeds(way, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)) for way in ways):
        raise SetUpError("Briefing itself could not be installed into its environment: see the lines above.")


def _succeeds(way: Sequence[str], *arguments: str) -> bool:
    compiled = ["--compile-bytecode"] if "uv" in way else []  # pip compiles unasked
    return call([*way, *compiled, *arguments]) == 0


def _has_uv(python: Path, pip: Sequence[str], lock: Path) -> bool:
    """Whether the environment has uv, after the locked one was installed where it had none."""
    if ask([str(python), "-m", "uv", "--version"])[0] == 0:
        return True
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        entry = Path(folder) / "uv.txt"
        entry.write_text(locked_entry(lock.read_text(encoding="utf-8"), "uv"), encoding="utf-8")
        return ask([*pip, "--require-hashes", "-r", str(entry)])[0] == 0


def locked_entry(lock: str, name: str) -> str:
    """The lines of a lock file that name one package: its version and its hashes; "" when it is not locked."""
    entry = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*\n", lock, re.MULTILINE)
    return entry.group() if entry else ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""
