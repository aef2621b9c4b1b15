"""Editing the stored text, paragraph by paragraph: a layer over the original, which stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Signal, Slot
from PySide6.QtWidgets import QWidget

from briefing.domain.articles import ArticleId
from briefing.domain.errors import BriefingError
from briefing.ui.article_document import GUTTER
from briefing.ui.jobs import Jobs
from briefing.ui.panes.reading.article_view import ArticleView
from briefing.ui.panes.reading.clips import block_beside
from briefing.ui.panes.reading.other_texts import OtherTexts
from briefing.ui.panes.reading.paragraph_editor import ParagraphEditor
from briefing.ui.theme import Theme

if TYPE_CHECKING:
    from briefing.operations.versions import Carried


@dataclass(frozen=True, slots=True)
class _Edit:
    """A paragraph that is being edited: its article, its number, its words before and now, why they are not saved.

    Attributes:
        clips: it is the caption of a picture that is clipped when it is saved.
    """

    article_id: ArticleId
    block: int
    words: str
    typed: str
    problem: str = ""
    clips: bool = False


class TextEditing(QObject):
    """Opens the editor over the paragraph at the caret and saves it. What cannot be saved stays to be seen.

    Signals:
        said(str): a sentence for the person.
        outcome(str): what came of an edit that can be undone.
        clipped(HighlightId): a picture was clipped with the caption that was written for it.
    """

    said = Signal(str)
    outcome = Signal(str)
    clipped = Signal(object)

    def __init__(self, jobs: Jobs, theme: Theme, view: ArticleView, texts: OtherTexts, pane: QWidget) -> None:
        super().__init__(pane)
        self._jobs, self._view, self._texts, self._pane = jobs, view, texts, pane
        self._article_id: ArticleId | None = None
        self._edit: _Edit | None = None
        self._saving: list[_Edit] = []
        self._unsaved: dict[ArticleId, _Edit] = {}
        self.editor = ParagraphEditor(theme, pane)
        self.editor.saved.connect(self.confirm)
        self.editor.left.connect(self.save)
        self.editor.cancelled.connect(self.cancel)
        view.scrolled.connect(self.place)

    def show(self, article_id: ArticleId) -> None:
        """This article is on the page; words of it that could not be saved come up again."""
        self._article_id = article_id
        if self._edit is None and (waiting := self._unsaved.pop(article_id, None)) is not None:
            self._open(waiting)
        self.place()

    def leave(self) -> None:
        """The article goes; what was typed is saved."""
        self.save()
        self._article_id = None

    @Slot()
    def begin(self) -> None:
        """Edit the paragraph at the caret."""
        shown = self._view.shown
        if shown is None or self._article_id is None:
            return
        if self._texts.looks_up:
            self.said.emit(self.tr("This is another text. Go back to the current one to edit it."))
            return
        block = block_beside(shown, self._view.textCursor().position())
        if block is None:
            self.said.emit(self.tr("Put the caret into the paragraph first."))
            return
        words = self._texts.text.blocks[block].text
        self._open(_Edit(self._article_id, block, words, words))

    @Slot(int)
    def begin_caption(self, block: int) -> None:
        """Write a caption for a picture that has none and clip it; its text alternative is proposed."""
        if self._article_id is not None:
            proposed = " ".join(self._texts.text.blocks[block].alt.split())
            self._open(_Edit(self._article_id, block, "", proposed, clips=True))

    @Slot()
    def save(self) -> None:
        """Save what was typed. A paragraph that was left without words stays: nobody said that it is to go.

        Nor is a caption kept that was only proposed.
        """
        edit, typed = self._edit, self.editor.field.toPlainText()
        only_proposed = edit is not None and edit.clips and not edit.problem and typed == edit.typed
        if typed.strip() and not only_proposed:
            self.confirm()
        else:
            self._close()

    @Slot()
    def confirm(self) -> None:
        """Save the paragraph; without words it is removed."""
        edit, typed = self._edit, self.editor.field.toPlainText()
        if edit is None or (typed == edit.words and not edit.clips):
            self._close()
            return
        if edit.clips and not typed.strip():
            self.editor.say(self.tr("A clip needs a caption: a few words that say what the picture shows."))
            self.place()
            return
        self._saving.append(replace(edit, typed=typed, problem=""))
        self._jobs.write(
            "versions.clip_with_caption" if edit.clips else "versions.edit_text",
            edit.article_id,
            edit.block,
            typed,
            was=edit.words,
            done=self._saved,
            failed=self._failed,
        )
        self._close()

    @Slot()
    def cancel(self) -> None:
        """Leave the paragraph as it was."""
        self._close()

    @Slot()
    def place(self) -> None:
        """Keep the editor over its paragraph."""
        box = self._box()
        if box is not None:
            viewport = self._view.viewport()
            area = QRect(viewport.mapTo(self._pane, QPoint()), viewport.size())
            top = area.top() - self._view.verticalScrollBar().value()
            self.editor.place(box.translated(area.left(), top), area)

    def _open(self, edit: _Edit) -> None:
        self._edit = edit
        shown = self._view.shown
        if shown is not None:
            start = self._texts.text.starts[edit.block] if edit.block < len(self._texts.text.blocks) else 0
            position = shown.map.position(start)
            self._view.bring_into_view(position, position + 1)
        self.place()
        font = self._view.document().defaultFont()
        self.editor.open(edit.words, edit.typed, edit.problem, font, caption=edit.clips)

    def _close(self) -> None:
        self._edit = None
        had_focus = self.editor.isVisible() and self.editor.field.hasFocus()
        self.editor.hide()
        if had_focus:
            self._view.setFocus()

    def _box(self) -> QRectF | None:
        """Where the paragraph stands, in document coordinates."""
        shown = self._view.shown
        if shown is None or self._edit is None:
            return None
        layout, document = self._view.document().documentLayout(), self._view.document()
        box = QRectF()
        for segment in shown.map.segments:
            if segment.block == self._edit.block:
                box = box.united(layout.blockBoundingRect(document.findBlock(segment.position)))
        width = self._view.viewport().width() - 2 * GUTTER
        if not self._edit.words:  # a picture without a caption: it stays in sight above the field
            return QRectF(GUTTER, box.bottom(), width, 0)
        return QRectF(GUTTER, box.top(), width, box.height())

    def _saved(self, carried: Carried) -> None:
        self._saving.pop(0)  # writes happen in the order in which they were asked for
        if carried.sentence:
            (self.outcome if carried.changed else self.said).emit(carried.sentence)
        if carried.clip is not None:
            self.clipped.emit(carried.clip)

    def _failed(self, error: BriefingError) -> None:
        edit = replace(self._saving.pop(0), problem=str(error))
        if edit.article_id == self._article_id and self._edit is None:
            self._open(edit)
        else:
            self._unsaved[edit.article_id] = edit
            self.said.emit(str(error))
