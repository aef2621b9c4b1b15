"""How sure the writer is of the basis, as a chip that opens the choice with its definitions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from briefing.domain.annotations import Confidence
from briefing.ui.panes.reading.meanings import confidence_help, confidence_labels


class ConfidenceChooser(QToolButton):
    """A quiet chip.

    Signals:
        chosen(Confidence): another confidence was chosen.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.confidence = Confidence.UNSTATED
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._choose)
        self.setMenu(menu)
        self.set_confidence(self.confidence)

    def set_confidence(self, confidence: Confidence) -> None:
        """Show a confidence."""
        self.confidence = confidence
        unstated = confidence is Confidence.UNSTATED
        self.setText(self.tr("Confidence") if unstated else confidence_labels()[confidence])
        self.setAccessibleName(confidence_labels()[confidence])
        self.setToolTip(self.tr("How sure are you of the basis?") if unstated else confidence_help()[confidence])

    @Slot()
    def _fill(self) -> None:
        menu = self.menu()
        if menu.actions():
            return
        meanings = confidence_help()
        for confidence, label in confidence_labels().items():
            action = menu.addAction(label)
            action.setData(confidence)
            action.setToolTip(meanings[confidence])

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        confidence = Confidence(action.data())
        if confidence is not self.confidence:
            self.set_confidence(confidence)
            self.chosen.emit(confidence)
