"""What a careful editor would remark on a takeaway, and which of its sentences are facts and which are judgements."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from briefing.domain.annotations import SentenceMark
from briefing.domain.findings import Finding, Rule, Sentence
from briefing.ui.models.wording import counted
from briefing.ui.panes.reading.flow_layout import FlowLayout

SHOWN = 4
"""Remarks shown at once; who has mended these sees the others."""


class RemarkButton(QToolButton):
    """A remark, on as many lines as it needs; a button of Qt would cut it off in the middle."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = QLabel(text, self)
        self.words.setProperty("role", "warning")
        self.words.setWordWrap(True)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 2, 4, 2)
        inside.addWidget(self.words)
        self.setProperty("role", "remark")
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.totalSizeHint()


class Remarks(QWidget):
    """Open while its takeaway is written; closed, it names only what must not be overlooked.

    Signals:
        mark_wanted(str, SentenceMark | None): a sentence is a fact or a judgement, or is left to its words again.
        words_wanted(int, int): select these words, code points of the takeaway's text.
    """

    mark_wanted = Signal(str, object)
    words_wanted = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sentences: Sequence[Sentence] = ()
        self._findings: Sequence[Finding] = ()
        self._open = False
        self.chips: list[QToolButton] = []
        self.rows: list[RemarkButton] = []
        self.summary = QLabel(self)
        self.summary.setProperty("role", "warning")
        self.summary.setWordWrap(True)
        self._strip = QWidget(self)
        self._flow = FlowLayout(self._strip, spacing=4)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.summary)
        column.addWidget(self._strip)
        column.addLayout(self._list)
        self._show()

    @property
    def findings(self) -> Sequence[Finding]:
        """What is remarked."""
        return self._findings

    def show_remarks(self, sentences: Sequence[Sentence], findings: Sequence[Finding]) -> None:
        """Show what the sentences are, and what there is to say about them."""
        if (sentences, findings) != (self._sentences, self._findings):
            self._sentences, self._findings = sentences, findings
            self._show()

    def set_open(self, is_open: bool) -> None:
        """Show everything, or only that facts rest on nothing."""
        if is_open != self._open:
            self._open = is_open
            self._show()

    def mark_at(self, index: int) -> None:
        """Make the sentence that holds a code point of the text the other thing: a judgement, or a fact."""
        for sentence in self._sentences:
            if sentence.start <= index <= sentence.end:
                self.mark_wanted.emit(sentence.text, _other(sentence))
                return

    # Private

    def _show(self) -> None:
        loose = sum(1 for finding in self._findings if finding.rule is Rule.FACT_WITHOUT_PASSAGE)
        self.summary.setText(
            counted(loose, self.tr("1 fact rests on no passage."), self.tr("%n facts rest on no passage."))
        )
        self.summary.setVisible(bool(loose) and not self._open)
        self._show_chips([s for s in self._sentences if s.mark is not None] if self._open else [])
        self._show_rows(self._findings[:SHOWN] if self._open else [])
        self.setVisible(bool(loose) or bool(self.chips) or bool(self.rows))

    def _show_chips(self, sentences: Sequence[Sentence]) -> None:
        _clear(self.chips, self._flow)
        for number, sentence in enumerate(sentences, 1):
            fact = sentence.mark is SentenceMark.FACT
            name = self.tr("%1 Fact") if fact else self.tr("%1 Judgement")
            chip = self._chip(name.replace("%1", str(number)) if len(sentences) > 1 else name[3:])
            chip.setCheckable(True)
            chip.setChecked(sentence.chosen)
            chip.setProperty("sentence", sentence.index)
            chip.setToolTip(self.tr("“%1” A click makes it the other.").replace("%1", sentence.text[:120]))
            chip.clicked.connect(self._flip)
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self._strip.setVisible(bool(self.chips))

    def _show_rows(self, findings: Sequence[Finding]) -> None:
        _clear(self.rows, self._list)
        for place, finding in enumerate(findings):
            row = RemarkButton(finding.message, self)
            row.setProperty("finding", place)
            row.setToolTip(finding.help)
            row.setAccessibleDescription(finding.help)
            row.clicked.connect(self._go)
            self._list.addWidget(row)
            row.show()
            self.rows.append(row)

    def _chip(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setProperty("role", "chip")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @Slot()
    def _flip(self) -> None:
        sender = self.sender()
        for sentence in self._sentences:
            if sender is not None and sentence.index == sender.property("sentence"):
                self.mark_wanted.emit(sentence.text, _other(sentence))
                return

    @Slot()
    def _go(self) -> None:
        sender = self.sender()
        if sender is not None:
            finding = self._findings[sender.property("finding")]
            self.words_wanted.emit(finding.start, finding.end)


def _other(sentence: Sentence) -> SentenceMark:
    return SentenceMark.JUDGEMENT if sentence.mark is SentenceMark.FACT else SentenceMark.FACT


def _clear(
    buttons: MutableSequence[QToolButton] | MutableSequence[RemarkButton], layout: FlowLayout | QVBoxLayout
) -> None:
    while buttons:
        button = buttons.pop()
        layout.removeWidget(button)
        button.hide()
        button.deleteLater()
