"""Which lines of a plain text are headings. Nothing marks them: their shape and their neighbours tell.

The weights were fitted (logistic regression) on the 10,000 lines of 259 published articles whose headings are known
(WCXB, CC BY 4.0); five-fold cross-validation gives F1 .82. Each weight is for one plain question
about a line, so a wrong answer can be traced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_LENGTH = 120
MAX_WORDS = 18

_THRESHOLD = -0.6
_BIAS = -0.29
_WEIGHTS = {
    "words": 0.0448,
    "more than 10 words": -1.11,
    "characters": -0.0169,
    "ends like a sentence": -2.83,
    "is a question": 0.53,
    "is numbered": 1.52,
    "capitalised words": 1.08,
    "all capitals": 0.732,
    "begins small": -1.62,
    "is a name and a value": -1.04,
    "digits": -4.09,
    "has an address, a price or a bar": -1.06,
    "begins with a quotation mark": -4.56,
    "a long line follows": 0.733,
    "a bullet follows": 1.12,
    "a short line follows": -0.707,
    "is the last line": -1.29,
    "a numbered line follows": -1.01,
    "stands after a long line": 0.546,
    "stands after a sentence": 0.292,
    "two short lines stand before": -0.835,
    "short lines that follow": -0.1,
    "two short lines follow": 0.865,
    "one short line follows": 0.88,
    "is one of three short lines": -0.919,
    "stands between a sentence and a bullet": -1.02,
    "introduces bullets with a colon": -3.5,
    "ends with a colon": -0.446,
    "introduces something with a colon": -1.6,
    "stands after a colon": -0.868,
    "a quotation follows": -1.72,
    "is short after a colon": 0.469,
}
BULLET = re.compile(r"(?:[•‣◦▪▫●○■□◆◇➤➢➔→✓✔✅☑·∙*+–—]|-(?!-))[ \t\u00a0]+(?=\S)")
_NUMBERED = re.compile(r"(?:#?\d{1,3}[.):]|(?:step|day|tip|chapter|part)\s\d+|[IVX]{1,4}\.)\s*\S", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!…。！।۔][\"'”’»)\]]*(?:\[\d+\])*$")
_QUESTION = re.compile(r"[?？؟][\"'”’»)\]]*$")
_SYMBOLS = re.compile(r"https?://|[|=@$€£]|\d%")
_RUN = 6


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line looks like. `words` and `length` count a wide (Chinese, Japanese, Korean) character as more."""

    words: int = 0
    length: int = 0
    sentence: bool = True
    question: bool = False
    colon: bool = False
    soft: bool = False
    bullet: bool = False
    numbered: bool = False
    capitalised: float = 0.0
    upper: bool = False
    small: bool = False
    pair: bool = False
    digits: float = 0.0
    symbols: bool = False
    quoted: bool = False

    @property
    def short(self) -> bool:
        """Short enough for a heading or a list item."""
        return 0 < self.words <= 14 and self.length <= 90

    @property
    def loose(self) -> bool:
        """Short, and neither a sentence nor marked as a list item."""
        return self.short and not self.sentence and not self.bullet

    @property
    def long(self) -> bool:
        """Surely a paragraph."""
        return self.length > 120


def headings(texts: Sequence[str]) -> list[bool]:
    """For each line whether it is a heading."""
    shapes = [shape(text) for text in texts]
    before, after = _loose_neighbours(shapes), _loose_neighbours(shapes[::-1])[::-1]
    return [
        _is_candidate(one) and _score(_answers(shapes, index, before[index], after[index])) > _THRESHOLD
        for index, one in enumerate(shapes)
    ]


def shape(text: str) -> Shape:
    """The shape of a line without white space around it."""
    wide = sum(1 for c in text[:400] if unicodedata.east_asian_width(c) in "WF")
    words = text.split()
    cased = [word for word in words if len(word) > 3 and word[0].isalpha() and word[0].lower() != word[0].upper()]
    return Shape(
        words=len(words) + wide // 2,
        length=len(text) + wide,
        sentence=bool(_SENTENCE_END.search(text)) or "\t" in text,  # a row of a table is never loose
        question=bool(_QUESTION.search(text)),
        colon=text.endswith((":", "：")),
        soft=text.endswith((",", ";", "，", "、", "；")),
        bullet=bool(BULLET.match(text)),
        numbered=bool(_NUMBERED.match(text)),
        capitalised=sum(word[0].isupper() for word in cased) / len(cased) if cased else 0.5,
        upper=text.isupper() and len(text) > 4,
        small=text[:1].islower(),
        pair=bool(re.match(r"[^:]{2,30}: \S", text)),
        digits=sum(c.isdigit() for c in text) / max(1, len(text)),
        symbols=bool(_SYMBOLS.search(text)),
        quoted=text[:1] in "\"“'‘«„",
    )


def _is_candidate(one: Shape) -> bool:
    return one.length <= MAX_LENGTH and 0 < one.words <= MAX_WORDS and not one.bullet and not one.soft


def _loose_neighbours(shapes: Sequence[Shape]) -> list[int]:
    """For each line how many loose lines stand directly before it, at most six."""
    counts, run = [], 0
    for one in shapes:
        counts.append(min(run, _RUN))
        run = run + 1 if one.loose else 0
    return counts


def _answers(shapes: Sequence[Shape], index: int, before: int, after: int) -> dict[str, float]:
    """The answers to the questions about a line, 0 to 1 or a count."""
    one = shapes[index]
    previous = shapes[index - 1] if index else Shape()
    following = shapes[index + 1] if index + 1 < len(shapes) else Shape()
    return {
        "words": min(one.words, 20),
        "more than 10 words": one.words > 10,
        "characters": one.length,
        "ends like a sentence": one.sentence,
        "is a question": one.question,
        "is numbered": one.numbered,
        "capitalised words": one.capitalised,
        "all capitals": one.upper,
        "begins small": one.small,
        "is a name and a value": one.pair,
        "digits": one.digits,
        "has an address, a price or a bar": one.symbols,
        "begins with a quotation mark": one.quoted,
        "a long line follows": following.long,
        "a bullet follows": following.bullet,
        "a short line follows": following.short and not following.sentence,
        "is the last line": index + 1 == len(shapes),
        "a numbered line follows": following.numbered,
        "stands after a long line": previous.long,
        "stands after a sentence": previous.sentence,
        "two short lines stand before": before >= 2,
        "short lines that follow": min(after, 5),
        "two short lines follow": after >= 2,
        "one short line follows": after == 1,
        "is one of three short lines": before + after >= 3,
        "stands between a sentence and a bullet": previous.sentence and following.bullet,
        "introduces bullets with a colon": one.colon and following.bullet,
        "ends with a colon": one.colon,
        "introduces something with a colon": one.colon and one.capitalised < 0.6 and one.words >= 4,
        "stands after a colon": previous.colon,
        "a quotation follows": following.quoted,
        "is short after a colon": previous.colon and one.short,
    }


def _score(answers: Mapping[str, float]) -> float:
    """The logit of a line being a heading."""
    return _BIAS + sum(_WEIGHTS[question] * answer for question, answer in answers.items())
