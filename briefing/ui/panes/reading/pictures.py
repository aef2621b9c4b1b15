"""The pictures of an article: read from the library one by one, made smaller in a worker thread, shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize
from PySide6.QtGui import QImage, QImageReader

from briefing.domain.errors import BriefingError
from briefing.ui.article_document import GUTTER
from briefing.ui.jobs import Jobs, Progress
from briefing.ui.panes.reading.article_view import ArticleView

KEPT = 24
"""How many decoded pictures of the open article are kept for a change of size or theme."""


class PictureLoader(QObject):
    """Fills the pictures of the page in, from the top, while the person already reads."""

    def __init__(self, jobs: Jobs, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._view = jobs, view
        self._waiting: list[str] = []
        self._now = ""
        self._images: dict[str, QImage] = {}

    def forget(self) -> None:
        """Another article comes."""
        self._images.clear()
        self._waiting.clear()

    def load(self) -> None:
        """Show the pictures of the page, those that are known at once."""
        shown = self._view.shown
        wanted = list(dict.fromkeys(spot.sha256 for spot in shown.pictures)) if shown else []
        for sha256 in wanted:
            if sha256 in self._images:
                self._place(sha256, self._images[sha256])
        self._waiting = [sha256 for sha256 in wanted if sha256 not in self._images]
        if not self._now:
            self._next()

    def _next(self) -> None:
        self._now = self._waiting.pop(0) if self._waiting else ""
        if self._now:
            self._jobs.read("browse.picture", self._now, done=self._take_bytes, failed=self._skip)

    def _take_bytes(self, body: bytes | None) -> None:
        if body is None:
            self._next()
            return
        width = round((self._view.viewport().width() - 2 * GUTTER) * self._view.devicePixelRatio())
        self._jobs.run(
            self.tr("Opening a picture"),
            partial(decode, body, max(320, width)),
            done=self._take_image,
            failed=self._skip,
        )

    def _take_image(self, image: QImage | None) -> None:
        if image is not None:
            image.setDevicePixelRatio(self._view.devicePixelRatio())
            while len(self._images) >= KEPT:
                self._images.pop(next(iter(self._images)))
            self._images[self._now] = image
            self._place(self._now, image)
        self._next()

    def _skip(self, error: BriefingError) -> None:
        self._next()

    def _place(self, sha256: str, image: QImage) -> None:
        shown = self._view.shown
        if shown is None:
            return
        anchor = self._view.top_anchor()
        shown.place_picture(sha256, image, self._view.viewport().width() - 2 * GUTTER - 2)
        self._view.restore_anchor(anchor)


def decode(body: bytes, width: int, progress: Progress) -> QImage | None:
    """The picture in `body`, at most `width` pixels wide; None when it is no picture. Runs in a worker thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(body))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() > width:
        reader.setScaledSize(QSize(width, max(1, round(size.height() * width / size.width()))))
    image = reader.read()
    if image.isNull():
        return None
    return image if image.width() <= width else image.scaledToWidth(width)
