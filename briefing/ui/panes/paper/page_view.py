"""The pages of a PDF one below the other. While a new file comes, the last good pages stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfLink, QPdfPageRenderer
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from briefing.ui.panes.paper.pdf_file import PdfFile
from briefing.ui.theme import Theme

MARGIN, GAP = 20, 16
KEPT = 16
"""Pages kept as pictures; about 6 MB each on a large screen."""

POINTS_PER_INCH = 72
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
WHITE = Qt.GlobalColor.white  # paper stays white when the window is dark


class PageView(QAbstractScrollArea):
    """Shows a `PdfFile`; keeps its place and zoom when a newer version of it comes.

    Pages are drawn by Qt's own PDF thread, the ones in sight first; until a page is there, its last picture stands in.

    Signals:
        page_changed(int): another page is in the middle now, from 0.
        zoom_changed(): the zoom or its mode may be another one.
    """

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._file: PdfFile | None = None
        self._pictures: dict[int, QImage] = {}
        self._fresh: dict[int, QSize] = {}
        self._asked: dict[int, tuple[int, QSize]] = {}
        self._tops: list[float] = []
        self._zoom = 0.0  # 0 fits the width
        self._page = 0
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._rendered)
        self.setAccessibleName(self.tr("Pages of the briefing"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.changed.connect(self.viewport().update)

    @property
    def page_count(self) -> int:
        """Pages of the file; 0 without one."""
        return len(self._file.sizes) if self._file else 0

    @property
    def page(self) -> int:
        """The page in the middle, from 0."""
        return self._page

    @property
    def fits_width(self) -> bool:
        """Whether pages are as wide as the view."""
        return self._zoom == 0.0

    @property
    def zoom(self) -> float:
        """The size of the pages as a share of their printed size."""
        return self._scale() * POINTS_PER_INCH / self.logicalDpiX()

    def is_sharp(self) -> bool:
        """Whether every page in sight shows the file, and no picture of an older one."""
        return all(self._fresh.get(page) == self._pixels(page) for page in self._in_sight())

    def show_file(self, file: PdfFile | None) -> None:
        """Show another file, or a newer version of this one, at the same place."""
        place = self._place()
        old, self._file = self._file, file
        if file is not None:
            self._renderer.setDocument(file.document)  # waits for the page that is being drawn, if any
        if file is None:
            self._pictures.clear()
            self._renderer.setDocument(QPdfDocument(self))
        if old is not None:
            old.deleteLater()
        self._fresh.clear()
        self._asked.clear()
        self._lay_out()
        self._go_to_place(place)
        self._scrolled()
        self.viewport().update()

    def go_to(self, page: int, down: float = 0.0) -> None:
        """Bring a page to the top of the view, or the place `down` points below its upper edge."""
        if 0 <= page < self.page_count:
            self.verticalScrollBar().setValue(round(self._tops[page] + down * self._scale() - GAP))

    @Slot()
    def fit_width(self) -> None:
        """Make pages as wide as the view, now and after every resize."""
        self._set_zoom(0.0)

    @Slot()
    def zoom_in(self) -> None:
        """Make pages larger by a step."""
        self._set_zoom(next((z for z in ZOOMS if z > self.zoom * 1.02), ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """Make pages smaller by a step."""
        self._set_zoom(next((z for z in reversed(ZOOMS) if z < self.zoom * 0.98), ZOOMS[0]))

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), tokens.sunken)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_sight():
            box = self._box(page)
            painter.fillRect(box, WHITE)
            if picture := self._pictures.get(page):
                painter.drawImage(box, picture)
            painter.setPen(QPen(tokens.rule, 1))
            painter.drawRect(QRectF(box).adjusted(-0.5, -0.5, 0.5, 0.5))
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self._place()
        super().resizeEvent(event)
        self._lay_out()
        self._go_to_place(place)
        self.zoom_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(self.page_count - 1),
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit_width,
        }
        if act := keys.get(Qt.Key(event.key())):
            act()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        link = self._link_at(event.position())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not (link := self._link_at(event.position())):
            return
        if link.url().scheme() in ("http", "https", "mailto"):
            QDesktopServices.openUrl(link.url())
        elif link.page() >= 0:
            self.go_to(link.page(), max(0.0, link.location().y()))

    # Layout: tops are in pixels from the top of the whole

    def _scale(self) -> float:
        """Pixels for a point."""
        if self._zoom:
            return self._zoom * self.logicalDpiX() / POINTS_PER_INCH
        widest = max((size.width() for size in self._file.sizes), default=595.0) if self._file else 595.0
        return max(0.1, (self.viewport().width() - 2 * MARGIN) / widest)

    def _lay_out(self) -> None:
        scale, top = self._scale(), float(GAP)
        self._tops = []
        sizes = self._file.sizes if self._file else []
        for size in sizes:
            self._tops.append(top)
            top += round(size.height() * scale) + GAP
        widest = max((size.width() * scale for size in sizes), default=0.0)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(self.viewport().height())
        down.setSingleStep(40)
        down.setRange(0, max(0, round(top) - self.viewport().height()))
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, round(widest) + 2 * MARGIN - self.viewport().width()))

    def _box(self, page: int) -> QRect:
        """Where a page is in the viewport now."""
        assert self._file is not None  # only asked for pages of a file
        size: QSizeF = self._file.sizes[page] * self._scale()
        room = self.viewport().width()
        left = max((room - size.width()) / 2, MARGIN) - self.horizontalScrollBar().value()
        top = self._tops[page] - self.verticalScrollBar().value()
        return QRect(round(left), round(top), round(size.width()), round(size.height()))

    def _in_sight(self) -> list[int]:
        whole = self.viewport().rect()
        return [page for page in range(self.page_count) if self._box(page).intersects(whole)]

    def _place(self) -> tuple[int, float] | None:
        """The page at the upper edge and how much of it is above, as a share of its height; None without pages."""
        for page in range(self.page_count):
            box = self._box(page)
            if box.bottom() >= 0 and box.height():
                return page, -box.top() / box.height()
        return None

    def _go_to_place(self, place: tuple[int, float] | None) -> None:
        if place is None:
            self.verticalScrollBar().setValue(0)
        elif self.page_count:
            page = min(place[0], self.page_count - 1)
            share = place[1] if page == place[0] else 0.0
            self.verticalScrollBar().setValue(round(self._tops[page] + share * self._box(page).height()))

    def _set_zoom(self, zoom: float) -> None:
        if zoom != self._zoom:
            place = self._place()
            self._zoom = zoom
            self._lay_out()
            self._go_to_place(place)
            self.viewport().update()
            self.zoom_changed.emit()

    def _link_at(self, position: QPointF) -> QPdfLink | None:
        for page in self._in_sight():
            box = self._box(page)
            if self._file is not None and box.contains(position.toPoint()):
                link = self._file.link_at(page, (position - QPointF(box.topLeft())) / self._scale())
                return link if link.isValid() else None
        return None

    # Pictures

    def _pixels(self, page: int) -> QSize:
        return self._box(page).size() * self.devicePixelRatioF()

    def _ask(self) -> None:
        """Have the pages in sight drawn, then their neighbours; not again what is on its way."""
        sight = self._in_sight()
        around = [page for page in (sight[-1] + 1, sight[0] - 1) if 0 <= page < self.page_count] if sight else []
        for page in (*sight, *around):
            wanted = self._pixels(page)
            if self._fresh.get(page) != wanted and self._asked.get(page, (0, QSize()))[1] != wanted:
                number = self._renderer.requestPage(page, wanted, QPdfDocumentRenderOptions())
                self._asked[page] = (number, wanted)

    @Slot(int, QSize, QImage, QPdfDocumentRenderOptions, int)
    def _rendered(self, page: int, size: QSize, image: QImage, _options: object, number: int) -> None:
        if self._asked.get(page, (-1, QSize()))[0] != number or image.isNull():
            return  # of an older file or another zoom
        del self._asked[page]
        self._pictures.pop(page, None)
        self._pictures[page] = image
        self._fresh[page] = size
        for old in list(self._pictures)[: max(0, len(self._pictures) - KEPT)]:
            self._fresh.pop(old, None)
            del self._pictures[old]
        self.viewport().update()

    @Slot()
    def _scrolled(self) -> None:
        middle = self.viewport().height() / 2
        pages = [page for page in range(self.page_count) if self._box(page).top() <= middle]
        page = pages[-1] if pages else 0
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()
