"""What the words and marks of one line say of its being a heading.

Lists of words are in English, German, French and Spanish; in a text that uses none of them, or that has no capital
letters, the answers are those of a line that speaks neither for a heading nor against one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from briefing.sources.shapes import Shape

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SMALL_WORDS = frozenset(
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
_CASES = ("capitals", "title", "mixed", "sentence", "small", "none")
_FEW_SMALL_WORDS = 0.1
_USUAL_SMALL_WORDS = 0.3


def of_words(text: str, one: Shape, some: Sequence[str], *, cased: bool, small_words: float) -> dict[str, float]:
    """The answers about a line.

    Args:
        some: its words in small letters.
        cased: the text has capital letters.
        small_words: the share of all words of the text that is in our lists.
    """
    case = _case(text) if cased else "sentence"
    few = small_words < _FEW_SMALL_WORDS
    small = _USUAL_SMALL_WORDS if few else sum(word in SMALL_WORDS for word in some) / max(1, len(some))
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
        "begins with a number": number(text) is not None,
        "is a step": bool(_STEP.match(text)),
        "begins with a letter and a stop": bool(_LETTERED.match(text)),
        "capitalised words": one.capitalised if cased else 0.5,
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
    return len(some) in (2, 3) and all(word[0].isupper() and word.casefold() not in SMALL_WORDS for word in some)
