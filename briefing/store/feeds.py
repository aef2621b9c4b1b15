"""Feeds: subscribed to, changed, checked, removed. Reading them is in `arrivals`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from briefing.domain.changes import Changes
from briefing.domain.errors import InvalidInputError
from briefing.domain.feeds import Feed, FeedId, IncomingState, Validators
from briefing.domain.urls import is_web_url, url_key
from briefing.store import changelog
from briefing.store.arrivals import all_feeds, no_feed
from briefing.store.arrivals import feed as get
from briefing.store.plain import AMONG, Reading, numbers, rows
from briefing.store.schema import FeedRow, IncomingRow
from briefing.store.uids import new_uid
from briefing.store.words import storable

__all__ = ["add", "all_feeds", "checked", "due", "get", "remove", "set_fields", "validators"]

GONE = "gone"
"""The state of items whose feed was removed before they were decided on."""

_FIELDS = ("url", "title", "site_url", "folder", "full_text", "paused")


def add(session: Session, url: str, title: str, *, folder: str = "", site_url: str = "") -> FeedId:
    """Subscribe to a feed; one of this address, in whatever spelling, is not added again.

    Raises:
        InvalidInputError: this is no web address.
    """
    url = _address(url)
    existing = session.scalar(select(FeedRow.id).where(FeedRow.url_key == storable(url_key(url))))
    if existing is not None:
        return FeedId(existing)
    row = insert(FeedRow).values(
        uid=new_uid(),
        url=url,
        url_key=url_key(url),
        title=" ".join(title.split()) or url,
        site_url=site_url,
        folder=_folder(folder),
    )
    return FeedId(session.scalars(row.returning(FeedRow.id)).one())


def set_fields(session: Session, feed_id: FeedId, **values: Any) -> None:
    """Change url, title, site_url, folder, full_text or paused of a feed.

    Raises:
        NotFoundError: there is no such feed.
        InvalidInputError: a value cannot be used, or another feed has the address; nothing was changed.
    """
    row = _row(session, feed_id)
    if unknown := set(values).difference(_FIELDS):
        raise InvalidInputError(f"“{unknown.pop()}” is not a field of a feed that can be changed.")
    changed = dict(values)
    if "url" in changed:
        changed |= _moved(session, feed_id, changed["url"])
    if "title" in changed and not (title := " ".join(changed["title"].split())):
        raise InvalidInputError("A feed needs a title. Please type one.")
    if "title" in changed:
        changed["title"] = title
    if "folder" in changed:
        changed["folder"] = _folder(changed["folder"])
    for name, value in changed.items():
        setattr(row, name, value)
    session.flush()


def remove(session: Session, feed_id: FeedId) -> None:
    """Unsubscribe. What waits of it goes, articles that were kept stay; undo brings both back."""
    of_feed = update(IncomingRow).where(IncomingRow.feed_id == feed_id)
    session.execute(of_feed.where(IncomingRow.state == IncomingState.NEW.value).values(state=GONE, feed_id=None))
    session.execute(of_feed.values(feed_id=None))
    session.execute(delete(FeedRow).where(FeedRow.id == feed_id))


def validators(reading: Reading, ids: Sequence[FeedId]) -> dict[FeedId, Validators]:
    """What the last answer of each of these feeds said about itself; a feed that is not there is left out."""
    found = rows(reading, f"SELECT id, etag, modified FROM feed WHERE id IN {AMONG}", [numbers(ids)])
    return {FeedId(feed_id): Validators(etag, modified) for feed_id, etag, modified in found}


def checked(
    session: Session,
    feed_id: FeedId,
    *,
    at: datetime,
    etag: str,
    modified: str,
    error: str,
    next_at: datetime | None,
) -> None:
    """Keep what a check of a feed gave. Undo never takes it back.

    Args:
        error: a sentence; "" when all went well, which ends the count of failures.
    """
    values = {"checked_at": at, "etag": etag, "modified": modified, "error": error, "next_at": next_at}
    failures = FeedRow.failures + 1 if error else 0
    session.execute(update(FeedRow).where(FeedRow.id == feed_id).values(**values, failures=failures))
    changelog.touch(session, Changes(feeds=True))


def due(session: Session, now: datetime) -> list[Feed]:
    """The feeds that may be asked now, those first that were not for the longest time."""
    may = select(FeedRow.id).where(FeedRow.paused.is_(False))
    may = may.where(or_(FeedRow.next_at.is_(None), FeedRow.next_at <= now))
    ids = session.scalars(may.order_by(FeedRow.checked_at, FeedRow.id)).all()
    found = {feed.id: feed for feed in all_feeds(session)}
    return [found[FeedId(feed_id)] for feed_id in ids]


def _moved(session: Session, feed_id: FeedId, url: str) -> dict[str, str]:
    """The fields of a feed that answers at another address from now on."""
    url = _address(url)
    key = url_key(url)
    other = session.scalar(select(FeedRow.title).where(FeedRow.url_key == storable(key), FeedRow.id != feed_id))
    if other is not None:
        raise InvalidInputError(f"“{other}” has this address already. Please remove one of the two feeds.")
    return {"url": url, "url_key": key, "etag": "", "modified": ""}


def _address(url: str) -> str:
    url = url.strip()
    if not is_web_url(url):
        raise InvalidInputError(f"“{url[:200]}” is not a web address. It should begin with https:// or http://.")
    return url


def _folder(folder: str) -> str:
    return "/".join(filter(None, (" ".join(part.split()) for part in folder.split("/"))))


def _row(session: Session, feed_id: FeedId) -> FeedRow:
    row = session.get(FeedRow, feed_id)
    if row is None:
        raise no_feed()
    return row
