"""What a remark on a takeaway says, and what a remark needs to know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefing.domain.annotations import SentenceMark, Takeaway
from briefing.domain.likelihood import Term

WHOLE = -1
"""The `Finding.sentence` of a remark on the takeaway as a whole."""


class Rule(StrEnum):
    """What a remark is about."""

    LIKELIHOOD_AND_CONFIDENCE = "likelihood and confidence"
    MIXED_ROWS = "mixed rows"
    VAGUE = "vague"
    CERTAIN = "certain"
    NO_LIKELIHOOD = "no likelihood"
    JUDGEMENT_AMONG_FACTS = "judgement among facts"
    UNCONFIRMED_FACT = "unconfirmed fact"
    FACT_WITHOUT_PASSAGE = "fact without passage"
    JUDGEMENT_WITHOUT_CONFIDENCE = "judgement without confidence"
    HIGH_CONFIDENCE = "high confidence"
    TOO_LONG = "too long"
    NO_READER = "no reader"
    NOT_ONE_SENTENCE = "not one sentence"
    VERB_FIRST = "verb first"
    NO_OWNER = "no owner"
    NO_DUE_DATE = "no due date"
    TOO_FEW_OPTIONS = "too few options"
    NO_SIGNAL = "no signal"
    FIGURE = "figure"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark on a takeaway.

    Attributes:
        sentence: the index of the sentence it is about, WHOLE for none in particular.
        start, end: the words it is about, in code points of the takeaway's text; equal when it is about none.
        message: what is the matter, as a sentence.
        help: what to do, as a sentence.
    """

    rule: Rule
    sentence: int
    start: int
    end: int
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a takeaway rests on: the words of its passages, and the outlets they are from (one for each source)."""

    passages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a takeaway.

    Attributes:
        mark: what it is: the person's choice if `chosen`, else what its words say; None where neither fits its kind.
        terms: its words of likelihood.
    """

    index: int
    start: int
    end: int
    text: str
    mark: SentenceMark | None
    chosen: bool
    terms: tuple[Term, ...]


Check = Callable[[Takeaway, Sequence[Sentence], Basis], Iterator[Finding]]
"""A rule: what it remarks on a takeaway, its sentences and what it rests on."""


def remark(part: Sentence, span: tuple[int, int] | None, rule: Rule, message: str, advice: str) -> Finding:
    """A remark on some words of a sentence, or on all of it. `span` counts from the start of the sentence."""
    start, end = span or (0, len(part.text))
    return Finding(rule, part.index, part.start + start, part.start + end, message, advice)


def remark_on_all(rule: Rule, message: str, advice: str) -> Finding:
    """A remark on the takeaway as a whole."""
    return Finding(rule, WHOLE, 0, 0, message, advice)
