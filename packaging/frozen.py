"""Where the installed program starts, as a window (`briefing`) and on the command line (`briefing-cli`).

Both are one program, told apart by the name it was called by. What re-enters it, a worker or a check of the self-test,
needs neither.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    from briefing.__main__ import main

    if "briefing-cli" in (Path(sys.argv[0]).stem, Path(sys.executable).stem) and sys.argv[1:2] not in (
        ["--worker"],
        ["--self-test"],
    ):
        from briefing.cli import main
    sys.exit(main(sys.argv[1:]))
