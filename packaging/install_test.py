"""Install the .deb as a person does, on a Debian that has nothing else, and do the main job there.

    python3 packaging/install_test.py DEB [--folder FOLDER] [--screens FOLDER]

As root, with debootstrap, Xvfb, xdotool and ImageMagick. The screen is outside of the bare system, so what is seen of
the window is seen from outside. `--folder` keeps the bare system between runs. Standard library only.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
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
LIBRARY = f"{HOME}/.local/share/Briefing/library.briefing-library"
DESKTOP_TOOLS = ("libgtk-3-bin", "libglib2.0-bin", "shared-mime-info", "desktop-file-utils", "procps")
"""What a desktop has and the package does not ask for: gtk-launch, gio, and the triggers that read our files."""

OLDER_VERSION = "0.0.9"
PATIENCE = 90.0
"""Seconds to wait for a window or an article, on a busy computer."""

ARTICLE = """<!doctype html><html lang="en"><head><title>Tide power lights a harbour</title></head><body><article>
<h1>Tide power lights a harbour</h1>{}</article></body></html>""".format(
    "<p>Three turbines below the old pier of Aldmouth turn both ways, so that ebb and flood count alike.</p>" * 8
)


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


def main() -> int:
    """Run every step, and say how each went."""
    parser = argparse.ArgumentParser(description="Install the .deb on a bare Debian and do the main job there.")
    parser.add_argument("deb", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/briefing-install-test"))
    parser.add_argument("--screens", type=Path)
    chosen = parser.parse_args()
    try:
        with screen() as display:
            bare = Bare(chosen.folder / "root", display, chosen.screens)
            prepare(bare)
            with mounted(bare.root):
                go_through(bare, chosen.deb)
    except InstallError as error:
        print(f"FAIL  {error}", file=sys.stderr)
        return 1
    print("The installed program works.")
    return 0


def go_through(bare: Bare, deb: Path) -> None:
    """The steps, in the order in which a person meets them."""
    older = bare.root / "older.deb"
    repack(deb, older)
    shutil.copyfile(deb, bare.root / "newer.deb")
    step("an older build is installed with what it depends on", lambda: install(bare, "older.deb"))
    step("there is no Python", lambda: expect(not list(bare.root.glob("usr/bin/python*")), "Python is there"))
    step("every part passes its own test", lambda: self_test(bare))
    step("the program opens by its name", lambda: window_opens(bare, "briefing", "by-name"))
    step("tools of a desktop are added", lambda: bare.admin(f"{APT} {' '.join(DESKTOP_TOOLS)}"))
    step("a double click on its icon", lambda: window_opens(bare, "gtk-launch briefing", "icon"))
    (bare.root / HOME[1:] / "article.html").write_text(ARTICLE, encoding="utf-8")
    step("a double click on a saved page", lambda: opens_with(bare, "gio open article.html", "page", keeps=1))
    link = "briefing://add?url=https%3A%2F%2Fwww.aldmouth.invalid%2Ftide"
    step("a link of its own", lambda: window_opens(bare, f"gio open '{link}'", "link"))
    step("a library of another place", lambda: another_library(bare))
    step("files are known by their content", lambda: known_by_content(bare))
    step("a briefing is exported", lambda: exports(bare))
    before = articles(bare)
    step("the newer build is installed over it", lambda: install(bare, "newer.deb"))
    step("the library is as it was", lambda: expect(articles(bare) == before, "the library changed"))
    step("it opens after the upgrade", lambda: window_opens(bare, "gtk-launch briefing", "upgraded"))
    step("removal leaves the library and nothing else", lambda: removed(bare))


APT = "DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends"


def step(name: str, work: Callable[[], object]) -> None:
    """Do one step and say how long it took."""
    began = time.monotonic()
    work()
    print(f"ok  {time.monotonic() - began:6.1f} s  {name}", flush=True)


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


def repack(deb: Path, target: Path) -> None:
    """The same package under an older version."""
    folder = target.with_suffix(".unpacked")
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-R", str(deb), str(folder)], check=True)
    control = folder / "DEBIAN" / "control"
    lines = control.read_text(encoding="utf-8").splitlines()
    changed = [f"Version: {OLDER_VERSION}" if line.startswith("Version:") else line for line in lines]
    control.write_text("\n".join(changed) + "\n", encoding="utf-8")
    command = ["dpkg-deb", "-Znone", "--root-owner-group", "-b", str(folder), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder)


def install(bare: Bare, name: str) -> None:
    """As `apt install ./file.deb` does."""
    bare.admin(f"apt-get update -q && {APT} --allow-downgrades /{name}")


def self_test(bare: Bare) -> None:
    """Print the table that the installed program makes of itself."""
    print(bare.person("briefing-cli --self-test"), end="")


def window_opens(bare: Bare, command: str, name: str) -> None:
    """Start the program that way, see its window, keep a picture of it, and close it."""
    launcher = bare.start(command)
    window = wait(lambda: found_window(bare), f"no window after: {command}")
    wait(lambda: (bare.root / LIBRARY[1:]).exists(), "the library was not made")
    time.sleep(2)  # for the picture alone: the list and the icons come after the first paint
    bare.look(name)
    close(bare, window)
    launcher.wait(timeout=PATIENCE)


def opens_with(bare: Bare, command: str, name: str, *, keeps: int) -> None:
    """As `window_opens`; then as many more articles are in the library."""
    before = len(articles(bare))
    launcher = bare.start(command)
    window = wait(lambda: found_window(bare), f"no window after: {command}")
    wait(lambda: len(articles(bare)) == before + keeps, f"nothing was kept after: {command}")
    bare.look(name)
    close(bare, window)
    launcher.wait(timeout=PATIENCE)


def another_library(bare: Bare) -> None:
    """A double click on a library opens that one and leaves the person's own alone."""
    bare.person("briefing-cli sample --library other.briefing-library")
    own = articles(bare)
    window_opens(bare, "gio open other.briefing-library", "other-library")
    expect(articles(bare) == own, "the library of another place was taken for an article")


def known_by_content(bare: Bare) -> None:
    """The library's kind and its program, as the desktop names them."""
    bare.person("cp other.briefing-library other")
    kind = bare.person("gio info -a standard::content-type other")
    expect("application/vnd.briefing.library" in kind, f"a library is taken for {kind}")
    for asked in ("application/vnd.briefing.library", "x-scheme-handler/briefing", "text/html", "text/markdown"):
        expect("briefing.desktop" in bare.person(f"gio mime {asked}"), f"{asked} is not opened by the program")


def exports(bare: Bare) -> None:
    """The sample, as a PDF."""
    bare.person("briefing-cli sample -o sample.pdf")
    expect((bare.root / HOME[1:] / "sample.pdf").read_bytes().startswith(b"%PDF-"), "no PDF was written")


def removed(bare: Bare) -> None:
    """What is left after `apt purge`: the library, and nothing of the program."""
    bare.admin("DEBIAN_FRONTEND=noninteractive apt-get purge -y -q briefing")
    expect((bare.root / LIBRARY[1:]).exists(), "the library was removed")
    left = bare.admin("find / -xdev -iname '*briefing*' -not -path '/home/*' -not -path '/*.deb'").split()
    left = [path for path in left if not path.startswith(("/tmp", "/var/lib/apt", "/var/cache"))]
    expect(not left, f"left behind: {left}")
    expect("briefing" not in bare.admin("cat /usr/share/applications/mimeinfo.cache || true"), "still in the caches")


def articles(bare: Bare) -> list[int]:
    """The ids of the articles in the person's library."""
    listed = bare.person("briefing-cli list all --json")
    return [json.loads(line)["id"] for line in listed.splitlines() if line.startswith("{")]


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


if __name__ == "__main__":
    sys.exit(main())
