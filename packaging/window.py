"""Whether a window can be opened here: Qt's system libraries are really loaded, and the display is really reached."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from system import SetUpError, System, ask, install_packages

PACKAGES = (
    "libgl1 libegl1 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 libxkbcommon0 libx11-6 fonts-dejavu-core"
).split()
"""What Qt needs on Debian and Ubuntu to draw at all, also without a screen."""

SCREEN_PACKAGES = (
    "libxcb-cursor0 libxkbcommon-x11-0 libx11-xcb1 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 "
    "libxcb-shape0 libxcb-xkb1 libwayland-cursor0 libwayland-egl1"
).split()
"""What it needs besides, to open a window on a screen."""

PROBE = """
import ctypes, os, pathlib, sys
try:
    from PySide6 import QtCore, QtGui, QtWidgets, QtPdf
    plugins = pathlib.Path(QtCore.QLibraryInfo.path(QtCore.QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    for name in sys.argv[1:]:
        for plugin in plugins.glob("libq" + name + "*.so"):
            ctypes.CDLL(str(plugin))
except (ImportError, OSError) as error:
    sys.exit("missing: " + str(error))
QtCore.qInstallMessageHandler(lambda kind, context, text: print(text))
print("starting", flush=True)
application = QtGui.QGuiApplication(["probe"])
if sys.platform.startswith("linux") and not QtGui.QFontDatabase.families():
    sys.exit("missing: a font")
"""
"""Arguments: the platform plugins that must load. Ends with 0 when an application could be started."""


class Outcome(Enum):
    """What came of the attempt to start Qt."""

    WORKS = "works"
    NO_DISPLAY = "no display"


def ensure(system: System, python: Path, *, screen: bool) -> Outcome:
    """Start Qt once, and install what it lacks; `screen` says whether a window is to be shown on one.

    A success is remembered in the environment, so that the next start need not try again.

    Raises:
        SetUpError: a system library is missing and may not be installed from here.
    """
    stamp = python.parent.parent / ("briefing-qt-screen" if screen else "briefing-qt")
    if stamp.exists():
        return Outcome.WORKS
    code, output = _probe(python, screen)
    if code != 0 and "missing:" in output:
        _mend(system, output, screen)
        code, output = _probe(python, screen)
    if code == 0:
        stamp.touch()
        return Outcome.WORKS
    if screen and "missing:" not in output and "starting" in output:
        return Outcome.NO_DISPLAY
    raise SetUpError(f"{output}\nQt cannot be started here: see the lines above.")


def forget(python: Path) -> None:
    """Try Qt again at the next start, because the program ended badly."""
    for stamp in python.parent.parent.glob("briefing-qt*"):
        stamp.unlink(missing_ok=True)


def _probe(python: Path, screen: bool) -> tuple[int, str]:
    plugins = ["xcb"] if screen else ["offscreen"]
    environment = None if screen else {"QT_QPA_PLATFORM": "offscreen"}
    return ask([str(python), "-c", PROBE, *plugins], environment=environment)


def _mend(system: System, output: str, screen: bool) -> None:
    missing = output.split("missing:", 1)[1].strip().split("\n")[0]
    packages: Sequence[str] = PACKAGES + (SCREEN_PACKAGES if screen else [])
    reason = f"Qt, which draws the window, lacks a part of the system ({missing})."
    if system.has_apt:
        install_packages(system, packages, reason)
        return
    raise SetUpError(
        f"{reason} Install the libraries that these packages of Debian hold, under the names that your system "
        f"gives them, then start again:\n\n    {' '.join(packages)}\n"
    )
