"""Which takeaways, or which quotes, an item prints, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from briefing.ui.panes.composer.candidate_row import Candidate, CandidateRow
from briefing.ui.theme import Theme


class CandidateField(QWidget):
    """A check list: the chosen ones first, in the order in which they print, then the others.

    Space chooses, the arrow keys walk, Alt with an arrow key moves.

    Signals:
        chosen(tuple[int, ...]): the ids to print now, in order.
    """

    chosen = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._theme = theme
        self._candidates: dict[int, Candidate] = {}
        self._chosen: tuple[int, ...] = ()
        self._rows: list[CandidateRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        theme.changed.connect(self._refresh)

    @property
    def rows(self) -> Sequence[CandidateRow]:
        """The rows in sight, in their order."""
        return self._rows

    def show_candidates(self, candidates: Sequence[Candidate], chosen: Sequence[int]) -> None:
        """Show what there is and what is chosen of it; ids that are not among `candidates` are left out."""
        self._candidates = {candidate.id: candidate for candidate in candidates}
        self._chosen = tuple(i for i in chosen if i in self._candidates)
        self._refresh()

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        # A check box would take the arrow keys to mean its neighbours among all fields of the form.
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        place = next((place for place, row in enumerate(self._rows) if box is row.box), None)
        if step is None or place is None:
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(self._rows[place].id, step)
        elif 0 <= place + step < len(self._rows):
            self._rows[place + step].box.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def event(self, event: QEvent) -> bool:
        # Alt+Up and Alt+Down move the row here, not the item in the outline.
        asks = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asks and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    @Slot(int, bool)
    def _toggle(self, candidate_id: int, chosen: bool) -> None:
        others = tuple(i for i in self._chosen if i != candidate_id)
        self._choose((*others, candidate_id) if chosen else others, candidate_id)

    @Slot(int, int)
    def _move(self, candidate_id: int, step: int) -> None:
        order = list(self._chosen)
        if candidate_id not in order:
            return
        place = order.index(candidate_id)
        if 0 <= place + step < len(order):
            order.insert(place + step, order.pop(place))
            self._choose(tuple(order), candidate_id)

    def _choose(self, chosen: tuple[int, ...], focus: int) -> None:
        self._chosen = chosen
        self._refresh()
        row = next((row for row in self._rows if row.id == focus), None)
        if row is not None and self.isAncestorOf(QApplication.focusWidget() or self):
            row.box.setFocus()
        self.chosen.emit(chosen)

    @Slot()
    def _refresh(self) -> None:
        order = [*self._chosen, *(i for i in self._candidates if i not in self._chosen)]
        while len(self._rows) > len(order):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(order):
            row = CandidateRow(self._theme, self)
            row.box.installEventFilter(self)
            row.toggled.connect(self._toggle)
            row.moved.connect(self._move)
            self._rows.append(row)
            self._column.addWidget(row)
        last = len(self._chosen) - 1
        for place, (row, candidate_id) in enumerate(zip(self._rows, order, strict=True)):
            row.show_candidate(
                self._candidates[candidate_id], chosen=place <= last, first=place == 0, last=place == last
            )
        self.setVisible(bool(order))
