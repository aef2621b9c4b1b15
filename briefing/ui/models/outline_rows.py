"""The rows of a briefing's outline as they are painted and read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from briefing.domain.briefings import Briefing, BriefingContents, Item, Level, Section
from briefing.ui.models.wording import joined


class RowKind(StrEnum):
    """What a row of the outline stands for."""

    FRONT = "front"
    SECTION = "section"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A row as it is painted.

    Attributes:
        id: the id of its section or item; 0 for the front page.
        title: never empty.
        detail: the quiet second line.
        missing: what the row still lacks, "" when it lacks nothing.
        withdrawn: what it rests on was thrown away or says something else by now, as `missing` says.
        level: how much room an item takes; None for other rows.
        full_text: the item prints its article's whole text.
    """

    kind: RowKind
    id: int
    title: str
    detail: str = ""
    missing: str = ""
    level: Level | None = None
    full_text: bool = False
    withdrawn: bool = False


@dataclass(slots=True)
class Branch:
    """A section and the rows of its items; the one part of the tree that changes in place."""

    row: OutlineRow
    items: list[OutlineRow]


def front_row(briefing: Briefing) -> OutlineRow:
    """The first row: what stands above all sections."""
    missing = "" if briefing.bottom_line.strip() else _tr("no bottom line yet")
    return OutlineRow(RowKind.FRONT, 0, _tr("Front page"), briefing.title or _tr("Untitled briefing"), missing)


def section_row(section: Section) -> OutlineRow:
    """The row of a section, with the number of its articles."""
    detail = _counted(len(section.items), _tr("1 article"), _tr("{n} articles"))
    if not section.items:
        detail = _tr("Prints “No significant developments”")
    return OutlineRow(RowKind.SECTION, section.id, section.title or _tr("Untitled section"), detail)


def item_row(item: Item, contents: BriefingContents) -> OutlineRow:
    """The row of an article in the briefing: its headline, source and what is printed with it."""
    article = contents.articles.get(item.article_id)
    title = item.headline or (article.title if article else "") or _tr("An article that is gone")
    parts = [
        article.summary.outlet if article else "",
        _counted(len(item.takeaways), _tr("1 takeaway"), _tr("{n} takeaways")) if item.takeaways else "",
        _counted(len(item.quotes), _tr("1 quote"), _tr("{n} quotes")) if item.quotes else "",
        _tr("full text") if item.full_text else "",
    ]
    lacks = not item.takeaways and item.level is not Level.HEADLINE
    thrown_away = article is not None and article.summary.trashed
    withdrawn = thrown_away or _rests_on_older_text(item, contents)
    missing = _tr("no takeaway yet") if lacks else ""
    if withdrawn:
        missing = _tr("source in the trash") if thrown_away else _tr("source has changed")
    detail = joined(parts, " · ")
    return OutlineRow(RowKind.ITEM, item.id, title, detail, missing, item.level, item.full_text, withdrawn)


def _rests_on_older_text(item: Item, contents: BriefingContents) -> bool:
    """Whether a passage that one of its takeaways rests on stands in a text that its article no longer has."""
    takeaways = (contents.takeaways[each] for each in item.takeaways if each in contents.takeaways)
    passages = (contents.highlights.get(each) for takeaway in takeaways for each in takeaway.evidence)
    return any(
        passage is not None
        and passage.article_id in contents.articles
        and passage.needs_place(contents.articles[passage.article_id].version)
        for passage in passages
    )


def level_name(level: Level) -> str:
    """A level in the words of the window."""
    return {
        Level.TOP: _tr("Top story"),
        Level.BRIEF: _tr("Brief"),
        Level.HEADLINE: _tr("Headline only"),
    }[level]


def spoken(row: OutlineRow) -> str:
    """The row as a screen reader says it."""
    kind = level_name(row.level) if row.level else _tr("Section") if row.kind is RowKind.SECTION else ""
    return ", ".join(part for part in (kind, row.title, row.detail, row.missing) if part)


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(n=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Outline", text)
