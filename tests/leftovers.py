"""What a test with Qt may leave behind by mistake: running timers, busy pool threads, top-level windows."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Leftovers:
    """Watches timers from now on and remembers which top-level windows were there before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._timers: weakref.WeakSet[QTimer] = weakref.WeakSet()
        self._windows = set(map(id, self._top_level()))
        start, timers = QTimer.start, self._timers

        def watched(timer: QTimer, *args: int) -> None:
            timers.add(timer)
            start(timer, *args)

        monkeypatch.setattr(QTimer, "start", watched)

    def found(self, patience: float) -> list[str]:
        """What is still there, one phrase each; `patience` in seconds is for threads that are just ending."""
        if QApplication.instance() is None:
            return []
        pool = QThreadPool.globalInstance()
        if not pool.waitForDone(int(patience * 1000)):
            return [f"{pool.activeThreadCount()} busy threads of the global pool"]
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if not self._names():
            return []
        gc.unfreeze()  # `browse.get_ready` takes out of the collector's sight what is there, a test's widgets too
        gc.collect()  # slow, so only when something seems to be left
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return self._names()

    def _names(self) -> list[str]:
        windows = [w for w in self._top_level() if id(w) not in self._windows]
        timers = [t for t in list(self._timers) if isValid(t) and t.isActive()]
        return [f"window {type(w).__name__} {w.objectName()!r}" for w in windows] + [
            f"timer of {type(t.parent()).__name__} every {t.interval()} ms" for t in timers
        ]

    @staticmethod
    def _top_level() -> list[QWidget]:
        return QApplication.topLevelWidgets() if QApplication.instance() is not None else []
