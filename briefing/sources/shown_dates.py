"""The dates that a page shows its readers around the title, sorted by what they are said to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from briefing.domain.text import BlockKind
from briefing.sources.byline import read_byline
from briefing.sources.dates import dates_in, read_date
from briefing.sources.front import Line
from briefing.sources.units import Unit

SLACK_DAYS = 1
"""A time zone apart."""

_ORIGINAL = re.compile(r"(?:originally|first)\s+(?:published|posted|appeared)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"updated|modified|edited|revised|reviewed|last\s+active|aktualisiert|\bstand\b|actualizado|aggiornato",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|veröffentlicht|publié|publicado|pubblicato|gepubliceerd)\b", re.IGNORECASE
)
_CHANGE_LABEL = re.compile(rf"(?:last\s+)?(?:{_CHANGED.pattern})(?:\s+(?:on|at|am|le|el|il))?\s*:?", re.IGNORECASE)
_LABEL_LENGTH = 25
_LINE = 140
"""Code points of a line that may say when something was published beside something else."""

_SENTENCE = re.compile(r"[.!?。！？]$")
_SENTENCE_WORDS = 8
_NEAR = 5
"""Lines from the title within which a date without a word beside it is that of the article."""

_COPIES = 2
"""How often a page may show one date: a narrow window has a line of its own."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Dates, best first in each list.

    Attributes:
        original: called the first publication. labelled: called a publication, or beside an author.
        alone: on a line of their own. near: those of them that stand close to the title.
        plain: on a line of their own or within a longer one. changed: of a later change.
        numbers: the short lines themselves, for days that can be read two ways.
    """

    original: list[str] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    @property
    def published(self) -> list[str]:
        """All that may be the day of publication."""
        return [*self.original, *self.labelled, *self.plain]

    def certain(self, *, credited: bool) -> str:
        """The day of publication when the lines leave no doubt; a page with several undated lines is a list of things.

        Args:
            credited: the page names an author.
        """
        if said := [*self.original, *self.labelled]:
            return said[0]
        if len(set(self.alone)) == 1 and len(self.alone) <= _COPIES and (self.near or credited):
            return self.alone[0]
        return ""

    def has(self, day: str) -> bool:
        """Whether readers see this day, a day beside it, or numbers that can be read as it."""
        if any(abs(days_between(shown, day)) <= SLACK_DAYS for shown in (*self.published, *self.changed)):
            return True
        year, month, number = day[:10].split("-")
        either = (
            rf"(?:0?{int(month)}([./-])0?{int(number)}\1|0?{int(number)}([./-])0?{int(month)}\2)(?:{year}|{year[2:]})"
        )
        return any(re.search(rf"(?<!\d){either}(?!\d)", text) for text in self.numbers)


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO 8601 date or time to another."""
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days


def read(tree: Any, page: Sequence[Unit], front: Sequence[Line]) -> Shown:
    """The dates in some lines around the title; what calls itself the first publication counts anywhere on the page."""
    shown = Shown()
    for unit in page:
        if match := _ORIGINAL.search(unit.block.text[:400]):
            shown.original.extend(day for place, day in dates_in(unit.block.text[match.end() :][:40]) if place < 12)
    times = _times(tree)
    for line in front:
        _read_line(shown, line, times)
    return shown


def _read_line(shown: Shown, line: Line, times: Sequence[tuple[str, str]]) -> None:
    text = line.text
    if len(text) > _LINE or (len(line.unit.words) > _SENTENCE_WORDS and _SENTENCE.search(text)):
        return
    shown.numbers.append(text)
    byline = read_byline(text)
    if byline and byline.published:
        if _CHANGE_LABEL.fullmatch(line.label):
            shown.changed.append(byline.published)
        elif byline.authors or _PUBLISHED.search(text) or _PUBLISHED.search(line.label):
            shown.labelled.append(byline.published)
        else:
            shown.alone.append(byline.published)
            shown.plain.append(byline.published)
            shown.near.extend([byline.published] if line.distance <= _NEAR else [])
        return
    if line.unit.block.kind is BlockKind.HEADING:  # the headline of a part, with what it is about
        return
    for words, stated in times:
        if words and words in text:
            _sort(shown, text, text.find(words), stated)
    for place, day in dates_in(text):
        _sort(shown, text, place, day)


def _sort(shown: Shown, text: str, place: int, day: str) -> None:
    changed = _CHANGED.search(text[max(0, place - _LABEL_LENGTH) : place])
    (shown.changed if changed else shown.plain).append(day)


def _times(tree: Any) -> list[tuple[str, str]]:
    """The words and the day of `time` elements: their words may be readable two ways, their attribute is not."""
    found = []
    for element in list(tree.iter("time"))[:50]:
        if day := read_date(element.get("datetime") or ""):
            found.append((" ".join(element.text_content().split()), day[:10]))
    return found
