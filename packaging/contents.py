"""What goes into the bundle beyond what PyInstaller finds by following imports, and what it finds but nothing uses.

Read inside the build environment by briefing.spec. Each line says why; the self-test proves that nothing was missed.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterator

ROOT_DISTRIBUTION = "briefing"

WITH_DATA = (
    "fontpkg",
    "fontpkg_amiri",
    "fontpkg_frank_ruhl_libre",
    "fontpkg_inter",
    "fontpkg_source_code_pro",
    "fontpkg_source_serif_4",
    "manimgx_fonts",
    "noto_cjk_sans_jp_regular",
    "qtawesome",  # every font and charmap: which one is asked for is the program's business
    "alembic",  # templates that its environment looks for
    "certifi",
    "trafilatura",  # settings.cfg, and the stop lists beside it
    "justext",  # stop lists
    "tld",  # the public suffix list
    "courlan",
    "htmldate",
    "dateparser",
    "dateparser_data",
    "tzdata",
    "readability",
    "resiliparse",
    "typst",
)
"""Packages that read files of their own at run time."""

WHOLE = (
    "briefing",
    "keyring.backends",
    "fontpkg",
    "manimgx_fonts",
    "noto_cjk_sans_jp_regular",
    "dateparser.data",
    "resiliparse",  # compiled modules that import one another unseen
    "fastwarc",
)
"""Packages of which modules are imported by name, so that following imports does not find them all."""

EXCLUDED = [
    "tkinter",
    "PySide6.QtOpenGL",  # asked for by qtpy, which does without
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtNetwork",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtTest",
    "numpy",
    "IPython",
    "setuptools",
    "pip",
]

LEFT_OUT = re.compile(
    r"""
      (^|/)(Qt6?/)?plugins/(egldeviceintegrations|generic|networkinformation|qmltooling|tls|sqldrivers)/
    | plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay)
    | plugins/platformthemes/libqgtk3    # brings the whole of GTK from the build machine; our own palettes need none
    | plugins/imageformats/libq(tga|wbmp|icns|tiff)
    | (^|/)lib(gtk-3|gdk-3|atk-1|atk-bridge|atspi|cairo|cairo-gobject|pango|pangocairo|pangoft2|gdk_pixbuf|epoxy
        |harfbuzz|fribidi|thai|datrie|pixman-1|graphite2)[-.\w]*\.so
    | libQt6(Quick|Qml|QmlModels|QmlMeta|QmlWorkerScript|OpenGL|OpenGLWidgets|VirtualKeyboard|EglFS\w*)\.so
    | PySide6/Qt/translations/(?!qtbase_en)
    """,
    re.VERBOSE,
)
"""Files that come along with Qt and that no part of the program loads."""


def is_shipped(path: str) -> bool:
    """Whether a file of the bundle, by its place in it, is kept."""
    return LEFT_OUT.search(path.replace("\\", "/")) is None


def is_used(module: str) -> bool:
    """Whether a module that is there is meant to be shipped."""
    return ".tests" not in module and not module.endswith("__main__")


def distributions() -> list[str]:
    """The names of all distributions that the program needs on this system, itself included, in alphabetical order."""
    from packaging.requirements import Requirement

    found: dict[str, str] = {}
    waiting = [(ROOT_DISTRIBUTION, frozenset[str]())]
    while waiting:
        name, extras = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        distribution = importlib.metadata.distribution(name)
        seen = key in found
        found[key] = distribution.metadata["Name"]
        if seen and not extras:
            continue
        for line in distribution.requires or ():
            requirement = Requirement(line)
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in (extras or {""})):
                waiting.append((requirement.name, frozenset(requirement.extras)))
    return [found[key] for key in sorted(found)]


def modules_of(distribution: str) -> Iterator[str]:
    """The top-level modules of a distribution."""
    for path in importlib.metadata.files(distribution) or ():
        if path.parts and not path.parts[0].endswith((".dist-info", ".data")):
            yield path.parts[0].removesuffix(".py")
