"""Looks across the library: what they show, in which order, and that each page walks an index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from briefing.domain.annotations import Happened, HighlightId, Meaning, TakeawayId, TakeawayKind
from briefing.domain.articles import ArticleId, TagId
from briefing.domain.errors import InvalidInputError
from briefing.domain.review import DONE_STATUSES, HighlightCursor, HighlightFilter, TakeawayCursor
from briefing.store import annotations, articles, briefings, history, review, tags, versions
from briefing.store.database import Store
from briefing.store.schema import HighlightRow
from tests.store.making import START, capture, put, put_one

DAY = timedelta(days=1)


@pytest.fixture
def ids(store: Store) -> list[ArticleId]:
    return put(store, capture("One", outlet="The Post"), capture("Two"))


@pytest.fixture
def marks(store: Store, ids: list[ArticleId]) -> list[HighlightId]:
    """Six highlights, a day apart, of two meanings, on two articles by turns."""
    found = []
    with store.write("Highlight") as write:
        for number in range(6):
            meaning = Meaning.RISK if number % 3 == 0 else Meaning.FACT
            found.append(annotations.add_highlight(write.session, ids[number % 2], number, number + 9, meaning))
    with store.unlogged() as session:
        for number, mark in enumerate(found):
            moment = START + number * DAY
            session.execute(update(HighlightRow).where(HighlightRow.id == mark).values(created_at=moment))
    return found


def passages(store: Store, wanted: HighlightFilter | None = None, limit: int = 50) -> list[HighlightId]:
    found: list[HighlightId] = []
    after: HighlightCursor | None = None
    with store.look() as look:
        while True:
            page = review.all_highlights(look, wanted, after=after, limit=limit)
            found += [row.highlight.id for row in page.rows]
            if (after := page.next) is None:
                return found


def tag(store: Store, marks: list[HighlightId], name: str) -> TagId:
    with store.write("Tag") as write:
        for mark in marks:
            annotations.set_highlight_tags(write.session, mark, [name])
        found = tags.find(write.session, name)
    assert found
    return found.id


@pytest.mark.parametrize("limit", [1, 4, 50])
def test_highlights_come_newest_first_page_by_page(store: Store, marks: list[HighlightId], limit: int) -> None:
    assert passages(store, limit=limit) == marks[::-1]
    tag_id = tag(store, marks[1:4], "Energy")
    assert passages(store, HighlightFilter(tag_id=tag_id), limit) == marks[3:0:-1]
    assert passages(store, HighlightFilter(meaning=Meaning.RISK), limit) == [marks[3], marks[0]]
    assert passages(store, HighlightFilter(since=START + 2 * DAY), limit) == marks[:1:-1]
    both = HighlightFilter(meaning=Meaning.FACT, tag_id=tag_id, since=START + 2 * DAY)
    assert passages(store, both, limit) == [marks[2]]


def test_unused_are_those_that_nothing_rests_on(store: Store, ids: list[ArticleId], marks: list[HighlightId]) -> None:
    unused = HighlightFilter(unused=True)
    with store.write("Use") as write:
        session = write.session
        annotations.add_takeaway(session, ids[0], TakeawayKind.RISK, "Hm", evidence=[marks[0], marks[2]])
        briefing_id = briefings.add(session, "Weekly", date="2026-03-01")
        item = briefings.add_item(session, briefings.add_section(session, briefing_id, "News"), ids[1])
        briefings.set_item(session, item, quotes=[marks[1]])
    assert passages(store, unused) == [marks[5], marks[4], marks[3]]
    with store.look() as look:
        assert [row.used for row in review.all_highlights(look).rows] == [False] * 3 + [True] * 3
    history.undo(store)
    assert passages(store, unused) == marks[::-1]
    history.redo(store)
    with store.write("Remove") as write:
        briefings.remove(write.session, briefing_id)
    assert passages(store, unused) == [marks[5], marks[4], marks[3], marks[1]]
    assert store.check() == []


def test_words_are_looked_for_in_passage_and_note(store: Store) -> None:
    article_id = put_one(store, body="Zürich grew by 100% in Märkte_X.")
    with store.write("Highlight") as write:
        one = annotations.add_highlight(write.session, article_id, 0, 19, Meaning.FACT)
        two = annotations.add_highlight(write.session, article_id, 20, 31, Meaning.FACT, "ÄRGER with the weather")
    for text, expected in (
        ("zürich", [one]),
        ("100%", [one]),
        ("0%x", []),
        ("märkte_", [two]),
        ("ärger", [two]),
        ("r", [two, one]),
        ("'", []),
    ):
        assert passages(store, HighlightFilter(text=text)) == expected, text


def test_a_row_says_where_it_stands_and_none_is_of_the_trash(
    store: Store, ids: list[ArticleId], marks: list[HighlightId]
) -> None:
    tag(store, marks[:1], "Energy")
    with store.write("Again") as write:
        versions.add(write.session, ids[0], capture("One", "Another text."), at=START)
    with store.look() as look:
        row = review.all_highlights(look).rows[-1]
    assert (row.title, row.outlet, row.orphan, row.highlight.tags) == ("One", "The Post", True, ("Energy",))
    with store.write("Trash") as write:
        articles.trash(write.session, [ids[0]])
    assert passages(store) == marks[5::-2]


def takeaway(store: Store, article_id: ArticleId, kind: TakeawayKind, text: str, **fields: str) -> TakeawayId:
    named = {name.replace("_", " "): value for name, value in fields.items()}
    with store.write("Takeaway") as write:
        return annotations.add_takeaway(write.session, article_id, kind, text, fields=named)


def placed(store: Store, call: Callable[..., Any], limit: int = 50) -> list[TakeawayId]:
    found: list[TakeawayId] = []
    after: TakeawayCursor | None = None
    with store.look() as look:
        while True:
            page = call(look, after=after, limit=limit)
            found += [row.takeaway.id for row in page.rows]
            if (after := page.next) is None:
                return found


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_open_actions_come_by_due_date(store: Store, ids: list[ArticleId], limit: int) -> None:
    kind = TakeawayKind.ACTION
    undated = takeaway(store, ids[0], kind, "Some day")
    late = takeaway(store, ids[1], kind, "Late", due=" 2026-05-01", status="in progress", owner="Ada")
    soon = takeaway(store, ids[0], kind, "Soon", due="2026-04-01")
    again = takeaway(store, ids[1], kind, "Soon too", due="2026-04-01", status="Open")
    for status in (*DONE_STATUSES, " Done ", "DROPPED"):
        takeaway(store, ids[0], kind, "Over", due="2026-01-01", status=status)
    takeaway(store, ids[0], TakeawayKind.RISK, "No action")
    assert placed(store, review.open_actions, limit) == [soon, again, late, undated]
    with store.write("Done") as write:
        annotations.set_takeaway(write.session, soon, fields={"status": "done", "due": "2026-04-01"})
    assert placed(store, review.open_actions, limit) == [again, late, undated]
    with store.write("Trash") as write:
        articles.trash(write.session, [ids[0]])
    assert placed(store, review.open_actions, limit) == [again, late]


def test_an_action_says_where_it_is_printed(store: Store, ids: list[ArticleId]) -> None:
    action = takeaway(store, ids[0], TakeawayKind.ACTION, "Act", owner="Ada", due="Friday")
    with store.write("Compose") as write:
        session = write.session
        for title, day in (("Weekly", "2026-03-01"), ("Monthly", "2026-03-31")):
            briefing_id = briefings.add(session, title, date=day)
            section = briefings.add_section(session, briefing_id, "News")
            briefings.add_item(session, section, ids[0])
            briefings.add_item(session, section, ids[0])
    with store.look() as look:
        (row,) = review.open_actions(look).rows
    assert (row.takeaway.id, row.article_id, row.title) == (action, ids[0], "One")
    assert (row.owner, row.due) == ("Ada", "Friday")
    assert [(each.title, each.date) for each in row.briefings] == [("Monthly", "2026-03-31"), ("Weekly", "2026-03-01")]


def test_judgements_are_due_when_their_date_has_come(store: Store, ids: list[ArticleId]) -> None:
    kind = TakeawayKind.ASSESSMENT
    dated = {
        when: takeaway(store, ids[0], kind, f"By {when}", resolve_by=when, likelihood="likely")
        for when in ("2026-03-15", "2026-03", "2025", "2026-04-01", "Friday", "1 May 2026", "2026-02-30", "", "9")
    }

    def asked(day: date) -> list[str]:
        names = {takeaway_id: when for when, takeaway_id in dated.items()}
        with store.look() as look:
            return [names[row.takeaway.id] for row in review.due_judgements(look, day)]

    assert asked(date(2026, 3, 14)) == ["2025"]
    assert asked(date(2026, 3, 15)) == ["2025", "2026-03-15"]
    assert asked(date(2026, 3, 31)) == ["2025", "2026-03", "2026-03-15"]
    with store.write("Judge") as write:
        annotations.resolve_judgement(write.session, dated["2025"], Happened.NO, at=START, note="It stayed dry.")
    assert asked(date(2026, 3, 15)) == ["2026-03-15"]
    history.undo(store)
    assert asked(date(2026, 3, 15)) == ["2025", "2026-03-15"]
    assert placed(store, review.judgements, 2) == sorted(dated.values(), reverse=True)


def test_what_was_said_stays_beside_what_happened(store: Store, ids: list[ArticleId]) -> None:
    judged = takeaway(store, ids[0], TakeawayKind.ASSESSMENT, "Rain.", likelihood="likely", resolve_by="2026-03-01")
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    with store.write("Judge") as write:
        annotations.resolve_judgement(write.session, judged, Happened.PARTLY, at=moment, note="Drizzle.")
    with store.write("Edit") as write:
        annotations.set_takeaway(write.session, judged, text="Snow.", fields={"likelihood": "unlikely"})
    with store.look() as look:
        outcome = review.judgements(look).rows[0].takeaway.outcome
    assert outcome
    assert (outcome.happened, outcome.at, outcome.note) == (Happened.PARTLY, moment, "Drizzle.")
    assert (outcome.said, outcome.likelihood, outcome.resolve_by) == ("Rain.", "likely", "2026-03-01")
    with store.write("Reopen") as write:
        annotations.reopen_judgement(write.session, judged)
    with store.look() as look:
        assert review.judgements(look).rows[0].takeaway.outcome is None
    other = takeaway(store, ids[0], TakeawayKind.RISK, "No judgement")
    with pytest.raises(InvalidInputError), store.write("Judge") as write:
        annotations.resolve_judgement(write.session, other, Happened.YES, at=moment)


def test_calibration_counts_what_became_of_each_likelihood(store: Store, ids: list[ArticleId]) -> None:
    said = [("likely", "yes"), ("likely", "yes"), ("likely", "no"), ("", "unclear"), ("unlikely", "partly")]
    for likelihood, happened in said:
        judged = takeaway(store, ids[0], TakeawayKind.ASSESSMENT, "Hm", likelihood=likelihood)
        with store.write("Judge") as write:
            annotations.resolve_judgement(write.session, judged, Happened(happened), at=START)
    takeaway(store, ids[0], TakeawayKind.ASSESSMENT, "Open", likelihood="likely")
    with store.look() as look:
        found = review.calibration(look)
    assert [(row.likelihood, row.happened, row.partly, row.failed, row.unclear) for row in found] == [
        ("", 0, 0, 0, 1),
        ("likely", 2, 0, 1, 0),
        ("unlikely", 0, 1, 0, 0),
    ]


SINCE = datetime(2026, 1, 1, tzinfo=UTC)
UNUSED = HighlightFilter(unused=True)
AFTER = HighlightCursor(5, 5)
PLANS = {
    "all": (lambda after: review.highlights_statement(HighlightFilter(), after)[0], "ix_highlight_newest"),
    "since": (lambda after: review.highlights_statement(HighlightFilter(since=SINCE), after)[0], "ix_highlight_newest"),
    "meaning": (
        lambda after: review.highlights_statement(HighlightFilter(meaning=Meaning.FACT, since=SINCE), after)[0],
        "ix_highlight_meaning",
    ),
    "tag": (
        lambda after: review.highlights_statement(HighlightFilter(tag_id=TagId(1)), after)[0],
        "ix_highlight_tag_newest",
    ),
    "unused": (
        lambda after: review.highlights_statement(HighlightFilter(unused=True), after)[0],
        "ix_highlight_unused",
    ),
    "actions": (lambda after: review.actions_statement(continued=bool(after)), "ix_takeaway_open_action"),
    "judgements": (lambda after: review.judgements_statement(continued=bool(after)), "ix_takeaway_judgement"),
    "due": (lambda after: review.DUE_JUDGEMENTS, "ix_takeaway_unresolved"),
}


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("after", [None, AFTER], ids=["first", "next"])
def test_every_page_walks_an_index_and_sorts_nothing(store: Store, name: str, after: HighlightCursor | None) -> None:
    make, index = PLANS[name]
    statement = make(after)
    with store.read() as session:
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (5,) * statement.count("?"))
        plan = [row[3] for row in rows]
    assert index in plan[0], plan
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN a") for step in plan), plan
