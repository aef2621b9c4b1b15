"""What the window does for takeaways: earlier wordings, other readers, the list of audiences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from briefing.domain.annotations import Audience, TakeawayHistory, TakeawayId
from briefing.ui.actions import Actions
from briefing.ui.jobs import Jobs
from briefing.ui.main_window.marks import Marks
from briefing.ui.main_window.middle import Middle
from briefing.ui.panes.status_line import StatusLine
from briefing.ui.theme import Theme


class Wordings(QObject):
    """Opens the pickers that lie over the window, and the dialog of audiences."""

    def __init__(self, middle: Middle, status: StatusLine, jobs: Jobs, theme: Theme, actions: Actions) -> None:
        super().__init__(middle)
        self._middle, self._status, self._jobs, self._theme = middle, status, jobs, theme
        self._takeaway: TakeawayId | None = None
        middle.history_wanted.connect(self.show_history)
        middle.reader_wanted.connect(self.ask_for_reader)
        Marks(middle, jobs, theme)
        actions.bind("audience.manage", self.manage_audiences)

    @Slot(object)
    def show_history(self, takeaway_id: TakeawayId) -> None:
        """Show what a takeaway was before each change."""
        self._jobs.read("takeaways.history", takeaway_id, done=self._pick_version, key="history")

    @Slot(object)
    def ask_for_reader(self, takeaway_id: TakeawayId) -> None:
        """Ask for whom a takeaway is to be worded."""
        self._takeaway = takeaway_id
        self._jobs.read("audiences.all_audiences", done=self._pick_reader, key="readers")

    @Slot()
    def manage_audiences(self) -> None:
        """Open the list of audiences."""
        from briefing.ui.dialogs.audiences import AudiencesDialog

        dialog = AudiencesDialog(self._jobs, self._middle.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _pick_version(self, history: TakeawayHistory) -> None:
        from briefing.ui.dialogs.picker import Picker
        from briefing.ui.panes.reading.earlier_wordings import earlier_wordings

        if not history.versions:
            self._status.say(self.tr("This takeaway was never anything else."))
            return
        picker = Picker(self._theme, self._middle.window(), self.tr("Go back to which wording?"))
        picker.set_choices(earlier_wordings(history))
        picker.foot.setText(self.tr("What the takeaway is now is kept here, too. Undo takes the step back."))
        picker.foot.show()
        picker.chosen.connect(self._restore)
        picker.open()

    @Slot(object)
    def _restore(self, version_id: object) -> None:
        self._jobs.write("takeaways.restore", version_id)

    def _pick_reader(self, audiences: Sequence[Audience]) -> None:
        from briefing.ui.dialogs.picker import Picker
        from briefing.ui.models.choices import Choice

        prompt, create = self.tr("Word it for which reader?"), self.tr("New audience “%1”")
        picker = Picker(self._theme, self._middle.window(), prompt, create=create)
        picker.set_choices([Choice(audience.name, audience.name, icon="users") for audience in audiences])
        picker.chosen.connect(self._reword)
        picker.created.connect(self._reword)
        picker.open()

    @Slot(object)
    def _reword(self, audience: str) -> None:
        if self._takeaway is not None and self._middle.takeaways is not None:
            self._middle.takeaways.reword(self._takeaway, audience)
