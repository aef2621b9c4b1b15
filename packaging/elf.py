"""The shared libraries of a bundle on Linux: which are there, what they need, and what of them nobody needs."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from system import SetUpError

NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)
NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")
SEARCHED = re.compile(r"\((?:RUNPATH|RPATH)\)\s+Library (?:runpath|rpath): \[(.+)\]")
COPY = re.compile(r"(\w+)-[0-9a-f]{8}\.so\.[\d.]+$")
LOADED_BY_NAME = re.compile(r"libpython")
"""What the program opens by itself, so that no other file says that it needs it."""


def libraries(bundle: Path) -> Iterator[Path]:
    """Every shared library and extension module of the bundle, and the program itself."""
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and not path.is_symlink() and _is_elf(path):
            yield path


def missing(bundle: Path) -> list[str]:
    """What the dynamic linker does not find, as "file: library"; [] when nothing is missing."""
    found = []
    search = {**os.environ, "LD_LIBRARY_PATH": str(bundle / "_internal")}
    for path in libraries(bundle):
        done = subprocess.run(["ldd", str(path)], capture_output=True, text=True, env=search, check=False)
        found += [f"{path.relative_to(bundle)}: {name}" for name in NOT_FOUND.findall(done.stdout)]
    return found


def strip(bundle: Path) -> None:
    """Take the symbols out that only a debugger reads: a sixth of the bundle.

    The program itself keeps its archive behind its code. Libraries that auditwheel has moved (`*.libs`) hold none.
    """
    for path in libraries(bundle):
        if path.parent != bundle and not path.parent.name.endswith(".libs"):
            _output(["strip", "--strip-unneeded", str(path)])


def drop_orphans(bundle: Path) -> list[str]:
    """Delete the libraries of the build machine that came for the sake of files that are left out; their names."""
    dropped: list[str] = []
    while orphans := _orphans(bundle):
        for path in orphans:
            path.unlink()
            dropped.append(path.name)
    return dropped


def forget_build_machine(bundle: Path) -> None:
    """Have no library look for others in the folders of the build machine, which are somebody else's elsewhere."""
    for path in libraries(bundle):
        for searched in SEARCHED.findall(_output(["readelf", "-d", str(path)])):
            if not searched.startswith("$ORIGIN"):
                old = b"\0" + searched.encode() + b"\0"
                path.write_bytes(path.read_bytes().replace(old, b"\0$ORIGIN".ljust(len(old), b"\0")))


def share_with_system(bundle: Path, shared: Mapping[str, str]) -> None:
    """Have the copies that a wheel carries of libraries of the desktop give way to those of the desktop.

    Args:
        shared: for a copy's name without its hash and version ("libxcb"), the name that every desktop has
            ("libxcb.so.1"). The name of the copy (auditwheel makes it from the name, a hash and the version) is never
            shorter, so it is overwritten in place. `drop_orphans` then takes the copies away.
    """
    for path in libraries(bundle):
        for needed in NEEDED.findall(_output(["readelf", "-d", str(path)])):
            copied = COPY.match(needed)
            if copied and (name := shared.get(copied[1])):
                old = b"\0" + needed.encode() + b"\0"
                path.write_bytes(path.read_bytes().replace(old, (b"\0" + name.encode()).ljust(len(old), b"\0")))


def newest_version(bundle: Path, symbols: str) -> str:
    """The newest version of the symbols of a system library (such as "GLIBC") that a file of the bundle asks for."""
    named = re.compile(rf"Name: {re.escape(symbols)}_([\d.]+)")
    found: set[str] = set()
    for path in libraries(bundle):
        found.update(named.findall(_output(["readelf", "-V", str(path)])))
    return max(found, key=lambda version: [int(part) for part in version.split(".")])


def _orphans(bundle: Path) -> list[Path]:
    """Libraries that no file needs, among those of the system (directly in `_internal`) and the copies of wheels."""
    needed = {name for path in libraries(bundle) for name in NEEDED.findall(_output(["readelf", "-d", str(path)]))}
    inside = bundle / "_internal"
    candidates = [path for pattern in ("lib*.so*", "*.libs/lib*.so*") for path in inside.glob(pattern)]
    return [
        path for path in candidates if not (path.is_symlink() or path.name in needed or LOADED_BY_NAME.match(path.name))
    ]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _output(command: Sequence[str]) -> str:
    done = subprocess.run(list(command), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetUpError(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout
