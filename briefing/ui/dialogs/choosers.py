"""Pickers of briefings, tags and articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtWidgets import QWidget

from briefing.domain.articles import ArticleId, ArticleSummary, Tag
from briefing.domain.briefings import BriefingSummary, SectionId
from briefing.domain.listing import Hit, Listing, ListingKind, Page
from briefing.ui.dialogs.picker import Picker
from briefing.ui.jobs import Jobs
from briefing.ui.models.choices import Choice
from briefing.ui.theme import Theme

SHOWN = 100
"""How many articles are offered at once; typing finds the others."""


def briefing_picker(theme: Theme, window: QWidget, briefings: Sequence[BriefingSummary]) -> Picker:
    """A picker of briefings that can also make one."""
    say = QCoreApplication.translate
    picker = Picker(
        theme, window, say("Choosers", "Add to which briefing?"), create=say("Choosers", "New briefing “%1”")
    )
    picker.set_choices([Choice(b.id, b.title, hint=b.date, icon="notebook") for b in briefings])
    if not briefings:
        picker.foot.setText(say("Choosers", "There is no briefing yet. Type a title and press Enter to begin one."))
        picker.foot.show()
    return picker


def tag_chooser(theme: Theme, window: QWidget, tags: Sequence[Tag], prompt: str) -> Picker:
    """A picker of one tag."""
    picker = Picker(theme, window, prompt)
    picker.set_choices([Choice(tag.id, tag.name, hint=str(tag.count), colour=tag.colour) for tag in tags])
    return picker


class ArticleChooser(QObject):
    """Chooses articles of the library by typing: Enter ticks one and goes on; closing hands over the ticked ones."""

    def __init__(
        self,
        jobs: Jobs,
        theme: Theme,
        window: QWidget,
        section_id: SectionId | None,
        take: Callable[[Sequence[ArticleId], SectionId | None], Any],
    ) -> None:
        super().__init__(window)
        self._jobs, self._section_id, self._take = jobs, section_id, take
        self._ticked: dict[ArticleId, ArticleSummary] = {}
        self._found: list[ArticleSummary] = []
        self.picker = Picker(theme, window, self.tr("Find an article to add"), stays=True)
        self.picker.foot.setText(self.tr("Enter ticks an article. Escape closes and adds the ticked ones."))
        self.picker.foot.show()
        self.picker.chosen.connect(self._toggle)
        self.picker.closed.connect(self._hand_over)
        self.picker.field.textEdited.connect(self._search)
        self._search("")

    def open(self) -> None:
        """Show it."""
        self.picker.open()

    @Slot(str)
    def _search(self, text: str) -> None:
        if text.strip():
            self._jobs.read("browse.search", text, SHOWN, done=self._hits, key="article chooser")
        else:
            listing = Listing(ListingKind.ALL)
            self._jobs.read("browse.page", listing, None, SHOWN, done=self._page, key="article chooser")

    def _hits(self, hits: Sequence[Hit]) -> None:
        self._show([hit.article for hit in hits])

    def _page(self, page: Page) -> None:
        self._show(list(page.rows))

    def _show(self, articles: list[ArticleSummary]) -> None:
        self._found = articles
        known = {article.id for article in articles}
        rest = [article for article_id, article in self._ticked.items() if article_id not in known]
        typed = self.picker.field.text()
        self.picker.set_choices(
            [
                # What the search found holds the typed words somewhere in its text; `also` lets the picker agree.
                Choice(
                    article.id,
                    article.title,
                    hint=article.outlet,
                    also=typed,
                    checked=article.id in self._ticked,
                )
                for article in (*rest, *articles)
            ]
        )

    @Slot(object)
    def _toggle(self, key: Any) -> None:
        article = next((a for a in self._found if a.id == key), None)
        if key in self._ticked:
            del self._ticked[key]
        elif article is not None:
            self._ticked[key] = article
        self._search("")

    @Slot()
    def _hand_over(self) -> None:
        if self._ticked:
            self._take(tuple(self._ticked), self._section_id)
        self.deleteLater()
