"""Looks across the whole library: highlights, open actions, judgements. Each page costs the same in any library.

See `plain` for why in SQL. CROSS JOIN makes SQLite walk the index of the left table, in whose order the rows come.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from briefing.domain.annotations import Happened
from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingId
from briefing.domain.review import (
    CalibrationRow,
    HighlightCursor,
    HighlightFilter,
    HighlightPage,
    MarkedPassage,
    PlacedTakeaway,
    Printed,
    TakeawayCursor,
    TakeawayPage,
)
from briefing.store.judging import due, judgement, open_action, resolve_by, unresolved
from briefing.store.notes import HIGHLIGHT_COLUMNS, TAKEAWAY_COLUMNS, highlight_of, highlight_tags, made
from briefing.store.plain import AMONG, Reading, numbers, rows
from briefing.store.times import microseconds
from briefing.store.words import storable

__all__ = [
    "all_highlights",
    "calibration",
    "due_judgements",
    "judgements",
    "open_actions",
]

_LIVE = "CROSS JOIN article a ON a.id = {id} AND a.deleted_at IS NULL"
_TAKEAWAYS = f"takeaway t {_LIVE.format(id='t.article_id')}"
_N_TAKEAWAY = TAKEAWAY_COLUMNS.count(",") + 1


def all_highlights(
    reading: Reading,
    wanted: HighlightFilter | None = None,
    *,
    after: HighlightCursor | None = None,
    limit: int = 50,
) -> HighlightPage:
    """The next highlights of the library, newest first; none of articles in the trash."""
    statement, values = highlights_statement(wanted or HighlightFilter(), after)
    found = rows(reading, statement, [*values, limit + 1])
    shown = found[:limit]
    tags = highlight_tags(reading, [row[0] for row in shown])
    last = HighlightCursor(shown[-1][9], shown[-1][0]) if len(found) > limit else None
    return HighlightPage(tuple(_marked(row, tags.get(row[0], ())) for row in shown), last)


def highlights_statement(wanted: HighlightFilter, after: HighlightCursor | None) -> tuple[str, list[object]]:
    """What reads a page, and its values but for the number of rows. The condition of a partial index is literal."""
    table, place = "highlight h", ("h.created_at", "h.id")
    conditions, values = [], list[object]()
    if wanted.tag_id is not None:
        table, place = (
            "highlight_tag y CROSS JOIN highlight h ON h.id = y.highlight_id",
            ("y.created_at", "y.highlight_id"),
        )
        conditions.append("y.tag_id = ?")
        values.append(wanted.tag_id)
    if wanted.meaning is not None:
        conditions.append("h.meaning = ?")
        values.append(wanted.meaning.value)
    if wanted.unused:
        conditions.append("h.n_use = 0")
    if wanted.since is not None:
        conditions.append(f"{place[0]} >= ?")
        values.append(microseconds(wanted.since))
    if text := " ".join(storable(wanted.text).split()):
        spellings = {_pattern(each) for each in (text, text.lower(), text.upper(), text.capitalize())}
        for_each = "(h.quote LIKE ? ESCAPE '\\' OR h.note LIKE ? ESCAPE '\\')"
        conditions.append("(" + " OR ".join([for_each] * len(spellings)) + ")")
        values += [spelling for each in sorted(spellings) for spelling in (each, each)]
    if after is not None:
        conditions.append(f"({place[0]}, {place[1]}) < (?, ?)")
        values += [after.created_at, after.id]
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    return (
        f"SELECT {HIGHLIGHT_COLUMNS}, a.title, a.outlet, h.n_use > 0, h.version <> a.version "
        f"FROM {table} {_LIVE.format(id='h.article_id')} {where}ORDER BY {place[0]} DESC, {place[1]} DESC LIMIT ?",
        values,
    )


def open_actions(reading: Reading, *, after: TakeawayCursor | None = None, limit: int = 100) -> TakeawayPage:
    """The next actions that are neither done nor dropped, the first due first; undated ones come last."""
    return _page(reading, actions_statement(continued=after is not None), after, limit)


def actions_statement(*, continued: bool) -> str:
    """What reads a page of open actions."""
    more = f"AND ({due('t.')}, t.id) > (?, ?) " if continued else ""
    return (
        f"SELECT {TAKEAWAY_COLUMNS}, a.title, {due('t.')} FROM {_TAKEAWAYS} WHERE {open_action('t.')} {more}"
        f"ORDER BY {due('t.')}, t.id LIMIT ?"
    )


def judgements(reading: Reading, *, after: TakeawayCursor | None = None, limit: int = 100) -> TakeawayPage:
    """The next judgements, open and resolved, the one written last first."""
    return _page(reading, judgements_statement(continued=after is not None), after, limit)


def judgements_statement(*, continued: bool) -> str:
    """What reads a page of judgements."""
    more = "AND t.id < ? " if continued else ""
    return (
        f"SELECT {TAKEAWAY_COLUMNS}, a.title, '' FROM {_TAKEAWAYS} WHERE {judgement('t.')} {more}"
        "ORDER BY t.id DESC LIMIT ?"
    )


def due_judgements(reading: Reading, today: date) -> list[PlacedTakeaway]:
    """The judgements of which it can be said today whether they came true, the first due first.

    A month or a year is over on its last day. What is no date (ISO 8601) is never due.
    """
    found = rows(reading, DUE_JUDGEMENTS, [f"{today.isoformat()}~"])
    return _placed(reading, [row for row in found if _is_over(row[-1], today)])


DUE_JUDGEMENTS = (
    f"SELECT {TAKEAWAY_COLUMNS}, a.title, {resolve_by('t.')} FROM {_TAKEAWAYS} "
    f"WHERE {unresolved('t.')} AND {resolve_by('t.')} < ? ORDER BY {resolve_by('t.')}, t.id"
)


def calibration(reading: Reading) -> list[CalibrationRow]:
    """What became of the judgements that are resolved, for each likelihood as it was said."""
    statement = (
        "SELECT json_extract(t.outcome, '$.likelihood'), json_extract(t.outcome, '$.happened'), count(*) "
        f"FROM {_TAKEAWAYS} WHERE {judgement('t.')} AND t.outcome <> '{{}}' GROUP BY 1, 2 ORDER BY 1"
    )
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for likelihood, happened, n in rows(reading, statement):
        counted[likelihood][happened] = n
    order = (Happened.YES, Happened.PARTLY, Happened.NO, Happened.UNCLEAR)
    return [CalibrationRow(likelihood, *(n.get(each, 0) for each in order)) for likelihood, n in counted.items()]


def _page(reading: Reading, statement: str, after: TakeawayCursor | None, limit: int) -> TakeawayPage:
    values: list[object] = []
    if after is not None:
        values = [after.key, after.id] if after.key else [after.id]
    found = rows(reading, statement, [*values, limit + 1])
    shown = found[:limit]
    last = TakeawayCursor(shown[-1][-1], shown[-1][0]) if len(found) > limit else None
    return TakeawayPage(tuple(_placed(reading, shown)), last)


def _placed(reading: Reading, found: Sequence[Sequence[Any]]) -> list[PlacedTakeaway]:
    printed = _printed(reading, [row[0] for row in found])
    return [
        PlacedTakeaway(takeaway, ArticleId(row[1]), row[_N_TAKEAWAY], tuple(printed.get(row[0], ())))
        for takeaway, row in zip(made(reading, found), found, strict=True)
    ]


def _printed(reading: Reading, ids: Sequence[int]) -> dict[int, list[Printed]]:
    found: dict[int, list[Printed]] = defaultdict(list)
    statement = (
        "SELECT DISTINCT i.takeaway_id, b.id, b.title, b.date FROM item_takeaway i "
        f"JOIN briefing b ON b.id = i.briefing_id WHERE i.takeaway_id IN {AMONG} ORDER BY b.date DESC, b.id DESC"
    )
    for takeaway_id, briefing_id, title, day in rows(reading, statement, [numbers(ids)]):
        found[takeaway_id].append(Printed(BriefingId(briefing_id), title, day))
    return found


def _marked(row: Sequence[Any], tags: Sequence[str]) -> MarkedPassage:
    title, outlet, used, orphan = row[-4:]
    return MarkedPassage(highlight_of(row, tags), title, outlet, bool(used), bool(orphan))


def _is_over(resolve_by: str, today: date) -> bool:
    """Whether a date has come, or a month or year is at its last day."""
    try:
        match [int(part) for part in resolve_by[:10].split("-")]:
            case [year]:
                last = date(year, 12, 31)
            case [year, month]:
                last = date(year, month, calendar.monthrange(year, month)[1])
            case [year, month, day]:
                last = date(year, month, day)
            case _:
                return False
    except ValueError:
        return False
    return last.year > 999 and last <= today


def _pattern(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
