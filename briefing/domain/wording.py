"""What a careful editor would remark on a takeaway: its kind's rules, and words of likelihood and confidence.

The rules are those of ICD 203 and of common briefing practice. They look for English words; rules on fields, passages
and figures hold in every language. A remark is a proposal: nothing is changed, nothing is forbidden.

Rules see the words without marks of style and lists; all places that are told are places in the text as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from briefing.domain import facts, likelihood
from briefing.domain.annotations import Confidence, SentenceMark, Takeaway, TakeawayKind
from briefing.domain.findings import WHOLE, Basis, Check, Finding, Rule, Sentence, remark, remark_on_all
from briefing.domain.kind_rules import RULES
from briefing.domain.marked_text import Words
from briefing.domain.sentences import sentences

__all__ = ["WHOLE", "Basis", "Finding", "Rule", "Sentence", "check", "mixed_rows", "parts_of"]

_CONFIDENCE = re.compile(
    r"""
      (?<!consumer\ )(?<!business\ )(?<!investor\ )(?<!public\ )(?<!market\ )
      \b(?:(?:very\ )?high|moderate|medium|low|limited|little|full|strong)\ confidence\b
      (?!\ (?:vote|interval|index|trick|in\b))
    | \b(?:we|our)\b[^.;]{0,40}\bconfiden(?:t|ce)\b
    | \b(?:our|with)\ confidence\ (?:is|in\ this|here)\b
    | \bconfidence:\ *(?:high|moderate|medium|low)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_VAGUE = re.compile(
    r"""
      (?i:\bcan(?:not|['’]t|\ not)\ (?:be\ )?ruled?\ out\b)
    | (?i:\bcould\b)(?!\ not\ be\ reached)
    | \b[Mm]ight\b(?=\ \w{2})(?!\ (?:of|and|is|was)\b)(?<!military\ might)
    | \bmay\b(?=\ [a-z])
    | (?<!as\ soon\ as\ )(?<!as\ far\ as\ )(?<!as\ much\ as\ )(?<!if\ )(?<!where\ )(?<!wherever\ )
      (?<!whenever\ )(?<!when\ )(?<!everything\ )(?<!best\ )(?i:\bpossibl[ey]\b)
    | (?i:\b(?:perhaps|maybe|conceivabl[ey])\b)
    """,
    re.VERBOSE,
)
_CERTAIN = re.compile(
    r"""
      (?<!almost\ )(?<!nearly\ )(?<!not\ )\bcertainly\b
    | (?:\b(?:is|are|was|be|seems?|looks?)|\bit['’]s)\ (?:absolutely\ |all\ but\ )?
      (?:certain|sure|bound|guaranteed)\ (?:to|that)\b
    | (?<!not\ )\bdefinitely\b | \bundoubtedly\b | \bno\ doubt\b
    | \bwithout\ (?:a\ |any\ )?doubt\b | \bbeyond\ (?:all\ |any\ )?doubt\b
    | \binevitabl[ey]\b | \b100\s?(?:%|percent|per\ cent)\ (?:certain|sure|likely|chance|probability|confident)\b
    | \bno\ (?:chance|possibility)\b(?<!almost\ no\ chance)(?<!next\ to\ no\ chance)(?<!virtually\ no\ chance)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_Placed = TypeVar("_Placed", Finding, Sentence)
_HEDGED = (
    TakeawayKind.BOTTOM_LINE, TakeawayKind.FOR_YOU, TakeawayKind.WHY_IT_MATTERS, TakeawayKind.ASSESSMENT,
    TakeawayKind.WATCH, TakeawayKind.CHANGED,
)  # fmt: skip
_UNWORDED = (TakeawayKind.KEY_QUOTE, TakeawayKind.OPEN_QUESTION)


def check(takeaway: Takeaway, basis: Basis) -> list[Finding]:
    """All remarks on a takeaway, in the order of its text; none while it has no words yet."""
    words = Words(takeaway.text)
    if not words.text.strip():
        return []
    said = replace(takeaway, text=words.text)
    parts = _parts(said)
    found = [finding for rule in _rules(said) for finding in rule(said, parts, basis)]
    return [_placed(finding, words) for finding in sorted(found, key=lambda finding: (finding.start, finding.end))]


def parts_of(takeaway: Takeaway) -> list[Sentence]:
    """The sentences of a takeaway, each with what it is; their texts are without marks."""
    words = Words(takeaway.text)
    return [_placed(part, words) for part in _parts(replace(takeaway, text=words.text))]


def mixed_rows(texts: Sequence[str]) -> list[tuple[int, likelihood.Term]]:
    """The words of likelihood in the texts of one briefing that are not from the row used first: which text, which."""
    found = [(index, term) for index, text in enumerate(texts) for term in likelihood.terms(text)]
    return [(index, term) for index, term in found if term.row != found[0][1].row]


def _parts(takeaway: Takeaway) -> list[Sentence]:
    parts = []
    for index, (start, end) in enumerate(sentences(takeaway.text)):
        text = takeaway.text[start:end]
        chosen, terms = takeaway.sentences.get(text), tuple(likelihood.terms(text))
        mark = chosen or facts.guess(text, takeaway.kind, likely=bool(terms))
        parts.append(Sentence(index, start, end, text, mark, chosen is not None, terms))
    return parts


def _placed(said: _Placed, words: Words) -> _Placed:
    """A remark or a sentence on the words of a text, with its place in the text."""
    if (said.start, said.end) == (0, 0):
        return said
    start, end = words.span(said.start, said.end)
    return replace(said, start=start, end=end)


def _rules(takeaway: Takeaway) -> Iterator[Check]:
    """The checks for a kind. The words of others are theirs: their wording is not remarked on."""
    if not takeaway.publisher_words and takeaway.kind not in _UNWORDED:
        yield from (_both_in_one, _rows, _vague, _certain)
    yield from (_marks, _high_confidence)
    yield from RULES.get(takeaway.kind, ())


def _both_in_one(_: Takeaway, parts: Sequence[Sentence], __: Basis) -> Iterator[Finding]:
    for part in parts:
        term = part.terms[0] if part.terms else None
        if term and (sure := _CONFIDENCE.search(part.text)):
            yield remark(
                part, (min(sure.start(), term.start), max(sure.end(), term.end)), Rule.LIKELIHOOD_AND_CONFIDENCE,
                "This sentence speaks of likelihood and of confidence.",
                "Say how likely it is in one sentence, and how sure you are of the basis in the next.",
            )  # fmt: skip


def _rows(_: Takeaway, parts: Sequence[Sentence], __: Basis) -> Iterator[Finding]:
    found = [(part, term) for part in parts for term in part.terms]
    for part, term in found:
        if term.row == found[0][1].row:
            continue
        instead = likelihood.SCALE[term.step].words[1 - term.row]
        word = part.text[term.start : term.end]
        yield remark(
            part, (term.start, term.end), Rule.MIXED_ROWS,
            f"“{word}” is from another row of words than the one used before.", f"Write “{instead}” instead.",
        )  # fmt: skip


def _vague(takeaway: Takeaway, parts: Sequence[Sentence], _: Basis) -> Iterator[Finding]:
    if takeaway.kind not in _HEDGED:
        return
    for part in parts:
        others = takeaway.kind is not TakeawayKind.ASSESSMENT and facts.REPORTED.search(part.text)
        if others or part.text.endswith("?") or part.terms:
            continue
        for found in _VAGUE.finditer(part.text):
            yield remark(
                part, found.span(), Rule.VAGUE, f"“{found[0]}” does not say how likely it is.",
                "Say it with a word of the scale, for example “unlikely” (20–45 %) or “likely” (55–80 %).",
            )  # fmt: skip


def _certain(takeaway: Takeaway, parts: Sequence[Sentence], _: Basis) -> Iterator[Finding]:
    for part in parts:
        if part.mark is SentenceMark.FACT and facts.REPORTED.search(part.text):
            continue
        for found in _CERTAIN.finditer(part.text):
            yield remark(
                part, found.span(), Rule.CERTAIN, f"“{found[0]}” leaves no room for error.",
                "The scale ends at 99 %: write “almost certain” (95–99 %), or “almost no chance” (1–5 %).",
            )  # fmt: skip


def _marks(takeaway: Takeaway, parts: Sequence[Sentence], basis: Basis) -> Iterator[Finding]:
    for part in parts:
        if part.mark is SentenceMark.FACT and not basis.passages:
            yield remark(
                part, None, Rule.FACT_WITHOUT_PASSAGE, "This fact rests on no passage.",
                "Highlight the passage that says so and bind it, or mark the sentence as a judgement.",
            )  # fmt: skip
        judged = part.mark is SentenceMark.JUDGEMENT and (
            part.chosen or takeaway.kind is TakeawayKind.ASSESSMENT or bool(part.terms)
        )
        if judged and takeaway.confidence is Confidence.UNSTATED and not _CONFIDENCE.search(takeaway.text):
            yield remark(
                part, None, Rule.JUDGEMENT_WITHOUT_CONFIDENCE, "This judgement does not say how sure you are.",
                "Choose a confidence; it speaks of the sources and the reasoning, not of the event.",
            )  # fmt: skip


def _high_confidence(takeaway: Takeaway, _: Sequence[Sentence], basis: Basis) -> Iterator[Finding]:
    independent = {outlet.strip().casefold() for outlet in basis.outlets if outlet.strip()}
    if takeaway.confidence is Confidence.HIGH and len(independent) < 2:
        yield remark_on_all(
            Rule.HIGH_CONFIDENCE, "High confidence needs at least two independent sources.",
            "Bind a passage of another outlet, or choose moderate confidence.",
        )  # fmt: skip
