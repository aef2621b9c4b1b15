"""A source of newsletters as a row: a mailbox or a watched folder, its last check, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from briefing.domain.mailboxes import Mailbox, WatchedFolder
from briefing.ui.models.wording import counted
from briefing.ui.theme import Theme

Source = Mailbox | WatchedFolder


class SourceRow(QFrame):
    """A mailbox or a folder: what it is, what its last check gave, what can be done with it.

    Signals:
        senders_wanted(Mailbox), password_given(MailboxId, str), pause_wanted(object, bool), remove_wanted(object):
            the person wants this for the row's source.
    """

    senders_wanted = Signal(object)
    password_given = Signal(object, str)
    pause_wanted = Signal(object, bool)
    remove_wanted = Signal(object)

    def __init__(self, theme: Theme, source: Mailbox | WatchedFolder, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self.source = theme, source
        self.setProperty("role", "card")
        self._symbol = QLabel(self)
        name, self._icon = _name_of(source)
        self.name = label(self, name, "title")
        self.state = label(self, self._state(), "error" if source.error else "hint")
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("The new password, then Enter"))
        self.password.setAccessibleName(self.tr("New password for %1").replace("%1", name))
        self.password.returnPressed.connect(self._give_password)
        self.password.hide()
        self.buttons: list[QPushButton] = []
        if isinstance(source, Mailbox):
            self._button(self.tr("Senders…"), self._want_senders)
            self._button(self.tr("Password…"), self._ask_password)
        self._button(self.tr("Resume") if source.paused else self.tr("Pause"), self._want_pause)
        self._button(self.tr("Remove"), self._want_removal)
        self._lay_out()
        theme.changed.connect(self._take_icon)
        self._take_icon()

    def _state(self) -> str:
        source = self.source
        if source.error:
            return source.error
        said = [self.tr("Paused") if source.paused else checked_words(source.checked_at)]
        if isinstance(source, Mailbox):
            count = len(source.senders)
            said.append(counted(count, self.tr("1 sender"), self.tr("%n senders")) if count else self.tr("all senders"))
        return " · ".join(said)

    def _button(self, text: str, slot: object) -> None:
        button = QPushButton(text, self)
        button.setProperty("role", "link")
        button.setAccessibleName(f"{text} {self.name.text()}")
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        self.buttons.append(button)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.name)
        words.addWidget(self.state)
        words.addWidget(self.password)
        words.addLayout(row)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 8)
        outer.setSpacing(14)
        outer.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(words, 1)

    @Slot()
    def _take_icon(self) -> None:
        self._symbol.setPixmap(self._theme.icon(self._icon).pixmap(18, 18))

    @Slot()
    def _want_senders(self) -> None:
        self.senders_wanted.emit(self.source)

    @Slot()
    def _ask_password(self) -> None:
        self.password.setVisible(self.password.isHidden())
        self.password.setFocus()

    @Slot()
    def _give_password(self) -> None:
        if self.password.text():
            self.password_given.emit(self.source.id, self.password.text())
            self.password.clear()
            self.password.hide()

    @Slot()
    def _want_pause(self) -> None:
        self.pause_wanted.emit(self.source, not self.source.paused)

    @Slot()
    def _want_removal(self) -> None:
        self.remove_wanted.emit(self.source)


def checked_words(moment: datetime | None) -> str:
    """When a source was looked into last, as the person's locale writes it."""
    if moment is None:
        return QCoreApplication.translate("Newsletters", "Not checked yet")
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    words = QLocale().toString(local, QLocale.FormatType.ShortFormat)
    return QCoreApplication.translate("Newsletters", "Checked %1").replace("%1", words)


def _name_of(source: Mailbox | WatchedFolder) -> tuple[str, str]:
    """How a source is called, and the icon for its kind."""
    if isinstance(source, Mailbox):
        return f"{source.user} · {source.folder}", "envelope-simple"
    return source.path, "folder-open"


def label(parent: QWidget, text: str, role: str) -> QLabel:
    """A wrapped line of plain text in one of the roles of the style sheet."""
    made = QLabel(text, parent)
    made.setProperty("role", role)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
