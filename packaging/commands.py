"""The commands of run.py: open the program, test it, or package it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import environment
import suite
import window
from system import SetUpError, System, call, say, this_system

SAMPLE_PDF = "briefing-sample.pdf"


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; return the exit code."""
    system = this_system()
    try:
        if arguments[:1] == ["test"]:
            return suite.run(system, arguments[1:])
        if arguments[:1] == ["package"]:
            import packages

            packages.run(system, arguments[1:])
            return 0
        return start(system, arguments)
    except SetUpError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


def start(system: System, arguments: Sequence[str]) -> int:
    """Open the program with `arguments`; on a computer without a display do its main job without a window."""
    python = environment.ensure(system)
    if _is_subcommand(arguments):
        return call_here(python, arguments)
    if not system.has_display or window.ensure(system, python, screen=True) is window.Outcome.NO_DISPLAY:
        return without_window(python)
    code = call_here(python, arguments)
    if code != 0:
        window.forget(python)
    return code


def without_window(python: Path) -> int:
    """Put the sample briefing into a library and export its PDF into the current folder."""
    say(
        "There is no display here, so no window can be opened. "
        "The same job is done without one: a sample briefing is made and exported."
    )
    target = Path.cwd() / SAMPLE_PDF
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        library = Path(folder) / "sample.briefing-library"
        code = call_here(python, ["sample", "-o", str(target), "--library", str(library)])
    if code == 0:
        say(f"The sample briefing is in {target}")
        say("Every other verb works here too: python3 packaging/run.py --help")
    return code


def call_here(python: Path, arguments: Sequence[str]) -> int:
    """Run the program in the person's current folder."""
    return call([str(python), "-m", "briefing", *arguments], folder=Path.cwd())


def _is_subcommand(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask the command line for something, which needs no window."""
    return bool(arguments) and (arguments[0].isalpha() or arguments[0] in {"-h", "--help", "--version", "--self-test"})
