"""A PDF in memory, opened for looking at."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QSizeF
from PySide6.QtPdf import QPdfDocument, QPdfLink, QPdfLinkModel

from briefing.domain.text import count_words


class PdfFile(QObject):
    """The pages of a PDF. Keeps the bytes alive as long as Qt may read them.

    Attributes:
        sizes: width and height of each page in points.
    """

    def __init__(self, body: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bytes = QByteArray(body)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)
        self.sizes: list[QSizeF] = [self.document.pagePointSize(page) for page in range(self.document.pageCount())]
        self._links: QPdfLinkModel | None = None

    def words_on(self, page: int) -> int:
        """The words printed on a page."""
        return count_words(self.document.getAllText(page).text())

    def link_at(self, page: int, point: QPointF) -> QPdfLink:
        """The link at a place on a page, in points from its top left corner; it may be invalid."""
        if self._links is None:
            self._links = QPdfLinkModel(self)
            self._links.setDocument(self.document)
        self._links.setPage(page)
        return self._links.linkAt(point)
