"""What is written on articles, as it is read: highlights and takeaways. See `plain` for why in SQL."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from briefing.domain.annotations import Confidence, Highlight, HighlightId, Meaning, Takeaway, TakeawayId, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.store.plain import AMONG, Reading, numbers, rows
from briefing.store.times import moment_of


def highlights(reading: Reading, article_id: ArticleId) -> list[Highlight]:
    """The highlights of an article in the order of its text."""
    return highlights_of(reading, [article_id])


def highlights_of(reading: Reading, ids: Sequence[ArticleId]) -> list[Highlight]:
    """The highlights of several articles, each in the order of its text."""
    found = rows(
        reading,
        'SELECT id, article_id, start, "end", quote, prefix, suffix, meaning, note, created_at FROM highlight '
        f"WHERE article_id IN {AMONG} ORDER BY article_id, start, id",
        [numbers(ids)],
    )
    return [
        Highlight(
            HighlightId(id),
            ArticleId(article_id),
            start,
            end,
            quote,
            prefix,
            suffix,
            Meaning(meaning),
            note,
            moment_of(created_at),
        )
        for id, article_id, start, end, quote, prefix, suffix, meaning, note, created_at in found
    ]


def takeaways(reading: Reading, article_id: ArticleId) -> list[Takeaway]:
    """The takeaways of an article in their order."""
    return takeaways_of(reading, [article_id])


def takeaways_of(reading: Reading, ids: Sequence[ArticleId]) -> list[Takeaway]:
    """The takeaways of several articles, each in its order."""
    evidence = _evidence(reading, ids)
    found = rows(
        reading,
        "SELECT id, article_id, kind, text, audience, confidence, fields, publisher_words, position FROM takeaway "
        f"WHERE article_id IN {AMONG} ORDER BY article_id, position, id",
        [numbers(ids)],
    )
    return [
        Takeaway(
            id=TakeawayId(id),
            article_id=ArticleId(article_id),
            kind=TakeawayKind(kind),
            text=text,
            audience=audience,
            confidence=Confidence(confidence),
            fields=json.loads(fields),
            evidence=tuple(evidence[id]),
            publisher_words=bool(publisher_words),
            position=position,
        )
        for id, article_id, kind, text, audience, confidence, fields, publisher_words, position in found
    ]


def audiences(reading: Reading) -> list[str]:
    """The audiences that takeaways name, in alphabetical order."""
    found = rows(reading, "SELECT DISTINCT audience FROM takeaway WHERE audience <> ''")
    return sorted((audience for (audience,) in found), key=str.casefold)


def _evidence(reading: Reading, ids: Sequence[ArticleId]) -> dict[int, list[HighlightId]]:
    found: dict[int, list[HighlightId]] = defaultdict(list)
    statement = (
        "SELECT e.takeaway_id, e.highlight_id FROM takeaway_evidence e JOIN takeaway t ON t.id = e.takeaway_id "
        f"WHERE t.article_id IN {AMONG} ORDER BY e.position"
    )
    for takeaway_id, highlight_id in rows(reading, statement, [numbers(ids)]):
        found[takeaway_id].append(HighlightId(highlight_id))
    return found
