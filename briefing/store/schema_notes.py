"""What is written on articles: the tables of highlights, takeaways and the audiences they are written for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, Text
from sqlalchemy import text as literal
from sqlalchemy.orm import Mapped, mapped_column

from briefing.store.base import LINK, TABLE, Base, counter, ref, row_id, unique_name, words
from briefing.store.columns import Flag, Json, When, Words
from briefing.store.judging import due, judgement, open_action, resolve_by, unresolved


class HighlightRow(Base):
    """A marked passage: code points of the text of `version`, with quote and context to find it again.

    `n_use` counts the takeaways that rest on it and the items that quote it. `kept` says that the person left it in the
    text of `version` for good; it counts only while the article shows another one.
    """

    __tablename__ = "highlight"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    uid: Mapped[str] = unique_name()
    article_id: Mapped[int] = ref("article.id", index=True)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    quote: Mapped[str] = words()
    prefix: Mapped[str] = words()
    suffix: Mapped[str] = words()
    meaning: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = words()
    created_at: Mapped[datetime] = mapped_column(When)
    version: Mapped[int] = mapped_column(Integer, default=1, server_default=literal("1"))
    n_use: Mapped[int] = counter()
    kept: Mapped[bool] = mapped_column(Integer, default=False, server_default=literal("0"))


_NEWEST = (HighlightRow.created_at.desc(), HighlightRow.id.desc())

# review.highlights: all, of one meaning, and those that nothing rests on, each newest first.
Index("ix_highlight_newest", *_NEWEST)
Index("ix_highlight_meaning", HighlightRow.meaning, *_NEWEST)
Index("ix_highlight_unused", *_NEWEST, sqlite_where=literal("n_use = 0"))


class HighlightTagRow(Base):
    """A tag on a highlight. `created_at` is the highlight's, so that a tag's list is one walk of an index."""

    __tablename__ = "highlight_tag"

    highlight_id: Mapped[int] = ref("highlight.id", key=True)
    tag_id: Mapped[int] = ref("tag.id", key=True)
    article_id: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(When)

    __table_args__ = (
        Index("ix_highlight_tag_newest", "tag_id", literal("created_at DESC"), literal("highlight_id DESC")),
        LINK,
    )


class TakeawayRow(Base):
    """What an article means, in the person's words. `outcome` is what became of a judgement, {} while it is open."""

    __tablename__ = "takeaway"
    __table_args__ = (
        # review.open_actions and review.due_judgements: the earliest date first, undated ones last.
        Index("ix_takeaway_open_action", literal(due()), literal("id"), sqlite_where=literal(open_action())),
        Index("ix_takeaway_unresolved", literal(resolve_by()), literal("id"), sqlite_where=literal(unresolved())),
        TABLE,
    )

    id: Mapped[int] = row_id()
    uid: Mapped[str] = unique_name()
    article_id: Mapped[int] = ref("article.id", index=True)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = words()
    audience: Mapped[str] = words()
    confidence: Mapped[str] = mapped_column(Text, default="")
    fields: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    publisher_words: Mapped[bool] = mapped_column(Flag, default=False)
    position: Mapped[int] = mapped_column(Integer)
    sentences: Mapped[dict[str, str]] = mapped_column(Json, default=dict, server_default=literal("'{}'"))
    outcome: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, server_default=literal("'{}'"))


# audiences.all_audiences counts by this one.
Index("ix_takeaway_audience", TakeawayRow.audience)
# review.judgements and review.calibration.
Index("ix_takeaway_judgement", TakeawayRow.id.desc(), sqlite_where=literal(judgement()))


class AudienceRow(Base):
    """A reader whom takeaways are written for."""

    __tablename__ = "audience"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    uid: Mapped[str] = unique_name()
    name: Mapped[str] = words()
    name_key: Mapped[str] = mapped_column(Words, unique=True)
    position: Mapped[int] = mapped_column(Integer)


class VariantRow(Base):
    """The wording of a takeaway for one audience. `article_id` lets the change log name the article."""

    __tablename__ = "takeaway_variant"
    __table_args__ = LINK

    takeaway_id: Mapped[int] = ref("takeaway.id", key=True)
    audience_id: Mapped[int] = ref("audience.id", key=True, index=True)
    article_id: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = words()


class TakeawayVersionRow(Base):
    """A takeaway as it was before a change at `at`. `article_id` lets the change log name the article."""

    __tablename__ = "takeaway_version"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    takeaway_id: Mapped[int] = ref("takeaway.id", index=True)
    article_id: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(When)
    image: Mapped[dict[str, Any]] = mapped_column(Json)


class EvidenceRow(Base):
    """A highlight that a takeaway rests on. `article_id` lets the change log name the article."""

    __tablename__ = "takeaway_evidence"
    __table_args__ = LINK

    takeaway_id: Mapped[int] = ref("takeaway.id", key=True)
    highlight_id: Mapped[int] = ref("highlight.id", key=True, index=True)
    article_id: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
