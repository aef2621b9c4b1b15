"""The signals by which a system asks a program to end, brought to the event loop.

Python runs its signal handlers only between its own instructions, and Qt's loop may wait for minutes without one. So
the number of a signal is written to a socket that the loop watches (https://docs.python.org/3/library/signal.html,
`set_wakeup_fd`).
"""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))


class Signals(QObject):
    """Watches for the signals of a shutdown, a log-out and Ctrl+C.

    Signals:
        asked(): the system, or the person at the terminal, asks the program to end.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard, self._spoken = socket.socketpair()
        for end in (self._heard, self._spoken):
            end.setblocking(False)
        signal.set_wakeup_fd(self._spoken.fileno(), warn_on_full_buffer=False)
        for number in ENDING:
            signal.signal(number, _nothing)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    @Slot()
    def _read(self) -> None:
        numbers = self._heard.recv(64)
        if any(number in ENDING for number in numbers):
            self.asked.emit()


def _nothing(_number: int, _frame: object) -> None:
    """Being there is enough: the number goes to the socket, and the process does not die."""
