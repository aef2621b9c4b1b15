"""The checks that are not tests of behaviour: `python packaging/checks.py` runs them all, in the environment.

The test suite runs each as a test (tests/test_house.py), so that one command says whether everything holds.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import sizes
from system import ROOT

HERE = ROOT / "packaging"

Check = Callable[[], str]
"""Gives what is wrong, one finding a line; "" when all is well."""

SPLICING = re.compile(r"\beval\s*\(|\bplugin\s*\(|@preview/")
"""In a Typst template: text from outside would become markup, or a package would be fetched from the network."""


def program(name: str, *arguments: str) -> Check:
    """The check that a program of the environment makes; it is well when the program ends with 0."""

    def check() -> str:
        tool = Path(sysconfig.get_path("scripts")) / name
        done = subprocess.run(
            [str(tool), *arguments],
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1"},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return "" if done.returncode == 0 else done.stdout.strip() or f"{name} ended with {done.returncode}"

    return check


def sizes_hold() -> str:
    """Files and functions above the hard limits."""
    return "\n".join(str(finding) for finding in sizes.findings(ROOT) if finding.is_error)


def templates_hold() -> str:
    """Templates take data from files alone: nothing from outside becomes markup, nothing is fetched."""
    return "\n".join(_splices(ROOT / "resources" / "templates"))


def _splices(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.typ")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if SPLICING.search(line.split("//")[0]):
                yield f"{path.name}:{number}: {line.strip()}"


CHECKS: dict[str, Check] = {
    "format": program("ruff", "format", "--check", "."),
    "lint": program("ruff", "check", "."),
    "types": program("mypy"),
    "types of the set-up": program("mypy", *sorted(str(path) for path in HERE.glob("*.py"))),
    "imports": program("lint-imports", "--no-logo"),
    "sizes": sizes_hold,
    "templates": templates_hold,
}


def main() -> int:
    """Run every check, say what each found, and the sizes worth a second look; 0 when all are well."""
    failed = 0
    for name, check in CHECKS.items():
        found = check()
        failed += bool(found)
        print(f"{name}: {found or 'well'}")
    for finding in sizes.findings(ROOT):
        if not finding.is_error:
            print(f"worth a look: {finding}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
