"""What the morning says: sentences for the status line and for screen readers, and the title of its draft."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from briefing.domain.triage import Decision
from briefing.ui.models.wording import counted


def draft_title() -> str:
    """What the briefing of this morning is called."""
    day = QLocale(QLocale.Language.English).toString(QDate.currentDate(), "d MMMM yyyy")
    return _tr("Morning briefing, %1").replace("%1", day)


def decided(decision: Decision, title: str, left: int) -> str:
    """What was decided, and how many stories are left."""
    words = {
        Decision.SKIP: _tr("Skipped: %1"),
        Decision.BRIEF: _tr("In brief: %1"),
        Decision.TOP: _tr("Top story: %1"),
        Decision.LATER: _tr("Later: %1"),
    }
    said = words[decision].replace("%1", title).rstrip(".")
    rest = counted(left, _tr("1 story left."), _tr("%n stories left.")) if left else _tr("Nothing waits any more.")
    return f"{said}. {rest}"


def waiting(left: int) -> str:
    """How many stories wait."""
    return counted(left, _tr("1 story waits."), _tr("%n stories wait."))


def drafted(lost: int) -> str:
    """That the draft stands, and how many stories could not be kept for it."""
    said = _tr("The draft of page 1 stands. Write the bottom line.")
    if lost:
        said += " " + counted(
            lost,
            _tr("1 story could not be kept and waits in Incoming."),
            _tr("%n stories could not be kept and wait in Incoming."),
        )
    return said


def _tr(text: str) -> str:
    return QCoreApplication.translate("Morning", text)
