"""The tables of briefings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from briefing.store.base import DERIVED, LINK, TABLE, Base, ref, row_id, unique_name, words
from briefing.store.columns import Flag, When


class BriefingRow(Base):
    """A briefing's front matter."""

    __tablename__ = "briefing"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    uid: Mapped[str] = unique_name()
    title: Mapped[str] = words()
    subtitle: Mapped[str] = words()
    date: Mapped[str] = words()
    edition: Mapped[str] = words()
    audience: Mapped[str] = words()
    prepared_by: Mapped[str] = words()
    classification: Mapped[str] = mapped_column(Text)
    bottom_line: Mapped[str] = words()
    cut_off: Mapped[str] = words()
    language: Mapped[str] = words()
    paper: Mapped[str] = mapped_column(Text)
    accent: Mapped[str] = mapped_column(Text)
    logo_sha256: Mapped[str | None] = mapped_column(Text, ForeignKey("asset.sha256"))
    updated_at: Mapped[datetime] = mapped_column(When, info=DERIVED, server_default=text("0"))


class SectionRow(Base):
    """A part of a briefing."""

    __tablename__ = "briefing_section"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    briefing_id: Mapped[int] = ref("briefing.id", index=True)
    title: Mapped[str] = words()
    intro: Mapped[str] = words()
    position: Mapped[int] = mapped_column(Integer)


class ItemRow(Base):
    """An article in a briefing."""

    __tablename__ = "briefing_item"
    __table_args__ = TABLE

    id: Mapped[int] = row_id()
    briefing_id: Mapped[int] = ref("briefing.id", index=True)
    section_id: Mapped[int] = ref("briefing_section.id", index=True)
    article_id: Mapped[int] = ref("article.id", index=True)
    level: Mapped[str] = mapped_column(Text)
    headline: Mapped[str] = words()
    comment: Mapped[str] = words()
    full_text: Mapped[bool] = mapped_column(Flag, default=False)
    position: Mapped[int] = mapped_column(Integer)


class ItemTakeawayRow(Base):
    """A takeaway that an item prints. The two plain ids let the change log name what was touched."""

    __tablename__ = "item_takeaway"
    __table_args__ = LINK

    item_id: Mapped[int] = ref("briefing_item.id", key=True)
    takeaway_id: Mapped[int] = ref("takeaway.id", key=True, index=True)
    briefing_id: Mapped[int] = mapped_column(Integer)
    article_id: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)


class ItemQuoteRow(Base):
    """A highlight that an item quotes."""

    __tablename__ = "item_quote"
    __table_args__ = LINK

    item_id: Mapped[int] = ref("briefing_item.id", key=True)
    highlight_id: Mapped[int] = ref("highlight.id", key=True, index=True)
    briefing_id: Mapped[int] = mapped_column(Integer)
    article_id: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
