"""Where newsletters come from: mailboxes and watched folders, each with what its last check gave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.changes import Changes
from briefing.domain.errors import BriefingError
from briefing.domain.mailboxes import Mailbox, MailboxId
from briefing.ui.delegates.empty_state import EmptyState
from briefing.ui.dialogs.newsletter_row import Source, SourceRow, label
from briefing.ui.jobs import Jobs
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.credentials import Credentials, Kept
    from briefing.operations.newsletters import Added, Sources

INTERVALS = (0, 15, 60, 240, 1440)


class NewslettersDialog(QDialog):
    """A row for each source. Every change but a password is undone like any other.

    Signals:
        check_wanted(): look into all of them now.
        interval_chosen(int): minutes between checks, 0 for none.
    """

    check_wanted = Signal()
    interval_chosen = Signal(int)

    def __init__(
        self, jobs: Jobs, theme: Theme, credentials: Credentials, minutes: int, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._jobs, self._theme, self._credentials = jobs, theme, credentials
        self._checking = False
        self.rows: list[SourceRow] = []
        self.setWindowTitle(self.tr("Newsletters"))
        self.lead = label(
            self,
            self.tr(
                "Newsletters come into Incoming from a folder of your mailbox, which is read and never changed, "
                "or from e-mail files that you save into a folder of this computer."
            ),
            "body",
        )
        self.empty = EmptyState(theme, self)
        self.empty.say(
            "envelope-simple",
            self.tr("No newsletters yet"),
            self.tr("Add the mailbox in which you get them, or watch the folder into which you save them."),
        )
        self.list = QWidget(self)
        self.area = QScrollArea(self)
        self.problem = label(self, "", "error")
        self.news = label(self, "", "hint")
        self.add_mailbox = self._button(self.tr("Add a mailbox…"), self._add_mailbox)
        self.add_folder = self._button(self.tr("Watch a folder…"), self._add_folder)
        self.interval = QComboBox(self)
        self.interval.setAccessibleName(self.tr("How often to check"))
        for each, words in zip(INTERVALS, self._interval_words(), strict=True):
            self.interval.addItem(words, each)
        self.interval.setCurrentIndex(max(0, self.interval.findData(minutes)))
        self.check = self._button(self.tr("Check now"), self._check)
        self.shut = self._button(self.tr("Close"), self.accept)
        self.shut.setDefault(True)
        self._lay_out()
        self.interval.activated.connect(self._choose_interval)
        jobs.changed.connect(self._refresh)
        self._read()

    @Slot(bool)
    def show_checking(self, on: bool) -> None:
        """A check is under way, or over."""
        self._checking = on
        self.check.setText(self.tr("Checking …") if on else self.tr("Check now"))
        self.check.setEnabled(bool(self.rows) and not on)

    def _interval_words(self) -> tuple[str, ...]:
        return (
            self.tr("Check when I ask"),
            self.tr("Check every 15 minutes"),
            self.tr("Check every hour"),
            self.tr("Check every 4 hours"),
            self.tr("Check once a day"),
        )

    def _button(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self.list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.area.setWidget(self.list)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(8)
        for button in (self.add_mailbox, self.add_folder):
            top.addWidget(button)
        top.addStretch(1)
        bottom.setSpacing(8)
        bottom.addWidget(self.interval)
        bottom.addWidget(self.check)
        bottom.addStretch(1)
        bottom.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(self.lead)
        column.addLayout(top)
        column.addWidget(self.empty, 1)
        column.addWidget(self.area, 1)
        column.addWidget(self.news)
        column.addWidget(self.problem)
        column.addLayout(bottom)
        self._say("")
        self._tell("")
        self.resize(self.fontMetrics().averageCharWidth() * 96, self.fontMetrics().lineSpacing() * 30)

    def _read(self) -> None:
        self._jobs.read("newsletters.sources", done=self._show, failed=self._failed, key="newsletters dialog")

    @Slot(object)
    def _refresh(self, changes: Changes) -> None:
        if changes.feeds or changes.history:
            self._read()

    def _show(self, sources: Sources) -> None:
        wanted: list[Source] = [*sources.mailboxes, *sources.folders]
        if [row.source for row in self.rows] != wanted:
            for row in self.rows:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = [self._row(source) for source in wanted]
        self.empty.setVisible(not wanted)
        self.area.setVisible(bool(wanted))
        (self.shut if wanted else self.add_mailbox).setDefault(True)
        self.show_checking(self._checking)
        if not wanted:
            self.add_mailbox.setFocus()

    def _row(self, source: Source) -> SourceRow:
        row = SourceRow(self._theme, source, self.list)
        row.senders_wanted.connect(self._choose_senders)
        row.password_given.connect(self._keep_password)
        row.pause_wanted.connect(self._pause)
        row.remove_wanted.connect(self._remove)
        self._column.insertWidget(self._column.count() - 1, row)
        row.show()
        return row

    # what the person wants

    @Slot()
    def _add_mailbox(self) -> None:
        from briefing.ui.dialogs.mailbox import MailboxDialog

        dialog = MailboxDialog(self._jobs, self._credentials, self)
        dialog.added.connect(self._added)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _added(self, added: Added) -> None:
        self._kept(added.kept)
        self._check()

    @Slot()
    def _add_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Watch a folder for e-mail files"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self.watch)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def watch(self, folder: str) -> None:
        """Watch a folder from now on."""
        self._say("")
        self._jobs.write("newsletters.watch_folder", Path(folder), failed=self._failed)

    @Slot(object)
    def _choose_senders(self, source: Mailbox) -> None:
        from briefing.ui.dialogs.senders import SendersDialog

        dialog = SendersDialog(self._jobs, self._credentials, source, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, str)
    def _keep_password(self, mailbox_id: MailboxId, password: str) -> None:
        self._jobs.write(
            "newsletters.set_password", self._credentials, mailbox_id, password, done=self._kept, failed=self._failed
        )

    def _kept(self, kept: Kept) -> None:
        from briefing.credentials import KEPT_SENTENCES

        self._tell(KEPT_SENTENCES[kept])

    @Slot(object, bool)
    def _pause(self, source: Source, on: bool) -> None:
        verb = "newsletters.pause_mailbox" if isinstance(source, Mailbox) else "newsletters.pause_folder"
        self._jobs.write(verb, source.id, on, failed=self._failed)

    @Slot(object)
    def _remove(self, source: Source) -> None:
        if isinstance(source, Mailbox):
            self._jobs.write("newsletters.remove_mailbox", self._credentials, source.id, failed=self._failed)
        else:
            self._jobs.write("newsletters.remove_folder", source.id, failed=self._failed)

    @Slot()
    def _check(self) -> None:
        self._say("")
        self.check_wanted.emit()

    @Slot()
    def _choose_interval(self) -> None:
        self.interval_chosen.emit(int(self.interval.currentData()))

    def _failed(self, error: BriefingError) -> None:
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _tell(self, sentence: str) -> None:
        self.news.setText(sentence)
        self.news.setVisible(bool(sentence))
