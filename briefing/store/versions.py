"""Versions of an article's text: captured again, edited, gone back to.

The text and the original of a version are written once and never change or come back through the log. What undo takes
back is the row that names them: a version that was undone is forgotten when the next one is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from briefing.domain.annotations import HighlightId
from briefing.domain.articles import ArticleId, Capture, MadeBy, Origin, Outcome
from briefing.domain.errors import NotFoundError
from briefing.domain.urls import url_key
from briefing.store import changelog
from briefing.store.annotations import passage_of
from briefing.store.bodies import excerpt, store_text, version_values
from briefing.store.listings import gone
from briefing.store.reading import version_text as text
from briefing.store.reading import versions_of as all_of
from briefing.store.schema import ArticleRow, BodyRow, HighlightRow, VersionRow

__all__ = ["add", "all_of", "text", "use"]

_TAKEN_OVER = ("title", "authors", "outlet", "published", "language")


def add(
    session: Session,
    article_id: ArticleId,
    capture: Capture,
    *,
    at: datetime,
    made_by: str = MadeBy.CAPTURE,
    places: Mapping[HighlightId, tuple[int, int]] | None = None,
    vouched: bool = False,
) -> int:
    """Give an article another text and show it.

    A capture also brings the fields that the person did not write; an edit brings its text alone and stays with the
    original it was made from.

    Args:
        places: where the new text has the passages of highlights, in code points. The other highlights stay on the
            version they are on, as orphans.
        vouched: of an edit: the person says that this is the whole article, however the capture went.

    Returns:
        The number of the version.

    Raises:
        NotFoundError: there is no such article, or a highlight of `places` is not one of it.
        InvalidInputError: a place is empty or lies outside of the text; nothing was changed.
    """
    row = _row(session, article_id)
    _forget_undone(session, article_id)
    last = session.scalar(select(func.max(BodyRow.version)).where(BodyRow.article_id == article_id))
    number = (last or 0) + 1
    with changelog.paused(session):
        store_text(session, article_id, number, capture)
    values = version_values(article_id, number, capture, at)
    if made_by == MadeBy.EDIT:
        source = _version(session, article_id, row.version)
        values |= {"made_by": MadeBy.EDIT.value, "captured_at": at, "original": source.original}
        values |= {"outcome": source.outcome, "reason": source.reason, "url": source.url}
        if vouched:
            values |= {"outcome": Outcome.FULL.value, "reason": ""}
    else:
        _take_over(row, capture)
    session.execute(insert(VersionRow), [values])
    _show(session, row, number)
    _carry(session, article_id, number, places or {}, capture.text.text)
    return number


def use(session: Session, article_id: ArticleId, number: int) -> None:
    """Show another text of an article. Highlights stay on the version they are on.

    Raises:
        NotFoundError: there is no such article, or it has no such version.
    """
    row = _row(session, article_id)
    _version(session, article_id, number)
    if row.version != number:
        _show(session, row, number)


def _show(session: Session, row: ArticleRow, number: int) -> None:
    article_id = ArticleId(row.id)
    _version(session, article_id, row.version).struck = row.struck
    session.flush()
    shown = _version(session, article_id, number)
    read = text(session, article_id, number)
    row.version = number
    row.struck = shown.struck
    row.outcome = shown.outcome
    row.reason = shown.reason
    row.excerpt = excerpt(read)
    row.word_count = read.word_count
    session.flush()


def _take_over(row: ArticleRow, capture: Capture) -> None:
    """Bring the fields of a capture to an article: none that the person wrote, and no empty ones."""
    origins = dict(row.origins)
    for name in _TAKEN_OVER:
        value = getattr(capture, name)
        if value and origins.get(name) != Origin.USER:
            setattr(row, name, list(value) if name == "authors" else value)
            origins[name] = capture.origins.get(name, Origin.UNKNOWN).value
    row.origins = origins
    if capture.url and not row.url:
        row.url, row.url_key = capture.url, url_key(capture.url)
    row.message_id = row.message_id or capture.message_id


def _carry(
    session: Session, article_id: ArticleId, number: int, places: Mapping[HighlightId, tuple[int, int]], words: str
) -> None:
    known = set(session.scalars(select(HighlightRow.id).where(HighlightRow.article_id == article_id)))
    if not known.issuperset(places):
        raise NotFoundError("A passage that should be carried over is no longer highlighted in this article.")
    for highlight_id, (start, end) in places.items():
        values: dict[str, Any] = {**passage_of(words, start, end), "version": number, "kept": False}
        session.execute(update(HighlightRow).where(HighlightRow.id == highlight_id).values(values))


def _forget_undone(session: Session, article_id: ArticleId) -> None:
    """Remove texts and originals of versions that were undone and can be redone no more."""
    for table in ("article_body", "snapshot"):
        named = "SELECT number FROM article_version WHERE article_id = ?"
        logged = (
            "SELECT json_extract(coalesce(after, before), '$.number') FROM change_log"
            " WHERE article_id = ? AND tbl = 'article_version'"
        )
        changelog.sql(
            session,
            f"DELETE FROM {table} WHERE article_id = ? AND version NOT IN ({named} UNION {logged})",
            article_id,
            article_id,
            article_id,
        )


def _row(session: Session, article_id: ArticleId) -> ArticleRow:
    row = session.get(ArticleRow, article_id)
    if row is None:
        raise gone()
    return row


def _version(session: Session, article_id: ArticleId, number: int) -> VersionRow:
    row = session.get(VersionRow, (article_id, number))
    if row is None:
        raise NotFoundError("This version of the article is no longer in the library.")
    return row
