"""How soon the bundled program's window is there, beside the same program from its environment.

Run: python -m tests.benchmarks.bundle --bundle FOLDER [--quick]      (as `run.py package` makes it; needs Xvfb)

Pairs of shuffled order, medians of the pairs' ratios; the first round warms the caches and is dropped. The clock is
outside: it runs from just before the process is started until the X server tells that its window was mapped.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import random
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.starting import Started, started

PATIENCE = 60.0
MAP_NOTIFY = 19
SUBSTRUCTURE_NOTIFY = 1 << 19
EVENT_SIZE = 192
"""Bytes of an XEvent, of which the first four are its kind."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, default=Path("build/bundle/briefing"))
    parser.add_argument("--quick", action="store_true", help="three rounds instead of nine")
    options = parser.parse_args()
    program = options.bundle.resolve() / "briefing"
    if not program.exists():
        print(f"There is no bundle in {options.bundle}: build one, or name it with --bundle.")
        return
    commands = {"environment": [sys.executable, "-m", "briefing"], "bundle": [str(program)]}
    with tempfile.TemporaryDirectory() as folder, screen() as display:
        outside = Outside(display)
        rounds = [one_round(commands, outside, Path(folder)) for _ in range((3 if options.quick else 9) + 1)][1:]
    for kind in commands:
        print(f"{kind:<12} {statistics.median(times[kind] for times in rounds) * 1000:6.0f} ms to the mapped window")
    ratios = sorted(times["bundle"] / times["environment"] for times in rounds)
    print(f"ratio        {statistics.median(ratios):6.2f} (goal 1.20; {ratios[0]:.2f} to {ratios[-1]:.2f})")


def one_round(commands: dict[str, list[str]], outside: Outside, folder: Path) -> dict[str, float]:
    """Seconds to the mapped window, of each command, started in random order."""
    private = {"HOME": str(folder), "DISPLAY": outside.display, "QT_QPA_PLATFORM": "xcb"}
    private |= {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    times = {}
    for kind in random.sample(list(commands), len(commands)):
        outside.forget()
        began = time.monotonic()
        with started(kind, commands[kind], {**os.environ, **private}) as program:
            outside.await_window(program)
            times[kind] = time.monotonic() - began
            time.sleep(1.0)  # what it does after its first paint is not the next one's load
    return times


class Outside:
    """A client of the X server that is told when a window appears."""

    def __init__(self, display: str) -> None:
        self.display = display
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._server = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._server))
        self._x.XSelectInput(self._server, root, ctypes.c_long(SUBSTRUCTURE_NOTIFY))
        self._x.XFlush(self._server)

    def forget(self) -> None:
        """Drop what was told until now."""
        self._x.XSync(self._server, 1)

    def await_window(self, program: Started) -> None:
        """Return as soon as a window is mapped.

        Raises:
            NoWindowError: none was.
        """
        until = time.monotonic() + PATIENCE
        event = ctypes.create_string_buffer(EVENT_SIZE)
        while True:
            while self._x.XPending(self._server):
                self._x.XNextEvent(self._server, event)
                if int.from_bytes(event.raw[:4], sys.byteorder) == MAP_NOTIFY:
                    return
            if time.monotonic() > until:
                raise program.late(PATIENCE)
            program.check()
            select.select([self._x.XConnectionNumber(self._server)], [], [], 0.5)


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody looks at; its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as said:
        display = f":{said.readline().strip()}"
    try:
        yield display
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
