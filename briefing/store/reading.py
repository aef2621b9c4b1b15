"""Whole articles, with their texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing.domain.articles import Article, ArticleId, ArticleSummary, Origin
from briefing.store.bodies import offers_of, unpack_text
from briefing.store.columns import among
from briefing.store.listings import gone, summaries
from briefing.store.schema import ArticleRow, BodyRow, SnapshotRow


def full(session: Session, article_id: ArticleId) -> Article:
    """An article with its text.

    Raises:
        NotFoundError: there is no such article.
    """
    if found := fulls(session, [article_id]):
        return found[article_id]
    raise gone()


def fulls(session: Session, ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
    """Those of these articles that exist, with their texts."""
    more = (ArticleRow.authors, ArticleRow.language, ArticleRow.url, ArticleRow.note, ArticleRow.origins)
    query: Any = select(ArticleRow.id, *more, ArticleRow.reason, ArticleRow.struck, BodyRow.blocks, BodyRow.offers)
    query = query.add_columns(SnapshotRow.captured_at, SnapshotRow.sha256)
    query = query.join(BodyRow, BodyRow.article_id == ArticleRow.id)
    query = query.outerjoin(SnapshotRow, SnapshotRow.article_id == ArticleRow.id)
    rows = session.execute(query.where(ArticleRow.id.in_(among("ids"))), {"ids": list(ids)})
    found = {summary.id: summary for summary in summaries(session, ids)}
    return {ArticleId(row.id): _article(row, found[row.id]) for row in rows if row.id in found}


def _article(row: Any, summary: ArticleSummary) -> Article:
    return Article(
        summary=summary,
        text=unpack_text(row.blocks, row.struck),
        authors=tuple(row.authors),
        language=row.language,
        url=row.url,
        note=row.note,
        origins={name: Origin(value) for name, value in row.origins.items()},
        reason=row.reason,
        captured_at=row.captured_at,
        snapshot_sha256=row.sha256 or "",
        offers=offers_of(row.offers),
    )
