"""What a form edits."""

from __future__ import annotations

from typing import NamedTuple

from briefing.domain.briefings import BriefingContents, Item, Section
from briefing.ui.models.outline_rows import RowKind


class Record(NamedTuple):
    """The briefing itself (FRONT), a section or an item, by its id."""

    kind: RowKind
    id: int


def find(contents: BriefingContents, record: Record) -> tuple[Section | None, Item | None]:
    """The section or item of a record; with an item, the section in which it stands."""
    for section in contents.briefing.sections:
        if record.kind is RowKind.SECTION and section.id == record.id:
            return section, None
        for item in section.items:
            if record.kind is RowKind.ITEM and item.id == record.id:
                return section, item
    return None, None
