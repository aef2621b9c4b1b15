"""A date that is typed or picked from a calendar."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from briefing.ui.theme import Theme


class DateField(QLineEdit):
    """A date as the person writes dates; the library keeps ISO 8601. Up and Down step by a day.

    Signals:
        chosen(str): another valid date, ISO 8601, or "" for none.
        refused(str): why what stands here is not a date; "" when it is one again.
    """

    chosen = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._iso = ""
        self._calendar: QWidget | None = None
        self.setPlaceholderText(self.tr("No date"))
        self._open = QAction(self.tr("Open the calendar"), self)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._commit)
        theme.changed.connect(self._load_icon)
        self._load_icon()

    @property
    def iso(self) -> str:
        """The date, ISO 8601; "" for none."""
        return self._iso

    def set_iso(self, iso: str) -> None:
        """Show a date of the library. What is being typed stays."""
        if iso == self._iso and self.text():
            return
        if self.isModified() and self.hasFocus():
            return
        self._iso = iso
        self.setText(_shown(iso))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif step is not None and (date := parse(self.text())) is not None:
            self._choose(date.addDays(step))
        else:
            super().keyPressEvent(event)

    @Slot()
    def open_calendar(self) -> None:
        """Drop down a month to pick from; Escape closes it."""
        if self._calendar is None:
            self._calendar = self._make_calendar()
        calendar = self._calendar.findChild(QCalendarWidget)
        assert calendar is not None  # made just above
        calendar.setSelectedDate(parse(self.text()) or QDate.currentDate())
        self._calendar.adjustSize()
        place = self.mapToGlobal(QPoint(0, self.height() + 4))
        screen = self.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self._calendar.width())))
        if place.y() + self._calendar.height() > screen.bottom():
            place = self.mapToGlobal(QPoint(0, -self._calendar.height() - 4))
        self._calendar.move(place)
        self._calendar.show()
        calendar.setFocus()

    def _make_calendar(self) -> QWidget:
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setProperty("role", "popup")
        column = QVBoxLayout(popup)
        column.setContentsMargins(8, 8, 8, 8)
        calendar = QCalendarWidget(popup)
        calendar.setAccessibleName(self.tr("Calendar"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        column.addWidget(calendar)
        return popup

    @Slot(QDate)
    def _picked(self, date: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self._choose(date)

    @Slot()
    def _commit(self) -> None:
        text = self.text().strip()
        if text == _shown(self._iso):
            self.refused.emit("")
            return
        date = parse(text)
        if text and date is None:
            self.refused.emit(self.tr("This is not a date. Write it as 2026-06-12 or pick it from the calendar."))
            return
        self._choose(date)

    def _choose(self, date: QDate | None) -> None:
        iso = date.toString(Qt.DateFormat.ISODate) if date is not None else ""
        self.setText(_shown(iso))
        self.refused.emit("")
        if iso != self._iso:
            self._iso = iso
            self.chosen.emit(iso)

    @Slot()
    def _load_icon(self) -> None:
        self._open.setIcon(self._theme.icon("calendar-blank"))


def parse(text: str) -> QDate | None:
    """The date that `text` means: ISO 8601 or one of the locale's own ways, with or without the year."""
    locale = QLocale()
    written = text.strip()
    formats = ["yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy", "MMMM d, yyyy", "MMM d, yyyy", "d.M.yyyy"]
    formats += [locale.dateFormat(kind) for kind in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)]
    for pattern in formats:
        for language in (locale, QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)):
            date = language.toDate(written, pattern, 2000)
            if date.isValid():
                return date
    return None


def _shown(iso: str) -> str:
    date = QDate.fromString(iso[:10], Qt.DateFormat.ISODate)
    return QLocale().toString(date, "d MMMM yyyy") if date.isValid() else iso
