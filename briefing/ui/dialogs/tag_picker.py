"""Tagging by typing: tick the tags of the selected articles, or make a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from briefing.domain.articles import ArticleId, ArticleSummary, Tag, TagId
from briefing.domain.changes import Changes
from briefing.ui.dialogs.picker import Picker
from briefing.ui.jobs import Jobs
from briefing.ui.models.choices import Choice
from briefing.ui.theme import Theme


class TagPicker(QObject):
    """Opens a picker of all tags for some articles. Enter ticks or unticks; it stays until Escape."""

    def __init__(self, jobs: Jobs, theme: Theme, window: QWidget, articles: Sequence[ArticleSummary]) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._ids: tuple[ArticleId, ...] = tuple(article.id for article in articles)
        self._tags: tuple[Tag, ...] = ()
        self._worn = Counter(tag.id for article in articles for tag in article.tags)
        self.picker = Picker(theme, window, self.tr("Type a tag"), create=self.tr("Create the tag “%1”"), stays=True)
        self.picker.foot.setText(self.tr("Enter ticks or unticks a tag. Escape closes."))
        self.picker.foot.show()
        self.picker.chosen.connect(self._toggle)
        self.picker.created.connect(self._create)
        self.picker.closed.connect(self.deleteLater)
        jobs.changed.connect(self._refresh)
        self._read()

    def open(self) -> None:
        """Show it."""
        self.picker.open()

    def _read(self) -> None:
        self._jobs.read("browse.all_tags", done=self._show, key="tag picker")
        self._jobs.read("browse.summaries", self._ids, done=self._count, key="tag picker articles")

    @Slot(object)
    def _refresh(self, changes: Changes) -> None:
        if changes.tags or changes.articles.intersection(self._ids):
            self._read()

    def _show(self, tags: Sequence[Tag]) -> None:
        self._tags = tuple(tags)
        self._fill()

    def _count(self, articles: Sequence[ArticleSummary]) -> None:
        self._worn = Counter(tag.id for article in articles for tag in article.tags)
        self._fill()

    def _fill(self) -> None:
        self.picker.set_choices(
            [
                Choice(
                    tag.id,
                    tag.name,
                    hint=str(tag.count),
                    colour=tag.colour,
                    checked=self._worn[tag.id] == len(self._ids),
                    partly=0 < self._worn[tag.id] < len(self._ids),
                )
                for tag in self._tags
            ]
        )

    @Slot(object)
    def _toggle(self, key: object) -> None:
        tag = next((tag for tag in self._tags if tag.id == key), None)
        if tag is None:
            return
        if self._worn[tag.id] == len(self._ids):
            self._jobs.write("organise.untag", self._ids, TagId(tag.id))
        else:
            self._jobs.write("organise.tag", self._ids, tag.name)

    @Slot(str)
    def _create(self, name: str) -> None:
        self._jobs.write("organise.tag", self._ids, name)
