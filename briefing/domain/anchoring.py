"""Where a marked passage stands in a later version of its text: on exact or near-exact words only, never a wrong place.

A highlight is kept as its offsets, its words and the words around them (W3C Web Annotation 4.2.4 and 4.2.5). `carry`
takes many of them from one version of a text to the next. It would rather give none than the wrong one: a passage
whose words are gone, changed in meaning or not to be told from others alike is left to the person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefing.domain.alignment import Alignment, tokens_of, weights_of
from briefing.domain.annotations import CONTEXT_LENGTH, context_of
from briefing.domain.carrying import Carrier


class How(StrEnum):
    """How a passage was found again."""

    EXACT = "exact"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of a text: code points from `start` to `end`, its words, and up to 32 code points on either side."""

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Anchor:
        """The anchor of `text[start:end]`."""
        return cls(start, end, text[start:end], *context_of(text, start, end))


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage stands in the new text, in code points. NEAR: some of its letters were changed on the way."""

    start: int
    end: int
    how: How = How.EXACT


def carry(old: str, new: str, anchors: Sequence[Anchor]) -> list[tuple[int, int] | None]:
    """Where each passage of `old` stands in `new`: start and end, or None for one that a person has to place."""
    return [(found.start, found.end) if found else None for found in placements(old, new, anchors)]


def placements(old: str, new: str, anchors: Sequence[Anchor]) -> list[Placement | None]:
    """Like `carry`, and how each was found."""
    spans = [locate(old, anchor) for anchor in anchors]
    if old == new:
        return [Placement(*span) if span else None for span in spans]
    words: dict[str, int] = {}
    before, after = tokens_of(old, words), tokens_of(new, words)
    carrier = Carrier(old, new, Alignment(before, after, weights_of(words)), list(words))
    return [_placed(carrier.place(*span)) if span else None for span in spans]


def locate(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """Where the words of an anchor stand in a text that is not known to be the one it was made for.

    Its offsets decide when its words stand there; else the one place where they stand between its prefix and suffix;
    else, for words long enough to speak for themselves, the one place where they stand at all. Shapes of letters and
    white space make no difference where no place fits to the letter. None when there is no such place, or several.
    """
    if anchor.quote and text[anchor.start : anchor.end] == anchor.quote:
        return anchor.start, anchor.end
    for find in (occurrences, loose_occurrences):
        if found := find(text, anchor.quote, anchor.prefix, anchor.suffix):
            return found[0] if len(found) == 1 else None
        if len(anchor.quote) >= CONTEXT_LENGTH and (found := find(text, anchor.quote)):
            return found[0] if len(found) == 1 else None
    return None


def occurrences(text: str, quote: str, prefix: str = "", suffix: str = "") -> list[tuple[int, int]]:
    """All places where `quote` stands between `prefix` and `suffix`, overlapping ones too, letter by letter.

    (W3C Web Annotation 4.2.4: a Text Quote Selector that fits several times selects all of them.)
    """
    if not quote:
        return []
    wanted = re.compile(f"(?={re.escape(prefix + quote + suffix)})")
    starts = (found.start() + len(prefix) for found in wanted.finditer(text))
    return [(start, start + len(quote)) for start in starts]


def loose_occurrences(text: str, quote: str, prefix: str = "", suffix: str = "") -> list[tuple[int, int]]:
    """Like `occurrences`, whatever white space, dashes, quotation marks and composed letters look like."""
    words: dict[str, int] = {}
    tokens = tokens_of(text, words)
    wanted, before, behind = (tokens_of(part, words).ids for part in (quote, prefix, suffix))
    # Context may begin and end in the middle of a word, and a mark at the edge may join with what was cut off.
    before, behind = before[1:], behind[:-1]
    sequence = [*before, *wanted, *behind]
    if not wanted:
        return []
    first = sequence[0]
    places = (at + len(before) for at, word in enumerate(tokens.ids) if word == first
              and tokens.ids[at : at + len(sequence)] == sequence)  # fmt: skip
    return [(tokens.starts[at], tokens.ends[at + len(wanted) - 1]) for at in places]


def _placed(found: tuple[int, int, bool] | None) -> Placement | None:
    return Placement(found[0], found[1], How.EXACT if found[2] else How.NEAR) if found else None
