"""Subscribing: the address of a feed or of a page, and which of its feeds when it has several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.errors import BriefingError, Cancelled, FetchError, InvalidInputError, PrivateAddressError
from briefing.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from briefing.operations.feeds import Subscribed
    from briefing.settings import Settings

URL_ROLE = Qt.ItemDataRole.UserRole


class SubscribeDialog(QDialog):
    """One field, and a list of feeds when a page names more than one. What was typed stays until it worked.

    Signals:
        subscribed(str): the title of the feed; the dialog closes.
        consented(): the settings remember that a host of the local network may be asked; they want to be saved.
    """

    subscribed = Signal(str)
    consented = Signal()

    def __init__(
        self, jobs: Jobs, settings: Settings | None, parent: QWidget | None = None, address: str = ""
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._jobs, self._settings = jobs, settings
        self._job: Job | None = None
        self._consent = self._guess = False
        self.setWindowTitle(self.tr("Subscribe to a feed"))
        self._lead = QLabel(self.tr("The address of a feed, or of a page or site that has one (RSS, Atom, JSON Feed)."))
        self._lead.setProperty("role", "body")
        self._lead.setWordWrap(True)
        self.field = QLineEdit(address, self)
        self.field.setPlaceholderText(self.tr("example.org"))
        self.field.setAccessibleName(self.tr("Address"))
        self.folder = QLineEdit(self)
        self.folder.setPlaceholderText(self.tr("Folder (if you like), such as Trade / Shipping"))
        self.folder.setAccessibleName(self.tr("Folder"))
        self.choices = QListWidget(self)
        self.choices.setAccessibleName(self.tr("Feeds of this page"))
        self.choices.hide()
        self.problem = QLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.go = QPushButton(self)
        self.go.setDefault(True)
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self.choices.itemActivated.connect(self.subscribe)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.subscribe)
        self._show_state()

    def _lay_out(self) -> None:
        em = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(em * 74)
        self.choices.setMaximumHeight(self.fontMetrics().lineSpacing() * 10)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self._lead, self.field, self.folder, self.problem, self.choices):
            column.addWidget(widget)
        column.addLayout(row)

    @Slot()
    def subscribe(self) -> None:
        """Do what the button says."""
        chosen = self.choices.currentItem() if self.choices.isVisible() else None
        address = chosen.data(URL_ROLE) if chosen is not None else self.field.text().strip()
        if not address or self._job is not None:
            return
        if self._consent:
            self._remember(address)
        self._say("")
        self._job = self._jobs.run(
            self.tr("Looking for a feed"), "feeds.subscribe", address,
            folder=self.folder.text(), guess=self._guess, allow_private=self._consent or self._agreed(address),
            done=self._arrived, failed=self._failed,
        )  # fmt: skip
        self._show_state()

    def reject(self) -> None:
        """Close; what is being fetched is not fetched any more."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _arrived(self, found: Subscribed) -> None:
        self._job = None
        if found.choices:
            self._offer(found)
            return
        self.subscribed.emit(found.title)
        self.accept()

    def _offer(self, found: Subscribed) -> None:
        self._lead.setText(self.tr("This page has several feeds. Which one?"))
        self.choices.clear()
        for link in found.choices:
            item = QListWidgetItem(f"{link.title}\n{link.url}" if link.title else link.url, self.choices)
            item.setData(URL_ROLE, link.url)
        self.choices.setCurrentRow(0)
        self.choices.show()
        self._show_state()
        self.choices.setFocus()

    def _failed(self, error: BriefingError) -> None:
        self._job = None
        self._consent = isinstance(error, PrivateAddressError)
        no_feed = not isinstance(error, FetchError | PrivateAddressError | InvalidInputError)
        if isinstance(error, Cancelled):
            no_feed = False
        else:
            self._say(str(error))
        self._guess = no_feed and not self._guess
        self._show_state()
        self.field.setFocus()

    @Slot()
    def _typed(self) -> None:
        self._consent = self._guess = False
        self.choices.hide()
        self._say("")
        self._show_state()

    def _show_state(self) -> None:
        busy = self._job is not None
        self.field.setReadOnly(busy)
        self.go.setEnabled(bool(self.field.text().strip()) and not busy)
        words = self.tr("Subscribe")
        if busy:
            words = self.tr("Looking …")
        elif self._consent:
            words = self.tr("Fetch it anyway")
        elif self._guess:
            words = self.tr("Try the usual addresses")
        self.go.setText(words)

    def _agreed(self, address: str) -> bool:
        return self._settings is not None and _host(address) in self._settings.private_hosts

    def _remember(self, address: str) -> None:
        """The person agreed to reach this host, now and whenever its feed is refreshed."""
        host = _host(address)
        if self._settings is not None and host and host not in self._settings.private_hosts:
            self._settings.private_hosts.append(host)
            self.consented.emit()

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _host(address: Any) -> str:
    text = str(address).strip()
    try:
        return (urlsplit(text if "://" in text else f"https://{text}").hostname or "").lower()
    except ValueError:
        return ""
