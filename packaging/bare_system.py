"""A bare Debian in a folder, entered by chroot, and a screen outside of it: where the packages are tried.

Standard library only.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SUITE = "bookworm"
PERSON = "reader"
HOME = f"/home/{PERSON}"
PATIENCE = 120.0
"""Seconds to wait for a window or an article, on a busy computer."""

INSTALL = "DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends"


class InstallError(Exception):
    """The installed program does not do what it should; the message says what."""


@dataclass(frozen=True)
class Bare:
    """A bare Debian in a folder, entered by chroot.

    Attributes:
        root: its folder. display: the screen outside. screens: where pictures of it go, if anywhere.
    """

    root: Path
    display: str
    screens: Path | None

    def admin(self, command: str) -> str:
        """Run a shell command inside, as root; what it printed."""
        return self._run(["chroot", str(self.root), "/bin/sh", "-c", command])

    def person(self, command: str) -> str:
        """Run a shell command inside, as a person without rights; what it printed."""
        return self._run(self._as_person(command))

    def outside(self, path: str) -> Path:
        """Where a file of the bare system is, seen from here."""
        return self.root / path.lstrip("/")

    def start(self, command: str) -> subprocess.Popen[bytes]:
        """Start a command inside as the person, and leave it running."""
        return subprocess.Popen(self._as_person(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def look(self, name: str) -> None:
        """Keep a picture of the screen."""
        if self.screens is not None:
            self.screens.mkdir(parents=True, exist_ok=True)
            target = str(self.screens / f"{name}.png")
            subprocess.run(["import", "-display", self.display, "-window", "root", target], check=True)

    def _as_person(self, command: str) -> list[str]:
        variables = (f"HOME={HOME}", f"DISPLAY={self.display}", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "USER=" + PERSON)
        inside = ["chroot", f"--userspec={PERSON}:{PERSON}", str(self.root), "env", "-i", *variables]
        return [*inside, "/bin/sh", "-c", f"cd {HOME} && {command}"]

    def _run(self, command: Sequence[str]) -> str:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise InstallError(f"{shlex.join(command)}\nended with {done.returncode}:\n{done.stdout}")
        return done.stdout


def step(name: str, work: Callable[[], T]) -> T:
    """Do one step, say how long it took, and give what it gave."""
    began = time.monotonic()
    given = work()
    print(f"ok  {time.monotonic() - began:6.1f} s  {name}", flush=True)
    return given


def prepare(bare: Bare) -> None:
    """Make the bare system, once; the second run only takes the program off again."""
    if not (bare.root / "etc" / "debian_version").exists():
        bare.root.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["debootstrap", "--variant=minbase", SUITE, str(bare.root)], check=True, stdout=subprocess.DEVNULL
        )
    bare.admin(f"id {PERSON} >/dev/null 2>&1 || useradd {PERSON}")
    bare.admin("dpkg --purge briefing")
    bare.admin(f"rm -rf {HOME} && mkdir {HOME} && chown {PERSON}: {HOME}")


@contextmanager
def mounted(root: Path) -> Iterator[None]:
    """The screen's socket and the system's folders, inside the bare system."""
    places = {"/proc": "proc", "/dev": "dev", "/tmp/.X11-unix": "tmp/.X11-unix"}
    try:
        for outside, inside in places.items():
            (root / inside).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--bind", outside, str(root / inside)], check=True)
        yield
    finally:
        for inside in reversed(places.values()):
            subprocess.run(["umount", "--lazy", str(root / inside)], check=False)


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody looks at; its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-ac"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as said:
        display = f":{said.readline().strip()}"
    try:
        yield display
    finally:
        server.terminate()
        server.wait()


@contextmanager
def window_manager(display: str) -> Iterator[None]:
    """Gives dialogs the keyboard, and windows a frame."""
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        manager.terminate()
        manager.wait()


def found_window(bare: Bare) -> str:
    """The id of the main window that is shown now, or ""."""
    command = ["xdotool", "search", "--onlyvisible", "--class", "briefing"]
    done = subprocess.run(
        command, env={**os.environ, "DISPLAY": bare.display}, capture_output=True, text=True, check=False
    )
    return (done.stdout.split() or [""])[0]


def close(bare: Bare, window: str) -> None:
    """Quit by the keyboard, and wait until the window is gone."""
    command = ["xdotool", "windowfocus", "--sync", window, "key", "ctrl+q"]
    subprocess.run(command, env={**os.environ, "DISPLAY": bare.display}, check=True, timeout=PATIENCE)
    wait(lambda: not found_window(bare), "the window does not close")


def wait(asked: Callable[[], T], otherwise: str) -> T:
    """Ask until the answer is true."""
    until = time.monotonic() + PATIENCE
    while not (answer := asked()):
        if time.monotonic() > until:
            raise InstallError(otherwise)
        time.sleep(0.2)
    return answer


def expect(well: object, otherwise: str) -> None:
    """Fail with a sentence."""
    if not well:
        raise InstallError(otherwise)
