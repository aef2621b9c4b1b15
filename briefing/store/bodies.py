"""What was captured and never changes: the text of articles, originals and pictures."""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_skip
from sqlalchemy.orm import Session

from briefing.domain.articles import ArticleId, Capture, MadeBy, Snapshot
from briefing.domain.text import ArticleText, BlockKind, to_plain_data
from briefing.store.schema import (
    ArticleAssetRow,
    ArticleRow,
    AssetRow,
    BodyRow,
    BriefingRow,
    ChangeRow,
    IncomingAssetRow,
    SearchTextRow,
    SnapshotRow,
    VersionRow,
)
from briefing.store.search_text import byline_of, set_apart

EXCERPT_LENGTH = 240
"""Code points of an article's text that its row in a list shows."""


def excerpt(text: ArticleText) -> str:
    """The first words of the running text."""
    words: list[str] = []
    length = 0
    for block in text.blocks:
        if block.struck or block.kind in (BlockKind.HEADING, BlockKind.IMAGE, BlockKind.TABLE, BlockKind.CODE):
            continue
        for word in block.text.split():
            if length + len(word) > EXCERPT_LENGTH:
                return " ".join(words) + " …" if words else word[: EXCERPT_LENGTH - 1] + "…"
            words.append(word)
            length += len(word) + 1
    return " ".join(words)


def store_capture(session: Session, article_id: ArticleId, capture: Capture) -> None:
    """Keep what a source gave of a new article: text, original, pictures."""
    store_text(session, article_id, 1, capture)
    indexed = {
        "article_id": article_id,
        "title": set_apart(capture.title),
        "byline": byline_of(capture.authors, capture.outlet),
        "body": set_apart(capture.text.text),
        "notes": "",
    }
    session.execute(insert(SearchTextRow), [indexed])


def store_text(session: Session, article_id: ArticleId, version: int, capture: Capture) -> None:
    """Keep what a source gave of a version: text, original, pictures."""
    offers = [dataclasses.asdict(offer) for offer in capture.offers]
    row = {"article_id": article_id, "version": version, "blocks": packed(capture.text), "offers": offers}
    session.execute(insert(BodyRow), [row])
    if capture.snapshot is not None:
        _store_snapshot(session, article_id, version, capture.snapshot)
    for picture in {picture.sha256: picture for picture in capture.pictures}.values():
        store_asset(session, picture.body, picture.media_type, picture.sha256)
        use = insert_or_skip(ArticleAssetRow).values(
            article_id=article_id, sha256=picture.sha256, source=picture.source
        )
        session.execute(use.on_conflict_do_nothing())


def version_values(article_id: ArticleId, number: int, capture: Capture, at: datetime) -> dict[str, Any]:
    """The row of a version that was captured, by itself its original."""
    kept = capture.snapshot.captured_at if capture.snapshot else capture.accessed
    return {
        "article_id": article_id,
        "number": number,
        "original": number,
        "captured_at": kept or at,
        "made_by": MadeBy.CAPTURE.value,
        "outcome": capture.outcome.value,
        "reason": capture.reason,
        "word_count": capture.text.word_count,
        "url": (capture.snapshot.url if capture.snapshot else "") or capture.url,
        "struck": [index for index, block in enumerate(capture.text.blocks) if block.struck],
    }


def packed(text: ArticleText) -> bytes:
    """A text as it is kept; what is struck out in it is kept elsewhere, since that changes."""
    blocks = json.dumps(to_plain_data(text.with_struck(())), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(blocks.encode("utf-8", "replace"), 6)


def store_asset(session: Session, body: bytes, media_type: str, sha256: str) -> None:
    """Keep bytes once under their hash."""
    row = insert_or_skip(AssetRow).values(sha256=sha256, media_type=media_type, body=body)
    session.execute(row.on_conflict_do_nothing())


def snapshot(session: Session, article_id: ArticleId, version: int | None = None) -> Snapshot | None:
    """The untouched original of a version, that which is shown when None; None if none was kept."""
    shown = select(ArticleRow.version).where(ArticleRow.id == article_id).scalar_subquery()
    number = shown if version is None else version
    original = select(VersionRow.original).where(VersionRow.article_id == article_id, VersionRow.number == number)
    query = select(SnapshotRow).where(SnapshotRow.article_id == article_id)
    row = session.scalar(query.where(SnapshotRow.version == original.scalar_subquery()))
    if row is None:
        return None
    body = zlib.decompress(row.body) if row.packed else row.body
    return Snapshot(body, row.media_type, row.captured_at, row.url, row.file_name)


def pictures(session: Session, hashes: Sequence[str]) -> dict[str, bytes]:
    """The bytes of those of these pictures that were kept, by hash."""
    rows = session.execute(select(AssetRow.sha256, AssetRow.body).where(AssetRow.sha256.in_(hashes)))
    return {row.sha256: row.body for row in rows}


def pictures_of(session: Session, ids: Sequence[ArticleId]) -> dict[str, bytes]:
    """The bytes of all pictures that these articles show, by hash."""
    query = select(AssetRow.sha256, AssetRow.body).distinct()
    query = query.join(ArticleAssetRow, ArticleAssetRow.sha256 == AssetRow.sha256)
    rows = session.execute(query.where(ArticleAssetRow.article_id.in_(ids)))
    return {row.sha256: row.body for row in rows}


def drop_unused_assets(session: Session, hashes: Iterable[str]) -> None:
    """Remove those of these pictures that no article, item, briefing or step of undo needs any more."""
    unused = set(hashes)
    for column in (ArticleAssetRow.sha256, IncomingAssetRow.sha256, BriefingRow.logo_sha256):
        unused.difference_update(session.scalars(select(column).where(column.in_(unused))))
    if not unused:
        return
    past = select(ChangeRow.before, ChangeRow.after).where(ChangeRow.table == BriefingRow.__tablename__)
    images = [image for row in session.execute(past) for image in row if image]
    needed = {sha256 for sha256 in unused if any(sha256 in image for image in images)}
    session.execute(delete(AssetRow).where(AssetRow.sha256.in_(unused - needed)))


def _store_snapshot(session: Session, article_id: ArticleId, version: int, original: Snapshot) -> None:
    small = zlib.compress(original.body, 6)
    is_packed = len(small) < len(original.body)
    row = {
        "article_id": article_id,
        "version": version,
        "sha256": original.sha256,
        "media_type": original.media_type,
        "captured_at": original.captured_at,
        "url": original.url,
        "file_name": original.file_name,
        "packed": is_packed,
        "body": small if is_packed else original.body,
    }
    session.execute(insert(SnapshotRow), [row])
