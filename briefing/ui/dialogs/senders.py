"""Choosing whose letters come in from a folder of a mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.errors import BriefingError, Cancelled
from briefing.domain.mailboxes import Mailbox
from briefing.ui.jobs import Job, Jobs
from briefing.ui.models.wording import counted

if TYPE_CHECKING:
    from briefing.credentials import Credentials
    from briefing.operations.newsletters import Sender

ADDRESS_ROLE = Qt.ItemDataRole.UserRole


class SendersList(QWidget):
    """Everybody, or only those who are ticked. Senders who were not seen can be typed.

    Signals:
        changed(): another choice.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.everybody = QRadioButton(self.tr("Every letter in this folder"), self)
        self.some = QRadioButton(self.tr("Only letters from these senders"), self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Senders"))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Another address, or a whole domain as @example.org"))
        self.field.setAccessibleName(self.tr("Another sender"))
        self.add_button = QPushButton(self.tr("Add sender"), self)
        self.add_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.everybody, self.some):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.list.setMinimumHeight(self.fontMetrics().lineSpacing() * 11)
        self.everybody.setChecked(True)
        self.some.toggled.connect(self._offer)
        self.list.itemChanged.connect(self._ticked)
        self.field.textChanged.connect(self._offer)
        self.field.returnPressed.connect(self.add_typed)
        self.add_button.clicked.connect(self.add_typed)
        self._offer()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The ticked senders; none when everybody's letters come in."""
        if not self.some.isChecked():
            return ()
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(i.data(ADDRESS_ROLE)) for i in items if i.checkState() is Qt.CheckState.Checked)

    @property
    def is_complete(self) -> bool:
        """Whether something can come in."""
        return self.everybody.isChecked() or bool(self.allowed)

    def show_senders(self, senders: Sequence[Sender], allowed: Sequence[str] | None) -> None:
        """Fill the list.

        Args:
            allowed: those who are ticked; None to suggest everybody who writes to many.
        """
        self.list.clear()
        known = {sender.address for sender in senders}
        for address in allowed or ():
            if address not in known:
                self._append(address, address, True)
        for sender in senders:
            ticked = sender.is_newsletter if allowed is None else sender.address in allowed
            letters = counted(sender.letters, self.tr("1 letter"), self.tr("%n letters"))
            name = f"{sender.name}  ·  {sender.address}" if sender.name else sender.address
            self._append(f"{name}  ·  {letters}", sender.address, ticked)
        (self.some if allowed else self.everybody).setChecked(True)
        self._offer()

    @Slot()
    def add_typed(self) -> None:
        """Tick the sender that was typed."""
        text = self.field.text().strip().casefold()
        if not is_sender(text):
            return
        self._append(text, text, True, at=0)
        self.some.setChecked(True)
        self.field.clear()
        self.changed.emit()

    def _append(self, text: str, address: str, ticked: bool, at: int | None = None) -> None:
        item = QListWidgetItem(text)
        item.setData(ADDRESS_ROLE, address)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        item.setSizeHint(QSize(0, self.fontMetrics().lineSpacing() * 7 // 4))
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.insertItem(self.list.count() if at is None else at, item)

    @Slot()
    def _offer(self) -> None:
        self.list.setEnabled(self.some.isChecked())
        self.add_button.setEnabled(is_sender(self.field.text().strip()))
        self.changed.emit()

    @Slot(QListWidgetItem)
    def _ticked(self, _item: QListWidgetItem) -> None:
        self.changed.emit()


class SendersDialog(QDialog):
    """Whose letters come in from a mailbox that is read already."""

    def __init__(
        self, jobs: Jobs, credentials: Credentials, mailbox: Mailbox, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._jobs, self._mailbox = jobs, mailbox
        self.setWindowTitle(self.tr("Senders"))
        self.lead = QLabel(self.tr("Whose letters come in from “%1”?").replace("%1", mailbox.folder), self)
        self.lead.setTextFormat(Qt.TextFormat.PlainText)
        self.lead.setProperty("role", "title")
        self.senders = SendersList(self)
        self.problem = QLabel(self.tr("Looking who writes here …"), self)
        self.problem.setProperty("role", "hint")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.away = QPushButton(self.tr("Cancel"), self)
        self.go = QPushButton(self.tr("Save"), self)
        self.go.setDefault(True)
        self._lay_out()
        self.senders.show_senders((), mailbox.senders)
        self.senders.changed.connect(self._offer)
        self.away.clicked.connect(self.reject)
        self.go.clicked.connect(self._save)
        self._job: Job | None = jobs.run(
            self.tr("Looking for senders"), "newsletters.senders_of", credentials, mailbox.id,
            done=self._found, failed=self._not_found,
        )  # fmt: skip

    def reject(self) -> None:
        """Close; the server is not asked any longer."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.away)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.lead)
        column.addWidget(self.senders, 1)
        column.addWidget(self.problem)
        column.addLayout(row)
        self.resize(self.fontMetrics().averageCharWidth() * 84, self.sizeHint().height())

    def _found(self, senders: list[Sender]) -> None:
        self._job = None
        self.problem.hide()
        ticked = self.senders.allowed or self._mailbox.senders
        self.senders.show_senders(senders, ticked)

    def _not_found(self, error: BriefingError) -> None:
        self._job = None
        if not isinstance(error, Cancelled):
            self._say(str(error))

    @Slot()
    def _offer(self) -> None:
        self.go.setEnabled(self.senders.is_complete)

    @Slot()
    def _save(self) -> None:
        allowed = list(self.senders.allowed)
        self._jobs.write("newsletters.set_senders", self._mailbox.id, allowed, done=self._saved, failed=self._failed)

    def _saved(self, _nothing: None) -> None:
        self.accept()

    def _failed(self, error: BriefingError) -> None:
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.problem.setProperty("role", "error")
        self.problem.setText(sentence)
        self.problem.style().unpolish(self.problem)
        self.problem.style().polish(self.problem)
        self.problem.show()


def is_sender(text: str) -> bool:
    """Whether a text can name a sender: an address, or a domain behind an @."""
    domain = text.rpartition("@")[2]
    return "@" in text and "." in domain and not any(c.isspace() for c in text)
