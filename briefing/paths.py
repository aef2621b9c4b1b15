"""Where things live on this computer: the library, settings, logs and the program's own resources."""

from __future__ import annotations

import sys
from pathlib import Path

APP_NAME = "Briefing"


def resources() -> Path:
    """The folder of icons, themes, templates and samples: in a checkout, an installed wheel or a frozen bundle."""
    if bundle := getattr(sys, "_MEIPASS", None):
        return Path(bundle) / "briefing" / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


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


def default_library() -> Path:
    """The library that is opened when none is named."""
    return data_dir() / "library.briefing-library"
