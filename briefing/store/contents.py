"""What the sidebar shows beside the counts: tags, briefings, and what Undo would do. See `plain` for why in SQL."""

from __future__ import annotations

from briefing.domain.articles import ArticleId, Tag, TagId
from briefing.domain.briefings import BriefingId, BriefingSummary
from briefing.domain.listing import History
from briefing.store.plain import Reading, rows, value
from briefing.store.times import moment_of

LAST_DONE = "SELECT id, label FROM undo_group WHERE undone = 0 ORDER BY id DESC LIMIT 1"
LAST_UNDONE = "SELECT id, label FROM undo_group WHERE undone = 1 ORDER BY id LIMIT 1"


def all_tags(reading: Reading) -> list[Tag]:
    """Every tag, by name."""
    found = rows(reading, "SELECT id, name, colour, n_article FROM tag ORDER BY name_key")
    return [Tag(TagId(tag_id), name, colour, n) for tag_id, name, colour, n in found]


def briefings(reading: Reading, *, citing: ArticleId | None = None) -> list[BriefingSummary]:
    """Briefings, the one of the latest date first; only those that cite an article, if one is given."""
    items = "(SELECT count(*) FROM briefing_item i WHERE i.briefing_id = b.id)"
    cites = "" if citing is None else "WHERE b.id IN (SELECT briefing_id FROM briefing_item WHERE article_id = ?)"
    found = rows(
        reading,
        f"SELECT b.id, b.title, b.edition, b.date, {items}, b.updated_at FROM briefing b {cites} "
        "ORDER BY b.date DESC, b.id DESC",
        () if citing is None else (citing,),
    )
    return [
        BriefingSummary(BriefingId(id), title, edition, date, n, moment_of(updated_at))
        for id, title, edition, date, n, updated_at in found
    ]


def history(reading: Reading) -> History:
    """What Undo and Redo would do now."""
    done, undone = (value(reading, f"SELECT label FROM ({last})") for last in (LAST_DONE, LAST_UNDONE))
    return History(undo=done or "", redo=undone or "")
