"""Which script and language the words of a text are in, so that print sets and a screen reader speak them rightly.

A text keeps the language it was declared to be in as long as its letters fit. Where they do not (an Arabic name in an
English sentence, a Chinese headline in a German briefing), the script says what to assume.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_RANGES = {
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Armn": "\u0530-\u058f",
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Arab": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": "\u0900-\u097f\ua8e0-\ua8ff",
    "Beng": "\u0980-\u09ff",
    "Guru": "\u0a00-\u0a7f",
    "Gujr": "\u0a80-\u0aff",
    "Orya": "\u0b00-\u0b7f",
    "Taml": "\u0b80-\u0bff",
    "Telu": "\u0c00-\u0c7f",
    "Knda": "\u0c80-\u0cff",
    "Mlym": "\u0d00-\u0d7f",
    "Sinh": "\u0d80-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "Laoo": "\u0e80-\u0eff",
    "Mymr": "\u1000-\u109f",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Hang": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Ethi": "\u1200-\u139f",
    "Khmr": "\u1780-\u17ff",
    "Kana": "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "Hani": "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff",
}
_RUN = re.compile("|".join(f"(?P<{script}>[{ranges}]+)" for script, ranges in _RANGES.items()))
_NOT_LATIN = re.compile(f"[{''.join(ranges for script, ranges in _RANGES.items() if script != 'Latn')}]")

_LANGUAGE = {
    "Grek": "el",
    "Cyrl": "ru",
    "Armn": "hy",
    "Hebr": "he",
    "Arab": "ar",
    "Deva": "hi",
    "Beng": "bn",
    "Guru": "pa",
    "Gujr": "gu",
    "Orya": "or",
    "Taml": "ta",
    "Telu": "te",
    "Knda": "kn",
    "Mlym": "ml",
    "Sinh": "si",
    "Thai": "th",
    "Laoo": "lo",
    "Mymr": "my",
    "Geor": "ka",
    "Hang": "ko",
    "Ethi": "am",
    "Khmr": "km",
    "Kana": "ja",
    "Hani": "zh",
    "Latn": "en",
}
_OTHERS = {
    "Cyrl": {"be", "bg", "kk", "ky", "mk", "mn", "sr", "tg", "tt", "uk"},
    "Hebr": {"yi"},
    "Arab": {"ckb", "fa", "ku", "ps", "sd", "ug", "ur"},
    "Deva": {"mr", "ne", "sa"},
    "Beng": {"as"},
    "Ethi": {"ti"},
    "Hani": {"ja", "ko", "yue"},
}
_SLANTED = frozenset({"Latn", "Grek", "Cyrl", "Armn"})
_HOMES = {
    code: frozenset(
        {script for script, usual in _LANGUAGE.items() if usual == code and script != "Latn"}
        | {script for script, codes in _OTHERS.items() if code in codes}
    )
    for code in {*_LANGUAGE.values(), *(code for codes in _OTHERS.values() for code in codes)}
}
"""The scripts of a language; one that is not here, or has none, is taken to be written in Latin letters."""

_RIGHT_TO_LEFT = frozenset({"Hebr", "Arab"})
_TAG = re.compile(r"(?P<lang>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}))?(?:-|$)")


@dataclass(frozen=True, slots=True)
class Language:
    """A language as the typesetter wants it: ISO 639 code and, if any, ISO 3166 region, both in lower case."""

    code: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text in one language; `language` is None where the text's own language fits."""

    start: int
    end: int
    language: Language | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is to be read: its language and direction, and the stretches that are in another language.

    Attributes:
        upright: most of it is in a script that has no italics.
    """

    language: Language
    right_to_left: bool
    upright: bool
    stretches: tuple[Stretch, ...] = ()


def parse(tag: str) -> Language | None:
    """The language of a BCP 47 tag, None when the tag is none. Chinese scripts become the region that uses them."""
    match = _TAG.match(tag.strip().replace("_", "-"))
    if not match:
        return None
    region = (match["region"] or "").lower()
    if match["lang"].lower() == "zh" and not region:
        region = {"hant": "tw", "hans": "cn"}.get((match["script"] or "").lower(), "")
    return Language(match["lang"].lower(), region)


def is_latin(text: str) -> bool:
    """Whether no letter of another script than Latin occurs in `text`; the quick way out for most texts."""
    return text.isascii() or not _NOT_LATIN.search(text)


def read(text: str, declared: Language | None, surrounding: Language) -> Reading:
    """The language and direction of `text` and of the stretches in it that differ.

    Args:
        declared: the language the text is said to be in, if any.
        surrounding: the language of the document around it.
    """
    runs = [(match.lastgroup or "", match.start(), match.end()) for match in _RUN.finditer(text)]
    letters: Counter[str] = Counter()
    for script, start, end in runs:
        letters["Hani" if script == "Kana" else script] += end - start
    main = letters.most_common(1)[0][0] if letters else "Latn"
    if main == "Hani" and any(script == "Kana" for script, _, _ in runs):
        main = "Kana"
    language = _fitting(main, declared) or _fitting(main, surrounding) or Language(_LANGUAGE[main])
    return Reading(language, main in _RIGHT_TO_LEFT, main not in _SLANTED, tuple(_foreign(runs, language, surrounding)))


def _fitting(script: str, language: Language | None) -> Language | None:
    """`language` if it is written in `script`, else None."""
    if language is None:
        return None
    return language if script in (_HOMES.get(language.code) or {"Latn"}) else None


def _foreign(runs: list[tuple[str, int, int]], base: Language, surrounding: Language) -> Iterator[Stretch]:
    """Neighbouring runs in the same other language, joined over the spaces between them."""
    current: Stretch | None = None
    for script, start, end in runs:
        language = None if _fitting(script, base) else _fitting(script, surrounding) or Language(_LANGUAGE[script])
        if current and language == current.language:
            current = Stretch(current.start, end, language)
            continue
        if current and current.language:
            yield current
        current = Stretch(start, end, language)
    if current and current.language:
        yield current
