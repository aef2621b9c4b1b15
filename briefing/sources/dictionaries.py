"""The Hunspell dictionaries of this computer: pairs of files, one with words (.dic) and one with their forms (.aff).

They are looked for where each system, its package managers and LibreOffice put them. Nothing is fetched, and the
spelling services of Windows and macOS themselves are not asked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from briefing.domain.spelling import Dictionary, code_of

_LINUX = (
    "usr/local/share/hunspell",
    "usr/share/hunspell",
    "usr/share/myspell/dicts",
    "usr/share/myspell",
    "run/current-system/sw/share/hunspell",  # NixOS
    "run/host/usr/share/hunspell",  # of the host, in a Flatpak that may see it
    "var/lib/snapd/hostfs/usr/share/hunspell",  # of the host, in a Snap
    "usr/lib/libreoffice/share/extensions/dict-*",
    "usr/lib64/libreoffice/share/extensions/dict-*",
    "opt/libreoffice*/share/extensions/dict-*",
    "snap/libreoffice/current/lib/libreoffice/share/extensions/dict-*",
    "var/lib/flatpak/app/org.libreoffice.LibreOffice/current/active/files/libreoffice/share/extensions/dict-*",
)
_MAC = (
    "Library/Spelling",
    "Applications/LibreOffice.app/Contents/Resources/extensions/dict-*",
    "opt/homebrew/share/hunspell",
    "usr/local/share/hunspell",
)
_WINDOWS = "LibreOffice*/share/extensions/dict-*"
_EXTENSIONS = "user/uno_packages/cache/uno_packages/*/*"
"""Where LibreOffice unpacks the dictionaries that a person adds to it, below its folder for a version."""


def find(folders: Iterable[Path]) -> tuple[Dictionary, ...]:
    """The dictionaries in some folders, by code. Of two with the same code the one in the earlier folder counts.

    A folder that is not there, or may not be read, holds none.
    """
    found: dict[str, Dictionary] = {}
    for folder in folders:
        for affixes in sorted(folder.glob("*.aff"), key=lambda path: (len(path.name), path.name)):
            code, words = code_of(affixes.stem), affixes.with_suffix(".dic")
            if code and code not in found and _is_readable(affixes) and _is_readable(words):
                found[code] = Dictionary(code, affixes.with_suffix(""), words.resolve().with_suffix(""))
    return tuple(found[code] for code in sorted(found))


def folders(
    own: Path,
    *,
    platform: str = sys.platform,
    environment: Mapping[str, str] | None = None,
    home: Path | None = None,
    root: Path = Path("/"),
) -> list[Path]:
    """The folders in which dictionaries may lie, the ones that a person chose first.

    Args:
        own: the program's folder for dictionaries that a person puts there.
        platform: as `sys.platform` says it. environment: the variables of the process. home: the person's folder.
        root: what absolute paths of Linux and macOS begin with.
    """
    variables = os.environ if environment is None else environment
    person = Path.home() if home is None else home
    chosen = [Path(part) for part in variables.get("DICPATH", "").split(os.pathsep) if part]
    if platform == "win32":
        places = _of_windows(variables)
    elif platform == "darwin":
        places = _of_mac(person, root)
    else:
        places = _of_linux(variables, person, root)
    return list(dict.fromkeys([*chosen, own, *places]))


def _of_linux(variables: Mapping[str, str], home: Path, root: Path) -> Iterator[Path]:
    yield Path(variables.get("XDG_DATA_HOME") or home / ".local/share") / "hunspell"
    for shared in variables.get("XDG_DATA_DIRS", "").split(":"):
        if shared:
            yield Path(shared) / "hunspell"
            yield Path(shared) / "myspell" / "dicts"
    if snap := variables.get("SNAP"):
        yield Path(snap) / "usr/share/hunspell"
    for place in _LINUX:
        yield from _matching(root, place)
    configured = Path(variables.get("XDG_CONFIG_HOME") or home / ".config")
    yield from _matching(configured, f"libreoffice/*/{_EXTENSIONS}")


def _of_mac(home: Path, root: Path) -> Iterator[Path]:
    yield home / "Library/Spelling"
    for place in _MAC:
        yield from _matching(root, place)
    yield from _matching(home, _MAC[1])
    yield from _matching(home, f"Library/Application Support/LibreOffice/*/{_EXTENSIONS}")


def _of_windows(variables: Mapping[str, str]) -> Iterator[Path]:
    if roaming := variables.get("APPDATA"):
        yield Path(roaming) / "hunspell"
        yield from _matching(Path(roaming), f"LibreOffice/*/{_EXTENSIONS}")
    for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA"):
        if programs := variables.get(name) or variables.get(name.upper()):
            yield from _matching(Path(programs), _WINDOWS)
            yield from _matching(Path(programs), f"Programs/{_WINDOWS}")


def _matching(root: Path, pattern: str) -> list[Path]:
    return sorted(root.glob(pattern)) if "*" in pattern else [root / pattern]


def _is_readable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.R_OK)
