"""The rows of the article list: pages of a listing, or what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Signal,
    Slot,
)

from briefing.domain.articles import ArticleId, ArticleSummary, Outcome
from briefing.domain.changes import Changes
from briefing.domain.listing import Cursor, Hit, Listing, ListingKind, Page
from briefing.domain.text import reading_minutes
from briefing.ui.jobs import Jobs
from briefing.ui.models.paged import PAGE, ROW_ROLE, Index
from briefing.ui.models.wording import counted

HITS = 100
FEW = 500
"""Up to so many rows are simply read again when articles came or went."""

MIME_ARTICLES = "application/x-briefing-articles"
"""Dragged articles: their ids in decimal, separated by commas."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the list; `hit` is set when a search found it."""

    article: ArticleSummary
    hit: Hit | None = None


class ArticleListModel(QAbstractListModel):
    """Articles newest first, read page by page as the view asks for them, re-read by id when they change.

    Signals:
        loaded(): the first page of a listing, or the hits of a search, are there.
    """

    loaded = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.listing: Listing | None = None
        self.query = ""
        self._rows: list[Row] = []
        self._next: Cursor | None = None
        self._fetching = False
        self._asked = 0
        jobs.changed.connect(self.refresh)

    def show_listing(self, listing: Listing) -> None:
        """Show a listing from its top."""
        self.listing, self.query = listing, ""
        self._ask_page(None, self._first_page)

    def show_search(self, query: str) -> None:
        """Show the articles that hold the words of `query`."""
        self.listing, self.query = None, query
        self._asked += 1
        self._fetching = False
        self._jobs.read("browse.search", query, HITS, done=self._hits, key="list")

    def article_at(self, row: int) -> ArticleSummary | None:
        """The article of a row, None outside the list."""
        return self._rows[row].article if 0 <= row < len(self._rows) else None

    def row_of(self, article_id: ArticleId) -> int:
        """The row of an article, -1 when it is not among the rows read so far."""
        return next((n for n, row in enumerate(self._rows) if row.article.id == article_id), -1)

    @property
    def complete(self) -> bool:
        """Whether every row of the listing has been read."""
        return self._next is None and not self._fetching

    # Qt model

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.article.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row.article)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._next is not None and not self._fetching

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._ask_page(self._next, self._further_page)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [MIME_ARTICLES, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        articles = [row.article for row in map(self._row, indexes) if row is not None]
        data = QMimeData()
        data.setData(MIME_ARTICLES, QByteArray(",".join(str(article.id) for article in articles).encode()))
        data.setText("\n".join(article.title for article in articles))
        return data

    # results

    @Slot(object)
    def refresh(self, changes: Changes) -> None:
        """Re-read what a write touched: single rows by id, or the rows read so far when articles came or went."""
        if self.query:
            present = [row.article.id for row in self._rows]
            self._ask_rows([i for i in present if i in changes.articles] if not changes.tags else present)
        elif changes.listing and len(self._rows) > FEW and 0 < len(changes.articles) <= PAGE:
            self._jobs.read("browse.summaries", sorted(changes.articles), done=self._some_moved)
        elif changes.listing or (changes.tags and self.listing is not None and self.listing.tag_id is not None):
            self._ask_again()
        elif changes.tags and not changes.articles:
            self._ask_rows([row.article.id for row in self._rows])
        elif changes.articles:
            self._ask_rows([row.article.id for row in self._rows if row.article.id in changes.articles])

    def _ask_page(self, after: Cursor | None, done: Any) -> None:
        self._asked += 1
        self._fetching = True
        self._jobs.read("browse.page", self.listing, after, PAGE, done=done, key="list")

    def _ask_again(self) -> None:
        if self.listing is not None:
            self._fetching = True
            limit = max(PAGE, len(self._rows) + 1)
            self._jobs.read("browse.page", self.listing, None, limit, done=self._same_again, key="list")

    def _ask_rows(self, ids: list[ArticleId]) -> None:
        if ids:
            self._jobs.read("browse.summaries", ids, done=self._rows_again)

    def _first_page(self, page: Page) -> None:
        self._fetching = False
        self.beginResetModel()
        self._rows, self._next = [Row(article) for article in page.rows], page.next
        self.endResetModel()
        self.loaded.emit()

    def _further_page(self, page: Page) -> None:
        self._fetching = False
        self._next = page.next
        known = {row.article.id for row in self._rows}
        fresh = [Row(article) for article in page.rows if article.id not in known]
        if fresh:
            self._insert(len(self._rows), fresh)

    def _hits(self, hits: list[Hit]) -> None:
        self.beginResetModel()
        self._rows, self._next = [Row(hit.article, hit) for hit in hits], None
        self.endResetModel()
        self.loaded.emit()

    def _rows_again(self, articles: list[ArticleSummary]) -> None:
        fresh = {article.id: article for article in articles}
        for n, row in enumerate(self._rows):
            article = fresh.get(row.article.id)
            if article is not None and article != row.article:
                self._rows[n] = Row(article, row.hit)
                self.dataChanged.emit(self.index(n), self.index(n))

    def _some_moved(self, articles: list[ArticleSummary]) -> None:
        """In a long list: drop the rows that left. Only when one came, its place has to be asked for."""
        stay = {article.id for article in articles if self.listing is not None and belongs(article, self.listing)}
        known = {row.article.id for row in self._rows}
        if stay - known:
            self._ask_again()
            return
        for article in articles:
            if article.id in known - stay:
                row = self.row_of(article.id)
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        self._rows_again(articles)
        self.loaded.emit()

    def _same_again(self, page: Page) -> None:
        """Turn the rows into those of `page` by removing and inserting, so that selection and scrolling stay."""
        self._fetching = False
        self._next = page.next
        wanted = {article.id for article in page.rows}
        for n in range(len(self._rows) - 1, -1, -1):
            if self._rows[n].article.id not in wanted:
                self.beginRemoveRows(QModelIndex(), n, n)
                del self._rows[n]
                self.endRemoveRows()
        present = {row.article.id for row in self._rows}
        if [row.article.id for row in self._rows] != [a.id for a in page.rows if a.id in present]:
            self._first_page(page)
            return
        for n, article in enumerate(page.rows):
            if article.id not in present:
                self._insert(n, [Row(article)])
        self._rows_again(list(page.rows))
        self.loaded.emit()

    def _insert(self, at: int, rows: list[Row]) -> None:
        self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._rows[at:at] = rows
        self.endInsertRows()

    def _row(self, index: Index) -> Row | None:
        found = self.data(index, ROW_ROLE)
        return found if isinstance(found, Row) else None

    def _spoken(self, article: ArticleSummary) -> str:
        parts = [article.title, article.outlet, article.published[:10]]
        parts.append(counted(reading_minutes(article.word_count), self.tr("1 minute"), self.tr("%n minutes")))
        if article.starred:
            parts.append(self.tr("starred"))
        if article.outcome is not Outcome.FULL:
            parts.append(outcome_label(article.outcome))
        parts += [tag.name for tag in article.tags]
        return ", ".join(part for part in parts if part)


def belongs(article: ArticleSummary, listing: Listing) -> bool:
    """Whether an article stands in a listing."""
    if listing.kind is ListingKind.TRASH or article.trashed:
        return article.trashed and listing.kind is ListingKind.TRASH
    match listing.kind:
        case ListingKind.STARRED:
            return article.starred
        case ListingKind.TAG:
            return any(tag.id == listing.tag_id for tag in article.tags)
        case ListingKind.ALL:
            return True
        case _:
            return article.shelf.value == listing.kind.value


def outcome_label(outcome: Outcome) -> str:
    """The words of the badge of an article that did not come whole; "" for one that did."""
    return {
        Outcome.FULL: "",
        Outcome.PARTIAL: "Incomplete",
        Outcome.SIMPLIFIED: "Simplified",
        Outcome.NO_ARTICLE: "No article",
    }[outcome]
