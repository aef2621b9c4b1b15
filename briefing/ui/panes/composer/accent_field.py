"""The brand's colour."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QColorDialog, QHBoxLayout, QLineEdit, QWidget

from briefing.ui.theme import Theme, contrast

PRESETS = {
    "#1F4E8C": "Blue",
    "#2C7A57": "Green",
    "#8A5A00": "Ochre",
    "#A63A2B": "Red",
    "#6A3FA0": "Violet",
    "#1B1D21": "Black",
}
READABLE = 3.0
"""Large text and rules need this contrast on white paper (WCAG 2.2, 1.4.11)."""


class _Swatch(QAbstractButton):
    """A disc of one colour with a ring around it when it is chosen."""

    def __init__(self, colour: str, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour, self._theme = QColor(colour), theme
        self.setCheckable(True)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFixedSize(24, 24)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        painter.setPen(QPen(self._theme.tokens.ink3 if self._theme.tokens.dark else self._theme.tokens.rule, 1))
        painter.setBrush(self._colour)
        painter.drawEllipse(middle, 7.5, 7.5)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            ring = self._theme.tokens.accent if self.hasFocus() else self._theme.tokens.ink2
            painter.setPen(QPen(ring, 2 if self.isChecked() or self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class AccentField(QWidget):
    """Some colours to pick, a field for the brand's own "#rrggbb", and the system's colour dialog.

    Signals:
        chosen(str): another colour, "#RRGGBB".
        remarked(str): why a colour cannot be used or will print badly; "" when all is well.
    """

    chosen = Signal(str)
    remarked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._group = QButtonGroup(self)
        self._swatches: dict[str, _Swatch] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for colour, name in PRESETS.items():
            swatch = _Swatch(colour, self.tr("Accent colour: {name}").format(name=self.tr(name)), theme, self)
            self._swatches[colour] = swatch
            self._group.addButton(swatch)
            row.addWidget(swatch)
        row.addSpacing(8)
        self.text = QLineEdit(self)
        self.text.setAccessibleName(self.tr("Accent colour as a code such as #1F4E8C"))
        self.text.setFixedWidth(80)
        self.text.setMaxLength(7)
        row.addWidget(self.text)
        row.addStretch(1)
        self._group.buttonClicked.connect(self._pick)
        self.text.editingFinished.connect(self._commit)

    def set_colour(self, colour: str) -> None:
        """Show a colour of the library."""
        self._value = colour.upper()
        if not self.text.hasFocus() or not self.text.isModified():
            self.text.setText(self._value)
        self._group.setExclusive(False)
        for known, swatch in self._swatches.items():
            swatch.setChecked(known == self._value)
        self._group.setExclusive(True)
        self._remark()

    @Slot()
    def choose_other(self) -> None:
        """Ask the colour dialog for any colour."""
        colour = QColorDialog.getColor(QColor(self._value), self, self.tr("Accent colour"))
        if colour.isValid():
            self._choose(colour.name().upper())

    @Slot(QAbstractButton)
    def _pick(self, button: QAbstractButton) -> None:
        self._choose(next(colour for colour, swatch in self._swatches.items() if swatch is button))

    @Slot()
    def _commit(self) -> None:
        text = self.text.text().strip().upper()
        text = text if text.startswith("#") else f"#{text}"
        if re.fullmatch(r"#[0-9A-F]{6}", text):
            self._choose(text)
        else:
            self.remarked.emit(self.tr("Write the colour as # and six digits or letters A to F, such as #1F4E8C."))

    def _choose(self, colour: str) -> None:
        changed = colour != self._value
        self.text.setModified(False)
        self.set_colour(colour)
        if changed:
            self.chosen.emit(colour)

    def _remark(self) -> None:
        pale = contrast(QColor(self._value), QColor("#FFFFFF")) < READABLE
        self.remarked.emit(self.tr("Pale on white paper: a darker colour reads better.") if pale else "")
