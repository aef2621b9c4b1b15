"""The rows of the article list: pages of a listing, or what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QObject, Qt, Slot

from briefing.domain.articles import ArticleId, ArticleSummary, Outcome
from briefing.domain.changes import Changes
from briefing.domain.listing import Hit, Listing, ListingKind
from briefing.domain.text import reading_minutes
from briefing.ui.jobs import Jobs
from briefing.ui.models.paged import PAGE, Index, PagedModel
from briefing.ui.models.wording import counted, dated

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


class ArticleListModel(PagedModel):
    """Articles newest first, read page by page as the view asks for them, re-read by id when they change."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, "browse.page", lambda row: row.article.id, self._spoken, parent, dress=Row)
        self.listing: Listing | None = None
        self.query = ""
        jobs.changed.connect(self.follow)

    def show_listing(self, listing: Listing) -> None:
        """Show a listing from its top."""
        self.listing, self.query = listing, ""
        self.show(listing=listing)

    def show_search(self, query: str) -> None:
        """Show the articles that hold the words of `query`."""
        self.listing, self.query = None, query
        self._fetching = False
        self._jobs.read("browse.search", query, HITS, done=self._hits, key=self._job)

    def article_at(self, row: int) -> ArticleSummary | None:
        """The article of a row, None outside the list."""
        found: Row | None = self.row(row)
        return found.article if found is not None else None

    def row_of(self, article_id: ArticleId) -> int:
        """The row of an article, -1 when it is not among the rows read so far."""
        return self.place_of(article_id)

    # Qt model

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            article = self.article_at(index.row()) if index.isValid() else None
            return article.title if article is not None else None
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [MIME_ARTICLES, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        articles = [article for article in (self.article_at(index.row()) for index in indexes) if article is not None]
        data = QMimeData()
        data.setData(MIME_ARTICLES, QByteArray(",".join(str(article.id) for article in articles).encode()))
        data.setText("\n".join(article.title for article in articles))
        return data

    # results

    @Slot(object)
    def follow(self, changes: Changes) -> None:
        """Re-read what a write touched: single rows by id, or the rows read so far when articles came or went."""
        if self.query:
            present = [row.article.id for row in self._rows]
            self._ask_rows([i for i in present if i in changes.articles] if not changes.tags else present)
        elif changes.listing and len(self._rows) > FEW and 0 < len(changes.articles) <= PAGE:
            self._jobs.read("browse.summaries", sorted(changes.articles), done=self._some_moved)
        elif changes.listing or (changes.tags and self.listing is not None and self.listing.tag_id is not None):
            if self.listing is not None:
                self.refresh()
        elif changes.tags and not changes.articles:
            self._ask_rows([row.article.id for row in self._rows])
        elif changes.articles:
            self._ask_rows([row.article.id for row in self._rows if row.article.id in changes.articles])

    def _ask_rows(self, ids: list[ArticleId]) -> None:
        if ids:
            self._jobs.read("browse.summaries", ids, done=self._rows_again)

    def _hits(self, hits: list[Hit]) -> None:
        self._reset([Row(hit.article, hit) for hit in hits], None)

    def _rows_again(self, articles: list[ArticleSummary]) -> None:
        fresh = {article.id: article for article in articles}
        for place, row in enumerate(self._rows):
            if row.article.id in fresh:
                self._replace(place, Row(fresh[row.article.id], row.hit))

    def _some_moved(self, articles: list[ArticleSummary]) -> None:
        """In a long list: drop the rows that left. Only when one came, its place has to be asked for."""
        stay = {article.id for article in articles if self.listing is not None and belongs(article, self.listing)}
        known = {row.article.id for row in self._rows}
        if stay - known:
            self.refresh()
            return
        self._remove_others(known - {article.id for article in articles} | stay)
        self._rows_again(articles)
        self.loaded.emit()

    def _spoken(self, row: Row) -> str:
        article = row.article
        parts = [article.title, article.outlet, dated(article.published[:10], article.published_origin)]
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
