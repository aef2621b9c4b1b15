"""A morning that is left in the middle, as a few words that outlive the program. They name no story: numbers only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from briefing.domain.articles import ArticleId
from briefing.domain.feeds import IncomingId
from briefing.domain.triage import Card, Decided, Decision, Morning


@dataclass(frozen=True, slots=True)
class _Story:
    incoming: tuple[IncomingId, ...]
    articles: tuple[ArticleId, ...]
    decided: Decided


@dataclass(frozen=True, slots=True)
class Resumed:
    """What was decided before, to be joined with the stories that wait now.

    Attributes:
        spent: how much time the morning had taken; none when it was that of another day.
    """

    library: str
    spent: timedelta = timedelta()
    day: str = ""
    stories: Sequence[_Story] = field(default=())

    @property
    def incoming(self) -> list[IncomingId]:
        """The items of the stories."""
        return [each for story in self.stories for each in story.incoming]

    @property
    def articles(self) -> list[ArticleId]:
        """The articles of the stories."""
        return list(dict.fromkeys(each for story in self.stories for each in story.articles))

    def morning(self, found: Iterable[Card], waiting: Iterable[Card], now: datetime) -> Morning:
        """The morning that goes on: what was decided first, then what waits.

        Args:
            found: a card for each item and article of the stories that is in the library still.
        """
        of_item = {each: card for card in found for each in card.incoming}
        of_article = {each: card for card in found for each in card.articles}
        cards: list[Card] = []
        decided: dict[int, Decided] = {}
        for story in self.stories:
            copies = [of_item[each] for each in story.incoming if each in of_item]
            copies += [of_article[each] for each in story.articles if each in of_article]
            if copies:
                decided[len(cards)] = story.decided
                cards.append(_one(copies))
        cards += waiting
        spent = self.spent if self.day == _day(now) else timedelta()
        return Morning(tuple(cards), now - spent, decided, library=self.library).onward()


def record(morning: Morning, now: datetime) -> str:
    """What was decided in a morning, to be kept."""
    stories = [
        [morning.cards[place].incoming, morning.cards[place].articles, what.decision.value, what.article_id]
        for place, what in morning.decided.items()
        if what.decision is not Decision.LATER
    ]
    spent = round(morning.elapsed(now).total_seconds())
    return json.dumps({"library": morning.library, "day": _day(now), "spent": spent, "stories": stories})


def resumed(words: str, library: str) -> Resumed:
    """What `record` kept; nothing when it is that of another library, or cannot be read."""
    try:
        told = json.loads(words or "{}")
        if not isinstance(told, Mapping) or told.get("library") != library:
            return Resumed(library)
        stories = tuple(_story(*each) for each in told["stories"])
        return Resumed(library, timedelta(seconds=int(told["spent"])), str(told["day"]), stories)
    except (ValueError, TypeError, KeyError, OverflowError):
        return Resumed(library)


def _story(incoming: Sequence[int], articles: Sequence[int], decision: str, article_id: Any) -> _Story:
    article = ArticleId(int(article_id)) if article_id is not None else None
    return _Story(
        tuple(IncomingId(int(each)) for each in incoming),
        tuple(ArticleId(int(each)) for each in articles),
        Decided(Decision(decision), article),
    )


def _one(copies: Sequence[Card]) -> Card:
    """One card of the copies of a story; an article, where there is one, says best what it is."""
    best = next((card for card in copies if card.articles), copies[0])
    return replace(
        best,
        incoming=tuple(dict.fromkeys(each for card in copies for each in card.incoming)),
        articles=tuple(dict.fromkeys(each for card in copies for each in card.articles)),
        sources=tuple(dict.fromkeys(each for card in copies for each in card.sources)),
    )


def _day(moment: datetime) -> str:
    """The person's day."""
    return moment.astimezone().date().isoformat()
