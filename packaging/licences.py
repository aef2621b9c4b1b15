"""The licences of everything that is bundled, one folder each: python licences.py FOLDER, in the build environment."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import sys
import sysconfig
from pathlib import Path

import contents
from system import ROOT

NAMES = re.compile(r"(licen[cs]e|copying|notice|copyright|authors|ofl)", re.IGNORECASE)
"""What files are called that hold a licence or the names it asks for."""

PYTHON = ("LICENSE.txt", "LICENSE")


def main(folder: Path) -> None:
    """Write the licences into `folder`, with INDEX.txt, a line each."""
    folder.mkdir(parents=True, exist_ok=True)
    index = []
    for name in contents.distributions():
        distribution = importlib.metadata.distribution(name)
        place = folder / f"{name}-{distribution.version}"
        place.mkdir(exist_ok=True)
        found = _files(distribution)
        for path in found:
            shutil.copyfile(path, place / path.name)
        if not found:
            (place / "METADATA").write_text(distribution.read_text("METADATA") or "", encoding="utf-8")
        index.append(f"{name} {distribution.version}: {_expression(distribution)}")
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")
    index.append(_python(folder))
    (folder / "INDEX.txt").write_text("\n".join(index) + "\n", encoding="utf-8")


def _files(distribution: importlib.metadata.Distribution) -> list[Path]:
    """The licence files of a distribution, those beside its fonts included."""
    listed = [Path(str(distribution.locate_file(path))) for path in distribution.files or () if NAMES.search(path.name)]
    return [path for path in listed if path.is_file() and path.suffix in ("", ".txt", ".md", ".rst")]


def _expression(distribution: importlib.metadata.Distribution) -> str:
    """What the distribution says of itself, in one line."""
    described = distribution.metadata
    for key in ("License-Expression", "License"):
        if key in described and (words := described[key].strip().splitlines()):
            return words[0]
    classifiers = described.get_all("Classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License")]
    return ", ".join(named) or "see its folder"


def _python(folder: Path) -> str:
    """Python itself, whose licence holds those of what is built into it."""
    place = folder / f"Python-{sys.version.split()[0]}"
    place.mkdir(exist_ok=True)
    roots = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)]
    for path in (root / name for root in roots for name in PYTHON):
        if path.is_file():
            shutil.copyfile(path, place / "LICENSE.txt")
            break
    return f"Python {sys.version.split()[0]}: PSF-2.0"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
