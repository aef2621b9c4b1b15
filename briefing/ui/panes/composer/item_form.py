"""The form of an item: how an article appears in the briefing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from briefing.domain.annotations import FORMS, Confidence, Highlight, HighlightId, Takeaway
from briefing.domain.articles import ArticleSummary
from briefing.domain.briefings import Level
from briefing.domain.marked_text import readable
from briefing.ui.delegates.segmented import SegmentedChoice
from briefing.ui.models.outline_rows import level_name
from briefing.ui.models.wording import dated, joined
from briefing.ui.panes.composer.candidate_field import CandidateField
from briefing.ui.panes.composer.candidate_row import Candidate
from briefing.ui.panes.composer.form import add_field, column, group_title, hint, say
from briefing.ui.panes.composer.note_field import NoteField
from briefing.ui.panes.composer.quick_takeaway import QuickTakeaway
from briefing.ui.theme import Theme


class ItemForm(QWidget):
    """Shows and edits one item.

    Signals:
        typed(str, object): a field and what stands in it now.
        chosen(str, object): a field and a value that was picked.
        takeaway_written(TakeawayKind, str): a takeaway to add to the article and to print here.
        article_wanted(): the person wants to read the article.
    """

    typed = Signal(str, object)
    chosen = Signal(str, object)
    takeaway_written = Signal(object, str)
    article_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: tuple[Sequence[Takeaway], Sequence[Highlight]] | None = None
        self._values: Mapping[str, Any] = {}
        self._withdrawn, self._audience = False, ""
        self._orphans: Set[HighlightId] = frozenset()
        layout = column(self)
        self._build_head(layout)
        self.level = SegmentedChoice(self.tr("Level"), {level.value: level_name(level) for level in Level}, self)
        self.level.chosen.connect(self._choose_level)
        add_field(layout, self.tr("Level"), self.level)
        self.level_hint = hint(self)
        layout.addWidget(self.level_hint)
        self.comment = NoteField(self, lines=2)
        self.comment.setPlaceholderText(self.tr("Your words above the article, in the editor’s voice."))
        self.comment.edited.connect(partial(self.typed.emit, "comment"))
        add_field(layout, self.tr("Editor’s comment"), self.comment)
        self._build_takeaways(layout)
        self._build_quotes(layout)
        self._build_full_text(layout)
        layout.addStretch(1)
        theme.changed.connect(self._set_look)
        self._set_look()

    def show_values(self, values: Mapping[str, Any], article: ArticleSummary | None, audience: str = "") -> None:
        """Show the fields of an item and its article's facts; takeaways in their wording for the audience."""
        self._values, self._audience = values, audience
        self._withdrawn = article is not None and article.trashed
        self.headline.set_text(str(values["headline"]))
        self.headline.setPlaceholderText(article.title if article else "")
        self.source.setText(_source_line(article) if article else self.tr("This article is gone."))
        self.open_button.setEnabled(article is not None)
        self.level.set_value(str(values["level"]))
        self.comment.set_text(str(values["comment"]))
        self.full_text.setChecked(bool(values["full_text"]))
        headline_only = Level(values["level"]) is Level.HEADLINE
        say(
            self.level_hint,
            self.tr("Prints one line under “In brief”; comment, takeaways and quotes are kept but not printed.")
            if headline_only
            else "",
        )
        self._show_candidates()

    def show_annotations(
        self, takeaways: Sequence[Takeaway], highlights: Sequence[Highlight], orphans: Set[HighlightId] = frozenset()
    ) -> None:
        """Show what there is to choose from: everything written on the article; `orphans` stand in an older text."""
        self._view, self._orphans = (takeaways, highlights), orphans
        self._show_candidates()

    def forget_annotations(self) -> None:
        """Another article comes: what was written on the last one is no longer shown."""
        self._view = None

    def show_error(self, message: str) -> None:
        """Say why the item could not be saved, or stop saying it."""
        say(self.error, message)

    @Slot()
    def write_takeaway(self) -> None:
        """Put the cursor into the field for a new takeaway."""
        self.quick.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_head(self, layout: QVBoxLayout) -> None:
        row = QHBoxLayout()
        self.source = QLabel(self)
        self.source.setProperty("role", "label")
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        self.source.setWordWrap(True)
        self.source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.open_button = QPushButton(self.tr("Open article"), self)
        self.open_button.setProperty("role", "link")
        self.open_button.clicked.connect(self.article_wanted)
        row.addWidget(self.source, 1)
        row.addWidget(self.open_button)
        layout.addLayout(row)
        self.headline = NoteField(self, lines=1, one_paragraph=True)
        self.headline.setProperty("role", "headline")
        self.headline.setAccessibleName(self.tr("Headline; the article’s title when empty"))
        self.headline.edited.connect(partial(self.typed.emit, "headline"))
        self.error = hint(self, state="error")
        layout.addWidget(self.headline)
        layout.addWidget(self.error)

    def _build_takeaways(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(24)
        layout.addWidget(group_title(self.tr("What it means"), self))
        self.nothing_said = QFrame(self)
        self.nothing_said.setProperty("role", "notice")
        inside = QVBoxLayout(self.nothing_said)
        inside.setContentsMargins(12, 10, 12, 12)
        inside.setSpacing(8)
        words = QLabel(
            self.tr("This item says what happened but not what it means: write a takeaway."), self.nothing_said
        )
        words.setWordWrap(True)
        self.write_button = QPushButton(self.tr("Write a takeaway"), self.nothing_said)
        self.write_button.setProperty("role", "primary")
        self.write_button.clicked.connect(self.write_takeaway)
        inside.addWidget(words)
        inside.addWidget(self.write_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.nothing_said)
        self.takeaways = CandidateField(self.tr("Takeaways to print"), self._theme, self)
        self.takeaways.chosen.connect(partial(self.chosen.emit, "takeaways"))
        layout.addWidget(self.takeaways)
        layout.addSpacing(6)
        self.quick = QuickTakeaway(self._theme, self)
        self.quick.written.connect(self.takeaway_written)
        layout.addWidget(self.quick)

    def _build_quotes(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(24)
        layout.addWidget(group_title(self.tr("Quotes"), self))
        self.no_quotes = hint(self, self.tr("Highlight a passage in the article to quote it here."))
        layout.addWidget(self.no_quotes)
        self.quotes = CandidateField(self.tr("Quotes to print"), self._theme, self)
        self.quotes.chosen.connect(partial(self.chosen.emit, "quotes"))
        layout.addWidget(self.quotes)

    def _build_full_text(self, layout: QVBoxLayout) -> None:
        layout.addSpacing(24)
        layout.addWidget(group_title(self.tr("Article text"), self))
        self.full_text = QCheckBox(self.tr("Print the full article text"), self)
        self.full_text.clicked.connect(self._choose_full_text)
        layout.addWidget(self.full_text)
        self.rights = hint(
            self,
            self.tr(
                "Passing on whole articles, even inside a company, usually needs the publisher’s licence. "
                "A headline, your own words, a short quotation and a link usually do not."
            ),
        )
        layout.addWidget(self.rights)

    def _show_candidates(self) -> None:
        takeaways, highlights = self._view or ((), ())
        tokens = self._theme.tokens
        self.takeaways.show_candidates([self._candidate(t) for t in takeaways], self._values.get("takeaways", ()))
        self.quotes.show_candidates(
            [
                Candidate(h.id, self.tr(h.meaning.value.capitalize()), f"“{h.quote}”", tokens.marks[h.meaning], h.note)
                for h in highlights
            ],
            self._values.get("quotes", ()),
        )
        known = self._view is not None
        silent = known and not self._values.get("takeaways") and self.level.value != Level.HEADLINE.value
        self.nothing_said.setVisible(silent)
        self.no_quotes.setVisible(known and not highlights)

    def _candidate(self, takeaway: Takeaway) -> Candidate:
        if self._withdrawn:
            wrong = self.tr("Its source is in the trash.")
        elif not self._orphans.isdisjoint(takeaway.evidence):
            wrong = self.tr("Its source says something else now. Open the article to place or keep the passage.")
        else:
            wrong = ""
        text = takeaway.text_for(self._audience)
        note = _note(takeaway, self._audience if text != takeaway.text else "")
        tokens = self._theme.tokens
        colour = tokens.danger if wrong else tokens.kinds[takeaway.kind]
        label = self.tr(FORMS[takeaway.kind].label)
        return Candidate(takeaway.id, label, readable(text), colour, wrong or note, bool(wrong))

    @Slot(str)
    def _choose_level(self, value: str) -> None:
        self.chosen.emit("level", Level(value))

    @Slot(bool)
    def _choose_full_text(self, on: bool) -> None:
        self.chosen.emit("full_text", on)

    @Slot()
    def _set_look(self) -> None:
        self.headline.setFont(self._theme.serif(22, QFont.Weight.DemiBold))
        self.comment.setFont(self._theme.serif(15))
        self.open_button.setIcon(self._theme.icon("book-open", self._theme.tokens.accent))
        if self._values:
            self._show_candidates()


def _source_line(article: ArticleSummary) -> str:
    date = QDate.fromString(article.published[:10], Qt.DateFormat.ISODate)
    day = QLocale().toString(date, "d MMM yyyy") if date.isValid() else article.published
    return joined((article.outlet, dated(day, article.published_origin)), " · ")


def _note(takeaway: Takeaway, worded_for: str) -> str:
    parts = [f"worded for {worded_for}" if worded_for else takeaway.audience]
    if takeaway.confidence is not Confidence.UNSTATED:
        parts.append(f"{takeaway.confidence.value} confidence")
    if takeaway.publisher_words:
        parts.append("publisher’s words")
    return joined(parts, " · ")
