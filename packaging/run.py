"""Set up and run Briefing: `python3 packaging/run.py` opens it, `python3 packaging/run.py test` runs every test.

Standard library only. This file is written so that any Python 3 can read it and say what is missing.
"""

import sys

OLDEST_PYTHON = (3, 11)


def main(arguments: "list[str]") -> int:
    """Run the command that `arguments` (without the program's name) ask for; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print(
            "Briefing needs Python 3.11 or newer, and this is Python {}.{} ({}). "
            "Install a newer one and start this file with it.".format(*sys.version_info[:2], sys.executable),
            file=sys.stderr,
        )
        return 2
    import commands

    return commands.run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
