"""Names for files that every system can keep."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 180
"""Bytes of a name in UTF-8 without its suffix: most file systems stop at 255, and some programs add to a name."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""What Windows refuses in a name (learn.microsoft.com, Naming Files, Paths, and Namespaces); others refuse less."""

_DEVICES = {"CON", "PRN", "AUX", "NUL"} | {f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"}


def clean(name: str, *, instead: str = "Briefing") -> str:
    """`name` without a suffix, as a file name that is valid on Windows, macOS and Linux.

    Args:
        instead: the name when nothing of `name` can stay.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cs") or c == "\u200d")
    text = re.sub(r"\s+", " ", _FORBIDDEN.sub(" ", text)).strip(" .")
    text = _shortened(text).strip(" .")
    if text.split(".")[0].strip().upper() in _DEVICES:
        text = f"_{text}"
    return text or instead


def briefing_name(title: str, edition: str, date: str) -> str:
    """The name of an exported briefing without a suffix: "Title – edition – date", empty parts left out."""
    return clean(" – ".join(part.strip() for part in (title, edition, date) if part.strip()))


def _shortened(text: str) -> str:
    """At most `LONGEST` bytes, cut between characters."""
    return text.encode()[:LONGEST].decode(errors="ignore")
