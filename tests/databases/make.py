"""Make the saved library of today's schema: python tests/databases/make.py

Run it once for every schema revision, before the next one is begun, and commit the file. Tests open each of them.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import Capture, Picture, Snapshot
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.store import annotations, articles, briefings, opening, tags
from briefing.store.database import Store

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARAGRAPHS = (
    "The harbour of Aldmouth will be lit by its own tide from next winter on.",
    "Three turbines below the pier turn both ways, so that ebb and flood count alike.",
    "潮の力で港を照らす。",
)


def main() -> None:
    """Write `schema-<revision>.briefing-library` beside this file."""
    target = Path(__file__).parent / f"schema-{opening.HEAD}.briefing-library"
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / target.name)
        furnish(store)
        store.backup(target)
        store.close()


def furnish(store: Store) -> None:
    """One article with all that an article can have."""
    blocks = (
        Block(BlockKind.PARAGRAPH, (Run(PARAGRAPHS[0]),)),
        Block(BlockKind.PARAGRAPH, (Run(PARAGRAPHS[1]),)),
        Block(BlockKind.PARAGRAPH, (Run(PARAGRAPHS[2]),)),
        Block(BlockKind.PARAGRAPH, (Run("Write a comment"),), struck=True),
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS).encode()
    capture = Capture(
        "Tides and turbines",
        ArticleText(blocks),
        authors=("Ada Example",),
        outlet="The Aldmouth Post",
        published="2026-02-27",
        language="en",
        url="https://example.com/tides?utm_source=mail",
        snapshot=Snapshot(body, "text/html", MOMENT, "https://example.com/tides"),
        pictures=(Picture(b"\x89PNG no real picture", "image/png", "https://example.com/pier.png"),),
    )
    with store.write("Add article") as write:
        article_id = articles.add(write.session, capture, added_at=MOMENT)
    with store.write("Annotate") as write:
        session = write.session
        tags.assign(session, [article_id], tags.ensure(session, "Energy"))
        mark = annotations.add_highlight(session, article_id, 4, 23, Meaning.FACT, "Where is this?")
        annotations.add_takeaway(session, article_id, TakeawayKind.FOR_YOU, "Watch the tender.", evidence=[mark])
    with store.write("Compose") as write:
        briefing_id = briefings.add(write.session, "Weekly", date="2026-03-01")
        section = briefings.add_section(write.session, briefing_id, "Developments")
        item = briefings.add_item(write.session, section, article_id)
        briefings.set_item(write.session, item, quotes=[mark])


if __name__ == "__main__":
    main()
