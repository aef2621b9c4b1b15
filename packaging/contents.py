"""What goes into the bundle beyond what PyInstaller finds by following imports, and what it finds but nothing uses.

Read inside the build environment by briefing.spec. Each line says why; the self-test proves that nothing was missed.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys

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
    "qtawesome",
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
    "resiliparse",
    "typst",
    "pypdfium2",  # version.json, beside its library
    "pypdfium2_raw",
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
)
"""Packages of which modules are imported by name, so that following imports does not find them all."""

EXCLUDED = [
    "tkinter",
    "PySide6.QtOpenGL",  # asked for by qtpy, which does without
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtTest",
    "sqlite3",  # too old to keep a library safe; the program brings its own (briefing/store/driver.py)
    "lxml.objectify",
    "lxml.isoschematron",
    "PIL._imagingft",  # draws text on pictures
    "PIL._imagingtk",
    "fastwarc",  # web archives; resiliparse is used for pages alone
    "numpy",
    "IPython",
    "setuptools",
    "pip",
    "readline",
    "pydoc_data",
    "brotli",  # httpx takes it where it finds it; sources/fetch.py asks for what has a bound alone
    "brotlicffi",
    "lxml.html.diff",
    "lxml.html._difflib",
    "tld.tests",
    "doctest",
    "lxml.doctestcompare",
]

LEFT_OUT = re.compile(
    r"""
      (^|/)(Qt6?/)?plugins/(egldeviceintegrations|generic|networkinformation|qmltooling|tls|sqldrivers)/
    | plugins/platforms/libq(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay)
    | plugins/platformthemes/libqgtk3    # brings the whole of GTK from the build machine; our own palettes need none
    | plugins/imageformats/libq(tga|wbmp|icns|tiff)
    | plugins/(wayland-graphics-integration-client|xcbglintegrations)/    # for OpenGL, with which nothing here draws
    | plugins/wayland-shell-integration/lib(ivi|qt|fullscreen|wl)-    # of cars and kiosks; desktops speak xdg-shell
    | ^lib(gtk-3|gdk-3|atk-1|atk-bridge|atspi|cairo|cairo-gobject|pango|pangocairo|pangoft2|gdk_pixbuf|epoxy
        |harfbuzz|fribidi|thai|datrie|pixman-1|graphite2)[-.\w]*\.so
    | libQt6(Quick|Qml|QmlModels|QmlMeta|QmlWorkerScript|OpenGL|OpenGLWidgets|VirtualKeyboard|EglF[Ss]\w*)\.so
    | PySide6/Qt/translations/(?!qtbase_en)
    | ^babel/(locale-data/|global\.dat)    # courlan asks for a language's name in filters that nothing here calls
    | ^pytz/zoneinfo/    # dateparser asks pytz for UTC alone, which pytz knows without a file
    | ^tld/res/effective_tld_names_public_only\.    # courlan asks with private suffixes, which the other list has
    | \.dist-info/(licen[cs]es?/|LICENSE|COPYING|RECORD$)    # the folder of licences holds them once
    | \.dist-info/(INSTALLER|REQUESTED|WHEEL|top_level\.txt|zip-safe|(uv|scm)_\w+\.json)$    # for installers
    | \.dist-info/sboms/    # the bill of materials is a file of its own beside the packages
    | ^tld/tests/
    | /__pycache__/
    | ^trafilatura/data/    # the schema of an output format that is not asked for
    | ^briefing-[\w.]+\.dist-info/direct_url\.json    # where the program was built
    """,
    re.VERBOSE,
)
"""Files that come along with Qt and that no part of the program loads."""


OF_THE_SYSTEM = re.compile(
    r"""^lib(
        glib-2\.0|gio-2\.0|gobject-2\.0|gmodule-2\.0|gthread-2\.0|pcre2-8|mount|blkid|selinux   # one family
        |dbus-1|systemd|gcrypt|gpg-error|cap|lz4|zstd
        |X11|X11-xcb|xcb|Xau|Xdmcp|bsd|md|xkbcommon|wayland-client|wayland-cursor|wayland-egl
        |fontconfig|freetype|png16|brotlicommon|brotlidec|EGL|GLX|GLdispatch|OpenGL|drm|gbm
        |cups|avahi-common|avahi-client|gnutls|p11-kit|unistring|idn2|tasn1|nettle|hogweed|gmp    # the printer service
        |stdc\+\+|gcc_s    # the drivers of the graphics card may need newer ones than the build machine has
        |gssapi_krb5|krb5|krb5support|k5crypto|com_err|keyutils|resolv
    )\.so""",
    re.VERBOSE,
)
"""Libraries that every desktop has, that talk to its services, and that are named in the packages' Depends instead:
a second GLib or D-Bus library in one process is asking for trouble."""


def is_shipped(path: str) -> bool:
    """Whether a file of the bundle, by its place in it, is kept."""
    place = path.replace("\\", "/")
    if sys.platform != "win32" and place.startswith("tzdata/"):
        return False  # the system's own time zones are newer
    return LEFT_OUT.search(place) is None and OF_THE_SYSTEM.search(place) is None


def is_used(module: str) -> bool:
    """Whether a module that is there is meant to be shipped."""
    return not re.search(r"\.tests|__main__$|^resiliparse\.beam", module)


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
