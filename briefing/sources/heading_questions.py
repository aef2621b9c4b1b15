"""The questions that tell a heading from other short lines: about its words, its neighbours and the whole text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.sources.heading_words import SMALL_WORDS, form, label, number, of_words, words
from briefing.sources.shapes import Shape, shape

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
_REACH = 15


def answers(texts: Sequence[str]) -> list[dict[str, float] | None]:
    """For each line the answer to each question, in one order; None for a line that cannot be a heading."""
    whole = _Whole(texts)
    return [
        {**whole.of_words(index), **_of_neighbours(whole, index), **_of_whole(whole, index)} if one.possible else None
        for index, one in enumerate(whole.shapes)
    ]


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
        self.small_words = sum(word in SMALL_WORDS for line in some for word in line) / max(1, total)
        self.loose = sum(one.loose for one in self.shapes) / max(1, len(self.shapes))
        self.long = sum(one.long for one in self.shapes) / max(1, len(self.shapes))

    def of_words(self, index: int) -> dict[str, float]:
        """The answers about the words of a line."""
        text, one, some = self.texts[index], self.shapes[index], self.words[index]
        return of_words(text, one, some, cased=self.cased, small_words=self.small_words)

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


def _shared(whole: _Whole, index: int, others: range) -> float:
    own = set(whole.words[index]) - SMALL_WORDS
    return len(own & {word for at in others for word in whole.words[at]}) / len(own) if own else 0.0


def _loose_before(shapes: Sequence[Shape]) -> list[int]:
    """For each line how many loose lines stand directly before it."""
    counts, run = [], 0
    for one in shapes:
        counts.append(run)
        run = run + 1 if one.loose else 0
    return counts
