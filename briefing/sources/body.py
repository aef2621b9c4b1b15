"""Which blocks of a page are its article: several extractors propose, the proposal most like the others wins.

Each proposal is turned into a choice among the page's own units. So the text that is kept has the structure of the
page, whatever an extractor did to it, and the choice can be repaired with what is known of the units. Where the first
two agree, as on two pages of three, what both of them keep is the article and nobody else is asked.
"""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.sources.density import densest
from briefing.sources.metadata import Metadata
from briefing.sources.outcome import (
    AGREED,
    ARTICLE_TYPES,
    calls_itself_article,
    calls_itself_discussion,
    calls_itself_product,
)
from briefing.sources.repair import Choice, size, without_repeats
from briefing.sources.units import Unit, words_of

DENSEST, TRAFILATURA, PRECISE, RESILIPARSE = "densest", "trafilatura", "trafilatura precise", "resiliparse"
BOTH = "densest and trafilatura"
_WEIGHTS = {PRECISE: 0.5}
_SURE = 0.9
"""Agreement of the first two over which nobody else is asked."""

_GRAM = 3
_ENOUGH_SHARED = 0.6
_SECONDS = 3.0
"""Seconds of processor time after which no slow extractor is begun."""

_MANY_UNITS = 12_000
_LOST = 0.7
"""The part of what another choice keeps under which the winner is taken to have lost something."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What each extractor would keep, and how much they agree.

    Attributes:
        choices: extractor name to its choice. chosen: the name of the winner, "" when none found anything.
        agreement: mean similarity of the winner to the others, 0 to 1.
    """

    choices: Mapping[str, Choice]
    chosen: str
    agreement: float

    @property
    def winner(self) -> Choice:
        """The winner's choice; empty when no extractor found anything."""
        return self.choices.get(self.chosen, frozenset())

    def largest(self, page: Sequence[Unit]) -> Choice:
        """The choice with the most words; empty when no extractor found anything."""
        return max(self.choices.values(), key=lambda choice: size(page, choice), default=frozenset())


def propose(tree: Any, html: str, page: Sequence[Unit], voters: Sequence[str] = ()) -> Proposals:
    """Ask every extractor for the article on a page.

    Args:
        voters: texts that say what the article is but are never taken themselves, as JSON-LD's articleBody.
    """
    choices = {DENSEST: without_repeats(page, densest(page))}
    votes = [vote for vote in (matching(page, voter.split("\n")) for voter in voters) if vote]
    began = time.process_time()
    for name, extract in _EXTRACTORS.items():
        heavy = len(page) > _MANY_UNITS or time.process_time() - began > _SECONDS
        if heavy and name != RESILIPARSE:
            continue  # on such a page the quick ones have to do
        choices[name] = without_repeats(page, matching(page, extract(tree, html)))
        if name == TRAFILATURA and (agreement := similarity(page, choices[DENSEST], choices[name])) > _SURE:
            return Proposals({**choices, BOTH: choices[DENSEST] & choices[name]}, BOTH, agreement)
    return _medoid(page, {name: choice for name, choice in choices.items() if choice}, votes)


def settled(page: Sequence[Unit], proposals: Proposals, facts: Metadata) -> Choice:
    """The choice to go on with. Where the extractors do not agree, the winner may have lost most of the page.

    If so, what calls itself an article has what trafilatura keeps as well. Any other page is the largest choice, as a
    discussion, whose posts are most of it. A product stays as it was: what surrounds it is other products.
    """
    winner = proposals.winner
    if proposals.agreement >= AGREED or calls_itself_product(facts):
        return winner
    stated = calls_itself_article(facts) or facts.page_type in ARTICLE_TYPES
    if stated and not calls_itself_discussion(facts):
        more = winner | proposals.choices.get(TRAFILATURA, frozenset())
    else:
        more = proposals.largest(page)
    return more if size(page, winner) < _LOST * size(page, more) else winner


def matching(page: Sequence[Unit], lines: Sequence[str]) -> Choice:
    """The units whose text is found in some lines of text."""
    split = [words_of(line) for line in lines]
    whole_lines = {words for words in split if words}
    flat = [word for words in split for word in words]
    grams = set(zip(*(flat[offset:] for offset in range(_GRAM)), strict=False))
    joined = f" {' '.join(flat)} "
    found: set[int] = set()
    for index, unit in enumerate(page):
        words = unit.words
        if len(words) > _GRAM:
            own = list(zip(*(words[offset:] for offset in range(_GRAM)), strict=False))
            if sum(gram in grams for gram in own) >= _ENOUGH_SHARED * len(own):
                found.add(index)
        elif words and (words in whole_lines or (index - 1 in found and f" {' '.join(words)} " in joined)):
            found.add(index)
    return frozenset(found)


def similarity(page: Sequence[Unit], one: Choice, other: Choice) -> float:
    """The share of words that two choices have in common (F1)."""
    both = size(page, one & other)
    total = size(page, one) + size(page, other)
    return 2 * both / total if total else 0.0


def _medoid(page: Sequence[Unit], choices: dict[str, Choice], votes: list[Choice]) -> Proposals:
    """The choice most like the others. Two that come from one tool count as one and a half."""
    best, agreement = "", -1.0
    for name, choice in choices.items():
        others = [(other, _WEIGHTS.get(key, 1.0)) for key, other in choices.items() if key != name]
        others += [(vote, 1.0) for vote in votes]
        total = sum(weight for _, weight in others)
        mean = sum(similarity(page, choice, other) * weight for other, weight in others) / total if total else 0.0
        if mean > agreement:
            best, agreement = name, mean
    return Proposals(choices, best, max(agreement, 0.0))


def _trafilatura(tree: Any, html: str, *, precision: bool = False) -> list[str]:
    import trafilatura

    text = trafilatura.extract(
        copy.deepcopy(tree), include_comments=False, include_tables=True, favor_precision=precision, with_metadata=False
    )
    return (text or "").split("\n")


def _trafilatura_precise(tree: Any, html: str) -> list[str]:
    return _trafilatura(tree, html, precision=True)


def _resiliparse(tree: Any, html: str) -> list[str]:
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(html, main_content=True, alt_texts=False, list_bullets=False, preserve_formatting=True)
    return str(text).split("\n")


_EXTRACTORS: Mapping[str, Callable[[Any, str], list[str]]] = {
    TRAFILATURA: _trafilatura,
    RESILIPARSE: _resiliparse,
    PRECISE: _trafilatura_precise,
}


def quiet() -> None:
    """Keep the extractors from writing to the log what they could not do; it is told by what they return."""
    for name in ("trafilatura", "htmldate", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
