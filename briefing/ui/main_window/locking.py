"""The commands of the encrypted library, and the way in when its key is not on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from briefing.ui.dialogs.question import ask
from briefing.ui.jobs import Jobs
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.credentials import Credentials, Kept
    from briefing.ui.main_window.window import MainWindow


class Locking(QObject):
    """Encrypts the open library, shows its recovery key, takes the encryption off; opens a locked one.

    It holds the recovery key that was typed until the next opening has tried it (`take_key`).
    """

    def __init__(self, jobs: Jobs, theme: Theme, credentials: Credentials, window: MainWindow) -> None:
        """Bind the actions. Called after the first paint."""
        super().__init__(window)
        self._jobs, self._theme, self._credentials, self._window = jobs, theme, credentials, window
        self._typed = ""
        self._unlocked = False
        window.table.bind("file.encrypt", self.encrypt)
        window.table.bind("file.recovery_key", self.show_key)
        window.table.bind("file.decrypt", self.ask_to_decrypt)
        window.desk.middle.welcome.unlock_wanted.connect(self.unlock)
        jobs.opened.connect(self._look)

    def take_key(self) -> str:
        """The recovery key to open the library with, "" for the one that is kept; it is forgotten here. Any thread."""
        typed, self._typed = self._typed, ""
        return typed

    @Slot(str)
    def unlock(self, recovery_key: str) -> None:
        """Open the library with a recovery key that the person typed."""
        self._typed = recovery_key
        self._unlocked = True
        self._jobs.open()

    @Slot()
    def encrypt(self) -> None:
        """Open the dialog that encrypts the library."""
        from briefing.ui.dialogs.encryption import EncryptDialog

        self._window.desk.middle.flush()
        dialog = EncryptDialog(self._jobs, self._theme, self._credentials, self._window)
        dialog.finished.connect(self._look)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def show_key(self) -> None:
        """Show the recovery key."""
        from briefing.ui.dialogs.encryption import RecoveryKeyDialog

        dialog = RecoveryKeyDialog(self._jobs, self._theme, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def ask_to_decrypt(self) -> None:
        """Ask, and make the library readable for everybody who can read this computer's disk."""
        title, question = self.tr("Remove encryption"), self.tr("Let the library be read without its key?")
        warning = self.tr(
            "Whoever can read the disk of this computer can then read the library. "
            "Backups made until now stay encrypted; keep their recovery key."
        )
        ask(self._window, title, question, warning, title, self._decrypt)

    @Slot()
    def _decrypt(self) -> None:
        self._window.desk.middle.flush()
        self._jobs.write("encryption.decrypt", done=self._decrypted, name=self.tr("Removing the encryption"))

    def _decrypted(self, _nothing: None) -> None:
        self._window.desk.status.say(self.tr("The library is no longer encrypted."))
        self._look()

    @Slot()
    def _look(self) -> None:
        self._jobs.read("encryption.kept", self._credentials, done=self._provide, key="encryption")

    def _provide(self, kept: Kept | None) -> None:
        from briefing.credentials import KEPT_SENTENCES

        self._window.table.provide("encrypted", kept is not None)
        self._window.table.provide("not_encrypted", kept is None)
        if self._unlocked and kept is not None:
            self._unlocked = False
            self._window.desk.status.say(KEPT_SENTENCES[kept])
