"""The log: what the program did, never what the person reads or writes."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import threading
from pathlib import Path

MAX_BYTES = 1_000_000
KEPT_FILES = 3
FILE_NAME = "briefing.log"
CRASH_NAME = "crash.log"
CRASH_CHARACTERS = 20_000
"""How much of a crash is kept: all threads of a deep stack fit in it."""


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


def catch_crashes(folder: Path) -> None:
    """Have the interpreter write where every thread was when the process dies of a signal, such as a bad memory access.

    It writes to a file of its own: at that moment no handler can run. The next start moves it into the log.
    """
    place = folder / CRASH_NAME
    logger = logging.getLogger("briefing")
    try:
        if place.exists() and (left := place.read_text(encoding="utf-8", errors="replace").strip()):
            logger.error("the program crashed the last time:\n%s", left[:CRASH_CHARACTERS])
        file = place.open("w", encoding="utf-8")  # open until the process ends: faulthandler writes to its number
    except OSError as error:
        logger.warning("crashes cannot be recorded: %s", error.strerror)
        return
    faulthandler.enable(file)


def catch_threads() -> None:
    """Log what ends a thread unexpectedly; on a desktop nobody sees standard error."""

    def hook(details: threading.ExceptHookArgs) -> None:
        if details.exc_value is not None and details.exc_type is not SystemExit:
            name = details.thread.name if details.thread is not None else "?"
            logging.getLogger("briefing").error("the thread “%s” ended", name, exc_info=details.exc_value)

    threading.excepthook = hook
