"""Full-text search that costs about the same in a small and in a large library.

Ranking every match of a common word takes time in proportion to the library. So articles with the words in their title
come first, newest first, then the best by BM25 among the newest matches. Row ids of articles grow with time, which
makes "newest" the order of the index itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing.domain.articles import ArticleId
from briefing.domain.listing import Hit, Listing, ListingKind
from briefing.store.listings import summaries
from briefing.store.query import Query, is_one_word, parse
from briefing.store.schema import TagRow
from briefing.store.search_text import joined
from briefing.store.tags import name_key
from briefing.store.words import storable

__all__ = ["Hit", "search"]

RANKED = 1000
"""How many of the newest matches are ranked against each other."""

PROBED = 300
"""How many of the newest articles with a word tell how common it is."""

WEIGHTS = "10.0, 5.0, 1.0, 4.0"
"""What a word in the title, byline, body and notes counts."""

SNIPPET_WORDS, SNIPPET_CHARACTERS = 28, 60

_OPEN, _CLOSE = "\x02", "\x03"

_LISTED = {
    ListingKind.INBOX: "a.deleted_at IS NULL AND a.shelf = 'inbox'",
    ListingKind.LIBRARY: "a.deleted_at IS NULL AND a.shelf = 'library'",
    ListingKind.STARRED: "a.deleted_at IS NULL AND a.starred = 1",
    ListingKind.ALL: "a.deleted_at IS NULL",
    ListingKind.TAG: "a.deleted_at IS NULL",
    ListingKind.TRASH: "a.deleted_at IS NOT NULL",
}
_SWITCHED = {
    "is:starred": "a.starred = 1",
    "has:takeaway": "a.n_takeaway > 0",
    "has:highlight": "a.n_highlight > 0",
    "has:note": "a.note <> ''",
}


class _Filter:
    """Which articles may be found, as SQL about `article a`."""

    def __init__(self, listing: Listing, query: Query) -> None:
        self.conditions = [_LISTED[listing.kind], *(_SWITCHED[switch] for switch in sorted(query.switches))]
        self.values: list[object] = []
        for outlet in query.outlets:
            self._add("instr(lower(a.outlet), lower(?)) > 0", outlet)

    def bear(self, tag_ids: Sequence[int]) -> None:
        """Ask for one of these tags."""
        marks = ", ".join("?" * len(tag_ids))
        bears = f"EXISTS (SELECT 1 FROM article_tag y WHERE y.article_id = a.id AND y.tag_id IN ({marks}))"
        self._add(bears, *tag_ids)

    def _add(self, condition: str, *values: object) -> None:
        self.conditions.append(condition)
        self.values += values

    @property
    def narrow(self) -> bool:
        """Whether more is asked than not to lie in the trash."""
        return self.conditions != [_LISTED[ListingKind.ALL]]

    def sql(self, article: str) -> str:
        """The condition for the article whose id is the SQL expression `article`.

        EXISTS and not `rowid IN (SELECT ...)`: for the latter the index would run the whole search once for every id.
        """
        return f"EXISTS (SELECT 1 FROM article a WHERE a.id = {article} AND {' AND '.join(self.conditions)})"


def search(session: Session, query: str, *, limit: int = 20, listing: Listing | None = None) -> list[Hit]:
    """The articles that hold all words of `query` (see `query.parse`), best first. Any text is fine.

    Args:
        listing: where to look; everywhere but the trash when None.
    """
    listing = listing or Listing(ListingKind.ALL)
    newest = _sql(session, "SELECT max(id) FROM article").scalar() or 0
    parsed = _telling(session, parse(storable(query)), newest)
    if not parsed or (chosen := _filter(session, listing, parsed)) is None:
        return []
    if not parsed.match:
        return _newest(session, chosen, limit)
    found = {row[0]: row for row in _best(session, parsed, chosen, limit, newest)}
    return [
        _hit(article, *found[article.id][1:4])
        for article in summaries(session, [ArticleId(article_id) for article_id in found])
    ]


def _telling(session: Session, query: Query, newest: int) -> Query:
    """The search without the words that stand in most articles, if there are others.

    In a large library, looking up "the" takes longer than all the rest, and hardly an article lacks it.
    """
    if len(query.terms) < 2:
        return query
    others = [term for term in query.terms if not (is_one_word(term) and _is_common(session, term, newest))]
    return replace(query, terms=tuple(others)) if others else query


def _is_common(session: Session, term: str, newest: int) -> bool:
    """Whether a word stands in more than half of the newest articles; never so in a small library."""
    statement = "SELECT f.rowid FROM article_fts f WHERE f.article_fts MATCH ? ORDER BY f.rowid DESC LIMIT 1 OFFSET ?"
    first = _sql(session, statement, term, PROBED - 1).scalar()
    return first is not None and newest - first < 2 * PROBED


def _best(session: Session, query: Query, chosen: _Filter, limit: int, newest: int) -> list[Any]:
    """Rows of `_rows`, best first: those with the words in the title, then the others."""
    titled = _rows(session, "{title} : (" + query.match + ")", query, chosen, limit)
    if len(titled) == limit:
        return titled
    known = [row[0] for row in titled]
    first = _first_ranked(session, query, chosen, limit, newest)
    return titled + _rows(session, query.match, query, chosen, limit - len(known), ranked_from=first, known=known)


def _first_ranked(session: Session, query: Query, chosen: _Filter, limit: int, newest: int) -> int | None:
    """The id from which on matches are ranked against each other; None for newest first.

    BM25 has no opinion of words that stand in every second article, and takes longest to form it; a few matches are all
    shown anyway. An unfinished word is looked up anew by every statement, and twice by one that ranks: after others it
    is not ranked before it is finished, which a space says.
    """
    if query.unfinished and len(query.terms) > 1:
        return None
    narrowing = f" AND {chosen.sql('f.rowid')}" if chosen.narrow else ""
    window = f"SELECT f.rowid FROM article_fts f WHERE f.article_fts MATCH ?{narrowing} ORDER BY f.rowid DESC LIMIT ?"
    values = [query.match, *(chosen.values if chosen.narrow else ()), RANKED]
    count, first = _sql(session, f"SELECT count(*), min(rowid) FROM ({window})", *values).one()
    telling = limit < count < RANKED or (count == RANKED and newest - first >= 2 * RANKED)
    return first if telling else None


def _rows(
    session: Session,
    match: str,
    query: Query,
    chosen: _Filter,
    limit: int,
    *,
    ranked_from: int | None = None,
    known: Sequence[int] = (),
) -> list[Any]:
    """Rows of id, snippet, title and notes, without those `known`: the newest, or the best from an id on.

    The snippet is made in the very query that ranks: joined back by id it would run the search again for each row.
    """
    words = SNIPPET_CHARACTERS if query.unspaced else SNIPPET_WORDS
    columns = f"f.rowid, snippet(article_fts, -1, '{_OPEN}', '{_CLOSE}', '…', {words}), f.title, f.notes"
    where = f"f.article_fts MATCH ? AND {chosen.sql('f.rowid')}"
    values: list[object] = [match, *chosen.values]
    if known:
        where += f" AND f.rowid NOT IN ({', '.join('?' * len(known))})"
        values += known
    if ranked_from is None:
        order = "f.rowid DESC"
    else:
        columns, order = f"{columns}, f.rank", "f.rank"
        where += f" AND f.rowid >= ? AND f.rank MATCH 'bm25({WEIGHTS})'"
        values.append(ranked_from)
    statement = f"SELECT {columns} FROM article_fts f WHERE {where} ORDER BY {order} LIMIT ?"
    rows = list(_sql(session, statement, *values, limit))
    return rows if ranked_from is None else sorted(rows, key=lambda row: (row[4], -row[0]))


def _newest(session: Session, chosen: _Filter, limit: int) -> list[Hit]:
    """Hits for a search without words: the newest articles that pass."""
    where = " AND ".join(chosen.conditions)
    rows = _sql(session, f"SELECT a.id FROM article a WHERE {where} ORDER BY a.id DESC LIMIT ?", *chosen.values, limit)
    ids = [ArticleId(row[0]) for row in rows]
    return [Hit(article, article.excerpt) for article in summaries(session, ids)]


def _filter(session: Session, listing: Listing, query: Query) -> _Filter | None:
    """The filter of a search; None when it names a tag that no tag begins with."""
    chosen = _Filter(listing, query)
    if listing.kind is ListingKind.TAG:
        chosen.bear([int(listing.tag_id or 0)])
    for name in query.tags:
        if not (ids := _tag_ids(session, name)):
            return None
        chosen.bear(ids)
    return chosen


def _tag_ids(session: Session, name: str) -> list[int]:
    """The tag of this name, or else those whose names begin like it."""
    key = name_key(name)
    exact = session.scalars(select(TagRow.id).where(TagRow.name_key == key)).all()
    return list(exact or session.scalars(select(TagRow.id).where(TagRow.name_key.startswith(key, autoescape=True))))


def _hit(article: Any, marked: str, title: str, notes: str) -> Hit:
    snippet, spans = _unmark(marked)
    return Hit(article, snippet, spans, _where(snippet, title, notes))


def _where(snippet: str, title: str, notes: str) -> str:
    bare = snippet.strip("…")
    return "title" if bare in _line(title) else "note" if bare in _line(notes) else "text"


def _line(text: str) -> str:
    return joined(text).replace("\n", " ").replace("\t", " ")


def _unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet without its marks, in one line, and where the marks were."""
    text = ""
    spans: list[tuple[int, int]] = []
    for piece in _line(marked).split(_OPEN):
        found, closed, rest = piece.partition(_CLOSE)
        if closed:
            spans.append((len(text), len(text) + len(found)))
        text += found + rest
    return text, tuple(spans)


def _sql(session: Session, statement: str, *values: object) -> Any:
    return session.connection().exec_driver_sql(statement, values)
