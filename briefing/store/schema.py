"""The mapped classes: what the library's tables look like today.

Times that leave the store are integers, microseconds since 1970 in UTC (`When`). `sort_at` and `deleted_at` only order
lists and are whole Unix seconds, which is what `domain.listing.Cursor` counts in.

Columns marked `derived` are kept by triggers or by `changelog.settle`. They are no part of what undo restores.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from briefing.store.columns import Flag, Json, When, Words

DERIVED = {"derived": True}
TABLE = {"sqlite_strict": True, "sqlite_autoincrement": True}
LINK = {"sqlite_strict": True, "sqlite_with_rowid": False}
CHILD = {"sqlite_strict": True}


class Base(DeclarativeBase):
    """The tables of the library."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _id() -> Mapped[int]:
    return mapped_column(Integer, primary_key=True)


def _uid() -> Mapped[str]:
    return mapped_column(Text, unique=True)


def _words(default: str = "") -> Mapped[str]:
    return mapped_column(Words, default=default)


def _counter() -> Mapped[int]:
    return mapped_column(Integer, default=0, server_default=text("0"), info=DERIVED)


def _ref(target: str, *, index: bool = False, key: bool = False) -> Mapped[int]:
    """A reference that goes when its target goes."""
    return mapped_column(Integer, ForeignKey(target, ondelete="CASCADE"), index=index, primary_key=key)


class ArticleRow(Base):
    """An article but for its text. `struck` holds the indexes of the blocks that are struck out."""

    __tablename__ = "article"
    __table_args__ = TABLE

    id: Mapped[int] = _id()
    uid: Mapped[str] = _uid()
    title: Mapped[str] = _words()
    authors: Mapped[list[str]] = mapped_column(Json, default=list)
    outlet: Mapped[str] = _words()
    published: Mapped[str] = _words()
    language: Mapped[str] = _words()
    url: Mapped[str] = _words()
    url_key: Mapped[str] = _words()
    note: Mapped[str] = _words()
    origins: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    outcome: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = _words()
    added_at: Mapped[datetime] = mapped_column(When)
    sort_at: Mapped[int] = mapped_column(Integer)
    shelf: Mapped[str] = mapped_column(Text)
    starred: Mapped[bool] = mapped_column(Flag, default=False)
    deleted_at: Mapped[int | None] = mapped_column(Integer)
    struck: Mapped[list[int]] = mapped_column(Json, default=list)
    excerpt: Mapped[str] = _words()
    word_count: Mapped[int] = mapped_column(Integer, default=0)
    n_highlight: Mapped[int] = _counter()
    n_takeaway: Mapped[int] = _counter()
    n_briefing: Mapped[int] = _counter()


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


class BodyRow(Base):
    """The text of an article as it was captured. Immutable. `blocks` and `offers` are zlib'd JSON."""

    __tablename__ = "article_body"
    __table_args__ = CHILD

    article_id: Mapped[int] = _ref("article.id", key=True)
    blocks: Mapped[bytes] = mapped_column(LargeBinary)
    offers: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)


class SearchTextRow(Base):
    """What the full-text index reads: see `search_text`. CJK characters are set apart here."""

    __tablename__ = "article_text"
    __table_args__ = CHILD

    article_id: Mapped[int] = _ref("article.id", key=True)
    title: Mapped[str] = _words()
    byline: Mapped[str] = _words()
    body: Mapped[str] = _words()
    notes: Mapped[str] = _words()


class SnapshotRow(Base):
    """The untouched original. Immutable. `packed` says that `body` is zlib'd."""

    __tablename__ = "snapshot"
    __table_args__ = CHILD

    article_id: Mapped[int] = _ref("article.id", key=True)
    sha256: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = _words()
    captured_at: Mapped[datetime] = mapped_column(When)
    url: Mapped[str] = _words()
    file_name: Mapped[str] = _words()
    packed: Mapped[bool] = mapped_column(Flag)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class AssetRow(Base):
    """The bytes of a picture or a logo, once, under their hash."""

    __tablename__ = "asset"
    __table_args__ = CHILD

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    media_type: Mapped[str] = _words()
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ArticleAssetRow(Base):
    """Which pictures an article shows, and the address each came from."""

    __tablename__ = "article_asset"
    __table_args__ = LINK

    article_id: Mapped[int] = _ref("article.id", key=True)
    sha256: Mapped[str] = mapped_column(Text, ForeignKey("asset.sha256"), primary_key=True, index=True)
    source: Mapped[str] = _words()


class TagRow(Base):
    """A tag. `name_key` makes spellings that differ in case or width one tag; `n_article` counts live articles."""

    __tablename__ = "tag"
    __table_args__ = TABLE

    id: Mapped[int] = _id()
    uid: Mapped[str] = _uid()
    name: Mapped[str] = _words()
    name_key: Mapped[str] = mapped_column(Words, unique=True)
    colour: Mapped[str] = mapped_column(Text)
    n_article: Mapped[int] = _counter()


class ArticleTagRow(Base):
    """A tag on an article. `sort_at` is the article's, so that a tag's list is one walk of an index."""

    __tablename__ = "article_tag"

    article_id: Mapped[int] = _ref("article.id", key=True)
    tag_id: Mapped[int] = _ref("tag.id", key=True)
    sort_at: Mapped[int] = mapped_column(Integer)

    __table_args__ = (Index("ix_article_tag_newest", "tag_id", text("sort_at DESC"), text("article_id DESC")), LINK)


class HighlightRow(Base):
    """A marked passage: code points of the canonical text, with quote and context to find it again."""

    __tablename__ = "highlight"
    __table_args__ = TABLE

    id: Mapped[int] = _id()
    uid: Mapped[str] = _uid()
    article_id: Mapped[int] = _ref("article.id", index=True)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    quote: Mapped[str] = _words()
    prefix: Mapped[str] = _words()
    suffix: Mapped[str] = _words()
    meaning: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = _words()
    created_at: Mapped[datetime] = mapped_column(When)


class TakeawayRow(Base):
    """What an article means, in the person's words."""

    __tablename__ = "takeaway"
    __table_args__ = TABLE

    id: Mapped[int] = _id()
    uid: Mapped[str] = _uid()
    article_id: Mapped[int] = _ref("article.id", index=True)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = _words()
    audience: Mapped[str] = _words()
    confidence: Mapped[str] = mapped_column(Text, default="")
    fields: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    publisher_words: Mapped[bool] = mapped_column(Flag, default=False)
    position: Mapped[int] = mapped_column(Integer)


class EvidenceRow(Base):
    """A highlight that a takeaway rests on. `article_id` lets the change log name the article."""

    __tablename__ = "takeaway_evidence"
    __table_args__ = LINK

    takeaway_id: Mapped[int] = _ref("takeaway.id", key=True)
    highlight_id: Mapped[int] = _ref("highlight.id", key=True, index=True)
    article_id: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)


class BriefingRow(Base):
    """A briefing's front matter."""

    __tablename__ = "briefing"
    __table_args__ = TABLE

    id: Mapped[int] = _id()
    uid: Mapped[str] = _uid()
    title: Mapped[str] = _words()
    subtitle: Mapped[str] = _words()
    date: Mapped[str] = _words()
    edition: Mapped[str] = _words()
    audience: Mapped[str] = _words()
    prepared_by: Mapped[str] = _words()
    classification: Mapped[str] = mapped_column(Text)
    bottom_line: Mapped[str] = _words()
    cut_off: Mapped[str] = _words()
    language: Mapped[str] = _words()
    paper: Mapped[str] = mapped_column(Text)
    accent: Mapped[str] = mapped_column(Text)
    logo_sha256: Mapped[str | None] = mapped_column(Text, ForeignKey("asset.sha256"))
    updated_at: Mapped[datetime] = mapped_column(When, info=DERIVED, server_default=text("0"))


class SectionRow(Base):
    """A part of a briefing."""

    __tablename__ = "briefing_section"
    __table_args__ = TABLE

    id: Mapped[int] = _id()
    briefing_id: Mapped[int] = _ref("briefing.id", index=True)
    title: Mapped[str] = _words()
    intro: Mapped[str] = _words()
    position: Mapped[int] = mapped_column(Integer)


class ItemRow(Base):
    """An article in a briefing."""

    __tablename__ = "briefing_item"
    __table_args__ = TABLE

    id: Mapped[int] = _id()
    briefing_id: Mapped[int] = _ref("briefing.id", index=True)
    section_id: Mapped[int] = _ref("briefing_section.id", index=True)
    article_id: Mapped[int] = _ref("article.id", index=True)
    level: Mapped[str] = mapped_column(Text)
    headline: Mapped[str] = _words()
    comment: Mapped[str] = _words()
    full_text: Mapped[bool] = mapped_column(Flag, default=False)
    position: Mapped[int] = mapped_column(Integer)


class ItemTakeawayRow(Base):
    """A takeaway that an item prints. The two plain ids let the change log name what was touched."""

    __tablename__ = "item_takeaway"
    __table_args__ = LINK

    item_id: Mapped[int] = _ref("briefing_item.id", key=True)
    takeaway_id: Mapped[int] = _ref("takeaway.id", key=True, index=True)
    briefing_id: Mapped[int] = mapped_column(Integer)
    article_id: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)


class ItemQuoteRow(Base):
    """A highlight that an item quotes."""

    __tablename__ = "item_quote"
    __table_args__ = LINK

    item_id: Mapped[int] = _ref("briefing_item.id", key=True)
    highlight_id: Mapped[int] = _ref("highlight.id", key=True, index=True)
    briefing_id: Mapped[int] = mapped_column(Integer)
    article_id: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)


class CounterRow(Base):
    """How many articles each listing of the sidebar has, kept by triggers: a count(*) would grow with the library."""

    __tablename__ = "counter"
    __table_args__ = LINK

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)


class UndoGroupRow(Base):
    """One user action. `label` is what Undo shows; "" while an action is open that cannot be undone."""

    __tablename__ = "undo_group"
    __table_args__ = TABLE

    id: Mapped[int] = _id()
    label: Mapped[str] = mapped_column(Words)
    merge_key: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime] = mapped_column(When)
    undone: Mapped[bool] = mapped_column(Flag, default=False)


class ChangeRow(Base):
    """A row of a logged table before and after one statement, as JSON. Written by triggers only."""

    __tablename__ = "change_log"
    __table_args__ = TABLE

    seq: Mapped[int] = _id()
    group_id: Mapped[int] = _ref("undo_group.id", index=True)
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

    id: Mapped[int] = _id()
    group_id: Mapped[int | None] = mapped_column(Integer)
