"""The entry of the set-up: any Python 3 must be able to read it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
import run

ROOT = Path(__file__).resolve().parents[2]


IN_THE_BUILD = {"contents", "frozen", "icons", "licences"}
"""Run inside the environment that the packages are built in, or inside the bundle."""


def test_an_old_python_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert run.main([]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Briefing needs Python 3.11 or newer, and this is Python 3.9")
    assert said.count("\n") == 1


def test_the_entry_holds_no_syntax_that_an_old_python_lacks() -> None:
    tree = ast.parse((ROOT / "packaging" / "run.py").read_text(encoding="utf-8"), feature_version=(3, 4))
    imported = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert imported == {"sys"}
    assert not any(isinstance(node, ast.JoinedStr | ast.AnnAssign) for node in ast.walk(tree))


def test_the_set_up_needs_the_standard_library_alone() -> None:
    ours = [path for path in (ROOT / "packaging").glob("*.py") if path.stem not in IN_THE_BUILD]
    own = {path.stem for path in ours}
    for path in ours:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names | own, f"{path.name} imports {name}"
