"""Make the saved library of today's schema: python tests/databases/make.py

Run it once for every schema revision, before the next one is begun, and commit the file. Tests open each of them.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.domain.annotations import Happened, Meaning, TakeawayKind
from briefing.domain.articles import Capture, Picture, Snapshot
from briefing.domain.feeds import IncomingDraft
from briefing.domain.mailboxes import SeenFile
from briefing.domain.network import Request
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.store import (
    annotations,
    articles,
    briefings,
    feeds,
    incoming,
    ledger,
    mailboxes,
    opening,
    places,
    tags,
    versions,
)
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
        judge(store)
        bring_in(store)
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
    with store.write("Capture again") as write:
        session = write.session
        again = replace(capture, text=ArticleText((*blocks[:3], Block(BlockKind.PARAGRAPH, (Run("An update."),)))))
        versions.add(session, article_id, again, at=MOMENT + timedelta(days=1), places={mark: (4, 23)})
        annotations.set_highlight_tags(session, mark, ["Harbours"])
        (takeaway,) = annotations.takeaways(session, article_id)
        annotations.set_takeaway(session, takeaway.id, text="Watch the tender closely.")
        annotations.set_variant(session, takeaway.id, "Board", "Ask for the cost of the tender.")
        places.set_place(session, article_id, 40, at=MOMENT)


def judge(store: Store) -> None:
    """An older article with a judgement of which it is known what became of it."""
    capture = Capture("Rain in spring", ArticleText((Block(BlockKind.PARAGRAPH, (Run("Clouds gather."),)),)))
    with store.write("Judge") as write:
        session = write.session
        article_id = articles.add(session, capture, added_at=MOMENT - timedelta(days=1))
        fields = {"likelihood": "likely", "resolve by": "2026-03-15"}
        takeaway_id = annotations.add_takeaway(
            session, article_id, TakeawayKind.ASSESSMENT, "It will rain.", audience="Sailors", fields=fields
        )
        annotations.resolve_judgement(session, takeaway_id, Happened.YES, at=MOMENT, note="It poured.")


def bring_in(store: Store) -> None:
    """A feed, a mailbox, a watched folder, an item that waits with its text, and a request."""
    text = ArticleText((Block(BlockKind.PARAGRAPH, (Run("The lock opens."),)),))
    letter = Capture("The lock", text, pictures=(Picture(b"\x89PNG a lock", "image/png", "cid:1"),))
    with store.write("Subscribe") as write:
        session = write.session
        feed_id = feeds.add(session, "https://example.com/feed", "The Aldmouth Post", folder="News")
        feeds.checked(session, feed_id, at=MOMENT, etag='"1"', modified="", error="", next_at=None)
        incoming.put(session, feed_id, "The Aldmouth Post", [IncomingDraft("1", "The lock", capture=letter)], at=MOMENT)
        mailboxes.add(session, "imap.example.com", 993, "ada@example.com", senders=["@example.com"])
        folder_id = mailboxes.add_folder(session, "/home/ada/Letters")
        mailboxes.saw(session, folder_id, [SeenFile("one.eml", 10, 1_772_366_400_000_000_000, "ab" * 32)], at=MOMENT)
        ledger.record(
            session, [Request(MOMENT, "Refresh feeds", "GET", "https://example.com/feed", "example.com", 200, 512, 0.2)]
        )


if __name__ == "__main__":
    main()
