"""The kind of a takeaway as its label, which opens the list of all kinds with what each of them answers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from briefing.domain.annotations import FORMS, TakeawayKind
from briefing.ui.theme import Theme


class KindChooser(QToolButton):
    """Shows the label of a kind in its colour.

    Signals:
        chosen(TakeawayKind): another kind was chosen.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kind = TakeawayKind.FOR_YOU
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._choose)
        self.setMenu(menu)
        self.set_kind(self.kind)

    def set_kind(self, kind: TakeawayKind) -> None:
        """Show a kind."""
        self.kind = kind
        form = FORMS[kind]
        self.setText(form.label)
        self.setAccessibleName(self.tr("Kind: {label}").format(label=form.label))
        self.setToolTip(f"{form.question} {form.rule}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._label_font())
        return QSize(round(metrics.horizontalAdvance(self.text())) + 24, round(metrics.height()) + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.sunken)
            painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(self._label_font())
        painter.setPen(tokens.kinds[self.kind])
        room = box.adjusted(5, 0, -16, 0)
        label = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(room.width()) + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        x, y = box.right() - 12, box.center().y() - 1.5
        painter.setPen(QPen(tokens.ink3, 1.4))
        painter.drawPolyline([QPointF(x, y), QPointF(x + 3.5, y + 3.5), QPointF(x + 7, y)])

    def _label_font(self) -> QFont:
        return self._theme.sans(11.5, QFont.Weight.DemiBold)

    @Slot()
    def _fill(self) -> None:
        menu = self.menu()
        if menu.actions():
            return
        for kind, form in FORMS.items():
            action = menu.addAction(f"{form.label}\t{form.question}")
            action.setData(kind)
            action.setToolTip(form.rule)
            action.setStatusTip(form.rule)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        kind = TakeawayKind(action.data())
        if kind is not self.kind:
            self.set_kind(kind)
            self.chosen.emit(kind)
