"""What one does with passages: mark them, note them, take them away, go from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from briefing.domain.annotations import Highlight, HighlightId, Meaning
from briefing.domain.articles import ArticleId
from briefing.domain.clips import stretch_of
from briefing.domain.sentences import sentence_at
from briefing.domain.text import ArticleText
from briefing.ui.delegates.highlight_marks import Mark, stretches
from briefing.ui.jobs import Jobs
from briefing.ui.panes.reading.article_view import ArticleView
from briefing.ui.panes.reading.clips import block_of_clip, frame_of_clip
from briefing.ui.panes.reading.note_popover import NotePopover
from briefing.ui.panes.reading.selection_bar import SelectionBar
from briefing.ui.theme import Theme


class Marking(QObject):
    """The highlights of the article on a page, with the bar and the note that float over it.

    Signals:
        takeaway_wanted(tuple[HighlightId, ...]): write what these passages mean.
        chosen(HighlightId): a highlight was chosen on the page.
        quote_wanted(HighlightId): quote this passage in the briefing beside.
        caption_wanted(int): write a caption for the picture in this block, then clip it.
        said(str): a sentence for the person.
    """

    takeaway_wanted = Signal(object)
    quote_wanted = Signal(object)
    chosen = Signal(object)
    caption_wanted = Signal(int)
    said = Signal(str)

    def __init__(self, jobs: Jobs, theme: Theme, view: ArticleView, pane: QWidget) -> None:
        super().__init__(pane)
        self._jobs, self._view, self._pane = jobs, view, pane
        self._article_id: ArticleId | None = None
        self._text = ArticleText()
        self._highlights: dict[HighlightId, Highlight] = {}
        self._fixed = False
        self._meaning = Meaning.FACT
        self._then: Callable[[HighlightId], None] | None = None
        self._awaited: tuple[HighlightId, Callable[[HighlightId], None]] | None = None
        self.bar = SelectionBar(theme, pane)
        self.note = NotePopover(theme, pane)
        self.bar.meaning_chosen.connect(self.mark)
        self.bar.note_wanted.connect(self.write_note)
        self.bar.takeaway_wanted.connect(self.ask_for_takeaway)
        self.note.written.connect(self._save_note)
        self.note.closed.connect(view.setFocus)
        view.selection_settled.connect(self.place_bar)
        view.scrolled.connect(self.place_bar)
        view.mark_clicked.connect(self.chosen)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """The methods behind the actions on passages."""
        return {
            "highlight.fact": self.mark_fact,
            "highlight.number": self.mark_number,
            "highlight.quote": self.mark_quote,
            "highlight.risk": self.mark_risk,
            "highlight.question": self.mark_question,
            "highlight.note": self.write_note,
            "highlight.next": self.next_highlight,
            "highlight.previous": self.previous_highlight,
            "highlight.remove": self.remove,
            "takeaway.new": self.ask_for_takeaway,
            "briefing.quote": self.ask_to_quote,
            "highlight.clip": self.clip,
            "reader.sentence": self.select_sentence,
            "reader.sentence_less": self.select_less,
            "reader.strike": self.strike_out,
        }

    @property
    def text(self) -> str:
        """The canonical text of the article on the page."""
        return self._text.text

    def clear(self) -> None:
        """Forget the article; a note that is being written is kept."""
        self.note.close_sheet()
        self.bar.hide()
        self._article_id, self._text, self._highlights, self._then, self._awaited = None, ArticleText(), {}, None, None

    def show(
        self, article_id: ArticleId | None, text: ArticleText, highlights: Sequence[Highlight], *, fixed: bool = False
    ) -> None:
        """Paint the highlights of an article that the page shows.

        Args:
            fixed: the page shows a text in which nothing can be marked: offsets in it mean nothing to the article.
        """
        if self._view.shown is None:
            return
        self._article_id, self._text, self._fixed = article_id, text, fixed
        self._highlights = {highlight.id: highlight for highlight in highlights}
        spans = self._view.shown.map.spans
        marks = [
            Mark(h.id, h.meaning, tuple(spans(h.start, h.end)), bool(h.note), frame_of_clip(self._view.shown, text, h))
            for h in highlights
        ]
        self._view.set_marks(marks, {h.id: h.note for h in highlights if h.note})
        if self._awaited is not None and self._awaited[0] in self._highlights:
            (highlight_id, then), self._awaited = self._awaited, None
            then(highlight_id)

    def has(self, highlight_id: HighlightId) -> bool:
        """Whether the page shows this highlight."""
        return highlight_id in self._highlights

    def show_passage(self, highlight_id: HighlightId) -> None:
        """Choose a highlight, bring it into view and pulse it once."""
        highlight = self._highlights[highlight_id]
        self._view.set_current(highlight_id)
        if self._view.shown is not None:
            self._view.pulse(list(self._view.shown.map.spans(highlight.start, highlight.end)))

    def deselect(self) -> None:
        """Select nothing: the selection has become something else."""
        cursor = self._view.textCursor()
        cursor.clearSelection()
        self._view.setTextCursor(cursor)
        self.bar.hide()

    def stretch(self) -> tuple[int, int] | None:
        """The selected stretch of the canonical text without white space at its ends, None when there is none.

        There is none in a text in which nothing can be marked.
        """
        cursor = self._view.textCursor()
        if self._view.shown is None or self._fixed or not cursor.hasSelection():
            return None
        found = self._view.shown.map.selected(*selected_positions(cursor))
        if found is None:
            return None
        piece = self._text.text[slice(*found)]
        start = found[0] + len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        return (start, end) if start < end else None

    @Slot(object)
    def mark(self, meaning: Meaning) -> None:
        """Mark the selection; without one, give the chosen highlight this meaning."""
        self._meaning = meaning
        if (stretch := self.stretch()) is not None:
            self._mark(stretch, self._choose)
        elif (current := self._current()) is not None and current.meaning is not meaning:
            self._jobs.write("annotate.edit_highlight", current.id, meaning=meaning)

    @Slot()
    def mark_fact(self) -> None:
        """Mark the selection as a fact."""
        self.mark(Meaning.FACT)

    @Slot()
    def mark_number(self) -> None:
        """Mark the selection as a figure."""
        self.mark(Meaning.NUMBER)

    @Slot()
    def mark_quote(self) -> None:
        """Mark the selection as words worth quoting."""
        self.mark(Meaning.QUOTE)

    @Slot()
    def mark_risk(self) -> None:
        """Mark the selection as a risk."""
        self.mark(Meaning.RISK)

    @Slot()
    def mark_question(self) -> None:
        """Mark the selection as an open question."""
        self.mark(Meaning.QUESTION)

    @Slot()
    def write_note(self) -> None:
        """Open the note of the chosen highlight; a selection is marked first."""
        if (stretch := self.stretch()) is not None:
            self._mark(stretch, self._open_note)
        elif (current := self._current()) is not None:
            self._open_note(current.id)

    @Slot()
    def ask_for_takeaway(self) -> None:
        """Ask for a takeaway from the selection, from the chosen highlight, or from the whole article."""
        if self._article_id is None:
            return
        if (stretch := self.stretch()) is not None:
            self._mark(stretch, self._want_takeaway)
        elif self._then is not None:
            self._then = self._want_takeaway  # the passage was marked a moment ago and is on its way to the library
        elif self._awaited is not None:
            self._awaited = (self._awaited[0], self._want_takeaway)
        else:
            current = self._current()
            self.takeaway_wanted.emit((current.id,) if current else ())

    @Slot()
    def ask_to_quote(self) -> None:
        """Ask to quote the selection, which is marked first, or the chosen highlight."""
        if (stretch := self.stretch()) is not None:
            self._meaning = Meaning.QUOTE
            self._mark(stretch, self.quote_wanted.emit)
        elif (current := self._current()) is not None:
            self.quote_wanted.emit(current.id)

    @Slot()
    def clip(self) -> None:
        """Clip the picture or the table at the caret, with its caption."""
        shown = self._view.shown
        if shown is None or self._article_id is None or self._fixed:
            return
        index = block_of_clip(shown, self._text, self._view.textCursor().position())
        if index is None:
            self.said.emit(self.tr("Put the caret into a table, or beside a picture, then press C."))
        elif not self._text.blocks[index].text.strip():
            self.caption_wanted.emit(index)
        else:
            self._meaning = Meaning.QUOTE
            self._mark(stretch_of(self._text, index), self._choose)

    @Slot()
    def remove(self) -> None:
        """Take off the highlights that the selection touches, or the chosen one. Undo brings them back."""
        if (stretch := self.stretch()) is not None:
            ids = [h.id for h in self._highlights.values() if h.start < stretch[1] and h.end > stretch[0]]
        else:
            ids = [current.id] if (current := self._current()) else []
        if ids:
            self._jobs.write("annotate.remove_highlights", ids)

    @Slot()
    def next_highlight(self) -> None:
        """Go to the next highlight, after the last one to the first."""
        self._step(1)

    @Slot()
    def previous_highlight(self) -> None:
        """Go to the previous highlight, before the first one to the last."""
        self._step(-1)

    @Slot()
    def select_sentence(self) -> None:
        """Select the sentence at the caret; again, the next one too."""
        shown, cursor = self._view.shown, self._view.textCursor()
        if shown is None or self._article_id is None:
            return
        if (stretch := self.stretch()) is None:
            start, end = self._sentence(shown.map.offset(cursor.position(), forward=True))
        else:
            start, end = stretch[0], self._sentence(self._after(stretch[1]))[1]
        self._select(start, end)

    @Slot()
    def select_less(self) -> None:
        """Give the last sentence of the selection back."""
        if (stretch := self.stretch()) is None:
            return
        start = self._sentence(stretch[1] - 1)[0]
        end = stretch[0] + len(self._text.text[stretch[0] : start].rstrip())
        if end > stretch[0]:
            self._select(stretch[0], end)

    @Slot()
    def strike_out(self) -> None:
        """Strike out the paragraphs at the caret or in the selection, or bring them back when all of them are out."""
        shown, cursor = self._view.shown, self._view.textCursor()
        if shown is None or self._article_id is None:
            return
        if (stretch := self.stretch()) is not None:
            self.strike(set(range(self._text.block_at(stretch[0]), self._text.block_at(stretch[1] - 1) + 1)))
        elif (index := shown.map.block_at(cursor.position())) is not None:
            self.strike({index})

    def strike(self, chosen: set[int]) -> None:
        """Strike these blocks out, or bring them back when all of them are out."""
        if self._article_id is None or self._fixed:
            return
        struck = {index for index, block in enumerate(self._text.blocks) if block.struck}
        after = struck - chosen if chosen <= struck else struck | chosen
        self._jobs.write("organise.set_struck", self._article_id, sorted(after))

    @Slot()
    def place_bar(self) -> None:
        """Show the bar at the selection, or hide it."""
        box = None
        if self._view.window().focusWidget() is self._view and self.stretch() is not None and not self.note.isVisible():
            box = self._view.selection_box()
        area = self._area()
        if box is not None:
            box.translate(area.topLeft())
        if box is None or box.bottom() < area.top() or box.top() > area.bottom():
            self.bar.hide()
        else:
            self.bar.show_at(box, area)

    def _area(self) -> QRect:
        """The page in the coordinates of the pane."""
        viewport = self._view.viewport()
        return QRect(viewport.mapTo(self._pane, QPoint()), viewport.size())

    def _current(self) -> Highlight | None:
        return self._highlights.get(self._view.current) if self._view.current is not None else None

    def _mark(self, stretch: tuple[int, int], then: Callable[[HighlightId], None]) -> None:
        """Mark a stretch of the text; once the page shows the highlight, `then` is called with it."""
        self.deselect()
        same = next((h for h in self._highlights.values() if (h.start, h.end) == stretch), None)
        if same is not None:
            if then == self._choose and same.meaning is not self._meaning:
                self._jobs.write("annotate.edit_highlight", same.id, meaning=self._meaning)
            then(same.id)
            return
        self._then = then
        self._jobs.write("annotate.highlight", self._article_id, *stretch, self._meaning, done=self._marked)

    def _marked(self, highlight_id: HighlightId) -> None:
        then, self._then = self._then, None
        if then is None:
            return
        if highlight_id in self._highlights:
            then(highlight_id)
        else:
            self._awaited = (highlight_id, then)  # the page has not read it yet

    def _choose(self, highlight_id: HighlightId) -> None:
        self._view.set_current(highlight_id)
        self.chosen.emit(highlight_id)

    def _want_takeaway(self, highlight_id: HighlightId) -> None:
        self._choose(highlight_id)
        self.takeaway_wanted.emit((highlight_id,))

    def _open_note(self, highlight_id: HighlightId) -> None:
        highlight, shown = self._highlights[highlight_id], self._view.shown
        if shown is None:
            return
        self._choose(highlight_id)
        self.bar.hide()
        spans = list(shown.map.spans(highlight.start, highlight.end))
        self._view.bring_into_view(*spans[0])
        box = QRectF()
        for first, last in spans:
            for line in stretches(self._view.document(), first, last):
                box = box.united(line.box)
        area = self._area()
        box.translate(area.left(), area.top() - self._view.verticalScrollBar().value())
        self.note.open(highlight_id, highlight.note, box, area)

    @Slot(object, str)
    def _save_note(self, highlight_id: HighlightId, note: str) -> None:
        self._jobs.write("annotate.edit_highlight", highlight_id, note=note)

    def _step(self, by: int) -> None:
        ids = list(self._highlights)
        if not ids:
            return
        if self._view.current in self._highlights:
            index = ids.index(self._view.current) + by
        else:  # begin at the caret
            shown = self._view.shown
            here = shown.map.offset(self._view.textCursor().position(), forward=True) if shown else 0
            after = sum(1 for h in self._highlights.values() if h.start < here)
            index = after if by > 0 else after - 1
        chosen = ids[index % len(ids)]
        self._put_caret(self._highlights[chosen].start)
        self.show_passage(chosen)
        self.chosen.emit(chosen)

    def _put_caret(self, offset: int) -> None:
        if self._view.shown is not None:
            cursor = QTextCursor(self._view.document())
            cursor.setPosition(self._view.shown.map.position(offset))
            self._view.setTextCursor(cursor)

    def _sentence(self, offset: int) -> tuple[int, int]:
        """The sentence at an offset, in offsets; it never leaves its block, or its cell of a table."""
        shown = self._view.shown
        assert shown is not None
        segment = shown.map.segment_at(offset)
        start, end = sentence_at(self._text.text[segment.start : segment.end], offset - segment.start)
        return segment.start + start, segment.start + end

    def _after(self, offset: int) -> int:
        """The first offset from `offset` on that is no white space."""
        rest = self._text.text[offset : offset + 1000]
        return min(offset + len(rest) - len(rest.lstrip()), len(self._text.text))

    def _select(self, start: int, end: int) -> None:
        if self._view.shown is not None and start < end:
            first, last = self._view.shown.map.position(start), self._view.shown.map.position(end)
            self._view.select(first, last)
            self._view.bring_into_view(first, last)


def selected_positions(cursor: QTextCursor) -> tuple[int, int]:
    """The positions between which text is selected; of several cells of a table, from the first to the last.

    Where a selection goes over cells, Qt shows all of each cell as selected and gives the beginning of the last one as
    its end.
    """
    table = cursor.currentTable()
    if table is None or not cursor.hasComplexSelection():
        return cursor.selectionStart(), cursor.selectionEnd()
    row, rows, column, columns = cast(tuple[int, int, int, int], cursor.selectedTableCells())
    last = table.cellAt(row + rows - 1, column + columns - 1)
    return table.cellAt(row, column).firstPosition(), last.lastPosition()
