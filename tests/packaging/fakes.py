"""A computer that only pretends: it notes the programs that are called, and answers as it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

MODULES = ("commands", "environment", "suite", "system", "window")


class Computer:
    """Stands in for `system.call` and `system.ask` in every module of the set-up.

    Attributes:
        ran: the command lines, in order.
        answers: what programs print and end with, by a part of their command line; a list is used up one by one.
        folders: the folder in which each of them was started.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ran: list[str] = []
        self.environments: list[Mapping[str, str]] = []
        self.answers: dict[str, list[tuple[int, str]]] = {}
        for name in MODULES:
            module = __import__(name)
            for function in ("call", "ask"):
                if hasattr(module, function):
                    monkeypatch.setattr(module, function, getattr(self, function))

    def ask(self, command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
        line = " ".join(command)
        self.ran.append(line)
        self.environments.append(environment or {})
        for part, answers in self.answers.items():
            if part in line and answers:
                return answers.pop(0)
        return 0, ""

    def call(
        self, command: Sequence[str], *, environment: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> int:
        return self.ask(command, environment=environment)[0]

    def lines(self, part: str) -> list[str]:
        """The command lines that contain `part`."""
        return [line for line in self.ran if part in line]
