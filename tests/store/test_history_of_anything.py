"""Any sequence of actions, undone and done again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing.domain.annotations import (
    AudienceId,
    Happened,
    HighlightId,
    Meaning,
    TakeawayId,
    TakeawayKind,
    TakeawayVersionId,
)
from briefing.domain.articles import ArticleId, MadeBy, Shelf, TagId
from briefing.domain.briefings import BriefingId, ItemId, Level, SectionId
from briefing.domain.errors import InvalidInputError
from briefing.domain.feeds import FeedId, IncomingDraft, IncomingId, IncomingState
from briefing.domain.listing import Listing, ListingKind
from briefing.domain.mailboxes import MailboxId, WatchedFolderId
from briefing.store import (
    annotations,
    articles,
    audiences,
    briefings,
    feeds,
    history,
    incoming,
    mailboxes,
    tags,
    versions,
)
from briefing.store.database import Store
from briefing.store.schema import (
    ArticleRow,
    AudienceRow,
    BriefingRow,
    FeedRow,
    HighlightRow,
    IncomingRow,
    ItemRow,
    MailboxRow,
    SectionRow,
    TagRow,
    TakeawayRow,
    TakeawayVersionRow,
    WatchedFolderRow,
)
from tests.store.making import START, capture, dump, put

Pick = Callable[[Any], Any]
Act = Callable[[Session, Pick, int], object]


def _highlight(session: Session, pick: Pick, n: int) -> None:
    annotations.add_highlight(
        session, pick(ArticleRow), n % 20, n % 20 + 1 + n % 9, list(Meaning)[n % 5], "note " * (n % 3)
    )


def _takeaway(session: Session, pick: Pick, n: int) -> None:
    article_id = pick(ArticleRow)
    marks = [mark.id for mark in annotations.highlights(session, article_id)][: n % 4]
    kind = list(TakeawayKind)[n % len(TakeawayKind)]
    annotations.add_takeaway(session, article_id, kind, f"So {n}", fields={"owner": str(n)}, evidence=marks)


def _rebind(session: Session, pick: Pick, n: int) -> None:
    takeaway_id = pick(TakeawayRow)
    article_id = session.scalars(select(TakeawayRow.article_id).where(TakeawayRow.id == takeaway_id)).one()
    marks = [mark.id for mark in annotations.highlights(session, ArticleId(article_id))][::-1][: n % 3]
    annotations.set_takeaway(session, takeaway_id, text=f"Text {n}", audience="Board", evidence=marks)


def _section(session: Session, pick: Pick, n: int) -> None:
    briefings.add_section(session, pick(BriefingRow), f"Section {n}", position=n % 3)


def _quote(session: Session, pick: Pick, n: int) -> None:
    item_id = pick(ItemRow)
    article_id = session.scalars(select(ItemRow.article_id).where(ItemRow.id == item_id)).one()
    marks = [mark.id for mark in annotations.highlights(session, ArticleId(article_id))][: 1 + n % 3]
    briefings.set_item(session, item_id, quotes=marks, takeaways=[], headline=f"Headline {n}", full_text=bool(n % 2))


def _move_item(session: Session, pick: Pick, n: int) -> None:
    item_id = pick(ItemRow)
    briefing_id = session.scalars(select(ItemRow.briefing_id).where(ItemRow.id == item_id)).one()
    sections = briefings.full(session, BriefingId(briefing_id)).sections
    briefings.move_item(session, item_id, sections[n % len(sections)].id, n % 3)


def _merge_tags(session: Session, pick: Pick, n: int) -> None:
    found = [tag.id for tag in tags.all_tags(session)]
    if found:
        tags.merge(session, found[: 1 + n % 3], found[-1])


def _version(session: Session, pick: Pick, n: int) -> None:
    article_id = pick(ArticleRow)
    marks = [mark.id for mark in annotations.highlights(session, article_id)][: n % 3]
    places = {mark: (place, place + 2) for place, mark in enumerate(marks)}
    made_by = list(MadeBy)[n % 2]
    versions.add(session, article_id, capture(f"T {n}", f"Text {n}.\nMore."), at=START, made_by=made_by, places=places)


def _use(session: Session, pick: Pick, n: int) -> None:
    article_id = pick(ArticleRow)
    numbers = [version.number for version in versions.all_of(session, article_id)]
    versions.use(session, article_id, numbers[n % len(numbers)])


def _incoming(session: Session, pick: Pick, n: int) -> None:
    article_id = pick(ArticleRow) if n % 2 else None
    incoming.set_state(session, [IncomingId(pick(IncomingRow))], list(IncomingState)[n % 3], article_id)


def _restore(session: Session, pick: Pick, n: int) -> None:
    annotations.restore_takeaway(session, TakeawayVersionId(pick(TakeawayVersionRow)))


def _merge_audiences(session: Session, pick: Pick, n: int) -> None:
    found = [audience.id for audience in audiences.all_audiences(session) if audience.id]
    if found:
        audiences.merge(session, found[: 1 + n % 3], found[-1])


ACTIONS: dict[str, Act] = {
    "add": lambda s, pick, n: articles.add(s, capture(f"Added {n}", f"Text {n}"), added_at=START),
    "title": lambda s, pick, n: articles.set_fields(s, pick(ArticleRow), {"title": f"Title {n}", "authors": "A; B"}),
    "note": lambda s, pick, n: articles.set_fields(s, pick(ArticleRow), {"note": f"Remark {n} 市场"}),
    "shelf": lambda s, pick, n: articles.set_shelf(s, [pick(ArticleRow)], list(Shelf)[n % 2]),
    "star": lambda s, pick, n: articles.set_starred(s, [pick(ArticleRow)], bool(n % 2)),
    "struck": lambda s, pick, n: articles.set_struck(s, pick(ArticleRow), range(n % 3)),
    "trash": lambda s, pick, n: articles.trash(s, [pick(ArticleRow)]),
    "restore": lambda s, pick, n: articles.restore(s, [pick(ArticleRow)]),
    "tag": lambda s, pick, n: tags.assign(s, [pick(ArticleRow), pick(ArticleRow)], tags.ensure(s, f"Tag {n % 4}")),
    "untag": lambda s, pick, n: tags.unassign(s, [pick(ArticleRow)], TagId(pick(TagRow))),
    "rename tag": lambda s, pick, n: tags.rename(s, TagId(pick(TagRow)), f"Named {n}"),
    "delete tag": lambda s, pick, n: tags.delete(s, TagId(pick(TagRow))),
    "merge tags": _merge_tags,
    "highlight": _highlight,
    "edit highlight": lambda s, pick, n: annotations.set_highlight(
        s, pick(HighlightRow), note=f"N {n}", start=0, end=3
    ),
    "unmark": lambda s, pick, n: annotations.remove_highlights(s, [HighlightId(pick(HighlightRow))]),
    "takeaway": _takeaway,
    "rebind": _rebind,
    "move takeaway": lambda s, pick, n: annotations.move_takeaway(s, TakeawayId(pick(TakeawayRow)), n % 3),
    "remove takeaway": lambda s, pick, n: annotations.remove_takeaway(s, TakeawayId(pick(TakeawayRow))),
    "briefing": lambda s, pick, n: briefings.add(s, f"Briefing {n}", date="2026-03-01"),
    "edit briefing": lambda s, pick, n: briefings.set_fields(
        s, pick(BriefingRow), {"logo": b"x" * (n % 3), "audience": "B"}
    ),
    "section": _section,
    "move section": lambda s, pick, n: briefings.move_section(s, SectionId(pick(SectionRow)), n % 3),
    "remove section": lambda s, pick, n: briefings.remove_section(s, SectionId(pick(SectionRow))),
    "item": lambda s, pick, n: briefings.add_item(
        s, pick(SectionRow), pick(ArticleRow), level=Level.TOP, position=n % 3
    ),
    "edit item": _quote,
    "move item": _move_item,
    "remove item": lambda s, pick, n: briefings.remove_item(s, ItemId(pick(ItemRow))),
    "version": _version,
    "use version": _use,
    "tag highlight": lambda s, pick, n: annotations.set_highlight_tags(
        s, pick(HighlightRow), [f"Tag {each}" for each in range(n % 4)]
    ),
    "variant": lambda s, pick, n: annotations.set_variant(
        s, TakeawayId(pick(TakeawayRow)), f"Reader {n % 3}", "Worded " * (n % 3)
    ),
    "restore takeaway": _restore,
    "judge": lambda s, pick, n: annotations.resolve_judgement(
        s, TakeawayId(pick(TakeawayRow)), list(Happened)[n % 4], at=START
    ),
    "reopen": lambda s, pick, n: annotations.reopen_judgement(s, TakeawayId(pick(TakeawayRow))),
    "audience": lambda s, pick, n: audiences.ensure(s, f"Reader {n % 5}"),
    "rename audience": lambda s, pick, n: audiences.rename(s, AudienceId(pick(AudienceRow)), f"Named {n}"),
    "move audience": lambda s, pick, n: audiences.move(s, AudienceId(pick(AudienceRow)), n % 3),
    "remove audience": lambda s, pick, n: audiences.remove(s, AudienceId(pick(AudienceRow))),
    "merge audiences": _merge_audiences,
    "feed": lambda s, pick, n: feeds.add(s, f"https://example.org/{n % 5}", f"Feed {n}"),
    "edit feed": lambda s, pick, n: feeds.set_fields(s, FeedId(pick(FeedRow)), title=f"Feed {n}", paused=bool(n % 2)),
    "remove feed": lambda s, pick, n: feeds.remove(s, FeedId(pick(FeedRow))),
    "decide": _incoming,
    "mailbox": lambda s, pick, n: mailboxes.add(s, "imap.example.org", 993, f"user {n}"),
    "remove mailbox": lambda s, pick, n: mailboxes.remove(s, MailboxId(pick(MailboxRow))),
    "watch": lambda s, pick, n: mailboxes.add_folder(s, f"/home/{n}"),
    "unwatch": lambda s, pick, n: mailboxes.remove_folder(s, WatchedFolderId(pick(WatchedFolderRow))),
    "remove briefing": lambda s, pick, n: briefings.remove(s, BriefingId(pick(BriefingRow))),
}


class NothingToPickError(Exception):
    """There is no row of the kind that an action needs yet."""


def perform(store: Store, name: str, numbers: tuple[int, int, int]) -> None:
    """Do one action on rows that exist; none of them: no action."""
    draws = iter(numbers * 4)

    def pick(table: Any) -> Any:
        ids = session.scalars(select(table.id).order_by(table.id)).all()
        if not ids:
            raise NothingToPickError
        return ids[next(draws) % len(ids)]

    try:
        with store.write(name) as write:
            session = write.session
            ACTIONS[name](session, pick, numbers[2])
    except (NothingToPickError, InvalidInputError):
        pass


def check_undo_and_redo(store: Store, steps: list[tuple[str, tuple[int, int, int]]]) -> None:
    start, first_new = dump(store), 3
    for name, numbers in steps:
        perform(store, name, numbers)
    end = dump(store)
    while history.undo(store).value:
        pass
    undone = dump(store)
    added = {row[0] for row in undone["article"] if row[0] > first_new}
    in_trash = Listing(ListingKind.TRASH)
    with store.read() as session:
        assert {row.id for row in articles.page(session, in_trash, limit=200).rows} == added
    for table, rows in undone.items():
        kept = [row for row in rows if not (table in OF_ARTICLE and row[0] in added)]
        assert kept == start[table], table
    assert store.check() == []
    while history.redo(store).value:
        pass
    assert dump(store) == end
    assert store.check() == []


OF_ARTICLE = ("article", "article_text", "article_version")
NUMBERS = st.tuples(*(st.integers(0, 40) for _ in range(3)))
BASE = [("briefing", (0, 0, 1)), ("section", (0, 0, 1)), ("highlight", (0, 0, 3)), ("takeaway", (0, 0, 3))]


@settings(max_examples=30)
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), NUMBERS), max_size=25), furnished=st.booleans())
def test_any_actions_undone_give_the_same_library_and_redone_the_same_end(
    three_articles: Path, tmp_path: Path, steps: list[tuple[str, tuple[int, int, int]]], furnished: bool
) -> None:
    path = tmp_path / "library.briefing-library"
    shutil.copyfile(three_articles, path)
    store = Store.open(path)
    try:
        check_undo_and_redo(store, BASE + steps if furnished else steps)
    finally:
        store.close()


@pytest.fixture(scope="module")
def three_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of three articles and of a feed with items, none of which can be undone away."""
    store = Store.open(tmp_path_factory.mktemp("three") / "three.briefing-library")
    put(store, capture("One"), capture("Two"), capture("Three"), label="")
    with store.write("") as write:
        feed_id = feeds.add(write.session, "https://example.org/feed", "Feed")
        incoming.put(write.session, feed_id, "Feed", [IncomingDraft(str(n), str(n)) for n in range(3)], at=START)
    store.close()
    return store.path
