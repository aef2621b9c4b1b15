"""The passages that a takeaway rests on, as numbered chips."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from briefing.domain.annotations import Highlight, HighlightId
from briefing.ui.panes.reading.flow_layout import FlowLayout
from briefing.ui.panes.reading.meanings import plain_tip
from briefing.ui.theme import Theme


class EvidenceRow(QWidget):
    """Chips in the order of citation; a chip shows its passage, Delete takes it off.

    Signals:
        shown(HighlightId): show the passage.
        changed(tuple[HighlightId, ...]): the evidence is this now.
        add_wanted(): add the highlights that are selected.
    """

    shown = Signal(object)
    changed = Signal(object)
    add_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._needed = False
        self.evidence: tuple[HighlightId, ...] = ()
        self.chips: list[_Chip] = []
        self._flow = FlowLayout(self, 4)
        self._label = QLabel(self)
        self._label.setProperty("role", "hint")
        self.add_button = QToolButton(self)
        self.add_button.setProperty("role", "chip")
        self.add_button.clicked.connect(self.add_wanted)
        self._flow.addWidget(self._label)
        self._flow.addWidget(self.add_button)
        self.set_selected(())

    def show_evidence(
        self,
        evidence: tuple[HighlightId, ...],
        highlights: Mapping[HighlightId, Highlight],
        pages: Mapping[HighlightId, int],
        orphans: Collection[HighlightId] = (),
    ) -> None:
        """Show these passages, numbered from 1, each with its page where the original has pages.

        Args:
            orphans: those that stand in another text than the one that the article shows.
        """
        while len(self.chips) > len(evidence):
            chip = self.chips.pop()
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        while len(self.chips) < len(evidence):
            chip = _Chip(self)
            chip.clicked.connect(self._show)
            chip.removed.connect(self._remove)
            self._flow.insertWidget(1 + len(self.chips), chip)
            chip.show()
            self.chips.append(chip)
        self.evidence = evidence
        for number, (chip, highlight_id) in enumerate(zip(self.chips, evidence, strict=True), 1):
            quote = highlights[highlight_id].quote if highlight_id in highlights else ""
            chip.setToolTip(plain_tip(f"“{quote}”"))
            chip.set_orphan(highlight_id in orphans)
            if highlight_id in orphans:
                chip.setText(self.tr("{n} · older text").format(n=number))
                name = self.tr("Passage {n}, in an older text: {quote}")
                page = 0
            elif page := pages.get(highlight_id, 0):
                chip.setText(self.tr("{n} · p. {page}").format(n=number, page=page))
                name = self.tr("Passage {n}, page {page}: {quote}")
            else:
                chip.setText(str(number))
                name = self.tr("Passage {n}: {quote}")
            chip.setAccessibleName(name.format(n=number, page=page, quote=quote))
        self._say()

    def set_needed(self, needed: bool) -> None:
        """Say whether the kind of takeaway wants at least one passage (a fact does)."""
        self._needed = needed
        self._say()

    def set_selected(self, selected: tuple[HighlightId, ...]) -> None:
        """Offer to add the selected highlights that are not cited yet."""
        fresh = sum(1 for highlight_id in selected if highlight_id not in self.evidence)
        self.add_button.setVisible(bool(fresh))
        self.add_button.setText(
            self.tr("Add the highlight") if fresh == 1 else self.tr("Add {n} highlights").format(n=fresh)
        )
        self._flow.invalidate()
        self.updateGeometry()

    def _say(self) -> None:
        if self.evidence:
            self._label.setText(self.tr("Rests on"))
        else:
            self._label.setText(self.tr("Needs a passage") if self._needed else self.tr("No passage yet"))
        state = "warning" if self._needed and not self.evidence else ""
        if self._label.property("state") != state:
            self._label.setProperty("state", state)
            self._label.style().unpolish(self._label)
            self._label.style().polish(self._label)
        self._flow.invalidate()
        self.updateGeometry()

    @Slot()
    def _show(self) -> None:
        chip = self.sender()
        self.shown.emit(self.evidence[self.chips.index(chip)])  # type: ignore[arg-type]

    @Slot()
    def _remove(self) -> None:
        place = self.chips.index(self.sender())  # type: ignore[arg-type]
        self.changed.emit(self.evidence[:place] + self.evidence[place + 1 :])


class _Chip(QToolButton):
    """A number.

    Signals:
        removed(): Delete was pressed, or the menu asked for it.
    """

    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)

    def set_orphan(self, orphan: bool) -> None:
        """Show in the colour of a warning that the passage is not in the text any more."""
        state = "warning" if orphan else ""
        if (self.property("state") or "") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Show the passage"), self.click)
        menu.addAction(self.tr("Remove from the evidence") + "\tDel", self.removed.emit)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
