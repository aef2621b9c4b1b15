"""Sections and items of briefings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from briefing.domain.annotations import HighlightId, TakeawayId
from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingId, ItemId, Level, SectionId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store.listings import gone
from briefing.store.order import moved
from briefing.store.schema import (
    ArticleRow,
    BriefingRow,
    HighlightRow,
    ItemQuoteRow,
    ItemRow,
    ItemTakeawayRow,
    SectionRow,
    TakeawayRow,
)


def add_section(session: Session, briefing_id: BriefingId, title: str, *, position: int | None = None) -> SectionId:
    """Add a section, at the end unless a position is given.

    Raises:
        NotFoundError: there is no such briefing.
        InvalidInputError: the title is empty.
    """
    if session.scalar(select(BriefingRow.id).where(BriefingRow.id == briefing_id)) is None:
        raise NotFoundError("This briefing is no longer in the library.")
    others = _section_ids(session, briefing_id)
    row = insert(SectionRow).values(briefing_id=briefing_id, title=_title(title), position=len(others))
    section_id = SectionId(session.scalars(row.returning(SectionRow.id)).one())
    _number(session, SectionRow, moved(others, section_id, position))
    return section_id


def set_section(session: Session, section_id: SectionId, *, title: str | None = None, intro: str | None = None) -> None:
    """Change what is given of a section.

    Raises:
        NotFoundError: there is no such section.
        InvalidInputError: the title is empty.
    """
    row = _section(session, section_id)
    if title is not None:
        row.title = _title(title)
    if intro is not None:
        row.intro = intro
    session.flush()


def move_section(session: Session, section_id: SectionId, position: int) -> None:
    """Put a section at a place in its briefing, from 0.

    Raises:
        NotFoundError: there is no such section.
    """
    row = _section(session, section_id)
    _number(session, SectionRow, moved(_section_ids(session, row.briefing_id), section_id, position))


def remove_section(session: Session, section_id: SectionId) -> None:
    """Remove a section with its items; the articles stay."""
    session.execute(delete(SectionRow).where(SectionRow.id == section_id))


def add_item(
    session: Session,
    section_id: SectionId,
    article_id: ArticleId,
    *,
    level: Level = Level.BRIEF,
    position: int | None = None,
) -> ItemId:
    """Put an article into a section, at the end unless a position is given. All its takeaways are chosen, no quotes.

    Raises:
        NotFoundError: there is no such section or article.
    """
    section = _section(session, section_id)
    if session.scalar(select(ArticleRow.id).where(ArticleRow.id == article_id)) is None:
        raise gone()
    others = _item_ids(session, section_id)
    row = insert(ItemRow).values(
        briefing_id=section.briefing_id,
        section_id=section_id,
        article_id=article_id,
        level=level.value,
        position=len(others),
    )
    item_id = ItemId(session.scalars(row.returning(ItemRow.id)).one())
    _number(session, ItemRow, moved(others, item_id, position))
    query = select(TakeawayRow.id).where(TakeawayRow.article_id == article_id)
    chosen = session.scalars(query.order_by(TakeawayRow.position, TakeawayRow.id)).all()
    _choose(session, _item(session, item_id), ItemTakeawayRow, ItemTakeawayRow.takeaway_id, chosen)
    return item_id


def set_item(
    session: Session,
    item_id: ItemId,
    *,
    level: Level | None = None,
    headline: str | None = None,
    comment: str | None = None,
    takeaways: Sequence[TakeawayId] | None = None,
    quotes: Sequence[HighlightId] | None = None,
    full_text: bool | None = None,
) -> None:
    """Change what is given of an item.

    Raises:
        NotFoundError: there is no such item, or a takeaway or quote is not one of its article.
    """
    row = _item(session, item_id)
    given = {
        "level": None if level is None else level.value,
        "headline": headline,
        "comment": comment,
        "full_text": full_text,
    }
    for name, value in given.items():
        if value is not None:
            setattr(row, name, value)
    session.flush()
    if takeaways is not None:
        _belong(session, TakeawayRow, takeaways, row.article_id)
        _choose(session, row, ItemTakeawayRow, ItemTakeawayRow.takeaway_id, takeaways)
    if quotes is not None:
        _belong(session, HighlightRow, quotes, row.article_id)
        _choose(session, row, ItemQuoteRow, ItemQuoteRow.highlight_id, quotes)


def move_item(session: Session, item_id: ItemId, section_id: SectionId, position: int) -> None:
    """Put an item at a place in a section of the same briefing, from 0.

    Raises:
        NotFoundError: there is no such item or section.
        InvalidInputError: the section is one of another briefing.
    """
    row = _item(session, item_id)
    if _section(session, section_id).briefing_id != row.briefing_id:
        raise InvalidInputError("An item can be moved only within its briefing. Add the article to the other one.")
    row.section_id = section_id
    session.flush()
    _number(session, ItemRow, moved(_item_ids(session, section_id), item_id, position))


def remove_item(session: Session, item_id: ItemId) -> None:
    """Take an item out of its briefing; the article stays."""
    session.execute(delete(ItemRow).where(ItemRow.id == item_id))


def _choose(session: Session, item: ItemRow, table: Any, target: Any, ids: Sequence[int]) -> None:
    """Make exactly these what an item prints, in this order."""
    wanted = list(dict.fromkeys(ids))
    present = session.scalars(select(target).where(table.item_id == item.id).order_by(table.position)).all()
    if present == wanted:
        return
    session.execute(delete(table).where(table.item_id == item.id))
    keys = {"item_id": item.id, "briefing_id": item.briefing_id, "article_id": item.article_id}
    for position, target_id in enumerate(wanted):
        session.execute(insert(table).values({**keys, target.key: target_id, "position": position}))


def _belong(session: Session, table: Any, ids: Sequence[int], article_id: int) -> None:
    query = select(table.id).where(table.id.in_(ids), table.article_id == article_id)
    if set(session.scalars(query)) != set(ids):
        raise NotFoundError("What this item should print is no longer part of its article.")


def _number(session: Session, table: Any, ids: Sequence[int]) -> None:
    """Write the positions of a list; rows that already have theirs are left alone."""
    for place, row_id in enumerate(ids):
        session.execute(update(table).where(table.id == row_id, table.position != place).values(position=place))


def _section_ids(session: Session, briefing_id: int) -> list[int]:
    query = select(SectionRow.id).where(SectionRow.briefing_id == briefing_id)
    return list(session.scalars(query.order_by(SectionRow.position, SectionRow.id)))


def _item_ids(session: Session, section_id: int) -> list[int]:
    query = select(ItemRow.id).where(ItemRow.section_id == section_id)
    return list(session.scalars(query.order_by(ItemRow.position, ItemRow.id)))


def _section(session: Session, section_id: SectionId) -> SectionRow:
    row = session.get(SectionRow, section_id)
    if row is None:
        raise NotFoundError("This section is no longer in its briefing.")
    return row


def _item(session: Session, item_id: ItemId) -> ItemRow:
    row = session.get(ItemRow, item_id)
    if row is None:
        raise NotFoundError("This item is no longer in its briefing.")
    return row


def _title(value: str) -> str:
    value = " ".join(value.split())
    if not value:
        raise InvalidInputError("A section needs a title. Please type one.")
    return value
