"""The mapped classes: what the library's tables look like today.

Articles, tags and the log of changes are here; `schema_notes`, `schema_briefings` and `schema_incoming` have the rest.

Times that leave the store are integers, microseconds since 1970 in UTC (`When`). `sort_at` and `deleted_at` only order
lists and are whole Unix seconds, which is what `domain.listing.Cursor` counts in.

Columns marked `derived` are kept by triggers, by `changelog.settle` or by what the program learns on its own. They are
no part of what undo restores.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from briefing.store.base import CHILD, LINK, TABLE, Base, counter, ref, row_id, unique_name, words
from briefing.store.columns import Flag, Json, When, Words
from briefing.store.schema_briefings import BriefingRow, ItemQuoteRow, ItemRow, ItemTakeawayRow, SectionRow
from briefing.store.schema_incoming import (
    FeedRow,
    IncomingAssetRow,
    IncomingRow,
    IncomingTextRow,
    MailboxRow,
    RequestRow,
    WatchedFileRow,
    WatchedFolderRow,
)
from briefing.store.schema_notes import (
    AudienceRow,
    EvidenceRow,
    HighlightRow,
    HighlightTagRow,
    TakeawayRow,
    TakeawayVersionRow,
    VariantRow,
)

__all__ = [
    "ArticleAssetRow",
    "ArticleRow",
    "ArticleTagRow",
    "AssetRow",
    "AudienceRow",
    "Base",
    "BodyRow",
    "BriefingRow",
    "ChangeRow",
    "CounterRow",
    "EvidenceRow",
    "FeedRow",
    "HighlightRow",
    "HighlightTagRow",
    "IncomingAssetRow",
    "IncomingRow",
    "IncomingTextRow",
    "ItemQuoteRow",
    "ItemRow",
    "ItemTakeawayRow",
    "MailboxRow",
    "PlaceRow",
    "RequestRow",
    "SearchTextRow",
    "SectionRow",
    "SnapshotRow",
    "TagRow",
    "TakeawayRow",
    "TakeawayVersionRow",
    "UndoGroupRow",
    "UndoStateRow",
    "VariantRow",
    "VersionRow",
    "WatchedFileRow",
    "WatchedFolderRow",
]


class ArticleRow(Base):
    """An article but for its text. `struck` holds the indexes of the blocks that are struck out."""

    __tablename__ = "article"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    uid: Mapped[str] = unique_name()
    title: Mapped[str] = words()
    authors: Mapped[list[str]] = mapped_column(Json, default=list)
    outlet: Mapped[str] = words()
    published: Mapped[str] = words()
    language: Mapped[str] = words()
    url: Mapped[str] = words()
    url_key: Mapped[str] = words()
    note: Mapped[str] = words()
    origins: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    outcome: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = words()
    added_at: Mapped[datetime] = mapped_column(When)
    sort_at: Mapped[int] = mapped_column(Integer)
    shelf: Mapped[str] = mapped_column(Text)
    starred: Mapped[bool] = mapped_column(Flag, default=False)
    deleted_at: Mapped[int | None] = mapped_column(Integer)
    struck: Mapped[list[int]] = mapped_column(Json, default=list)
    excerpt: Mapped[str] = words()
    word_count: Mapped[int] = mapped_column(Integer, default=0)
    n_highlight: Mapped[int] = counter()
    n_takeaway: Mapped[int] = counter()
    n_briefing: Mapped[int] = counter()
    version: Mapped[int] = mapped_column(Integer, default=1, server_default=text("1"))
    message_id: Mapped[str] = mapped_column(Words, default="", server_default=text("''"))


_LIVE = text("deleted_at IS NULL")
_NEWEST = (ArticleRow.sort_at.desc(), ArticleRow.id.desc())

# Each listing walks its own index from the newest row on, so a page costs the same in a library of any size.
Index("ix_article_all", *_NEWEST, sqlite_where=_LIVE)
Index("ix_article_shelf", ArticleRow.shelf, *_NEWEST, sqlite_where=_LIVE)
_STARRED = text("deleted_at IS NULL AND starred = 1")
Index("ix_article_starred", *_NEWEST, sqlite_where=_STARRED)
_TRASHED = text("deleted_at IS NOT NULL")
Index(
    "ix_article_trash",
    ArticleRow.deleted_at.desc(),
    ArticleRow.id.desc(),
    sqlite_where=_TRASHED,
)
# The same address again: articles.find_by_url.
Index("ix_article_url_key", ArticleRow.url_key, sqlite_where=text("url_key <> ''"))


# The same letter again: articles.find_by_message_id.
Index("ix_article_message_id", ArticleRow.message_id, sqlite_where=text("message_id <> ''"))


class VersionRow(Base):
    """What is known of a text of an article. The row is undone and redone; the text and original it names stay.

    `original` is the number of the version whose snapshot shows the source: its own, or that of the capture it was
    edited from. `struck` are the blocks that were struck out when the article last showed this version; for the one
    it shows now, `article.struck` says so.
    """

    __tablename__ = "article_version"
    __table_args__ = LINK

    article_id: Mapped[int] = ref("article.id", key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    original: Mapped[int] = mapped_column(Integer)
    captured_at: Mapped[datetime] = mapped_column(When)
    made_by: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = words()
    word_count: Mapped[int] = mapped_column(Integer)
    url: Mapped[str] = words()
    struck: Mapped[list[int]] = mapped_column(Json, default=list)


class BodyRow(Base):
    """A text of an article. Immutable. `blocks` is zlib'd JSON."""

    __tablename__ = "article_body"
    __table_args__ = CHILD

    article_id: Mapped[int] = ref("article.id", key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, server_default=text("1"))
    blocks: Mapped[bytes] = mapped_column(LargeBinary)
    offers: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)


class SearchTextRow(Base):
    """What the full-text index reads: see `search_text`. CJK characters are set apart here."""

    __tablename__ = "article_text"
    __table_args__ = CHILD

    article_id: Mapped[int] = ref("article.id", key=True)
    title: Mapped[str] = words()
    byline: Mapped[str] = words()
    body: Mapped[str] = words()
    notes: Mapped[str] = words()


class SnapshotRow(Base):
    """An untouched original. Immutable. `packed` says that `body` is zlib'd."""

    __tablename__ = "snapshot"
    __table_args__ = CHILD

    article_id: Mapped[int] = ref("article.id", key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, server_default=text("1"))
    sha256: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = words()
    captured_at: Mapped[datetime] = mapped_column(When)
    url: Mapped[str] = words()
    file_name: Mapped[str] = words()
    packed: Mapped[bool] = mapped_column(Flag)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class AssetRow(Base):
    """The bytes of a picture or a logo, once, under their hash."""

    __tablename__ = "asset"
    __table_args__ = CHILD

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    media_type: Mapped[str] = words()
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ArticleAssetRow(Base):
    """Which pictures an article shows, and the address each came from."""

    __tablename__ = "article_asset"
    __table_args__ = LINK

    article_id: Mapped[int] = ref("article.id", key=True)
    sha256: Mapped[str] = mapped_column(Text, ForeignKey("asset.sha256"), primary_key=True, index=True)
    source: Mapped[str] = words()


class PlaceRow(Base):
    """Where reading stopped: an offset in the text of a version."""

    __tablename__ = "article_place"
    __table_args__ = CHILD

    article_id: Mapped[int] = ref("article.id", key=True)
    version: Mapped[int] = mapped_column(Integer)
    offset: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(When)


class TagRow(Base):
    """A tag. `name_key` makes spellings that differ in case or width one tag; `n_article` counts live articles."""

    __tablename__ = "tag"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    uid: Mapped[str] = unique_name()
    name: Mapped[str] = words()
    name_key: Mapped[str] = mapped_column(Words, unique=True)
    colour: Mapped[str] = mapped_column(Text)
    n_article: Mapped[int] = counter()


class ArticleTagRow(Base):
    """A tag on an article. `sort_at` is the article's, so that a tag's list is one walk of an index."""

    __tablename__ = "article_tag"

    article_id: Mapped[int] = ref("article.id", key=True)
    tag_id: Mapped[int] = ref("tag.id", key=True)
    sort_at: Mapped[int] = mapped_column(Integer)

    __table_args__ = (Index("ix_article_tag_newest", "tag_id", text("sort_at DESC"), text("article_id DESC")), LINK)


class CounterRow(Base):
    """How many rows each list of the sidebar has, kept by triggers: a count(*) would grow with the library."""

    __tablename__ = "counter"
    __table_args__ = LINK

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)


class UndoGroupRow(Base):
    """One user action. `label` is what Undo shows; "" while an action is open that cannot be undone."""

    __tablename__ = "undo_group"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    label: Mapped[str] = mapped_column(Words)
    merge_key: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime] = mapped_column(When)
    undone: Mapped[bool] = mapped_column(Flag, default=False)


class ChangeRow(Base):
    """A row of a logged table before and after one statement, as JSON. Written by triggers only."""

    __tablename__ = "change_log"
    __table_args__ = TABLE

    seq: Mapped[int] = row_id()
    group_id: Mapped[int] = ref("undo_group.id", index=True)
    table: Mapped[str] = mapped_column("tbl", Text)
    article_id: Mapped[int | None] = mapped_column(Integer)
    briefing_id: Mapped[int | None] = mapped_column(Integer)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


# Purging an article takes its traces out of the log.
Index("ix_change_log_article_id", ChangeRow.article_id, sqlite_where=text("article_id IS NOT NULL"))


class UndoStateRow(Base):
    """One row: the group that triggers log into; NULL means that nothing is logged."""

    __tablename__ = "undo_state"
    __table_args__ = CHILD

    id: Mapped[int] = row_id()
    group_id: Mapped[int | None] = mapped_column(Integer)
