"""Takeaways: written, reworded for others, bound to their evidence, judged, brought back as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from briefing.domain.annotations import (
    Confidence,
    Happened,
    HighlightId,
    SentenceMark,
    TakeawayId,
    TakeawayKind,
    TakeawayVersionId,
)
from briefing.domain.articles import ArticleId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store.audiences import ensure
from briefing.store.order import moved
from briefing.store.past import past_takeaway, remember, variant_names
from briefing.store.reading import text_of
from briefing.store.schema import EvidenceRow, HighlightRow, TakeawayRow, VariantRow
from briefing.store.times import microseconds
from briefing.store.uids import new_uid
from briefing.store.words import storable


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
    sentences: Mapping[str, SentenceMark] | None = None,
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
        sentences=_marks(sentences or {}),
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
    sentences: Mapping[str, SentenceMark] | None = None,
) -> None:
    """Change what is given of a takeaway; what it was before is kept in its past.

    Raises:
        NotFoundError: there is no such takeaway, or a highlight of `evidence` is not one of its article.
    """
    row = _takeaway_row(session, takeaway_id)
    given = {
        "kind": None if kind is None else kind.value,
        "text": None if text is None else storable(text),
        "audience": None if audience is None else storable(audience),
        "confidence": None if confidence is None else confidence.value,
        "fields": None if fields is None else dict(fields),
        "publisher_words": publisher_words,
        "sentences": None if sentences is None else _marks(sentences),
    }
    changed = {name: value for name, value in given.items() if value is not None and value != getattr(row, name)}
    rebound = evidence is not None and list(dict.fromkeys(evidence)) != _evidence(session, takeaway_id)
    if changed or rebound:
        remember(session, takeaway_id)
    for name, value in changed.items():
        setattr(row, name, value)
    session.flush()
    if evidence is not None:
        _bind(session, takeaway_id, ArticleId(row.article_id), evidence)


def set_variant(session: Session, takeaway_id: TakeawayId, audience: str, text: str) -> None:
    """Word a takeaway for one audience; with an empty text, it has its own wording for that audience again.

    Raises:
        NotFoundError: there is no such takeaway.
        InvalidInputError: this cannot be the name of an audience.
    """
    row = _takeaway_row(session, takeaway_id)
    audience_id = ensure(session, audience)
    text = storable(text)
    mine = (VariantRow.takeaway_id == takeaway_id, VariantRow.audience_id == audience_id)
    present = session.scalar(select(VariantRow.text).where(*mine))
    if (present or "") == text:
        return
    remember(session, takeaway_id)
    if not text:
        session.execute(delete(VariantRow).where(*mine))
    elif present is None:
        values = {"takeaway_id": takeaway_id, "audience_id": audience_id, "article_id": row.article_id, "text": text}
        session.execute(insert(VariantRow), [values])
    else:
        session.execute(update(VariantRow).where(*mine).values(text=text))


def restore_takeaway(session: Session, version_id: TakeawayVersionId) -> TakeawayId:
    """Make a takeaway again what it was once; what it is now is kept in its past. Highlights that are gone stay gone.

    Raises:
        NotFoundError: there is no such version.
    """
    was = past_takeaway(session, version_id).takeaway
    present = session.scalars(select(HighlightRow.id).where(HighlightRow.id.in_(was.evidence))).all()
    set_takeaway(
        session,
        was.id,
        kind=was.kind,
        text=was.text,
        audience=was.audience,
        confidence=was.confidence,
        fields=was.fields,
        evidence=[highlight_id for highlight_id in was.evidence if highlight_id in present],
        publisher_words=was.publisher_words,
        sentences=was.sentences,
    )
    wordings = {variant.audience: variant.text for variant in was.variants}
    for name in variant_names(session, was.id):
        wordings.setdefault(name, "")
    for name, text in wordings.items():
        set_variant(session, was.id, name, text)
    return was.id


def resolve_judgement(
    session: Session, takeaway_id: TakeawayId, happened: Happened, *, at: datetime, note: str = ""
) -> None:
    """Say what became of a judgement. How it was worded is kept beside it.

    Raises:
        NotFoundError: there is no such takeaway.
        InvalidInputError: it is no judgement.
    """
    row = _takeaway_row(session, takeaway_id)
    if row.kind != TakeawayKind.ASSESSMENT:
        raise InvalidInputError("Only an assessment can come true or not. Please choose one.")
    row.outcome = {
        "happened": happened.value,
        "at": microseconds(at),
        "note": note,
        "said": row.text,
        "likelihood": row.fields.get("likelihood", ""),
        "resolve_by": row.fields.get("resolve by", ""),
    }
    session.flush()


def reopen_judgement(session: Session, takeaway_id: TakeawayId) -> None:
    """Leave open again what became of a judgement.

    Raises:
        NotFoundError: there is no such takeaway.
    """
    _takeaway_row(session, takeaway_id).outcome = {}
    session.flush()


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


def _bind(session: Session, takeaway_id: TakeawayId, article_id: ArticleId, evidence: Iterable[HighlightId]) -> None:
    """Make exactly these highlights what a takeaway rests on. Links that stay are not touched."""
    wanted = list(dict.fromkeys(evidence))
    query = select(HighlightRow.id).where(HighlightRow.id.in_(wanted), HighlightRow.article_id == article_id)
    if len(session.scalars(query).all()) != len(wanted):
        raise NotFoundError("A passage that this takeaway should rest on is no longer highlighted in its article.")
    if _evidence(session, takeaway_id) == wanted:
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


def _evidence(session: Session, takeaway_id: TakeawayId) -> list[int]:
    links = select(EvidenceRow.highlight_id).where(EvidenceRow.takeaway_id == takeaway_id)
    return list(session.scalars(links.order_by(EvidenceRow.position)))


def _marks(sentences: Mapping[str, SentenceMark]) -> dict[str, str]:
    return {storable(sentence): SentenceMark(mark).value for sentence, mark in sentences.items()}
