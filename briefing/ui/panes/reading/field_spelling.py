"""The spelling of one field: its wrong words are underlined, gone through by key, and replaced from its menu."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from briefing.domain.spelling import JOINERS, Word, words
from briefing.ui.models.spelling import Spelling
from briefing.ui.offsets import units
from briefing.ui.panes.reading.marked_field import MarkedField
from briefing.ui.panes.reading.spelling_menu import SpellingMenu
from briefing.ui.panes.reading.words_painter import WordsPainter
from briefing.ui.theme import Theme

Spot = tuple[int, int, str]
"""A word of the document: the positions of its start and end, and what it says."""


class FieldSpelling(QObject):
    """Belongs to a field and goes with it. The word that is being typed is left in peace until the caret leaves it."""

    def __init__(self, editor: QPlainTextEdit, spelling: Spelling, theme: Theme) -> None:
        super().__init__(editor)
        self._editor, self._spelling = editor, spelling
        self._language = self.language
        self._typing = False
        self._spared: int | None = None
        if isinstance(editor, MarkedField):
            self._painter: WordsPainter = editor.painter
        else:
            self._painter = WordsPainter(editor.document(), theme)
        self._painter.set_wrong(self._underlined)
        editor.installEventFilter(self)
        editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        editor.customContextMenuRequested.connect(self._open_menu)
        editor.cursorPositionChanged.connect(self._caret_moved)
        spelling.changed.connect(self._painter.repaint)
        spelling.learned.connect(self._learned)

    @property
    def language(self) -> str:
        """The language tag that a form around the field says its text is in; "" when none does."""
        widget: QObject | None = self._editor
        while widget is not None:
            if said := widget.property("language"):
                return str(said)
            widget = widget.parent()
        return ""

    def word_at(self, position: int) -> Spot | None:
        """The misspelled word that a position of the document stands in or touches."""
        block = self._editor.document().findBlock(position)
        return next((spot for spot in self._wrong(block) if spot[0] <= position <= spot[1]), None)

    def any_word_at(self, position: int) -> str:
        """The word that a position stands in or touches, right or wrong; "" for none."""
        block = self._editor.document().findBlock(position)
        found = self._spots(block, words(self._painter.readable(block)))
        return next((text for start, end, text in found if start <= position <= end), "")

    def select_next(self) -> bool:
        """Select the next misspelled word behind the caret, from the start again after the last one; False for none."""
        cursor, document = self._editor.textCursor(), self._editor.document()
        place = cursor.selectionEnd() if cursor.hasSelection() else cursor.position()
        spots: list[Spot] = []
        block = document.firstBlock()
        while block.isValid():
            spots += self._wrong(block)
            block = block.next()
        if not spots:
            return False
        start, end, word = next((spot for spot in spots if spot[0] >= place), spots[0])
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self._spelling.suggestions(word, self._language)  # the menu is likely to be opened next
        return True

    def replace(self, spot: Spot, other: str) -> None:
        """Write another word in place of one, in one step of undo, if that one still stands there."""
        start, end, word = spot
        cursor = self._editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() == word:
            cursor.insertText(other)
            self._editor.setTextCursor(cursor)

    def menu(self, place: QPoint) -> QMenu:
        """The context menu at a place of the field: that of the field, with what spelling has to say above."""
        editor = self._editor
        menu = editor.menu(place) if isinstance(editor, MarkedField) else editor.createStandardContextMenu(place)
        position = editor.cursorForPosition(place).position()
        spot = self.word_at(position)
        word = spot[2] if spot is not None else self.any_word_at(position)
        SpellingMenu(
            menu, self._spelling, self._language, word, partial(self.replace, spot) if spot is not None else None
        )
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.InputMethod or _types(event):
            self._typing = True
        elif event.type() == QEvent.Type.FocusOut:
            self._stop_sparing()
        elif event.type() == QEvent.Type.FocusIn and self._language != (language := self.language):
            self._language = language
            self._painter.repaint()
        return False

    # Private

    def _wrong(self, block: QTextBlock) -> Iterator[Spot]:
        return self._spots(block, self._spelling.wrong(self._painter.readable(block), self._language))

    @staticmethod
    def _spots(block: QTextBlock, found: Iterable[Word]) -> Iterator[Spot]:
        text, before = block.text(), block.position()
        for word in found:
            start = before + units(text[: word.start])
            yield start, start + units(word.text), word.text

    def _underlined(self, block: QTextBlock) -> Iterator[tuple[int, int]]:
        text = self._painter.readable(block)
        if self._typing and (typed := self._typed(block, text)) is not None:
            # Out of the text: its beginnings would be asked for with every key.
            word, self._spared = typed
            text = text[: word.start] + " " * len(word.text) + text[word.end :]
        for start, end, _ in self._spots(block, self._spelling.wrong(text, self._language)):
            yield start - block.position(), end - start

    def _typed(self, block: QTextBlock, text: str) -> tuple[Word, int] | None:
        """The word at the caret, and the position where it begins; also behind the hyphen that another part follows."""
        caret = self._editor.textCursor().position()
        found = list(words(text)) if block.contains(caret) else []
        for word, (start, end, _) in zip(found, self._spots(block, found), strict=True):
            if start <= caret <= end + (text[word.end : word.end + 1] in JOINERS):
                return word, start
        return None

    def _stop_sparing(self) -> None:
        spared, self._typing, self._spared = self._spared, False, None
        if spared is not None:
            self._painter.rehighlightBlock(self._editor.document().findBlock(spared))

    @Slot()
    def _caret_moved(self) -> None:
        if self._spared is not None:
            block = self._editor.textCursor().block()
            typed = self._typed(block, self._painter.readable(block))
            if typed is None or typed[1] != self._spared:
                self._stop_sparing()

    @Slot(object)
    def _learned(self, wrong: frozenset[str]) -> None:
        text = self._editor.toPlainText()
        if any(word in text for word in wrong):
            self._painter.repaint()

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        menu = self.menu(place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._editor.viewport().mapToGlobal(place))


def _types(event: QEvent) -> bool:
    """Whether somebody presses a key that changes a word."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    erases = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    return erases or (bool(event.text()) and event.text().isprintable())
