"""Articles on their way in: a row for each above the list, until it has arrived or the person dismissed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing.domain.errors import BriefingError, Cancelled, PrivateAddressError
from briefing.domain.urls import host_of, is_web_url, lists_pages
from briefing.ui.jobs import Job, Jobs
from briefing.ui.panes.batch_row import BatchRow
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.capture import Captured

MIME_OWN = "application/x-briefing-articles"


class PendingRow(QFrame):
    """One article on its way: what is being fetched, or why it failed and what can be done.

    Signals:
        arrived(Captured): the article is in the library.
        edit_wanted(str): the person wants to mend the pasted text.
    """

    arrived = Signal(object)
    edit_wanted = Signal(str)

    def __init__(
        self,
        label: str,
        start: Callable[[PendingRow, bool], Job],
        parent: QWidget,
        *,
        text: str = "",
        name: str = "",
    ) -> None:
        """Make the row and start its job.

        Args:
            start: starts the job for this row; the flag says that a private address is fine.
            text: the pasted text, which Edit brings back.
            name: the name of a file, which says which of several failed.
        """
        super().__init__(parent)
        self._start, self._text, self._label, self._name = start, text, label, name
        self._private = False
        self.setProperty("role", "card")
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._again = self._button(self.tr("Try again"), self._retry)
        self._edit = self._button(self.tr("Edit text"), self._mend)
        self._away = self._button(self.tr("Cancel"), self._dismiss)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self._again, self._edit, self._away):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self._job = self._begin()

    def _button(self, text: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", "link")
        button.clicked.connect(slot)
        return button

    def _begin(self) -> Job:
        self._paint("label", self._label)
        self._again.hide()
        self._edit.hide()
        self._away.setText(self.tr("Cancel"))
        return self._start(self, self._private)

    @property
    def sentence(self) -> str:
        """What the row says."""
        return self._words.text()

    def done(self, captured: Captured) -> None:
        """The article is there."""
        self.arrived.emit(captured)
        self.hide()
        self.deleteLater()

    def failed(self, error: BriefingError) -> None:
        """Say why it failed and offer what can be done."""
        if isinstance(error, Cancelled):
            self.hide()
            self.deleteLater()
            return
        reason = str(error)
        named = self._name and self._name not in reason
        self._paint("error", self.tr("%1: %2").replace("%1", self._name).replace("%2", reason) if named else reason)
        self._private = isinstance(error, PrivateAddressError)
        self._again.setText(self.tr("Fetch it anyway") if self._private else self.tr("Try again"))
        self._again.setVisible(not self._text)
        self._edit.setVisible(bool(self._text))
        self._away.setText(self.tr("Dismiss"))

    def _paint(self, role: str, words: str) -> None:
        self._words.setProperty("role", role)
        self._words.setText(words)
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)

    @Slot()
    def _retry(self) -> None:
        self._job = self._begin()

    @Slot()
    def _mend(self) -> None:
        self.edit_wanted.emit(self._text)
        self.hide()
        self.deleteLater()

    @Slot()
    def _dismiss(self) -> None:
        self._job.cancel()
        self.hide()
        self.deleteLater()


class Captures(QScrollArea):
    """Takes addresses, texts and files, from wherever they come. Many rows scroll: the list below keeps half the room.

    Signals:
        captured(Captured): an article has arrived.
        edit_wanted(str): a pasted text could not become an article; the person wants to mend it.
        receipt_wanted(Receipt): show what became of each of many.
    """

    captured = Signal(object)
    edit_wanted = Signal(str)
    receipt_wanted = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._inner = QWidget(self)
        self._inner.setProperty("role", "plain")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in filter(None, (self._inner, parent)):
            widget.installEventFilter(self)

    def sizeHint(self) -> QSize:
        width = self.viewport().width()
        wanted = self._column.heightForWidth(width) if self._column.hasHeightForWidth() else 0
        pane = self.parentWidget()
        return QSize(width, min(wanted, pane.height() // 2 if pane is not None else wanted))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        about_rows = watched is self._inner and event.type() == QEvent.Type.LayoutRequest
        if about_rows or (watched is self.parentWidget() and event.type() == QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def add_url(self, url: str, allow_private: bool = False) -> None:
        """Fetch a page."""
        url = url.strip()
        label = self.tr("Fetching %1 …").replace("%1", host_of(url) or url)

        def start(row: PendingRow, private: bool) -> Job:
            return self._jobs.run(
                label, "capture.capture_url", url, allow_private=allow_private or private,
                done=row.done, failed=row.failed,
            )  # fmt: skip

        self._add(label, start)

    def add_file(self, path: Path) -> None:
        """Read a file of this computer."""
        label = self.tr("Reading %1 …").replace("%1", path.name)

        def start(row: PendingRow, _private: bool) -> Job:
            return self._jobs.run(label, "capture.capture_file", path, done=row.done, failed=row.failed)

        self._add(label, start, name=path.name)

    def add_text(self, text: str, html: str = "") -> None:
        """Make an article of pasted text. A short write, so that closing the window right now loses nothing."""
        label = self.tr("Reading the pasted text …")

        def start(row: PendingRow, _private: bool) -> Job:
            return self._jobs.write("capture.capture_text", text, html, done=row.done, failed=row.failed, name=label)

        self._add(label, start, text=text)

    def add_sources(self, sources: Iterable[str | Path]) -> None:
        """Take addresses (`str`), files and folders (`Path`) of one gesture; a receipt says what became of several."""
        found = list(sources)
        first = found[0] if len(found) == 1 else None
        if isinstance(first, str):
            self.add_url(first)
        elif first is not None and not first.is_dir():
            self.add_file(first)
        elif found:
            self._add_many("bulk.capture_many", found)

    def add_again(self, sources: Sequence[str], allow_private: bool) -> None:
        """Try addresses and paths once more; now also those of the local network, if the person agreed."""
        for row in self.findChildren(BatchRow):
            if row.is_over:
                row.leave()  # its receipt is being worked off
        self._add_many("bulk.capture_many", list(sources), allow_private=allow_private)

    def add_list(self, text: str) -> None:
        """Fetch the pages that a list names, one a line, with titles or without."""
        self._add_many("bulk.capture_list", text)

    def take(self, data: QMimeData) -> bool:
        """Take what was pasted or dropped: files, one or more addresses, or text. False when it holds none."""
        if data.hasFormat(MIME_OWN):
            return False
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.add_sources(files)
            return True
        addresses = [url.toString() for url in data.urls() if is_web_url(url.toString())]
        text = data.text().strip()
        if lists_pages(text) and not addresses_in(text):
            self.add_list(text)
            return True
        addresses = addresses_in(text) or ([] if text and data.hasHtml() and not data.hasUrls() else addresses)
        if addresses:
            self.add_sources(addresses)
            return True
        if not text and not data.hasHtml():
            return False
        self.add_text(text, data.html() if data.hasHtml() else "")
        return True

    def _add_many(self, verb: str, what: Any, *, allow_private: bool = False) -> None:
        row = BatchRow(self._jobs, verb, what, self._inner, allow_private=allow_private)
        row.receipt_wanted.connect(self.receipt_wanted)
        self._column.insertWidget(0, row)

    def _add(self, label: str, start: Any, *, text: str = "", name: str = "") -> None:
        row = PendingRow(label, start, self._inner, text=text, name=name)
        row.arrived.connect(self.captured)
        row.edit_wanted.connect(self.edit_wanted)
        self._column.insertWidget(0, row)


def takes(data: QMimeData) -> bool:
    """Whether `Captures.take` could make something of what is dragged over the window."""
    return not data.hasFormat(MIME_OWN) and (data.hasUrls() or data.hasText() or data.hasHtml())


def addresses_in(text: str) -> list[str]:
    """The web addresses of a text that holds nothing else, one a line or separated by spaces; else none."""
    words = text.split()
    return words if words and len(words) <= 50 and all(map(is_web_url, words)) else []
