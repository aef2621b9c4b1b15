"""A takeaway that is written where it stands: kind, text, audience, confidence, fields, evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from briefing.domain import likelihood, wording
from briefing.domain.annotations import (
    FORMS,
    Highlight,
    HighlightId,
    SentenceMark,
    Takeaway,
    TakeawayId,
    TakeawayKind,
    Variant,
)
from briefing.domain.findings import Basis
from briefing.domain.marked_text import Words, plain
from briefing.ui.actions import Actions
from briefing.ui.panes.composer.word_meter import WordMeter
from briefing.ui.panes.reading.confidence_chooser import ConfidenceChooser
from briefing.ui.panes.reading.evidence_row import EvidenceRow
from briefing.ui.panes.reading.fitting_field import FittingField
from briefing.ui.panes.reading.kind_chooser import KindChooser
from briefing.ui.panes.reading.kind_fields import KindFields
from briefing.ui.panes.reading.marked_field import MarkedField
from briefing.ui.panes.reading.remarks import Remarks
from briefing.ui.panes.reading.variants import Variants
from briefing.ui.theme import Theme

FOR_YOU_WORDS = 60
BAR = 3
INDENT = 5
CHECK_MS = 400
"""Milliseconds without a key after which the wording is looked over."""
MENU = (
    "takeaway.mark_sentence", "takeaway.reword", "takeaway.history", "",
    "takeaway.up", "takeaway.down", "", "takeaway.remove",
)  # fmt: skip
_FACTS = (TakeawayKind.WHAT_HAPPENED, TakeawayKind.NUMBERS, TakeawayKind.KEY_QUOTE)


class TakeawayCard(QWidget):
    """Shows a takeaway and says what the person changed; it saves nothing itself.

    Signals:
        edited(TakeawayId, str, object, bool): a part was changed, as a keyword of `edit_takeaway`; chosen rather
            than typed if the last is true.
        passage_wanted(HighlightId): show the passage.
        evidence_wanted(TakeawayId): add the highlights that are selected.
        mark_wanted(TakeawayId, str, SentenceMark | None): a sentence is a fact or a judgement.
        reworded(TakeawayId, str, str): the wording for an audience was changed.
        left(): the person is done typing here for now.
        retried(): the person wants to save again what could not be saved.
    """

    edited = Signal(object, str, object, bool)
    passage_wanted = Signal(object)
    evidence_wanted = Signal(object)
    mark_wanted = Signal(object, str, object)
    reworded = Signal(object, str, str)
    left = Signal()
    retried = Signal()

    def __init__(self, theme: Theme, actions: Actions, takeaway: Takeaway, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._actions = theme, actions
        self.takeaway = takeaway
        self._pages: Mapping[HighlightId, int] = {}
        self._orphans: Collection[HighlightId] = ()
        self._withdrawn = False
        self._source = QLabel(self)
        self.kind = KindChooser(theme, self)
        self.meter = WordMeter(FOR_YOU_WORDS, self, brief=True)
        self.more = QToolButton(self)
        self.text = MarkedField(theme, actions, self)
        self._publisher = QLabel(self.tr("The publisher’s words. Rewrite them for your reader."), self)
        self.fields = KindFields(self)
        self.audience = FittingField(self.tr("your reader"), self)
        self.audience.setAccessibleName(self.tr("For whom?"))
        self.confidence = ConfidenceChooser(self)
        self.evidence = EvidenceRow(theme, self)
        self.variants = Variants(theme, actions, self)
        self.remarks = Remarks(self)
        self.term = QLabel(self)
        self._outlet = ""
        self._quotes: tuple[str, ...] = ()
        self._checking = QTimer(self)
        self._checking.setSingleShot(True)
        self._checking.setInterval(CHECK_MS)
        self._checking.timeout.connect(self.check)
        self._problem = QLabel(self)
        self._retry = QToolButton(self)
        self._arrange()
        self._connect()
        self.apply_theme()
        theme.changed.connect(self.apply_theme)

    @property
    def id(self) -> TakeawayId:
        """The takeaway's id."""
        return self.takeaway.id

    def set_pages(self, pages: Mapping[HighlightId, int]) -> None:
        """The pages on which passages stand, for the next `show_takeaway`; 0 or nothing where there are none."""
        self._pages = pages

    def set_source(
        self, orphans: Collection[HighlightId], kept: Collection[HighlightId] = (), *, withdrawn: bool
    ) -> None:
        """What became of the source, for the next `show_takeaway`.

        Args:
            orphans: the highlights that stand in another text than the one that the article shows.
            kept: those of them that the person left there for good.
            withdrawn: the article is in the trash.
        """
        self._orphans, self._kept, self._withdrawn = orphans, kept, withdrawn

    def set_outlet(self, outlet: str) -> None:
        """The outlet of the article, for the next `show_takeaway`."""
        self._outlet = outlet

    def show_takeaway(
        self, takeaway: Takeaway, highlights: Mapping[HighlightId, Highlight], typed: Mapping[str, Any], problem: str
    ) -> None:
        """Show a takeaway of the library.

        Args:
            typed: what the library does not have yet; it stands over what the library says.
            problem: why that could not be saved, "" when nothing went wrong.
        """
        self.takeaway = takeaway = replace(takeaway, **typed)
        self.kind.set_kind(takeaway.kind)
        self.text.show_text(takeaway.text)
        form = FORMS[takeaway.kind]
        self.text.setPlaceholderText(f"{form.question} {form.rule}")
        self.text.setAccessibleName(form.label)
        self._publisher.setVisible(takeaway.publisher_words and "text" not in typed)
        self.fields.show_fields(takeaway.kind, takeaway.fields)
        if not self.audience.hasFocus():
            self.audience.show_text(takeaway.audience)
        self.confidence.set_confidence(takeaway.confidence)
        self.evidence.show_evidence(takeaway.evidence, highlights, self._pages, self._orphans)
        self._show_source()
        self._quotes = tuple(highlights[each].quote for each in takeaway.evidence if each in highlights)
        self.check()
        self._show_rule()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._retry.setVisible(bool(problem))
        self.setAccessibleName(self.tr("Takeaway: {label}").format(label=form.label))
        self.update()

    def show_variants(self, variants: Sequence[Variant], typed: Mapping[str, str]) -> None:
        """Show the wordings for other readers."""
        self.variants.show_variants(variants, typed)

    @Slot()
    def check(self) -> None:
        """Look the wording over: what its sentences are, and what there is to remark."""
        takeaway = replace(self.takeaway, text=self.text.toPlainText())
        findings = wording.check(takeaway, Basis(self._quotes, (self._outlet,) if self._quotes else ()))
        self.remarks.show_remarks(wording.parts_of(takeaway) if takeaway.text.strip() else [], findings)
        spans = [(finding.start, finding.end) for finding in findings if finding.end > finding.start]
        self.text.underline(spans, self._theme.tokens.warning)

    @Slot()
    def mark_sentence(self) -> None:
        """Make the sentence at the caret a judgement, or a fact."""
        self.remarks.mark_at(self.text.caret)

    @property
    def problem(self) -> str:
        """Why what was typed could not be saved, "" when it could."""
        return self._problem.text()

    def set_audiences(self, audiences: Sequence[str]) -> None:
        """Offer the audiences that were named before."""
        self.audience.set_words(audiences)

    def start_typing(self) -> None:
        """Put the caret at the end of the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    def tab_chain(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        evidence = [*self.evidence.chips, self.evidence.add_button]
        fields = self.fields.fields.values()
        return [self.kind, self.more, self.text, *fields, self.audience, self.confidence, *evidence, self._retry]

    @property
    def has_focus(self) -> bool:
        """Whether the person is in this card."""
        widget = self.window().focusWidget()
        return widget is not None and self.isAncestorOf(widget)

    @Slot()
    def apply_theme(self) -> None:
        """Take fonts and icons anew from the theme."""
        self.text.setFont(self._theme.serif(16))
        self.more.setIcon(self._theme.icon("dots-three"))
        self.variants.apply_theme()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(box, 6, 6)
        painter.fillPath(outline, tokens.surface)
        painter.save()
        painter.setClipPath(outline)
        lost = not self._source.isHidden()
        width = 2 * BAR if lost else BAR
        colour = tokens.danger if lost else tokens.kinds[self.takeaway.kind]
        painter.fillRect(QRectF(0, 0, width + 0.5, self.height()), colour)
        painter.restore()
        painter.setPen(QPen(tokens.ink3 if self.has_focus else tokens.rule, 1))
        painter.drawPath(outline)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.start_typing()

    # Private

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.kind)
        head.addStretch()
        head.addWidget(self.meter)
        head.addWidget(self.more)
        whom = QLabel(self.tr("For"), self)
        whom.setProperty("role", "hint")
        whom.setBuddy(self.audience)
        chips = QHBoxLayout()
        chips.setContentsMargins(INDENT, 0, 0, 0)
        chips.setSpacing(2)
        chips.addWidget(whom)
        chips.addWidget(self.audience)
        chips.addWidget(self.confidence)
        chips.addStretch()
        trouble = QHBoxLayout()
        trouble.setContentsMargins(INDENT, 0, 0, 0)
        trouble.addWidget(self._problem, 1)
        trouble.addWidget(self._retry)
        words = QHBoxLayout()
        words.setContentsMargins(INDENT - 2, 0, 0, 0)
        words.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(BAR + 6, 6, 8, 9)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(words)
        column.addWidget(self._publisher)
        column.addWidget(self.fields)
        column.addLayout(chips)
        column.addWidget(self._source)
        column.addWidget(self.evidence)
        column.addWidget(self.variants)
        column.addWidget(self.term)
        column.addWidget(self.remarks)
        column.addLayout(trouble)
        self._dress()

    def _dress(self) -> None:
        """Indents, roles and the menu."""
        for indented in (self.fields, self.evidence, self.variants, self.remarks):
            indented.setContentsMargins(INDENT, 0, 0, 0)
        for label in (self.term, self._publisher, self._source):
            label.setIndent(INDENT)
        self.term.setProperty("role", "hint")
        self.term.hide()
        self._source.setProperty("role", "error")
        self._source.setWordWrap(True)
        self._source.setTextFormat(Qt.TextFormat.PlainText)
        self.more.setAccessibleName(self.tr("More about this takeaway"))
        self.more.setProperty("role", "small")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._actions.fill(menu, MENU)
        self.more.setMenu(menu)
        self._retry.setText(self.tr("Try again"))
        self._retry.setProperty("role", "chip")
        self._problem.setProperty("role", "error")
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._publisher.setProperty("role", "hint")
        self._publisher.setWordWrap(True)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._choose_kind)
        self.text.edited.connect(self._type_text)
        self.text.left.connect(self.left)
        self.text.left.connect(self.update)
        self.text.came.connect(self.update)
        self.text.came.connect(self._open_remarks)
        self.text.cursorPositionChanged.connect(self._show_term)
        self.remarks.mark_wanted.connect(self._mark)
        self.remarks.words_wanted.connect(self.text.select)
        self.variants.edited.connect(self._reword)
        self.variants.left.connect(self.left)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.fields.edited.connect(self._type_fields)
        self.audience.textEdited.connect(self._type_audience)
        self.audience.editingFinished.connect(self._leave_audience)
        if completer := self.audience.completer():
            completer.activated.connect(self._type_audience)
        self.confidence.chosen.connect(self._choose_confidence)
        self.evidence.changed.connect(self._change_evidence)
        self.evidence.shown.connect(self.passage_wanted)
        self.evidence.add_wanted.connect(self._want_evidence)
        self._retry.clicked.connect(self.retried)

    def _show_rule(self) -> None:
        kind = self.takeaway.kind
        self.meter.setVisible(kind is TakeawayKind.FOR_YOU and bool(self.takeaway.text))
        self.meter.measure(plain(self.takeaway.text))
        self.evidence.set_needed(kind in _FACTS)

    def _show_source(self) -> None:
        """Say what is wrong with the source that the takeaway rests on."""
        takeaway = self.takeaway
        needs = takeaway.kind in _FACTS and bool(takeaway.text.strip())
        if self._withdrawn:
            said = self.tr("Its source is in the trash.")
        elif any(each in self._orphans and each not in self._kept for each in takeaway.evidence):
            said = self.tr("Its source says something else now. Place the passage anew, keep it, or take it off.")
        elif needs and not takeaway.evidence:
            said = self.tr("Its source is missing: a fact rests on a passage.")
        else:
            said = ""
        self._source.setText(said)
        self._source.setVisible(bool(said))

    @property
    def source_problem(self) -> str:
        """What is wrong with its source, "" when nothing is."""
        return self._source.text()

    def _change(self, name: str, value: object, *, chosen: bool) -> None:
        self.takeaway = replace(self.takeaway, **{name: value})  # type: ignore[arg-type]
        self._show_rule()
        self.edited.emit(self.takeaway.id, name, value, chosen)

    @Slot()
    def _open_remarks(self) -> None:
        self.remarks.set_open(True)

    @Slot()
    def _focus_moved(self) -> None:
        if not self.has_focus:
            self.remarks.set_open(False)
            self.term.hide()

    @Slot()
    def _show_term(self) -> None:
        """Say what a word of likelihood stands for while the caret is in it."""
        words = Words(self.text.toPlainText())
        term = likelihood.term_at(words.text, words.index(self.text.caret)) if self.text.hasFocus() else None
        if term is not None:
            said = self.tr("“%1” stands for %2.").replace("%1", term.words[0]).replace("%2", term.chances)
            self.term.setText(said)
        self.term.setVisible(term is not None)

    @Slot(str, object)
    def _mark(self, sentence: str, mark: SentenceMark | None) -> None:
        self.left.emit()  # what was typed is saved first: the mark is for a sentence of the library
        self.mark_wanted.emit(self.takeaway.id, sentence, mark)

    @Slot(str, str)
    def _reword(self, audience: str, text: str) -> None:
        self.reworded.emit(self.takeaway.id, audience, text)

    @Slot(str)
    def _type_text(self, text: str) -> None:
        self._publisher.hide()
        self._checking.start()
        self._change("text", text, chosen=False)

    @Slot(object)
    def _type_fields(self, values: dict[str, str]) -> None:
        self._change("fields", values, chosen=False)

    @Slot(str)
    def _type_audience(self, audience: str) -> None:
        self._change("audience", audience.strip(), chosen=False)

    @Slot()
    def _leave_audience(self) -> None:
        if self.audience.text().strip() != self.takeaway.audience:
            self._type_audience(self.audience.text())
        self.left.emit()

    @Slot(object)
    def _choose_kind(self, kind: TakeawayKind) -> None:
        self._change("kind", kind, chosen=True)
        self.fields.show_fields(kind, self.takeaway.fields)
        self.update()

    @Slot(object)
    def _choose_confidence(self, confidence: object) -> None:
        self._change("confidence", confidence, chosen=True)

    @Slot(object)
    def _change_evidence(self, evidence: tuple[HighlightId, ...]) -> None:
        self._change("evidence", evidence, chosen=True)

    @Slot()
    def _want_evidence(self) -> None:
        self.evidence_wanted.emit(self.takeaway.id)
