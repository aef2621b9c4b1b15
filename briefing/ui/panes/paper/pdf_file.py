"""A PDF in memory, opened for looking at."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QSizeF
from PySide6.QtPdf import QPdfDocument, QPdfLink, QPdfLinkModel


class PdfFile(QObject):
    """The pages of a PDF. Keeps the bytes alive as long as Qt may read them.

    Attributes:
        sizes: width and height of each page in points. A briefing is printed on one kind of paper, so the first page
            speaks for all: asking Qt for the size of a page takes it more than half a millisecond.
    """

    def __init__(self, body: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bytes = QByteArray(body)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)
        pages = self.document.pageCount()
        self.sizes: list[QSizeF] = [self.document.pagePointSize(0)] * pages if pages > 0 else []
        self._links: QPdfLinkModel | None = None

    def link_at(self, page: int, point: QPointF) -> QPdfLink:
        """The link at a place on a page, in points from its top left corner; it may be invalid."""
        if self._links is None:
            self._links = QPdfLinkModel(self)
            self._links.setDocument(self.document)
        self._links.setPage(page)
        return self._links.linkAt(point)
