"""Where reading stopped in an article. It is no change of the library: nothing of it is undone or announced."""

from __future__ import annotations

from datetime import UTC, datetime

from briefing.domain.articles import ArticleId
from briefing.store import places
from briefing.store.database import Store


def keep(store: Store, article_id: ArticleId, version: int, offset: int) -> None:
    """Keep where reading stopped: a code point of the text `version`. One of a text not shown any more is let go."""
    with store.unlogged() as session:
        places.set_place(session, article_id, offset, at=datetime.now(UTC), version=version)
