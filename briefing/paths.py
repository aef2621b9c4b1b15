"""Where things live on this computer: the library, settings, logs and the program's own resources."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

APP_NAME = "Briefing"

LONGEST_SOCKET_FOLDER = 60
"""Bytes: the name of a socket has room for 104 on macOS and 108 on Linux, with what Qt and we put behind it."""


def resources() -> Path:
    """The folder of icons, themes, templates and samples: in a checkout, an installed wheel or a frozen bundle."""
    if bundle := getattr(sys, "_MEIPASS", None):
        return Path(bundle) / "briefing" / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def is_bundled() -> bool:
    """Whether this is the frozen program that people install, not Python with our package."""
    return bool(getattr(sys, "_MEIPASS", None))


def bundled_licences() -> Path | None:
    """The folder of the licences of everything in the bundle; None outside of one."""
    folder = Path(getattr(sys, "_MEIPASS", ""), "licences")
    return folder if is_bundled() and (folder / "INDEX.txt").is_file() else None


def data_dir() -> Path:
    """The folder of the library and its backups. It is not made here."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def log_dir() -> Path:
    """The folder of the log files. It is not made here."""
    import platformdirs

    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def config_dir() -> Path:
    """The folder of the settings file. It is not made here."""
    import platformdirs

    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))


def runtime_dir() -> Path | None:
    """A folder for locks and sockets that only this person can enter, made when it is missing; None for none such."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and len(os.fsencode(given)) > LONGEST_SOCKET_FOLDER:
        given = ""
    person = os.getuid() if hasattr(os, "getuid") else ""
    if given:
        folder = Path(given, "briefing")
    else:
        import tempfile  # a few milliseconds that a desktop's start is spared

        folder = Path(tempfile.gettempdir(), f"briefing-{person}")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    if not stat.S_ISDIR(found.st_mode):
        return None
    if person != "" and (found.st_uid != person or stat.S_IMODE(found.st_mode) & 0o077):
        return None  # somebody else put it there, or can look into it
    return folder


def backup_folder(library: Path) -> Path:
    """The folder of the backups of a library when no other place is named. It is not made here."""
    return library.parent / "backups"


def default_library() -> Path:
    """The library that is opened when none is named."""
    return data_dir() / "library.briefing-library"
