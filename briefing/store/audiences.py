"""Audiences: the readers whom takeaways are written for, managed in one place.

A takeaway and a briefing name their audience in words, which may be typed freely; a wording of its own is for an
audience of the list. What is done to an audience of the list is done to every place that names it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from briefing.domain.annotations import Audience, AudienceId, TakeawayId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.store.notes import used_audiences
from briefing.store.order import moved
from briefing.store.past import remember
from briefing.store.schema import AudienceRow, BriefingRow, TakeawayRow, VariantRow
from briefing.store.tags import name_key
from briefing.store.uids import new_uid

LONGEST_NAME = 120


def all_audiences(session: Session) -> list[Audience]:
    """The audiences of the list in their order, then those that takeaways name and that are not in it."""
    used: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    counted = select(TakeawayRow.audience, func.count()).where(TakeawayRow.audience > "").group_by(TakeawayRow.audience)
    for name, n in session.execute(counted):
        used[name_key(name)] += n
        spelled.setdefault(name_key(name), name)
    variants = select(VariantRow.audience_id, func.count()).group_by(VariantRow.audience_id)
    worded = {audience_id: n for audience_id, n in session.execute(variants)}  # noqa: C416  (a row is no pair)
    listed = session.execute(select(AudienceRow.__table__).order_by(AudienceRow.position, AudienceRow.id)).all()
    found = [
        Audience(AudienceId(row.id), row.name, place, used.pop(row.name_key, 0) + worded.get(row.id, 0))
        for place, row in enumerate(listed)
    ]
    others = sorted((key for key in used if key), key=lambda key: spelled[key].casefold())
    return found + [Audience(None, spelled[key], len(found) + n, used[key]) for n, key in enumerate(others)]


def ensure(session: Session, name: str) -> AudienceId:
    """The audience of this name; it goes to the end of the list when it is not in it.

    Raises:
        InvalidInputError: this cannot be a name.
    """
    name = _checked(name)
    existing = session.scalar(select(AudienceRow.id).where(AudienceRow.name_key == name_key(name)))
    if existing is not None:
        return AudienceId(existing)
    last = session.scalar(select(func.max(AudienceRow.position)))
    values = {"uid": new_uid(), "name": name, "name_key": name_key(name), "position": 0 if last is None else last + 1}
    return AudienceId(session.scalars(insert(AudienceRow).values(values).returning(AudienceRow.id)).one())


def rename(session: Session, audience_id: AudienceId, name: str) -> None:
    """Give an audience another name, in every takeaway and briefing that names it.

    Raises:
        InvalidInputError: this cannot be a name, or another audience has it.
        NotFoundError: there is no such audience.
    """
    name = _checked(name)
    row = _row(session, audience_id)
    other = select(AudienceRow.name).where(AudienceRow.name_key == name_key(name), AudienceRow.id != audience_id)
    if (taken := session.scalar(other)) is not None:
        raise InvalidInputError(f"There is already an audience “{taken}”. To make the two one, merge them.")
    _respell(session, [row.name_key], name)
    row.name, row.name_key = name, name_key(name)
    session.flush()


def merge(session: Session, source_ids: Sequence[AudienceId], target_id: AudienceId) -> None:
    """Make several audiences one. Where a takeaway is worded for both, the target's wording stays.

    The other wording is kept in the takeaway's past.

    Raises:
        NotFoundError: there is no such target.
    """
    target = _row(session, target_id)
    sources = [audience_id for audience_id in source_ids if audience_id != target_id]
    keys = session.scalars(select(AudienceRow.name_key).where(AudienceRow.id.in_(sources))).all()
    for audience_id in sources:
        worded = select(VariantRow.takeaway_id).where(VariantRow.audience_id == target_id)
        _remember_worded(session, audience_id)
        free = update(VariantRow).where(VariantRow.audience_id == audience_id, VariantRow.takeaway_id.not_in(worded))
        session.execute(free.values(audience_id=target_id))
        _drop(session, audience_id)
    _respell(session, keys, target.name)
    _number(session)


def remove(session: Session, audience_id: AudienceId) -> None:
    """Take an audience out of the list, and its name and wordings from every takeaway; these are kept in their past."""
    row = _row(session, audience_id)
    _remember_worded(session, audience_id)
    _respell(session, [row.name_key], "", briefings=False)
    _drop(session, audience_id)
    _number(session)


def move(session: Session, audience_id: AudienceId, position: int) -> None:
    """Put an audience at a place in the list, from 0.

    Raises:
        NotFoundError: there is no such audience.
    """
    _row(session, audience_id)
    _number(session, moved(_ids(session), int(audience_id), position))


def _respell(session: Session, keys: Iterable[str], name: str, *, briefings: bool = True) -> None:
    """Write another name wherever one of these audiences is named, however it is spelled."""
    wanted = set(keys)
    spelled = [each for each in used_audiences(session) if name_key(each) in wanted and each != name]
    if spelled:
        takeaways = update(TakeawayRow).where(TakeawayRow.audience.in_(spelled))
        session.execute(takeaways.values(audience=name))
    if not briefings:
        return
    for briefing_id, audience in session.execute(select(BriefingRow.id, BriefingRow.audience)).all():
        if name_key(audience) in wanted and audience != name:
            session.execute(update(BriefingRow).where(BriefingRow.id == briefing_id).values(audience=name))


def _remember_worded(session: Session, audience_id: AudienceId) -> None:
    """Keep what the takeaways with a wording for an audience are now."""
    worded = select(VariantRow.takeaway_id).where(VariantRow.audience_id == audience_id)
    for takeaway_id in session.scalars(worded).all():
        remember(session, TakeawayId(takeaway_id))


def _drop(session: Session, audience_id: AudienceId) -> None:
    # Taken off first, so that the log has each takeaway's row.
    session.execute(delete(VariantRow).where(VariantRow.audience_id == audience_id))
    session.execute(delete(AudienceRow).where(AudienceRow.id == audience_id))


def _number(session: Session, ids: Sequence[int] | None = None) -> None:
    for place, row_id in enumerate(_ids(session) if ids is None else ids):
        there = (AudienceRow.id == row_id, AudienceRow.position != place)
        session.execute(update(AudienceRow).where(*there).values(position=place))


def _ids(session: Session) -> list[int]:
    return list(session.scalars(select(AudienceRow.id).order_by(AudienceRow.position, AudienceRow.id)))


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name_key(name):
        raise InvalidInputError("An audience needs a name. Please type one.")
    if len(name) > LONGEST_NAME:
        raise InvalidInputError(f"An audience’s name has at most {LONGEST_NAME} characters. Please shorten it.")
    return name


def _row(session: Session, audience_id: AudienceId) -> Any:
    row = session.get(AudienceRow, audience_id)
    if row is None:
        raise NotFoundError("This audience is no longer in the list.")
    return row
