"""Sentences of a text, for selecting by keyboard."""

from __future__ import annotations

import re

# A full stop after one of these, or after a single capital letter, ends no sentence.
_SHORT = r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|vs|Co|Jr|Sr|pp))(?<!\b(?:Mrs|Inc|Ltd|Gen|Sen|Rep|Gov|Lt\.|etc|cf\.))"
_END = re.compile(
    rf"""
    (?: {_SHORT} [.!?…]+ ["'”’»)\]]* (?=\s+["'“‘«(\[]*[^\sa-z]|\s*$)   # Latin, Greek, Cyrillic, Hebrew
      | [。！？｡]+ [”’」』）]*                                           # Chinese and Japanese need no space
      | [؟۔।]+ (?=\s|$)                                               # Arabic, Urdu, Hindi
    )""",
    re.VERBOSE,
)


def sentence_at(text: str, index: int) -> tuple[int, int]:
    """Where the sentence that `index` stands in begins and ends, white space at its ends left out."""
    start = 0
    for found in _END.finditer(text):
        if found.end() > index or found.end() == len(text.rstrip()):
            return _trimmed(text, start, found.end())
        start = found.end()
    return _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
