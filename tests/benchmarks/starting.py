"""Starting a program whose window is waited for, and saying at once why none will come when it has ended."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO

LAST_LINES = 12
"""As many lines of its error output as tell why a program ended."""

ENDING = 10.0
"""Seconds within which a program ends that closed its output or was told to end."""


class NoWindowError(Exception):
    """The program ended, or took too long, before its window was there. Says how, where, and its last words."""


class Started:
    """A program that was started: its process, and what it wrote to its error output."""

    def __init__(
        self, name: str, process: subprocess.Popen[str], environment: Mapping[str, str], said: IO[bytes]
    ) -> None:
        self.name, self.process = name, process
        self._environment, self._said = environment, said

    def check(self) -> None:
        """Go on, if the program still runs.

        Raises:
            NoWindowError: it has ended.
        """
        if (code := self.process.poll()) is not None:
            raise NoWindowError(self._words(f"ended with exit code {code} before it came up"))

    def ended(self) -> NoWindowError:
        """The error for a program that closed its output: it is ending."""
        try:
            code = self.process.wait(ENDING)
        except subprocess.TimeoutExpired:
            return NoWindowError(self._words("closed its output before it came up"))
        return NoWindowError(self._words(f"ended with exit code {code} before it came up"))

    def late(self, patience: float) -> NoWindowError:
        """The error for a program that runs, but shows nothing within so many seconds."""
        return NoWindowError(self._words(f"did not come up within {patience:.0f} s"))

    def _words(self, what: str) -> str:
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").splitlines()[-LAST_LINES:]
        places = ", ".join(
            f"{name}={self._environment.get(name, '(not set)')}" for name in ("DISPLAY", "QT_QPA_PLATFORM")
        )
        said = "\n".join(f"  {line}" for line in lines) or "  (nothing)"
        return f"the {self.name} window {what} ({places}). The last lines of its error output:\n{said}"


@contextmanager
def started(name: str, command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Started]:
    """Start a program with this environment alone; it is ended when the block is left. Its output is a pipe."""
    with tempfile.TemporaryFile() as said:  # a pipe that nobody reads would stop it in the middle of a long complaint
        process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.PIPE, stderr=said, text=True)
        try:
            yield Started(name, process, environment, said)
        finally:
            process.terminate()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
