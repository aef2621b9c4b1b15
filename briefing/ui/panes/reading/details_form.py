"""What a source said about itself, where each word came from, and the person's corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from briefing.domain.articles import EDITABLE_FIELDS, Article, Origin, Tag
from briefing.domain.briefings import BriefingId, BriefingSummary
from briefing.ui.panes.reading.fitting_field import FittingField
from briefing.ui.panes.reading.growing_text import GrowingText
from briefing.ui.panes.reading.meanings import origin_labels
from briefing.ui.panes.reading.published_field import PublishedField
from briefing.ui.panes.reading.tag_field import TagField

_TALL = ("title", "note")


@dataclass(frozen=True, slots=True)
class Row:
    """The widgets of a field."""

    label: QLabel
    origin: QLabel
    field: FittingField | GrowingText
    problem: QLabel


class DetailsForm(QWidget):
    """Tags, then the fields of `EDITABLE_FIELDS`, then the briefings that cite the article. It saves nothing itself.

    Signals:
        edited(str, str): a field was typed into, and its value.
        left(): a field was left.
        briefing_wanted(BriefingId): open a briefing that cites the article.
    """

    edited = Signal(str, str)
    left = Signal()
    briefing_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tags = TagField(self)
        self.rows: dict[str, Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._caption(self.tr("Tags")))
        self._column.addSpacing(4)
        self._column.addWidget(self.tags)
        for name, (caption, empty) in self._captions().items():
            self.rows[name] = self._row(name, caption, empty)
        self._cited = QWidget(self)
        self._citations = QVBoxLayout(self._cited)
        self._citations.setContentsMargins(0, 0, 0, 0)
        self._citations.setSpacing(0)
        self._links: dict[BriefingId, QPushButton] = {}
        self._column.addSpacing(12)
        self._column.addWidget(self._cited)

    def show_article(self, article: Article, typed: Callable[[str], str | None]) -> None:
        """Show the fields; `typed` gives what the library does not have yet of a field, or None."""
        values = {
            "title": article.title,
            "authors": "; ".join(article.authors),
            "outlet": article.summary.outlet,
            "published": article.summary.published,
            "language": article.language,
            "url": article.url,
            "note": article.note,
        }
        labels = origin_labels()
        for name, row in self.rows.items():
            waiting = typed(name)
            value = values[name] if waiting is None else waiting
            if isinstance(row.field, GrowingText) or not (row.field.hasFocus() and row.field.isModified()):
                row.field.show_text(value)
            origin = article.origins.get(name, Origin.UNKNOWN)
            row.origin.setText(labels[origin] if values[name] else "")
            _set_state(row.origin, "warning" if origin is Origin.GUESS else "")
        self.tags.show_tags(article.summary.tags)

    def show_problem(self, name: str, problem: str) -> None:
        """Say below a field why it could not be saved; "" when it could."""
        self.rows[name].problem.setText(problem)
        self.rows[name].problem.setVisible(bool(problem))

    def show_citations(self, briefings: Sequence[BriefingSummary]) -> None:
        """Name the briefings that cite the article."""
        if list(self._links) != [briefing.id for briefing in briefings]:
            while item := self._citations.takeAt(0):
                if widget := item.widget():
                    widget.hide()
                    widget.deleteLater()
            self._links.clear()
            if briefings:
                self._citations.addWidget(self._caption(self.tr("Cited in")))
            for briefing in briefings:
                link = QPushButton(self._cited)
                link.setProperty("role", "link")
                link.clicked.connect(self._open)
                self._citations.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
                self._links[briefing.id] = link
        for briefing in briefings:
            self._links[briefing.id].setText(briefing.title)

    def tab_chain(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        fields = [row.field for row in self.rows.values()]
        return [*self.tags.chips, self.tags.field, *fields, *self._links.values()]

    @property
    def links(self) -> list[QPushButton]:
        """The links to the briefings that cite the article."""
        return list(self._links.values())

    def set_known_tags(self, tags: Sequence[Tag]) -> None:
        """Offer the tags that exist."""
        self.tags.set_known([tag.name for tag in tags])

    def _captions(self) -> dict[str, tuple[str, str]]:
        """The name of each field, and what an empty one asks for."""
        captions = {
            "title": (self.tr("Title"), self.tr("Give it a title")),
            "authors": (self.tr("Authors"), self.tr("Add names, separated by semicolons")),
            "outlet": (self.tr("Outlet"), self.tr("Add who published it")),
            "published": (self.tr("Published"), self.tr("Add the date, as 2026-06-12")),
            "language": (self.tr("Language"), self.tr("Add its code, as en or pt-BR")),
            "url": (self.tr("Address"), self.tr("Add where it can be read")),
            "note": (self.tr("Note"), self.tr("Write a note for yourself")),
        }
        return {name: captions[name] for name in EDITABLE_FIELDS}

    def _row(self, name: str, caption: str, empty: str) -> Row:
        field: FittingField | GrowingText
        if name in _TALL:
            field = GrowingText(self, role="quiet", one_paragraph=name == "title")
            field.edited.connect(self._tell)
            field.left.connect(self.left)
            field.entered.connect(self.left)
        else:
            field = PublishedField("", self) if name == "published" else FittingField("", self)
            field.textEdited.connect(self._tell)
            field.editingFinished.connect(self.left)
        field.setPlaceholderText(empty)
        field.setObjectName(name)
        field.setAccessibleName(caption)
        row = Row(self._caption(caption), QLabel(self), field, QLabel(self))
        row.label.setBuddy(field)
        row.origin.setProperty("role", "hint")
        row.problem.setProperty("role", "error")
        row.problem.setTextFormat(Qt.TextFormat.PlainText)
        row.problem.setWordWrap(True)
        row.problem.hide()
        head = QHBoxLayout()
        head.addWidget(row.label)
        head.addStretch()
        head.addWidget(row.origin)
        self._column.addSpacing(10)
        self._column.addLayout(head)
        outdented = QHBoxLayout()  # the letters of the field stand below those of its caption
        outdented.setContentsMargins(-7, 0, 0, 0)
        outdented.addWidget(field)
        self._column.addLayout(outdented)
        self._column.addWidget(row.problem)
        return row

    def _caption(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "hint")
        return label

    @Slot()
    def _tell(self) -> None:
        field = self.sender()
        if isinstance(field, GrowingText):
            self.edited.emit(field.objectName(), field.toPlainText().strip())
        elif isinstance(field, QLineEdit):
            self.edited.emit(field.objectName(), field.text().strip())

    @Slot()
    def _open(self) -> None:
        sender = self.sender()
        wanted = next((briefing_id for briefing_id, link in self._links.items() if link is sender), None)
        if wanted is not None:
            self.briefing_wanted.emit(wanted)


def _set_state(label: QLabel, state: str) -> None:
    if label.property("state") != state:
        label.setProperty("state", state)
        label.style().unpolish(label)
        label.style().polish(label)
