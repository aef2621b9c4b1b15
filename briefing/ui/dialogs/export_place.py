"""Where an export goes: the folder used last, a name that is free, and showing the file afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QSettings, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from briefing.domain.briefings import Briefing
from briefing.domain.file_names import briefing_name

FOLDER_KEY = "export/folder"


def suggested(briefing: Briefing, state: QSettings) -> Path:
    """A place where nothing stands yet: the last folder and "Title – edition – date.pdf"."""
    name = briefing_name(briefing.title, briefing.edition, briefing.date[:10])
    return free(folder(state) / f"{name}.pdf")


def folder(state: QSettings) -> Path:
    """The folder used last, else the person's documents, else their home."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for candidate in (str(state.value(FOLDER_KEY) or ""), documents):
        if candidate and Path(candidate).is_dir():
            return Path(candidate)
    return Path.home()


def remember(path: Path, state: QSettings) -> None:
    """Offer the folder of this file next time."""
    state.setValue(FOLDER_KEY, str(path.parent))


def free(path: Path) -> Path:
    """`path`, or the first of "name (2).pdf", "name (3).pdf" ... that does not exist."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


def show_in_folder(path: Path) -> None:
    """Open the folder of a file, with the file selected where the system can do that."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
