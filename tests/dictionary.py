"""A tiny Hunspell dictionary, written on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

AFFIXES = """SET {encoding}
TRY esianrtolcdugmphbyfvkwz
SFX S Y 1
SFX S 0 s .
SFX D Y 2
SFX D e ed e
SFX D 0 ed [^e]
"""
WORDS = (
    "we", "receive/SD", "the", "harbour/S", "letter/S", "berth/S", "two", "book/SD", "well", "known", "e-mail", "from",
    "rain", "it", "don't", "naïve", "report/SD",
)  # fmt: skip


def write_dictionary(folder: Path, code: str = "en_US", words: Sequence[str] = WORDS, encoding: str = "UTF-8") -> Path:
    """Write `code`.aff and `code`.dic; the path of both without their endings."""
    folder.mkdir(parents=True, exist_ok=True)
    codec = encoding.removeprefix("microsoft-")
    (folder / f"{code}.aff").write_text(AFFIXES.format(encoding=encoding), encoding=codec)
    (folder / f"{code}.dic").write_text("\n".join([str(len(words)), *words, ""]), encoding=codec)
    return folder / code
