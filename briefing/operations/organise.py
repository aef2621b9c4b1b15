"""Keeping order: tags, shelves, stars, the trash, and corrections to what a source said."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.domain.articles import EDITABLE_FIELDS, ArticleId, Shelf, TagId
from briefing.domain.changes import Done
from briefing.domain.errors import InvalidInputError
from briefing.domain.listing import Listing, ListingKind
from briefing.store import articles, tags
from briefing.store.database import Store


def tag(store: Store, ids: Sequence[ArticleId], name: str) -> Done[TagId]:
    """Give articles a tag, which is made if there is none of that name (letter case does not count).

    Raises:
        InvalidInputError: the name is empty.
    """
    with store.write(f"Tag “{name.strip()}”") as write:
        tag_id = tags.ensure(write.session, name)
        tags.assign(write.session, ids, tag_id)
    return Done(tag_id, write.changes)


def untag(store: Store, ids: Sequence[ArticleId], tag_id: TagId) -> Done[None]:
    """Take a tag off articles."""
    with store.write("Remove tag") as write:
        tags.unassign(write.session, ids, tag_id)
    return Done(None, write.changes)


def rename_tag(store: Store, tag_id: TagId, name: str) -> Done[None]:
    """Rename a tag.

    Raises:
        InvalidInputError: the name is empty, or another tag has it (merging is what the person may want).
    """
    with store.write("Rename tag") as write:
        tags.rename(write.session, tag_id, name)
    return Done(None, write.changes)


def recolour_tag(store: Store, tag_id: TagId, colour: str) -> Done[None]:
    """Give a tag another colour, "#rrggbb"."""
    with store.write("Change tag colour") as write:
        tags.recolour(write.session, tag_id, colour)
    return Done(None, write.changes)


def merge_tags(store: Store, sources: Sequence[TagId], target: TagId) -> Done[int]:
    """Put everything that carries one of `sources` under `target` and drop the sources; gives the articles moved."""
    with store.write("Merge tags") as write:
        moved = tags.merge(write.session, sources, target)
    return Done(moved, write.changes)


def delete_tag(store: Store, tag_id: TagId) -> Done[None]:
    """Drop a tag; its articles stay."""
    with store.write("Delete tag") as write:
        tags.delete(write.session, tag_id)
    return Done(None, write.changes)


def trash(store: Store, ids: Sequence[ArticleId]) -> Done[None]:
    """Put articles in the trash. Briefings that cite them keep them."""
    with store.write(_counted("Move {} to trash", ids)) as write:
        articles.trash(write.session, ids)
    return Done(None, write.changes)


def restore(store: Store, ids: Sequence[ArticleId]) -> Done[None]:
    """Take articles out of the trash, back to the shelf they lay on."""
    with store.write(_counted("Restore {}", ids)) as write:
        articles.restore(write.session, ids)
    return Done(None, write.changes)


def purge(store: Store, ids: Sequence[ArticleId]) -> Done[int]:
    """Delete articles for good that lie in the trash and no briefing cites; gives how many. This cannot be undone."""
    with store.write("") as write:
        rows = articles.summaries(write.session, ids)
        gone = [row.id for row in rows if row.trashed and not row.briefings]
        articles.purge(write.session, gone)
    return Done(len(gone), write.changes)


def empty_trash(store: Store) -> Done[int]:
    """Delete for good what lies in the trash and no briefing cites; gives how many. This cannot be undone."""
    with store.write("") as write:
        ids: list[ArticleId] = []
        cursor = None
        while True:
            page = articles.page(write.session, Listing(ListingKind.TRASH), after=cursor, limit=500)
            ids += [row.id for row in page.rows if not row.briefings]
            if (cursor := page.next) is None:
                break
        articles.purge(write.session, ids)
    return Done(len(ids), write.changes)


def move_to(store: Store, ids: Sequence[ArticleId], shelf: Shelf) -> Done[None]:
    """Put articles in the inbox or the library."""
    with store.write(_counted(f"Move {{}} to {shelf.value}", ids)) as write:
        articles.set_shelf(write.session, ids, shelf)
    return Done(None, write.changes)


def star(store: Store, ids: Sequence[ArticleId], on: bool) -> Done[None]:
    """Star articles, or take the star off."""
    with store.write(_counted("Star {}" if on else "Unstar {}", ids)) as write:
        articles.set_starred(write.session, ids, on)
    return Done(None, write.changes)


def edit_article(store: Store, article_id: ArticleId, field: str, value: str) -> Done[None]:
    """Correct what a source said about itself; from then on the field is the person's.

    Raises:
        InvalidInputError: there is no such field, a title is empty, or a date is not ISO 8601.
    """
    if field not in EDITABLE_FIELDS:
        raise InvalidInputError(f"An article has no field “{field}”. It has {', '.join(EDITABLE_FIELDS)}.")
    with store.write(f"Edit {field}", merge_key=f"article:{article_id}:{field}") as write:
        articles.set_fields(write.session, article_id, {field: value})
    return Done(None, write.changes)


def set_struck(store: Store, article_id: ArticleId, blocks: Sequence[int]) -> Done[None]:
    """Strike out exactly these blocks of an article (by index); the others are restored."""
    with store.write("Strike out text") as write:
        articles.set_struck(write.session, article_id, blocks)
    return Done(None, write.changes)


def _counted(sentence: str, ids: Sequence[ArticleId]) -> str:
    return sentence.format("article" if len(ids) == 1 else f"{len(ids)} articles")
