"""What fits on page 1, which has to stand alone: how long its texts may be and how many tasks its table lists.

The heights are estimates in millimetres, measured on set pages and rounded up; a page that is filled a little less
than it could be does no harm.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.domain.annotations import FORMS, TakeawayKind
from briefing.domain.briefings import Paper
from briefing.export import wording
from briefing.export.document import Document, Entry, Point

_STEPS = ((48, False), (40, False), (40, True), (32, True), (26, True), (20, True))
"""Words of one text, and whether smaller type is used: what is tried, in this order, until page 1 holds all."""

_TASK_WORDS = 30
_FEWEST_TASKS = 4
_PAGE_HEIGHT = {Paper.A4: 244.0, Paper.LETTER: 226.0}

_LEAD_ORDER = (
    TakeawayKind.WHY_IT_MATTERS,
    TakeawayKind.RISK,
    TakeawayKind.OPPORTUNITY,
    TakeawayKind.ASSESSMENT,
    TakeawayKind.NUMBERS,
    TakeawayKind.WATCH,
    TakeawayKind.CHANGED,
    TakeawayKind.OTHER_VIEW,
    TakeawayKind.OPEN_QUESTION,
)
"""What page 1 tells of a story that has no word on what happened and what it means."""

_NO_ACTION = re.compile(r"no(ne| action)( is)?( required| needed)?\.?\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])[”’\")\]]*\s+")


@dataclass(frozen=True, slots=True)
class LeadLine:
    """One paragraph of a story on page 1; `kind` is None for what happened, which needs no label."""

    label: str
    kind: TakeawayKind | None
    text: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the table of actions and decisions."""

    kind: str
    what: str
    who: str
    when: str
    status: str


@dataclass(frozen=True, slots=True)
class Front:
    """How much page 1 takes: words of one text, rows of the table, and whether it is set in smaller type."""

    words: int
    tasks: int
    dense: bool


def fit(document: Document) -> Front:
    """The longest texts with which page 1 still holds its stories and the first tasks."""
    room = _PAGE_HEIGHT[document.paper] - _masthead(document)
    tasks = [task for entry in document.entries for task in tasks_of(entry)]
    for words, dense in _STEPS:
        left = room - sum(_story(entry, words, dense=dense) for entry in document.stories)
        front = Front(words, _rows(tasks, left), dense)
        if left >= 0 and front.tasks >= min(len(tasks), _FEWEST_TASKS):
            break
    return front


def lead(entry: Entry, words: int) -> tuple[LeadLine, ...]:
    """What page 1 says of a story: what happened, what it means, what to do; else its two weightiest takeaways."""
    texts: dict[TakeawayKind, Point] = {}
    for point in entry.points:
        if point.text:
            texts.setdefault(point.kind, point)
    fact = texts.get(TakeawayKind.WHAT_HAPPENED) or texts.get(TakeawayKind.BOTTOM_LINE)
    chosen = [texts[kind] for kind in (TakeawayKind.FOR_YOU, TakeawayKind.ACTION) if kind in texts]
    opening = fact.text if fact else entry.comment
    if len(chosen) + bool(opening) < 2:
        chosen += [texts[kind] for kind in _LEAD_ORDER if kind in texts][:2]
    lines = [LeadLine("", None, *shortened(opening, words))] if opening else []
    return (*lines, *(LeadLine(_label(point), point.kind, *shortened(point.text, words)) for point in chosen))


def tasks_of(entry: Entry) -> list[Task]:
    """The rows that this entry gives to the table of actions and decisions."""
    rows = []
    for point in entry.points:
        fields = dict(point.fields)
        what = shortened(point.text, _TASK_WORDS)[0]
        if point.kind is TakeawayKind.ACTION and what and not _NO_ACTION.match(point.text):
            due = wording.short_date(fields.get("due", ""))
            rows.append(Task("Action", what, fields.get("owner", ""), due, fields.get("status", "")))
        elif point.kind is TakeawayKind.DECISION and what:
            rows.append(
                Task("Decision", what, fields.get("by whom", ""), wording.short_date(fields.get("by when", "")), "")
            )
    return rows


def shortened(text: str, words: int) -> tuple[str, bool]:
    """`text` in at most about this many words, ended at a sentence if one ends in time, and whether it was cut."""
    text = " ".join(text.split())
    longest = words * 7
    if len(text.split(" ")) <= words and len(text) <= longest:
        return text, False
    kept = ""
    for sentence in _SENTENCE_END.split(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer.split(" ")) > words or len(longer) > longest:
            break
        kept = longer
    return (kept, True) if kept else (" ".join(text.split(" ")[:words])[:longest].rstrip(",;: ") + " …", True)


def shortened_line(text: str, length: int) -> str:
    """`text` in at most about `length` characters, ended at a word if one ends in time."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return (text[:length].rpartition(" ")[0].rstrip(",;:. ") or text[:length]) + " …"


def _label(point: Point) -> str:
    label = FORMS[point.kind].label
    return f"{label} (the publisher’s words)" if point.publisher_words else label


def _lines(text: str, characters: float) -> int:
    return max(1, math.ceil(len(text) / characters))


def _masthead(document: Document) -> float:
    height = 13.0 + 11 * _lines(document.title, 40)
    if document.subtitle:
        height += 6 * _lines(document.subtitle, 78)
    facts = (document.audience, document.prepared_by, document.cut_off, document.edition)
    height += 3.6 * (max(_lines(fact, 18) for fact in facts) - 1)
    if document.bottom_line:
        height += 8 + 5.8 * sum(_lines(line, 58) for line in document.bottom_line.split("\n"))
    return height + (12 if document.stories else 0)


def _story(entry: Entry, words: int, *, dense: bool) -> float:
    lines = lead(entry, words)
    more = " More on page 99." if any(line.cut for line in lines) else ""
    texts = [f"{line.label} {line.text}{more if line is lines[-1] else ''}" for line in lines]
    if dense:
        return 5.5 + 5.2 * _lines(entry.headline, 50) + sum(0.8 + 4.3 * _lines(text, 74) for text in texts)
    return 8 + 5.8 * _lines(entry.headline, 45) + sum(0.9 + 4.7 * _lines(text, 69) for text in texts)


def _rows(tasks: Sequence[Task], room: float) -> int:
    """How many tasks fit; the last line of the room is kept for the word that there are more."""
    room -= 18
    for count, task in enumerate(tasks):
        lines = max(_lines(f"{task.kind} {task.what} [9]", 39), _lines(task.who, 15), _lines(task.when, 12))
        room -= 2.2 + 3.9 * (lines + (bool(task.status) and lines == 1))
        if room < 0:
            return count
    return len(tasks)
