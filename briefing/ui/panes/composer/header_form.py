"""The form of a briefing's front page: what it is, for whom, its bottom line, and how it prints."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from briefing.domain.briefings import BOTTOM_LINE_WORDS, Classification, Paper
from briefing.ui.delegates.segmented import SegmentedChoice
from briefing.ui.jobs import Jobs
from briefing.ui.panes.composer.accent_field import AccentField
from briefing.ui.panes.composer.date_field import DateField
from briefing.ui.panes.composer.field_grid import FieldGrid
from briefing.ui.panes.composer.form import (
    add_field,
    column,
    group_title,
    hint,
    rule,
    say,
)
from briefing.ui.panes.composer.languages import LANGUAGES, language_name
from briefing.ui.panes.composer.logo_field import LogoField
from briefing.ui.panes.composer.note_field import NoteField
from briefing.ui.panes.composer.plain_choice import PlainChoice
from briefing.ui.panes.composer.word_meter import WordMeter
from briefing.ui.panes.known_words import KnownWords
from briefing.ui.theme import Theme


class HeaderForm(QWidget):
    """Shows and edits the fields of a briefing.

    Signals:
        typed(str, object): a field and what stands in it now, with every letter.
        chosen(str, object): a field and a value that was picked.
    """

    typed = Signal(str, object)
    chosen = Signal(str, object)

    def __init__(self, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._theme = jobs, theme
        self._lines: dict[str, QLineEdit] = {}
        layout = column(self)
        self.title = self._line("title", self.tr("Title"), self.tr("Title of the briefing"))
        self.title.setProperty("role", "headline")
        self.subtitle = self._line("subtitle", self.tr("Subtitle"), self.tr("Subtitle"))
        self.subtitle.setProperty("role", "subtitle")
        self.error = hint(self, state="error")
        for widget in (self.title, self.subtitle, self.error):
            layout.addWidget(widget)
        layout.addSpacing(8)
        layout.addWidget(rule(self))
        self._build_bottom_line(layout)
        self._build_facts(layout)
        layout.addSpacing(20)
        layout.addWidget(rule(self))
        layout.addSpacing(12)
        layout.addWidget(group_title(self.tr("How it prints"), self))
        self._build_print(jobs, theme, layout)
        layout.addStretch(1)
        theme.changed.connect(self._set_fonts)
        self._set_fonts()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the fields of a briefing; the cursor stays where it is."""
        for name, line in self._lines.items():
            text = str(values[name])
            if line.text() != text:
                place = line.cursorPosition()
                line.setText(text)
                line.setCursorPosition(min(place, len(text)))
        self.bottom_line.set_text(str(values["bottom_line"]))
        self.meter.measure(str(values["bottom_line"]))
        self.date.set_iso(str(values["date"]))
        self.classification.set_value(str(values["classification"]))
        self.language.set_value(str(values["language"]))
        self.paper.set_value(str(values["paper"]))
        self.accent.set_colour(str(values["accent"]))
        self.logo.set_logo(bytes(values["logo"]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._jobs.read("browse.audiences", done=self.audiences.offer, key="audiences of the front page")

    def show_error(self, message: str) -> None:
        """Say why the briefing could not be saved, or stop saying it."""
        say(self.error, message)

    def _line(self, field: str, name: str, placeholder: str = "") -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(field)
        line.setAccessibleName(name)
        line.setPlaceholderText(placeholder)
        line.textEdited.connect(partial(self.typed.emit, field))
        self._lines[field] = line
        return line

    def _build_bottom_line(self, layout: QVBoxLayout) -> None:
        self.bottom_line = NoteField(self, lines=2)
        self.bottom_line.setPlaceholderText(self.tr("The one thing the reader must know, if nothing else is read."))
        add_field(layout, self.tr("Bottom line"), self.bottom_line)
        self.meter = WordMeter(BOTTOM_LINE_WORDS, self)
        layout.addWidget(self.meter)
        self.bottom_line.edited.connect(self.meter.measure)
        self.bottom_line.edited.connect(partial(self.typed.emit, "bottom_line"))

    def _build_facts(self, layout: QVBoxLayout) -> None:
        grid = FieldGrid(self)
        self.date = DateField(self._theme, self)
        self.date_error = hint(self, state="error")
        self.date.chosen.connect(partial(self.chosen.emit, "date"))
        self.date.refused.connect(partial(say, self.date_error))
        grid.add(self.tr("Date"), self.date, self.date_error)
        for field, name, example in (
            ("edition", self.tr("Edition"), self.tr("No. 14")),
            ("audience", self.tr("Audience"), self.tr("Board")),
            ("prepared_by", self.tr("Prepared by"), self.tr("Your name")),
            ("cut_off", self.tr("Information cut-off"), self.tr("Sunday 18:00 CET")),
        ):
            grid.add(name, self._line(field, name, example))
        self.audiences = KnownWords(self._lines["audience"])
        self.audiences.activated.connect(partial(self.typed.emit, "audience"))
        self.classification = PlainChoice({kind.value: self.tr(kind.value) for kind in Classification}, self)
        self.classification.chosen.connect(self._choose_classification)
        grid.add(self.tr("Classification"), self.classification)
        layout.addSpacing(12)
        layout.addWidget(grid)

    def _build_print(self, jobs: Jobs, theme: Theme, layout: QVBoxLayout) -> None:
        grid = FieldGrid(self)
        self.language = PlainChoice({tag: language_name(tag) for tag in LANGUAGES}, self, name_of=language_name)
        self.language.chosen.connect(partial(self.chosen.emit, "language"))
        grid.add(self.tr("Language"), self.language)
        self.paper = SegmentedChoice(
            self.tr("Paper"), {Paper.A4.value: self.tr("A4"), Paper.LETTER.value: self.tr("US Letter")}, self
        )
        self.paper.chosen.connect(self._choose_paper)
        grid.add(self.tr("Paper"), self.paper)
        layout.addSpacing(8)
        layout.addWidget(grid)
        self.accent = AccentField(theme, self)
        self.accent_remark = hint(self)
        self.accent.chosen.connect(partial(self.chosen.emit, "accent"))
        self.accent.remarked.connect(partial(say, self.accent_remark))
        add_field(layout, self.tr("Accent colour"), self.accent)
        layout.addWidget(self.accent_remark)
        self.logo = LogoField(jobs, self)
        self.logo_error = hint(self, state="error")
        self.logo.chosen.connect(partial(self.chosen.emit, "logo"))
        self.logo.refused.connect(partial(say, self.logo_error))
        add_field(layout, self.tr("Logo"), self.logo)
        layout.addWidget(self.logo_error)

    def _choose_classification(self, value: str) -> None:
        self.chosen.emit("classification", Classification(value))

    def _choose_paper(self, value: str) -> None:
        self.chosen.emit("paper", Paper(value))

    def _set_fonts(self) -> None:
        self.title.setFont(self._theme.serif(22, QFont.Weight.DemiBold))
        self.subtitle.setFont(self._theme.serif(16))
        self.bottom_line.setFont(self._theme.serif(17))
