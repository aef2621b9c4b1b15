"""Tagging highlights by typing, as articles are tagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from briefing.domain.annotations import HighlightId
from briefing.domain.articles import ArticleId, Tag
from briefing.domain.changes import Changes
from briefing.ui.dialogs.picker import Picker
from briefing.ui.jobs import Jobs
from briefing.ui.models.choices import Choice
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.browse import ArticleView


class HighlightTagPicker(QObject):
    """Opens a picker of all tags for some highlights of an article. Enter ticks or unticks; it stays until Escape."""

    def __init__(
        self, jobs: Jobs, theme: Theme, window: QWidget, article_id: ArticleId, ids: Sequence[HighlightId]
    ) -> None:
        super().__init__(window)
        self._jobs, self._article_id, self._ids = jobs, article_id, tuple(ids)
        self._tags: tuple[Tag, ...] = ()
        self._worn: Counter[str] = Counter()
        self.picker = Picker(theme, window, self.tr("Type a tag"), create=self.tr("Create the tag “%1”"), stays=True)
        self.picker.foot.setText(self.tr("Enter ticks or unticks a tag of the highlights. Escape closes."))
        self.picker.foot.show()
        self.picker.chosen.connect(self._toggle)
        self.picker.created.connect(self._add)
        self.picker.closed.connect(self.deleteLater)
        jobs.changed.connect(self._refresh)
        self._read()

    def open(self) -> None:
        """Show it."""
        self.picker.open()

    def _read(self) -> None:
        self._jobs.read("browse.all_tags", done=self._show, key="highlight tags")
        self._jobs.read("browse.article", self._article_id, done=self._count, key="tagged highlights")

    @Slot(object)
    def _refresh(self, changes: Changes) -> None:
        if changes.tags or self._article_id in changes.articles:
            self._read()

    def _show(self, tags: Sequence[Tag]) -> None:
        self._tags = tuple(tags)
        self._fill()

    def _count(self, view: ArticleView) -> None:
        self._worn = Counter(name for each in view.highlights if each.id in self._ids for name in each.tags)
        self._fill()

    def _fill(self) -> None:
        many = len(self._ids)
        self.picker.set_choices(
            [
                Choice(tag.name, tag.name, colour=tag.colour, checked=count == many, partly=0 < count < many)
                for tag in self._tags
                for count in (self._worn[tag.name],)
            ]
        )

    @Slot(object)
    def _toggle(self, name: str) -> None:
        if self._worn[name] == len(self._ids):
            self._jobs.write("annotate.untag_highlights", self._ids, name)
        else:
            self._add(name)

    @Slot(str)
    def _add(self, name: str) -> None:
        self._jobs.write("annotate.tag_highlights", self._ids, name)
