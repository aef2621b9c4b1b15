"""Fact or judgement: what a sentence is by its words, as a proposal. The person's own mark always wins."""

from __future__ import annotations

import re

from briefing.domain.annotations import SentenceMark, TakeawayKind

_FACTS = (TakeawayKind.WHAT_HAPPENED, TakeawayKind.NUMBERS, TakeawayKind.KEY_QUOTE, TakeawayKind.CHANGED)
_JUDGEMENTS = (
    TakeawayKind.ASSESSMENT, TakeawayKind.ASSUMPTION, TakeawayKind.RISK, TakeawayKind.OPPORTUNITY, TakeawayKind.WATCH,
)  # fmt: skip
_NEITHER = (TakeawayKind.ACTION, TakeawayKind.DECISION, TakeawayKind.OPEN_QUESTION)

OPINION = re.compile(
    r"""\b(?:
      we\ (?:assess|believe|judge|think|expect|estimate|doubt|suspect|fear|hope|consider)
    | in\ our\ (?:view|opinion|judge?ment)
    | unfortunately | regrettably | surprisingly | (?:most\ )?importantly | obviously | worryingly | alarmingly
    | fortunately
    | (?:appears?|seems?)\ (?:to|that|likely|set) | apparently | presumably | arguably
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words that give away what a writer makes of a fact."""

_OUTLOOK = re.compile(
    r"\b(?:could|might|may(?=\s[a-z])|would|should|probabl[ey]|risk|threat|threatens?|opportunit(?:y|ies)|expect(?:ed)?\sto"
    r"|suggests?|implies|means\sthat|will)\b",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\b(?:said|says|told|according\sto|warned|warns|announced|announces|stated|states\sthat|claims?|claimed|argues?|argued"
    r"|estimates?|estimated|forecasts?|predicts?|predicted|expects|expected|believes|believed|calls?|called|denie[sd]"
    r"|reports?\sthat|reported|writes|wrote|thinks|sees|promised|promises|plans?\sto|proposes?|proposed)\b"
    r"(?<!we\sexpected)(?<!we\sestimate)",
    re.IGNORECASE,
)
"""Words by which a sentence reports what somebody else says: their judgement is a fact to report."""


def guess(sentence: str, kind: TakeawayKind, *, likely: bool) -> SentenceMark | None:
    """What a sentence of a takeaway of this kind probably is; None for a question, an action or a choice.

    `likely` says whether it has a word of likelihood.
    """
    if kind in _NEITHER or sentence.rstrip("\"'”’»)").endswith("?"):
        return None
    if kind in _FACTS:
        return SentenceMark.FACT
    if kind in _JUDGEMENTS:
        return SentenceMark.JUDGEMENT
    if OPINION.search(sentence):
        return SentenceMark.JUDGEMENT
    if REPORTED.search(sentence):
        return SentenceMark.FACT
    return SentenceMark.JUDGEMENT if likely or _OUTLOOK.search(sentence) else SentenceMark.FACT
