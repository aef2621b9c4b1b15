"""Briefings as wholes. Their sections and items are in `composition`, which this module also gives."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from briefing.domain.annotations import Highlight, HighlightId, TakeawayId
from briefing.domain.articles import Article, ArticleId
from briefing.domain.briefings import (
    EDITABLE_FIELDS,
    Briefing,
    BriefingContents,
    BriefingId,
    Classification,
    Item,
    ItemId,
    Level,
    Paper,
    Section,
    SectionId,
)
from briefing.domain.clips import clipped_block
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store.bodies import pictures, pictures_of, store_asset
from briefing.store.composition import (
    add_item,
    add_section,
    move_item,
    move_section,
    remove_item,
    remove_section,
    set_item,
    set_section,
)
from briefing.store.contents import briefings as all_summaries
from briefing.store.notes import highlights_of, takeaways_of
from briefing.store.reading import fulls, picture
from briefing.store.schema import BriefingRow, ItemQuoteRow, ItemRow, ItemTakeawayRow, SectionRow
from briefing.store.uids import new_uid

__all__ = [
    "add",
    "add_item",
    "add_section",
    "all_summaries",
    "contents",
    "full",
    "move_item",
    "move_section",
    "remove",
    "remove_item",
    "remove_section",
    "set_fields",
    "set_item",
    "set_section",
]

_MEDIA_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def add(session: Session, title: str, *, date: str) -> BriefingId:
    """Begin a briefing, without sections.

    Raises:
        InvalidInputError: the title is empty.
    """
    fresh = Briefing(BriefingId(0), _title(title), date=date)
    values = {name: getattr(fresh, name) for name in EDITABLE_FIELDS if name != "logo"}
    row = insert(BriefingRow).values(uid=new_uid(), updated_at=datetime.now(UTC), **values)
    return BriefingId(session.scalars(row.returning(BriefingRow.id)).one())


def full(session: Session, briefing_id: BriefingId) -> Briefing:
    """A briefing with its sections and items.

    Raises:
        NotFoundError: there is no such briefing.
    """
    row = _row(session, briefing_id)
    values = {name: getattr(row, name) for name in EDITABLE_FIELDS if name not in ("classification", "paper", "logo")}
    return Briefing(
        id=briefing_id,
        classification=Classification(row.classification),
        paper=Paper(row.paper),
        logo=(picture(session, row.logo_sha256) or b"") if row.logo_sha256 else b"",
        sections=_sections(session, briefing_id),
        **values,
    )


def contents(session: Session, briefing_id: BriefingId) -> BriefingContents:
    """A briefing and, of every article it cites, the text, all takeaways and all highlights.

    Raises:
        NotFoundError: there is no such briefing.
    """
    briefing = full(session, briefing_id)
    items = [item for section in briefing.sections for item in section.items]
    ids = list(dict.fromkeys(item.article_id for item in items))
    articles = fulls(session, ids)
    highlights = {highlight.id: highlight for highlight in highlights_of(session, ids)}
    takeaways = {takeaway.id: takeaway for takeaway in takeaways_of(session, ids)}
    printed = {mark for item in items for mark in item.quotes}
    printed |= {
        mark for item in items for id_ in item.takeaways if id_ in takeaways for mark in takeaways[id_].evidence
    }
    return BriefingContents(
        briefing=briefing,
        articles=articles,
        takeaways=takeaways,
        highlights=highlights,
        pictures=_pictures(session, items, articles, [highlights[mark] for mark in printed & highlights.keys()]),
    )


def _pictures(
    session: Session, items: Sequence[Item], articles: Mapping[ArticleId, Article], marks: Iterable[Highlight]
) -> dict[str, bytes]:
    """The pictures of the articles that are printed whole, and those that the printed highlights clip."""
    printed_whole = list({item.article_id for item in items if item.full_text})
    clipped = set()
    for mark in marks:
        if mark.version == articles[mark.article_id].version:
            text = articles[mark.article_id].text
            block = clipped_block(text, mark.start, mark.end)
            clipped.add(text.blocks[block].sha256 if block is not None else "")
    found = pictures_of(session, printed_whole) if printed_whole else {}
    missing = sorted(clipped - found.keys() - {""})
    return {**found, **pictures(session, missing)} if missing else found


def set_fields(session: Session, briefing_id: BriefingId, values: Mapping[str, object]) -> None:
    """Change fields of `EDITABLE_FIELDS`.

    Raises:
        NotFoundError: there is no such briefing.
        InvalidInputError: a value cannot be used; nothing was changed.
    """
    row = _row(session, briefing_id)
    changed = {name: _checked(name, value) for name, value in values.items()}
    logo = changed.pop("logo", None)
    if isinstance(logo, bytes):
        row.logo_sha256 = _store_logo(session, logo) if logo else None
    for name, value in changed.items():
        setattr(row, name, value)
    session.flush()


def remove(session: Session, briefing_id: BriefingId) -> None:
    """Remove a briefing; its articles stay."""
    session.execute(delete(BriefingRow).where(BriefingRow.id == briefing_id))


def _sections(session: Session, briefing_id: BriefingId) -> tuple[Section, ...]:
    chosen = _links(session, briefing_id, ItemTakeawayRow, ItemTakeawayRow.takeaway_id)
    quoted = _links(session, briefing_id, ItemQuoteRow, ItemQuoteRow.highlight_id)
    items: dict[int, list[Item]] = defaultdict(list)
    rows = select(ItemRow.__table__).where(ItemRow.briefing_id == briefing_id)
    for row in session.execute(rows.order_by(ItemRow.position, ItemRow.id)):
        item = Item(
            id=ItemId(row.id),
            briefing_id=briefing_id,
            section_id=SectionId(row.section_id),
            article_id=ArticleId(row.article_id),
            level=Level(row.level),
            headline=row.headline,
            comment=row.comment,
            takeaways=tuple(TakeawayId(i) for i in chosen[row.id]),
            quotes=tuple(HighlightId(i) for i in quoted[row.id]),
            full_text=row.full_text,
            position=len(items[row.section_id]),
        )
        items[row.section_id].append(item)
    query = select(SectionRow.__table__).where(SectionRow.briefing_id == briefing_id)
    sections = session.execute(query.order_by(SectionRow.position, SectionRow.id)).all()
    return tuple(
        Section(SectionId(row.id), briefing_id, row.title, row.intro, place, tuple(items[row.id]))
        for place, row in enumerate(sections)
    )


def _links(session: Session, briefing_id: BriefingId, table: Any, target: Any) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    query = select(table.item_id, target).join(ItemRow, ItemRow.id == table.item_id)
    for item_id, target_id in session.execute(query.where(ItemRow.briefing_id == briefing_id).order_by(table.position)):
        found[item_id].append(target_id)
    return found


def _checked(name: str, value: object) -> object:
    if name not in EDITABLE_FIELDS:
        raise InvalidInputError(f"“{name}” is not a field of a briefing that can be changed.")
    try:
        match name:
            case "classification":
                return Classification(str(value)).value
            case "paper":
                return Paper(str(value)).value
    except ValueError as error:
        raise InvalidInputError(f"“{value}” is not one of the choices for “{name}”.") from error
    if name == "logo":
        return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else b""
    return _title(str(value)) if name == "title" else str(value)


def _title(value: str) -> str:
    value = " ".join(value.split())
    if not value:
        raise InvalidInputError("A briefing needs a title. Please type one.")
    return value


def _store_logo(session: Session, body: bytes) -> str:
    media_type = next((kind for magic, kind in _MEDIA_TYPES.items() if body.startswith(magic)), "image/svg+xml")
    sha256 = hashlib.sha256(body).hexdigest()
    store_asset(session, body, media_type, sha256)
    return sha256


def _row(session: Session, briefing_id: BriefingId) -> BriefingRow:
    row = session.get(BriefingRow, briefing_id)
    if row is None:
        raise NotFoundError("This briefing is no longer in the library.")
    return row
