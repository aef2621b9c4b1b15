"""Install the .deb as a person does, on a Debian that has nothing else, and do the main job there.

    python3 packaging/install_test.py DEB [--older DEB] [--rpm RPM] [--folder FOLDER] [--screens FOLDER]

As root, with debootstrap, Xvfb, openbox, xdotool and ImageMagick. The screen is outside of the bare system, so what is
seen of the window is seen from outside. `--older` is a package of an older version; without it the same package is
installed under an older version first, and a library of the first schema is put in the place of the one that it made,
so that the upgrade has one to upgrade. `--rpm` is tried afterwards with rpm itself, in
the same Debian: what it asks for is looked up as names of libraries, since rpm knows none of Debian's packages.
Standard library only.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

import install_story
from bare_system import (
    HOME,
    INSTALL,
    PATIENCE,
    PERSON,
    Bare,
    InstallError,
    close,
    expect,
    found_window,
    mounted,
    prepare,
    screen,
    step,
    wait,
    window_manager,
)

LIBRARY = f"{HOME}/.local/share/Briefing/library.briefing-library"
DESKTOP_TOOLS = ("libgtk-3-bin", "libglib2.0-bin", "shared-mime-info", "desktop-file-utils", "procps")
"""What a desktop has and the package does not ask for: gtk-launch, gio, and the triggers that read our files."""

KEY_STORE_TOOLS = ("gnome-keyring", "dbus", "dbus-x11")
OLDER_VERSION = "0.0.9"
FIRST_LIBRARY = Path(__file__).resolve().parent.parent / "tests" / "databases" / "schema-0001.briefing-library"

ARTICLE = """<!doctype html><html lang="en"><head><title>Tide power lights a harbour</title></head><body><article>
<h1>Tide power lights a harbour</h1>{}</article></body></html>""".format(
    "<p>Three turbines below the old pier of Aldmouth turn both ways, so that ebb and flood count alike.</p>" * 8
)

INSTALLER = "/root"
"""The home of whoever installs packages."""

CHANGING = (
    "/proc",
    f"{INSTALLER}/.rpmdb",  # where rpm keeps its list on a Debian
    "/dev",
    "/sys",
    "/tmp",
    "/run",
    "/home",
    "/var/log",
    "/var/cache",
    "/var/lib/dpkg",
    "/var/lib/apt",
    "/var/lib/rpm",
)
"""Folders that every installation changes, or that are the person's."""


def main() -> int:
    """Run every step, and say how each went."""
    parser = argparse.ArgumentParser(description="Install the .deb on a bare Debian and do the main job there.")
    parser.add_argument("deb", type=Path)
    parser.add_argument("--older", type=Path)
    parser.add_argument("--rpm", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/briefing-install-test"))
    parser.add_argument("--screens", type=Path)
    chosen = parser.parse_args()
    try:
        with screen() as display, window_manager(display):
            bare = Bare(chosen.folder / "root", display, chosen.screens)
            prepare(bare)
            with mounted(bare.root):
                go_through(bare, chosen.deb, chosen.older)
                if chosen.rpm is not None:
                    step("the .rpm is installed, used and removed", lambda: rpm(bare, chosen.rpm))
    except InstallError as error:
        print(f"FAIL  {error}", file=sys.stderr)
        return 1
    print("The installed program works.")
    return 0


def go_through(bare: Bare, deb: Path, older: Path | None) -> None:
    """The steps, in the order in which a person meets them."""
    if older is None:
        repack(deb, bare.root / "older.deb")
    else:
        shutil.copyfile(older, bare.root / "older.deb")
    shutil.copyfile(deb, bare.root / "newer.deb")
    step("an older build is installed with what it depends on", lambda: install(bare, "older.deb"))
    step("there is no Python", lambda: expect(not list(bare.root.glob("usr/bin/python*")), "Python is there"))
    step("the program opens by its name", lambda: window_opens(bare, "briefing", "by-name"))
    step("tools of a desktop are added", lambda: bare.admin(f"{INSTALL} {' '.join(DESKTOP_TOOLS + KEY_STORE_TOOLS)}"))
    bare.outside(f"{HOME}/article.html").write_text(ARTICLE, encoding="utf-8")
    step("a double click on a saved page", lambda: opens_with(bare, "gio open article.html", "page", keeps=1))
    before = articles(bare)
    if older is None:
        before = step("a library of the first schema is in its place", lambda: older_library(bare))
    step("the newer build is installed over it", lambda: install(bare, "newer.deb"))
    step("it opens after the upgrade", lambda: window_opens(bare, "gtk-launch briefing", "upgraded"))
    step("the library is as it was", lambda: expect(articles(bare) == before, "the library changed"))
    step("the older library was kept beside the upgraded one", lambda: kept_older_library(bare, before))
    step("every part passes its own test", lambda: self_test(bare))
    step("a link of its own captures a page", lambda: install_story.link(bare))
    for name in ("other.briefing-library", "another.briefing"):
        step(f"a double click on {name}", partial(another_library, bare, name))
    step("files are known by their content", lambda: known_by_content(bare))
    step("the main job, by mouse and keyboard", lambda: install_story.main_job(bare, LIBRARY))
    step("the library is encrypted, its key in a key store", lambda: install_story.encrypted(bare, LIBRARY))
    there = files(bare) - set(bare.admin("dpkg -L briefing").split("\n"))
    step("removal leaves the library and nothing else", lambda: removed(bare, there))


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
    """As `apt install ./file.deb` does; also over a build of the same version."""
    bare.admin(f"apt-get update -q && {INSTALL} --reinstall --allow-downgrades /{name}")


def self_test(bare: Bare) -> None:
    """Print the table that the installed program makes of itself."""
    print(bare.person("briefing-cli --self-test"), end="")


def window_opens(bare: Bare, command: str, name: str) -> None:
    """Start the program that way, see its window, keep a picture of it, and close it."""
    launcher = bare.start(command)
    window = wait(lambda: found_window(bare), f"no window after: {command}")
    wait(lambda: bare.outside(LIBRARY).exists(), "the library was not made")
    time.sleep(5)  # the list and the icons come after the first paint
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


def older_library(bare: Bare) -> list[int]:
    """Put a library of the first schema in the place of the person's own; the ids of its articles."""
    place = bare.outside(LIBRARY)
    for path in place.parent.glob(f"{place.name}*"):
        path.unlink()
    shutil.copyfile(FIRST_LIBRARY, place)
    bare.admin(f"chown {PERSON}: '{LIBRARY}'")
    return article_ids(place)


def kept_older_library(bare: Bare, before: list[int]) -> None:
    """The copy that was made before the upgrade is there, is the older library, and holds the same articles."""
    copies = list(bare.outside(LIBRARY).parent.glob("**/library-before-upgrade-*"))
    expect(len(copies) == 1, f"copies made before the library was upgraded: {copies}")
    expect(article_ids(copies[0]) == before, "the copy does not hold what the library held")
    expect(revision(copies[0]) != revision(bare.outside(LIBRARY)), "the copy is not the older library")
    print(f"      {copies[0].name}, schema {revision(copies[0])}, {copies[0].stat().st_size} bytes")


def article_ids(library: Path) -> list[int]:
    """The ids of the articles in a library that nobody has open, in rising order."""
    return sorted(row[0] for row in _asked(library, "SELECT id FROM article"))


def revision(library: Path) -> str:
    """The revision of a library's schema."""
    return str(_asked(library, "SELECT version_num FROM alembic_version")[0][0])


def _asked(library: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{library}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(question).fetchall()


def another_library(bare: Bare, name: str) -> None:
    """A double click on a library opens that one and leaves the person's own alone."""
    bare.person(f"briefing-cli sample --library {name}")
    own = articles(bare)
    launcher = bare.start(f"gio open {name}")
    window = wait(lambda: found_window(bare), f"no window for {name}")
    wait(lambda: is_open(name), f"{name} was not opened")
    time.sleep(5)
    bare.look(name)
    close(bare, window)
    launcher.wait(timeout=PATIENCE)
    expect(articles(bare) == own, "the library of another place was taken for an article")


def is_open(name: str) -> bool:
    """Whether a process has a file of this name open."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            if any(link.readlink().name == name for link in (process / "fd").iterdir()):
                return True
    return False


def known_by_content(bare: Bare) -> None:
    """The library's kind and its program, as the desktop names them."""
    bare.person("cp other.briefing-library other")
    kind = bare.person("gio info -a standard::content-type other")
    expect("application/vnd.briefing.library" in kind, f"a library is taken for {kind}")
    for asked in ("application/vnd.briefing.library", "x-scheme-handler/briefing", "text/html", "text/markdown"):
        expect("briefing.desktop" in bare.person(f"gio mime {asked}"), f"{asked} is not opened by the program")


def removed(bare: Bare, there: set[str]) -> None:
    """What is left after `apt purge`: the library, and nothing of the program.

    Args:
        there: the files that were there before and are not the package's.
    """
    bare.admin("DEBIAN_FRONTEND=noninteractive apt-get purge -y -q briefing")
    expect(bare.outside(LIBRARY).exists(), "the library was removed")
    left = files(bare)
    expect(not left - there, f"left behind: {sorted(left - there)}")
    lost = {path for path in there - left if "briefing" not in path}  # caches told the desktop about the program
    expect(not lost, f"removed with it: {sorted(lost)}")
    expect("briefing" not in bare.admin("cat /usr/share/applications/mimeinfo.cache || true"), "still in the caches")


def rpm(bare: Bare, package: Path) -> None:
    """Install it by rpm, see what it depends on, its own test and its window, and remove it."""
    shutil.copyfile(package, bare.root / "briefing.rpm")
    bare.admin(f"{INSTALL} rpm")
    there = files(bare)
    known = bare.admin("ldconfig -p")
    wanted = re.findall(r"^(lib\S+?\.so[.\d]*)\(", bare.admin("rpm -qp --requires /briefing.rpm"), re.MULTILINE)
    expect(len(wanted) > 5, "the .rpm does not say which libraries it needs")
    expect(all(f"{name} " in known for name in wanted), f"not all of these are libraries: {wanted}")
    bare.admin("rpm -i --nodeps /briefing.rpm")
    bare.admin("rpm -V --nodeps briefing")
    bare.outside(LIBRARY).unlink(missing_ok=True)
    self_test(bare)
    window_opens(bare, "gtk-launch briefing", "rpm")
    bare.admin("rpm -e briefing")
    left = files(bare)
    expect(left == there, f"left behind or lost: {sorted(left ^ there)}")


def files(bare: Bare) -> set[str]:
    """The files of the system, without what every installation changes."""
    listed = bare.admin("find / -xdev -not -type d").split("\n")
    return {path for path in listed if path and not path.startswith(CHANGING)}


def articles(bare: Bare) -> list[int]:
    """The ids of the articles in the person's library, in rising order."""
    listed = bare.person("briefing-cli list all --json")
    return sorted(json.loads(line)["id"] for line in listed.splitlines() if line.startswith("{"))


if __name__ == "__main__":
    sys.exit(main())
