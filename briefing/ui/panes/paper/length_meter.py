"""How long the printed briefing is."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from briefing.domain.text import reading_minutes
from briefing.ui.panes.paper.pdf_file import PdfFile


class LengthMeter(QLabel):
    """ "4 pages · 812 words · 4 min to read", counted from the pages themselves, one a turn of the event loop.

    Signals:
        measured(int, int, int): pages, words, minutes.
    """

    measured = Signal(int, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hint")
        self._file: PdfFile | None = None
        self._page = 0
        self._words = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._count_page)

    def measure(self, file: PdfFile | None) -> None:
        """Count a file; the last figures stay until then."""
        self._file, self._page, self._words = file, 0, 0
        if file is None:
            self._timer.stop()
            self.clear()
        else:
            self._timer.start()

    @Slot()
    def _count_page(self) -> None:
        assert self._file is not None  # the timer runs only with one
        if self._page < len(self._file.sizes):
            self._words += self._file.words_on(self._page)
            self._page += 1
            return
        self._timer.stop()
        minutes = reading_minutes(self._words)
        pages = self.tr("1 page") if self._page == 1 else self.tr("{n} pages").format(n=self._page)
        words = self.tr("{n} words").format(n=f"{self._words:,}".replace(",", "\u202f"))
        self.setText(" · ".join((pages, words, self.tr("{n} min to read").format(n=minutes))))
        self.measured.emit(self._page, self._words, minutes)
