"""The log: what the program did, never what the person reads or writes."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

MAX_BYTES = 1_000_000
KEPT_FILES = 3
FILE_NAME = "briefing.log"


def set_up(folder: Path) -> Path | None:
    """Send the program's log to a rotating file in `folder`; gives the file, or None when it cannot be written.

    A log that cannot be written never keeps the program from starting; warnings then go to standard error.
    """
    root = logging.getLogger("briefing")
    root.setLevel(logging.INFO)
    form = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / FILE_NAME, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    except OSError as error:
        root.warning("no log file in %s: %s", folder, error.strerror)
        return None
    handler.setFormatter(form)
    root.addHandler(handler)
    return folder / FILE_NAME
