"""Figures in texts, compared as numbers: "1.2 billion" is "1,200 million", and "1 234,5" is "1,234.5"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SPACES = " \u00a0\u2009\u202f"
_MAGNITUDES = {
    1e3: r"thousand|k|tsd\.?|tausend|mille|mil|тыс\.?",
    1e4: "万|萬",
    1e6: r"millions?|millionen|mn|mln|m|mio\.?|millones|milhões|milioni|млн\.?",
    1e8: "亿|億",
    1e9: r"billions?|bn|milliarden?|milliards?|mrd\.?|md|miliardi|млрд\.?",
    1e12: r"trillions?|tn|trn|billionen|兆",
}
_SCALE = rf"(?P<scale>(?:{'|'.join(_MAGNITUDES.values())})(?:(?!\w)|(?<=[万萬亿億兆])))"
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "half": 0.5, "dozen": 12,
    "twice": 2, "once": 1, "third": 1 / 3, "quarter": 0.25,
}  # fmt: skip
_WORD = re.compile(
    r"\b(?P<tens>(?:twen|thir|for|fif|six|seven|eigh|nine)ty)[- ]"
    r"(?P<unit>one|two|three|four|five|six|seven|eight|nine)\b"
    rf"|\b(?P<word>{'|'.join(_UNITS)})s?\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"(?<![\w.,])(?P<number>\d{{1,3}}(?:[{_SPACES}'’.,]\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    rf"(?:[{_SPACES}-]?{_SCALE})?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|over|under|more than|less than|up to|ca\.|approximately|at least"
    r"|close to|just)\s+(?:[$€£¥]|[A-Z]{3}\s)?\s*\Z",
    re.IGNORECASE,
)
_MONTH = r"jan\w*|feb\w*|mar\w*|apr\w*|may|mai|jun\w*|jul\w*|aug\w*|sep\w*|o[ck]t\w*|nov\w*|de[cz]\w*"
_DATED = re.compile(
    rf"\d{{4}}-\d{{2}}(?:-\d{{2}})?|\b\d{{1,2}}\.?\s(?:{_MONTH})\b(?:\s\d{{4}})?|\b(?:{_MONTH})\.?\s\d{{1,2}}(?:,?\s\d{{4}})?\b"
    rf"|\b\d{{1,2}}:\d{{2}}\b|\b(?:19|20)\d{{2}}\b(?![.,]?\d)(?!\s?%)|\b[QH][1-4]\b",
    re.IGNORECASE,
)
_ROUNDING = 0.05
"""How far a figure that is given as "about" may be from the source's."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: where it stands, and the numbers it may mean ("1,234" is 1234 or 1.234).

    Attributes:
        scaled: with its word of magnitude; the same as `plain` when it has none.
        rounded: it was given as about so much.
    """

    start: int
    end: int
    plain: frozenset[float]
    scaled: frozenset[float]
    rounded: bool = False


def figures(text: str) -> list[Figure]:
    """The figures written with digits, without dates, times and years."""
    text = _with_ascii_digits(text)
    dated = [found.span() for found in _DATED.finditer(text)]
    return [
        _figure(text, found)
        for found in _FIGURE.finditer(text)
        if not any(start < found.end("number") and found.start() < end for start, end in dated)
    ]


def missing(text: str, passages: Iterable[str]) -> list[Figure]:
    """The figures of a text that none of the passages gives, in digits or, up to a hundred, in English words."""
    wanted = figures(text)
    if not wanted:
        return []
    known = [figure for passage in passages for figure in _all_numbers(passage)]
    return [figure for figure in wanted if not any(_agree(figure, other) for other in known)]


def _all_numbers(text: str) -> Iterator[Figure]:
    text = _with_ascii_digits(text)
    for found in _FIGURE.finditer(text):
        yield _figure(text, found)
    for found in _WORD.finditer(text):
        value = float(_UNITS[found["tens"].casefold()] + _UNITS[found["unit"].casefold()] if found["tens"]
                      else _UNITS[found["word"].casefold()])  # fmt: skip
        scale = re.match(rf"[- ]{_SCALE}", text[found.end() :], re.IGNORECASE)
        yield Figure(*found.span(), frozenset({value}), frozenset({value * _factor(scale["scale"] if scale else "")}))


def _figure(text: str, found: re.Match[str]) -> Figure:
    plain = frozenset(_readings(found["number"]))
    factor = _factor(found["scale"] or "")
    scaled = frozenset(value * factor for value in plain)
    before = text[max(0, found.start() - 40) : found.start()]
    return Figure(found.start(), found.end(), plain, scaled, _ABOUT.search(before) is not None)


def _readings(number: str) -> Iterator[float]:
    """What digits with separators may mean: the last separator may be that of the decimals, or of thousands."""
    bare = re.sub(rf"[{_SPACES}'’]", "", number)
    separators = [sign for sign in bare if sign in ".,"]
    if not separators:
        yield float(bare)
        return
    whole, _, rest = bare.rpartition(separators[-1])
    if len(set(separators)) > 1 or len(separators) == 1:
        yield float(re.sub(r"[.,]", "", whole) + "." + rest)
    if len(set(separators)) == 1 and len(rest) == 3:
        yield float(re.sub(r"[.,]", "", bare))


def _factor(word: str) -> float:
    return next((size for size, words in _MAGNITUDES.items() if word and re.fullmatch(words, word, re.IGNORECASE)), 1.0)


def _agree(figure: Figure, other: Figure) -> bool:
    alike = [(figure.scaled, other.scaled)]
    if figure.plain == figure.scaled or other.plain == other.scaled:
        alike.append((figure.plain, other.plain))
    slack = _ROUNDING if figure.rounded else 1e-9
    return any(abs(a - b) <= slack * max(abs(a), abs(b)) for ours, theirs in alike for a in ours for b in theirs)


def _with_ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else c for c in text)
