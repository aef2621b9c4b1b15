"""Articles for tests, and the whole of a library as plain values to compare."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from briefing.domain.articles import ArticleId, Capture
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.store import articles
from briefing.store.database import Store
from briefing.store.triggers import LOGGED, key_columns, logged_columns

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
BODY = "The market fell by 4% on Monday.\nAnalysts blamed the weather."


def paragraphs(text: str) -> ArticleText:
    """A text of one paragraph a line."""
    return ArticleText(tuple(Block(BlockKind.PARAGRAPH, (Run(line),)) for line in text.split("\n")))


def capture(title: str = "Markets fall", body: str = BODY, **fields: Any) -> Capture:
    """A capture of plain paragraphs."""
    return Capture(title, paragraphs(body), **fields)


def put(store: Store, *captures: Capture, label: str = "Add article") -> list[ArticleId]:
    """Add captures a minute apart, in one action."""
    with store.write(label) as write:
        return [
            articles.add(write.session, each, added_at=START + timedelta(minutes=number))
            for number, each in enumerate(captures)
        ]


def put_one(store: Store, title: str = "Markets fall", body: str = BODY, **fields: Any) -> ArticleId:
    """Add one article."""
    return put(store, capture(title, body, **fields))[0]


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that undo is answerable for, and what the search index reads."""
    tables = {row.__tablename__: (logged_columns(row), key_columns(row)) for row in LOGGED}
    tables["article_text"] = (("article_id", "title", "byline", "body", "notes"), ("article_id",))
    found = {}
    with store.read() as session:
        for table, (columns, keys) in tables.items():
            names, order = (", ".join(f'"{name}"' for name in some) for some in (columns, keys))
            rows = session.connection().exec_driver_sql(f"SELECT {names} FROM {table} ORDER BY {order}")
            found[table] = [tuple(row) for row in rows]
    return found
