"""What the program is made of and under which terms. Nothing here needs a library to be open."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing import __version__, paths
from briefing.store import driver

_LICENCE_NAME = re.compile(r"(licen[cs]e|copying|notice|copyright|ofl)", re.IGNORECASE)
_READABLE = ("", ".txt", ".md", ".rst")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program that others made.

    Attributes:
        terms: its licence in a few words, as it says itself.
        files: the texts of its licence.
    """

    name: str
    version: str
    terms: str
    files: tuple[Path, ...]


def versions() -> tuple[tuple[str, str], ...]:
    """Name and version of what a report of a bug needs to know, Qt excepted."""
    library = driver.versions()
    return (
        ("Briefing", __version__),
        ("Python", platform.python_version()),
        ("SQLite", library.sqlite),
        ("SQLite driver", library.driver),
        ("Typst", _version("typst")),
        ("System", f"{platform.platform()}{', bundled' if paths.is_bundled() else ''}"),
    )


def parts() -> tuple[Part, ...]:
    """All parts, by name: those of the bundle this program runs from, else those installed beside it."""
    folder = paths.bundled_licences()
    found = _in_bundle(folder) if folder is not None else _installed()
    return tuple(sorted(found, key=lambda part: part.name.casefold()))


def licence_text(part: Part) -> str:
    """The whole licence of a part."""
    texts = [path.read_text(encoding="utf-8", errors="replace").strip() for path in part.files if path.is_file()]
    rule = "\n\n" + "─" * 40 + "\n\n"
    return rule.join(texts) or f"{part.name} {part.version} comes without a text of its licence: {part.terms}."


def _in_bundle(folder: Path) -> Iterator[Part]:
    """INDEX.txt has a line "name version: terms" for each folder "name-version"; other folders are system libraries."""
    named = set()
    for line in (folder / "INDEX.txt").read_text(encoding="utf-8").splitlines():
        whole, _, terms = line.partition(": ")
        name, _, version = whole.rpartition(" ")
        named.add(place := f"{name}-{version}")
        yield Part(name, version, terms, _texts(folder / place))
    for place_of_library in sorted(folder.iterdir()):
        if place_of_library.is_dir() and place_of_library.name not in named:
            yield Part(place_of_library.name, "", "system library", _texts(place_of_library))


def _texts(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.glob("*") if path.is_file()))


def _installed() -> Iterator[Part]:
    """What the program requires, and what that requires."""
    wanted, seen = ["briefing"], {"briefing"}
    while wanted:
        try:
            distribution = importlib.metadata.distribution(wanted.pop())
        except importlib.metadata.PackageNotFoundError:
            continue  # required on another system alone
        for requirement in distribution.requires or ():
            name = re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()
            if "extra ==" not in requirement and name not in seen:
                seen.add(name)
                wanted.append(name)
        if distribution.name.lower() != "briefing":
            yield _part(distribution)
    yield Part("Python", platform.python_version(), "PSF-2.0", _python_licence())


def _part(distribution: importlib.metadata.Distribution) -> Part:
    files = [Path(str(distribution.locate_file(path))) for path in distribution.files or ()
             if _LICENCE_NAME.search(path.name) and path.suffix in _READABLE]  # fmt: skip
    return Part(distribution.name, distribution.version, _terms(distribution), tuple(files))


def _terms(distribution: importlib.metadata.Distribution) -> str:
    described = distribution.metadata
    for key in ("License-Expression", "License"):
        if key in described and (words := described[key].strip().splitlines()):
            return words[0]
    named = [line.rpartition(" :: ")[2] for line in described.get_all("Classifier") or () if line.startswith("License")]
    return ", ".join(named) or "see its text"


def _python_licence() -> tuple[Path, ...]:
    roots = (
        Path(sys.base_prefix),
        Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}",
    )
    return tuple(root / name for root in roots for name in ("LICENSE.txt", "LICENSE") if (root / name).is_file())[:1]


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "?"
