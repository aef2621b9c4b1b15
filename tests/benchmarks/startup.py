"""How soon the window is there: first paint, list usable, memory. Run: python -m tests.benchmarks.startup [--quick]

A library of 10,000 articles against a bare PySide6 window with a list of 50 rows, in pairs of shuffled order, medians
of the pairs' ratios; the first round warms the caches and is dropped. Each window is a process of its own; the time
runs from just before the process is started to the first paint event of its window (and, for the list, to a Down key
that moved its current row). Memory is the proportional set size of the process and its children, 3 s after the first
paint of a window that is left alone, and 3 s after that key, which has opened an article and begun the person's
work. Both windows run from compiled modules, as an installed program does, whatever PYTHONDONTWRITEBYTECODE says; the
dropped round compiles them. Under Xvfb when there is one and no display, else on the platform that QT_QPA_PLATFORM
names, else offscreen.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.starting import Started, started
from tests.benchmarks.store import Vocabulary, library

ARTICLES = 10_000
SETTLED = 3.0
PATIENCE = 30.0


@dataclass(frozen=True)
class Start:
    """One start: seconds of wall and CPU time, memory in MB."""

    painted: float
    painted_cpu: float
    usable: float
    usable_cpu: float
    pss_working: float
    pss: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three rounds instead of nine")
    options = parser.parse_args()
    rounds = 3 if options.quick else 9
    with tempfile.TemporaryDirectory() as temporary, display() as environment:
        folder = Path(temporary)
        store = library(folder, ARTICLES, Vocabulary(20_000), texts=True)
        path = store.path
        store.close()
        pairs = [pair(environment, folder, path) for _ in range(rounds + 1)][1:]
    show(pairs)


def pair(environment: dict[str, str], folder: Path, path: Path) -> tuple[Start, Start]:
    """One start of the bare window and one of the program, in random order."""
    kinds = ["bare", "briefing"]
    random.shuffle(kinds)
    starts = {kind: start(kind, environment, folder, path) for kind in kinds}
    return starts["bare"], starts["briefing"]


def start(kind: str, environment: dict[str, str], folder: Path, path: Path) -> Start:
    """Start a window, read what it tells, measure its memory, end it; then once more without pressing a key.

    Raises:
        NoWindowError: the window did not appear, or its list was not filled.
    """
    private = {name: str(folder / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    environment = {**os.environ, **environment, **private, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    told, working = _settled(environment, kind, path, "painted", "usable")
    _, resting = _settled(environment, kind, path, "painted")
    return Start(*told["painted"], *told["usable"], working, resting)


def _settled(
    environment: dict[str, str], kind: str, path: Path, *moments: str
) -> tuple[dict[str, tuple[float, float]], float]:
    """Start a window and wait for these moments and a while more: what it told, and its memory."""
    command = [sys.executable, "-m", "tests.benchmarks.started_window", kind, str(time.monotonic()), str(path)]
    command += [] if "usable" in moments else ["--rest"]
    with started(kind, command, environment) as program:
        told = dict(_told(program, moments))
        time.sleep(SETTLED)
        program.check()
        return told, pss(program.process.pid)


def _told(program: Started, moments: Sequence[str]) -> Iterator[tuple[str, tuple[float, float]]]:
    output = program.process.stdout
    assert output is not None
    deadline = time.monotonic() + PATIENCE
    for _ in moments:
        ready, _, _ = select.select([output], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise program.late(PATIENCE)
        if not (line := output.readline()):
            raise program.ended()
        data = json.loads(line)
        yield data["what"], (data["wall"], data["cpu"])


def pss(pid: int) -> float:
    """The proportional set size of a process and its children, in MB."""
    total = 0
    for member in [pid, *_children(pid)]:
        for line in Path(f"/proc/{member}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(child) for child in listed.read_text().split()] if listed.exists() else []
    return children + [grandchild for child in children for grandchild in _children(child)]


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """The environment in which windows open: an own X server where there is one."""
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY") or not shutil.which("Xvfb"):
        yield {} if os.environ.get("DISPLAY") else {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    try:
        os.close(write)
        number = os.read(read, 16).decode().strip()
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        os.close(read)
        server.terminate()
        server.wait(PATIENCE)


def show(pairs: list[tuple[Start, Start]]) -> None:
    """Print the table of goals."""
    rows = (("first paint", "painted", "1.5"), ("list filled and taking input", "usable", "2.5"))
    print(f"Start with {ARTICLES:,} articles against a bare PySide6 window, {len(pairs)} pairs, medians")
    print(f"{'':30} {'bare ms':>9} {'program ms':>11} {'ratio':>6} {'goal':>6} {'bare CPU':>9} {'CPU':>6} {'ratio':>6}")
    for title, field, goal in rows:
        cells = [_cells(pairs, name) for name in (field, f"{field}_cpu")]
        (bare, ours, ratio), (bare_cpu, ours_cpu, ratio_cpu) = cells
        wall = f"{title:30} {bare:9.0f} {ours:11.0f} {ratio:6.2f} {goal:>6}"
        print(f"{wall} {bare_cpu:9.0f} {ours_cpu:6.0f} {ratio_cpu:6.2f}")
    for title, field, goal in (
        ("memory after 3 s, PSS MB", "pss", "110"),
        ("with an article open", "pss_working", "180"),
    ):
        memory = [statistics.median(getattr(one[side], field) for one in pairs) for side in (0, 1)]
        print(f"{title:30} {memory[0]:9.0f} {memory[1]:11.0f} {'':6} {goal:>6}")


def _cells(pairs: list[tuple[Start, Start]], field: str) -> tuple[float, float, float]:
    both = [(getattr(bare, field) * 1000, getattr(ours, field) * 1000) for bare, ours in pairs]
    ratio = statistics.median(ours / bare for bare, ours in both)
    return statistics.median(bare for bare, _ in both), statistics.median(ours for _, ours in both), ratio


if __name__ == "__main__":
    main()
