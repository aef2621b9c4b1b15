"""What a child process does to a library until it is killed. It says what it has done after every commit."""

from __future__ import annotations

import random
from multiprocessing.connection import Connection
from pathlib import Path

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, Shelf, Snapshot
from briefing.domain.listing import Listing, ListingKind
from briefing.store import annotations, articles, briefings, history, tags
from briefing.store.database import Store
from tests.store.making import START, capture, put


def write_for_ever(path: Path, seed: int, speak: Connection) -> None:
    """Write until the process is killed. Each line that is sent is a promise: what it names is in the library."""
    store = Store.open(path)
    chance = random.Random(seed)
    for number in range(1_000_000):
        speak.send(act(store, chance, f"{seed}-{number}"))


def act(store: Store, chance: random.Random, name: str) -> str:
    """One acknowledged action."""
    with store.read() as session:
        rows = articles.page(session, Listing(ListingKind.ALL), limit=20).rows
    choice = chance.random()
    if choice < 0.4 or not rows:
        body = f"Text {name}.\n" + "Words that fill a page. " * chance.randint(1, 400)
        original = Snapshot(body.encode() * 3, "text/plain", START)
        (article_id,) = put(store, capture(name, body, snapshot=original))
        return f"article {article_id} {name}"
    article_id = chance.choice(rows).id
    if choice < 0.7:
        return f"takeaway {annotate(store, article_id, name)} {name}"
    if choice < 0.8:
        return f"briefing {compose(store, article_id, name)} {name}"
    if choice < 0.9:
        arrange(store, article_id, chance)
        return "arranged"
    history.undo(store)
    history.redo(store)
    return "undone and redone"


def annotate(store: Store, article_id: ArticleId, name: str) -> int:
    with store.write("Annotate") as write:
        session = write.session
        mark = annotations.add_highlight(session, article_id, 0, 4, Meaning.FACT, name)
        tags.assign(session, [article_id], tags.ensure(session, f"Tag {len(name)}"))
        return annotations.add_takeaway(session, article_id, TakeawayKind.FOR_YOU, name, evidence=[mark])


def compose(store: Store, article_id: ArticleId, name: str) -> int:
    with store.write("Compose") as write:
        briefing_id = briefings.add(write.session, name, date="2026-03-01")
        section = briefings.add_section(write.session, briefing_id, "News")
        briefings.add_item(write.session, section, article_id)
        return briefing_id


def arrange(store: Store, article_id: ArticleId, chance: random.Random) -> None:
    with store.write("Arrange") as write:
        articles.set_shelf(write.session, [article_id], chance.choice(list(Shelf)))
        articles.set_starred(write.session, [article_id], chance.random() < 0.5)
