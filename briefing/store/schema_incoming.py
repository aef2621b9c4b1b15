"""Where things come from: the tables of feeds, mailboxes, watched folders, incoming items, and the network ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import REAL, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from briefing.store.base import CHILD, DERIVED, LINK, TABLE, Base, counter, ref, row_id, unique_name, words
from briefing.store.columns import Flag, Json, When, Words


def _learnt() -> Mapped[str]:
    """Text that the program learns on its own."""
    return mapped_column(Words, default="", server_default=text("''"), info=DERIVED)


def _moment() -> Mapped[datetime | None]:
    """When the program did something on its own."""
    return mapped_column(When, info=DERIVED)


class FeedRow(Base):
    """A feed that is subscribed to."""

    __tablename__ = "feed"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    uid: Mapped[str] = unique_name()
    url: Mapped[str] = words()
    url_key: Mapped[str] = mapped_column(Words, unique=True)
    title: Mapped[str] = words()
    site_url: Mapped[str] = words()
    folder: Mapped[str] = words()
    full_text: Mapped[bool] = mapped_column(Flag, default=False)
    paused: Mapped[bool] = mapped_column(Flag, default=False)
    checked_at: Mapped[datetime | None] = _moment()
    next_at: Mapped[datetime | None] = _moment()
    error: Mapped[str] = _learnt()
    failures: Mapped[int] = counter()
    etag: Mapped[str] = _learnt()
    modified: Mapped[str] = _learnt()
    n_new: Mapped[int] = counter()


class MailboxRow(Base):
    """A folder of a mailbox. Its password is never here."""

    __tablename__ = "mailbox"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    uid: Mapped[str] = unique_name()
    host: Mapped[str] = words()
    port: Mapped[int] = mapped_column(Integer)
    user: Mapped[str] = words()
    folder: Mapped[str] = words()
    security: Mapped[str] = mapped_column(Text)
    senders: Mapped[list[str]] = mapped_column(Json, default=list)
    paused: Mapped[bool] = mapped_column(Flag, default=False)
    uid_validity: Mapped[int] = counter()
    last_uid: Mapped[int] = counter()
    checked_at: Mapped[datetime | None] = _moment()
    error: Mapped[str] = _learnt()


class WatchedFolderRow(Base):
    """A folder of this computer."""

    __tablename__ = "watched_folder"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    uid: Mapped[str] = unique_name()
    path: Mapped[str] = mapped_column(Words, unique=True)
    paused: Mapped[bool] = mapped_column(Flag, default=False)
    checked_at: Mapped[datetime | None] = _moment()
    error: Mapped[str] = _learnt()


class WatchedFileRow(Base):
    """A file of a watched folder that has been read."""

    __tablename__ = "watched_file"
    __table_args__ = LINK

    folder_id: Mapped[int] = ref("watched_folder.id", key=True)
    path: Mapped[str] = mapped_column(Words, primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    modified_ns: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(Text)


class IncomingRow(Base):
    """An item that waits to be kept, or did. Undo restores its state; no action of a person makes or removes one.

    `state` is one of `domain.feeds.IncomingState`, or "gone" when its feed was removed before it was decided on.
    """

    __tablename__ = "incoming"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    feed_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("feed.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(Text)
    article_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("article.id", ondelete="SET NULL"))
    source: Mapped[str] = mapped_column(Words, info=DERIVED)
    guid: Mapped[str] = mapped_column(Words, info=DERIVED)
    url: Mapped[str] = mapped_column(Words, info=DERIVED)
    url_key: Mapped[str] = mapped_column(Words, info=DERIVED)
    title: Mapped[str] = mapped_column(Words, info=DERIVED)
    authors: Mapped[list[str]] = mapped_column(Json, info=DERIVED)
    published: Mapped[str] = mapped_column(Words, info=DERIVED)
    excerpt: Mapped[str] = mapped_column(Words, info=DERIVED)
    received_at: Mapped[datetime] = mapped_column(When, info=DERIVED)
    sort_at: Mapped[int] = mapped_column(Integer, info=DERIVED)


_NEWEST = (IncomingRow.sort_at.desc(), IncomingRow.id.desc())

# incoming.page: all of a state, and those of one feed.
Index("ix_incoming_state", IncomingRow.state, *_NEWEST)
Index("ix_incoming_feed", IncomingRow.feed_id, IncomingRow.state, *_NEWEST)
# incoming.put: the same item again, under its name or its address.
Index("ix_incoming_guid", IncomingRow.guid)
Index("ix_incoming_url_key", IncomingRow.url_key, sqlite_where=text("url_key <> ''"))
# incoming.put prunes what was decided long ago.
Index("ix_incoming_decided", IncomingRow.received_at, sqlite_where=text("state <> 'new'"))
# Purging an article.
Index("ix_incoming_article_id", IncomingRow.article_id, sqlite_where=text("article_id IS NOT NULL"))


class IncomingTextRow(Base):
    """What the source of an item gave of it: `blocks` is zlib'd JSON, `rest` the other fields of a Capture."""

    __tablename__ = "incoming_text"
    __table_args__ = CHILD

    incoming_id: Mapped[int] = ref("incoming.id", key=True)
    rest: Mapped[dict[str, Any]] = mapped_column(Json)
    blocks: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[str] = words()
    captured_at: Mapped[datetime | None] = mapped_column(When)
    file_name: Mapped[str] = words()
    url: Mapped[str] = words()
    body: Mapped[bytes | None] = mapped_column(LargeBinary)


class IncomingAssetRow(Base):
    """Which pictures an incoming letter shows, and the address each came from."""

    __tablename__ = "incoming_asset"
    __table_args__ = LINK

    incoming_id: Mapped[int] = ref("incoming.id", key=True)
    sha256: Mapped[str] = mapped_column(Text, ForeignKey("asset.sha256"), primary_key=True, index=True)
    source: Mapped[str] = words()


class RequestRow(Base):
    """A request that the program made."""

    __tablename__ = "request"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    at: Mapped[datetime] = mapped_column(When)
    purpose: Mapped[str] = words()
    method: Mapped[str] = words()
    url: Mapped[str] = words()
    host: Mapped[str] = words()
    status: Mapped[int | None] = mapped_column(Integer)
    received: Mapped[int] = mapped_column(Integer)
    seconds: Mapped[float] = mapped_column(REAL)
    outcome: Mapped[str] = words()
