"""The past of takeaways: what each was before it was changed.

One row for each step of undo: typing that is one step leaves one row, what stood there when it began.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from briefing.domain.annotations import (
    AudienceId,
    Confidence,
    HighlightId,
    SentenceMark,
    Takeaway,
    TakeawayHistory,
    TakeawayId,
    TakeawayKind,
    TakeawayVersion,
    TakeawayVersionId,
    Variant,
)
from briefing.domain.articles import ArticleId
from briefing.domain.errors import NotFoundError
from briefing.store.notes import TAKEAWAY_COLUMNS, made, takeaway
from briefing.store.plain import Reading, rows
from briefing.store.schema import TakeawayVersionRow
from briefing.store.times import moment_of

KEPT = 100
"""How many earlier wordings of a takeaway are kept, the newest ones."""

_COLUMNS = "v.id, v.takeaway_id, v.article_id, v.at, v.image"


def takeaway_history(reading: Reading, takeaway_id: TakeawayId) -> TakeawayHistory:
    """What a takeaway is, and what it was before each change.

    Raises:
        NotFoundError: there is no such takeaway.
    """
    statement = f"SELECT {_COLUMNS} FROM takeaway_version v WHERE v.takeaway_id = ? ORDER BY v.id DESC"
    versions = tuple(_version(row) for row in rows(reading, statement, [takeaway_id]))
    return TakeawayHistory(takeaway(reading, takeaway_id), versions)


def past_takeaway(reading: Reading, version_id: TakeawayVersionId) -> TakeawayVersion:
    """What a takeaway was once.

    Raises:
        NotFoundError: there is no such version.
    """
    for row in rows(reading, f"SELECT {_COLUMNS} FROM takeaway_version v WHERE v.id = ?", [version_id]):
        return _version(row)
    raise NotFoundError("This earlier wording is no longer in the library.")


def remember(session: Session, takeaway_id: TakeawayId) -> None:
    """Keep what a takeaway is, because it is about to be changed; once in each step of undo, and nothing of a blank."""
    statement = f"SELECT {TAKEAWAY_COLUMNS} FROM takeaway t WHERE t.id = ?"
    found = made(session, rows(session, statement, [takeaway_id]))
    if not found or _is_blank(found[0]) or _is_remembered(session, takeaway_id):
        return
    values = {"takeaway_id": takeaway_id, "article_id": found[0].article_id, "at": datetime.now(UTC)}
    session.execute(insert(TakeawayVersionRow), [{**values, "image": _image(found[0])}])
    mine = TakeawayVersionRow.takeaway_id == takeaway_id
    newest = select(TakeawayVersionRow.id).where(mine).order_by(TakeawayVersionRow.id.desc())
    oldest = session.scalar(newest.offset(KEPT).limit(1))
    if oldest is not None:
        session.execute(delete(TakeawayVersionRow).where(mine, TakeawayVersionRow.id <= oldest))


def variant_names(reading: Reading, takeaway_id: TakeawayId) -> list[str]:
    """The audiences for which a takeaway is worded."""
    statement = (
        "SELECT u.name FROM takeaway_variant v JOIN audience u ON u.id = v.audience_id "
        "WHERE v.takeaway_id = ? ORDER BY u.position, u.id"
    )
    return [name for (name,) in rows(reading, statement, [takeaway_id])]


def _is_blank(takeaway: Takeaway) -> bool:
    return not (takeaway.text or takeaway.variants or any(takeaway.fields.values()))


def _is_remembered(session: Session, takeaway_id: TakeawayId) -> bool:
    """Whether the open action made or changed the takeaway before."""
    statement = (
        "SELECT 1 FROM change_log WHERE group_id = (SELECT group_id FROM undo_state) AND ("
        "tbl = 'takeaway' AND json_extract(after, '$.id') = ? "
        "OR tbl = 'takeaway_version' AND json_extract(after, '$.takeaway_id') = ?) LIMIT 1"
    )
    return bool(rows(session, statement, [takeaway_id, takeaway_id]))


def _image(takeaway: Takeaway) -> dict[str, Any]:
    return {
        "kind": takeaway.kind.value,
        "text": takeaway.text,
        "audience": takeaway.audience,
        "confidence": takeaway.confidence.value,
        "fields": dict(takeaway.fields),
        "evidence": list(takeaway.evidence),
        "publisher_words": takeaway.publisher_words,
        "sentences": {sentence: mark.value for sentence, mark in takeaway.sentences.items()},
        "variants": {variant.audience: variant.text for variant in takeaway.variants},
    }


def _version(row: Any) -> TakeawayVersion:
    version_id, takeaway_id, article_id, at, kept = row
    image: Mapping[str, Any] = json.loads(kept)
    takeaway = Takeaway(
        id=TakeawayId(takeaway_id),
        article_id=ArticleId(article_id),
        kind=TakeawayKind(image["kind"]),
        text=image["text"],
        audience=image["audience"],
        confidence=Confidence(image["confidence"]),
        fields=image["fields"],
        evidence=tuple(HighlightId(each) for each in image["evidence"]),
        publisher_words=image["publisher_words"],
        sentences={sentence: SentenceMark(mark) for sentence, mark in image["sentences"].items()},
        variants=tuple(Variant(AudienceId(0), name, text) for name, text in image["variants"].items()),
    )
    return TakeawayVersion(TakeawayVersionId(version_id), takeaway, moment_of(at))
