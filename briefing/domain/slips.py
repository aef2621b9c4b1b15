"""Whether words were changed as one corrects a slip of the pen, or so that they may say something else.

"Recieve" to "receive" is a slip; "3.1" to "3.7", "million" to "billion" or an added "not" is another statement, however
few letters it takes. An ideograph is a word, or half of one: another one is another word.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.domain.word_count import IDEOGRAPHS

_NEGATIONS = {
    "en": ("no", "not", "nor", "none", "never", "without", "cannot", "neither", "nobody", "nothing", "hardly"),
    "de": ("nicht", "kein", "keine", "keinen", "keinem", "keiner", "nie", "niemals", "ohne", "weder"),
    "fr, es, pt, it": ("ne", "pas", "non", "jamais", "sans", "aucun", "aucune", "nunca", "sin", "não", "senza", "mai"),
    "nl, sv, da, no": ("niet", "geen", "nooit", "zonder", "inte", "ingen", "inget", "aldrig", "utan", "ikke"),
    "pl, ru, zh, ar": (
        "bez",
        "не",
        "нет",
        "ни",
        "без",
        "никогда",
        "不",
        "没",
        "無",
        "无",
        "非",
        "未",
        "لا",
        "لم",
        "لن",
    ),
}
_UNTOUCHABLE = frozenset(word for words in _NEGATIONS.values() for word in words)
_LONGEST = 200


def letters(words: Sequence[str]) -> int:
    """How many letters some words have."""
    return sum(len(word) for word in words)


def cost(before: Sequence[str], after: Sequence[str]) -> int | None:
    """How many letters a correction changed; None when it may have changed what is said."""
    if before == after:
        return 0
    if _weighty(before) != _weighty(after):
        return None
    if IDEOGRAPHS.findall("".join(before)) != IDEOGRAPHS.findall("".join(after)):
        return None
    if len(before) == len(after):
        costs = [_word_cost(*pair) for pair in zip(before, after, strict=True)]
        return None if None in costs else sum(value for value in costs if value)
    one, other = "".join(before), "".join(after)
    if max(len(one), len(other)) > _LONGEST:
        return None
    return distance(one, other)


def distance(one: str, other: str) -> int:
    """The least number of letters to put in, leave out, replace or swap with the next (optimal string alignment)."""
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row, last = row, [i], above
        for j, wanted in enumerate(other, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]


def _word_cost(before: str, after: str) -> int | None:
    if before.casefold() == after.casefold():
        return int(before != after)
    if not (before[0].isalnum() or after[0].isalnum()):
        return max(len(before), len(after))
    if before[0].casefold() != after[0].casefold() and sorted(before) != sorted(after):
        return None
    if max(len(before), len(after)) > _LONGEST:
        return None
    found = distance(before, after)
    return found if found <= 1 + (len(before) >= 8) else None


def _weighty(words: Sequence[str]) -> list[str]:
    """The words that no correction may touch: those with a figure in them, and negations."""
    lowered = [word.casefold() for word in words]
    joined = [
        f"{before}'t" for before, sign, after in zip(lowered, lowered[1:], lowered[2:], strict=False)
        if sign == "'" and after == "t"
    ]  # fmt: skip
    return joined + [w for w in lowered if w in _UNTOUCHABLE or any(letter.isdigit() for letter in w)]
