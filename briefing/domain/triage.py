"""The fifteen-minute morning: one card after the other, a decision on each, and what came of it. Values only.

A card is a story: copies of it from several sources lie on one card. `Morning` never changes; each step gives another
one, so that going back is keeping the one before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from briefing.domain.articles import ArticleId
from briefing.domain.feeds import IncomingId
from briefing.domain.text import reading_minutes
from briefing.domain.urls import url_key

MINUTES = 15
"""How long the morning should take."""

_TOP_WORDS, _BRIEF_WORDS = 90, 35
_TELLING_WORDS = 4


class Decision(StrEnum):
    """What becomes of a story."""

    SKIP = "skip"
    BRIEF = "brief"
    TOP = "top"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Card:
    """A story that waits: its best copy, and where else it was found.

    Attributes:
        incoming, articles: the copies, in the list of incoming items and in the inbox; the first ones are the best.
        sources: who carries it, each once.
        words: how long the text is, 0 while it is not known.
        excerpt: how it begins.
    """

    title: str
    url: str = ""
    excerpt: str = ""
    published: str = ""
    words: int = 0
    incoming: tuple[IncomingId, ...] = ()
    articles: tuple[ArticleId, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and the article that the story became, if it was kept."""

    decision: Decision
    article_id: ArticleId | None = None


@dataclass(frozen=True, slots=True)
class Morning:
    """How far the morning is.

    Attributes:
        decided: one for each card that was decided on, in order; the next card is `cards[len(decided)]`.
        keys: how many keys were pressed so far.
    """

    cards: tuple[Card, ...]
    started_at: datetime
    decided: tuple[Decided, ...] = ()
    keys: int = 0

    @property
    def card(self) -> Card | None:
        """The story to decide on; None at the end."""
        return self.cards[len(self.decided)] if len(self.decided) < len(self.cards) else None

    @property
    def left(self) -> int:
        """How many stories wait."""
        return len(self.cards) - len(self.decided)

    @property
    def minutes(self) -> int:
        """How long what was chosen will take to read, about."""
        words = self.count(Decision.TOP) * _TOP_WORDS + self.count(Decision.BRIEF) * _BRIEF_WORDS
        return reading_minutes(words) if words else 0

    def count(self, decision: Decision) -> int:
        """How many stories were decided like this."""
        return sum(1 for each in self.decided if each.decision is decision)

    def elapsed(self, now: datetime) -> timedelta:
        """How long the morning has taken."""
        return max(timedelta(), now - self.started_at)

    def chosen(self, decision: Decision) -> tuple[ArticleId, ...]:
        """The articles that were decided like this, in the order of the cards."""
        return tuple(each.article_id for each in self.decided if each.decision is decision and each.article_id)

    def decide(self, decision: Decision, article_id: ArticleId | None = None) -> Morning:
        """The morning after the decision on the present card; unchanged at the end."""
        return replace(self, decided=(*self.decided, Decided(decision, article_id))) if self.card else self

    def back(self) -> Morning:
        """The morning with the last decision taken back."""
        return replace(self, decided=self.decided[:-1])

    def pressed(self, keys: int = 1) -> Morning:
        """The morning some key presses later."""
        return replace(self, keys=self.keys + keys)


def collapsed(cards: Iterable[Card]) -> list[Card]:
    """The cards with copies of one story on one card: same address, or same title of four words and more."""
    found: list[Card] = []
    places: dict[str, int] = {}
    for card in cards:
        keys = _keys(card)
        place = next((places[key] for key in keys if key in places), len(found))
        if place == len(found):
            found.append(card)
        else:
            found[place] = _joined(found[place], card)
        for key in keys:
            places.setdefault(key, place)
    return found


def _joined(one: Card, other: Card) -> Card:
    """One card of two copies: that of an article, or the longer one, stays on top."""
    best, worse = (other, one) if _rank(other) > _rank(one) else (one, other)
    return replace(
        best,
        incoming=(*best.incoming, *worse.incoming),
        articles=(*best.articles, *worse.articles),
        sources=tuple(dict.fromkeys((*best.sources, *worse.sources))),
    )


def _rank(card: Card) -> tuple[bool, int, int]:
    return bool(card.articles), card.words, len(card.excerpt)


def _keys(card: Card) -> Sequence[str]:
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", card.title).casefold())
    keys = [f"url:{url_key(card.url)}"] if card.url else []
    return [*keys, f"title:{' '.join(words)}"] if len(words) >= _TELLING_WORDS else keys
