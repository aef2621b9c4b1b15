"""Highlights, takeaways and the evidence that binds one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from briefing.domain.articles import ArticleId

HighlightId = NewType("HighlightId", int)
TakeawayId = NewType("TakeawayId", int)
AudienceId = NewType("AudienceId", int)
TakeawayVersionId = NewType("TakeawayVersionId", int)

CONTEXT_LENGTH = 32
"""Code points of text kept before and after a quote (W3C Web Annotation 4.2.4, prefix and suffix)."""


class Meaning(StrEnum):
    """What a highlight marks. Each meaning has a colour and a pattern, so that colour never speaks alone."""

    FACT = "fact"
    NUMBER = "number"
    QUOTE = "quote"
    RISK = "risk"
    QUESTION = "question"


class TakeawayKind(StrEnum):
    """The kinds of takeaway a briefing knows, in the order in which an item prints them."""

    BOTTOM_LINE = "bottom_line"
    WHAT_HAPPENED = "what_happened"
    FOR_YOU = "for_you"
    WHY_IT_MATTERS = "why_it_matters"
    NUMBERS = "numbers"
    KEY_QUOTE = "key_quote"
    ASSESSMENT = "assessment"
    ASSUMPTION = "assumption"
    OTHER_VIEW = "other_view"
    RISK = "risk"
    OPPORTUNITY = "opportunity"
    ACTION = "action"
    DECISION = "decision"
    WATCH = "watch"
    OPEN_QUESTION = "open_question"
    CHANGED = "changed"


class Confidence(StrEnum):
    """How sure the writer is of the basis (not of the event). UNSTATED prints nothing."""

    UNSTATED = ""
    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    UNCONFIRMED = "unconfirmed"


class SentenceMark(StrEnum):
    """What a sentence of a takeaway is. A fact needs a passage, a judgement needs confidence."""

    FACT = "fact"
    JUDGEMENT = "judgement"


class Happened(StrEnum):
    """What became of a judgement."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class JudgementOutcome:
    """What happened, and what had been said: the takeaway may be edited later, this stays.

    Attributes:
        note: what happened, in the person's words.
        said, likelihood, resolve_by: the judgement as it was worded when it was resolved.
    """

    happened: Happened
    at: datetime
    note: str = ""
    said: str = ""
    likelihood: str = ""
    resolve_by: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """The wording of a takeaway for one audience."""

    audience_id: AudienceId
    audience: str
    text: str


@dataclass(frozen=True, slots=True)
class Audience:
    """A reader whom takeaways are written for.

    Attributes:
        id: None for a name that takeaways use and that was never put into the list.
        position: its place in the list, from 0.
        uses: how many takeaways and variants of takeaways name it.
    """

    id: AudienceId | None
    name: str
    position: int
    uses: int = 0


@dataclass(frozen=True, slots=True)
class KindForm:
    """How a kind is written: its heading, what it answers, its extra fields and the rule a writer keeps."""

    label: str
    question: str
    fields: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage. `start` and `end` are code points in the canonical text of `version`.

    Attributes:
        version: the immutable text of the article that it is anchored to. When the article shows another version by
            now, the highlight is an orphan: its offsets mean nothing in the text shown.
        tags: names, in alphabetical order.
        kept: the person left it in the text of `version` for good. It counts only for an orphan.
    """

    id: HighlightId
    article_id: ArticleId
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    meaning: Meaning
    note: str
    created_at: datetime
    version: int = 1
    tags: tuple[str, ...] = ()
    kept: bool = False

    def needs_place(self, shown: int) -> bool:
        """Whether it is an orphan, where the article shows version `shown`, and was not left there for good."""
        return self.version != shown and not self.kept


@dataclass(frozen=True, slots=True)
class Takeaway:
    """What an article means, of one kind, for one audience, resting on highlights.

    Attributes:
        fields: the extra fields of its kind (see `FORMS`), such as owner, due and status of an action.
        evidence: the highlights it rests on, in the order in which they are cited.
        publisher_words: the text is the source's own section, taken over and not yet rewritten.
        position: its place among the takeaways of the article, from 0.
        sentences: which sentences, by their text, the person marked as fact or as judgement.
        variants: other wordings, for named audiences, in the order of the audiences.
        outcome: what became of it, for an assessment that was resolved.
    """

    id: TakeawayId
    article_id: ArticleId
    kind: TakeawayKind
    text: str
    audience: str = ""
    confidence: Confidence = Confidence.UNSTATED
    fields: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[HighlightId, ...] = ()
    publisher_words: bool = False
    position: int = 0
    sentences: Mapping[str, SentenceMark] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    outcome: JudgementOutcome | None = None

    def text_for(self, audience: str) -> str:
        """The wording for an audience; the takeaway's own when there is none for it."""
        wanted = audience.strip().casefold()
        return next((each.text for each in self.variants if each.audience.casefold() == wanted), self.text)


@dataclass(frozen=True, slots=True)
class TakeawayVersion:
    """A takeaway as it was before a change.

    Attributes:
        at: when it was changed into something else.
    """

    id: TakeawayVersionId
    takeaway: Takeaway
    at: datetime


@dataclass(frozen=True, slots=True)
class TakeawayHistory:
    """A takeaway as it is and as it was.

    Attributes:
        versions: what it was before each change, the latest first.
    """

    now: Takeaway
    versions: tuple[TakeawayVersion, ...]

    def steps(self) -> Iterator[tuple[TakeawayVersion, Takeaway]]:
        """Each version with what it was changed into, the latest first."""
        became = self.now
        for version in self.versions:
            yield version, became
            became = version.takeaway


FORMS: Mapping[TakeawayKind, KindForm] = {
    TakeawayKind.BOTTOM_LINE: KindForm("Bottom line", "What is the one thing?", (), "One sentence."),
    TakeawayKind.WHAT_HAPPENED: KindForm(
        "What happened", "What is the fact?", (), "Facts only; rest it on at least one passage."
    ),
    TakeawayKind.FOR_YOU: KindForm(
        "What this means for you", "So what, for this reader?", (), "Name the reader or the unit; at most 60 words."
    ),
    TakeawayKind.WHY_IT_MATTERS: KindForm(
        "Why it matters", "What is the context?", (), "One or two sentences, after the fact."
    ),
    TakeawayKind.NUMBERS: KindForm(
        "By the numbers", "Which figures count?", ("value", "unit", "period"), "Each figure stands in a cited passage."
    ),
    TakeawayKind.KEY_QUOTE: KindForm(
        "Key quote", "What was said, word for word?", ("speaker", "role"), "The exact words of the source."
    ),
    TakeawayKind.ASSESSMENT: KindForm(
        "Our assessment",
        "What do we judge?",
        ("likelihood", "basis", "resolve by"),
        "Likelihood and confidence in sentences of their own.",
    ),
    TakeawayKind.ASSUMPTION: KindForm(
        "Assumption", "What do we take for granted?", ("what would change it",), "Stand it near the assessment."
    ),
    TakeawayKind.OTHER_VIEW: KindForm("Other view", "Who sees it differently?", ("whose",), "Say whose view it is."),
    TakeawayKind.RISK: KindForm("Risk", "What could hurt us?", ("size", "time frame"), "One line: if …, then …"),
    TakeawayKind.OPPORTUNITY: KindForm(
        "Opportunity", "What opens up?", ("size", "time frame"), "One line: if …, then …"
    ),
    TakeawayKind.ACTION: KindForm(
        "Action", "What is to be done?", ("owner", "due", "status"), "Verb first. “No action required” is an answer."
    ),
    TakeawayKind.DECISION: KindForm(
        "Decision needed", "What is to be chosen?", ("by whom", "by when", "options"), "At least two options."
    ),
    TakeawayKind.WATCH: KindForm("What to watch", "What comes next?", ("date or signal",), "Name a date or a signal."),
    TakeawayKind.OPEN_QUESTION: KindForm(
        "Open question", "What do we not know?", ("how it will be closed",), "Printed, not hidden."
    ),
    TakeawayKind.CHANGED: KindForm(
        "Changed since last time", "What moved?", ("direction",), "New, firmer, weaker or withdrawn."
    ),
}
"""How each kind is written (Smart Brevity, ICD 203 and common briefing practice)."""


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """The prefix and suffix that are kept with the passage `text[start:end]`."""
    return text[max(0, start - CONTEXT_LENGTH) : start], text[end : end + CONTEXT_LENGTH]
