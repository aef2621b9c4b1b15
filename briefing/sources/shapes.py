"""What a line of plain text looks like by itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_LENGTH = 150
MAX_WORDS = 22

BULLET = re.compile(r"(?:[•‣◦▪▫●○■□◆◇➤➢➔→✓✔✅☑·∙*+–—]|-(?!-))[ \t\u00a0]+(?=\S)")
_NUMBERED = re.compile(r"(?:#?\d{1,3}[.):]|(?:step|day|tip|chapter|part)\s\d+|[IVX]{1,4}\.)\s*\S", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!…。！।۔][\"'”’»)\]]*(?:\[\d+\])*$")
_QUESTION = re.compile(r"[?？؟][\"'”’»)\]]*$")
_SYMBOLS = re.compile(r"https?://|[|=@$€£]|\d%")


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
    def loose(self) -> bool:
        """Short enough for a heading or a list item, and neither a sentence nor marked as a list item."""
        return 0 < self.words <= 14 and self.length <= 90 and not self.sentence and not self.bullet

    @property
    def long(self) -> bool:
        """Surely a paragraph."""
        return self.length > 120

    @property
    def possible(self) -> bool:
        """Whether the line could be a heading at all."""
        return self.length <= MAX_LENGTH and 0 < self.words <= MAX_WORDS and not self.bullet and not self.soft


def shape(text: str) -> Shape:
    """The shape of a line without white space around it."""
    wide = 0 if text.isascii() else sum(1 for c in text[:400] if unicodedata.east_asian_width(c) in "WF")
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
