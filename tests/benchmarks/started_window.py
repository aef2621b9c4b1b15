"""The child of startup.py: opens one window and prints, as JSON lines, when it was painted and when it took input.

Run as `python -m tests.benchmarks.started_window bare|briefing BEGAN LIBRARY [--rest]`; BEGAN is the parent's monotonic
clock, in seconds, just before this process was started. With --rest no key is pressed. Nothing of the program is
changed: its call of `QApplication.exec` is wrapped, and an event filter is put on its one top-level window before the
first event comes.
"""

from __future__ import annotations

import json
import sys
import time

ROWS = 50


def main() -> None:
    kind, began = sys.argv[1], float(sys.argv[2])
    from PySide6.QtWidgets import QApplication

    real = QApplication.exec

    def watched(*_: object) -> int:
        watch = watcher(began)
        result = real()
        watch.deleteLater()
        return result

    QApplication.exec = staticmethod(watched)  # type: ignore[assignment,method-assign]
    if kind == "bare":
        bare_window()
    else:
        from briefing.__main__ import main as program

        program(["--library", sys.argv[3]])


def bare_window() -> None:
    """The floor: the least that a PySide6 program with a list can do."""
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QApplication, QListView, QMainWindow

    application = QApplication(["bare"])
    application.setStyle("fusion")
    window = QMainWindow()
    view = QListView()
    view.setModel(QStringListModel([f"Row {number}" for number in range(ROWS)], view))
    window.setCentralWidget(view)
    window.resize(1280, 800)
    window.show()
    QApplication.exec()


def watcher(began: float):  # type: ignore[no-untyped-def]
    """Watch the main window from here on; its class is made here so that Qt is imported by the program first."""
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QMainWindow

    class Watcher(QObject):
        def __init__(self) -> None:
            super().__init__(QApplication.instance())
            self.painted = False
            windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)]
            self.window = windows[0]
            self.window.installEventFilter(self)
            self.poll = QTimer(self, interval=5)
            self.poll.timeout.connect(self.look)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not self.painted:
                self.painted = True
                QTimer.singleShot(0, self.after_paint)
            return False

        @Slot()
        def after_paint(self) -> None:
            tell("painted", began)
            self.window.removeEventFilter(self)
            if "--rest" not in sys.argv:
                self.poll.start()

        @Slot()
        def look(self) -> None:
            """Once a list holds a page of rows: press Down in it, and see the current row move."""
            from PySide6.QtTest import QTest  # not before the first paint, which it would delay

            for view in self.window.findChildren(QAbstractItemView):
                if view.property("role") == "sidebar":
                    continue  # as many tags are a long list, too, but not the one that is waited for
                if view.isVisible() and view.model() is not None and view.model().rowCount() >= ROWS:
                    self.poll.stop()
                    before = view.currentIndex().row()
                    QTest.keyClick(view, Qt.Key.Key_Down)
                    if view.currentIndex().row() != before:
                        tell("usable", began)
                    return

    return Watcher()


def tell(what: str, began: float) -> None:
    line = {"what": what, "wall": time.monotonic() - began, "cpu": time.process_time()}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
