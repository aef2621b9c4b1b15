"""Incoming items: put into their list, decided on, forgotten in time. Reading them is in `arrivals`.

Nobody but the program puts items in, so that is never logged; what a person decides about them is.
"""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from briefing.domain.articles import ArticleId, Capture, OfferedTakeaway, Origin, Outcome, Picture, Snapshot
from briefing.domain.changes import Changes
from briefing.domain.feeds import FeedId, IncomingDraft, IncomingId, IncomingState
from briefing.domain.text import ArticleText
from briefing.domain.urls import url_key
from briefing.store import changelog
from briefing.store.arrivals import counts, item, items, page
from briefing.store.arrivals import item as get
from briefing.store.bodies import EXCERPT_LENGTH, drop_unused_assets, excerpt, packed, store_asset
from briefing.store.feeds import GONE
from briefing.store.plain import AMONG, rows
from briefing.store.reading import unpack
from briefing.store.schema import AssetRow, IncomingAssetRow, IncomingRow, IncomingTextRow
from briefing.store.times import microseconds
from briefing.store.words import storable

__all__ = ["counts", "draft", "get", "items", "page", "prune", "put", "set_state"]

TEXT_KEPT = timedelta(days=30)
"""How long the text of an item is kept after it came in and was decided on: undo may want it."""

NAME_KEPT = timedelta(days=400)
"""How long it is remembered that an item was decided on, so that it does not come again."""

_PRUNED = 400
_CHUNK = 500


def put(session: Session, feed_id: FeedId | None, source: str, drafts: Sequence[IncomingDraft], *, at: datetime) -> int:
    """Put items into the list. Those that came before, under their name or their address, are dropped.

    An item whose article is in the library already is remembered as kept.

    Returns:
        How many are new to the person.
    """
    fresh = _fresh(session, feed_id, drafts)
    known = _articles(session, feed_id, fresh)
    new = 0
    with changelog.paused(session):
        for one in fresh:
            article_id = known.get(storable(url_key(one.url))) or known.get(_letter(feed_id, one))
            _insert(session, feed_id, source, one, at, article_id)
            new += article_id is None
        prune(session, now=at)
    if fresh:
        changelog.touch(session, Changes(incoming=True, feeds=feed_id is not None))
    return new


def draft(session: Session, incoming_id: IncomingId) -> Capture:
    """What the source of an item gave of it. Without a text, the item has to be fetched from its address.

    Raises:
        NotFoundError: there is no such item.
    """
    shown = item(session, incoming_id)
    row = session.get(IncomingTextRow, incoming_id)
    if row is None:
        return Capture(
            shown.title or shown.url,
            ArticleText(),
            authors=shown.authors,
            published=shown.published,
            url=shown.url,
            outcome=Outcome.NO_ARTICLE,
            reason="Its source gave no text. Fetch it from its address.",
        )
    rest = dict(row.rest)
    original = _snapshot(row)
    return Capture(
        text=unpack(row.blocks, json.dumps(rest.pop("struck"))),
        authors=tuple(rest.pop("authors")),
        origins={name: Origin(origin) for name, origin in rest.pop("origins").items()},
        outcome=Outcome(rest.pop("outcome")),
        offers=tuple(OfferedTakeaway(**each) for each in rest.pop("offers")),
        snapshot=original,
        pictures=_pictures(session, incoming_id),
        accessed=None if original else shown.received_at,
        **rest,
    )


def set_state(
    session: Session, ids: Sequence[IncomingId], state: IncomingState, article_id: ArticleId | None = None
) -> None:
    """Decide about items, or take the decision back.

    Args:
        article_id: the article that the items became.
    """
    for first in range(0, len(ids), _CHUNK):
        chosen = update(IncomingRow).where(IncomingRow.id.in_(ids[first : first + _CHUNK]), IncomingRow.state != GONE)
        session.execute(chosen.values(state=state.value, article_id=article_id))


def prune(session: Session, *, now: datetime) -> None:
    """Forget, a few at a time, the texts and later the names of items that were decided on long ago.

    Only the items whose text went out of date last are looked at: to look for others would take longer the more there
    are. A text that slips through goes with its item's name.
    """
    old = "SELECT id FROM incoming WHERE state <> 'new' AND received_at < ? ORDER BY received_at LIMIT ?"
    forgotten = [row[0] for row in rows(session, old, [microseconds(now - NAME_KEPT), _PRUNED])]
    late = "SELECT id FROM incoming WHERE state <> 'new' AND received_at < ? ORDER BY received_at DESC LIMIT ?"
    with_text = f"SELECT t.incoming_id FROM ({late}) i CROSS JOIN incoming_text t ON t.incoming_id = i.id"
    done = forgotten + [row[0] for row in rows(session, with_text, [microseconds(now - TEXT_KEPT), _PRUNED])]
    if not done:
        return
    pictures = session.scalars(select(IncomingAssetRow.sha256).where(IncomingAssetRow.incoming_id.in_(done))).all()
    for table in (IncomingTextRow, IncomingAssetRow):
        session.execute(delete(table).where(table.incoming_id.in_(done)))
    session.execute(delete(IncomingRow).where(IncomingRow.id.in_(forgotten)))
    drop_unused_assets(session, pictures)


def _fresh(session: Session, feed_id: FeedId | None, drafts: Sequence[IncomingDraft]) -> list[IncomingDraft]:
    """Those that did not come before, nor twice now."""
    guids = json.dumps([_guid(each) for each in drafts])
    keys = json.dumps([storable(url_key(each.url)) for each in drafts if each.url])
    by_name = f"SELECT guid FROM incoming WHERE guid IN {AMONG} AND feed_id IS ? AND state <> '{GONE}'"
    by_url = f"SELECT url_key FROM incoming WHERE url_key IN {AMONG} AND url_key <> '' AND state <> '{GONE}'"
    named = {name for (name,) in rows(session, by_name, [guids, feed_id])}
    addressed = {key for (key,) in rows(session, by_url, [keys])}
    fresh = []
    for each in drafts:
        guid, key = _guid(each), storable(url_key(each.url))
        if guid in named or key in addressed:
            continue
        named.add(guid)
        addressed.update({key} - {""})
        fresh.append(each)
    return fresh


def _articles(session: Session, feed_id: FeedId | None, drafts: Sequence[IncomingDraft]) -> dict[str, int]:
    """The articles out of the trash that some of these items are, by key of the address or by Message-ID."""
    keys = json.dumps([storable(url_key(each.url)) for each in drafts if each.url])
    letters = json.dumps([name for each in drafts if (name := _letter(feed_id, each))])
    live = "deleted_at IS NULL ORDER BY id"
    by_url = f"SELECT url_key, id FROM article WHERE url_key IN {AMONG} AND url_key <> '' AND {live}"
    by_letter = f"SELECT message_id, id FROM article WHERE message_id IN {AMONG} AND message_id <> '' AND {live}"
    return {
        key: id
        for statement, names in ((by_url, keys), (by_letter, letters))
        for key, id in rows(session, statement, [names])
    }


def _letter(feed_id: FeedId | None, one: IncomingDraft) -> str:
    """The Message-ID of an item that is a letter; "" for others."""
    return storable(one.capture.message_id) if feed_id is None and one.capture is not None else ""


def _guid(one: IncomingDraft) -> str:
    return storable(one.guid or url_key(one.url) or one.title)


def _insert(
    session: Session, feed_id: FeedId | None, source: str, one: IncomingDraft, at: datetime, article_id: int | None
) -> None:
    words = " ".join(one.excerpt.split()) or (excerpt(one.capture.text) if one.capture else "")
    row = insert(IncomingRow).values(
        feed_id=feed_id,
        state=(IncomingState.NEW if article_id is None else IncomingState.KEPT).value,
        article_id=article_id,
        source=source,
        guid=_guid(one),
        url=one.url,
        url_key=url_key(one.url),
        title=" ".join(one.title.split()) or one.url,
        authors=list(one.authors),
        published=one.published,
        excerpt=words if len(words) <= EXCERPT_LENGTH else words[: EXCERPT_LENGTH - 1] + "…",
        received_at=at,
        sort_at=_sort_at(one.published, at),
    )
    incoming_id = IncomingId(session.scalars(row.returning(IncomingRow.id)).one())
    if one.capture is not None and article_id is None:
        _store_text(session, incoming_id, one.capture)


def _store_text(session: Session, incoming_id: IncomingId, capture: Capture) -> None:
    rest: dict[str, Any] = {
        name: getattr(capture, name)
        for name in ("title", "outlet", "published", "language", "url", "reason", "message_id")
    }
    rest["authors"] = list(capture.authors)
    rest["origins"] = {name: origin.value for name, origin in capture.origins.items()}
    rest["outcome"] = capture.outcome.value
    rest["offers"] = [dataclasses.asdict(offer) for offer in capture.offers]
    rest["struck"] = [index for index, block in enumerate(capture.text.blocks) if block.struck]
    row: dict[str, Any] = {"incoming_id": incoming_id, "rest": rest, "blocks": packed(capture.text)}
    if original := capture.snapshot:
        row |= {"media_type": original.media_type, "captured_at": original.captured_at, "url": original.url}
        row |= {"file_name": original.file_name, "body": zlib.compress(original.body, 6)}
    session.execute(insert(IncomingTextRow), [row])
    for picture in {picture.sha256: picture for picture in capture.pictures}.values():
        store_asset(session, picture.body, picture.media_type, picture.sha256)
        use = {"incoming_id": incoming_id, "sha256": picture.sha256, "source": picture.source}
        session.execute(insert(IncomingAssetRow), [use])


def _snapshot(row: IncomingTextRow) -> Snapshot | None:
    if row.body is None or row.captured_at is None:
        return None
    return Snapshot(zlib.decompress(row.body), row.media_type, row.captured_at, row.url, row.file_name)


def _pictures(session: Session, incoming_id: IncomingId) -> tuple[Picture, ...]:
    query = select(AssetRow.body, AssetRow.media_type, IncomingAssetRow.source)
    query = query.join(IncomingAssetRow, IncomingAssetRow.sha256 == AssetRow.sha256)
    found = session.execute(query.where(IncomingAssetRow.incoming_id == incoming_id))
    return tuple(Picture(row.body, row.media_type, row.source) for row in found)


def _sort_at(published: str, at: datetime) -> int:
    """When an item was published, in Unix seconds; when it came in, if nobody knows or it is still to come."""
    padded = published + "-01" * (2 - published.count("-")) if len(published) in (4, 7) else published
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        return int(at.timestamp())
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int(min(moment, at).timestamp())
