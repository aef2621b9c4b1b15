"""What is written on articles, as it is read: highlights and takeaways. See `plain` for why in SQL."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from briefing.domain.annotations import (
    AudienceId,
    Confidence,
    Happened,
    Highlight,
    HighlightId,
    JudgementOutcome,
    Meaning,
    SentenceMark,
    Takeaway,
    TakeawayId,
    TakeawayKind,
    Variant,
)
from briefing.domain.articles import ArticleId
from briefing.domain.errors import NotFoundError
from briefing.store.plain import AMONG, Reading, numbers, rows
from briefing.store.times import moment_of

HIGHLIGHT_COLUMNS = (
    'h.id, h.article_id, h.start, h."end", h.quote, h.prefix, h.suffix, h.meaning, h.note, h.created_at, '
    "h.version, h.kept"
)
TAKEAWAY_COLUMNS = (
    "t.id, t.article_id, t.kind, t.text, t.audience, t.confidence, t.fields, t.publisher_words, t.position, "
    "t.sentences, t.outcome"
)


def highlights(reading: Reading, article_id: ArticleId) -> list[Highlight]:
    """The highlights of an article in the order of its text; orphans, on earlier versions of it, come last."""
    return highlights_of(reading, [article_id])


def highlights_of(reading: Reading, ids: Sequence[ArticleId]) -> list[Highlight]:
    """The highlights of several articles, each in the order of its text; orphans come after the others."""
    found = rows(
        reading,
        f"SELECT {HIGHLIGHT_COLUMNS} FROM highlight h JOIN article a ON a.id = h.article_id "
        f"WHERE h.article_id IN {AMONG} ORDER BY h.article_id, h.version <> a.version, h.start, h.id",
        [numbers(ids)],
    )
    tags = highlight_tags(reading, [row[0] for row in found])
    return [highlight_of(row, tags.get(row[0], ())) for row in found]


def highlight_of(row: Sequence[Any], tags: Sequence[str]) -> Highlight:
    """The highlight that a row beginning with `HIGHLIGHT_COLUMNS` holds."""
    return Highlight(
        HighlightId(row[0]),
        ArticleId(row[1]),
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        Meaning(row[7]),
        row[8],
        moment_of(row[9]),
        row[10],
        tuple(tags),
        bool(row[11]),
    )


def highlight_tags(reading: Reading, ids: Sequence[int]) -> dict[int, list[str]]:
    """The names of the tags of each of these highlights that has some, in alphabetical order."""
    found: dict[int, list[str]] = defaultdict(list)
    statement = (
        "SELECT y.highlight_id, t.name FROM highlight_tag y JOIN tag t ON t.id = y.tag_id "
        f"WHERE y.highlight_id IN {AMONG} ORDER BY t.name_key"
    )
    for highlight_id, name in rows(reading, statement, [numbers(ids)]):
        found[highlight_id].append(name)
    return found


def takeaways(reading: Reading, article_id: ArticleId) -> list[Takeaway]:
    """The takeaways of an article in their order."""
    return takeaways_of(reading, [article_id])


def takeaway(reading: Reading, takeaway_id: TakeawayId) -> Takeaway:
    """One takeaway.

    Raises:
        NotFoundError: there is no such takeaway.
    """
    found = made(reading, rows(reading, f"SELECT {TAKEAWAY_COLUMNS} FROM takeaway t WHERE t.id = ?", [takeaway_id]))
    if not found:
        raise NotFoundError("This takeaway is no longer in the library.")
    return found[0]


def takeaways_of(reading: Reading, ids: Sequence[ArticleId]) -> list[Takeaway]:
    """The takeaways of several articles, each in its order."""
    statement = (
        f"SELECT {TAKEAWAY_COLUMNS} FROM takeaway t WHERE t.article_id IN {AMONG} "
        "ORDER BY t.article_id, t.position, t.id"
    )
    return made(reading, rows(reading, statement, [numbers(ids)]))


def made(reading: Reading, found: Sequence[Sequence[Any]]) -> list[Takeaway]:
    """The takeaways that rows beginning with `TAKEAWAY_COLUMNS` hold, with their evidence and variants."""
    ids = [row[0] for row in found]
    evidence, variants = _evidence(reading, ids), _variants(reading, ids)
    return [_takeaway(row, tuple(evidence.get(row[0], ())), tuple(variants.get(row[0], ()))) for row in found]


def _takeaway(row: Sequence[Any], evidence: tuple[HighlightId, ...], variants: tuple[Variant, ...]) -> Takeaway:
    return Takeaway(
        id=TakeawayId(row[0]),
        article_id=ArticleId(row[1]),
        kind=TakeawayKind(row[2]),
        text=row[3],
        audience=row[4],
        confidence=Confidence(row[5]),
        fields=json.loads(row[6]),
        evidence=evidence,
        publisher_words=bool(row[7]),
        position=row[8],
        sentences={sentence: SentenceMark(mark) for sentence, mark in json.loads(row[9]).items()},
        variants=variants,
        outcome=_outcome(json.loads(row[10])),
    )


def _outcome(kept: dict[str, Any]) -> JudgementOutcome | None:
    if not kept:
        return None
    return JudgementOutcome(**{**kept, "happened": Happened(kept["happened"]), "at": moment_of(kept["at"])})


def audiences(reading: Reading) -> list[str]:
    """The names of the audiences: those of the list in its order, then others that takeaways name, alphabetically."""
    listed = [name for (name,) in rows(reading, "SELECT name FROM audience ORDER BY position, id")]
    known = {name.casefold() for name in listed}
    used = {name for name in used_audiences(reading) if name.casefold() not in known}
    return listed + sorted(used, key=str.casefold)


def used_audiences(reading: Reading) -> list[str]:
    """The audiences that takeaways name, as they are spelled: one step in the index for each of them."""
    statement = (
        "WITH RECURSIVE used(name) AS (SELECT min(audience) FROM takeaway WHERE audience > '' "
        "UNION ALL SELECT (SELECT min(audience) FROM takeaway WHERE audience > used.name) FROM used "
        "WHERE used.name IS NOT NULL) SELECT name FROM used WHERE name IS NOT NULL"
    )
    return [name for (name,) in rows(reading, statement)]


def _evidence(reading: Reading, ids: Sequence[int]) -> dict[int, list[HighlightId]]:
    found: dict[int, list[HighlightId]] = defaultdict(list)
    statement = (
        f"SELECT takeaway_id, highlight_id FROM takeaway_evidence WHERE takeaway_id IN {AMONG} ORDER BY position"
    )
    for takeaway_id, highlight_id in rows(reading, statement, [numbers(ids)]):
        found[takeaway_id].append(HighlightId(highlight_id))
    return found


def _variants(reading: Reading, ids: Sequence[int]) -> dict[int, list[Variant]]:
    found: dict[int, list[Variant]] = defaultdict(list)
    statement = (
        "SELECT v.takeaway_id, u.id, u.name, v.text FROM takeaway_variant v JOIN audience u ON u.id = v.audience_id "
        f"WHERE v.takeaway_id IN {AMONG} ORDER BY u.position, u.id"
    )
    for takeaway_id, audience_id, name, text in rows(reading, statement, [numbers(ids)]):
        found[takeaway_id].append(Variant(AudienceId(audience_id), name, text))
    return found
