"""The bar above the preview: where one is, how large it is, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from briefing.ui.theme import Theme

ROOM_FOR_SIZE, ROOM_FOR_TURNING, ROOM_FOR_FIT, NARROWEST = 410, 350, 280, 230
"""Pixels from which the bar shows the size of the pages and the buttons to turn them (the keyboard always can)."""


class PreviewBar(QWidget):
    """Page by page, smaller, larger, as wide as the pane; export.

    Signals:
        turned(int): go to this page, from 0.
    """

    turned = Signal(int)

    def __init__(self, theme: Theme, export: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page = 0
        self.back = self._button("caret-up", self.tr("Page before"))
        self.on = self._button("caret-down", self.tr("Next page"))
        self.place = QLabel(self)
        self.place.setProperty("role", "label")
        self.smaller = self._button("minus", self.tr("Smaller pages"))
        self.larger = self._button("plus", self.tr("Larger pages"))
        self.size_label = QLabel(self)
        self.size_label.setProperty("role", "label")
        self.size_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fit = self._button("arrows-out-line-horizontal", self.tr("As wide as the pane"))
        self.fit.setCheckable(True)
        self._action = export
        self.export = QPushButton(self.tr("Export PDF"), self)
        self.export.setProperty("role", "primary")
        self.export.setToolTip(export.toolTip())
        self.export.clicked.connect(export.trigger)
        export.enabledChanged.connect(self.export.setEnabled)
        self.export.setEnabled(export.isEnabled())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(2)
        for widget in (self.back, self.place, self.on):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.smaller, self.size_label, self.larger, self.fit):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self.export)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.back.clicked.connect(self._turn_back)
        self.on.clicked.connect(self._turn_on)
        theme.changed.connect(self._set_look)
        self._set_look()
        self.show_place(0, 0, 1.0, True)

    def show_place(self, page: int, pages: int, zoom: float, fits_width: bool) -> None:
        """Show where the pages stand."""
        self._page = page
        self.place.setText(self.tr("{n} of {all}").format(n=page + 1, all=pages) if pages else "")
        self.size_label.setText(f"{round(zoom * 100)} %" if pages else "")
        self.fit.setChecked(fits_width)
        for widget in (self.back, self.on, self.smaller, self.larger, self.fit):
            widget.setEnabled(pages > 0)
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page + 1 < pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self.size_label.setVisible(width >= ROOM_FOR_SIZE)
        self.fit.setVisible(width >= ROOM_FOR_FIT)
        for button in (self.back, self.on):
            button.setVisible(width >= ROOM_FOR_TURNING)

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(16, 16))
        return button

    @Slot()
    def _turn_back(self) -> None:
        self.turned.emit(self._page - 1)

    @Slot()
    def _turn_on(self) -> None:
        self.turned.emit(self._page + 1)

    @Slot()
    def _set_look(self) -> None:
        for button in (self.back, self.on, self.smaller, self.larger, self.fit):
            button.setIcon(self._theme.icon(button.objectName()))
        self.size_label.setFixedWidth(self.size_label.fontMetrics().horizontalAdvance("1000 %"))
