"""Words of likelihood and what they stand for: the scale of ICD 203 (D.6.e.2.a), which ends at 99 percent.

Likelihood is about the event. Confidence is about the basis of what is said, and has words of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.domain.annotations import Confidence


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A step of the scale: what it is called in each of the two rows of words, and its chances in percent."""

    words: tuple[str, str]
    low: int
    high: int

    @property
    def chances(self) -> str:
        """The chances as they are printed: "55–80 %"."""
        return f"{self.low}–{self.high} %"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the scale in a text: where it stands in code points, its step and the row of words it is from."""

    start: int
    end: int
    step: int
    row: int


SCALE = (
    Likelihood(("almost no chance", "remote"), 1, 5),
    Likelihood(("very unlikely", "highly improbable"), 5, 20),
    Likelihood(("unlikely", "improbable"), 20, 45),
    Likelihood(("roughly even chance", "roughly even odds"), 45, 55),
    Likelihood(("likely", "probable"), 55, 80),
    Likelihood(("very likely", "highly probable"), 80, 95),
    Likelihood(("almost certain", "nearly certain"), 95, 99),
)
"""The steps, from the least likely. A briefing keeps to one row of words."""

CONFIDENCE_HELP = {
    Confidence.HIGH: "Several independent, good sources agree and little rests on assumption.",
    Confidence.MODERATE: "The reporting is credible and plausible, but not fully corroborated.",
    Confidence.LOW: "The information is thin, fragmented or from sources that cannot be judged.",
    Confidence.UNCONFIRMED: "Reported, not confirmed.",
}
"""What each level says about the basis of a statement."""

_TERMS = re.compile(
    r"""\b(?:
      (?P<r0s0> almost\ no\ chance | (?:next\ to|virtually)\ no\ chance )
    | (?P<r1s0> remote\ (?:chance|possibility|likelihood|probability|prospect)
              | (?:chances?|possibility|likelihood|prospects?)\ (?:is|are|remains?|looks?|seems?)\ remote )
    | (?P<r0s1> (?:very|highly|most|extremely)\ unlikely )
    | (?P<r1s1> (?:highly|very|most)\ improbabl[ey] )
    | (?P<r0s3> (?:roughly|about)\ (?:an\ )?even\ chances? )
    | (?P<r1s3> (?:roughly|about)\ even\ odds )
    | (?P<r0s5> (?:very|highly|most|extremely)\ likely )
    | (?P<r1s5> (?:highly|very|most)\ probabl[ey] )
    | (?P<r0s6> almost\ certain(?:ly)? )
    | (?P<r1s6> nearly\ certain(?:ly)? )
    | (?P<r0s2> unlikely )
    | (?P<r1s2> improbabl[ey] )
    | (?P<r0s4> (?<!as\ )likely(?!\ as\b) )
    | (?P<r1s4> probable(?!\ cause\b) | probably )
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\A\D{0,20}?(\d{1,3}(?:[.,]\d+)?)\s*(?:%|percent|per cent)?\s*(?:(?:-|–|—|to|and|bis)\s*(\d{1,3}(?:[.,]\d+)?))?"
    r"\s*(%|percent|per cent)?\D{0,20}\Z"
)


def terms(text: str) -> list[Term]:
    """The words of the scale in a text, in order."""
    return [
        Term(*found.span(), step=int(found.lastgroup[3]), row=int(found.lastgroup[1]))
        for found in _TERMS.finditer(text)
        if found.lastgroup
    ]


def term_at(text: str, index: int) -> Likelihood | None:
    """The step that the word at `index` stands for, for help at the cursor."""
    return next((SCALE[term.step] for term in terms(text) if term.start <= index <= term.end), None)


def chances(said: str) -> tuple[int, int] | None:
    """The least and the greatest chance, in percent, that a stated likelihood stands for; None when it is not told.

    It may be a word of the scale, or percent as people write them: "70 %", "60–80%", "0.7".
    """
    said = " ".join(said.split()).casefold()
    for step in SCALE:
        if said in step.words:
            return step.low, step.high
    found = terms(said)
    if found:
        return (SCALE[found[0].step].low, SCALE[found[0].step].high) if len({t.step for t in found}) == 1 else None
    return _percent(said)


def _percent(said: str) -> tuple[int, int] | None:
    found = _PERCENT.match(said)
    if found is None:
        return None
    low, high = (float(part.replace(",", ".")) for part in (found[1], found[2] or found[1]))
    if "%" not in said and "cent" not in said:
        if not (0 < low <= high < 1):
            return None
        low, high = low * 100, high * 100
    return (round(low), round(high)) if 0 <= low <= high <= 100 else None
