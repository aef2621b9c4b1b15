"""What an outline shows, as text."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from briefing.domain.briefings import Level
from briefing.ui.models.briefing_outline import ROW_ROLE, BriefingOutlineModel
from briefing.ui.models.outline_rows import OutlineRow, RowKind

MARKS = {Level.TOP: "*", Level.BRIEF: "-", Level.HEADLINE: "."}


def picture(model: BriefingOutlineModel) -> str:
    """One line a row: "=" the front page, "#" a section, "*", "-" and "." items by their level, "!" what is missing."""
    return "\n".join(_lines(model, QModelIndex()))


def _lines(model: BriefingOutlineModel, parent: QModelIndex) -> list[str]:
    lines = []
    for place in range(model.rowCount(parent)):
        index = model.index(place, 0, parent)
        row: OutlineRow = index.data(ROW_ROLE)
        if row.kind is RowKind.FRONT:
            lines.append(f"= {row.detail}")
        elif row.level is None:
            lines.append(f"# {row.title} ({row.detail})")
        else:
            lines.append(f"  {MARKS[row.level]} {row.title}{' !' if row.missing else ''}")
        lines += _lines(model, index)
    return lines
