"""The window. The only room that imports PySide6 and QtAwesome."""

from __future__ import annotations

import sys


def _keep_none() -> None:
    """Give None more references than a program can use up.

    PySide6 6.12.0 hands None out without counting it whenever a call returns nothing. From Python 3.12 on None is
    not counted (PEP 683); before, every `setText` costs one of about 5,000 references, and then the interpreter
    aborts with "none_dealloc: deallocating None". This has to happen before the first call into Qt, wherever that
    is made, and so when this package is imported. 6.11.3 counts rightly, but has QtPdf in its 160 MB of Addons.
    """
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        import ctypes

        ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40


_keep_none()
