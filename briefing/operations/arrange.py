"""Arranging a briefing: several rows of its outline at once, each as one step of Undo."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.domain.annotations import HighlightId, TakeawayId, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.briefings import Briefing, BriefingId, Item, ItemId, Level, SectionId
from briefing.domain.changes import Done
from briefing.domain.errors import NotFoundError
from briefing.operations.compose import FIRST_SECTION
from briefing.store import annotations as store_annotations
from briefing.store import briefings
from briefing.store.database import Store


def insert_articles(
    store: Store,
    briefing_id: BriefingId,
    section_id: SectionId,
    position: int,
    article_ids: Sequence[ArticleId],
    level: Level = Level.BRIEF,
) -> Done[list[ItemId]]:
    """Put articles into a section, the first one at `position`, counted from 0.

    An article that stands in the briefing already is not added twice; its item is given instead.
    """
    with store.write("Add to briefing") as write:
        briefing = briefings.full(write.session, briefing_id)
        present = {item.article_id: item.id for section in briefing.sections for item in section.items}
        items, place = [], position
        for article_id in article_ids:
            if article_id not in present:
                present[article_id] = briefings.add_item(
                    write.session, section_id, article_id, level=level, position=place
                )
                place += 1
            items.append(present[article_id])
    return Done(items, write.changes)


def move_items(
    store: Store, briefing_id: BriefingId, item_ids: Sequence[ItemId], section_id: SectionId, position: int
) -> Done[None]:
    """Put items, in this order, before the row that stands at `position` of a section now.

    Raises:
        NotFoundError: the briefing has no such section.
    """
    with store.write("Move item" if len(item_ids) == 1 else f"Move {len(item_ids)} items") as write:
        briefing = briefings.full(write.session, briefing_id)
        standing = _item_ids(briefing, section_id)
        before = [i for i in standing[:position] if i not in item_ids]
        after = [i for i in standing[position:] if i not in item_ids]
        wanted = [*before, *item_ids, *after]
        for place, item_id in enumerate(wanted):
            if place < len(standing) and standing[place] == item_id:
                continue
            briefings.move_item(write.session, item_id, section_id, place)
            if item_id in standing:
                standing.remove(item_id)
            standing.insert(place, item_id)
    return Done(None, write.changes)


def set_level(store: Store, item_ids: Sequence[ItemId], level: Level) -> Done[None]:
    """Give items more or less room."""
    with store.write("Change level") as write:
        for item_id in item_ids:
            briefings.set_item(write.session, item_id, level=level)
    return Done(None, write.changes)


def remove_rows(store: Store, section_ids: Sequence[SectionId], item_ids: Sequence[ItemId]) -> Done[None]:
    """Take items, and sections with theirs, out of a briefing; the articles stay in the library."""
    label = "Remove from briefing" if item_ids else "Remove section" if len(section_ids) == 1 else "Remove sections"
    with store.write(label) as write:
        for item_id in item_ids:
            briefings.remove_item(write.session, item_id)
        for section_id in section_ids:
            briefings.remove_section(write.session, section_id)
    return Done(None, write.changes)


def write_takeaway(
    store: Store, briefing_id: BriefingId, item_id: ItemId, kind: TakeawayKind, text: str
) -> Done[TakeawayId]:
    """Write a takeaway on the article of an item and print it there, after those chosen so far.

    Raises:
        NotFoundError: the item is not in the briefing any more.
    """
    with store.write("Add takeaway") as write:
        item = _item(briefings.full(write.session, briefing_id), item_id)
        takeaway_id = store_annotations.add_takeaway(write.session, item.article_id, kind, text)
        briefings.set_item(write.session, item_id, takeaways=[*item.takeaways, takeaway_id])
    return Done(takeaway_id, write.changes)


def quote_highlight(store: Store, briefing_id: BriefingId, highlight_id: HighlightId) -> Done[ItemId]:
    """Quote a highlight after the quotes its article has in a briefing; the article comes into it if it has to.

    Raises:
        NotFoundError: the highlight or the briefing is gone.
    """
    with store.write("Quote in briefing") as write:
        article_id = store_annotations.article_of(write.session, highlight_id)
        briefing = briefings.full(write.session, briefing_id)
        items = [item for section in briefing.sections for item in section.items if item.article_id == article_id]
        if items:
            item_id, quotes = items[0].id, items[0].quotes
        else:
            last = briefing.sections[-1].id if briefing.sections else None
            section_id = last or briefings.add_section(write.session, briefing_id, FIRST_SECTION)
            item_id, quotes = briefings.add_item(write.session, section_id, article_id, level=Level.BRIEF), ()
        if highlight_id not in quotes:
            briefings.set_item(write.session, item_id, quotes=[*quotes, highlight_id])
    return Done(item_id, write.changes)


def _item_ids(briefing: Briefing, section_id: SectionId) -> list[ItemId]:
    for section in briefing.sections:
        if section.id == section_id:
            return [item.id for item in section.items]
    raise NotFoundError("That section is not in the briefing any more.")


def _item(briefing: Briefing, item_id: ItemId) -> Item:
    for section in briefing.sections:
        for item in section.items:
            if item.id == item_id:
                return item
    raise NotFoundError("That item is not in the briefing any more. The takeaway was not saved.")
