"""The earlier wordings of a takeaway as rows to choose from: what it said, what else was different, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from briefing.domain.annotations import FORMS, Takeaway, TakeawayHistory
from briefing.domain.marked_text import readable
from briefing.ui.models.choices import Choice
from briefing.ui.models.wording import counted, joined
from briefing.ui.panes.reading.meanings import confidence_labels

LONGEST = 160
"""Letters of a wording that a row shows."""


def earlier_wordings(history: TakeawayHistory) -> list[Choice]:
    """A row for each version, the latest first. Its key is the id of the version."""
    rows = []
    for version, became in history.steps():
        hint = joined((*_differences(version.takeaway, became), _when(version.at)))
        rows.append(Choice(version.id, _short(version.takeaway.text), hint=hint))
    return rows


def _differences(before: Takeaway, after: Takeaway) -> Iterator[str]:
    """What was different beside the text, so that two rows of one text can be told apart."""
    if before.kind is not after.kind:
        yield FORMS[before.kind].label
    if before.audience != after.audience:
        yield _tr("for %1").replace("%1", before.audience) if before.audience else _tr("for no named reader")
    yield from _other_variants(before, after)
    if before.confidence is not after.confidence:
        yield confidence_labels()[before.confidence]
    if before.evidence != after.evidence:
        yield counted(len(before.evidence), _tr("resting on 1 passage"), _tr("resting on %n passages"))
    if (before.fields, before.sentences, before.outcome) != (after.fields, after.sentences, after.outcome):
        yield _tr("other details")


def _other_variants(before: Takeaway, after: Takeaway) -> Iterator[str]:
    was, became = ({each.audience: each.text for each in takeaway.variants} for takeaway in (before, after))
    for name in sorted(was.keys() | became.keys(), key=str.casefold):
        if name not in was:
            yield _tr("without a wording for %1").replace("%1", name)
        elif name not in became:
            yield _tr("with a wording for %1").replace("%1", name)
        elif was[name] != became[name]:
            yield _tr("another wording for %1").replace("%1", name)


def _short(text: str) -> str:
    return " ".join(readable(text).split())[:LONGEST] or "—"


def _when(moment: datetime) -> str:
    at = moment.astimezone()
    return f"{at.day} {at:%b %Y, %H:%M}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Takeaways", text)
