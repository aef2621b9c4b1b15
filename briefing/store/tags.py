"""Tags: made by typing, renamed, recoloured, merged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import delete as delete_from
from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_skip
from sqlalchemy.orm import Session

from briefing.domain.articles import ArticleId, Tag, TagId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store.contents import all_tags
from briefing.store.schema import ArticleRow, ArticleTagRow, HighlightTagRow, TagRow
from briefing.store.uids import new_uid

__all__ = [
    "PALETTE",
    "all_tags",
    "assign",
    "delete",
    "ensure",
    "find",
    "merge",
    "name_key",
    "recolour",
    "rename",
    "unassign",
]

PALETTE = (
    "#1F6FB2",
    "#B5482A",
    "#2E7D4F",
    "#7A4FA3",
    "#A8790B",
    "#0F7C86",
    "#B03A6B",
    "#5B6B1F",
    "#4A5FC1",
    "#7C5A3C",
)
"""The colours that new tags get by turns."""

LONGEST_NAME = 80

_OF_MARK = (HighlightTagRow.article_id, HighlightTagRow.created_at)
_COLUMNS = (TagRow.id, TagRow.name, TagRow.colour, TagRow.n_article)


def find(session: Session, name: str) -> Tag | None:
    """The tag of this name, whatever its case or width."""
    row = session.execute(select(*_COLUMNS).where(TagRow.name_key == name_key(name))).first()
    return None if row is None else Tag(TagId(row.id), row.name, row.colour, row.n_article)


def ensure(session: Session, name: str) -> TagId:
    """The tag of this name; it is made when there is none.

    Raises:
        InvalidInputError: this cannot be a name.
    """
    name = _checked(name)
    if existing := find(session, name):
        return existing.id
    used = session.scalar(select(func.max(TagRow.id))) or 0
    values = {"uid": new_uid(), "name": name, "name_key": name_key(name), "colour": PALETTE[used % len(PALETTE)]}
    return TagId(session.scalars(insert(TagRow).values(values).returning(TagRow.id)).one())


def assign(session: Session, article_ids: Sequence[ArticleId], tag_id: TagId) -> None:
    """Put a tag on articles.

    Raises:
        NotFoundError: there is no such tag.
    """
    _get(session, tag_id)
    for first in range(0, len(article_ids), 500):
        bearers = select(ArticleRow.id, literal(tag_id), ArticleRow.sort_at)
        bearers = bearers.where(ArticleRow.id.in_(article_ids[first : first + 500]))
        _put(session, bearers)


def unassign(session: Session, article_ids: Sequence[ArticleId], tag_id: TagId) -> None:
    """Take a tag off articles."""
    for first in range(0, len(article_ids), 500):
        part = article_ids[first : first + 500]
        session.execute(
            delete_from(ArticleTagRow).where(ArticleTagRow.tag_id == tag_id, ArticleTagRow.article_id.in_(part))
        )


def rename(session: Session, tag_id: TagId, name: str) -> None:
    """Give a tag another name.

    Raises:
        InvalidInputError: this cannot be a name, or another tag has it.
        NotFoundError: there is no such tag.
    """
    name = _checked(name)
    _get(session, tag_id)
    existing = find(session, name)
    if existing is not None and existing.id != tag_id:
        raise InvalidInputError(f"There is already a tag “{existing.name}”. To make the two one, merge them.")
    session.execute(update(TagRow).where(TagRow.id == tag_id).values(name=name, name_key=name_key(name)))


def recolour(session: Session, tag_id: TagId, colour: str) -> None:
    """Give a tag another colour, "#rrggbb".

    Raises:
        InvalidInputError: this is no colour.
        NotFoundError: there is no such tag.
    """
    if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        raise InvalidInputError(f"“{colour}” is not a colour. Please write it like #1F6FB2.")
    _get(session, tag_id)
    session.execute(update(TagRow).where(TagRow.id == tag_id).values(colour=colour))


def merge(session: Session, source_ids: Sequence[TagId], target_id: TagId) -> int:
    """Make several tags one: their articles and highlights get the target, the others go.

    Returns:
        How many articles got a tag they did not have.

    Raises:
        NotFoundError: there is no such target.
    """
    _get(session, target_id)
    sources = [tag_id for tag_id in source_ids if tag_id != target_id]
    bearers = select(ArticleTagRow.article_id, literal(target_id), ArticleTagRow.sort_at).distinct()
    moved = _put(session, bearers.where(ArticleTagRow.tag_id.in_(sources)))
    marks = select(HighlightTagRow.highlight_id, literal(target_id), *_OF_MARK).distinct()
    rows = insert_or_skip(HighlightTagRow).from_select(
        ["highlight_id", "tag_id", "article_id", "created_at"], marks.where(HighlightTagRow.tag_id.in_(sources))
    )
    session.execute(rows.on_conflict_do_nothing())
    for tag_id in sources:
        delete(session, tag_id)
    return moved


def delete(session: Session, tag_id: TagId) -> None:
    """Remove a tag from the library, from every article and highlight."""
    # Taken off first, so that the log has each article's row and the counters see the tag.
    session.execute(delete_from(ArticleTagRow).where(ArticleTagRow.tag_id == tag_id))
    session.execute(delete_from(TagRow).where(TagRow.id == tag_id))


def name_key(name: str) -> str:
    """The form under which spellings of a name are the same."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(folded.split())


def _put(session: Session, bearers: object) -> int:
    columns = ["article_id", "tag_id", "sort_at"]
    rows = insert_or_skip(ArticleTagRow).from_select(columns, bearers)  # type: ignore[arg-type]
    return len(session.scalars(rows.on_conflict_do_nothing().returning(ArticleTagRow.article_id)).all())


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name_key(name):
        raise InvalidInputError("A tag needs a name. Please type one.")
    if len(name) > LONGEST_NAME:
        raise InvalidInputError(f"A tag's name has at most {LONGEST_NAME} characters. Please shorten it.")
    return name


def _get(session: Session, tag_id: TagId) -> None:
    if session.scalar(select(TagRow.id).where(TagRow.id == tag_id)) is None:
        raise NotFoundError("This tag is no longer in the library.")
