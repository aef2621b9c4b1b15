"""What each kind of takeaway asks of its writer, as rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.domain import facts, likelihood
from briefing.domain.annotations import Confidence, Takeaway, TakeawayKind
from briefing.domain.figures import missing
from briefing.domain.findings import WHOLE, Basis, Check, Finding, Rule, Sentence, remark, remark_on_all

FOR_YOU_WORDS = 60
"""The word budget of "What this means for you"."""

_READER = re.compile(r"\b(?:we|us|our|ours|you|your|yours)\b", re.IGNORECASE)
_NO_ACTION = re.compile(r"\s*(?:no|nothing)\b.{0,30}\b(?:action|to do|required|needed|necessary)\b", re.IGNORECASE)
_NOT_A_VERB = re.compile(
    r"(?:the|an?|we|our|they|it|there|this|that|these|those|he|she|i|you|your|their|his|her|its|someone|somebody"
    r"|everyone|in|on|at|by|for|from|with|within|before|after|as|if|when|because|since|to)\b"
    r"|(?:\w+\s){1,3}(?:should|must|needs?\sto|has\sto|have\sto|ought\sto|will|is\sto|are\sto)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\b(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(?:in|by|until|on|mid-)\s?may\b|\b\d{1,2}\.\d{1,2}\."
    r"|\b(?:19|20)\d{2}\b|\bq[1-4]\b|\b(?:next|this)\s(?:week|month|quarter|year|spring|summer|autumn|fall|winter)\b"
    r"|\btomorrow\b|\bwithin\s\w+\s(?:days|weeks|months)\b",
    re.IGNORECASE,
)
_SIGNAL = re.compile(r"\b(?:if|when|once|whether|until|sign|signal|watch for|first\s\w+)\b", re.IGNORECASE)


def _no_judgement(_: Takeaway, parts: Sequence[Sentence], __: Basis) -> Iterator[Finding]:
    for part in parts:
        if facts.REPORTED.search(part.text) and not facts.OPINION.search(part.text):
            continue
        spans = [found.span() for found in facts.OPINION.finditer(part.text)]
        spans += [(term.start, term.end) for term in part.terms]
        for span in spans:
            yield remark(
                part, span, Rule.JUDGEMENT_AMONG_FACTS, f"“{part.text[slice(*span)]}” is a judgement, not a fact.",
                "Leave it out here and say it in an assessment, or say whose judgement it is.",
            )  # fmt: skip


def _confirmed(takeaway: Takeaway, _: Sequence[Sentence], __: Basis) -> Iterator[Finding]:
    if takeaway.confidence is Confidence.UNCONFIRMED:
        yield remark_on_all(
            Rule.UNCONFIRMED_FACT, "What is not confirmed does not stand under “What happened”.",
            "Say who reported it, or make it an open question.",
        )  # fmt: skip


def _short(takeaway: Takeaway, parts: Sequence[Sentence], _: Basis) -> Iterator[Finding]:
    words = list(re.finditer(r"\S+", takeaway.text))
    if len(words) > FOR_YOU_WORDS:
        yield Finding(
            Rule.TOO_LONG, WHOLE, words[FOR_YOU_WORDS].start(), words[-1].end(),
            f"This has {len(words)} words; {FOR_YOU_WORDS} are enough for what it means.",
            "Leave out what the reader knows, or move the background to “Why it matters”.",
        )  # fmt: skip
    if not takeaway.audience.strip() and not _READER.search(takeaway.text):
        yield remark_on_all(
            Rule.NO_READER, "This does not say for whom it means something.", "Name the reader or the unit."
        )


def _one_sentence(_: Takeaway, parts: Sequence[Sentence], __: Basis) -> Iterator[Finding]:
    if len(parts) > 1:
        yield Finding(
            Rule.NOT_ONE_SENTENCE, 1, parts[1].start, parts[-1].end, "The bottom line is one sentence.",
            "Keep the sentence that a reader must remember, and move the rest.",
        )  # fmt: skip


def _action(takeaway: Takeaway, parts: Sequence[Sentence], _: Basis) -> Iterator[Finding]:
    if _NO_ACTION.match(takeaway.text):
        return
    if _NOT_A_VERB.match(parts[0].text):
        yield remark(
            parts[0], (0, len(parts[0].text.split()[0])), Rule.VERB_FIRST, "An action begins with what is to be done.",
            "Put the verb first, for example “Ask …”, “Cancel …” or “Decide …”; the owner has a field of its own.",
        )  # fmt: skip
    if not takeaway.fields.get("owner", "").strip():
        yield remark_on_all(Rule.NO_OWNER, "Nobody is named for this action.", "Name the one who does it.")
    if not takeaway.fields.get("due", "").strip():
        yield remark_on_all(Rule.NO_DUE_DATE, "This action has no date.", "Say by when it is to be done.")


def _decision(takeaway: Takeaway, _: Sequence[Sentence], __: Basis) -> Iterator[Finding]:
    options = re.split(r";|\n|\s/\s|\s\bor\b\s|(?:^|\s)\(?[a-d1-4]\)\s", takeaway.fields.get("options", ""))
    if sum(1 for option in options if option.strip(" .,")) < 2:
        yield remark_on_all(
            Rule.TOO_FEW_OPTIONS, "A decision needs at least two options.",
            "List them with semicolons; to leave things as they are is one, too.",
        )  # fmt: skip


def _watch(takeaway: Takeaway, _: Sequence[Sentence], __: Basis) -> Iterator[Finding]:
    named = takeaway.fields.get("date or signal", "").strip()
    if not named and not _DATE.search(takeaway.text) and not _SIGNAL.search(takeaway.text):
        yield remark_on_all(
            Rule.NO_SIGNAL, "This does not say what to look out for, or when.", "Name a date or a signal."
        )


def _assessed(takeaway: Takeaway, parts: Sequence[Sentence], _: Basis) -> Iterator[Finding]:
    if not any(part.terms for part in parts) and likelihood.chances(takeaway.fields.get("likelihood", "")) is None:
        yield remark_on_all(
            Rule.NO_LIKELIHOOD, "This assessment does not say how likely it is.",
            "Choose a word of the scale, from “almost no chance” (1–5 %) to “almost certain” (95–99 %).",
        )  # fmt: skip


def _known_figures(takeaway: Takeaway, parts: Sequence[Sentence], basis: Basis) -> Iterator[Finding]:
    if not basis.passages:
        return
    for part in parts:
        for figure in missing(part.text, basis.passages):
            yield remark(
                part, (figure.start, figure.end), Rule.FIGURE, *_figure_words(part.text[figure.start : figure.end])
            )
    given = f"{takeaway.fields.get('value', '')} {takeaway.fields.get('unit', '')}".strip()
    for figure in missing(given, basis.passages):
        yield remark_on_all(Rule.FIGURE, *_figure_words(given[figure.start : figure.end]))


def _figure_words(figure: str) -> tuple[str, str]:
    return (
        f"“{figure}” stands in no passage that this takeaway rests on.",
        "Compare it with the source, or bind the passage that gives it.",
    )


def _quoted(takeaway: Takeaway, _: Sequence[Sentence], basis: Basis) -> Iterator[Finding]:
    pieces = [_plain(piece) for piece in re.split(r"\[[^\]]*\]|\(…\)|\(\.\.\.\)", takeaway.text)]
    said = "\0".join(_plain(text) for text in basis.passages)
    if said and not _in_order([piece for piece in pieces if piece], said):
        yield remark_on_all(
            Rule.QUOTE, "These are not the exact words of the passage.",
            "Take the words over as they are; mark what you leave out with […].",
        )  # fmt: skip


def _plain(text: str) -> str:
    """Words for comparing quotes: shapes of quotation marks and white space are the typesetter's, not the speaker's."""
    text = re.sub(r"[\u2018\u2019\u201a\u2032]", "'", re.sub(r"[\u201c\u201d\u201e\u00ab\u00bb]", '"', text))
    return " ".join(text.replace("\u2026", "...").split()).strip("\"' ")


def _in_order(pieces: Sequence[str], text: str) -> bool:
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


RULES: Mapping[TakeawayKind, tuple[Check, ...]] = {
    TakeawayKind.BOTTOM_LINE: (_one_sentence,),
    TakeawayKind.WHAT_HAPPENED: (_no_judgement, _confirmed, _known_figures),
    TakeawayKind.FOR_YOU: (_short,),
    TakeawayKind.NUMBERS: (_known_figures,),
    TakeawayKind.KEY_QUOTE: (_quoted,),
    TakeawayKind.ASSESSMENT: (_assessed,),
    TakeawayKind.ACTION: (_action,),
    TakeawayKind.DECISION: (_decision,),
    TakeawayKind.WATCH: (_watch,),
}
"""The rules of each kind that has any."""
