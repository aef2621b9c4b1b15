"""The same verbs without a window: `briefing-cli COMMAND`, also `python -m briefing COMMAND`.

Exit codes: 0 done; 1 an expected error, told in one sentence on standard error; 2 the command line itself was wrong;
3 some of several sources failed; 70 a bug (with a traceback); 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from briefing.cli.commands import COMMANDS
from briefing.cli.parser import build_parser
from briefing.domain.errors import BriefingError

EXIT_FAILED = 1
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = build_parser().parse_args(argv)
    try:
        return COMMANDS[arguments.command](arguments)
    except BriefingError as error:
        print(f"briefing: {error}", file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("briefing: interrupted; what was finished is kept.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (as `| head` does): nothing is wrong, and nothing is left to say.
        sys.stderr.close()
        return 0
