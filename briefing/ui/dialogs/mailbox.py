"""Setting up a mailbox: sign in first, then choose the folder and whose letters come in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.errors import BriefingError, Cancelled, SignInError
from briefing.domain.mailboxes import Security
from briefing.ui.dialogs.senders import SendersList
from briefing.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from briefing.credentials import Credentials
    from briefing.operations.newsletters import Added, Preset, Sender, Server

PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}


class MailboxDialog(QDialog):
    """Two steps. Nobody is asked anything before Connect is pressed; what was typed stays when it does not work.

    Signals:
        added(Added): the mailbox is read from now on.
    """

    added = Signal(object)

    def __init__(self, jobs: Jobs, credentials: Credentials, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._credentials = jobs, credentials
        self._job: Job | None = None
        self._typed_server = False
        self.setWindowTitle(self.tr("Add a mailbox"))
        self.address = _field(self, self.tr("E-mail address"), "you@example.org")
        self.password = _field(self, self.tr("Password"), "")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.host = _field(self, self.tr("Server"), "imap.example.org")
        self.user = _field(self, self.tr("User"), self.tr("The e-mail address, if you leave this empty"))
        self.security = QComboBox(self)
        self.security.setAccessibleName(self.tr("Encryption"))
        for kind, words in (
            (Security.TLS, self.tr("TLS")),
            (Security.STARTTLS, self.tr("STARTTLS")),
            (Security.NONE, self.tr("None, for a server on this computer")),
        ):
            self.security.addItem(words, kind)
        self.port = _field(self, self.tr("Port"), "")
        self.port.setValidator(QIntValidator(1, 65_535, self.port))
        self.port.setFixedWidth(self.fontMetrics().averageCharWidth() * 12)
        self.port.setText(str(PORTS[Security.TLS]))
        self.hint = _label(self, "notice")
        self.folder = QComboBox(self)
        self.folder.setAccessibleName(self.tr("Folder"))
        self.senders = SendersList(self)
        self.looking = _label(self, "hint")
        self.problem = _label(self, "error")
        self.back = QPushButton(self.tr("Back"), self)
        self.away = QPushButton(self.tr("Cancel"), self)
        self.go = QPushButton(self)
        self.go.setDefault(True)
        self.back.setAutoDefault(False)
        self.away.setAutoDefault(False)
        self.pages = QStackedWidget(self)
        self.sign_in = QWidget(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(150)
        self._lay_out()
        self._connect()
        self._go_to(0)

    def reject(self) -> None:
        """Close; a server that is being asked is hung up on."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _connect(self) -> None:
        self.address.textChanged.connect(self._typed_address)
        self._pause.timeout.connect(self._ask_preset)
        self.host.textEdited.connect(self._typed_host)
        self.security.activated.connect(self._chose_security)
        for field in (self.address, self.password, self.host):
            field.textChanged.connect(self._offer)
        self.folder.activated.connect(self._look_for_senders)
        self.senders.changed.connect(self._offer)
        self.back.clicked.connect(self._go_back)
        self.away.clicked.connect(self.reject)
        self.go.clicked.connect(self._go_on)

    def _lay_out(self) -> None:
        sign_in, choose = self.sign_in, QWidget(self)
        lead = _label(self, "body")
        lead.setText(
            self.tr(
                "Briefing reads one folder of the mailbox and changes nothing in it: no letter is marked as read. "
                "The password is kept in the key store of this computer, if it has one, and sent to this server alone."
            )
        )
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow(self.tr("E-mail address"), self.address)
        form.addRow(self.tr("Password"), self.password)
        server = QHBoxLayout()
        server.setSpacing(8)
        server.addWidget(self.host, 1)
        server.addWidget(self.port)
        form.addRow(self.tr("Server and port"), server)
        form.addRow(self.tr("Encryption"), self.security)
        form.addRow(self.tr("User"), self.user)
        column = QVBoxLayout(sign_in)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(lead)
        column.addLayout(form)
        column.addWidget(self.hint)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(QLabel(self.tr("Folder"), self))
        row.addWidget(self.folder, 1)
        column = QVBoxLayout(choose)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.senders, 1)
        column.addWidget(self.looking)
        self.pages.addWidget(sign_in)
        self.pages.addWidget(choose)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.away)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.pages, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.hint.hide()
        order = (self.address, self.password, self.host, self.port, self.security, self.user)
        for before, behind in pairwise(order):
            QWidget.setTabOrder(before, behind)
        self.resize(self.fontMetrics().averageCharWidth() * 86, self.sizeHint().height())

    # the first step

    @Slot()
    def _typed_address(self) -> None:
        self._pause.start()

    @Slot()
    def _ask_preset(self) -> None:
        self._jobs.read("newsletters.preset", self.address.text(), done=self._take_preset, key="mailbox preset")

    def _take_preset(self, preset: Preset | None) -> None:
        self.hint.setText(preset.hint if preset else "")
        self.hint.setVisible(bool(preset and preset.hint))
        if preset is None or self._typed_server:
            return
        self.host.setText(preset.host)
        self.security.setCurrentIndex(self.security.findData(preset.security))
        self.port.setText(str(preset.port))

    @Slot()
    def _typed_host(self) -> None:
        self._typed_server = True

    @Slot()
    def _chose_security(self) -> None:
        self._typed_server = True
        if self.port.text() in {"", *map(str, PORTS.values())}:  # a port of the person's own stays
            self.port.setText(str(PORTS[self.security.currentData()]))

    def _server(self) -> Server:
        from briefing.operations.newsletters import Server

        user = self.user.text().strip() or self.address.text().strip()
        return Server(self.host.text().strip(), int(self.port.text() or 0), self.security.currentData(), user)

    # the second step

    def _take_folders(self, folders: Sequence[str]) -> None:
        self._job = None
        self.folder.clear()
        self.folder.addItems(list(folders))
        likely = next((n for n, name in enumerate(folders) if "newsletter" in name.casefold()), 0)
        self.folder.setCurrentIndex(likely)
        self._go_to(1)
        self._look_for_senders()

    @Slot()
    def _look_for_senders(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.senders.show_senders((), None)
        self.looking.setText(self.tr("Looking who writes here …"))
        self.looking.show()
        self._say("")
        self._job = self._jobs.run(
            self.tr("Looking for senders"), "newsletters.senders", self._server(), self.password.text(),
            self.folder.currentText(), done=self._take_senders, failed=self._failed, key="mailbox senders",
        )  # fmt: skip
        self._offer()

    def _take_senders(self, senders: Sequence[Sender]) -> None:
        self._job = None
        self.looking.setVisible(not senders)
        self.looking.setText(self.tr("This folder is empty. Whoever writes into it can be added here."))
        self.senders.show_senders(senders, None)
        is_inbox = self.folder.currentText().upper() == "INBOX"
        (self.senders.some if is_inbox else self.senders.everybody).setChecked(True)
        self._offer()

    # both

    @Slot()
    def _go_on(self) -> None:
        if self._job is not None or not self.go.isEnabled():
            return
        self._say("")
        if self.pages.currentIndex() == 0:
            self._job = self._jobs.run(
                self.tr("Connecting to your mailbox"), "newsletters.connect", self._server(), self.password.text(),
                done=self._take_folders, failed=self._failed,
            )  # fmt: skip
        else:
            self._job = self._jobs.write(
                "newsletters.add_mailbox", self._credentials, self._server(), self.password.text(),
                self.folder.currentText(), list(self.senders.allowed), done=self._take_added, failed=self._failed,
            )  # fmt: skip
        self._offer()

    def _take_added(self, added: Added) -> None:
        self._job = None
        self.added.emit(added)
        self.accept()

    @Slot()
    def _go_back(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._say("")
        self._go_to(0)

    def _failed(self, error: BriefingError) -> None:
        self._job = None
        self.looking.hide()
        if not isinstance(error, Cancelled):
            self._say(str(error))
        self._offer()
        if self.pages.currentIndex() == 0:
            wrong = self.password if isinstance(error, SignInError) else self.host
            wrong.setFocus()
            wrong.selectAll()

    def _go_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.back.setVisible(page == 1)
        self._offer()
        (self.folder if page else self.address).setFocus()

    @Slot()
    def _offer(self) -> None:
        busy = self._job is not None
        first = self.pages.currentIndex() == 0
        typed = all(field.text().strip() for field in (self.address, self.password, self.host))
        if first:
            self.go.setText(self.tr("Connecting …") if busy else self.tr("Connect"))
        else:
            self.go.setText(self.tr("Read this folder"))
        self.sign_in.setEnabled(not busy)
        self.go.setEnabled(not busy and (typed if first else self.senders.is_complete))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _field(parent: QWidget, name: str, placeholder: str) -> QLineEdit:
    field = QLineEdit(parent)
    field.setAccessibleName(name)
    field.setPlaceholderText(placeholder)
    return field


def _label(parent: QWidget, role: str) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
