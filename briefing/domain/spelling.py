"""Which words of a text are looked up in a spelling dictionary, and which dictionary suits a language."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST_WORD = 60
"""Code points; what is longer is no word, and a dictionary would take long over it."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0980-\u0dff"
)
JOINERS = "-'’ʼ\u2010\u2011"
"""What joins the parts of a word."""

_TOKEN = re.compile(rf"[\w{_MARKS}\u00ad\u200c\u200d]+(?:[{JOINERS}][\w{_MARKS}\u00ad\u200c\u200d]+)*")
_PART = re.compile("[^-\u2010\u2011]+")
_NO_WORDS = re.compile(
    r"(?<!\w)(?:(?:[a-z][a-z0-9+.-]{0,20}://|www\.)[^\s<>\[\]\"”]+"  # an address; `](https://…)` of a link is one, too
    r"|mailto:\S+|\w[\w.+-]{0,64}@[\w-]+(?:\.[\w-]+)*|[@#]\w+"  # somebody's address, name or a keyword
    r"|\w+(?:\.\w+)+)",  # a host, a file, “U.S.”
    re.IGNORECASE,
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ACRONYM_LENGTH = 5
_CODE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[_-](?P<script>[A-Z][a-z]{3}))?(?:[_-](?P<region>[A-Z]{2}|\d{3}))?(?![^_.@-])"
)
_HOMES = {"en": ("US", "GB"), "pt": ("PT", "BR"), "sv": ("SE",), "da": ("DK",), "nb": ("NO",), "cs": ("CZ",),
          "el": ("GR",), "uk": ("UA",), "he": ("IL",), "hi": ("IN",), "fa": ("IR",), "sr": ("RS",)}  # fmt: skip
"""Where a language is at home, when nobody says which of its dictionaries is meant and it is not its own code."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A Hunspell dictionary of this computer.

    Attributes:
        code: "de", "de_DE" or "sr_Latn_RS".
        stem: the path of its two files without ".aff" and ".dic".
        original: where its words lie in truth; dictionaries of one original are the same under two names.
    """

    code: str
    stem: Path
    original: Path


@dataclass(frozen=True, slots=True)
class Word:
    """A word to look up.

    Attributes:
        start, end: code points of the text, the end exclusive.
        parts: of a word with hyphens those parts that are no acronyms and no single letters: the word is right, too,
            when all of them are.
    """

    start: int
    end: int
    text: str
    parts: tuple[str, ...] = ()


def words(text: str) -> Iterator[Word]:
    """The words of a text that a dictionary can know, in order.

    Left out are addresses, names of files and hosts, whatever has a digit in it, acronyms of up to five letters,
    single letters, and scripts that put no spaces between words.
    """
    place = 0
    for skipped in [*_NO_WORDS.finditer(text), None]:
        end = skipped.start() if skipped else len(text)
        for token in _TOKEN.finditer(text, place, end):
            found = token.group()
            if (parts := _parts(found)) is not None:
                yield Word(token.start(), token.end(), found, parts)
        place = skipped.end() if skipped else end


@functools.lru_cache(maxsize=8192)
def _parts(token: str) -> tuple[str, ...] | None:
    """The `Word.parts` of a token; None when it is not looked up. Kept, because a line is asked for with every key."""
    if len(token) > LONGEST_WORD or "_" in token or any(c.isdigit() for c in token) or _UNSPACED.search(token):
        return None
    parts = _PART.findall(token)
    checked = tuple(part for part in parts if not _is_spared(part))
    return None if not checked else checked if len(parts) > 1 else ()


def _is_spared(part: str) -> bool:
    letters = re.sub(r"(?<=[^\W\d_a-z])['’]?s\Z", "", part)  # “CEOs”, “the EU’s”
    return len(letters) < 2 or (len(letters) <= _ACRONYM_LENGTH and letters.isupper())


def is_form_of(word: str, known: Collection[str]) -> bool:
    """Whether a word is one that the person taught us, also at the start of a sentence, in capitals or with “’s”."""
    for form in (word, re.sub(r"['’][sS]\Z", "", word)):
        capitals = form.isupper()
        if form in known or (capitals and form.capitalize() in known):
            return True
        if form.lower() in known and (capitals or form == form.capitalize()):
            return True
    return False


def code_of(name: str) -> str:
    """The code in a name such as "de-DE", "de_DE_frami" or "en_US.UTF-8": "de_DE"; "" when there is none."""
    found = _CODE.match(name)
    return "_".join(part for part in found.groups() if part) if found else ""


def best(found: Sequence[Dictionary], wanted: str) -> Dictionary | None:
    """The dictionary for a language tag: of its region, else of the language's home, else any of the language."""
    code = code_of(wanted)
    language, region = code.partition("_")[0], code.rpartition("_")[2]
    homes = _HOMES.get(language, (language.upper(),))
    order = (code, f"{language}_{region}", language, *(f"{language}_{home}" for home in homes))
    candidates = [each for each in found if code and each.code.partition("_")[0] == language]
    rank = {name: place for place, name in reversed(list(enumerate(order)))}
    return min(candidates, key=lambda each: (rank.get(each.code, len(order)), each.code), default=None)


def distinct(found: Sequence[Dictionary]) -> list[Dictionary]:
    """The dictionaries to choose from, by code, without those that are others under another name."""
    kept: dict[Path, Dictionary] = {}
    for each in found:
        known = kept.get(each.original)
        if known is None or (code_of(each.original.name) == each.code and code_of(known.original.name) != known.code):
            kept[each.original] = each
    return sorted(kept.values(), key=lambda each: each.code)
