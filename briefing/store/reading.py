"""Whole articles, with their texts and pictures. See `plain` for why in SQL."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from briefing.domain.articles import (
    Article,
    ArticleId,
    ArticleSummary,
    MadeBy,
    OfferedTakeaway,
    Origin,
    Outcome,
    Place,
    Version,
)
from briefing.domain.errors import NotFoundError
from briefing.domain.text import ArticleText, from_plain_data
from briefing.store.listings import gone, summaries
from briefing.store.plain import AMONG, Reading, numbers, rows, value
from briefing.store.times import moment_of

_COLUMNS = (
    "a.id, a.authors, a.language, a.url, a.note, a.origins, a.reason, a.struck, b.blocks, b.offers, "
    # A text without an original was captured when it was added, unless it says that it was read before.
    "coalesce(s.captured_at, iif(v.captured_at < a.added_at, v.captured_at, NULL)), s.sha256, a.version, a.message_id, "
    "(SELECT count(*) FROM article_version o WHERE o.article_id = a.id)"
)
_TABLES = (
    "article a JOIN article_body b ON b.article_id = a.id AND b.version = a.version "
    "LEFT JOIN article_version v ON v.article_id = a.id AND v.number = a.version "
    "LEFT JOIN snapshot s ON s.article_id = a.id AND s.version = v.original"
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
    statement = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE a.id IN {AMONG}"
    found = {summary.id: summary for summary in summaries(reading, ids)}
    read = rows(reading, statement, [numbers(ids)])
    return {ArticleId(row[0]): _article(row, found[row[0]]) for row in read if row[0] in found}


def text_of(reading: Reading, article_id: ArticleId) -> ArticleText:
    """The text of an article, with the blocks struck out that the person struck out.

    Raises:
        NotFoundError: there is no such article.
    """
    statement = (
        "SELECT b.blocks, a.struck FROM article_body b JOIN article a ON a.id = b.article_id AND a.version = b.version "
        "WHERE a.id = ?"
    )
    for blocks, struck in rows(reading, statement, [article_id]):
        return unpack(blocks, struck)
    raise gone()


def versions_of(reading: Reading, article_id: ArticleId) -> list[Version]:
    """The texts of an article, the first one first.

    Raises:
        NotFoundError: there is no such article.
    """
    statement = (
        "SELECT v.number, v.captured_at, v.made_by, v.outcome, v.word_count, s.sha256, v.url FROM article_version v "
        "LEFT JOIN snapshot s ON s.article_id = v.article_id AND s.version = v.original "
        "WHERE v.article_id = ? ORDER BY v.number"
    )
    found = rows(reading, statement, [article_id])
    if not found:
        raise gone()
    return [
        Version(number, moment_of(at), MadeBy(made_by), Outcome(outcome), words, sha256 or "", url)
        for number, at, made_by, outcome, words, sha256, url in found
    ]


def version_text(reading: Reading, article_id: ArticleId, number: int) -> ArticleText:
    """A text of an article, with the blocks struck out that were when the article last showed it.

    Raises:
        NotFoundError: there is no such article, or it has no such version.
    """
    statement = (
        "SELECT b.blocks, iif(a.version = v.number, a.struck, v.struck) FROM article_version v "
        "JOIN article a ON a.id = v.article_id "
        "JOIN article_body b ON b.article_id = v.article_id AND b.version = v.number "
        "WHERE v.article_id = ? AND v.number = ?"
    )
    for blocks, struck in rows(reading, statement, [article_id, number]):
        return unpack(blocks, struck)
    raise NotFoundError("This version of the article is no longer in the library.")


def place(reading: Reading, article_id: ArticleId) -> Place | None:
    """Where reading stopped in an article; None when it was never begun."""
    statement = 'SELECT version, "offset", at FROM article_place WHERE article_id = ?'
    for version, offset, at in rows(reading, statement, [article_id]):
        return Place(version, offset, moment_of(at))
    return None


def picture(reading: Reading, sha256: str) -> bytes | None:
    """The bytes of a picture, if they were kept."""
    body: bytes | None = value(reading, "SELECT body FROM asset WHERE sha256 = ?", [sha256])
    return body


def _article(row: Sequence[Any], summary: ArticleSummary) -> Article:
    _, authors, language, url, note, origins, reason, struck, blocks, offers, captured_at, *rest = row
    sha256, version, message_id, versions = rest
    return Article(
        summary=summary,
        text=unpack(blocks, struck),
        authors=tuple(json.loads(authors)),
        language=language,
        url=url,
        note=note,
        origins={name: Origin(origin) for name, origin in json.loads(origins).items()},
        reason=reason,
        captured_at=None if captured_at is None else moment_of(captured_at),
        snapshot_sha256=sha256 or "",
        offers=_offers(json.loads(offers)),
        version=version,
        versions=versions,
        message_id=message_id,
    )


def unpack(blocks: bytes, struck: str) -> ArticleText:
    """A text as it was kept, with these blocks, a JSON list of indexes, struck out."""
    return from_plain_data(json.loads(zlib.decompress(blocks))).with_struck(json.loads(struck))


def _offers(kept: Iterable[dict[str, Any]]) -> tuple[OfferedTakeaway, ...]:
    return tuple(OfferedTakeaway(**entry) for entry in kept)
