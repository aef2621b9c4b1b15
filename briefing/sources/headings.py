"""Which lines of a plain text are headings. Nothing marks them: their words, their neighbours and their likes tell.

A line is looked at twice. First by itself and with what stands around it; then with what the first look made of the
other lines of the text, as the headings of one text are alike. Both looks are fitted (`heading_weights`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from itertools import pairwise
from statistics import fmean, median

from briefing.sources import heading_weights
from briefing.sources.heading_questions import answers
from briefing.sources.heading_words import form, label, number, words
from briefing.sources.shapes import shape

_NO_HEADING = -6.0
_FAR = 25
_LIKELY = 0.5


def headings(texts: Sequence[str]) -> list[bool]:
    """For each line whether it is a heading."""
    weights = heading_weights.fitted()
    likely = {index: weights.first_look(one) for index, one in enumerate(answers(texts)) if one is not None}
    again = second_answers(texts, likely)
    return [index in again and weights.second_look(again[index]) > weights.threshold for index in range(len(texts))]


def second_answers(texts: Sequence[str], likely: dict[int, float]) -> dict[int, dict[str, float]]:
    """For each line that could be a heading what the first look says of its likes and of the whole text.

    Args:
        likely: how likely each of these lines is a heading by the first look, by its place among the lines.
    """
    others = _Others(texts, likely)
    return {index: others.seen_from(index) for index in likely}


class _Others:
    """The lines that could be headings, in groups of one form, one beginning and so on."""

    def __init__(self, texts: Sequence[str], likely: dict[int, float]) -> None:
        self._logits = {index: heading_weights.logit(one) for index, one in likely.items()}
        self._groups = {index: _groups(texts[index]) for index in likely}
        self._numbered = {index: number(texts[index]) is not None for index in likely}
        self._sums: defaultdict[Hashable, float] = defaultdict(float)
        self._sizes: Counter[Hashable] = Counter()
        for index, groups in self._groups.items():
            for group in groups.items():
                self._sums[group] += self._logits[index]
                self._sizes[group] += 1
        self._found = [index for index, one in likely.items() if one > _LIKELY]
        self._forms = Counter(self._groups[index]["form"] for index in self._found)
        self._numbered_found = sum(self._numbered[index] for index in self._found)
        self._whole = self._of_whole(likely, len(texts)) if likely else {}

    def seen_from(self, index: int) -> dict[str, float]:
        """The answers about one line."""
        own = self._logits[index]
        found = {"itself": own}
        for group in self._groups[index].items():
            others = self._sizes[group] - 1 if group[1] else 0
            found[f"those with its {group[0]}"] = (self._sums[group] - own) / others if others else own
            found[f"how many have its {group[0]}"] = min(others, 10)
        for step in (-2, -1, 1, 2, 3):
            found[f"{step} lines on"] = self._logits.get(index + step, _NO_HEADING)
        return found | self._of_found(index) | self._whole

    def _of_found(self, index: int) -> dict[str, float]:
        """How far the nearest likely headings stand, and how many of all have the line's form."""
        own, at = self._groups[index]["form"], bisect_left(self._found, index)
        is_found = at < len(self._found) and self._found[at] == index
        others = len(self._found) - is_found
        before = self._found[at - 1] if at else None
        after = self._found[at + is_found] if at + is_found < len(self._found) else None
        numbered = self._numbered_found - (is_found and self._numbered[index])
        share = numbered / others if others else 0.0
        return {
            "lines from the last heading": _FAR if before is None else min(index - before, 20),
            "lines to the next heading": _FAR if after is None else min(after - index, 20),
            "the last heading has its form": before is not None and self._groups[before]["form"] == own,
            "the next heading has its form": after is not None and self._groups[after]["form"] == own,
            "headings of its form": (self._forms[own] - is_found) / others if others else 0.5,
            "numbered headings": share,
            "is numbered": self._numbered[index],
            "headings numbered as it is": (share if self._numbered[index] else 1 - share) if others else 0.5,
        }

    def _of_whole(self, likely: dict[int, float], lines: int) -> dict[str, float]:
        gaps = [after - before for before, after in pairwise(self._found)] or [5]
        return {
            "headings among those that could be": fmean(likely.values()),
            "headings to be expected in a line": sum(likely.values()) / lines,
            "headings in a line": len(self._found) / lines,
            "the five likeliest": fmean(sorted(likely.values())[-5:]),
            "unsure ones": fmean(0.15 < one < 0.85 for one in likely.values()),
            "usual lines between headings": median(gaps),
            "fewest lines between headings": min(gaps),
        }


def _groups(text: str) -> dict[str, Hashable]:
    """What other lines may have in common with a line; nothing of a kind is "" and joins no lines."""
    low = text.casefold()
    some = words(low)
    return {
        "form": form(text, shape(text)),
        "first word": some[0] if some else "",
        "words": low,
        "label": label(low),
        "last word": some[-1] if some else "",
    }
