"""Highlights: made, changed, tagged, removed. Takeaways are in `takeaways`, which this module also gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from briefing.domain.annotations import HighlightId, Meaning, context_of
from briefing.domain.articles import ArticleId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store import tags
from briefing.store.notes import audiences, highlights, highlights_of, takeaways, takeaways_of
from briefing.store.past import takeaway_history
from briefing.store.reading import text_of
from briefing.store.schema import ArticleRow, HighlightRow, HighlightTagRow
from briefing.store.takeaways import (
    add_takeaway,
    move_takeaway,
    remove_takeaway,
    reopen_judgement,
    resolve_judgement,
    restore_takeaway,
    set_takeaway,
    set_variant,
)
from briefing.store.uids import new_uid

__all__ = [
    "add_highlight",
    "add_takeaway",
    "audiences",
    "highlights",
    "highlights_of",
    "move_takeaway",
    "remove_highlights",
    "remove_takeaway",
    "reopen_judgement",
    "resolve_judgement",
    "restore_takeaway",
    "set_highlight",
    "set_highlight_tags",
    "set_takeaway",
    "set_variant",
    "takeaway_history",
    "takeaways",
    "takeaways_of",
]


def add_highlight(
    session: Session, article_id: ArticleId, start: int, end: int, meaning: Meaning, note: str = ""
) -> HighlightId:
    """Mark the passage from `start` to `end` (exclusive), code points of the canonical text.

    Raises:
        NotFoundError: there is no such article.
        InvalidInputError: the passage is empty or lies outside of the text.
    """
    row = insert(HighlightRow).values(
        uid=new_uid(),
        article_id=article_id,
        meaning=meaning.value,
        note=note,
        created_at=datetime.now(UTC),
        **_passage(session, article_id, start, end),
    )
    return HighlightId(session.scalars(row.returning(HighlightRow.id)).one())


def set_highlight(
    session: Session,
    highlight_id: HighlightId,
    *,
    meaning: Meaning | None = None,
    note: str | None = None,
    start: int | None = None,
    end: int | None = None,
    kept: bool | None = None,
) -> None:
    """Change what is given of a highlight. A new place counts in the text that the article shows, for an orphan too.

    Args:
        kept: an orphan stays in its older text for good, until it gets a place or is carried over after all.

    Raises:
        NotFoundError: there is no such highlight.
        InvalidInputError: the new passage is empty or lies outside of the text.
    """
    row = session.get(HighlightRow, highlight_id)
    if row is None:
        raise NotFoundError("This highlight is no longer in the library.")
    values: dict[str, Any] = {}
    if start is not None or end is not None:
        first, last = row.start if start is None else start, row.end if end is None else end
        values |= _passage(session, ArticleId(row.article_id), first, last)
    if meaning is not None:
        values["meaning"] = meaning.value
    if note is not None:
        values["note"] = note
    if kept is not None:
        values["kept"] = kept
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()


def article_of(session: Session, highlight_id: HighlightId) -> ArticleId:
    """The article that a highlight marks.

    Raises:
        NotFoundError: there is no such highlight.
    """
    row = session.get(HighlightRow, highlight_id)
    if row is None:
        raise NotFoundError("This highlight is no longer in the library.")
    return ArticleId(row.article_id)


def set_highlight_tags(session: Session, highlight_id: HighlightId, names: Sequence[str]) -> None:
    """Make exactly these the tags of a highlight; those that do not exist yet are made.

    Raises:
        NotFoundError: there is no such highlight.
        InvalidInputError: one of them cannot be a name.
    """
    row = session.get(HighlightRow, highlight_id)
    if row is None:
        raise NotFoundError("This highlight is no longer in the library.")
    wanted = {tags.ensure(session, name) for name in names}
    of_highlight = HighlightTagRow.highlight_id == highlight_id
    present = set(session.scalars(select(HighlightTagRow.tag_id).where(of_highlight)))
    session.execute(delete(HighlightTagRow).where(of_highlight, HighlightTagRow.tag_id.in_(present - wanted)))
    for tag_id in sorted(wanted - present):
        link = {"tag_id": tag_id, "article_id": row.article_id, "created_at": row.created_at}
        session.execute(insert(HighlightTagRow).values(highlight_id=highlight_id, **link))


def remove_highlights(session: Session, ids: Sequence[HighlightId]) -> None:
    """Remove highlights; takeaways and briefings no longer cite them."""
    session.execute(delete(HighlightRow).where(HighlightRow.id.in_(ids)))


def _passage(session: Session, article_id: ArticleId, start: int, end: int) -> dict[str, Any]:
    text = text_of(session, article_id).text
    shown = session.scalar(select(ArticleRow.version).where(ArticleRow.id == article_id))
    return {**passage_of(text, start, end), "version": shown, "kept": False}


def passage_of(text: str, start: int, end: int) -> dict[str, Any]:
    """The columns of a highlight on `text[start:end]`.

    Raises:
        InvalidInputError: the passage is empty or lies outside of the text.
    """
    if not 0 <= start < end <= len(text):
        raise InvalidInputError("There is no text in this place. Please select a passage of the article.")
    prefix, suffix = context_of(text, start, end)
    return {"start": start, "end": end, "quote": text[start:end], "prefix": prefix, "suffix": suffix}
