"""The middle of the briefing pane: the form of what is selected in the outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from briefing.domain.annotations import Highlight, HighlightId, Takeaway, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingContents, Item, ItemId, Level
from briefing.ui.jobs import Jobs
from briefing.ui.models.outline_rows import RowKind
from briefing.ui.panes.composer.drafts import Drafts
from briefing.ui.panes.composer.form import FormScroll
from briefing.ui.panes.composer.header_form import HeaderForm
from briefing.ui.panes.composer.item_form import ItemForm
from briefing.ui.panes.composer.record import Record, find
from briefing.ui.panes.composer.section_form import SectionForm
from briefing.ui.panes.composer.several_form import SeveralForm
from briefing.ui.theme import Theme


class Editor(QStackedWidget):
    """Shows the form of one record, with what was typed and not yet saved over the library's values.

    Signals:
        takeaway_written(ItemId, TakeawayKind, str): add this to the item's article and print it there.
        article_wanted(ArticleId): the person wants to read it.
        articles_wanted(): the person wants to put articles into the section in sight.
    """

    takeaway_written = Signal(object, object, str)
    article_wanted = Signal(object)
    articles_wanted = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._record: Record | None = None
        self._article_id: ArticleId | None = None
        self._unsent: dict[int, str] = {}
        self.header = HeaderForm(jobs, theme)
        self.section = SectionForm(theme)
        self.item = ItemForm(theme)
        self.several = SeveralForm()
        self._pages = {form: FormScroll(form, self) for form in (self.header, self.section, self.item, self.several)}
        self._blank = QWidget(self)
        self._blank.setProperty("role", "form")
        for page in (self._blank, *self._pages.values()):
            self.addWidget(page)
        for form in (self.header, self.section, self.item):
            form.typed.connect(self._typed)
        for picking in (self.header, self.item):
            picking.chosen.connect(self._chosen)
        self.section.articles_wanted.connect(self.articles_wanted)
        self.item.article_wanted.connect(self._want_article)
        self.item.takeaway_written.connect(self._write)
        drafts.failed_changed.connect(self._show_error)

    @property
    def record(self) -> Record | None:
        """What the form in sight edits; None for several rows."""
        return self._record

    @property
    def article_id(self) -> ArticleId | None:
        """The article of the item in sight."""
        return self._article_id if self._record and self._record.kind is RowKind.ITEM else None

    def show_record(self, record: Record, contents: BriefingContents) -> bool:
        """Show the form of a record of this briefing; False when the briefing has no such record."""
        if record != self._record:
            self.leave()
        if record.kind is RowKind.FRONT:
            values = {field.name: getattr(contents.briefing, field.name) for field in fields(contents.briefing)}
            return self._show(record, self.header, self._over(record, values))
        section, item = find(contents, record)
        if record.kind is RowKind.SECTION and section is not None:
            values = {"title": section.title, "intro": section.intro, "items": len(section.items)}
            return self._show(record, self.section, self._over(record, values))
        if item is not None:
            return self._show_item(record, item, contents)
        return False

    def show_several(self, count: int, levels: set[Level]) -> None:
        """Show what can be done with several rows."""
        self.leave()
        self._record = None
        self.several.show_rows(count, levels)
        self.setCurrentWidget(self._pages[self.several])

    def show_annotations(
        self, takeaways: Sequence[Takeaway], highlights: Sequence[Highlight], orphans: Set[HighlightId] = frozenset()
    ) -> None:
        """Show what is written on the article of the item in sight; `orphans` stand in an older text of it."""
        self.item.show_annotations(takeaways, highlights, orphans)

    def takeaway_saved(self, item_id: ItemId, text: str) -> None:
        """The takeaway with this text is in the library."""
        if self._record == Record(RowKind.ITEM, item_id):
            self.item.quick.clear(text)

    def takeaway_refused(self, item_id: ItemId, text: str, message: str) -> None:
        """The takeaway could not be added: its text comes back, now or when its item is shown again."""
        if self._record == Record(RowKind.ITEM, item_id):
            self.item.show_error(message)
            self.item.quick.restore(text)
        else:
            self._unsent[item_id] = text

    def forget(self) -> None:
        """Another briefing comes, or none."""
        self._record = self._article_id = None
        self.setCurrentWidget(self._blank)

    def leave(self) -> None:
        """Save what is typed: another form is about to be shown, or none."""
        self._drafts.flush()
        if self._record is not None and self._record.kind is RowKind.ITEM:
            self.item.quick.hand_over()

    def _show_item(self, record: Record, item: Item, contents: BriefingContents) -> bool:
        values = {field.name: getattr(item, field.name) for field in fields(item)}
        article = contents.articles.get(item.article_id)
        if item.article_id != self._article_id:
            self.item.forget_annotations()
        self._article_id = item.article_id
        arrived = record != self._record
        audience = contents.briefing.audience
        self.item.show_values(self._over(record, values), article.summary if article else None, audience)
        self._raise(record, self.item)
        if arrived:
            self.item.quick.restore(self._unsent.pop(item.id, ""))
        return True

    def _show(self, record: Record, form: HeaderForm | SectionForm, values: Mapping[str, Any]) -> bool:
        form.show_values(values)
        self._raise(record, form)
        return True

    def _raise(self, record: Record, form: HeaderForm | SectionForm | ItemForm) -> None:
        page = self._pages[form]
        if record != self._record:
            page.verticalScrollBar().setValue(0)
        self._record = record
        form.show_error(self._drafts.error(record))
        self.setCurrentWidget(page)

    def _over(self, record: Record, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**values, **self._drafts.over(record)}

    @Slot(str, object)
    def _typed(self, field: str, value: object) -> None:
        if self._record is not None:
            self._drafts.put(self._record, field, value)

    @Slot(str, object)
    def _chosen(self, field: str, value: object) -> None:
        if self._record is not None:
            self._drafts.put(self._record, field, value, now=True)

    @Slot(object, str)
    def _write(self, kind: TakeawayKind, text: str) -> None:
        if self._record is not None:
            self.takeaway_written.emit(ItemId(self._record.id), kind, text)

    @Slot()
    def _want_article(self) -> None:
        if self._article_id is not None:
            self.article_wanted.emit(self._article_id)

    @Slot(object)
    def _show_error(self, record: object) -> None:
        if self._record is None or record != self._record:
            return
        message = self._drafts.error(self._record)
        if self._record.kind is RowKind.FRONT:
            self.header.show_error(message)
        elif self._record.kind is RowKind.SECTION:
            self.section.show_error(message)
        else:
            self.item.show_error(message)
