"""What the keys and the menu of the list of highlights do to the highlights."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRectF, Slot
from PySide6.QtWidgets import QWidget

from briefing.domain.annotations import Highlight, HighlightId, Meaning
from briefing.ui.jobs import Jobs
from briefing.ui.panes.reading.highlight_list import HighlightList
from briefing.ui.panes.reading.note_popover import NotePopover


class HighlightEditing(QObject):
    """Gives highlights another meaning or a note, or removes them."""

    def __init__(self, jobs: Jobs, rows: HighlightList, note: NotePopover, pane: QWidget) -> None:
        super().__init__(pane)
        self._jobs, self._rows, self._note, self._pane = jobs, rows, note, pane
        rows.meaning_chosen.connect(self._set_meaning)
        rows.removed.connect(self._remove)
        rows.note_wanted.connect(self._open_note)
        note.written.connect(self._save_note)
        note.closed.connect(rows.setFocus)

    @Slot(object, object)
    def _set_meaning(self, ids: tuple[HighlightId, ...], meaning: Meaning) -> None:
        for highlight_id in ids:
            self._jobs.write("annotate.edit_highlight", highlight_id, meaning=meaning)

    @Slot(object)
    def _remove(self, ids: tuple[HighlightId, ...]) -> None:
        self._jobs.write("annotate.remove_highlights", ids)

    @Slot(object, QRectF)
    def _open_note(self, highlight: Highlight, row: QRectF) -> None:
        box = row.translated(self._rows.mapTo(self._pane, QPoint()))
        self._note.open(highlight.id, highlight.note, box, self._pane.rect())

    @Slot(object, str)
    def _save_note(self, highlight_id: HighlightId, note: str) -> None:
        self._jobs.write("annotate.edit_highlight", highlight_id, note=note)
