"""Arranging the outline: what a person adds, moves, renames and takes out, by mouse, key or drop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingId, ItemId, Level, SectionId
from briefing.domain.errors import BriefingError
from briefing.ui.jobs import Jobs
from briefing.ui.models.briefing_outline import BriefingOutlineModel
from briefing.ui.models.outline_rows import OutlineRow, RowKind
from briefing.ui.panes.composer.outline_view import OutlineView
from briefing.ui.panes.composer.record import Record


class Arranger(QObject):
    """Turns what is done in the outline into operations; each is one step of Undo.

    Signals:
        arrived(Record, bool): this row was added; select it, and with True let its title be typed.
        refused(BriefingError): an operation failed; what is shown may not be what the library has.
    """

    arrived = Signal(object, bool)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, model: BriefingOutlineModel, outline: OutlineView, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._model, self._outline = jobs, model, outline
        self.briefing_id: BriefingId | None = None
        model.articles_dropped.connect(self._drop_articles)
        model.items_dropped.connect(self._move_items)
        model.section_dropped.connect(self._drop_section)
        model.renamed.connect(self._rename)

    def add_articles(self, article_ids: Sequence[ArticleId], section_id: SectionId | None = None) -> None:
        """Put articles at the end of a section, by default the one in which the current row stands."""
        if article_ids:
            section = section_id or self._outline.current_section()
            self._drop_articles(section, -1, list(article_ids))

    @Slot()
    def add_section(self) -> None:
        """Add a section at the end and let its title be typed."""
        title = self.tr("New section")
        self._write("compose.add_section", self.briefing_id, title, done=self._section_added)

    @Slot()
    def remove_selected(self) -> None:
        """Take the selected rows out of the briefing."""
        items, sections = self._outline.selected_items(), self._outline.selected_sections()
        inside = {item for section in sections for item in self._model.item_ids(section)}
        if items or sections:
            self._write("arrange.remove_rows", sections, [item for item in items if item not in inside])

    @Slot(object)
    def set_level(self, level: Level) -> None:
        """Give the selected items this level."""
        if items := self._outline.selected_items():
            self._write("arrange.set_level", items, level)

    @Slot()
    def set_top(self) -> None:
        """Make the selected items top stories."""
        self.set_level(Level.TOP)

    @Slot()
    def set_brief(self) -> None:
        """Make the selected items briefs."""
        self.set_level(Level.BRIEF)

    @Slot()
    def set_headline(self) -> None:
        """Print one line of each selected item."""
        self.set_level(Level.HEADLINE)

    @Slot()
    def move_up(self) -> None:
        """Move the selected items, or the selected section, one place up."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Move the selected items, or the selected section, one place down."""
        self._move(1)

    def _move(self, step: int) -> None:
        items, sections = self._outline.selected_items(), self._outline.selected_sections()
        if items:
            self._step_items(items, step)
        elif len(sections) == 1:
            order = self._model.section_ids()
            place = order.index(sections[0]) + step
            if 0 <= place < len(order):
                self._write("compose.move_section", sections[0], place)

    def _step_items(self, items: list[ItemId], step: int) -> None:
        """One place in their section; at its end, on into the neighbouring section."""
        edge = items[0] if step < 0 else items[-1]
        order = self._model.section_ids()
        home = next(place for place, section in enumerate(order) if edge in self._model.item_ids(section))
        rows = self._model.item_ids(order[home])
        place = rows.index(edge) + (-1 if step < 0 else 2)
        if 0 <= place <= len(rows):
            self._move_items(items, order[home], place)
        elif 0 <= home + step < len(order):
            target = order[home + step]
            self._move_items(items, target, len(self._model.item_ids(target)) if step < 0 else 0)

    @Slot(object, int, object)
    def _drop_articles(self, section_id: SectionId | None, position: int, article_ids: list[ArticleId]) -> None:
        if section_id is None or position < 0:
            self._write("compose.add_articles", self.briefing_id, section_id, article_ids, done=self._items_added)
            return
        verb = "arrange.insert_articles"
        self._write(verb, self.briefing_id, section_id, position, article_ids, done=self._items_added)

    @Slot(object, object, int)
    def _move_items(self, item_ids: list[ItemId], section_id: SectionId, position: int) -> None:
        self._write("arrange.move_items", self.briefing_id, item_ids, section_id, position)

    @Slot(object, int)
    def _drop_section(self, section_id: SectionId, position: int) -> None:
        order = self._model.section_ids()
        place = position - 1 if order.index(section_id) < position else position
        self._write("compose.move_section", section_id, min(place, len(order) - 1))

    @Slot(object, str)
    def _rename(self, row: OutlineRow, text: str) -> None:
        if row.kind is RowKind.SECTION:
            self._write("compose.edit_section", row.id, title=text)
        else:
            self._write("compose.edit_item", row.id, headline=text)

    def _write(self, verb: str, *args: Any, **kwargs: Any) -> None:
        if self.briefing_id is not None:
            self._jobs.write(verb, *args, failed=self._refuse, **kwargs)

    def _refuse(self, error: BriefingError) -> None:
        self.refused.emit(error)

    def _items_added(self, items: Sequence[ItemId]) -> None:
        if items:
            self.arrived.emit(Record(RowKind.ITEM, items[0]), False)

    def _section_added(self, section_id: SectionId) -> None:
        self.arrived.emit(Record(RowKind.SECTION, section_id), True)
