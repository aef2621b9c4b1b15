"""The one entry: a double click opens the window, a command goes to the command line, a worker serves its parent."""

from __future__ import annotations

import sys
from collections.abc import Sequence

WORKER_FLAG = "--worker"
SELF_TEST_FLAG = "--self-test"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [WORKER_FLAG]:
        return _serve(arguments[1])
    if arguments[:1] == [SELF_TEST_FLAG]:
        from briefing.selftest import main as self_test

        return self_test(arguments[1:])
    from briefing.cli.parser import COMMAND_NAMES

    if arguments and (arguments[0] in COMMAND_NAMES or arguments[0] in ("-h", "--help", "--version")):
        from briefing.cli import main as command_line

        return command_line(arguments)
    from briefing.ui.app import main as window

    return window(arguments)


def _serve(name: str) -> int:
    """Be the worker process `name` until the parent goes away. Only what that worker needs is imported."""
    if name == "extract":
        from briefing.sources.extract import serve_worker
    elif name == "pdf":
        from briefing.export.typesetting import serve_worker
    else:
        print(f"briefing: there is no worker “{name}”.", file=sys.stderr)
        return 2
    serve_worker()
    return 0


if __name__ == "__main__":
    sys.exit(main())
