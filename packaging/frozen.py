"""Where the installed program starts, as a window (`briefing`) and on the command line (`briefing-cli`).

Both are the same bundle. What re-enters the program, a worker or a check of the self-test, looks the same to both.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    from briefing.__main__ import main

    if Path(sys.executable).stem == "briefing-cli" and sys.argv[1:2] not in (["--worker"], ["--self-test"]):
        from briefing.cli import main
    sys.exit(main(sys.argv[1:]))
