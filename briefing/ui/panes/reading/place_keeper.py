"""Reading goes on where it stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from briefing.domain.articles import ArticleId
from briefing.ui.jobs import Jobs
from briefing.ui.panes.reading.article_view import ArticleView

if TYPE_CHECKING:
    from briefing.operations.browse import ArticleView as Contents

QUIET_MS = 2000
"""Milliseconds without scrolling after which the place is kept."""


class PlaceKeeper(QObject):
    """Keeps the first line in view of the article that is read, in the library and off the GUI thread."""

    def __init__(self, jobs: Jobs, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._view = jobs, view
        self._article: ArticleId | None = None
        self._kept = (0, 0)
        self._paused = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.keep)
        view.scrolled.connect(self._wait)

    def open(self, contents: Contents, *, go: bool) -> None:
        """An article is on the page from now on.

        Args:
            go: show it where reading stopped; otherwise something else is shown of it.
        """
        article, place = contents.article, contents.place
        self._article, self._paused = article.id, False
        here = place.offset if place is not None and place.version == article.version else 0
        self._kept = (article.version, here)
        if go:
            self._go()

    def turn(self, version: int) -> None:
        """The article has another text now."""
        if version != self._kept[0]:
            self._kept = (version, -1)
        self._paused = False

    def pause(self) -> None:
        """The page is about to show a text that the article does not have now."""
        self.keep()
        self._paused = True

    def resume(self, *, go: bool) -> None:
        """The page shows the text of the article again: where it stood, unless something else is shown of it."""
        self._paused = False
        if go:
            self._go()

    def leave(self) -> None:
        """The article goes."""
        self.keep()
        self._article = None

    @Slot()
    def keep(self) -> None:
        """Keep where the page stands now, if it is another place than the one that is kept."""
        self._quiet.stop()
        shown = self._view.shown
        if self._article is None or self._paused or shown is None:
            return
        top = self._view.verticalScrollBar().value()
        here = shown.map.offset(self._view.top_anchor()[0], forward=True) if top > 0 else 0
        version, kept = self._kept
        if here != kept:
            self._kept = (version, here)
            self._jobs.write("places.keep", self._article, version, here)

    def _go(self) -> None:
        here, shown = self._kept[1], self._view.shown
        if here > 0 and shown is not None:
            self._view.restore_anchor((shown.map.position(here), 0))

    @Slot()
    def _wait(self) -> None:
        if self._article is not None and not self._paused:
            self._quiet.start()
