"""How soon the bundled program's window is there, beside the same program from its environment and a bare window.

Run: python -m tests.benchmarks.bundle --bundle FOLDER [--quick]      (as `run.py package` makes it; needs Xvfb)

Rounds of shuffled order, medians of the rounds' ratios; the first round warms the caches and is dropped. The clock is
outside: it runs from just before the process is started until the X server tells that its window was mapped, on
until its first letters are seen, and on until the first card of the list is (the first row, in the bare window), which
is looked for every 5 ms. The library holds 10,000 articles. Memory is the proportional set size of the process and its
children 3 s later. The environment runs from compiled modules, as the bundle does. What goes on inside, from the first
paint to the first key, is measured by startup.py.
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
from typing import NamedTuple

from tests.benchmarks.starting import Started, started
from tests.benchmarks.startup import ARTICLES, pss
from tests.benchmarks.store import Vocabulary, library

PATIENCE = 60.0
MAP_NOTIFY = 19
SUBSTRUCTURE_NOTIFY = 1 << 19
EVENT_SIZE = 192
"""Bytes of an XEvent, of which the first four are its kind."""

Z_PIXMAP = 2
TEXT = 12
"""More colours than a border and its background have: letters are painted."""

SETTLED = 3.0
Place = tuple[int, int, int, int]
"""Left, top, width, height on the screen, of a window that has the size it has by itself."""

FIRST = {"bare": (4, 4, 120, 60), "environment": (10, 4, 300, 60), "bundle": (10, 4, 300, 60)}
"""Where the first letters are painted: the first row of the bare window's list, the menus of the program."""

LISTS = {"bare": (4, 4, 120, 60), "environment": (230, 140, 280, 80), "bundle": (230, 140, 280, 80)}
"""Where the first row of the list comes."""

GOALS = (("mapped", "environment", 1.2), ("painted", "bare", 1.5), ("listed", "bare", 2.5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, default=Path("build/bundle/briefing"))
    parser.add_argument("--quick", action="store_true", help="three rounds instead of nine")
    options = parser.parse_args()
    program = options.bundle.resolve() / "briefing"
    if not program.exists():
        print(f"There is no bundle in {options.bundle}: build one, or name it with --bundle.")
        return
    with tempfile.TemporaryDirectory() as temporary, screen() as display:
        folder = Path(temporary)
        store = library(folder, ARTICLES, Vocabulary(20_000), texts=True)
        own = ["--library", str(store.path)]
        store.close()
        commands = {
            "bare": [sys.executable, "-m", "tests.benchmarks.started_window", "bare", str(time.monotonic()), "-"],
            "environment": [sys.executable, "-m", "briefing", *own],
            "bundle": [str(program), *own],
        }
        outside = Outside(display)
        rounds = [one_round(commands, outside, folder) for _ in range((3 if options.quick else 9) + 1)][1:]
    show(rounds)


def show(rounds: list[dict[str, Start]]) -> None:
    """Print the table of goals."""
    print(f"Start with {ARTICLES:,} articles seen from outside, {len(rounds)} rounds, medians")
    print(f"{'':<12} {'mapped ms':>10} {'painted ms':>11} {'list ms':>8} {'PSS MB':>7}   (memory goal 110)")
    for kind in rounds[0]:
        mapped, painted, listed, memory = (
            statistics.median(part) for part in zip(*(each[kind] for each in rounds), strict=True)
        )
        print(f"{kind:<12} {mapped * 1000:10.0f} {painted * 1000:11.0f} {listed * 1000:8.0f} {memory:7.0f}")
    for field, beside, goal in GOALS:
        ratios = sorted(getattr(each["bundle"], field) / getattr(each[beside], field) for each in rounds)
        middle = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        print(f"bundle, {field}, against {beside:<11} {middle:>20}   goal {goal}")


class Start(NamedTuple):
    """Seconds until the window was mapped, painted, and its list was seen; MB of memory when it had settled."""

    mapped: float
    painted: float
    listed: float
    memory: float


def one_round(commands: dict[str, list[str]], outside: Outside, folder: Path) -> dict[str, Start]:
    """One start of each command, in random order."""
    private = {"HOME": str(folder), "DISPLAY": outside.display, "QT_QPA_PLATFORM": "xcb"}
    private |= {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    private["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    environment = {**os.environ, **private}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    starts = {}
    for kind in random.sample(list(commands), len(commands)):
        outside.forget()
        began = time.monotonic()
        with started(kind, commands[kind], environment) as program:
            outside.await_window(program)
            mapped = time.monotonic() - began
            outside.await_text(program, FIRST[kind])
            painted = time.monotonic() - began
            outside.await_text(program, LISTS[kind])
            listed = time.monotonic() - began
            time.sleep(SETTLED)
            starts[kind] = Start(mapped, painted, listed, pss(program.process.pid))
    return {kind: starts[kind] for kind in commands}


class Outside:
    """A client of the X server that is told when a window appears."""

    def __init__(self, display: str) -> None:
        self.display = display
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XGetImage.restype = ctypes.c_void_p
        self._server = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._server))
        self._x.XSelectInput(self._server, self._root, ctypes.c_long(SUBSTRUCTURE_NOTIFY))
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

    def await_text(self, program: Started, place: Place) -> None:
        """Return as soon as something is painted at a place of the screen.

        Raises:
            NoWindowError: nothing was.
        """
        until = time.monotonic() + PATIENCE
        while len(self._colours(place)) <= TEXT:
            if time.monotonic() > until:
                raise program.late(PATIENCE)
            program.check()
            time.sleep(0.005)

    def _colours(self, place: Place) -> set[bytes]:
        left, top, width, height = place
        image = self._x.XGetImage(
            self._server, self._root, left, top, width, height, ctypes.c_ulong(2**64 - 1), Z_PIXMAP
        )
        data = ctypes.string_at(ctypes.c_void_p.from_address(image + 16).value or 0, width * height * 4)
        self._x.XDestroyImage(ctypes.c_void_p(image))
        return {data[at : at + 4] for at in range(0, len(data), 4)}


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
