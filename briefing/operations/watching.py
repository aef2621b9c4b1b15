"""Which folders of this computer the window has to watch. Reads only, without SQLAlchemy (see `browse`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.store import watching

if TYPE_CHECKING:
    from briefing.store.database import Store


def watched_paths(store: Store) -> list[str]:
    """The folders that are watched and not paused."""
    with store.look() as look:
        return watching.watched_paths(look)
