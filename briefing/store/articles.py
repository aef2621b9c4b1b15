"""Articles: into the library, edited, moved, thrown away. Lists of them are in `listings`, whole ones in `reading`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from briefing.domain.articles import EDITABLE_FIELDS, ArticleId, Capture, Origin, Shelf
from briefing.domain.briefings import BriefingSummary
from briefing.domain.errors import InvalidInputError
from briefing.domain.urls import is_web_url, url_key
from briefing.store import changelog
from briefing.store.bodies import (
    drop_unused_assets,
    excerpt,
    pictures,
    snapshot,
    store_capture,
    version_values,
)
from briefing.store.contents import briefings as briefing_summaries
from briefing.store.listings import count, find_by_message_id, find_by_url, gone, page, summaries, summary
from briefing.store.reading import full, fulls, picture, text_of
from briefing.store.schema import ArticleAssetRow, ArticleRow, ItemRow, VersionRow
from briefing.store.times import unix_now
from briefing.store.uids import new_uid

__all__ = [
    "add",
    "cited_in",
    "count",
    "find_by_message_id",
    "find_by_url",
    "full",
    "fulls",
    "page",
    "picture",
    "pictures",
    "purge",
    "restore",
    "set_fields",
    "set_shelf",
    "set_starred",
    "set_struck",
    "snapshot",
    "summaries",
    "summary",
    "text_of",
    "trash",
]

_WITH_ORIGIN = ("title", "authors", "outlet", "published", "language")
_CHUNK = 500


def add(session: Session, capture: Capture, *, added_at: datetime) -> ArticleId:
    """Put a capture into the inbox. Undo of it puts the article into the trash.

    Its rows are written as if it had always lain in the trash, unlogged, and it is taken out of there as the logged
    part: so no text ever goes through the log.
    """
    with changelog.paused(session):
        row = insert(ArticleRow).returning(ArticleRow.id)
        article_id = ArticleId(session.scalars(row, [_values(capture, added_at)]).one())
        store_capture(session, article_id, capture)
        session.execute(insert(VersionRow), [version_values(article_id, 1, capture, added_at)])
    session.execute(update(ArticleRow).where(ArticleRow.id == article_id).values(deleted_at=None))
    return article_id


def set_fields(session: Session, article_id: ArticleId, values: Mapping[str, str]) -> None:
    """Change fields of `EDITABLE_FIELDS`; from then on they are the person's words.

    Raises:
        NotFoundError: there is no such article.
        InvalidInputError: a value cannot be used; nothing was changed.
    """
    row = _row(session, article_id)
    changed = {name: _checked(name, value) for name, value in values.items()}
    for name, value in changed.items():
        setattr(row, name, value)
    if "url" in changed:
        row.url_key = url_key(row.url)
    row.origins = {**row.origins, **{name: Origin.USER.value for name in changed if name in _WITH_ORIGIN}}
    session.flush()


def set_struck(session: Session, article_id: ArticleId, blocks: Sequence[int]) -> None:
    """Strike out exactly these blocks, by index. The text and all offsets in it stay.

    Raises:
        NotFoundError: there is no such article.
    """
    text = text_of(session, article_id)
    struck = sorted({index for index in blocks if 0 <= index < len(text.blocks)})
    text = text.with_struck(struck)
    values = {"struck": struck, "excerpt": excerpt(text), "word_count": text.word_count}
    session.execute(update(ArticleRow).where(ArticleRow.id == article_id).values(values))


def set_shelf(session: Session, ids: Sequence[ArticleId], shelf: Shelf) -> None:
    """Move articles to a shelf."""
    _update(session, ids, shelf=shelf.value)


def set_starred(session: Session, ids: Sequence[ArticleId], starred: bool) -> None:
    """Give articles a star or take it away."""
    _update(session, ids, starred=starred)


def trash(session: Session, ids: Sequence[ArticleId]) -> None:
    """Put articles into the trash; briefings keep citing them."""
    for part in _parts(ids):
        change = update(ArticleRow).where(ArticleRow.id.in_(part), ArticleRow.deleted_at.is_(None))
        session.execute(change.values(deleted_at=unix_now()))


def restore(session: Session, ids: Sequence[ArticleId]) -> None:
    """Take articles out of the trash."""
    _update(session, ids, deleted_at=None)


def purge(session: Session, ids: Sequence[ArticleId]) -> tuple[ArticleId, ...]:
    """Remove articles in the trash for good, with everything about them. This cannot be undone.

    Returns:
        Those that were kept, because a briefing still cites them.
    """
    changelog.forbid_undo(session)
    kept: list[ArticleId] = []
    hashes: list[str] = []
    for article_id in _trashed(session, ids):
        if session.scalar(select(ItemRow.id).where(ItemRow.article_id == article_id).limit(1)) is not None:
            kept.append(article_id)
            continue
        hashes += session.scalars(select(ArticleAssetRow.sha256).where(ArticleAssetRow.article_id == article_id))
        changelog.forget_article(session, article_id)
        session.execute(delete(ArticleRow).where(ArticleRow.id == article_id))
    changelog.drop_empty_groups(session)
    drop_unused_assets(session, hashes)
    return tuple(kept)


def cited_in(session: Session, article_id: ArticleId) -> list[BriefingSummary]:
    """The briefings that cite an article."""
    return briefing_summaries(session, citing=article_id)


def _values(capture: Capture, added_at: datetime) -> dict[str, Any]:
    struck = [index for index, block in enumerate(capture.text.blocks) if block.struck]
    return {
        "uid": new_uid(),
        "title": capture.title,
        "authors": list(capture.authors),
        "outlet": capture.outlet,
        "published": capture.published,
        "language": capture.language,
        "url": capture.url,
        "url_key": url_key(capture.url),
        "origins": {name: origin.value for name, origin in capture.origins.items()},
        "outcome": capture.outcome.value,
        "reason": capture.reason,
        "added_at": added_at,
        "sort_at": int(added_at.timestamp()),
        "shelf": Shelf.INBOX.value,
        "deleted_at": unix_now(),
        "struck": struck,
        "excerpt": excerpt(capture.text),
        "word_count": capture.text.word_count,
        "message_id": capture.message_id,
    }


def _checked(name: str, value: str) -> str | list[str]:
    if name not in EDITABLE_FIELDS:
        raise InvalidInputError(f"“{name}” is not a field of an article that can be changed.")
    if name == "note":
        return value
    value = " ".join(value.split())
    if name == "authors":
        return [author.strip() for author in value.split(";") if author.strip()]
    if name == "title" and not value:
        raise InvalidInputError("An article needs a title. Please type one.")
    if name == "published" and not _is_date(value):
        raise InvalidInputError(f"“{value}” is not a date this field knows. Please write it like 2026-03-31.")
    if name == "url" and value and not is_web_url(value):
        raise InvalidInputError(f"“{value}” is not a web address. It should begin with https:// or http://.")
    return value


def _is_date(value: str) -> bool:
    """Whether this is "", a year, a month, a date or a date-time of ISO 8601."""
    padded = value + "-01-01"[: 10 - len(value)] if len(value) == 4 else value + "-01" if len(value) == 7 else value
    try:
        return not value or bool(date.fromisoformat(padded) if len(padded) == 10 else datetime.fromisoformat(padded))
    except ValueError:
        return False


def _row(session: Session, article_id: ArticleId) -> ArticleRow:
    row = session.get(ArticleRow, article_id)
    if row is None:
        raise gone()
    return row


def _trashed(session: Session, ids: Sequence[ArticleId]) -> list[ArticleId]:
    found: list[ArticleId] = []
    for part in _parts(ids):
        query = select(ArticleRow.id).where(ArticleRow.id.in_(part), ArticleRow.deleted_at.is_not(None))
        found += [ArticleId(article_id) for article_id in session.scalars(query)]
    return found


def _update(session: Session, ids: Sequence[ArticleId], **values: object) -> None:
    for part in _parts(ids):
        session.execute(update(ArticleRow).where(ArticleRow.id.in_(part)).values(values))


def _parts(ids: Sequence[ArticleId]) -> Iterable[Sequence[ArticleId]]:
    return (ids[first : first + _CHUNK] for first in range(0, len(ids), _CHUNK))
