"""Where reading stopped in each article. No action of a person: nothing of it is logged or undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from briefing.domain.articles import ArticleId
from briefing.store.reading import place
from briefing.store.schema import ArticleRow, PlaceRow

__all__ = ["place", "set_place"]


def set_place(
    session: Session, article_id: ArticleId, offset: int, *, at: datetime, version: int | None = None
) -> None:
    """Keep where reading stopped, a code point of the text that the article shows. An article that is gone has none.

    Args:
        version: the text that the offset counts in; nothing is kept when the article shows another one by now.
    """
    shown = session.scalar(select(ArticleRow.version).where(ArticleRow.id == article_id))
    if shown is None or version not in (None, shown):
        return
    facts = {"version": shown, "offset": offset, "at": at}
    row = insert(PlaceRow).values(article_id=article_id, **facts)
    session.execute(row.on_conflict_do_update(index_elements=["article_id"], set_=facts))
