"""The readers whom takeaways are written for: one list, and what is done to it is done wherever it is named."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.domain.annotations import Audience, AudienceId
from briefing.domain.changes import Done
from briefing.store import audiences
from briefing.store.database import Store


def all_audiences(store: Store) -> list[Audience]:
    """The list in its order, then names that takeaways use and that are not in the list (their id is None)."""
    with store.read() as session:
        return audiences.all_audiences(session)


def add(store: Store, name: str) -> Done[AudienceId]:
    """Put an audience at the end of the list; one that is in it already is given instead.

    Raises:
        InvalidInputError: this cannot be a name.
    """
    with store.write("Add audience") as write:
        audience_id = audiences.ensure(write.session, name)
    return Done(audience_id, write.changes)


def rename(store: Store, audience_id: AudienceId, name: str) -> Done[None]:
    """Give an audience another name, in every takeaway and briefing that names it.

    Raises:
        InvalidInputError: this cannot be a name, or another audience has it.
        NotFoundError: there is no such audience.
    """
    with store.write("Rename audience") as write:
        audiences.rename(write.session, audience_id, name)
    return Done(None, write.changes)


def merge(store: Store, sources: Sequence[AudienceId], target: AudienceId) -> Done[None]:
    """Make several audiences one. Where a takeaway is worded for both, the target's wording stays.

    Raises:
        NotFoundError: there is no such target.
    """
    with store.write("Merge audiences") as write:
        audiences.merge(write.session, sources, target)
    return Done(None, write.changes)


def remove(store: Store, audience_id: AudienceId) -> Done[None]:
    """Take an audience out of the list, and its name and wordings from every takeaway.

    Raises:
        NotFoundError: there is no such audience.
    """
    with store.write("Remove audience") as write:
        audiences.remove(write.session, audience_id)
    return Done(None, write.changes)


def move(store: Store, audience_id: AudienceId, position: int) -> Done[None]:
    """Put an audience at another place in the list, counted from 0.

    Raises:
        NotFoundError: there is no such audience.
    """
    with store.write("Move audience") as write:
        audiences.move(write.session, audience_id, position)
    return Done(None, write.changes)
