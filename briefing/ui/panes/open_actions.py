"""What is left to do, from every article and briefing: who, by when, how far."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from briefing.domain.review import PlacedTakeaway
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.models.wording import joined
from briefing.ui.panes.reading.meanings import readable_date
from briefing.ui.panes.takeaway_list import TakeawayList
from briefing.ui.theme import Theme

COMMANDS = ("action.done", "action.dropped")


class OpenActionsPane(TakeawayList):
    """The open actions, those that are due first at the top. What is done leaves the list; Undo brings it back."""

    def __init__(self, jobs: Jobs, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(jobs, theme, "review.open_actions", "", self._head, self._foot, parent)
        self._title.setText(self.tr("Open actions"))
        self.view.setAccessibleName(self.tr("Open actions"))
        self._actions = actions
        self.empty.say(
            "check-circle", self.tr("Nothing is left to do"),
            self.tr("Takeaways of the kind “Action” that are not done are listed here, whatever article they are on."),
        )  # fmt: skip
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        for command in COMMANDS:
            row.addWidget(self._button(actions[command]))
        row.addStretch(1)
        self.below.addLayout(row)
        self.current_changed.connect(self._offer)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The actions of this pane."""
        return {"action.done": self.mark_done, "action.dropped": self.mark_dropped}

    @Slot()
    def mark_done(self) -> None:
        """It is done."""
        self._mark("done")

    @Slot()
    def mark_dropped(self) -> None:
        """It will not be done."""
        self._mark("dropped")

    def _mark(self, status: str) -> None:
        if (row := self.current) is not None:
            self._jobs.write("review.set_action_status", [row.takeaway.id], status)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    @Slot()
    def _offer(self) -> None:
        self._actions.provide("action", self.current is not None)

    def _head(self, row: PlacedTakeaway) -> tuple[str, bool]:
        due = QDate.fromString(row.due[:10], Qt.DateFormat.ISODate)
        late = due.isValid() and due < QDate.currentDate()
        when = self.tr("due %1").replace("%1", readable_date(row.due)) if row.due else self.tr("no date")
        if late:
            when = self.tr("was due %1").replace("%1", readable_date(row.due))
        status = row.takeaway.fields.get("status", "")
        return joined((row.owner or self.tr("nobody yet"), when, status)), late

    def _foot(self, row: PlacedTakeaway) -> str:
        printed = ", ".join(briefing.title for briefing in row.briefings[:2])
        return joined((row.title, printed))
