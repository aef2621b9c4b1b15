"""A recovery key as it is shown: in groups that can be read out and typed, with buttons to copy and to save it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing.domain.errors import BriefingError
from briefing.ui.jobs import Jobs
from briefing.ui.theme import Theme

GROUPS_A_LINE = 4


class KeyCard(QFrame):
    """Shows a recovery key; until one is there, only its place."""

    def __init__(self, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._theme = jobs, theme
        self.key = ""
        self.setProperty("role", "card")
        self.symbol = QLabel(self)
        title = QLabel(self.tr("Recovery key"), self)
        title.setProperty("role", "group")
        self.letters = QLabel(self)
        self.letters.setAccessibleName(self.tr("Recovery key"))
        self.letters.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.letters.setFont(self._letter_font())
        self.news = QLabel(self.tr("Capitals, spaces and dashes do not matter when you type it."), self)
        self.news.setProperty("role", "hint")
        self.news.setWordWrap(True)
        self.copy_button = self._button(self.tr("Copy"))
        self.save_button = self._button(self.tr("Save to print…"))
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._ask_where)
        self._lay_out(title)
        self.show_key("")
        theme.changed.connect(self._take_icons)
        self._take_icons()

    def show_key(self, key: str) -> None:
        """Show a key."""
        self.key = key
        groups = key.split("-") if key else ["·····"] * 11
        lines = [groups[start : start + GROUPS_A_LINE] for start in range(0, len(groups), GROUPS_A_LINE)]
        self.letters.setText("\n".join("  ".join(line) for line in lines))
        for button in (self.copy_button, self.save_button):
            button.setEnabled(bool(key))

    def _letter_font(self) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(round(self.fontInfo().pixelSize() * 17 / 13))
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 108)
        return font

    def _lay_out(self, title: QLabel) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.symbol)
        head.addWidget(title, 1)
        head.addWidget(self.copy_button)
        head.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 10, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.letters)
        column.addWidget(self.news)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", "quiet")
        button.setAutoDefault(False)
        return button

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key)
        self._say(self.tr("Copied. Paste it into your password manager."))

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the recovery key"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(self.tr("Briefing recovery key.txt"))
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Write the key into a file that can be printed."""
        self._jobs.run("", "encryption.save_key", self.key, Path(name), done=self._saved, failed=self._failed)

    def _saved(self, path: Path) -> None:
        self._say(self.tr("Saved as “%1”. Print it, then delete the file.").replace("%1", path.name))

    def _failed(self, error: BriefingError) -> None:
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.news.setText(sentence)
        self.window().adjustSize()  # a long sentence takes a second line, and never one of the key's

    @Slot()
    def _take_icons(self) -> None:
        self.symbol.setPixmap(self._theme.icon("key", self._theme.tokens.ink3).pixmap(16, 16))
        self.copy_button.setIcon(self._theme.icon("copy"))
        self.save_button.setIcon(self._theme.icon("printer"))
