"""The command that tests everything: behaviour, and the checks of format, types, imports and sizes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import environment
import window
from system import System, call


def run(system: System, arguments: Sequence[str]) -> int:
    """Run pytest with `arguments` added; return its exit code. Its closing line is the last that is printed."""
    python = environment.ensure(system, lock=environment.TEST_LOCK)
    window.ensure(system, python, screen=False)
    return call([str(python), "-m", "pytest", *_spread(arguments), *arguments], environment=_without_screen(os.environ))


def _without_screen(environment: Mapping[str, str]) -> dict[str, str]:
    """No window flashes up while somebody works at this computer, unless a platform was asked for by name."""
    return {} if environment.get("QT_QPA_PLATFORM") else {"QT_QPA_PLATFORM": "offscreen"}


def _spread(arguments: Sequence[str]) -> list[str]:
    """One process a core, unless the person says otherwise."""
    chosen = any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments)
    return [] if chosen else ["-n", "auto", "--dist", "worksteal"]
