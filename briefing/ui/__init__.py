"""The window. The only room that imports PySide6 and QtAwesome."""

from __future__ import annotations

import sys


def _keep_constants() -> None:
    """Give None, True, False and NotImplemented more references than a program can use up.

    PySide6 6.12.0 hands these out without counting them, as is right from Python 3.12 on, where they are not counted
    (PEP 683). Before, every `setText` costs one of about 5,000 references to None, and then the interpreter aborts
    with "none_dealloc: deallocating None". So this has to happen before the first call into Qt, wherever that is
    made: when this package is imported. 6.11.3 counts rightly, but has QtPdf in its 160 MB of Addons.
    """
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        import ctypes

        for constant in (None, True, False, NotImplemented):
            ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40


_keep_constants()
