"""The questions that tell a heading from other short lines: about its words, its neighbours and the whole text.

All answers are numbers. Lists of words are in English, German, French and Spanish; in a text that uses none of them, or
that has no capital letters, the answers are those of a line that speaks neither for a heading nor against one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from briefing.sources.shapes import Shape, shape

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL_WORDS = frozenset(
    _LETTERS.findall(
        """
        the a an of to in for and or is are was were be been it its this that these those with on at by from as your you
        we our they their he she his her i my not no do does did can will would should could has have had but if than
        then so what how why when which who where
        der die das und ist sind von zu mit für auf ein eine im den dem des nicht wie was warum wer sie wir ich er es
        le la les de du et est pour dans un une sur en que qui comment pourquoi ne pas il elle nous vous
        el los las y es para con por una del se al qué cómo no
        """
    )
)
_VERBS = frozenset(
    _LETTERS.findall(
        "is are was were be has have had can will would should could do does did may might must says said "
        "ist sind war hat haben wird est sont ont es son era fue"
    )
)
_ASKING = frozenset(
    _LETTERS.findall(
        "what how why when which who where is are can do does should will was wie warum welche wann wer comment "
        "pourquoi quel quelle qué cómo cuál"
    )
)
_JOINING = frozenset(_LETTERS.findall("and but so or then now well yes no und aber oder et mais ou y pero o"))
_PATTERNS = {
    "credits a picture or a source": re.compile(
        r"photo|image|credit|source|courtesy|getty|shutterstock|screenshot|illustration|via |©|caption|foto|bild"
        r"|quelle|crédit|fuente",
        re.IGNORECASE,
    ),
    "sends the reader elsewhere": re.compile(
        r"👉|💡|→|»|►|>>|\b(?:read (?:more|next|also|our)|learn more|see(?: also)?:|check out|click|buy (?:on|now|at)"
        r"|shop|watch|listen|download|subscribe|sign up|try (?:it|for)|get started|join|related"
        r"|available (?:on|at|from)|view|share|follow|find out|browse|continue|visit|jump to"
        r"|weiterlesen|mehr dazu|lire aussi|leer más)\b",
        re.IGNORECASE,
    ),
    "names an author or a date": re.compile(
        r"(?:by|written by|updated|published|posted|reviewed|edited|author|von|par|por)\b", re.IGNORECASE
    ),
    "has a link": re.compile(r"https?://|www\.|@\w|\w\.(?:com|org|net|io|de)\b", re.IGNORECASE),
    "looks like code": re.compile(r"[{}<>;\\$=]|\(\)|--\w|::|^\s*(?://|#!|/\*)|\w_\w"),
    "has a price or a measure": re.compile(
        r"[$€£]\s?\d|\d\s?(?:€|usd|%|[mck]m|k?g|lbs?|oz|[gt]b|mp|g?hz|hours?|minutes?|cups?|tbsp|tsp|inch(?:es)?"
        r"|miles?|px|ml)\b|\d['\"”″]",
        re.IGNORECASE,
    ),
    "names a usual part of an article": re.compile(
        r"\b(?:faqs?|frequently asked questions|conclusion|final (?:thoughts|words)|introduction|summary|overview"
        r"|bottom line|(?:key )?takeaways?|wrapping up|references|resources|background|methodology|results|discussion"
        r"|fazit|einleitung|zusammenfassung|häufige fragen|conclusión|resumen|introducción|questions fréquentes"
        r"|preguntas frecuentes)\b",
        re.IGNORECASE,
    ),
    "is a usual label": re.compile(
        r"(?:pros|cons|advantages|disadvantages|benefits|drawbacks|ingredients|instructions|directions|notes?|specs"
        r"|specifications?|(?:key )?features|pricing|examples?|details|verdict|best for|why .* stands out|vorteile"
        r"|nachteile|avantages|inconvénients|ventajas|desventajas)\W*$",
        re.IGNORECASE,
    ),
}
_NUMBER = re.compile(r"[#(]?(\d{1,3})\s?[.):–-]\s*\S")
_LETTERED = re.compile(r"\(?[A-Za-z][.)]\s+\S")
_STEP = re.compile(
    r"(?:step|day|tip|chapter|part|week|phase|option|myth|number|reason|lesson|rule|stage|method|mistake|question"
    r"|example|section|schritt|tag|tipp|kapitel|teil|étape|jour|conseil|chapitre|partie|paso|día|consejo|capítulo"
    r"|parte)\s*#?\d",
    re.IGNORECASE,
)
_INNER_STOP = re.compile(r"[.!?]\s+\S")
_COUNTER = re.compile(r"^\(?#?\w{1,3}[.)]\s")
_STOP = re.compile(r"[.。][\"'”]?$")
_KINDS = (
    "bullet",
    "very long",
    "long",
    "colon",
    "sentence",
    "short sentence",
    "question",
    "numbered",
    "loose",
    "middling",
)
_CASES = ("capitals", "title", "mixed", "sentence", "small", "none")
_FEW_SMALL_WORDS = 0.1
_USUAL_SMALL_WORDS = 0.3
_REACH = 15


def answers(texts: Sequence[str]) -> list[dict[str, float] | None]:
    """For each line the answer to each question, in one order; None for a line that cannot be a heading."""
    whole = _Whole(texts)
    return [
        {**_of_words(whole, index), **_of_neighbours(whole, index), **_of_whole(whole, index)} if one.possible else None
        for index, one in enumerate(whole.shapes)
    ]


def number(text: str) -> int | None:
    """The number that a line begins with."""
    match = _NUMBER.match(text)
    return int(match[1]) if match else None


def words(low: str) -> list[str]:
    """The words of a line in small letters."""
    return _LETTERS.findall(low)


def label(low: str) -> str:
    """What stands before the colon of a line in small letters; "" when there is none near its beginning."""
    return low.split(":")[0] if ":" in low[:40] else ""


def form(text: str, one: Shape) -> tuple[str, str, str]:
    """How a line is numbered, capitalised and ended: headings of one text are alike in it."""
    counted = "number" if _NUMBER.match(text) else "step" if _STEP.match(text) else ""
    ending = "?" if one.question else ":" if one.colon else "." if one.sentence else ""
    return counted, _case(text), ending


class _Whole:
    """All lines of a text with what is counted over them once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.shapes = [shape(text) for text in texts]
        self.kinds = [_kind(one) for one in self.shapes]
        self.low = [text.casefold() for text in texts]
        self.words = [words(text) for text in self.low]
        self.possible = [index for index, one in enumerate(self.shapes) if one.possible]
        self.cased = sum(c.lower() != c.upper() for text in texts for c in text[:40]) * 2 > sum(
            c.isalpha() for text in texts for c in text[:40]
        )
        self.forms = [form(text, one) for text, one in zip(texts, self.shapes, strict=True)]
        self.numbers = [number(text) for text in texts]
        self.before = _loose_before(self.shapes)
        self.after = _loose_before(self.shapes[::-1])[::-1]
        self._count()

    def _count(self) -> None:
        possible, some = self.possible, self.words
        self.same = Counter(self.low)
        self.first = Counter(some[index][0] for index in possible if some[index])
        self.last = Counter(some[index][-1] for index in possible if some[index])
        self.first_two = Counter(tuple(some[index][:2]) for index in possible if len(some[index]) > 1)
        self.labels = Counter(one for index in possible if (one := label(self.low[index])))
        self.formed = Counter(self.forms[index] for index in possible)
        self.heading_text = Counter(self.forms[index] for index in possible if self._heads_text(index))
        self.all_numbers = {value for value in self.numbers if value is not None}
        self.numbered = sum(value is not None for value in self.numbers)
        lengths = sorted(one.length for one in self.shapes if one.length > 60)
        self.usual_length = lengths[len(lengths) // 2] if lengths else 0
        self.capitalised = sum(self.shapes[index].capitalised for index in possible) / max(1, len(possible))
        total = sum(map(len, some))
        self.small_words = sum(word in _SMALL_WORDS for line in some for word in line) / max(1, total)
        self.loose = sum(one.loose for one in self.shapes) / max(1, len(self.shapes))
        self.long = sum(one.long for one in self.shapes) / max(1, len(self.shapes))

    def _heads_text(self, index: int) -> bool:
        alone = index == 0 or not self.shapes[index - 1].loose
        return alone and self.is_text(index + 1)

    def is_text(self, index: int) -> bool:
        """Whether a line is a paragraph."""
        return index < len(self.shapes) and (self.shapes[index].long or self.kinds[index] == "sentence")

    def stretch(self, index: int, step: int) -> tuple[int, int]:
        """How many characters and lines stand between a line and the next loose one after or before it."""
        volume, at = 0, index + step
        while 0 <= at < len(self.shapes) and not self.shapes[at].loose and abs(at - index) < _REACH:
            volume += self.shapes[at].length
            at += step
        return volume, abs(at - index)


def _of_words(whole: _Whole, index: int) -> dict[str, float]:
    """What the words and marks of a line itself say."""
    one, text, some = whole.shapes[index], whole.texts[index], whole.words[index]
    case = _case(text) if whole.cased else "sentence"
    few = whole.small_words < _FEW_SMALL_WORDS
    small = _USUAL_SMALL_WORDS if few else sum(word in _SMALL_WORDS for word in some) / max(1, len(some))
    own = {
        "words": one.words,
        "characters": one.length,
        "ends like a sentence": one.sentence,
        "ends with a stop": bool(_STOP.search(text)),
        "ends with an exclamation mark": text.endswith(("!", "！")),
        "ends with an ellipsis": text.endswith(("...", "…")),
        "is a question": one.question,
        "ends with a colon": one.colon,
        "has a colon inside": ": " in text,
        "is numbered": one.numbered,
        "begins with a number": whole.numbers[index] is not None,
        "is a step": bool(_STEP.match(text)),
        "begins with a letter and a stop": bool(_LETTERED.match(text)),
        "capitalised words": one.capitalised if whole.cased else 0.5,
        "is a name and a value": one.pair,
        "is a capitalised name and a value": one.pair and one.capitalised,
        "digits": one.digits,
        "has an address, a price or a bar": one.symbols,
        "begins with a quotation mark": one.quoted,
        "quotes": any(c in text for c in '"“”„«»'),
        "has brackets": "(" in text,
        "has a dash": bool(re.search(r"\s[-–—]\s", text)),
        "has a bar": "|" in text,
        "commas": text.count(","),
        "has a stop inside": bool(_INNER_STOP.search(_COUNTER.sub("", text))),
        "small words": small,
        "has a common verb": any(word in _VERBS for word in some),
        "begins with a word that asks": bool(some) and some[0] in _ASKING,
        "begins with a word that joins": bool(some) and some[0] in _JOINING,
        "has a sign that is no letter": any(unicodedata.category(c) in ("So", "Sk") for c in text),
        "has no letters": not some,
        "is one word": one.words == 1,
        "is two words": one.words == 2,
        "looks like a name": _looks_like_name(text),
        "begins with a mark": not text[:1].isalnum(),
    }
    own |= {question: bool(pattern.search(text)) for question, pattern in _PATTERNS.items()}
    return {**own, **{f"case: {name}": case == name for name in _CASES}}


def _of_neighbours(whole: _Whole, index: int) -> dict[str, float]:
    """What stands before and after a line."""
    found: dict[str, float] = {}
    for name, step in (("before", -1), ("after", 1), ("second before", -2), ("second after", 2), ("third after", 3)):
        at = index + step
        kind = whole.kinds[at] if 0 <= at < len(whole.kinds) else "nothing"
        found |= {f"{name}: {other}": kind == other for other in (*_KINDS, "nothing")}
        found[f"{name}: characters"] = min(whole.shapes[at].length, 400) if kind != "nothing" else 0
    previous = whole.shapes[index - 1] if index else None
    following = whole.shapes[index + 1] if index + 1 < len(whole.shapes) else None
    before, after = min(whole.before[index], 20), min(whole.after[index], 20)
    volume_after, lines_after = whole.stretch(index, 1)
    volume_before, lines_before = whole.stretch(index, -1)
    run_start, run_end = index - whole.before[index], index + whole.after[index] + 1
    return found | {
        "a line that begins small follows": bool(following and following.small),
        "a numbered line follows": bool(following and following.numbered),
        "a quotation follows": bool(following and following.quoted),
        "a sentence follows": bool(following and following.sentence),
        "stands after a colon": bool(previous and previous.colon),
        "stands after a sentence": bool(previous and previous.sentence),
        "stands after a comma": bool(previous and previous.soft),
        "the next line has its form": index + 1 < len(whole.forms) and whole.forms[index + 1] == whole.forms[index],
        "the line before has its form": index > 0 and whole.forms[index - 1] == whole.forms[index],
        "short lines before": before,
        "short lines after": after,
        "short lines in a row": before + after + 1,
        "is the last short line of some": after == 0 and before >= 2,
        "is the first short line of some": before == 0 and after >= 2,
        "the short lines stand after a colon": run_start > 0 and whole.shapes[run_start - 1].colon,
        "text follows the short lines": whole.is_text(run_end),
        "characters to the next short line": min(volume_after, 3000),
        "lines to the next short line": lines_after,
        "characters from the last short line": min(volume_before, 3000),
        "lines from the last short line": lines_before,
        "words that the next lines repeat": _shared(whole, index, range(index + 1, min(index + 4, len(whole.texts)))),
        "words of the lines before": _shared(whole, index, range(max(0, index - 3), index)),
    }


def _of_whole(whole: _Whole, index: int) -> dict[str, float]:
    """How a line stands in the whole text, and how many other lines are like it."""
    some, value, count = whole.words[index], whole.numbers[index], len(whole.texts)
    own = whole.forms[index]
    near = {whole.numbers[at] for at in (index - 1, index + 1) if 0 <= at < count}
    beside = {value - 1, value + 1} if value is not None else set()
    labelled = label(whole.low[index])
    return {
        "place": index / count,
        "lines before it": min(index, 20),
        "lines after it": min(count - 1 - index, 20),
        "lines of the text": min(count, 400),
        "short lines of the text": whole.loose,
        "paragraphs of the text": whole.long,
        "usual length of paragraphs": whole.usual_length,
        "possible headings of the text": len(whole.possible) / count,
        "times it stands in the text": min(whole.same[whole.low[index]], 6),
        "lines with its first word": min(whole.first[some[0]], 8) if some else 0,
        "lines with its last word": min(whole.last[some[-1]], 8) if some else 0,
        "lines with its first two words": min(whole.first_two[tuple(some[:2])], 8) if len(some) > 1 else 0,
        "lines with its label": min(whole.labels[labelled], 8) if labelled else 0,
        "lines of its form": min(whole.formed[own], 30),
        "share of its form that heads text": whole.heading_text[own] / whole.formed[own],
        "share of lines of its form": whole.formed[own] / len(whole.possible),
        "its number": min(value, 20) if value is not None else -1,
        "a neighbour has the next number": bool(beside & near),
        "another line has the next number": bool(beside & whole.all_numbers) and not beside & near,
        "others are numbered": whole.numbered >= 3 and value is None,
        "numbered lines of the text": min(whole.numbered, 30),
        "more capitals than others": whole.shapes[index].capitalised - whole.capitalised if whole.cased else 0.0,
    }


def _kind(one: Shape) -> str:
    if one.bullet:
        return "bullet"
    if one.length > 120:
        return "very long" if one.length > 250 else "long"
    if one.colon:
        return "colon"
    if one.sentence:
        return "sentence" if one.length > 50 else "short sentence"
    if one.question:
        return "question"
    return "numbered" if one.numbered else "loose" if one.length <= 90 else "middling"


def _case(text: str) -> str:
    if text.isupper():
        return "capitals"
    some = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    share = sum(word[0].isupper() for word in some) / len(some) if some else 0.0
    if not some or share >= 0.5:
        return "title" if share >= 0.8 else "mixed" if some else "none"
    return "small" if text[0].islower() else "sentence"


def _looks_like_name(text: str) -> bool:
    some = text.split()
    return len(some) in (2, 3) and all(word[0].isupper() and word.casefold() not in _SMALL_WORDS for word in some)


def _shared(whole: _Whole, index: int, others: range) -> float:
    own = set(whole.words[index]) - _SMALL_WORDS
    return len(own & {word for at in others for word in whole.words[at]}) / len(own) if own else 0.0


def _loose_before(shapes: Sequence[Shape]) -> list[int]:
    """For each line how many loose lines stand directly before it."""
    counts, run = [], 0
    for one in shapes:
        counts.append(run)
        run = run + 1 if one.loose else 0
    return counts
