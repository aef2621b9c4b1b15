"""Highlights, takeaways, and which rests on which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from briefing.domain.annotations import (
    Confidence,
    HighlightId,
    Meaning,
    TakeawayId,
    TakeawayKind,
    context_of,
)
from briefing.domain.articles import ArticleId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store.notes import audiences, highlights, highlights_of, takeaways, takeaways_of
from briefing.store.order import moved
from briefing.store.reading import text_of
from briefing.store.schema import ArticleRow, EvidenceRow, HighlightRow, TakeawayRow
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
    "set_highlight",
    "set_takeaway",
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
) -> None:
    """Change what is given of a highlight. A new place counts in the text that the article shows, for an orphan too.

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


def remove_highlights(session: Session, ids: Sequence[HighlightId]) -> None:
    """Remove highlights; takeaways and briefings no longer cite them."""
    session.execute(delete(HighlightRow).where(HighlightRow.id.in_(ids)))


def add_takeaway(
    session: Session,
    article_id: ArticleId,
    kind: TakeawayKind,
    text: str,
    *,
    audience: str = "",
    confidence: Confidence = Confidence.UNSTATED,
    fields: Mapping[str, str] | None = None,
    evidence: Sequence[HighlightId] = (),
    publisher_words: bool = False,
) -> TakeawayId:
    """Add a takeaway after the others of the article.

    Raises:
        NotFoundError: there is no such article, or a highlight of `evidence` is not one of it.
    """
    text_of(session, article_id)
    last = session.scalar(select(func.max(TakeawayRow.position)).where(TakeawayRow.article_id == article_id))
    row = insert(TakeawayRow).values(
        uid=new_uid(),
        article_id=article_id,
        kind=kind.value,
        text=text,
        audience=audience,
        confidence=confidence.value,
        fields=dict(fields or {}),
        publisher_words=publisher_words,
        position=0 if last is None else last + 1,
    )
    takeaway_id = TakeawayId(session.scalars(row.returning(TakeawayRow.id)).one())
    _bind(session, takeaway_id, article_id, evidence)
    return takeaway_id


def set_takeaway(
    session: Session,
    takeaway_id: TakeawayId,
    *,
    kind: TakeawayKind | None = None,
    text: str | None = None,
    audience: str | None = None,
    confidence: Confidence | None = None,
    fields: Mapping[str, str] | None = None,
    evidence: Sequence[HighlightId] | None = None,
    publisher_words: bool | None = None,
) -> None:
    """Change what is given of a takeaway.

    Raises:
        NotFoundError: there is no such takeaway, or a highlight of `evidence` is not one of its article.
    """
    row = _takeaway_row(session, takeaway_id)
    given = {
        "kind": None if kind is None else kind.value,
        "text": text,
        "audience": audience,
        "confidence": None if confidence is None else confidence.value,
        "fields": None if fields is None else dict(fields),
        "publisher_words": publisher_words,
    }
    for name, value in given.items():
        if value is not None:
            setattr(row, name, value)
    session.flush()
    if evidence is not None:
        _bind(session, takeaway_id, ArticleId(row.article_id), evidence)


def move_takeaway(session: Session, takeaway_id: TakeawayId, position: int) -> None:
    """Put a takeaway at a place among those of its article, from 0.

    Raises:
        NotFoundError: there is no such takeaway.
    """
    row = _takeaway_row(session, takeaway_id)
    query = select(TakeawayRow.id).where(TakeawayRow.article_id == row.article_id)
    ids = session.scalars(query.order_by(TakeawayRow.position, TakeawayRow.id)).all()
    for place, other in enumerate(moved(ids, takeaway_id, position)):
        session.execute(update(TakeawayRow).where(TakeawayRow.id == other).values(position=place))


def remove_takeaway(session: Session, takeaway_id: TakeawayId) -> None:
    """Remove a takeaway; briefings no longer print it."""
    session.execute(delete(TakeawayRow).where(TakeawayRow.id == takeaway_id))


def _passage(session: Session, article_id: ArticleId, start: int, end: int) -> dict[str, Any]:
    text = text_of(session, article_id).text
    shown = session.scalar(select(ArticleRow.version).where(ArticleRow.id == article_id))
    return {**passage_of(text, start, end), "version": shown}


def passage_of(text: str, start: int, end: int) -> dict[str, Any]:
    """The columns of a highlight on `text[start:end]`.

    Raises:
        InvalidInputError: the passage is empty or lies outside of the text.
    """
    if not 0 <= start < end <= len(text):
        raise InvalidInputError("There is no text in this place. Please select a passage of the article.")
    prefix, suffix = context_of(text, start, end)
    return {"start": start, "end": end, "quote": text[start:end], "prefix": prefix, "suffix": suffix}


def _bind(session: Session, takeaway_id: TakeawayId, article_id: ArticleId, evidence: Iterable[HighlightId]) -> None:
    """Make exactly these highlights what a takeaway rests on. Links that stay are not touched."""
    wanted = list(dict.fromkeys(evidence))
    query = select(HighlightRow.id).where(HighlightRow.id.in_(wanted), HighlightRow.article_id == article_id)
    if len(session.scalars(query).all()) != len(wanted):
        raise NotFoundError("A passage that this takeaway should rest on is no longer highlighted in its article.")
    links = select(EvidenceRow.highlight_id).where(EvidenceRow.takeaway_id == takeaway_id)
    if session.scalars(links.order_by(EvidenceRow.position)).all() == wanted:
        return
    session.execute(delete(EvidenceRow).where(EvidenceRow.takeaway_id == takeaway_id))
    for position, highlight_id in enumerate(wanted):
        link = insert(EvidenceRow).values(takeaway_id=takeaway_id, highlight_id=highlight_id, position=position)
        session.execute(link.values(article_id=article_id))


def _takeaway_row(session: Session, takeaway_id: TakeawayId) -> TakeawayRow:
    row = session.get(TakeawayRow, takeaway_id)
    if row is None:
        raise NotFoundError("This takeaway is no longer in the library.")
    return row
