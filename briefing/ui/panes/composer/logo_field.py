"""The logo on the front page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from briefing.domain.errors import BriefingError, InvalidInputError
from briefing.ui.jobs import Jobs, Progress

LARGEST = 5 * 1024 * 1024
"""Bytes a logo may have; it is kept in the library and set into every export."""

FORMATS = {b"png", b"jpeg", b"svg"}
PREVIEW = QSize(160, 44)


class LogoField(QWidget):
    """The logo, shown on white as it prints, with buttons to choose another or none. An image file can be dropped.

    Signals:
        chosen(bytes): another logo; empty for none.
        refused(str): why a file cannot be the logo; "" when one was taken.
    """

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._body = b""
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.picture = QLabel(self)
        self.picture.setProperty("role", "logo")
        self.picture.setAccessibleName(self.tr("Logo"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_button = QPushButton(self.tr("Choose image…"), self)
        self.choose_button.clicked.connect(self.choose)
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.remove_button.setAccessibleName(self.tr("Remove the logo"))
        self.remove_button.setProperty("role", "quiet")
        self.remove_button.clicked.connect(self.remove)
        for widget in (self.picture, self.choose_button, self.remove_button):
            row.addWidget(widget)
        row.addStretch(1)
        self.set_logo(b"")

    def set_logo(self, body: bytes) -> None:
        """Show a logo of the library; empty bytes for none."""
        if body != self._body or not body:
            self._body = body
            self.picture.setPixmap(_preview(body, self.devicePixelRatioF()) if body else QPixmap())
        self.picture.setVisible(bool(body))
        self.remove_button.setVisible(bool(body))

    @Slot()
    def choose(self) -> None:
        """Ask for an image file."""
        kinds = self.tr("Images (*.png *.jpg *.jpeg *.svg)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a logo"), "", kinds)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Make an image file the logo."""
        work = partial(read_logo, path)
        self._jobs.run(self.tr("Reading the logo"), work, done=self._take, failed=self._refuse, key="composer.logo")

    @Slot()
    def remove(self) -> None:
        """Print no logo."""
        self.choose_button.setFocus()
        self._take(b"")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take_file(Path(files[0]))

    def _take(self, body: bytes) -> None:
        self.refused.emit("")
        self.set_logo(body)
        self.chosen.emit(body)

    def _refuse(self, error: BriefingError) -> None:
        self.refused.emit(str(error))


def read_logo(path: Path, _progress: Progress | None = None) -> bytes:
    """The bytes of an image file that can be a logo. Runs in a worker thread.

    Raises:
        InvalidInputError: it cannot be read, is too large, or is no PNG, JPEG or SVG image.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InvalidInputError(f"“{path.name}” is larger than 5 MB. Choose a smaller image.")
        body = path.read_bytes()
    except OSError as error:
        raise InvalidInputError(f"“{path.name}” could not be read: {error.strerror}.") from error
    reader, _buffer = _reader(body)
    if bytes(reader.format().data()) not in FORMATS or not reader.canRead():
        raise InvalidInputError(f"“{path.name}” is not a PNG, JPEG or SVG image. Choose another file.")
    return body


def _reader(body: bytes) -> tuple[QImageReader, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(body))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    return reader, buffer


def _preview(body: bytes, ratio: float) -> QPixmap:
    reader, _buffer = _reader(body)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(PREVIEW * ratio, Qt.AspectRatioMode.KeepAspectRatio))
    pixmap = QPixmap.fromImage(reader.read())
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
