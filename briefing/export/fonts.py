"""The fonts of the printed page: files of locked packages, never those of the computer, so that output is the same.

All are under the SIL Open Font License 1.1; each package carries its licence file. A character that none of them
holds would make a PDF/A impossible, so `Coverage` says beforehand which characters can be printed.
"""

from __future__ import annotations

import bisect
import importlib.util
import struct
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from briefing.domain.errors import ExportError

_PACKAGES = (
    "fontpkg_source_serif_4",  # text; Latin, Greek, Cyrillic
    "fontpkg_inter",  # labels, margins, tables
    "fontpkg_source_code_pro",  # code
    "fontpkg_frank_ruhl_libre",  # Hebrew
    "fontpkg_amiri",  # Arabic
    "manimgx_fonts",  # Indic, Thai and other scripts, symbols, emoji
    "noto_cjk_sans_jp_regular",  # Chinese, Japanese, Korean
)

_FULL_ENCODINGS = ((3, 10), (0, 4), (0, 6))
_UNICODE_ENCODINGS = (*_FULL_ENCODINGS, (3, 1), (0, 3))
"""Platform and encoding of the tables worth reading, the fullest first."""

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
        self._unread = [path for path in files(roots) if "Italic" not in path.name]
        self._ranges: list[list[tuple[int, int]]] = []
        self._known: dict[str, bool] = {}

    @cached_property
    def mark(self) -> str:
        """What stands for a character that no font holds."""
        return next(mark for mark in "\ufffd\u25a1?" if self.covers(mark))

    def covers(self, character: str) -> bool:
        """Whether `character`, one code point, can be printed."""
        if character not in self._known:
            self._known[character] = self._find(character)
        return self._known[character]

    def _find(self, character: str) -> bool:
        if character in _INVISIBLE or "\U000e0020" <= character <= "\U000e007f":  # the tags of an emoji flag
            return True
        code = ord(character)
        if any(_holds(ranges, code) for ranges in self._ranges):
            return True
        while self._unread:
            self._ranges.append(character_ranges(self._unread.pop(0)))
            if _holds(self._ranges[-1], code):
                return True
        return False


def character_ranges(path: Path) -> list[tuple[int, int]]:
    """The code points that a font file holds, as sorted ranges, both ends inclusive.

    Read here rather than by a font library, which takes longer to load than the page takes to set. Formats 4 and 12
    of the "cmap" table (OpenType 1.9.1) are all that these fonts use.

    Raises:
        ExportError: the file has no such table.
    """
    with path.open("rb") as file:
        count = struct.unpack(">4xH6x", file.read(12))[0]
        tables = dict(struct.iter_unpack(">4s4xL4x", file.read(16 * count)))
        start = tables[b"cmap"]
        file.seek(start)
        encodings = struct.iter_unpack(">HHL", file.read(8 * struct.unpack(">2xH", file.read(4))[0]))
        offsets = {(platform, encoding): offset for platform, encoding, offset in encodings}
        for key in _UNICODE_ENCODINGS:
            if key in offsets:
                file.seek(start + offsets[key])
                return _full_table(file) if key in _FULL_ENCODINGS else _basic_table(file)
    raise ExportError(f"The font file “{path.name}” is damaged. Install the program again.")


def _full_table(file: BinaryIO) -> list[tuple[int, int]]:
    """Format 12: groups of code points."""
    _, _, _, _, count = struct.unpack(">HHLLL", file.read(16))
    return [(first, last) for first, last in struct.iter_unpack(">LL4x", file.read(12 * count))]


def _basic_table(file: BinaryIO) -> list[tuple[int, int]]:
    """Format 4: segments of the Basic Multilingual Plane, some of which leave out characters by naming glyph 0."""
    _, length, _, doubled = struct.unpack(">HHHH", file.read(8))
    body = file.read(length - 8)
    count = doubled // 2
    words = struct.unpack(f">{len(body) // 2}H", body[: len(body) // 2 * 2])
    ends, starts = words[3 : 3 + count], words[4 + count : 4 + 2 * count]
    offsets_at = 4 + 3 * count
    ranges = []
    for index in range(count - 1):  # the last segment is U+FFFF, which is no character
        first, last, offset = starts[index], ends[index], words[offsets_at + index]
        if not offset:
            ranges.append((first, last))
            continue
        glyphs = offsets_at + index + offset // 2
        ranges += [(code, code) for code in range(first, last + 1) if words[glyphs + code - first]]
    return ranges


def _holds(ranges: list[tuple[int, int]], code: int) -> bool:
    index = bisect.bisect_right(ranges, (code, 0x110000)) - 1
    return index >= 0 and ranges[index][0] <= code <= ranges[index][1]
