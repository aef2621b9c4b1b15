"""What a reader sees as one character may be several code points: letters with marks, joined emoji, flags."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"


def splits_character(text: str, at: int) -> bool:
    """Whether `at` stands inside of what a reader sees as one character (UAX 29, extended grapheme clusters)."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isascii() and after.isascii():
        return before == "\r" and after == "\n"
    if _extends(after):
        return not before.isspace()
    if before == _JOINER:
        return unicodedata.category(after) == "So"
    if _is_regional(before) and _is_regional(after):
        run = at
        while run and _is_regional(text[run - 1]):
            run -= 1
        return (at - run) % 2 == 1
    return False


def _extends(letter: str) -> bool:
    """Marks, variation selectors, joiners, skin tones and the later parts of a Korean syllable."""
    return (
        unicodedata.category(letter) in ("Mn", "Me", "Mc")
        or letter in "\u200c\u200d"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\u1160" <= letter <= "\u11ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )


def _is_regional(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
