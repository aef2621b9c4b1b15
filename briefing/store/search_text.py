"""What the full-text index reads of an article: title, byline, text and the person's notes, one row each.

The tokenizer divides at spaces, which Chinese, Japanese, Thai and a few others do not write. Their characters are set
apart in the indexed copy by a separator that no text holds, and a search for them becomes a phrase.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from briefing.domain.marked_text import plain
from briefing.domain.text import from_plain_data
from briefing.store.schema import ArticleRow, BodyRow, HighlightRow, SearchTextRow, TakeawayRow, VariantRow

SEPARATOR = "\x1f"

_UNSPACED = re.compile(
    "(["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "])"
)


def set_apart(text: str) -> str:
    """The text with a separator after every character of a script that writes no spaces."""
    return text if text.isascii() else _UNSPACED.sub(rf"\1{SEPARATOR}", text)


def joined(text: str) -> str:
    """The inverse of `set_apart`."""
    return text.replace(SEPARATOR, "")


def byline_of(authors: Iterable[str], outlet: str) -> str:
    """The indexed form of who wrote an article and where."""
    return set_apart(" ".join(filter(None, (*authors, outlet))))


def refresh(session: Session, article_ids: Iterable[int]) -> None:
    """Bring the indexed title, byline and notes of these articles up to date."""
    ids = sorted(set(article_ids))
    for first in range(0, len(ids), 500):
        _refresh(session, ids[first : first + 500])


def refresh_bodies(session: Session, article_ids: Iterable[int]) -> None:
    """Bring the indexed body of these articles up to date: they show another version of their text."""
    for article_id in sorted(set(article_ids)):
        shown = select(ArticleRow.version).where(ArticleRow.id == article_id).scalar_subquery()
        query = select(BodyRow.blocks).where(BodyRow.article_id == article_id, BodyRow.version == shown)
        if (blocks := session.scalar(query)) is None:
            continue
        body = set_apart(from_plain_data(json.loads(zlib.decompress(blocks))).text)
        change = update(SearchTextRow).where(SearchTextRow.article_id == article_id, SearchTextRow.body != body)
        session.execute(change.values(body=body))


def _refresh(session: Session, ids: list[int]) -> None:
    notes = _notes(session, ids)
    columns = (ArticleRow.id, ArticleRow.title, ArticleRow.authors, ArticleRow.outlet, ArticleRow.note)
    indexed = select(SearchTextRow.article_id, SearchTextRow.title, SearchTextRow.byline, SearchTextRow.notes)
    present = {
        row.article_id: (row.title, row.byline, row.notes)
        for row in session.execute(indexed.where(SearchTextRow.article_id.in_(ids)))
    }
    for row in session.execute(select(*columns).where(ArticleRow.id.in_(ids))).all():
        title = set_apart(row.title)
        byline = byline_of(row.authors, row.outlet)
        texts = set_apart("\n".join(filter(None, (row.note, *notes[row.id]))))
        if present.get(row.id) not in (None, (title, byline, texts)):
            change = update(SearchTextRow).where(SearchTextRow.article_id == row.id)
            session.execute(change.values(title=title, byline=byline, notes=texts))


def _notes(session: Session, ids: list[int]) -> dict[int, list[str]]:
    notes: dict[int, list[str]] = defaultdict(list)
    marked = select(HighlightRow.article_id, HighlightRow.note).where(HighlightRow.article_id.in_(ids))
    for article_id, note in session.execute(marked.order_by(HighlightRow.start, HighlightRow.id)):
        notes[article_id].append(note)
    worded: dict[int, list[str]] = defaultdict(list)
    variants = select(VariantRow.takeaway_id, VariantRow.text).where(VariantRow.article_id.in_(ids))
    for takeaway_id, text in session.execute(variants.order_by(VariantRow.takeaway_id, VariantRow.audience_id)):
        worded[takeaway_id].append(plain(text))
    meant = select(TakeawayRow.article_id, TakeawayRow.id, TakeawayRow.text, TakeawayRow.fields)
    for article_id, takeaway_id, text, fields in session.execute(
        meant.where(TakeawayRow.article_id.in_(ids)).order_by(TakeawayRow.position, TakeawayRow.id)
    ):
        notes[article_id] += [plain(text), *fields.values(), *worded[takeaway_id]]
    return notes
