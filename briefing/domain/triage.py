"""The fifteen-minute morning: one card after the other, a decision on each, and what came of it. Values only.

A card is a story: copies of it from several sources lie on one card. `Morning` never changes; each step gives another
one, so that going back is keeping the one before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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


CHOSEN = (Decision.TOP, Decision.BRIEF)
"""The decisions that bring a story into the briefing."""


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
    """A decision, and the article that the story became, if it was kept and is there by now."""

    decision: Decision
    article_id: ArticleId | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the library says of the stories of a morning.

    Attributes:
        waiting: incoming items on which nothing is decided.
        kept: incoming items that became articles.
        inbox: articles that wait in the inbox.
        gone: articles in the trash, or in the library no more.
    """

    waiting: frozenset[IncomingId] = frozenset()
    kept: Mapping[IncomingId, ArticleId] = field(default_factory=dict)
    inbox: frozenset[ArticleId] = frozenset()
    gone: frozenset[ArticleId] = frozenset()


@dataclass(frozen=True, slots=True)
class Morning:
    """How far the morning is.

    Attributes:
        started_at: when it began; later by every pause.
        decided: what was decided, by the place of the card, in the order of the decisions.
        at: the place of the present card; behind the last one at the end.
        undone: decisions that Undo took back, which Redo brings back.
        keys: how many keys were pressed so far.
        library: what tells the library apart whose stories these are.
    """

    cards: tuple[Card, ...]
    started_at: datetime
    decided: Mapping[int, Decided] = field(default_factory=dict)
    at: int = 0
    undone: Mapping[int, Decided] = field(default_factory=dict)
    keys: int = 0
    library: str = ""

    @property
    def card(self) -> Card | None:
        """The present story; None at the end."""
        return self.cards[self.at] if self.at < len(self.cards) else None

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
        return sum(1 for each in self.decided.values() if each.decision is decision)

    def elapsed(self, now: datetime) -> timedelta:
        """How long the morning has taken."""
        return max(timedelta(), now - self.started_at)

    def places(self, decision: Decision) -> list[int]:
        """The places of the stories that were decided like this, in the order of the cards."""
        return sorted(place for place, each in self.decided.items() if each.decision is decision)

    def chosen(self, decision: Decision) -> tuple[ArticleId, ...]:
        """The articles that were decided like this, in the order of the cards."""
        found = (self.decided[place].article_id for place in self.places(decision))
        return tuple(article_id for article_id in found if article_id)

    def decide(self, decision: Decision, article_id: ArticleId | None = None) -> Morning:
        """The morning after a decision on the present card, with the next one that waits; unchanged at the end."""
        return self._decide(self.at, Decided(decision, article_id)).onward() if self.card else self

    def onward(self) -> Morning:
        """The next card that waits is the present one; behind the last of them the first, at the end none."""
        rest = (*range(self.at, len(self.cards)), *range(min(self.at, len(self.cards))))
        return replace(self, at=next((place for place in rest if place not in self.decided), len(self.cards)))

    def step(self, by: int) -> Morning:
        """Another card is the present one, decided or not."""
        return replace(self, at=max(0, min(self.at + by, len(self.cards) - 1)))

    def go(self, place: int) -> Morning:
        """The card at a place is the present one."""
        return replace(self, at=max(0, min(place, len(self.cards))))

    def back(self) -> Morning:
        """The morning with the last decision taken back; its card is the present one."""
        return self.undecide(list(self.decided)[-1]) if self.decided else self

    def undecide(self, place: int) -> Morning:
        """The morning without the decision on a card, which is the present one then."""
        decided = {each: what for each, what in self.decided.items() if each != place}
        return replace(self, decided=decided, at=place)

    def keep(self, place: int, article_id: ArticleId) -> Morning:
        """The story at a place is an article from now on."""
        card = self.cards[place]
        others = tuple(each for each in card.articles if each != article_id)
        now = self._lay(place, replace(card, articles=(article_id, *others)))
        if (known := self.decided.get(place)) is None or known.decision not in CHOSEN:
            return now
        return replace(now, decided={**self.decided, place: replace(known, article_id=article_id)})

    def resumed(self, pause: timedelta) -> Morning:
        """The morning after a pause, which does not count."""
        return replace(self, started_at=self.started_at + pause)

    def pressed(self, keys: int = 1) -> Morning:
        """The morning some key presses later."""
        return replace(self, keys=self.keys + keys)

    def agree(self, facts: Facts, busy: Collection[int] = ()) -> Morning:
        """The morning as the library knows it: what was undone or done elsewhere is so here, too.

        The card of a decision that was undone is the present one; what was decided elsewhere, or again, is passed.

        Args:
            busy: places of cards that are on their way to the library.
        """
        now, place, passed = self, self.at, set[int]()
        for number in range(len(self.cards)):
            if number in busy:
                continue
            now = now._with_article(number, facts)
            card, known = now.cards[number], now.decided.get(number)
            if known is not None and not _stands(card, known, facts):
                now, place = replace(now.undecide(number), undone={**now.undone, number: known}), number
                known = None
            if known is None and (other := now._decided_elsewhere(number, facts)) is not None:
                now = now._decide(number, other)
                passed.add(number)
        now = now.go(place)
        return now.onward() if place in passed or now.card is None else now

    def _decide(self, place: int, what: Decided) -> Morning:
        decided = {each: other for each, other in self.decided.items() if each != place}
        return replace(self, decided={**decided, place: what})

    def _lay(self, place: int, card: Card) -> Morning:
        return replace(self, cards=(*self.cards[:place], card, *self.cards[place + 1 :]))

    def _with_article(self, place: int, facts: Facts) -> Morning:
        """The card with the article that its item became, or without the one that it is no more."""
        card = self.cards[place]
        if not card.incoming:
            return self
        made = [facts.kept[each] for each in card.incoming if each in facts.kept]
        articles = tuple(each for each in dict.fromkeys((*card.articles, *made)) if each not in facts.gone)
        return self if articles == card.articles else self._lay(place, replace(card, articles=articles))

    def _decided_elsewhere(self, place: int, facts: Facts) -> Decided | None:
        """The decision on a card that waits here, but not in the library: one that Redo brought back, or skipping."""
        card, before = self.cards[place], self.undone.get(place)
        if before is not None and _stands(card, before, facts):
            return before
        here = any(each not in facts.gone for each in card.articles)
        return None if here or any(each in facts.waiting for each in card.incoming) else Decided(Decision.SKIP)


def _stands(card: Card, what: Decided, facts: Facts) -> bool:
    """Whether the library knows of a decision."""
    if what.decision is Decision.LATER:
        return True
    waits = not card.articles and any(each in facts.waiting for each in card.incoming[:1])
    if what.decision is Decision.SKIP:
        return not waits and not any(each in facts.inbox for each in card.articles)
    return not waits and what.article_id not in facts.gone


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
