"""Encrypting the library, and showing its recovery key again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.errors import BriefingError
from briefing.ui.dialogs.key_card import KeyCard
from briefing.ui.jobs import Jobs
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.credentials import Credentials
    from briefing.operations.encryption import Encrypted


class EncryptDialog(QDialog):
    """First the recovery key, which the person says to have kept; then the work; then what came of it."""

    def __init__(self, jobs: Jobs, theme: Theme, credentials: Credentials, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._theme, self._credentials = jobs, theme, credentials
        self._running = False
        self.setWindowTitle(self.tr("Encrypt the library"))
        self.symbol = QLabel(self)
        self.heading = _label(self, self.tr("Only you can read an encrypted library"), "title")
        self.words = _label(
            self,
            self.tr(
                "Whoever gets hold of this computer’s disk, or of a backup made from now on, sees only noise. "
                "You notice nothing: the key store of this computer keeps the key and opens the library for you.\n\n"
                "If that key is ever lost, this recovery key opens the library. "
                "Without one of the two nobody can, and nobody can help."
            ),
            "body",
        )
        self.card = KeyCard(jobs, theme, self)
        self.kept = QCheckBox(self.tr("I keep this recovery key in a safe place"), self)
        self.news = _label(self, "", "notice")
        self.problem = _label(self, "", "error")
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.go = QPushButton(self.tr("Encrypt the library"), self)
        self.go.setProperty("role", "primary")
        self.away = QPushButton(self.tr("Cancel"), self)
        self.kept.toggled.connect(self._allow)
        self.go.clicked.connect(self._encrypt)
        self.away.clicked.connect(self.reject)
        self._lay_out()
        theme.changed.connect(self._take_icons)
        self._take_icons()
        self._allow()
        jobs.read("encryption.suggest_key", done=self._show_key)

    def reject(self) -> None:
        """Closing waits for the work: it cannot be stopped half-way."""
        if not self._running:
            super().reject()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.symbol)
        head.addWidget(self.heading, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.away)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(14)
        column.addLayout(head)
        for widget in (self.words, self.card, self.kept, self.news, self.problem, self.bar):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(buttons)
        for widget in (self.news, self.problem, self.bar):
            widget.hide()
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 84)

    def _show_key(self, key: str) -> None:
        self.card.show_key(key)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        self.go.setEnabled(self.kept.isChecked() and bool(self.card.key) and not self._running)

    @Slot()
    def _encrypt(self) -> None:
        self._run(True)
        self.problem.hide()
        self._jobs.write(
            "encryption.encrypt", self.card.key, self._credentials, done=self._encrypted, failed=self._failed,
            name=self.tr("Encrypting the library"),
        )  # fmt: skip

    def _run(self, on: bool) -> None:
        self._running = on
        self.bar.setVisible(on)
        for widget in (self.kept, self.away):
            widget.setEnabled(not on)
        self._allow()

    def _failed(self, error: BriefingError) -> None:
        self._run(False)
        self.problem.setText(str(error))
        self.problem.show()

    def _encrypted(self, outcome: Encrypted) -> None:
        from briefing.credentials import KEPT_SENTENCES, Kept

        self._run(False)
        self.heading.setText(self.tr("The library is encrypted"))
        kept = KEPT_SENTENCES[outcome.kept]
        if outcome.kept is Kept.UNTIL_QUIT:
            kept += " " + self.tr("From the next start on, Briefing will ask for the recovery key.")
        self.words.setText(kept)
        self.kept.hide()
        self.news.setVisible(bool(outcome.plain_copies))
        names = "\n".join(path.name for path in outcome.plain_copies[:5])
        self.news.setText(
            self.tr("These older copies beside the library can still be read by anybody:\n%1").replace("%1", names)
            + (self.tr("\n… and %1 more").replace("%1", str(len(outcome.plain_copies) - 5))
               if len(outcome.plain_copies) > 5 else "")
        )  # fmt: skip
        self.go.hide()
        self.away.setText(self.tr("Done"))
        self.away.setDefault(True)
        self._take_icons()
        self.adjustSize()

    @Slot()
    def _take_icons(self) -> None:
        done = self.go.isHidden() and self.isVisible()
        tokens = self._theme.tokens
        icon = self._theme.icon("lock-simple-fill", tokens.good if done else tokens.accent)
        self.symbol.setPixmap(icon.pixmap(22, 22))


class RecoveryKeyDialog(QDialog):
    """The recovery key of the library that is open."""

    def __init__(self, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Recovery key"))
        words = _label(
            self,
            self.tr("This key opens the library and its backups on any computer. Keep it out of sight."),
            "body",
        )
        self.card = KeyCard(jobs, theme, self)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(14)
        column.addWidget(words)
        column.addWidget(self.card)
        column.addLayout(buttons)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 84)
        jobs.read("encryption.recovery_key", done=self.card.show_key)


def _label(parent: QWidget, text: str, role: str) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
