"""The ledger of judgements: what was said to be likely, what happened, and how good the likelihoods were."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from briefing.domain.annotations import Happened
from briefing.domain.calibration import Calibration
from briefing.domain.changes import Changes
from briefing.domain.marked_text import readable
from briefing.domain.review import PlacedTakeaway
from briefing.ui.actions import Actions
from briefing.ui.delegates.calibration_plot import CalibrationPlot
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import counted
from briefing.ui.panes.reading.meanings import readable_date
from briefing.ui.panes.takeaway_list import TakeawayList
from briefing.ui.theme import Theme

ANSWERS = ("judgement.yes", "judgement.partly", "judgement.no", "judgement.unclear")


class JudgementsPane(TakeawayList):
    """All assessments. Of the current one the foot asks what became of it; above stands the calibration."""

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(jobs, theme, "review.judgements", "", self._head, self._foot, parent)
        self._title.setText(self.tr("Judgements"))
        self.view.setAccessibleName(self.tr("Judgements"))
        self._actions = actions
        self._due: frozenset[int] = frozenset()
        self.empty.say(
            "scales", self.tr("No judgement yet"),
            self.tr("Write a takeaway of the kind “Our assessment” with a likelihood and a day by which it can be "
                    "told. On that day you are asked here what happened."),
        )  # fmt: skip
        self.waiting = QLabel(self)
        self.waiting.setContentsMargins(16, 0, 16, 8)
        self.waiting.setWordWrap(True)
        self.plot = CalibrationPlot(theme, self)
        self.score = QLabel(self)
        self.score.setProperty("role", "hint")
        self.score.setWordWrap(True)
        self.score.setContentsMargins(16, 2, 16, 10)
        for widget in (self.waiting, self.plot, self.score):
            self.above.addWidget(widget)
            widget.hide()
        self._make_question()
        self.current_changed.connect(self._ask)

    def show_rows(self) -> None:
        super().show_rows()
        self._read()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions of this pane."""
        return {
            "judgement.yes": self.say_yes,
            "judgement.partly": self.say_partly,
            "judgement.no": self.say_no,
            "judgement.unclear": self.say_unclear,
            "judgement.reopen": self.reopen,
        }

    @Slot()
    def say_yes(self) -> None:
        """It happened."""
        self._resolve(Happened.YES)

    @Slot()
    def say_partly(self) -> None:
        """It happened in part."""
        self._resolve(Happened.PARTLY)

    @Slot()
    def say_no(self) -> None:
        """It did not happen."""
        self._resolve(Happened.NO)

    @Slot()
    def say_unclear(self) -> None:
        """Nobody can say."""
        self._resolve(Happened.UNCLEAR)

    @Slot()
    def reopen(self) -> None:
        """Take the answer back."""
        if (row := self.current) is not None:
            self._jobs.write("review.reopen", row.takeaway.id)

    # Private

    def _make_question(self) -> None:
        self._sheet = QFrame(self)
        self._sheet.setProperty("role", "card")
        self.question = QLabel(self._sheet)
        self.question.setWordWrap(True)
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.note = QLineEdit(self._sheet)
        self.note.setPlaceholderText(self.tr("What happened, in your words"))
        self.note.setAccessibleName(self.tr("What happened"))
        self._answers = QHBoxLayout()
        self._answers.setSpacing(4)
        self._buttons = [self._button(action_id) for action_id in (*ANSWERS, "judgement.reopen")]
        for button in self._buttons:
            self._answers.addWidget(button)
        self._answers.addStretch(1)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(self.note)
        column.addLayout(self._answers)
        self.below.setContentsMargins(8, 8, 8, 8)
        self.below.addWidget(self._sheet)
        self._sheet.hide()

    def _button(self, action_id: str) -> QToolButton:
        button = QToolButton(self._sheet)
        button.setDefaultAction(self._actions[action_id])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        return button

    def _resolve(self, happened: Happened) -> None:
        if (row := self.current) is not None:
            self._jobs.write("review.resolve", row.takeaway.id, happened, self.note.text().strip())
            self.note.clear()

    def _read(self) -> None:
        self._jobs.read("review.calibration", done=self._show_calibration, key="calibration")
        self._jobs.read("review.due_judgements", done=self._show_due, key="due judgements")

    def _show_calibration(self, calibration: Calibration) -> None:
        self.plot.setVisible(calibration.judged > 0)
        self.score.setVisible(calibration.judged > 0)
        self.plot.show_calibration(calibration)
        told = counted(calibration.judged, self.tr("1 judgement is resolved."), self.tr("%n judgements are resolved."))
        if not calibration.enough or calibration.brier is None or calibration.base is None:
            self.score.setText(f"{told} {self.tr('That is too few to say how good they were.')}")
            return
        score = self.tr("Brier score %1; always stating the average would score %2. Lower is better.")
        self.score.setText(
            f"{told} {score.replace('%1', f'{calibration.brier:.3f}').replace('%2', f'{calibration.base:.3f}')}"
        )

    def _show_due(self, due: Sequence[PlacedTakeaway]) -> None:
        self._due = frozenset(row.takeaway.id for row in due)
        one, many = self.tr("1 judgement waits: did it happen?"), self.tr("%n judgements wait: did they happen?")
        self.waiting.setText(counted(len(due), one, many) if due else "")
        self.waiting.setVisible(bool(due))
        self.view.viewport().update()

    @Slot()
    def _ask(self) -> None:
        row = self.current
        self._sheet.setVisible(row is not None)
        open_now = row is not None and row.takeaway.outcome is None
        self._actions.provide("judgement", open_now)
        self._actions.provide("resolved", row is not None and not open_now)
        if row is None:
            return
        outcome = row.takeaway.outcome
        self.note.setVisible(outcome is None)
        for button in self._buttons:
            button.setVisible(button.defaultAction().isEnabled())
        if outcome is None:
            self.question.setText(self.tr("Did it happen?"))
        else:
            before = readable(outcome.said) if outcome.said != row.takeaway.text else ""
            said = self.tr("You said: %1").replace("%1", before) if before else ""
            lines = (self._answer(outcome.happened), outcome.note, said)
            self.question.setText("\n".join(line for line in lines if line))

    def _answer(self, happened: Happened) -> str:
        return {
            Happened.YES: self.tr("It happened."),
            Happened.PARTLY: self.tr("It happened in part."),
            Happened.NO: self.tr("It did not happen."),
            Happened.UNCLEAR: self.tr("Nobody can say whether it happened."),
        }[happened]

    def _head(self, row: PlacedTakeaway) -> tuple[str, bool]:
        takeaway = row.takeaway
        if takeaway.outcome is not None:
            likelihood = takeaway.outcome.likelihood or takeaway.fields.get("likelihood", "")
            return "  ·  ".join(part for part in (self._answer(takeaway.outcome.happened), likelihood) if part), False
        resolve_by = takeaway.fields.get("resolve by", "")
        when = self.tr("to be told by %1").replace("%1", readable_date(resolve_by)) if resolve_by else ""
        parts = (takeaway.fields.get("likelihood") or self.tr("no likelihood stated"), when or self.tr("no date"))
        return "  ·  ".join(parts), takeaway.id in self._due

    def _foot(self, row: PlacedTakeaway) -> str:
        return row.title

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        super()._on_changed(changes)
        if self.isVisible() and changes.articles:
            self._read()
