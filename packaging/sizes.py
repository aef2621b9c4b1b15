"""How long files and functions are: what grows too long is divided before it is hard to read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE_AIM, FILE_LIMIT = 300, 500
FUNCTION_AIM, FUNCTION_LIMIT = 30, 60
FOLDERS = ("briefing", "packaging", "tests")
WRITTEN_BY_A_TOOL = "migrations/versions"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Finding:
    """A file or function with more lines than it should have."""

    place: str
    lines: int
    aim: int
    limit: int

    @property
    def is_error(self) -> bool:
        """Above the hard limit, not only above the aim."""
        return self.lines > self.limit

    def __str__(self) -> str:
        return f"{self.place}: {self.lines} lines (aim {self.aim}, limit {self.limit})"


def findings(root: Path) -> list[Finding]:
    """Everything above its aim, in the order of the files."""
    found: list[Finding] = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if WRITTEN_BY_A_TOOL not in name:
                found += _in_file(path.read_text(encoding="utf-8"), name)
    return found


def _in_file(source: str, name: str) -> Iterator[Finding]:
    lines = source.count("\n")
    if lines > FILE_AIM:
        yield Finding(name, lines, FILE_AIM, FILE_LIMIT)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTIONS):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_AIM:
                yield Finding(f"{name}:{node.lineno} {node.name}", length, FUNCTION_AIM, FUNCTION_LIMIT)
