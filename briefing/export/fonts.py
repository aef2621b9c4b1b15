"""The fonts of the printed page: files of locked packages, never those of the computer, so that output is the same.

All are under the SIL Open Font License 1.1; each package carries its licence file. A character that none of them
holds would make a PDF/A impossible, so `Coverage` says beforehand which characters can be printed.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from briefing.domain.errors import ExportError

_PACKAGES = (
    "fontpkg_source_serif_4",  # text; Latin, Greek, Cyrillic
    "fontpkg_inter",  # labels, margins, tables
    "fontpkg_source_code_pro",  # code
    "fontpkg_frank_ruhl_libre",  # Hebrew
    "manimgx_fonts",  # Arabic, Indic, Thai and other scripts, symbols, emoji
    "noto_cjk_sans_jp_regular",  # Chinese, Japanese, Korean
)

_INVISIBLE = frozenset("\n\t\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2068\u2069\ufe0e\ufe0f")
"""Characters without a glyph that the typesetter understands."""


def folders() -> list[Path]:
    """The folders that hold the font files.

    Raises:
        ExportError: a package is not installed.
    """
    found = []
    for name in _PACKAGES:
        spec = importlib.util.find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise ExportError(
                f"The font package “{name}” is missing, so no PDF can be made. Install the program again."
            )
        root = Path(next(iter(spec.submodule_search_locations)))
        found.append(root / "files" if (root / "files").is_dir() else root)
    return found


def files(roots: Iterable[Path]) -> list[Path]:
    """The font files in these folders, in a fixed order."""
    return [path for root in roots for path in sorted(root.iterdir()) if path.suffix in (".ttf", ".otf")]


class Coverage:
    """Which characters the fonts hold. The large files are opened only when the small ones do not suffice."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._roots = list(roots)
        self._unread = [path for path in files(self._roots) if "Italic" not in path.name]
        self._known: set[int] = set()

    @cached_property
    def mark(self) -> str:
        """What stands for a character that no font holds."""
        return next(mark for mark in "\ufffd\u25a1?" if self.covers(mark))

    def covers(self, character: str) -> bool:
        """Whether `character`, one code point, can be printed."""
        if character in _INVISIBLE or "\U000e0020" <= character <= "\U000e007f":  # the tags of an emoji flag
            return True
        while ord(character) not in self._known and self._unread:
            self._known.update(_characters(self._unread.pop(0)))
        return ord(character) in self._known


def _characters(path: Path) -> Iterable[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
