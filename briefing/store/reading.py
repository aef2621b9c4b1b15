"""Whole articles, with their texts and pictures. See `plain` for why in SQL."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from briefing.domain.articles import Article, ArticleId, ArticleSummary, OfferedTakeaway, Origin
from briefing.domain.text import ArticleText, from_plain_data
from briefing.store.listings import gone, summaries
from briefing.store.plain import AMONG, Reading, numbers, rows, value
from briefing.store.times import moment_of

_COLUMNS = (
    "a.id, a.authors, a.language, a.url, a.note, a.origins, a.reason, a.struck, b.blocks, b.offers, "
    "s.captured_at, s.sha256"
)


def full(reading: Reading, article_id: ArticleId) -> Article:
    """An article with its text.

    Raises:
        NotFoundError: there is no such article.
    """
    if found := fulls(reading, [article_id]):
        return found[article_id]
    raise gone()


def fulls(reading: Reading, ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
    """Those of these articles that exist, with their texts."""
    statement = (
        f"SELECT {_COLUMNS} FROM article a JOIN article_body b ON b.article_id = a.id "
        f"LEFT JOIN snapshot s ON s.article_id = a.id WHERE a.id IN {AMONG}"
    )
    found = {summary.id: summary for summary in summaries(reading, ids)}
    read = rows(reading, statement, [numbers(ids)])
    return {ArticleId(row[0]): _article(row, found[row[0]]) for row in read if row[0] in found}


def text_of(reading: Reading, article_id: ArticleId) -> ArticleText:
    """The text of an article, with the blocks struck out that the person struck out.

    Raises:
        NotFoundError: there is no such article.
    """
    statement = "SELECT b.blocks, a.struck FROM article_body b JOIN article a ON a.id = b.article_id WHERE a.id = ?"
    for blocks, struck in rows(reading, statement, [article_id]):
        return _unpack(blocks, struck)
    raise gone()


def picture(reading: Reading, sha256: str) -> bytes | None:
    """The bytes of a picture, if they were kept."""
    body: bytes | None = value(reading, "SELECT body FROM asset WHERE sha256 = ?", [sha256])
    return body


def _article(row: Sequence[Any], summary: ArticleSummary) -> Article:
    _, authors, language, url, note, origins, reason, struck, blocks, offers, captured_at, sha256 = row
    return Article(
        summary=summary,
        text=_unpack(blocks, struck),
        authors=tuple(json.loads(authors)),
        language=language,
        url=url,
        note=note,
        origins={name: Origin(origin) for name, origin in json.loads(origins).items()},
        reason=reason,
        captured_at=None if captured_at is None else moment_of(captured_at),
        snapshot_sha256=sha256 or "",
        offers=_offers(json.loads(offers)),
    )


def _unpack(blocks: bytes, struck: str) -> ArticleText:
    return from_plain_data(json.loads(zlib.decompress(blocks))).with_struck(json.loads(struck))


def _offers(kept: Iterable[dict[str, Any]]) -> tuple[OfferedTakeaway, ...]:
    return tuple(OfferedTakeaway(**entry) for entry in kept)
