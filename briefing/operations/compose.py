"""Composing: a briefing, its sections and the articles in them."""

from __future__ import annotations

from collections.abc import Sequence

from briefing import paths, settings
from briefing.domain.annotations import HighlightId, TakeawayId
from briefing.domain.articles import ArticleId
from briefing.domain.briefings import EDITABLE_FIELDS, BriefingId, ItemId, Level, SectionId
from briefing.domain.changes import Done
from briefing.domain.errors import InvalidInputError
from briefing.store import briefings
from briefing.store.database import Store

FIRST_SECTION = "Developments"
"""The section that is made when the first article comes into a briefing without one."""


def create_briefing(store: Store, title: str, date: str) -> Done[BriefingId]:
    """Begin a briefing with one empty section; `date` is its ISO 8601 date of issue.

    It carries the name and the paper that the person's settings give to new briefings.
    """
    wanted = settings.load(paths.config_dir())
    with store.write("New briefing") as write:
        briefing_id = briefings.add(write.session, title, date=date)
        briefings.set_fields(write.session, briefing_id, {"prepared_by": wanted.prepared_by, "paper": wanted.paper})
        briefings.add_section(write.session, briefing_id, FIRST_SECTION)
    return Done(briefing_id, write.changes)


def edit_briefing(store: Store, briefing_id: BriefingId, **fields: object) -> Done[None]:
    """Change fields of a briefing (see `EDITABLE_FIELDS`).

    Raises:
        InvalidInputError: there is no such field, or a value cannot be used.
    """
    if unknown := sorted(fields.keys() - set(EDITABLE_FIELDS)):
        raise InvalidInputError(f"A briefing has no field “{unknown[0]}”. It has {', '.join(EDITABLE_FIELDS)}.")
    with store.write("Edit briefing", merge_key=f"briefing:{briefing_id}:{','.join(sorted(fields))}") as write:
        briefings.set_fields(write.session, briefing_id, fields)
    return Done(None, write.changes)


def remove_briefing(store: Store, briefing_id: BriefingId) -> Done[None]:
    """Drop a briefing; its articles and their takeaways stay."""
    with store.write("Delete briefing") as write:
        briefings.remove(write.session, briefing_id)
    return Done(None, write.changes)


def add_section(store: Store, briefing_id: BriefingId, title: str) -> Done[SectionId]:
    """Add an empty section at the end."""
    with store.write("Add section") as write:
        section_id = briefings.add_section(write.session, briefing_id, title)
    return Done(section_id, write.changes)


def edit_section(
    store: Store, section_id: SectionId, *, title: str | None = None, intro: str | None = None
) -> Done[None]:
    """Change a section's title or the words under it."""
    field = "title" if title is not None else "intro"
    with store.write("Edit section", merge_key=f"section:{section_id}:{field}") as write:
        briefings.set_section(write.session, section_id, title=title, intro=intro)
    return Done(None, write.changes)


def move_section(store: Store, section_id: SectionId, position: int) -> Done[None]:
    """Put a section at another place in its briefing, counted from 0."""
    with store.write("Move section") as write:
        briefings.move_section(write.session, section_id, position)
    return Done(None, write.changes)


def remove_section(store: Store, section_id: SectionId) -> Done[None]:
    """Drop a section with its items; the articles stay in the library."""
    with store.write("Remove section") as write:
        briefings.remove_section(write.session, section_id)
    return Done(None, write.changes)


def add_articles(
    store: Store,
    briefing_id: BriefingId,
    section_id: SectionId | None,
    article_ids: Sequence[ArticleId],
    level: Level = Level.BRIEF,
) -> Done[list[ItemId]]:
    """Put articles at the end of a section; None is the last section, which is made if there is none.

    An article that stands in the briefing already is not added twice; its item is given instead.
    """
    with store.write("Add to briefing") as write:
        briefing = briefings.full(write.session, briefing_id)
        present = {item.article_id: item.id for section in briefing.sections for item in section.items}
        if section_id is None:
            section_id = (
                briefing.sections[-1].id
                if briefing.sections
                else briefings.add_section(write.session, briefing_id, FIRST_SECTION)
            )
        items = []
        for article_id in article_ids:
            if article_id not in present:
                present[article_id] = briefings.add_item(write.session, section_id, article_id, level=level)
            items.append(present[article_id])
    return Done(items, write.changes)


def edit_item(
    store: Store,
    item_id: ItemId,
    *,
    level: Level | None = None,
    headline: str | None = None,
    comment: str | None = None,
    takeaways: Sequence[TakeawayId] | None = None,
    quotes: Sequence[HighlightId] | None = None,
    full_text: bool | None = None,
) -> Done[None]:
    """Change what is given of an item and leave the rest."""
    typed = "headline" if headline is not None else "comment" if comment is not None else ""
    with store.write("Edit item", merge_key=f"item:{item_id}:{typed}" if typed else "") as write:
        briefings.set_item(
            write.session,
            item_id,
            level=level,
            headline=headline,
            comment=comment,
            takeaways=takeaways,
            quotes=quotes,
            full_text=full_text,
        )
    return Done(None, write.changes)


def move_item(store: Store, item_id: ItemId, section_id: SectionId, position: int) -> Done[None]:
    """Put an item at a place in a section of the same briefing, counted from 0."""
    with store.write("Move item") as write:
        briefings.move_item(write.session, item_id, section_id, position)
    return Done(None, write.changes)


def remove_items(store: Store, item_ids: Sequence[ItemId]) -> Done[None]:
    """Take items out of their briefing; the articles stay in the library."""
    with store.write("Remove from briefing") as write:
        for item_id in item_ids:
            briefings.remove_item(write.session, item_id)
    return Done(None, write.changes)
