"""The one entry: a double click opens the window, a command goes to the command line, a worker serves its parent."""

from __future__ import annotations

import sys
from collections.abc import Sequence

WORKER_FLAG = "--worker"
LIBRARY_FLAG = "--library"
SELF_TEST_FLAG = "--self-test"
_COMMAND_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz-")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [WORKER_FLAG]:
        return _serve(arguments[1])
    if arguments[:1] == [SELF_TEST_FLAG]:
        from briefing.selftest import main as self_test

        return self_test(arguments[1:])
    if arguments and _is_command(arguments[0]):
        from briefing.cli import main as command_line

        return command_line(arguments)
    from briefing.ui.app import main as window

    return window(arguments)


def _is_command(word: str) -> bool:
    """Whether the first argument is for the command line, and not a file or an address for the window.

    Only a word that looks like a command is compared with them: the window need not load the command line to start.
    """
    if word == LIBRARY_FLAG or not set(word) <= _COMMAND_LETTERS:
        return False
    from briefing.cli.parser import COMMAND_NAMES

    return word in COMMAND_NAMES or word in ("-h", "--help", "--version")


def _serve(name: str) -> int:
    """Be the worker process `name` until the parent goes away. Only what that worker needs is imported."""
    if name == "extract":
        from briefing.sources.extract import serve_worker
    elif name == "pdf":
        from briefing.export.typesetting import serve_worker
    elif name == "spell":
        from briefing.sources.spelling import serve_worker
    else:
        print(f"briefing: there is no worker “{name}”.", file=sys.stderr)
        return 2
    serve_worker()
    return 0


if __name__ == "__main__":
    sys.exit(main())
