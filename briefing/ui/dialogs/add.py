"""Adding articles: paste a text, name one or more addresses, or choose files, all in one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.errors import BriefingError, Cancelled, FeedFoundError, PrivateAddressError
from briefing.domain.urls import host_of, is_web_url, lists_pages
from briefing.domain.word_count import count_words
from briefing.ui.jobs import Job, Jobs
from briefing.ui.models.wording import counted

if TYPE_CHECKING:
    from briefing.operations.capture import Captured


class SourceField(QPlainTextEdit):
    """A plain text field that remembers the HTML of what was pasted into it.

    Signals:
        files_dropped(list[Path]): files were dropped on it or pasted into it.
        entered(): Ctrl+Enter, or Enter behind a single address, as in any address field.
    """

    files_dropped = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html = ""
        self._pasted = ""

    @property
    def html(self) -> str:
        """The HTML of the text, as long as the text is exactly what was pasted."""
        return self._html if self._html and self.toPlainText() == self._pasted else ""

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if files:
            self.files_dropped.emit(files)
            return
        alone = not self.toPlainText().strip()
        super().insertFromMimeData(source)
        if alone and source.hasHtml():
            self._html, self._pasted = source.html(), self.toPlainText()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            held == Qt.KeyboardModifier.ControlModifier
            or (held == Qt.KeyboardModifier.NoModifier and is_web_url(self.toPlainText()))
        ):
            if not event.isAutoRepeat():  # a key held down must not give the consent that its first press asked for
                self.entered.emit()
            return
        super().keyPressEvent(event)


class AddDialog(QDialog):
    """One field for texts and addresses, a button for files. What was typed stays until it has become an article.

    Signals:
        captured(Captured): the article is in the library; the dialog closes.
        addresses_given(list[str]): several addresses, to be fetched beside the person's work.
        list_given(str): a list of pages with their titles, likewise.
        feed_given(str): the address is that of a feed, to be subscribed to.
        files_given(list[Path]): files, to be read beside the person's work.
    """

    captured = Signal(object)
    addresses_given = Signal(object)
    list_given = Signal(str)
    feed_given = Signal(str)
    files_given = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, text: str = "") -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._consent = self._feed = False
        self.setWindowTitle(self.tr("Add article"))
        self._lead = QLabel(self.tr("Paste the text of an article, or the address of one. Several addresses work too."))
        self._lead.setProperty("role", "body")
        self.field = SourceField(self)
        self.field.setPlaceholderText(self.tr("https://…  or the text itself"))
        self.field.setAccessibleName(self.tr("Text or address"))
        self.field.setTabChangesFocus(True)
        self.address = QLineEdit(self)
        self.address.setPlaceholderText(self.tr("Where it can be read (an address, if you know it)"))
        self.address.setAccessibleName(self.tr("Address of the pasted text"))
        self.problem = QLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.files = QPushButton(self.tr("Choose files…"), self)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.go = QPushButton(self)
        self.go.setDefault(True)
        self.go.setToolTip(self.tr("Ctrl+Enter"))
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self.field.files_dropped.connect(self._give_files)
        self.field.entered.connect(self.add)
        self.files.clicked.connect(self._choose_files)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.add)
        self.field.setPlainText(text)
        self._typed()

    def _lay_out(self) -> None:
        em = self.fontMetrics().averageCharWidth()
        self.field.setMinimumSize(em * 84, self.fontMetrics().lineSpacing() * 12)
        row = QHBoxLayout()
        row.addWidget(self.files)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._lead)
        column.addWidget(self.field, 1)
        column.addWidget(self.address)
        column.addWidget(self.problem)
        column.addLayout(row)

    @property
    def addresses(self) -> list[str]:
        """The addresses in the field, when it holds nothing else."""
        words = self.field.toPlainText().split()
        return words if words and all(map(is_web_url, words)) else []

    @Slot()
    def add(self) -> None:
        """Do what the button says."""
        text, addresses = self.field.toPlainText(), self.addresses
        if not text.strip() or self._job is not None:
            return
        self._say("")
        if self._feed and addresses:
            self.feed_given.emit(addresses[0])
            self.accept()
        elif len(addresses) > 1:
            self.addresses_given.emit(addresses)
            self.accept()
        elif lists_pages(text) and not addresses:
            self.list_given.emit(text)
            self.accept()
        elif addresses:
            name = self.tr("Fetching %1").replace("%1", host_of(addresses[0]))
            self._job = self._jobs.run(
                name, "capture.capture_url", addresses[0], allow_private=self._consent,
                done=self._arrived, failed=self._failed,
            )  # fmt: skip
        else:
            url = self.address.text().strip()
            self._job = self._jobs.write(
                "capture.capture_text", text, self.field.html, url if is_web_url(url) else "",
                done=self._arrived, failed=self._failed, name=self.tr("Reading the pasted text"),
            )  # fmt: skip
        self._show_state()

    def reject(self) -> None:
        """Close; a page that is being fetched is not fetched any more."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _arrived(self, captured: Captured) -> None:
        self._job = None
        self.captured.emit(captured)
        self.accept()

    def _failed(self, error: BriefingError) -> None:
        self._job = None
        self._consent = isinstance(error, PrivateAddressError)
        self._feed = isinstance(error, FeedFoundError)
        if not isinstance(error, Cancelled):
            self._say(str(error))
        self._show_state()
        self.field.setFocus()

    @Slot()
    def _typed(self) -> None:
        self._consent = self._feed = False
        self._say("")
        self._show_state()

    def _show_state(self) -> None:
        """Say on the button what it will do with what is in the field."""
        text, addresses = self.field.toPlainText(), self.addresses
        busy = self._job is not None
        is_list = lists_pages(text) and not addresses
        self.address.setVisible(bool(text.strip()) and not addresses and not is_list)
        self.field.setReadOnly(busy)
        self.go.setEnabled(bool(text.strip()) and not busy)
        if busy:
            words = self.tr("Fetching …") if addresses else self.tr("Reading …")
        elif self._feed:
            words = self.tr("Subscribe to this feed")
        elif self._consent:
            words = self.tr("Fetch it anyway")
        elif addresses:
            words = counted(len(addresses), self.tr("Fetch article"), self.tr("Fetch %n articles"))
        elif is_list:
            words = self.tr("Fetch the pages of this list")
        elif text.strip():
            words = counted(count_words(text), self.tr("Add text of 1 word"), self.tr("Add text of %n words"))
        else:
            words = self.tr("Add article")
        self.go.setText(words)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    @Slot()
    def _choose_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Add articles from files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._files_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(list)
    def _files_chosen(self, names: list[str]) -> None:
        self._give_files([Path(name) for name in names])

    @Slot(object)
    def _give_files(self, files: list[Path]) -> None:
        self.files_given.emit(files)
        if not self.field.toPlainText().strip():
            self.accept()
