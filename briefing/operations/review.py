"""Looking back over the whole library: passages, actions that are open, judgements and how good they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from briefing.domain.annotations import Happened, TakeawayId, TakeawayKind
from briefing.domain.calibration import Calibration, Judged, calibrate
from briefing.domain.changes import Done
from briefing.domain.errors import InvalidInputError
from briefing.domain.likelihood import SCALE, chances, terms
from briefing.domain.marked_text import plain
from briefing.domain.review import (
    CalibrationRow,
    HighlightCursor,
    HighlightFilter,
    HighlightPage,
    PlacedTakeaway,
    TakeawayCursor,
    TakeawayPage,
)
from briefing.store import annotations as store_annotations
from briefing.store import notes
from briefing.store import review as store_review
from briefing.store.database import Store

STATUSES = ("open", "in progress", "waiting", "done", "dropped")
"""The states of an action that are offered; an action without one is open."""


def highlights(
    store: Store, wanted: HighlightFilter | None = None, after: HighlightCursor | None = None, limit: int = 50
) -> HighlightPage:
    """The next highlights of the library, newest first."""
    with store.look() as look:
        return store_review.all_highlights(look, wanted, after=after, limit=limit)


def open_actions(store: Store, after: TakeawayCursor | None = None, limit: int = 100) -> TakeawayPage:
    """The next actions that are neither done nor dropped, the first due first, with the briefings that print them."""
    with store.look() as look:
        return store_review.open_actions(look, after=after, limit=limit)


def set_action_status(store: Store, ids: Sequence[TakeawayId], status: str) -> Done[None]:
    """Say how far actions are, as one step of Undo: one of `STATUSES`, or words of the person's own.

    Raises:
        NotFoundError: one of them is not in the library any more; none was changed.
        InvalidInputError: one of them is no action; none was changed.
    """
    status = " ".join(status.split())
    with store.write(f"Mark as {status}" if status else "Remove status") as write:
        for takeaway_id in ids:
            takeaway = notes.takeaway(write.session, takeaway_id)
            if takeaway.kind is not TakeawayKind.ACTION:
                raise InvalidInputError("Only an action can be open or done. Please choose an action.")
            fields = {**takeaway.fields, "status": status}
            store_annotations.set_takeaway(write.session, takeaway_id, fields=fields)
    return Done(None, write.changes)


def judgements(store: Store, after: TakeawayCursor | None = None, limit: int = 100) -> TakeawayPage:
    """The next assessments, open and resolved, the one written last first."""
    with store.look() as look:
        return store_review.judgements(look, after=after, limit=limit)


def due_judgements(store: Store, today: date | None = None) -> list[PlacedTakeaway]:
    """The assessments to ask about today: "did it happen?", the first due first."""
    with store.look() as look:
        return store_review.due_judgements(look, today or datetime.now().astimezone().date())


def resolve(store: Store, takeaway_id: TakeawayId, happened: Happened, note: str = "") -> Done[None]:
    """Say what became of an assessment. What was said is kept beside it, whatever is edited later.

    Where no likelihood was chosen, the one word of likelihood in its text is taken for it.

    Raises:
        NotFoundError: there is no such takeaway.
        InvalidInputError: it is no assessment.
    """
    with store.write("Resolve assessment") as write:
        takeaway = notes.takeaway(write.session, takeaway_id)
        said = {term.step for term in terms(plain(takeaway.text))}
        if not takeaway.fields.get("likelihood", "").strip() and len(said) == 1:
            fields = {**takeaway.fields, "likelihood": SCALE[said.pop()].words[0]}
            store_annotations.set_takeaway(write.session, takeaway_id, fields=fields)
        store_annotations.resolve_judgement(
            write.session, takeaway_id, happened, at=datetime.now(UTC), note=note.strip()
        )
    return Done(None, write.changes)


def reopen(store: Store, takeaway_id: TakeawayId) -> Done[None]:
    """Leave open again what became of an assessment.

    Raises:
        NotFoundError: there is no such takeaway.
    """
    with store.write("Reopen assessment") as write:
        store_annotations.reopen_judgement(write.session, takeaway_id)
    return Done(None, write.changes)


def calibration(store: Store) -> Calibration:
    """How good the stated likelihoods of all resolved assessments were."""
    with store.look() as look:
        rows = store_review.calibration(look)
    stated = [(chances(row.likelihood), row) for row in rows]
    judged = [Judged(*told, outcome) for told, row in stated if told is not None for outcome in _outcomes(row)]
    return calibrate(judged, unstated=sum(len(_outcomes(row)) for told, row in stated if told is None))


def _outcomes(row: CalibrationRow) -> list[Happened]:
    return (
        [Happened.YES] * row.happened
        + [Happened.PARTLY] * row.partly
        + [Happened.NO] * row.failed
        + [Happened.UNCLEAR] * row.unclear
    )
